"""A secret of the user's own, by which what this machine has kept is told from what others put beside it."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

_BYTES = 32
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def own_secret() -> bytes | None:
    """32 bytes that are made once for a user and lie outside every project; None when they cannot be kept.

    They are in ``journey-playbook/secret`` of the user's folder for caches. Without them, whoever writes to a project
    could also write what its commands believe to have worked out themselves.
    """
    try:
        folder = own_folder()
        return _read(folder / "secret") or _made(folder)
    except (OSError, RuntimeError):  # no such folder, or no home to have one
        return None


def own_folder() -> Path:
    """The user's folder for what we keep beside all projects. Raises RuntimeError for a user without a home."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(named) if named else Path.home() / ".cache") / "journey-playbook"


def _read(path: Path) -> bytes | None:
    try:
        file = os.open(path, _READING)
    except FileNotFoundError:
        return None
    try:
        data = os.read(file, _BYTES + 1) if stat.S_ISREG(os.fstat(file).st_mode) else b""
    finally:
        os.close(file)
    if len(data) != _BYTES:  # being written this moment, or not ours
        raise OSError(f"{path} holds no secret")
    return data


def _made(folder: Path) -> bytes | None:
    folder.mkdir(parents=True, exist_ok=True)
    made = secrets.token_bytes(_BYTES)
    try:
        file = os.open(folder / "secret", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was quicker
        return _read(folder / "secret")
    with os.fdopen(file, "wb") as writing:
        writing.write(made)
    return made
