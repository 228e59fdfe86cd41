"""A project mended wherever there is one way only, checked again after each round, and not written yet."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playbook.content import CONTENT
from playbook.diagnostics import Diagnostic
from playbook.edits import apply
from playbook.fixes import Fix, Source, fix
from playbook.library import Library
from playbook.project import open_project
from playbook.rehearsal import rehearse
from playbook.source import Limits
from playbook.white_space import without_trailing

ROUNDS = 10
"""One mistake may hide another; each round mends at least one, and the rest is left to the next command."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mended:
    """What has been mended, and what is still wrong."""

    fixes: tuple[Fix, ...]
    changes: Mapping[str, bytes]
    """The files as they should become, by path relative to the project folder."""
    diagnostics: tuple[Diagnostic, ...]


def mend(root: Path, *, only: Collection[str] | None = None) -> Mended:
    """Everything that can be mended in a project, or in some of its files."""
    changes: dict[str, bytes] = {}
    fixes: list[Fix] = []
    for left in range(ROUNDS, -1, -1):
        library, diagnostics = _read(root, changes)
        found = list(_round(root, library, diagnostics, changes, only)) if left else []
        if not found:
            break
        for source, made in found:
            changes[source.file] = apply(source.data, (each.edit for each in made))
            fixes += made
    return Mended(fixes=tuple(fixes), changes=changes, diagnostics=diagnostics)


def _read(root: Path, changes: Mapping[str, bytes]) -> tuple[Library | None, tuple[Diagnostic, ...]]:
    if not changes:
        _, library, diagnostics = open_project(root)
        return library, diagnostics
    rehearsed = rehearse(root, changes)
    return rehearsed.library, rehearsed.diagnostics


def _round(
    root: Path,
    library: Library | None,
    diagnostics: Iterable[Diagnostic],
    changes: Mapping[str, bytes],
    only: Collection[str] | None,
) -> Iterator[tuple[Source, list[Fix]]]:
    """Each file with what can be mended in it at once."""
    classes = {each.file: each.kind.file for each in library.files} if library else {}
    limits = library.limits if library else Limits()
    by_file: dict[str, list[Diagnostic]] = {file: [] for file in classes}
    for each in diagnostics:
        by_file.setdefault(each.location.file, []).append(each)
    for file, found in by_file.items():
        data = changes.get(file) or _bytes(root / file, limits)
        is_misplaced = file.startswith(f"{CONTENT}/") and file not in classes
        if data is None or is_misplaced or (only is not None and file not in only):
            continue
        source = Source(file=file, data=data, limits=limits, cls=classes.get(file))
        ways = (fix(each, source) for each in found)
        can_be_read = source.cls is not None and all(each.code != "tangled-text" for each in found)
        made = list(_apart([*(way for way in ways if way), *(without_trailing(source) if can_be_read else ())]))
        if made:
            yield source, made


def _bytes(path: Path, limits: Limits) -> bytes | None:
    """The bytes of an ordinary file of a size that is read; what is none is left alone."""
    try:
        ordinary = path.is_file() and not path.is_symlink() and path.stat().st_size <= limits.file_bytes
        return path.read_bytes() if ordinary else None
    except OSError:
        return None


def _apart(fixes: list[Fix]) -> Iterator[Fix]:
    """Fixes of a file that do not touch one another; the others come in the next round."""
    done = -1
    for each in sorted(fixes, key=lambda each: (each.edit.start, each.edit.end)):
        if each.edit.start > done:
            yield each
            done = each.edit.end


def unified_diff(root: Path, changes: Mapping[str, bytes]) -> str:
    """The changes as ``git apply`` and ``patch -p1`` take them, in the project folder."""
    return "".join(_diff_lines(root, changes))


def _diff_lines(root: Path, changes: Mapping[str, bytes]) -> Iterator[str]:
    for file in sorted(changes):
        old, new = (
            data.decode(errors="surrogateescape").splitlines(keepends=True)
            for data in ((root / file).read_bytes(), changes[file])
        )
        for line in difflib.unified_diff(old, new, fromfile=f"a/{file}", tofile=f"b/{file}"):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
