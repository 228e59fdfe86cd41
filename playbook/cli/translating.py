"""``playbook translations``: how fresh they are, what is left to do, and that it is done."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from playbook.cli.changing import clickable, make, path_from_here, resume
from playbook.cli.console import FORMAT, Exit, fail, known_languages, main, opened, project_root, stop_at_errors
from playbook.content import CONTENT
from playbook.library import Library
from playbook.project import plural
from playbook.status import Pair, as_data, count, lines_of_texts, pairs, status_lines

LANGUAGES = click.option("--language", "languages", multiple=True, help="This language alone; repeat for more.")
PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@main.group()
def translations() -> None:
    """See what is to be translated, have it translated, and keep how fresh it is."""


@translations.command(
    epilog="""\b
Examples:
  playbook translations status
  playbook translations status --language sv --fields
  playbook translations status --fail-under 90
"""
)
@LANGUAGES
@click.option("--fields", is_flag=True, help="Name each text that is not current, with its place.")
@click.option("--fail-under", type=click.IntRange(0, 100), metavar="PERCENT", help="Exit with 1 when less is current.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="To read, or for a program.",
)
def status(languages: tuple[str, ...], fields: bool, fail_under: int | None, form: str) -> None:
    """Count the texts of each translation that are current, stale, missing or without an original."""
    root = project_root()
    configuration, library = opened(root)
    known_languages(configuration, languages)
    chosen = languages or configuration.settings.languages
    if form == "json":
        click.echo(json.dumps(as_data(library, chosen, fields=fields), ensure_ascii=False, indent=1))
    else:
        tell = lines_of_texts if fields else status_lines
        for line in tell(library, chosen, show=lambda file: path_from_here(root, file)):
            click.echo(line)
    if fail_under is not None:
        _stop_under(fail_under, library, chosen)


def _stop_under(percent: int, library: Library, languages: Iterable[str]) -> None:
    counts = {language: count(pairs(library, [language])) for language in languages}
    low = [f"{name}: {each.percent} %" for name, each in counts.items() if each.percent < percent]
    if low:
        fail(Exit.CONTENT, f"less than {percent} % of the texts are current ({', '.join(low)})")


@translations.command(
    epilog="""\b
Examples:
  playbook translations todo --language no
  playbook translations todo --language sv content/sv/journeys
  playbook translations todo --language sv content/da/journeys/buy.md --format markdown
"""
)
@LANGUAGES
@PATHS
@FORMAT
def todo(languages: tuple[str, ...], paths: tuple[Path, ...], form: str) -> None:
    """List what is to be translated, each text with its original.

    Where the original has changed, it is shown before and now, with the words marked that differ, beside the
    translation; the one before comes from git's history. PATHS are originals, translations, or folders of them.
    """
    from playbook.open_texts import open_texts
    from playbook.past_texts import PastTexts
    from playbook.todo_report import as_data as texts_as_data
    from playbook.todo_report import as_markdown, as_text, plain_mark

    root = project_root()
    configuration, library = opened(root)
    known_languages(configuration, languages)
    every = list(pairs(library, languages or configuration.settings.languages))
    found = covered(root, every, paths, both=True)
    with PastTexts(root, library.limits) as past:
        texts = list(open_texts(library, found, past))
    if form == "json":
        click.echo(json.dumps(texts_as_data(texts), ensure_ascii=False, indent=1))
        return
    shown = as_markdown(texts) if form == "markdown" else None
    marked = _coloured if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else plain_mark
    for line in shown or as_text(texts, show=lambda place: clickable(root, place), mark=marked):
        click.echo(line)
    if form == "text":
        stale = sum(each.state == "stale" for each in texts)
        told = f"{plural(len(texts), 'text')} to translate: {stale} stale, {len(texts) - stale} missing"
        click.echo(told if texts else "nothing to translate")


def _coloured(what: str, words: str) -> str:
    return click.style(words, fg="red" if what == "old" else "green", bold=True)


@translations.command(
    "accept",
    epilog="""\b
