"""Results kept on disk under what they depend on, so that nothing is worked out twice.

Nothing in the folder is believed. An entry carries a digest of its name and its data, and what is wrong, cut, swapped
or foreign is taken for missing. With a ``secret`` that lies outside the project nobody else can write an entry that
is believed.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
import time
from contextlib import suppress
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NamedTuple

_MAGIC = b"playbook store 1\n"
_DIGEST_BYTES = 32
_HEADER_BYTES = len(_MAGIC) + _DIGEST_BYTES
_ENTRY = re.compile(r"[0-9a-f]{64}\.kept\Z")
_PART = re.compile(r"[0-9a-f]{64}\.[0-9a-f]{16}\.part\Z")
_DAY = 24 * 60 * 60.0
_LEFT_BEHIND = 60 * 60.0
"""Seconds after which a file that is still being written belongs to a writer that was killed."""
_READING = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""Links are not followed, and a pipe keeps nobody waiting."""
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | (_READING & ~getattr(os, "O_NONBLOCK", 0))


def key(*parts: bytes | str) -> str:
    """What a result depends on, as the name that it is kept under: other parts, or otherwise divided, another name."""
    found: list[bytes] = []
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found += (b"%c%d:" % (b"s" if isinstance(part, str) else b"b", len(data)), data)
    return sha256(b"".join(found)).hexdigest()


class _Kept(NamedTuple):
    """An entry on disk; the one used longest ago is the least."""

    used: float
    name: str
    size: int


class Store:
    """Results in one folder, at most so many bytes of them after a ``sweep``.

    Several processes and threads may share the folder. A disk that is full, read-only or broken keeps nothing, and
    that is all: no method raises OSError.
    """

    __slots__ = ("_folder", "_limit", "_secret", "_written")

    def __init__(self, folder: Path, *, limit: int, secret: bytes = b"") -> None:
        """``limit`` is in bytes; ``secret`` holds at most 64 of them. The folder is made when something is kept."""
        self._folder = folder.absolute()
        self._limit = limit
        self._secret = secret
        self._written = 0

    def get(self, key: str) -> bytes | None:
        """What is kept under a key; None when there is nothing that can be believed."""
        name = _named(key)
        try:
            file = os.open(self._folder / name, _READING)
        except OSError:
            return None
        try:
            found = os.fstat(file)
            if not stat.S_ISREG(found.st_mode) or not _HEADER_BYTES <= found.st_size <= self._limit:
                return None
            content = _read(file, found.st_size + 1)
        except OSError:
            return None
        finally:
            os.close(file)
        data = content[_HEADER_BYTES:]
        if content[:_HEADER_BYTES] != self._header(name, data):
            return None
        if abs(time.time() - found.st_mtime) > _DAY:  # its use is noted, though not each time
            with suppress(OSError):
                os.utime(self._folder / name)
        return data

    def has(self, key: str) -> bool:
        """Whether something lies there under a key, whatever it is."""
        try:
            (self._folder / _named(key)).stat()
        except OSError:
            return False
        return True

    def put(self, key: str, data: bytes) -> None:
        """Keep something under a key, in place of what is there; what cannot be kept is not."""
        name = _named(key)
        size = _HEADER_BYTES + len(data)
        if size > self._limit or self._folder.is_symlink():
            return
        part = self._folder / f"{name.removesuffix('.kept')}.{secrets.token_hex(8)}.part"
        try:
            file = self._new(part)
        except OSError:
            return
        try:
            with os.fdopen(file, "wb") as writing:
                writing.write(self._header(name, data))
                writing.write(data)
            part.replace(self._folder / name)
        except OSError:
            with suppress(OSError):
                part.unlink()
            return
        self._written += size
        if self._written > self._limit // 4:  # who never sweeps is bounded too
            self.sweep()

    def sweep(self) -> None:
        """Remove what was used longest ago until the rest is within the limit, and what killed writers have left."""
        self._written = 0
        kept = sorted(self._entries())
        size = sum(each.size for each in kept)
        for each in kept:
            if size <= self._limit:
                break
            with suppress(OSError):
                (self._folder / each.name).unlink()
            size -= each.size

    def _entries(self) -> list[_Kept]:
        """Every entry, whatever is in it; old parts are removed on the way, anything else is left alone."""
        found: list[_Kept] = []
        if self._folder.is_symlink():
            return found
        with suppress(OSError), os.scandir(self._folder) as listed:
            for each in listed:
                is_part = _PART.match(each.name)
                if not (is_part or _ENTRY.match(each.name)):
                    continue
                with suppress(OSError):  # another process may have removed it
                    state = each.stat(follow_symlinks=False)
                    if not stat.S_ISREG(state.st_mode):
                        continue
                    if not is_part:
                        found.append(_Kept(state.st_mtime, each.name, state.st_size))
                    elif abs(time.time() - state.st_mtime) > _LEFT_BEHIND:
                        Path(each.path).unlink()
        return found

    def _new(self, part: Path) -> int:
        try:
            return os.open(part, _WRITING, 0o666)
        except FileNotFoundError:
            self._folder.mkdir(parents=True, exist_ok=True)
            return os.open(part, _WRITING, 0o666)

    def _header(self, name: str, data: bytes) -> bytes:
        digest = blake2b(name.encode(), digest_size=_DIGEST_BYTES, key=self._secret)
        digest.update(data)
        return _MAGIC + digest.digest()


def _named(key: str) -> str:
    """The file's name for any key: no key is a path."""
    return f"{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}.kept"


def _read(file: int, most: int) -> bytes:
    """All that a file holds, up to so many bytes."""
    content = os.read(file, most)
    while len(content) < most and (more := os.read(file, most - len(content))):
        content += more
    return content
