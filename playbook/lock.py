"""A lock that one build holds while it writes a site."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

GLANCE = 0.1
"""Seconds between two looks at whether a lock is free."""


class BusyError(RuntimeError):
    """Somebody else holds the lock."""


class Lock:
    """An advisory lock on a file; the system lets go of it when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock at once or raise BusyError. Raises OSError when there can be no such file."""
        while self._descriptor is None:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
            try:
                if not _lock(descriptor):
                    raise BusyError(str(self.path))
                if _is_still(descriptor, self.path):  # and not removed by the one before us, since we opened it
                    self._descriptor = descriptor
            finally:
                if self._descriptor is None:
                    os.close(descriptor)

    def wait(self) -> None:
        """Take the lock as soon as nobody else holds it. Raises OSError when there can be no such file."""
        while self._descriptor is None:
            try:
                self.acquire()
            except BusyError:
                time.sleep(GLANCE)

    def release(self) -> None:
        """Let go and take the file away; nothing when it is not held."""
        if self._descriptor is None:
            return
        if sys.platform != "win32":
            with suppress(OSError):  # the lock is the system's, not the file: the next one uses the file as it is
                self.path.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None


def _is_still(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
