"""How quick ``playbook check`` is: with nothing remembered, after a few edits, when nothing has changed, and to start.

``python -m benchmarks.checking`` makes a playbook of 200 journeys with 4 KB of front matter a file and measures it;
``--journeys`` takes another number, and ``--full`` journeys as large as those of the other measurements.
Each reading is a process of its own, and its time begins when everything is imported.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from benchmarks.generate import write_playbook
from benchmarks.journeys import BRIEF, FULL
from benchmarks.limits import ALL_FILES, FEW_CHANGED, SAME, START
from benchmarks.measure import Cost
from benchmarks.ours import PLAYBOOK, conditions, env
from benchmarks.report import conclude, results_option
from benchmarks.results import Results, Run, Series, load, today
from playbook.project import open_project
from playbook.remembered import FOLDER

EDITED = 3
"""Journeys that are edited, one file of each."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One reading and checking of a playbook, in a process of its own."""

    wall: float
    """Seconds, after everything is imported."""
    cpu: float
    """Seconds of processor time."""
    memory: int
    """Bytes at the highest moment, with what is imported."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checking:
    """What checking a playbook costs."""

    files: int
    """Markdown files of all kinds."""
    journey_files: int
    front_matter: int
    """Bytes of a journey file's front matter, on average."""
    start: float
    """Seconds of ``playbook --help``, the quickest of several."""
    cold: Reading
    """With nothing remembered."""
    edited: Reading
    """After edits of a few journeys."""
    same: Reading
    """With nothing changed."""


def measure_checking(folder: Path, *, rounds: int = 3) -> Checking:
    """Measure a playbook that has journeys in ``content``; of some rounds the quickest counts.

    A few of the files are edited, and restored in the end.
    """
    files = sorted((folder / "content").rglob("*.md"))
    journeys = [file for file in files if file.parent.name == "journeys"]
    fronts = [len(file.read_bytes().split(b"\n---\n")[0]) for file in journeys]
    edited = journeys[:: max(1, len(journeys) // EDITED)][:EDITED]
    before = {file: file.read_bytes() for file in edited}

    def forget() -> None:
        shutil.rmtree(folder / FOLDER, ignore_errors=True)

    def edit() -> None:
        for file in edited:
            file.write_bytes(file.read_bytes() + b"\nMere.\n")

    try:
        return Checking(
            files=len(files),
            journey_files=len(journeys),
            front_matter=round(sum(fronts) / len(fronts)),
            start=min(_start(folder) for _ in range(2 * rounds)),
            cold=_best(folder, rounds, forget),
            edited=_best(folder, rounds, edit),
            same=_best(folder, rounds, lambda: None),
        )
    finally:
        for file, data in before.items():
            file.write_bytes(data)


def _start(folder: Path) -> float:
    started = time.perf_counter()
    command = [*PLAYBOOK, "--help"]
    subprocess.run(command, cwd=folder, env=env(folder), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _best(folder: Path, rounds: int, prepare: Callable[[], None]) -> Reading:
    found = []
    for _ in range(rounds):
        prepare()
        command = [sys.executable, "-m", "benchmarks.checking", "--once", str(folder)]
        done = subprocess.run(command, env=env(folder), check=True, capture_output=True, text=True)
        found.append(Reading(**json.loads(done.stdout)))
    return min(found, key=lambda reading: reading.cpu)


def _once(folder: Path) -> Reading:
    wall, cpu = time.perf_counter(), time.process_time()
    open_project(folder, cached=True)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Reading(wall=wall, cpu=cpu, memory=highest * (1 if sys.platform == "darwin" else 1024))


@click.command()
@click.option("--journeys", default=200, show_default=True, help="The size of the playbook.")
@click.option("--full", is_flag=True, help="Journeys as they are built elsewhere: rows of their own, with no limits.")
@click.option("--rounds", default=3, show_default=True, help="The quickest of so many counts.")
@click.option("--once", "folder", type=click.Path(path_type=Path), hidden=True)
@results_option
def main(journeys: int, full: bool, rounds: int, folder: Path | None, results: Results) -> None:
    """Measure how quick a playbook is checked."""
    if folder is not None:
        click.echo(json.dumps(asdict(_once(folder))))
        return
    before = load()
    with tempfile.TemporaryDirectory() as made:
        write_playbook(Path(made), journeys, size=FULL if full else BRIEF)
        found = measure_checking(Path(made), rounds=rounds)
    click.echo(f"{found.journey_files} files of journeys with {found.front_matter} bytes of front matter on average")
    readings = {ALL_FILES: found.cold, FEW_CHANGED: found.edited, SAME: found.same}
    costs = {name: Cost(**asdict(reading)) for name, reading in readings.items()}
    for name, cost in (costs | {START: Cost(wall=found.start, cpu=found.start, memory=0)}).items():
        is_start = name == START
        series = Series(
            table="checking",
            name=f"{name}, full journeys" if full and not is_start else name,
            number=0 if is_start else found.journey_files,
            conditions=conditions(),
        )
        size = None if is_start else found.front_matter
        results.add(series, Run(date=today(), load=before, cost=cost, front_matter=size))
    sys.exit(conclude(results, "checking"))


if __name__ == "__main__":
    main()
