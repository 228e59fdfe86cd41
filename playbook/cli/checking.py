"""``playbook check``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from playbook.cli.changing import clickable, make, path_from_here, resume
from playbook.cli.console import Exit, fail, main, project_root, say
from playbook.diagnostics import Diagnostic, errors
from playbook.languages import LANGUAGES
from playbook.progress import shown
from playbook.project import open_project
from playbook.reports import FORMATS, MOST_BYTES, Report, as_summary, as_text

LANGUAGES_OF_MESSAGES = {"en": "", **{language.tag: language.folder for language in LANGUAGES.values()}}
"""The language folder, which is none for English, by what ``--messages`` says."""
SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"


@main.command(
    epilog="""\b
Examples:
  playbook check                            what is wrong, for people
  playbook check --messages da              the same in Danish
  playbook check --fix --diff               what could be mended, and how
  playbook check --changed-since main       what a branch has brought about
  playbook check --format sarif --output mistakes.sarif
  playbook check --no-cache                 without what was remembered
"""
)
@click.option(
    "--format", "form", type=click.Choice([*FORMATS]), default="text", show_default=True, help="For whom it is."
)
@click.option(
    "--messages",
    type=click.Choice([*LANGUAGES_OF_MESSAGES]),
    default="en",
    show_default=True,
    help="In which language.",
)
@click.option("--changed-since", "ref", metavar="REF", help="Only files changed since a commit, and what they break.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to a file.")
@click.option("--fix", is_flag=True, help="Mend what can be mended in one way only, then report the rest.")
@click.option("--diff", is_flag=True, help="With --fix: show what it would change, and change nothing.")
@click.option("--no-cache", is_flag=True, help="Read and check everything, as if for the first time.")
def check(
    form: str, messages: str, ref: str | None, output: Path | None, fix: bool, diff: bool, no_cache: bool
) -> None:
    """Report every mistake in the content, with file, line, column and what to do.

    The report goes to standard output, everything else to standard error. The exit code is 1 when there are errors;
    warnings alone leave it 0.
    """
    if diff and not fix:
        raise click.UsageError("--diff shows what --fix would change: write both")
    root, folder = project_root(), LANGUAGES_OF_MESSAGES[messages]
    if fix:
        _mend(root, folder, ref, dry=diff)
    with shown("reading the content", say=say):
        configuration, _, found = open_project(root, cached=not no_cache)
    if ref is not None and configuration is not None:
        found = _since(root, ref, found)
    report = Report(diagnostics=found, folder=folder, path=_paths(root, form))
    _publish(report, form, output)
    if form == "github" and os.environ.get(SUMMARY_VARIABLE):
        _summarise(report, Path(os.environ[SUMMARY_VARIABLE]))
    sys.exit(Exit.CONFIGURATION if configuration is None else Exit.CONTENT if errors(found) else Exit.CLEAN)


def _paths(root: Path, form: str) -> Callable[[str], str]:
    """How files are named: from the working folder for people, from the repository's for hosts, else the project's."""
    if form == "text":
        return lambda file: path_from_here(root, file)
    if form == "json":
        return str
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    below = root.relative_to(top)
    return lambda file: (below / file).as_posix()


# --- Since a commit ---------------------------------------------------------------------------------------------------


def _since(root: Path, ref: str, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    from playbook.since import since

    with _history(), shown(f"comparing with {ref}", say=say):
        return since(root, ref, found)


def _touched(root: Path, ref: str | None) -> frozenset[str] | None:
    from playbook.since import touched

    with _history():
        return None if ref is None else touched(root, ref)


@contextmanager
def _history() -> Iterator[None]:
    """Ends the command when git cannot tell what is asked."""
    from playbook.history import HistoryError

    try:
        yield
    except HistoryError as error:
        fail(Exit.ENVIRONMENT, str(error), error.hint)


# --- The report -------------------------------------------------------------------------------------------------------


def _publish(report: Report, form: str, output: Path | None) -> None:
    if output is not None:
        _write(output, FORMATS[form](report).encode())
        say(f"{report.summary()}: {output}")
    elif form == "text":
        coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo(as_text(report, coloured=coloured), nl=False, color=coloured)
    else:
        click.echo(FORMATS[form](report), nl=False)
        say(report.summary())


def _summarise(report: Report, file: Path) -> None:
    """Add to the summary of the job, which other commands of the step may have begun."""
    with _writing(file):
        room = MOST_BYTES - (file.stat().st_size if file.is_file() else 0)
        with file.open("ab") as summary:
            summary.write(as_summary(report, most=room).encode())


def _write(file: Path, data: bytes) -> None:
    """Write a file whole or not at all; what is no ordinary file, such as ``/dev/stdout``, as it is."""
    from playbook.changes import write

    with _writing(file):
        if file.is_symlink() or (file.exists() and not file.is_file()):
            file.write_bytes(data)
        else:
            write(file, data)


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        fail(Exit.ENVIRONMENT, f"{error.filename or file} cannot be written: {error.strerror}")


# --- Mending ----------------------------------------------------------------------------------------------------------


def _mend(root: Path, folder: str, ref: str | None, *, dry: bool) -> None:
    """Mend what can be mended in one way only, and say what; only show it, and end the command, when it is ``dry``."""
    from playbook.mending import mend, unified_diff

    if not dry:
        resume(root, goes_on=True)
    only = _touched(root, ref)
    with shown("mending", say=say):
        mended = mend(root, only=only)
    for line in dict.fromkeys(f"{clickable(root, each.location)}: {each.what.told(folder)}" for each in mended.fixes):
        say(line)
    if dry:
        click.echo(unified_diff(root, mended.changes), nl=False)
        say("nothing is written; without --diff it would be")
        sys.exit(Exit.CONTENT if mended.changes or errors(mended.diagnostics) else Exit.CLEAN)
    if mended.changes:
        make(root, mended.changes)
