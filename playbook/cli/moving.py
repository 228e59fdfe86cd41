"""``playbook rename``, ``remove`` and ``published``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from playbook.cli.changing import (
    clickable,
    in_words,
    make,
    other_files,
    path_from_here,
    resume,
    stop_at_unreadable,
    tell,
    tried_out,
    written_files,
)
from playbook.cli.console import Exit, fail, main, opened, project_root
from playbook.codes import Code
from playbook.diagnostics import did_you_mean
from playbook.edits import Lines
from playbook.library import Library
from playbook.model import KINDS
from playbook.project import plural, summary
from playbook.published import FILE as PUBLISHED
from playbook.published import Address, Name, format_published, published_names
from playbook.removal import removed
from playbook.renaming import Renaming, kept_reviews, refusal, renamed

KIND = click.Choice([kind.name for kind in KINDS])
OF_NAME = {kind.name: kind for kind in KINDS}


@main.command(
    epilog="""\b
Examples:
  playbook rename touchpoint ad advert
  playbook rename journey buy-shoes new-shoes --dry-run
  playbook rename page about guide/about
"""
)
@click.argument("kind", type=KIND)
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="List what would be changed, and change nothing.")
@click.option(
    "--unpublished", is_flag=True, help="The old address was never published: it need not lead to the new one."
)
def rename(kind: str, old: str, new: str, dry_run: bool, unpublished: bool) -> None:
    """Give something another id, in all languages and wherever it is named.

    Nothing else in the files changes. Where published.txt lists addresses, the old one leads to the new one then.
    """
    root = project_root()
    if not dry_run:
        resume(root)
    _, library = opened(root)
    refused = refusal(library, OF_NAME[kind], old, new)
    if refused:
        fail(Exit.CONTENT, *refused)
    files, others = written_files(root, library), other_files(root)
    renaming = renamed(files, others, OF_NAME[kind], old, new, leaves_address=not unpublished)
    stop_at_unreadable(root, renaming.unreadable, old)
    after, warnings = tried_out(root, library, renaming.changes, as_before=in_words(old, new))
    if not dry_run:
        make(root, {**renaming.changes, **kept_reviews(library, after, others, renaming.moves)})
    data = {**{each.content.file: each.data for each in files}, **others}
    for edit in renaming.edits if dry_run else ():
        place = clickable(root, Lines(data[edit.file]).place(edit.start, edit.file))
        click.echo(f"{place}: {data[edit.file][edit.start : edit.end].decode()} -> {edit.text}")
    for file, to in sorted(renaming.moves.items()):
        click.echo(f"{path_from_here(root, file)} -> {path_from_here(root, to)}")
    tell(root, warnings)
    click.echo(("would be renamed: " if dry_run else "renamed: ") + ", ".join(_counted(renaming)))


def _counted(renaming: Renaming) -> Iterator[str]:
    """What an id's change comes to, in numbers."""
    if renaming.edits:
        files = plural(len({edit.file for edit in renaming.edits}), "file")
        yield f"{plural(len(renaming.edits), 'place')} in {files} changed"
    if renaming.moves:
        yield f"{plural(len(renaming.moves), 'file')} moved"
    if PUBLISHED in renaming.changes:
        yield f"{PUBLISHED} brought up to date"


