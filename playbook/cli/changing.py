"""What the commands that write content share: a change is tried out first, then made as a whole, or finished later."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click
from click.core import ParameterSource

from playbook import changes
from playbook.cli.console import Exit, fail, say
from playbook.diagnostics import Diagnostic, Location, Severity, printable
from playbook.library import Library
from playbook.mentions import Written
from playbook.plain_files import entries_below
from playbook.progress import shown
from playbook.project import plural
from playbook.published import FILE as PUBLISHED
from playbook.rehearsal import news, rehearse
from playbook.settings import CONFIG_FILE


def resume(root: Path, *, goes_on: bool = False) -> None:
    """Finish what an earlier command was interrupted in; ends the command when that was this very one.

    One that ``goes_on`` has more to do in any case.
    """
    waiting = changes.pending(root)
    if waiting is None:
        return
    if waiting.changed_since:
        files = ", ".join(path_from_here(root, file) for file in waiting.changed_since)
        fail(
            Exit.CONTENT,
            f"'playbook {waiting.name}' was interrupted, and somebody has written {files} since",
            f"finish it by hand, or undo it with git, and delete {changes.PENDING}",
        )
    _carrying_out(lambda: changes.finish(root))
    say(f"finished what was interrupted: playbook {waiting.name}")
    if waiting.name == asked() and not goes_on:
        sys.exit(Exit.CLEAN)


def asked() -> str:
    """The running command with all that was said to it, as it can be typed again, without the program's name."""
    context = click.get_current_context()
    names = []
    each: click.Context | None = context
    while each is not None and each.parent is not None:
        names.append(each.info_name or "")
        each = each.parent
    return shlex.join([*reversed(names), *(word for param in context.command.params for word in _said(param, context))])


def _said(param: click.Parameter, context: click.Context) -> Iterator[str]:
    """The words with which a parameter was given; none for one that was left out."""
    if context.get_parameter_source(param.name or "") is not ParameterSource.COMMANDLINE:
        return
    value = context.params[param.name or ""]
    if isinstance(param, click.Option) and param.is_flag:
        yield (param.opts if value else param.secondary_opts)[0]
        return
    for each in value if isinstance(value, tuple) else [value]:
        if isinstance(param, click.Option):
            yield param.opts[0]
        yield str(each.date() if isinstance(each, datetime) else each)


def tried_out(
    root: Path, library: Library, made: changes.Changes, *, as_before: Callable[[str], str] = str
) -> tuple[Library, tuple[Diagnostic, ...]]:
    """The content after a change, and the warnings that this brings about; ends the command when it brings errors."""
    with shown("trying it out", say=say):
        rehearsal = rehearse(root, made)
    wrong = news(library.diagnostics, rehearsal.diagnostics, severity=Severity.ERROR, as_before=as_before)
    if wrong or rehearsal.library is None:
        tell(root, wrong or rehearsal.diagnostics)
        fail(Exit.CONTENT, f"nothing is written: it would bring {plural(len(wrong), 'error')} about")
    found = news(library.diagnostics, rehearsal.diagnostics, severity=Severity.WARNING, as_before=as_before)
    return rehearsal.library, found


def make(root: Path, made: changes.Changes) -> None:
    """Carry a change out."""
    _carrying_out(lambda: changes.carry_out(root, made, name=asked()))


def _carrying_out(work: Callable[[], None]) -> None:
    try:
        work()
    except OSError as error:
        fail(
            Exit.ENVIRONMENT,
            f"{error.filename or 'a file'} cannot be written: {error.strerror}",
            "mend that and run the command again: it goes on where it stopped",
        )
    except KeyboardInterrupt:
        say("run the command again: it goes on where it stopped")
        raise


def tell(root: Path, diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics with their places as they are reached from the working folder."""
    for each in diagnostics:
        click.echo(each.told("", place=clickable(root, each.location)))


def clickable(root: Path, location: Location) -> str:
    """A place as it is reached from the working folder, in the form that terminals make clickable."""
    return f"{printable(path_from_here(root, location.file))}:{location.line}:{location.column}"


def path_from_here(root: Path, file: str) -> str:
    """A file of the project as it is reached from the working folder."""
    return os.path.relpath(root / file)


def stop_at_unreadable(root: Path, files: Iterable[str], id_: str) -> None:
    """End the command when files may name an id and cannot be read."""
    listed = ", ".join(path_from_here(root, file) for file in files)
    if listed:
        fail(Exit.CONTENT, f"'{id_}' may be named in what cannot be read: {listed}", "mend it first: playbook check")


def written_files(root: Path, library: Library) -> list[Written]:
    """Content files with their bytes; one that cannot be read is reported by the check, and holds nothing."""
    return [Written(each, _bytes(root / each.file), library.limits) for each in library.files]


def other_files(root: Path) -> dict[str, bytes]:
    """What else names content: the settings, the list of addresses, the ledgers; by path below the project folder."""
    folders = [root / folder for folder in ("translations", "reviews") if (root / folder).is_dir()]
    notes = (Path(entry.path) for folder in folders for _, entry in entries_below(folder))
    paths = [root / CONFIG_FILE, root / PUBLISHED, *(path for path in notes if path.suffix == ".txt")]
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in paths
        if path.is_file() and not path.is_symlink()
    }


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def in_words(old: str, new: str) -> Callable[[str], str]:
    """Puts an id back for another one in what is said after a change."""
    pattern = re.compile(rf"(?<![a-z0-9-]){re.escape(new)}(?![a-z0-9-])")
    return lambda text: pattern.sub(old, text)
