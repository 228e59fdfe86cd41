"""Build the same compiled pages with the playbook and with other site engines, in one run."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import click

from benchmarks.environment import environment, python, versions
from benchmarks.generate import write_playbook
from benchmarks.measure import Cost, measure
from benchmarks.neighbours import NEIGHBOURS, write_project
from benchmarks.ours import FOLDER, Playbook, conditions, env
from benchmarks.report import conclude, results_option
from benchmarks.results import EDITED, OURS, Results, Run, Series, load, machine, today
from benchmarks.sites import digest, site

SIZES = (50, 200, 1000)
ENGINES = (OURS, *NEIGHBOURS)
WARM_UP = 3
"""Journeys of the playbook that each engine builds first, so that no Python is compiled in a build that counts."""


@click.command()
@click.argument("sizes", nargs=-1, type=click.IntRange(min=1))
@click.option("--only", multiple=True, type=click.Choice(ENGINES), help="Build with this alone; repeat for more.")
@click.option("--runs", default=3, show_default=True, help="Builds with each, in turns.")
@click.option("--long", default=600, show_default=True, help="What takes more seconds than this is built once only.")
@click.option("--limit", default=7200, show_default=True, help="Seconds after which a build is stopped.")
@click.option("--again", is_flag=True, help="Measure anew what is known already.")
@results_option
def main(
    sizes: tuple[int, ...], only: tuple[str, ...], runs: int, long: int, limit: int, again: bool, results: Results
) -> None:
    """Measure playbooks of SIZES journeys; 50, 200 and 1000 when none are named.

    What is known for the same pages, versions and machine is not measured again, so that a run that was broken off goes
    on where it was.
    """
    chosen = [engine for engine in ENGINES if engine in (only or ENGINES)]
    warm = _Pages(WARM_UP)
    for engine in chosen:
        list(warm.build(engine, limit=limit))
    warm.remove()
    for number in sorted(set(sizes or SIZES)):
        pages = _Pages(number)
        known = {engine: results.begun(pages.series(engine), again=again) for engine in chosen}
        edited = results.begun(pages.series(EDITED), again=again)
        for turn in range(runs):
            for engine in chosen:
                if _is_enough(known[engine].runs, turn, long):
                    continue
                first, *after = pages.build(engine, limit=limit)
                known[engine] = results.add(known[engine], first)
                click.echo(f"{number} journeys, {engine}: {first.told()}")
                for run in after:
                    edited = results.add(edited, run)
                    click.echo(f"{number} journeys, {EDITED}: {run.told()}")
        pages.remove()
    sys.exit(conclude(results, "comparison"))


def _is_enough(runs: tuple[Run, ...], wanted: int, long: int) -> bool:
    """Whether an engine has been run ``wanted`` times and once more, or takes so long that once was enough."""
    return len(runs) > wanted or any(run.cost.stopped or run.cost.wall > long for run in runs)


class _Pages:
    """A playbook of some size, compiled, with a project of each engine for its pages."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._folder = FOLDER / str(number)
        shutil.rmtree(self._folder, ignore_errors=True)
        write_playbook(self._folder / "playbook", number)
        self._playbook = Playbook(self._folder / "playbook")
        self._environment = environment(FOLDER / "venv")

    @cached_property
    def tree(self) -> Path:
        """The compiled pages."""
        tree = self._folder / "tree"
        self._playbook.run("compile", "--to", str(tree))
        return tree

    def series(self, name: str) -> Series:
        """The runs to come of an engine, or of ours after an edit."""
        pages = f"pages {digest(self.tree, '*/**/*')}"
        if name in NEIGHBOURS:
            about = (machine(), versions(python(self._environment), NEIGHBOURS[name].packages))
        else:
            about = conditions()
        return Series(table="comparison", name=name, number=self._number, conditions=(*about, pages))

    def build(self, engine: str, *, limit: float) -> Iterator[Run]:
        """Build cold with an engine; with ours, after an edit too. Raises ValueError when pages are missing."""
        before = load()
        if engine == OURS:
            cost = self._playbook.cold(limit=limit)
            yield self._run(before, cost, self._playbook.site)
            if not cost.stopped:
                before = load()
                yield self._run(before, self._playbook.after_an_edit(), self._playbook.site)
            self._playbook.clear()
        else:
            neighbour, folder = NEIGHBOURS[engine], self._folder / engine
            write_project(folder, self.tree, neighbour, self._environment)
            command, log = neighbour.command(self._environment), self._folder / f"{engine}.log"
            cost = measure(command, cwd=folder, env=env(), log=log, limit=limit)
            yield self._run(before, cost, folder / "site")
            shutil.rmtree(folder)

    def remove(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self._folder)

    def _run(self, before: float, cost: Cost, folder: Path) -> Run:
        if cost.stopped:
            return Run(date=today(), load=before, cost=cost)
        built = site(folder)
        if built.pages < (pages := sum(1 for _ in self.tree.rglob("*.md"))):
            raise ValueError(f"{folder} has {built.pages} pages of {pages}")
        return Run(date=today(), load=before, cost=cost, site=built)


if __name__ == "__main__":
    main()
