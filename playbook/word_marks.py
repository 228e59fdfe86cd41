"""Two versions of a text, compared word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_MOST = 1_000_000
"""Pairs of lines, and of words, that are compared; beyond, a passage counts as wholly new."""


class Piece(NamedTuple):
    """A part of a text."""

    what: Literal["same", "old", "new"]
    text: str


def compared(old: str, new: str) -> tuple[Piece, ...]:
    """What two texts share and what only one of them has, in their order; lines are compared before words."""
    return tuple(_joined(_by_lines(old.splitlines(keepends=True), new.splitlines(keepends=True))))


def _by_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if len(old) * len(new) > _MOST:
        yield from _otherwise(old, new)
        return
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[a:b]), "".join(new[c:d])
        if what == "equal":
            yield Piece("same", after)
        else:
            yield from _by_words(_WORD.findall(before), _WORD.findall(after))


def _by_words(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if len(old) * len(new) > _MOST:
        yield from _otherwise(old, new)
        return
    before, after = ([word.strip() for word in words] for words in (old, new))
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            for one, other in zip(old[a:b], new[c:d], strict=True):
                yield from _spaced(one, other)
        else:
            yield from _otherwise(old[a:b], new[c:d])


def _otherwise(old: Sequence[str], new: Sequence[str]) -> tuple[Piece, Piece]:
    return Piece("old", "".join(old)), Piece("new", "".join(new))


def _spaced(old: str, new: str) -> Iterator[Piece]:
    """A word that two texts share, whatever white space follows it."""
    if old == new:
        yield Piece("same", new)
    else:
        word = new.strip()
        yield from (Piece("same", word), Piece("old", old[len(word) :]), Piece("new", new[len(word) :]))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Without empty pieces, and with neighbours of the same sort as one."""
    last: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last is not None and last.what != piece.what:
            yield last
            last = None
        last = Piece(piece.what, (last.text if last else "") + piece.text)
    if last is not None:
        yield last
