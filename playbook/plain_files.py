"""Files of a project read without trust in what lies at their path."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

LARGEST = 16 * 1024 * 1024
"""Bytes of a file that nothing else limits."""
SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is changed once more surely has another time: some systems count in seconds."""
_PIECE = 32 * 1024
"""Bytes that are asked for at once: most files have fewer, and asking for many makes room for many."""


class TooLargeError(OSError):
    """A file has more bytes than are read of such files."""


def read_plain(root: Path, file: str, *, most: int = LARGEST) -> bytes:
    """The bytes of an ordinary file, named relative to a project folder.

    Links are not followed, on the way there neither, and a pipe or a device is not waited for. Raises FileNotFoundError
    when there is nothing, TooLargeError for more than ``most`` bytes, and OSError for what cannot or may not be read.
    """
    path = str(root)
    *folders, name = file.split("/")
    for folder in folders:
        path = f"{path}/{folder}"
        if stat.S_ISLNK(os.lstat(path).st_mode):
            raise _refused(errno.ELOOP, path)
    path = f"{path}/{name}"
    state = os.lstat(path)
    if not stat.S_ISREG(state.st_mode):
        raise _refused(errno.ELOOP if stat.S_ISLNK(state.st_mode) else errno.EINVAL, path)
    if state.st_size > most:
        raise TooLargeError(errno.EFBIG, os.strerror(errno.EFBIG), path)
    return read_beginning(Path(path), most)


def read_beginning(path: Path, most: int) -> bytes:
    """The first bytes of a file, at most so many. Raises OSError."""
    with path.open("rb", buffering=0) as file:
        content = file.read(min(most, _PIECE))
        while len(content) < most and (more := file.read(min(most - len(content), _PIECE))):
            content += more
    return content


def entries_below(folder: Path) -> Iterator[tuple[tuple[str, ...], os.DirEntry[str]]]:
    """Everything below a folder but the folders, by name, each with the parts of its path; links are not followed.

    However deep the folders lie inside one another. Raises OSError.
    """
    levels: list[tuple[tuple[str, ...], Iterator[os.DirEntry[str]]]] = [((), _by_name(str(folder)))]
    while levels:
        parts, entries = levels[-1]
        entry = next(entries, None)
        if entry is None:
            levels.pop()
        elif entry.is_dir(follow_symlinks=False):
            levels.append(((*parts, entry.name), _by_name(entry.path)))
        else:
            yield (*parts, entry.name), entry


def _by_name(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as listed:
        return iter(sorted(listed, key=lambda entry: entry.name))


def signature(path: str) -> tuple[int, ...]:
    """What tells an ordinary file from one that was written there later; empty when there is none.

    Nobody can set the time of its last change (``ctime``).
    """
    try:
        found = os.lstat(path)
    except OSError:
        return ()
    if not stat.S_ISREG(found.st_mode):
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


class FileCache:
    """Files as they were read last, for a process that reads the same ones again and again."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[tuple[int, ...], bytes]] = {}

    def take(self, path: str, read: Callable[[], bytes]) -> bytes:
        """The bytes of a file, which are read when it may be another than it was. Raises what ``read`` raises."""
        now = signature(path)
        held = self._held.get(path)
        if held is not None and held[0] == now:
            return held[1]
        data = read()
        if now and now[-1] < time.time_ns() - SETTLED:
            self._held[path] = now, data
        return data

    def clear(self) -> None:
        """Let go of all."""
        self._held.clear()


def _refused(number: int, path: str) -> OSError:
    return OSError(number, os.strerror(number), path)
