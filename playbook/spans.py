"""Lines made of our own words, of names, and of what content says, which may be anything."""

from __future__ import annotations

from typing import Literal, NamedTuple

from playbook.diagnostics import printable


class Span(NamedTuple):
    """A piece of a line."""

    text: str
    sort: Literal["own", "name", "quoted"] = "own"
    """``name`` for an id or a path; it comes from content too."""

    @property
    def shown(self) -> str:
        """On one line, with nothing that moves the cursor or the direction."""
        return printable(" ".join(self.text.split())) if self.sort != "own" else self.text


Line = tuple[Span, ...]


def line(*pieces: str | Span) -> Line:
    """Pieces one after the other; what is no span is our own."""
    return tuple(piece if isinstance(piece, Span) else Span(piece) for piece in pieces)


def name(text: str) -> Span:
    """An id or a path."""
    return Span(text, "name")


def quoted(text: str) -> Span:
    """What content says."""
    return Span(text, "quoted")


def plain(found: Line) -> str:
    """A line for a terminal: names and quotations in their marks."""
    marks = {"own": "{}", "name": "'{}'", "quoted": "“{}”"}
    return "".join(marks[span.sort].format(span.shown) for span in found)
