"""``python -m drills``: everything that can go wrong, as a table."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from drills import builds, publishing
from drills.ground import Ground, prepare, small_playbook
from drills.sites import DrillError

ROOT = Path(__file__).parent.parent


@click.command()
@click.argument("names", nargs=-1)
@click.option("--kills", default=60, show_default=True, help="Kills of a process that publishes.")
@click.option("--builds", "whole", default=3, show_default=True, help="Kills of whole builds.")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="Where; on a disk, or in memory.")
def main(names: tuple[str, ...], kills: int, whole: int, folder: Path | None) -> None:
    r"""Run the drills of NAMES, or all; ends with 1 when one does not hold.

    \b
    The long form, which takes half an hour:
      python -m drills --kills 1000 --builds 1000
    """
    held = True
    with tempfile.TemporaryDirectory(prefix="drills-", dir=folder) as made:
        click.echo(f"{datetime.now(tz=UTC).date()}, {platform.platform()}, Python {platform.python_version()}\n")
        click.echo("| Drill | What was seen |\n|---|---|")
        for name, drill in _drills(Path(made), kills, whole):
            if names and name not in names:
                continue
            try:
                told = str(drill())
            except DrillError as error:
                held, told = False, f"**does not hold**: {error}"
            click.echo(f"| {name} | {told} |")
    sys.exit(0 if held else 1)


def _drills(folder: Path, kills: int, whole: int) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "kill-publishing", lambda: _counted(publishing.at_random_moments(folder / "random", kills))
    yield "each-operation", lambda: _counted(publishing.at_each_operation(folder / "each"))
    yield "two-steps", lambda: _counted(publishing.at_each_operation(folder / "two", in_one_step=False))
    grounds: list[Ground] = []

    def ground() -> Ground:
        if not grounds:
            grounds.append(prepare(folder / "playbook", small_playbook()))
        return grounds[0]

    for drill in builds.ALL:
        yield drill.__name__.replace("_", "-"), lambda drill=drill: drill(ground())  # type: ignore[misc]
    yield "kill-builds", lambda: builds.killed_at_random(ground(), whole)


def _counted(found: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {what}" for what, number in found.items())


if __name__ == "__main__":
    main()
