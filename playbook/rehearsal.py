"""A project as it would be after a change: loaded from a copy, before a byte of it is written."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playbook.changes import Changes
from playbook.configuration import Configuration
from playbook.content import DEPTH
from playbook.diagnostics import Diagnostic, Severity
from playbook.library import Library
from playbook.plain_files import entries_below
from playbook.project import open_project
from playbook.root import FOLDERS

READ = frozenset({".md", ".txt", ".json", ".yml"})
"""Of what says what is in a playbook; of pictures and the like, only that they are there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """What a change would lead to."""

    configuration: Configuration | None
    library: Library | None
    diagnostics: tuple[Diagnostic, ...]


def rehearse(root: Path, changes: Changes) -> Rehearsal:
    """A project with some files changed, in no place where anybody sees it."""
    with tempfile.TemporaryDirectory(prefix="playbook-") as folder:
        copy = Path(folder)
        for file in _files(root):
            if file not in changes:
                _write(copy / file, (root / file).read_bytes() if Path(file).suffix in READ else b"")
        for file, data in changes.items():
            if data is not None:
                _write(copy / file, data)
        configuration, library, diagnostics = open_project(copy)
        return Rehearsal(configuration=configuration, library=library, diagnostics=diagnostics)


def _files(root: Path) -> Iterator[str]:
    """Ordinary files; what is none is reported where it lies, and changed by nothing."""
    for path in (*root.glob("*.yml"), *root.glob("*.txt")):
        if path.is_file() and not path.is_symlink():
            yield path.name
    for folder in FOLDERS:
        for parts, entry in entries_below(root / folder) if (root / folder).is_dir() else ():
            if entry.is_file(follow_symlinks=False) and len(parts) <= DEPTH + 2:  # what lies deeper is no content
                yield "/".join((folder, *parts))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def news(
    before: Iterable[Diagnostic],
    after: Iterable[Diagnostic],
    *,
    severity: Severity,
    as_before: Callable[[str], str] = str,
) -> tuple[Diagnostic, ...]:
    """What is wrong after a change and was not before, wherever in its file.

    ``as_before`` gives the words of a message, or the name of a file, as they were when the change had another name for
    what they are about.
    """
    left = Counter((each.location.file, each.code, str(each.message)) for each in before)
    found: list[Diagnostic] = []
    for each in after:
        key = (as_before(each.location.file), each.code, as_before(str(each.message)))
        if left[key] > 0:
            left[key] -= 1
        elif each.severity is severity:
            found.append(each)
    return tuple(found)