Examples:
  playbook translations accept content/sv/journeys/buy.md
  playbook translations accept content/sv/journeys/buy.md --field steps.buys.action
  playbook translations accept content/da/journeys/buy.md --minor
""",
)
@PATHS
@click.option("--all", "everything", is_flag=True, help="Every translation.")
@click.option("--field", "fields", multiple=True, metavar="KEY", help="This text alone, or those below it; repeatable.")
@click.option("--minor", is_flag=True, help="The originals have changed without another meaning, as by a typo.")
def accept_command(paths: tuple[Path, ...], everything: bool, fields: tuple[str, ...], minor: bool) -> None:
    """Say that translations are in step with their originals as these are now.

    PATHS are translated files or folders: content/sv/journeys/startup-app.md. With --minor they may be originals too,
    and stand for all their translations: those texts are accepted whose originals have changed once since they were
    translated. A text that is named with --field is accepted even if its original has changed more than once.
    """
    if bool(paths) == everything:
        raise click.UsageError("name the translated files, or --all")
    root = project_root()
    resume(root)
    configuration, library = opened(root)
    stop_at_errors(library)
    every = [each for each in pairs(library, configuration.settings.languages) if each.is_there]
    found = covered(root, every, paths, both=minor)
    _stop_at_unknown_fields(found, fields)
    ledgers = _minor(root, library, found, fields) if minor else _accepted(found, fields)
    written = {file: text.encode() for file, text in ledgers.items() if not _holds(root / file, text)}
    if written:
        make(root, written)
    click.echo(f"{plural(len(written), 'ledger')} written")


def _accepted(found: Iterable[Pair], fields: tuple[str, ...]) -> dict[str, str]:
    from playbook.acceptance import accepted

    return {pair.ledger_file: accepted(pair, fields=fields) for pair in found}


def _minor(root: Path, library: Library, found: Iterable[Pair], fields: tuple[str, ...]) -> dict[str, str]:
    """The ledgers after minor changes; each text is told."""
    from playbook.acceptance import judge, minor_ledgers
    from playbook.past_texts import PastTexts
    from playbook.todo_report import before_and_now

    with PastTexts(root, library.limits) as past:
        judged = [each for pair in found for each in judge(pair, past, fields=fields)]
    for each in judged:
        told = VERDICTS[each.verdict]
        change = f": {before_and_now(each.before, each.now)}" if each.before is not None else ""
        click.echo(f"{path_from_here(root, each.pair.file)}: {each.key}: {told}{change}")
    return dict(minor_ledgers(judged))


VERDICTS = {
    "accepted": "accepted",
    "changed-more": "left: its original has changed more than once since; look at it, and name it with --field",
    "never-accepted": "left: it has never been accepted",
    "not-found": "left: what it was translated from is not in git's history; name it with --field",
}
"""What becomes of a text whose original is said to have changed a little only."""


def _stop_at_unknown_fields(found: Iterable[Pair], fields: tuple[str, ...]) -> None:
    from playbook.acceptance import unknown_fields
    from playbook.diagnostics import did_you_mean

    known = [unit.key for pair in found for unit in pair.units()]
    for name in unknown_fields(found, fields):
        fail(Exit.CONTENT, f"there is no text '{name}' there", did_you_mean(name, known))


def covered(root: Path, every: Iterable[Pair], paths: tuple[Path, ...], *, both: bool) -> list[Pair]:
    """The translations at or below some paths, or all; ends the command when a path has none.

    ``both`` lets the path of an original stand for its translations.
    """
    wanted = {path: path.resolve() for path in paths} or {Path(CONTENT): root / CONTENT}
    matched: set[Path] = set()
    found: list[Pair] = []
    for pair in every:
        files = [root / pair.file, *([root / pair.origin_file] if both else [])]
        covering = {name for name, path in wanted.items() if any(path in (file, *file.parents) for file in files)}
        matched |= covering
        found += [pair] if covering else []
    for path in paths:
        if path not in matched:
            what = "nothing to translate" if both else "no translation"
            hint = "" if both else "name a file of a translation, not an origin; for a typo in an origin, add --minor"
            fail(Exit.CONTENT, f"{what} lies at {path}", hint)
    return found


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()