@main.command(
    epilog="""\b
Examples:
  playbook remove journey buy-shoes
  playbook remove journey buy-shoes --yes --to new-shoes
  playbook remove touchpoint fax --yes --gone
"""
)
@click.argument("kind", type=KIND)
@click.argument("id")
@click.option("--yes", is_flag=True, help="Remove it, when nothing refers to it.")
@click.option("--to", help="Where its address leads from then on: an id of the same kind, or KIND:ID.")
@click.option("--gone", is_flag=True, help="Its address leads nowhere.")
def remove(kind: str, id: str, yes: bool, to: str | None, gone: bool) -> None:
    """Tell what removing something would break; with --yes, remove what breaks nothing.

    Its files go in all languages, its ledgers too; from an inventory, the item alone. Where published.txt lists
    addresses, say where this one leads from then on.
    """
    root = project_root()
    if yes:
        resume(root)
    if to and gone:
        raise click.UsageError("say either --to or --gone")
    _, library = opened(root)
    target = _target(library, kind, to)
    name = Name(kind, id)
    files = written_files(root, library)
    removal = removed(files, other_files(root), name, OF_NAME[kind], to=target)
    if not removal.files and not removal.items:
        fail(Exit.CONTENT, f"there is no {kind} '{id}'", did_you_mean(id, library.playbook.of(kind)))
    stop_at_unreadable(root, removal.unreadable, id)
    for place in removal.references:
        click.echo(f"{clickable(root, place)}: refers to the {kind} '{id}'")
    if removal.references:
        number = plural(len(removal.references), "reference")
        fail(Exit.CONTENT, f"the {kind} '{id}' is in use: {number}", "change them first; then it can be removed")
    for place in removal.in_brackets:
        fail(Exit.CONTENT, f"{clickable(root, place)} stands in a list in brackets", "take it out by hand")
    _, warnings = tried_out(root, library, removal.changes)
    for file in removal.files:
        click.echo(path_from_here(root, file))
    for place in removal.items:
        click.echo(f"{clickable(root, place)}: the item '{id}'")
    tell(root, warnings)
    if not yes:
        click.echo(f"nothing refers to the {kind} '{id}'; to remove it, add --yes")
        return
    if not (to or gone) and any(each.name == name for each in library.published or ()):
        fail(Exit.CONTENT, f"the address of the {kind} '{id}' was published", "say where it leads: --to ID, or --gone")
    make(root, removal.changes)
    click.echo("removed")


def _target(library: Library, kind: str, to: str | None) -> Name | None:
    """What an option names, as an id or as KIND:ID."""
    if to is None:
        return None
    before, mark, after = to.rpartition(":")
    name = Name(before if mark else kind, after)
    if name.kind not in OF_NAME or name.id not in library.playbook.of(name.kind):
        known = library.playbook.of(name.kind) if name.kind in OF_NAME else OF_NAME
        fail(Exit.CONTENT, f"there is no {name.kind} '{name.id}' to lead to", did_you_mean(name.id, known))
    return name


@main.command(
    epilog="""\b
Examples:
  playbook published
  playbook published --write
"""
)
@click.option("--write", is_flag=True, help="Add what is missing, and put the list in order.")
def published(write: bool) -> None:
    """Check that every published address is in published.txt, and that none of them is dead."""
    root = project_root()
    if write:
        resume(root)
    _, library = opened(root)
    found = [each for each in library.diagnostics if each.code in CODES]
    if library.published is None and not write:
        fail(Exit.CONTENT, f"there is no {PUBLISHED}", "begin it with: playbook published --write")
    if write and all(each.code != "bad-published-line" for each in found):
        _write_list(root, library)
        found = [each for each in found if each.code != "unlisted-page"]
    tell(root, found)
    if found:
        click.echo(summary(found))
        sys.exit(Exit.CONTENT)
    click.echo(f"every published address is in {path_from_here(root, PUBLISHED)}, and none is dead")


def _write_list(root: Path, library: Library) -> None:
    before = (root / PUBLISHED).read_bytes() if library.published is not None else b""
    listed = [*(library.published or ()), *(Address(name=each) for each in published_names(library.playbook))]
    after = format_published(listed, before=before.decode()).encode()
    if after != before:
        make(root, {PUBLISHED: after})
        click.echo(f"{path_from_here(root, PUBLISHED)} written")


CODES: frozenset[Code] = frozenset(
    {"bad-published-line", "broken-redirect", "needless-redirect", "unlisted-page", "vanished-page"}
)
"""What can be wrong with the list."""
