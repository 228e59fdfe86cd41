"""Words that are easily taken for a neighbour's, from ``locale/neighbours.txt``, which says how it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbours:
    """What one language needs to know of the others; all words are in small letters."""

    foreign: Mapping[str, str] = field(default_factory=dict)
    """A neighbour's word, and the one that is meant by it."""
    wrong: Mapping[str, str] = field(default_factory=dict)
    """A word that is nobody's, and the one that is right."""
    own: frozenset[str] = frozenset()
    """Words that are right in this language."""
    inflected: frozenset[str] = frozenset()
    """Those of them that are right in all their forms."""


@cache
def neighbours(tag: str) -> Neighbours:
    """The table for a language, by its BCP 47 tag; empty for one that is not in it."""
    rows = tuple(_rows((files("playbook") / "locale" / "neighbours.txt").read_text(encoding="utf-8")))
    cells = [row[tag] for row in rows if tag in row]
    own = frozenset(word.rstrip("*") for cell in cells for word in (*cell.words, *cell.also))
    foreign = {
        word: right
        for row in rows
        for other in row
        if tag in row
        for word, right in zip(row[other].words, row[tag].words, strict=False)
        if word not in own and word.isalpha()
    }
    return Neighbours(
        foreign={word: right.replace("_", " ") for word, right in foreign.items()},
        wrong={word: cell.words[0] for cell in cells for word in cell.wrong},
        own=own,
        inflected=frozenset(word[:-1] for cell in cells for word in cell.words if word.endswith("*")),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cell:
    """The words of one language in a row."""

    words: tuple[str, ...]
    also: tuple[str, ...]
    wrong: tuple[str, ...]


_CELL = re.compile(r"(?P<words>[^()]*)(?:\((?P<also>[^()]*)\))?\s*")


def _rows(text: str) -> Iterator[Mapping[str, _Cell]]:
    """The cells of each row, by tag."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    tags = [tag.strip() for tag in lines[0].split("|")]
    for line in lines[1:]:
        yield {tag: _cell(cell) for tag, cell in zip(tags, line.split("|"), strict=True)}


def _cell(text: str) -> _Cell:
    found = _CELL.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not a cell of the table of neighbours: {text}")
    words = found["words"].split()
    return _Cell(
        words=tuple(word for word in words if not word.startswith("!")),
        also=tuple((found["also"] or "").split()),
        wrong=tuple(word[1:] for word in words if word.startswith("!")),
    )
