"""Files of a project changed together: all of them, or, when that is interrupted, by the next command.

What is to come is first written into a folder of the cache, then carried out from there. A command that finds a
finished list there carries it out before it does anything else, if the list is sealed by this user: somebody else's,
as one in a pull request, could name any file.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from playbook.root import CACHE
from playbook.seals import own_secret

PENDING = f"{CACHE}/change"
"""Where a change waits that has been begun, relative to the project folder."""
_LIST = "list.json"
"""In that folder: a seal, then JSON."""
_SEAL_BYTES = 32

Changes = Mapping[str, bytes | None]
"""What files hold afterwards, by path relative to the project folder; None for those that are removed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """A change that was interrupted."""

    name: str
    """What was being done: ``rename journey old new``."""
    changed_since: tuple[str, ...]
    """Files that are neither as they were before nor as they should become: somebody has written them since."""


def carry_out(root: Path, changes: Changes, *, name: str) -> None:
    """Write and remove files, each whole; interrupted, it can be finished with ``finish``. Raises OSError."""
    folder = root / PENDING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    steps = [_step(root, folder, number, each) for number, each in enumerate(sorted(changes.items()))]
    data = json.dumps({"name": name, "steps": steps}).encode()
    write(folder / _LIST, _seal(data) + data)
    _carry_out(root, steps)


def _seal(data: bytes) -> bytes:
    """Known for the user's own; of a user who can keep no secret, never known again."""
    return hmac.digest(own_secret() or secrets.token_bytes(32), data, "sha256")


def _step(root: Path, folder: Path, number: int, change: tuple[str, bytes | None]) -> dict[str, Any]:
    file, data = change
    if data is not None:
        (folder / str(number)).write_bytes(data)
    return {
        "file": file,
        "number": None if data is None else number,
        "before": _digest(_bytes(root / file)),
        "after": _digest(data),
    }


def pending(root: Path) -> Pending | None:
    """The change that was interrupted in a project, if there is one."""
    listed = _listed(root)
    if listed is None:
        return None
    touched = [
        step["file"]
        for step in listed["steps"]
        if _digest(_bytes(root / step["file"])) not in (step["before"], step["after"])
    ]
    return Pending(name=listed["name"], changed_since=tuple(touched))


def finish(root: Path) -> None:
    """Carry out what waits; what is done already is left alone. Raises OSError."""
    listed = _listed(root)
    if listed is not None:
        _carry_out(root, listed["steps"])


def _listed(root: Path) -> dict[str, Any] | None:
    """What waits, with the data that it was sealed with."""
    sealed = _bytes(root / PENDING / _LIST)
    if sealed is None or not hmac.compare_digest(_seal(sealed[_SEAL_BYTES:]), sealed[:_SEAL_BYTES]):
        return None
    listed: dict[str, Any] = json.loads(sealed[_SEAL_BYTES:])
    waiting = (step for step in listed["steps"] if step["number"] is not None)
    is_whole = all(_digest(_bytes(root / PENDING / str(step["number"]))) == step["after"] for step in waiting)
    return listed if is_whole else None


def _carry_out(root: Path, steps: Iterable[Mapping[str, Any]]) -> None:
    for step in steps:
        path = root / step["file"]
        if step["number"] is not None:
            write(path, (root / PENDING / str(step["number"])).read_bytes())
        elif path.exists():
            path.unlink()
            _remove_empty_folders(path.parent, root)
    drop(root)


def drop(root: Path) -> None:
    """Forget what waits."""
    (root / PENDING / _LIST).unlink(missing_ok=True)  # first: without it the rest means nothing
    shutil.rmtree(root / PENDING, ignore_errors=True)


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        with suppress(OSError):  # a new file, or a file system without modes
            shutil.copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _remove_empty_folders(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _digest(data: bytes | None) -> str:
    return "" if data is None else sha256(data).hexdigest()
