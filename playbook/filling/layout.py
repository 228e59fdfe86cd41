"""Front matter as it lies on its lines: where values end, how they are written, and where more can be put."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playbook.marks import Spot
from playbook.source import Document, Path

_CLOSING = re.compile(r"(?:\s|,|#[^\n]*)*[\]}]")
_BLOCK_SIGN = re.compile(r"[|>][-+0-9]*")
_LONE_DASH = re.compile(r"[ ]*-[ ]*(?:#.*)?\Z")


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a document's front matter; lines and columns count from 0."""

    document: Document
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", self.document.front.split("\n"))

    def start(self, path: Path) -> Spot:
        """Where a value begins."""
        place = self.document.positions[path]
        return Spot(place.line - 2, place.column - 1)

    def key(self, path: Path) -> Spot:
        """Where a key begins, or an item of a list behind its dash."""
        place = self.document.key_positions[path]
        return Spot(place.line - 2, place.column - 1)

    def sign(self, path: Path) -> str:
        """How a value begins: ``|`` or ``>`` for lines below, a quotation mark, a bracket, else nothing."""
        line, column = self.start(path)
        first = self.lines[line][column : column + 1]
        return first if first and first in "|>'\"[{" else ""

    def is_in_brackets(self, path: Path) -> bool:
        """Whether a value stands in a list or group that is written in brackets."""
        return any(self.sign(path[:length]) in ("[", "{") for length in range(1, len(path)))

    def end(self, path: Path) -> Spot:
        """Behind a value; of lines below a key, behind the last of them that is not blank."""
        below = [each for each in self.document.positions if len(each) == len(path) + 1 and each[: len(path)] == path]
        sign = self.sign(path)
        if sign in ("[", "{") and path not in self.document.ends:
            start = self.start(path)
            last = max((self.end(each) for each in below), default=Spot(start.line, start.column + 1))
            return self._behind_bracket(last)
        if below:
            return max(self.end(each) for each in below)
        return self._block_end(path) if sign in ("|", ">") else self.document.ends[path]

    def rest(self, path: Path) -> str:
        """What follows on the line: behind a value, or behind the sign of lines below."""
        line, column = self.start(path)
        found = _BLOCK_SIGN.match(self.lines[line], column) if self.sign(path) in ("|", ">") else None
        if found:
            return self.lines[line][found.end() :]
        end = self.end(path)
        return self.lines[end.line][end.column :]

    def indent_below(self, path: Path) -> int:
        """Spaces before the lines below a key or dash, as they are or should be."""
        first = self._first_below(self.start(path).line) if self.sign(path) in ("|", ">") else None
        if first is not None:
            return _indent(self.lines[first])
        return self.key(path).column + (0 if isinstance(path[-1], int) else 2)

    def dash(self, path: Path) -> Spot:
        """Where the dash before an item of a list stands."""
        line, column = self.key(path)
        before = self.lines[line][:column].rstrip()
        while not before and not _LONE_DASH.match(self.lines[line]):
            line -= 1
        return Spot(line, self.lines[line].index("-") if not before else len(before) - 1)

    def behind_comments(self, line: int, indent: int) -> int:
        """The first line from here on that is no comment with more spaces before it."""
        while self.lines[line].lstrip(" ").startswith("#") and _indent(self.lines[line]) > indent:
            line += 1
        return line

    def _block_end(self, path: Path) -> Spot:
        last = self.start(path).line
        first = self._first_below(last)
        for number in range(first, len(self.lines)) if first is not None else ():
            if self.lines[number].strip():
                if _indent(self.lines[number]) < _indent(self.lines[first or 0]):
                    break
                last = number
        return Spot(last, len(self.lines[last]))

    def _first_below(self, line: int) -> int | None:
        return next((n for n in range(line + 1, len(self.lines)) if self.lines[n].strip()), None)

    def _behind_bracket(self, spot: Spot) -> Spot:
        rest = "\n".join([self.lines[spot.line][spot.column :], *self.lines[spot.line + 1 :]])
        found = _CLOSING.match(rest)
        passed = rest[: found.end()] if found else ""
        breaks = passed.count("\n")
        return Spot(spot.line + breaks, len(passed) - passed.rfind("\n") - 1 if breaks else spot.column + len(passed))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
