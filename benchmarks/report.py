"""What was measured, as tables and sentences."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from benchmarks.limits import LIMITS, cold_of, cpu, per_doubling, wall
from benchmarks.neighbours import NEIGHBOURS
from benchmarks.results import EDITED, FILE, OURS, Results, Series

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- written by `python -m benchmarks.report`: begin -->", "<!-- end -->"
TITLES = {OURS: "**playbook build**", EDITED: "**playbook build**, after one edit"} | {
    name: neighbour.title for name, neighbour in NEIGHBOURS.items()
}
_SIZES = ("Memory MB", "Site MB", "KB a journey")
_TIMES = ("Wall s", "per doubling", "CPU s", "per doubling")
_GROWTH = ("Journeys", "Pages", *_TIMES, *_SIZES, "Largest page KB", "Assets again KB", "Runs")

Row = tuple[str, ...]

results_option = click.option(
    "--results",
    default=FILE,
    type=click.Path(path_type=Path, dir_okay=False),
    callback=lambda _context, _option, file: Results(file),
    help="The file with what is known, instead of benchmarks/results.json.",
)


@click.command()
@results_option
def main(results: Results) -> None:
    """Write the tables into README.md from what is known; the exit code is 1 when a limit is missed."""
    click.echo(rendered(results))
    _write(results)
    sys.exit(_code(results, tuple(TABLES)))


def conclude(results: Results, table: str) -> int:
    """Print a table with its limits, write README.md if the results are the project's own, and give the exit code."""
    click.echo("\n" + "\n".join(["\n".join(_judged(results, (table,))), "", _section(results, table)]))
    _write(results)
    return _code(results, (table,))


def rendered(results: Results) -> str:
    """All tables, as Markdown."""
    sections = [_section(results, table) for table in TABLES if results.table(table)]
    return "\n\n".join(["\n".join(_judged(results, tuple(TABLES))), *sections])


def _write(results: Results) -> None:
    """Put the tables between the marks of README.md, unless the results are kept elsewhere."""
    if results.file == FILE:
        before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
        text = f"{before}{BEGIN}\n\n{rendered(results)}\n\n{END}{rest.partition(END)[2]}"
        README.write_text(text, encoding="utf-8", newline="\n")


def _code(results: Results, tables: Sequence[str]) -> int:
    return int(any(limit.verdict(results)[2] == "**missed**" for limit in LIMITS if limit.table in tables))


def _judged(results: Results, tables: Sequence[str]) -> list[str]:
    rows: list[Row] = [(limit.title, *limit.verdict(results)) for limit in LIMITS if limit.table in tables]
    return _lines([("Limit", "Wanted", "Measured", ""), *rows], words=4)


# --- One table each ---------------------------------------------------------------------------------------------------


def _section(results: Results, table: str) -> str:
    """A table with its heading, its date, and what it was measured with."""
    title, rows, words = TABLES[table]
    series = results.table(table)
    return "\n".join([f"### {title}", "", _about(series), "", *_lines(rows(results, series), words=words)])


def _about(series: Sequence[Series]) -> str:
    """When, on what and with what a table was measured, and how busy the machine was."""
    runs = [run for each in series for run in each.runs]
    if not runs:
        return "Not measured yet."
    days = sorted({run.date for run in runs})
    loads = sorted(run.load for run in runs)
    machines = dict.fromkeys(each.conditions[0] for each in series)
    versions = dict.fromkeys(one for each in series for one in each.conditions[1].split(", "))
    said = (" to ".join(dict.fromkeys((days[0], days[-1]))), "; ".join(machines), ", ".join(versions))
    told = f"{'. '.join(said)}. Load average before the runs, which the run before it is in: {loads[0]} to {loads[-1]}."
    if len({(each.number, each.conditions[2:]) for each in series}) > len({each.number for each in series}):
        told += " **Not all were built from the same pages: measure again what is older.**"
    return told


