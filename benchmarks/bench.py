"""Build playbooks of growing size, cold: time, memory, and the sizes of what comes out."""

from __future__ import annotations

import shutil
import sys

import click

from benchmarks.generate import write_playbook
from benchmarks.ours import FOLDER, Playbook, conditions
from benchmarks.report import conclude, results_option
from benchmarks.results import OURS, Results, Run, Series, load, today
from benchmarks.sites import site

SIZES = (50, 100, 200, 400, 1000, 2000)
WARM_UP = 3
"""Journeys of the playbook that is built first, so that no Python is compiled in a build that counts."""


@click.command()
@click.argument("sizes", nargs=-1, type=click.IntRange(min=1))
@click.option("--runs", default=3, show_default=True, help="Builds of each size, in turns; the quickest counts.")
@click.option("--again", is_flag=True, help="Measure anew what is known already.")
@results_option
def main(sizes: tuple[int, ...], runs: int, again: bool, results: Results) -> None:
    """Measure playbooks of SIZES journeys; 50, 100, 200, 400, 1000 and 2000 when none are named.

    What is known for the same versions and machine is not measured again, so that a run that was broken off goes on
    where it was.
    """
    wanted = sorted(set(sizes or SIZES))
    about = conditions()
    series = [Series(table="growth", name=OURS, number=number, conditions=about) for number in wanted]
    known = {each.number: results.begun(each, again=again) for each in series}
    playbooks = {number: _written(number) for number in (WARM_UP, *wanted)}
    playbooks[WARM_UP].cold()
    for turn in range(runs):
        for number in wanted:
            if len(known[number].runs) > turn:
                continue
            playbook, before = playbooks[number], load()
            run = Run(date=today(), load=before, cost=playbook.cold(), site=site(playbook.site))
            playbook.clear()
            known[number] = results.add(known[number], run)
            click.echo(f"{number} journeys: {run.told()}")
    shutil.rmtree(FOLDER / "growth")
    sys.exit(conclude(results, "growth"))


def _written(number: int) -> Playbook:
    folder = FOLDER / "growth" / str(number) / "playbook"
    shutil.rmtree(folder, ignore_errors=True)
    write_playbook(folder, number)
    return Playbook(folder)


if __name__ == "__main__":
    main()
