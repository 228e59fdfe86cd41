"""Changes of single places in files, byte for byte: what stands around them is never touched."""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import dataclass, field

from playbook.diagnostics import Location

_LINE_END = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Edit:
    """In a file, what stands between two places makes way for a text."""

    file: str
    """Relative to the project folder."""
    start: int
    """Bytes before it, counted from 0."""
    end: int
    """Where it ends; the same as ``start`` when the text is put between two bytes."""
    text: str


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes of a file after its edits, whose order does not matter.

    Raises ValueError when two of them overlap, or one is not in the file.
    """
    pieces: list[bytes] = []
    done = 0
    for edit in sorted(set(edits)):
        if not done <= edit.start <= edit.end <= len(data):
            raise ValueError(f"{edit} overlaps another edit, or is not in the file")
        pieces += [data[done : edit.start], edit.text.encode()]
        done = edit.end
    return b"".join([*pieces, data[done:]])


@dataclass(frozen=True)
class Lines:
    """The bytes of a file by lines and columns, as ``source.parse`` counts them: without a byte order mark."""

    data: bytes
    starts: list[int] = field(init=False)
    """Where each line begins, in bytes."""

    def __post_init__(self) -> None:
        first = len(BOM_UTF8) if self.data.startswith(BOM_UTF8) else 0
        object.__setattr__(self, "starts", [first, *(found.end() for found in _LINE_END.finditer(self.data))])

    def offset(self, line: int, column: int) -> int:
        """The bytes before a character; line and column are counted from 1, columns in characters."""
        start = self.starts[line - 1]
        if column == 1:
            return start
        text = self.data[start : self._end(line)].decode(errors="surrogateescape")
        return start + len(text[: column - 1].encode(errors="surrogateescape"))

    def at(self, location: Location) -> int:
        """The bytes before a place of this file."""
        return self.offset(location.line, location.column)

    def place(self, offset: int, file: str) -> Location:
        """The place of an offset, in a file of this name."""
        line = bisect_right(self.starts, offset)
        before = self.data[self.starts[line - 1] : offset].decode(errors="surrogateescape")
        return Location(file=file, line=line, column=len(before) + 1)

    def line_end(self) -> str:
        """What ends the lines of the file: that of its first line."""
        found = _LINE_END.search(self.data)
        return found[0].decode() if found else "\n"

    def _end(self, line: int) -> int:
        return self.starts[line] if line < len(self.starts) else len(self.data)
