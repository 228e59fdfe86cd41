"""Numbers that the languages of a text do not share, however each of them writes its numbers."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from playbook.diagnostics import Diagnostic
from playbook.numerals import Number, idioms, may_hold_numbers, numbers
from playbook.passages import prose_alone
from playbook.rules.pairs import Difference, Pair, compared, differences
from playbook.rules.scope import Scope
from playbook.said import S_


def different_numbers(scope: Scope) -> Iterator[Diagnostic]:
    """Numbers that a text has in only one of two languages."""
    yield from compared(scope, _in_pair, worth=_has_numbers)


def _in_pair(pair: Pair) -> Iterator[Diagnostic]:
    there, here = pair.origin.words, pair.translation.words
    if isinstance(there, str) and isinstance(here, str):
        yield from _differences(pair, there, here)
    elif len(there) == len(here):
        for item, (original, words) in enumerate(zip(there, here, strict=True)):
            yield from _differences(pair, original, words, item=item)


def _has_numbers(words: str | tuple[str, ...], language: str) -> bool:
    """Whether a text or one of a list may hold a number; most hold none."""
    return may_hold_numbers(words if isinstance(words, str) else "\n".join(words), language)


_NUMBERS = Difference(
    code="different-numbers",
    missing=S_("the number '{words}' is missing"),
    extra=S_("the origin has no number '{words}' here"),
)


def _differences(pair: Pair, original: str, words: str, *, item: int | None = None) -> Iterator[Diagnostic]:
    for there, here in _side_by_side(pair, original, words):
        if not there.numbers and not here.numbers:  # most
            continue
        missing, extra = _beyond(there.numbers, here.numbers), _beyond(here.numbers, there.numbers)
        if missing or extra:
            gone = _unanswered(missing, here.text, pair.translation.language)
            new = _unanswered(extra, there.text, pair.origin.language)
            if not gone or not new:  # one language may say a number once more; but not one for another
                gone, new = _unheard_of(gone, here.numbers), _unheard_of(new, there.numbers)
            yield from differences(
                pair,
                _NUMBERS,
                missing=((each.written, pair.origin.at(each.start, item=item)) for each in _most(gone, missing, new)),
                extra=((each.written, pair.translation.at(each.start, item=item)) for each in _most(new, extra, gone)),
                item=item,
            )


def _beyond(some: Sequence[Number], others: Sequence[Number]) -> list[Number]:
    """The numbers that the others do not have as often."""
    left = Counter(number.value for number in others)
    left.subtract(number.value for number in some)
    found = []
    for number in reversed(some):
        if left[number.value] < 0:
            left[number.value] += 1
            found.append(number)
    return found[::-1]


def _unanswered(some: Sequence[Number], text: str, language: str) -> list[Number]:
    """The numbers that the text in the other language does not even name in passing."""
    named = idioms(text, language)
    return [number for number in some if number.value not in named]


def _unheard_of(some: Sequence[Number], others: Sequence[Number]) -> list[Number]:
    """The numbers that are not among the others at all, each once."""
    known = {number.value for number in others}
    return list({number.value: number for number in some if number.value not in known}.values())


def _most(certain: list[Number], some: list[Number], others: list[Number]) -> list[Number]:
    """The certain ones, and as many of the rest as stand for certain ones of the other language."""
    known = set(certain)
    rest = [number for number in some if number not in known]
    taken = [*certain, *rest[: max(0, len(others) - len(certain))]]
    return sorted(taken, key=lambda number: number.start)


class _Part(NamedTuple):
    """A part of a text, and the numbers in it, with their places in the whole text."""

    text: str
    numbers: Sequence[Number]


def _side_by_side(pair: Pair, original: str, words: str) -> Iterator[tuple[_Part, _Part]]:
    """Each part of a text in both languages; the whole when the parts do not correspond."""
    is_prose = pair.origin.is_prose
    there = _Part(original, _numbers(original, pair.origin.language, is_prose=is_prose))
    here = _Part(words, _numbers(words, pair.translation.language, is_prose=is_prose))
    parts = [_parts(side) for side in (there, here)] if is_prose and (there.numbers or here.numbers) else []
    if parts and len(parts[0]) == len(parts[1]):
        yield from zip(*parts, strict=True)
    else:
        yield there, here


def _parts(whole: _Part) -> list[_Part]:
    """Paragraphs, items of lists and rows of tables."""
    starts = [0, *(mark.end() for mark in _BREAK.finditer(whole.text))]
    ends = [*starts[1:], len(whole.text)]
    held: list[list[Number]] = [[] for _ in starts]
    for number in whole.numbers:
        held[bisect(starts, number.start) - 1].append(number)
    return [_Part(whole.text[start:end], some) for start, end, some in zip(starts, ends, held, strict=True)]


_BREAK = re.compile(r"\n(?=[ \t>]*\n|[ \t>]*(?:\||[-*+][ \t]|\d+\.[ \t]))")


@lru_cache(maxsize=64)
def _numbers(text: str, language: str, *, is_prose: bool) -> tuple[Number, ...]:
    """Kept for a while: an original meets its translations one after the other."""
    return numbers(prose_alone(text) if is_prose else text, language)
