"""What is wrong since a commit: everything in the files that have changed, and what they break in the others."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from playbook.diagnostics import Diagnostic
from playbook.history import HistoryError, changed_files, commit_of, fork_of, unpacked
from playbook.project import open_project


def start_of(root: Path, ref: str) -> str:
    """The commit where this line of history has left another; that other itself when none is known.

    Raises HistoryError.
    """
    try:
        return fork_of(root, ref, "HEAD")
    except HistoryError:
        return commit_of(root, ref)


def touched(root: Path, ref: str) -> frozenset[str]:
    """The files that have changed since, whether committed or not, relative to the project folder.

    Raises HistoryError.
    """
    return changed_files(root, start_of(root, ref))


def since(root: Path, ref: str, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Of what is wrong now, what is in changed files, and what in others was not wrong then.

    In an unchanged file a mistake is the same one when its code and its place are. Raises HistoryError.
    """
    start = start_of(root, ref)
    changed = changed_files(root, start)
    others = [each for each in found if each.location.file not in changed]
    if not others:
        return found
    with unpacked(root, start) as folder:
        _, _, then = open_project(folder)
    left = Counter((each.location, each.code) for each in then)
    old = set()
    for each in others:
        key = (each.location, each.code)
        if left[key] > 0:
            left[key] -= 1
            old.add(id(each))
    return tuple(each for each in found if id(each) not in old)
