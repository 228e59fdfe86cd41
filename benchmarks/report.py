"""What was measured, as tables and sentences."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from math import log2
from pathlib import Path

from benchmarks.measure import Cost

MOST_PER_DOUBLING = 2.3
MOST_SPREAD = 0.05
"""Between the smallest and the largest mean of bytes per journey page."""
LEAST_FASTER = 3.0
SIZES = ("Memory MB", "Site MB", "KB a journey")
TITLES = ("Journeys", "Pages", "Wall s", "per doubling", "CPU s", "per doubling", *SIZES)
PLAIN_TITLES = ("Journeys", "Wall s", "CPU s", *SIZES, "wall, plain : ours", "CPU, plain : ours")
BEGIN, END = "<!-- written by `make bench`: begin -->", "<!-- end -->"


@dataclass(frozen=True, kw_only=True, slots=True)
class Build:
    """One build of one site."""

    cost: Cost
    pages: int
    bytes: int
    """Of the whole site."""
    bytes_of_a_journey: float
    """Mean size of a journey's HTML."""
    load: float
    """The machine's load average over one minute, before it."""

    def told(self) -> str:
        """One line for whoever waits."""
        return f"{self.pages} pages in {self.cost.wall:.1f} s, load {self.load:.1f} before"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A playbook of one size, built both ways."""

    number: int
    """Journeys."""
    ours: Build
    theirs: Build | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """Whether what must hold does."""

    lines: tuple[str, ...]
    all_hold: bool


def findings(rows: Sequence[Row]) -> Findings:
    """Each requirement with what was measured."""
    steps = list(pairwise(rows))
    growth = [per_doubling(a, b, lambda row: row.ours.cost.wall) for a, b in steps]
    sizes = [row.ours.bytes_of_a_journey for row in rows]
    faster = [row.theirs.cost.wall / row.ours.cost.wall for row in rows if row.theirs]
    judged: list[tuple[bool, str]] = []
    if growth:
        told = f"{max(growth):.2f} times the time per doubling at most (limit {MOST_PER_DOUBLING})"
        judged.append((max(growth) <= MOST_PER_DOUBLING, told))
        spread = max(sizes) / min(sizes) - 1
        told = f"bytes per journey page within {100 * spread:.1f} % (limit {100 * MOST_SPREAD:.0f} %)"
        judged.append((spread <= MOST_SPREAD, told))
    if faster:
        told = f"at least {min(faster):.1f} times faster than the plain build (limit {LEAST_FASTER:.0f})"
        judged.append((min(faster) >= LEAST_FASTER, told))
    lines = tuple(f"- {'holds' if holds else '**missed**'}: {told}" for holds, told in judged)
    return Findings(lines=lines, all_hold=all(holds for holds, _ in judged))


def per_doubling(small: Row, large: Row, value: Callable[[Row], float]) -> float:
    """By how much a value grows when the number of journeys doubles."""
    return float((value(large) / value(small)) ** (1 / log2(large.number / small.number)))


# --- Tables -----------------------------------------------------------------------------------------------------------


def table(rows: Sequence[Row]) -> str:
    """What our builds took, then the plain ones beside them, as Markdown."""
    lines = _lines([TITLES, *(_cells(row, before) for before, row in zip([None, *rows], rows, strict=False))])
    if all(row.theirs for row in rows):
        lines += ["", "The same pages with plain MkDocs:", "", *_lines([PLAIN_TITLES, *map(_plain_cells, rows)])]
    return "\n".join(lines)


def _cells(row: Row, before: Row | None) -> tuple[str, ...]:
    ours = row.ours
    wall = f"{per_doubling(before, row, lambda r: r.ours.cost.wall):.2f}" if before else ""
    cpu = f"{per_doubling(before, row, lambda r: r.ours.cost.cpu):.2f}" if before else ""
    return (str(row.number), str(ours.pages), f"{ours.cost.wall:.1f}", wall, f"{ours.cost.cpu:.1f}", cpu, *_sizes(ours))


def _plain_cells(row: Row) -> tuple[str, ...]:
    ours, theirs = row.ours.cost, row.theirs
    if theirs is None:
        return ()
    times = (f"{theirs.cost.wall / ours.wall:.1f}", f"{theirs.cost.cpu / ours.cpu:.1f}")
    return (str(row.number), f"{theirs.cost.wall:.1f}", f"{theirs.cost.cpu:.1f}", *_sizes(theirs), *times)


def _sizes(build: Build) -> tuple[str, str, str]:
    memory = f"{build.cost.memory / 1e6:.0f}" if build.cost.memory else "–"
    return memory, f"{build.bytes / 1e6:.1f}", f"{build.bytes_of_a_journey / 1e3:.1f}"


def _lines(rows: Sequence[tuple[str, ...]]) -> list[str]:
    head, *rest = ["| " + " | ".join(row) + " |" for row in rows]
    return [head, "|" + "---:|" * len(rows[0]), *rest]


# --- The report -------------------------------------------------------------------------------------------------------


def machine() -> str:
    """What the builds ran on."""
    processor = platform.processor() or platform.machine()
    memory = ""
    if Path("/proc/cpuinfo").is_file():
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
        processor = found[1] if found else processor
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB"
    return f"{processor}, {os.cpu_count()} cores{memory}, {platform.system()}, Python {platform.python_version()}."


def write_report(file: Path, rows: Sequence[Row], judged: Findings, about: Sequence[str]) -> None:
    """Put date, machine, tables and findings between the marks of a file."""
    builds = [build for row in rows for build in (row.ours, row.theirs) if build]
    loads = [build.load for build in builds]
    said = " ".join([f"{datetime.now(UTC):%Y-%m-%d}.", *about])
    load = f"Load average before the builds, which the build before it is in: {min(loads):.1f} to {max(loads):.1f}."
    text = "\n".join([BEGIN, "", said, load, "", table(rows), "", *judged.lines, "", END])
    before, _, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    file.write_text(before + text + rest.partition(END)[2], encoding="utf-8", newline="\n")
