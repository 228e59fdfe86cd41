"""``checksums.txt``: what every file of a site holds, in the format that ``sha256sum -c`` reads."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

FILE = "checksums.txt"
"""At the site's root. It names all files but itself and hidden ones."""
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_ESCAPED = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}


class ChecksumsError(ValueError):
    """A list of checksums cannot be read, told in one line."""


def files(folder: Path, below: str = "") -> Iterator[str]:
    """The files of a site, or of a folder ``below`` it such as ``sv``, sorted, relative to the site with ``/``.

    Hidden ones are left out: they are no part of it, as ``.git`` is none.
    """
    yield from sorted(_walk(folder / below, f"{below}/" if below else ""))


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or (not prefix and entry.name == FILE):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), f"{prefix}{entry.name}/")
            else:
                yield f"{prefix}{entry.name}"


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits; the file is read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(folder: Path, digests: Mapping[str, str]) -> None:
    """Write the list of a site."""
    text = "".join(_line(name, digests[name]) for name in sorted(digests))
    (folder / FILE).write_bytes(text.encode(errors="surrogateescape"))


def read(folder: Path) -> dict[str, str]:
    """By file, what it must hold. Raises ChecksumsError."""
    try:
        text = (folder / FILE).read_bytes().decode(errors="surrogateescape")
    except OSError as error:
        raise ChecksumsError(f"{folder / FILE}: {error.strerror}") from error
    found = {}
    for number, line in enumerate(text.split("\n")[:-1], start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ChecksumsError(f"{folder / FILE}:{number}: this is no checksum")
        name = re.sub(r"\\[\\nr]", lambda mark: _ESCAPED[mark[0]], match[3]) if match[1] else match[3]
        if name.startswith("/") or ".." in name.split("/"):
            raise ChecksumsError(f"{folder / FILE}:{number}: this file is not in the site")
        found[name] = match[2]
    return found


def differences(expected: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    """One line for each file of a site that is missing, is there and should not be, or holds something else."""
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            yield f"{name}: the file is missing"
        elif name not in expected:
            yield f"{name}: the file is not in {FILE}"
        elif found[name] != expected[name]:
            yield f"{name}: the file has been changed"


def _line(name: str, digest: str) -> str:
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{chr(92) if escaped != name else ''}{digest}  {escaped}\n"
