"""``playbook translations new``, ``export`` and ``import``: files for those who translate."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from playbook import changes
from playbook.cli.changing import clickable, make, path_from_here, resume, tell, tried_out
from playbook.cli.console import Exit, fail, known_languages, opened, project_root, say
from playbook.cli.translating import PATHS, covered, translations
from playbook.configuration import Configuration
from playbook.diagnostics import printable
from playbook.library import Library
from playbook.project import build_date, plural
from playbook.status import Pair, pairs, places

if TYPE_CHECKING:
    from playbook.po import PoFile, Skipped, Taken

SHOWN = 100
"""So many texts that are left out are told; the rest is counted."""
LANGUAGE = click.option("--language", required=True, help="The language to translate into: a folder of content.")


@translations.command(
    epilog="""\b
Examples:
  playbook translations new content/da/journeys/buy.md --language no
  playbook translations new content/da/journeys/buy.md --language sv --append
"""
)
@click.argument("path", type=click.Path(path_type=Path))
@LANGUAGE
@click.option("--append", is_flag=True, help="Add notes for missing texts to a translation that has been begun.")
def new(path: Path, language: str, append: bool) -> None:
    """Begin the translation of a file: with every text of the original as a note to be replaced.

    PATH is the original. A translation that is there is never overwritten: what is missing in it is named.
    """
    from playbook.filling import blank

    root = project_root()
    resume(root)
    configuration, library = opened(root)
    known_languages(configuration, (language,))
    pair = _pair(root, library, path, language)
    origin = library.documents[pair.origin_file]
    if (root / pair.file).exists():
        _go_on(root, library, pair, append=append)
        return
    made = blank(
        origin,
        pair.kind,
        origin_language=pair.entity.origin,
        folder=language,
        limits=library.limits,
    )
    _write(root, library, {pair.file: made})
    click.echo(f"{path_from_here(root, pair.file)}: {plural(len(pair.units()), 'text')} to translate")


def _write(root: Path, library: Library, made: dict[str, bytes], *, dry_run: bool = False) -> None:
    """Try a change out, make it, and tell what there is to say of it."""
    for file in made:
        if (root / file).resolve() != root.resolve() / file:
            fail(
                Exit.CONTENT, f"{path_from_here(root, file)} is reached by a link", "put the folder itself in its place"
            )
    _, warnings = tried_out(root, library, made)
    if not dry_run:
        make(root, made)
    tell(root, warnings)


def _pair(root: Path, library: Library, path: Path, language: str) -> Pair:
    """The translation that a path names, by its original or by itself."""
    wanted = path.resolve()
    every = pairs(library, [language])
    pair = next((each for each in every if wanted in (root / each.origin_file, root / each.file)), None)
    if pair is None:
        hint = f"name an original that is not written in '{language}' itself" if wanted.exists() else ""
        fail(Exit.CONTENT, f"no original to translate into '{language}' lies at {path}", hint)
    return pair


def _go_on(root: Path, library: Library, pair: Pair, *, append: bool) -> None:
    """Name what is missing in a translation, or ``append`` notes for it."""
    from playbook.filling import with_notes

    shown = path_from_here(root, pair.file)
    if not pair.is_there:
        fail(Exit.CONTENT, f"{shown} cannot be read", "see: playbook check")
    missing = {unit.key: unit.words[unit.origin] for unit in pair.units() if pair.language not in unit.words}
    if not missing:
        click.echo(f"{shown}: no text is missing")
        return
    where = places(library, pair.origin_file, pair.kind)
    if not append:
        for key in missing:
            click.echo(f"{clickable(root, where[key])}: missing in '{pair.language}': {key}")
        fail(Exit.CONTENT, f"{shown} is there already", "to add notes for what is missing: --append")
    data = (root / pair.file).read_bytes()
    origin = library.documents[pair.origin_file]
    made, left = with_notes(
        data, missing, file=pair.file, kind=pair.kind, origin=origin, folder=pair.language, limits=library.limits
    )
    if made != data:
        _write(root, library, {pair.file: made})
    for key in left:
        click.echo(f"{clickable(root, where[key])}: to be added by hand: {key}")
    click.echo(f"{shown}: {plural(len(missing), 'text')} to translate")


@translations.command(
    epilog="""\b
Examples:
  playbook translations export --language no --to no.po
  playbook translations export --language sv content/da/journeys --to journeys-sv.po
