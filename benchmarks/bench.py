"""Build playbooks of growing size, and the same pages with plain MkDocs, and write down what both cost."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from benchmarks import plain
from benchmarks.generate import write_playbook
from benchmarks.measure import Cost, measure
from benchmarks.report import Build, Row, findings, machine, table, write_report

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".cache" / "bench"
SIZES = (50, 100, 200, 400)
README = Path(__file__).with_name("README.md")
PLAYBOOK = (sys.executable, "-m", "playbook")
SURROUNDINGS = {"SOURCE_DATE_EPOCH": "1795219200", "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": ""}
"""For every build: a fixed date, no banner, and nothing of ours to import by accident."""


@click.command()
@click.argument("sizes", nargs=-1, type=click.IntRange(min=1))
@click.option("--runs", default=1, show_default=True, help="Builds of each; the quickest counts.")
@click.option("--plain/--no-plain", "compare", default=True, help="Whether to build with plain MkDocs too.")
@click.option("--write/--no-write", default=None, help="Whether to write README.md; by default for the usual sizes.")
def main(sizes: tuple[int, ...], runs: int, compare: bool, write: bool | None) -> None:
    """Measure playbooks of SIZES journeys; 50, 100, 200 and 400 when none are named."""
    wanted = tuple(sorted(set(sizes or SIZES)))
    FOLDER.mkdir(parents=True, exist_ok=True)
    python = plain.environment(FOLDER / "venv") if compare else None
    _warm_up(python)
    rows = [_row(number, python, runs) for number in wanted]
    about = [machine(), f"The plain build: {plain.versions(python)}." if python else "No plain build."]
    judged = findings(rows)
    click.echo("\n".join(["", table(rows), "", *judged.lines, *about]))
    if write or (write is None and compare and wanted == SIZES):
        write_report(README, rows, judged, about)
    sys.exit(0 if judged.all_hold else 1)


def _warm_up(python: Path | None) -> None:
    """Build something small with each, so that no series begins with compiling Python or reading it from the disk."""
    _row(3, python, 1)


def _row(number: int, python: Path | None, runs: int) -> Row:
    folder = FOLDER / str(number)
    shutil.rmtree(folder, ignore_errors=True)
    project, tree = folder / "playbook", folder / "tree"
    write_playbook(project, number)
    ours = _quickest([_ours(project) for _ in range(runs)])
    click.echo(f"{number} journeys: {ours.told()}")
    theirs = None
    if python:
        measure([*PLAYBOOK, "compile", "--to", str(tree)], cwd=project, env=_env(), log=folder / "compile.log")
        plain.write_project(folder / "plain", tree, python)
        theirs = _quickest([_theirs(folder / "plain", python) for _ in range(runs)])
        click.echo(f"{number} journeys, plain: {theirs.told()}")
    shutil.rmtree(folder)
    return Row(number=number, ours=ours, theirs=theirs)


def _ours(project: Path) -> Build:
    """One cold build: neither caches nor a site from before."""
    for old in (project / ".cache", project / "site"):
        shutil.rmtree(old, ignore_errors=True)
    load = os.getloadavg()[0]
    cost = measure([*PLAYBOOK, "build"], cwd=project, env=_env(), log=project.parent / "build.log")
    return _build(cost, project / "site", load)


def _theirs(project: Path, python: Path) -> Build:
    shutil.rmtree(project / "site", ignore_errors=True)
    load = os.getloadavg()[0]
    cost = measure([str(python), "-m", "mkdocs", "build"], cwd=project, env=_env(), log=project.parent / "plain.log")
    return _build(cost, project / "site", load)


def _build(cost: Cost, site: Path, load: float) -> Build:
    sizes = {path.relative_to(site): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    journeys = [size for path, size in sizes.items() if path.match("*/journeys/*/index.html")]
    return Build(
        cost=cost,
        pages=sum(path.suffix == ".html" for path in sizes),
        bytes=sum(sizes.values()),
        bytes_of_a_journey=sum(journeys) / len(journeys),
        load=load,
    )


def _quickest(builds: list[Build]) -> Build:
    return min(builds, key=lambda build: build.cost.wall)


def _env() -> dict[str, str]:
    return os.environ | SURROUNDINGS


if __name__ == "__main__":
    main()
