"""``playbook schema``."""

from __future__ import annotations

from pathlib import Path

import click

from playbook.cli.console import Exit, fail, main, opened, project_root

GENERAL, WITH_IDS = "schema", ".vscode/schema"
"""Where the schemas go, below the project folder: those for everyone, and an editor's own."""


@main.command(
    epilog="""\b
Examples:
  playbook schema                   into schema/, the same for every playbook
  playbook schema --ids             into .vscode/schema/, with the ids of touchpoints, personas, owners
  playbook schema --to /tmp/schema  into another folder
"""
)
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Another folder for them.")
@click.option("--ids", is_flag=True, help="Propose the ids that are in this playbook now.")
def schema(folder: Path | None, ids: bool) -> None:
    """Write JSON Schemas for the front matter, for programs that complete and explain it.

    There is one for each kind of content in each language, journey.da.json, and journey.json in English.
    """
    from playbook.changes import write
    from playbook.cli.changing import path_from_here
    from playbook.project import ids_with_names, plural
    from playbook.schema import schemas

    root = project_root()
    made = schemas(ids_with_names(*opened(root)) if ids else None)
    to = Path.cwd() / folder if folder else root / (WITH_IDS if ids else GENERAL)
    new = {to / name: text.encode() for name, text in made.items() if _bytes(to / name) != text.encode()}
    try:
        for path, data in new.items():
            write(path, data)
    except OSError as error:
        fail(Exit.ENVIRONMENT, f"{error.filename or to} cannot be written: {error.strerror}")
    click.echo(f"{plural(len(made), 'schema')} in {path_from_here(root, str(to))}, {len(new)} of them written")


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
