"""The items of an inventory as lines of its file: where each begins and ends, and where another can be added."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playbook.source import FRONT_LINE, Document

_DASH = re.compile(r"(?P<indent>[ ]*)-(?P<gap>[ ]+)")
_LONE_DASH = re.compile(r"(?P<indent>[ ]*)-[ ]*(?:#.*)?\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class Items:
    """A list in front matter, one item after another on lines of their own."""

    begins: tuple[int, ...]
    """The first line of each item, counted from 1 in the file, with the comments above it."""
    end: int
    """The line after the last item."""
    indent: int
    """Spaces before a dash."""
    gap: int
    """Spaces after a dash."""
    is_spaced: bool
    """Whether a blank line stands between items."""

    def lines_of(self, index: int) -> tuple[int, int]:
        """The first line of an item and the line after it, with the blank line that sets it off."""
        if index + 1 < len(self.begins):
            return self.begins[index], self.begins[index + 1]
        return self.begins[index], self.end


def items_of(document: Document, name: str) -> Items | None:
    """The items of a list in a document's front matter; None when it is written in brackets, or not there."""
    lines = document.front.split("\n")
    number = len(document.meta.get(name) or ())
    dashes = [_dash(document, lines, name, index) for index in range(number)]
    found = [each for each in dashes if each is not None]
    if not found or len(found) < number:
        return None
    indent = len(found[0][1]["indent"])
    begins = tuple(_with_comments(lines, line, indent) for line, _ in found)
    end = _end(document, lines, name, indent)
    return Items(
        begins=tuple(line + FRONT_LINE for line in begins),
        end=end + FRONT_LINE,
        indent=indent,
        gap=len(found[-1][1].groupdict().get("gap") or " "),
        is_spaced=any(not lines[line - 1].strip() for line in begins[1:]),
    )


def _dash(document: Document, lines: list[str], name: str, index: int) -> tuple[int, re.Match[str]] | None:
    """The line of an item's dash, counted from 0 in the front matter."""
    place = document.key_positions.get((name, index))
    if place is None:
        return None
    line = place.line - FRONT_LINE
    before = lines[line][: place.column - 1]
    if dash := _DASH.fullmatch(before):
        return line, dash
    while line > 0 and (not before.strip() or before.lstrip().startswith("#")):
        line, before = line - 1, lines[line - 1]
        if dash := _LONE_DASH.match(before):
            return line, dash
    return None


def _with_comments(lines: list[str], line: int, indent: int) -> int:
    while line > 0 and _is_comment(lines[line - 1], indent):
        line -= 1
    return line


def _is_comment(line: str, indent: int) -> bool:
    """Whether a line can be nothing but a comment: further in, it could belong to a text of several lines."""
    return line.lstrip(" ").startswith("#") and len(line) - len(line.lstrip(" ")) <= indent


def _end(document: Document, lines: list[str], name: str, indent: int) -> int:
    """The line after the last item: blank lines and comments before the next key are not the list's."""
    own = document.key_positions[(name,)].line
    keys = [place.line for path, place in document.key_positions.items() if len(path) == 1 and place.line > own]
    end = min((line - FRONT_LINE for line in keys), default=len(lines) - 1)
    while not lines[end - 1].strip() or _is_comment(lines[end - 1], indent):
        end -= 1
    return end