def _growth(_results: Results, series: Sequence[Series]) -> list[Row]:
    rows: list[Row] = [_GROWTH]
    for before, each in zip([None, *series], series, strict=False):
        times: list[str] = []
        for value in (wall, cpu):
            times += [f"{value(each):.1f}", f"{per_doubling(before, each, value):.2f}" if before else ""]
        site = each.quickest.site
        pages, largest, again = (
            (str(site.pages), f"{site.largest_page / 1e3:.0f}", f"{site.repeated / 1e3:.0f}") if site else ("–",) * 3
        )
        rows.append((str(each.number), pages, *times, *_sizes(each), largest, again, str(len(each.runs))))
    return rows


def _comparison(results: Results, series: Sequence[Series]) -> list[Row]:
    head = ("Built with", "Journeys", "Wall, ours cold = 1", "CPU, ours cold = 1", "Wall s", "CPU s", *_SIZES, "Runs")
    rows: list[Row] = [head]
    order = list(TITLES)
    for each in sorted(series, key=lambda one: (one.number, order.index(one.name))):
        cold, more = cold_of(results, each), "> " if each.quickest.cost.stopped else ""
        ratios = (f"{more}{wall(each) / wall(cold):.2f}", f"{more}{cpu(each) / cpu(cold):.2f}") if cold else ("–", "–")
        times = (f"{more}{wall(each):.1f}", f"{more}{cpu(each):.1f}")
        rows.append((TITLES[each.name], str(each.number), *ratios, *times, *_sizes(each), str(len(each.runs))))
    return rows


def _serving(_results: Results, series: Sequence[Series]) -> list[Row]:
    rows: list[Row] = [("What is served", "Median s", "Quickest s", "Slowest s", "CPU s", "Memory MB", "Edits")]
    for each in series:
        walls = [run.cost.wall for run in each.runs]
        seconds = (f"{value:.2f}" for value in (each.median, min(walls), max(walls), cpu(each)))
        title = f"{each.name}, {each.number} journeys" if each.number else each.name
        rows.append((title, *seconds, f"{_memory(each):.0f}", str(len(walls))))
    return rows


def _checking(_results: Results, series: Sequence[Series]) -> list[Row]:
    head = ("What is run", "Journey files", "Front matter KB", "Quickest s", "CPU s", "Journey files a second")
    rows: list[Row] = [(*head, "Memory MB")]
    for each in series:
        size, times = each.quickest.front_matter, (f"{wall(each):.2f}", f"{cpu(each):.2f}")
        files = (str(each.number), f"{each.number / wall(each):.0f}") if each.number else ("–", "–")
        memory = f"{_memory(each):.0f}" if _memory(each) else "–"
        rows.append((each.name, files[0], f"{size / 1e3:.1f}" if size else "–", *times, files[1], memory))
    return rows


TABLES: Mapping[str, tuple[str, Callable[[Results, Sequence[Series]], list[Row]], int]] = {
    "comparison": ("Against other engines", _comparison, 1),
    "growth": ("Growth", _growth, 0),
    "serving": ("From save to browser", _serving, 1),
    "checking": ("Checking", _checking, 1),
}
"""Of each table its title, its rows, and how many of its first columns hold words."""


def _sizes(series: Series) -> Row:
    site = series.quickest.site
    built = (f"{site.bytes / 1e6:.1f}", f"{site.bytes_of_a_journey / 1e3:.1f}") if site else ("–", "–")
    return (f"{_memory(series):.0f}", *built)


def _memory(series: Series) -> float:
    """The most of all runs, in MB."""
    return max(run.cost.memory for run in series.runs) / 1e6


def _lines(rows: Sequence[Row], *, words: int) -> list[str]:
    """A Markdown table, numbers to the right."""
    head, *rest = ["| " + " | ".join(row) + " |" for row in rows]
    return [head, "|" + "---|" * words + "---:|" * (len(rows[0]) - words), *rest]


if __name__ == "__main__":
    main()