"""
)
@LANGUAGE
@PATHS
@click.option("--to", "target", required=True, type=click.Path(path_type=Path, dir_okay=False), help="A PO file.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(language: str, paths: tuple[Path, ...], target: Path, force: bool) -> None:
    """Write all texts with their translations into a PO file, as Weblate, Poedit and the like read it.

    A text whose original has changed is fuzzy. PATHS are originals, translations, or folders of them.
    """
    from playbook.past_texts import PastTexts
    from playbook.po import po_file

    root = project_root()
    configuration, library = opened(root)
    known_languages(configuration, (language,))
    if target.exists() and not force:
        fail(Exit.CONTENT, f"{target} is there already", "take another name, or write over it with --force")
    found = covered(root, list(pairs(library, [language])), paths, both=True)
    known = {file for _, entity in library.entities for file in entity.files.values()}
    for each in library.files:
        if each.file not in known:
            say(f"left out, since it cannot be read: {path_from_here(root, each.file)}")
    with PastTexts(root, library.limits) as past:
        data = po_file(
            library,
            found,
            past,
            folder=language,
            tag=configuration.settings.language(language).tag,
            project=_name(configuration, library, language),
            created=_day(root),
        )
    try:
        changes.write(target.resolve(), data)
    except OSError as error:
        fail(Exit.ENVIRONMENT, f"{target} cannot be written: {error.strerror}")
    texts = sum(len(list(pair.units())) for pair in found)
    click.echo(f"{target}: {plural(texts, 'text')} of {plural(len(found), 'file')}")


def _name(configuration: Configuration, library: Library, language: str) -> str:
    home = library.playbook.pages.get("index")
    return configuration.settings.site_names.get(language) or (home.title.read(language) if home else "playbook")


def _day(root: Path) -> datetime:
    day = build_date(root)
    return datetime.fromisoformat(day).replace(tzinfo=UTC) if day else datetime.now(UTC)


@translations.command(
    "import",
    epilog="""\b
Examples:
  playbook translations import no.po --dry-run
  playbook translations import no.po
""",
)
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--language", help="The language of the file, when its header does not say.")
@click.option("--dry-run", is_flag=True, help="Tell what would be written, and write nothing.")
def import_command(source: Path, language: str | None, dry_run: bool) -> None:
    """Take the translations of a PO file in.

    Only what differs is written, and nothing around it changes. A text is left out, and told, when its original or its
    translation has changed in the playbook since the export. What is not fuzzy is noted as in step with its original.
    When the check finds an error in the result, nothing is written. Exits with 1 when a text was left out.
    """
    from playbook.po import taken_in

    root = project_root()
    if not dry_run:
        resume(root)
    configuration, library = opened(root)
    read = _read(source)
    folder = _folder(configuration, language or read.language, source)
    taken, skipped = taken_in(library, pairs(library, [folder]), read.entries)
    made, unwritten = _made(root, library, taken)
    made = {file: data for file, data in made.items() if data != _bytes(root / file)}
    _tell_skipped(source, [*skipped, *unwritten])
    if made:
        _write(root, library, made, dry_run=dry_run)
    _summarise(root, [each for each in taken if each.pair.ledger_file in made or each.pair.file in made], dry_run)
    sys.exit(Exit.CONTENT if skipped or unwritten else Exit.CLEAN)


def _tell_skipped(source: Path, skipped: Iterable[Skipped]) -> None:
    listed = sorted(skipped, key=lambda each: each.line)
    for each in listed[:SHOWN]:
        click.echo(printable(f"{source}:{each.line}: left out: {each.name}: {each.why}"))
    if len(listed) > SHOWN:
        click.echo(f"and {len(listed) - SHOWN} more left out")


def _summarise(root: Path, taken: Iterable[Taken], dry_run: bool) -> None:
    listed = list(taken)
    would = "would be " if dry_run else ""
    for each in listed:
        told = f"{plural(len(each.texts), 'text')} {would}written, {len(each.current)} in step again"
        click.echo(f"{path_from_here(root, each.pair.file)}: {told}")
    if not listed:
        click.echo("nothing is otherwise than in the playbook")


def _read(source: Path) -> PoFile:
    from playbook.po import PoError, read_po_file
    from playbook.po.reading import LARGEST

    try:
        with source.open("rb") as file:
            return read_po_file(file.read(LARGEST + 1))
    except OSError as error:
        fail(Exit.ENVIRONMENT, f"{source} cannot be read: {error.strerror}")
    except PoError as error:
        fail(Exit.CONTENT, f"{source}:{error.line}: {error}")


def _folder(configuration: Configuration, named: str, source: Path) -> str:
    """The language folder that a code stands for."""
    settings = configuration.settings
    for folder in settings.languages:
        if named in (folder, settings.language(folder).tag):
            return folder
    if not named:
        fail(Exit.CONTENT, f"{source} does not say its language", "name it: --language sv")
    known_languages(configuration, (named,))
    return named


def _made(root: Path, library: Library, taken: Iterable[Taken]) -> tuple[dict[str, bytes], list[Skipped]]:
    """Translations and ledgers as they will be, and the texts that can only be put in by hand."""
    from playbook.filling import UnwritableError, empty_file, with_texts
    from playbook.po import Skipped

    made: dict[str, bytes] = {}
    unwritten: list[Skipped] = []
    for each in taken:
        pair = each.pair
        data = _bytes(root / pair.file) or empty_file(pair.entity.origin)
        try:
            origin = library.documents[pair.origin_file]
            written = with_texts(data, each.texts, file=pair.file, kind=pair.kind, origin=origin, limits=library.limits)
        except UnwritableError as error:
            line = min(each.lines.values())
            unwritten.append(Skipped(line=line, name=pair.file, why=str(error)))
        else:
            made |= {pair.file: written, pair.ledger_file: each.ledger().encode()}
    return made, unwritten


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
