"""What is wrong in content, where, and what to do: values that are collected, sorted and printed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from heapq import nlargest
from operator import add
from typing import NamedTuple

from playbook.characters import named
from playbook.codes import WARNINGS, Code
from playbook.said import NOTHING, S_, Said, said, tell


class Severity(StrEnum):
    """How much a diagnostic weighs: an error stops publishing, a warning does so only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


def printable(text: str) -> str:
    """The text on one line, with control and format characters shown as escapes: content is quoted in messages."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Location:
    """A place in a file."""

    file: str
    """Path relative to the project folder, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""

    def __str__(self) -> str:
        return f"{printable(self.file)}:{self.line}:{self.column}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnostic:
    """One mistake, told in one line, with a hint that says what to do."""

    location: Location
    code: Code
    message: Said
    hint: Said = NOTHING

    @property
    def severity(self) -> Severity:
        """An error, unless the code is a warning's."""
        return Severity.WARNING if self.code in WARNINGS else Severity.ERROR

    def __str__(self) -> str:
        return self.told("")

    def told(self, folder: str, *, place: str = "") -> str:
        """The diagnostic as it is printed, in the language of a folder, in English without one.

        ``place`` stands before it instead of its location.
        """
        words = self.in_words(folder)
        line = f"{place or self.location}: {words.severity}[{self.code}]: {words.message}"
        label = said("hint").told(folder)
        return f"{line}\n  {label}: {words.hint}" if words.hint else line

    def in_words(self, folder: str) -> Wording:
        """What it says, in the language of a folder, in English without one; each on one line."""
        return Wording(
            severity=said(_SEVERITIES[self.severity]).told(folder),
            message=_visible(tell(self.message, folder), folder),
            hint=_visible(tell(self.hint, folder), folder),
        )


def _visible(words: str, folder: str) -> str:
    """Words on one line, with a sign for each character in them that cannot be seen, and what it stands for."""
    hidden = tuple(dict.fromkeys(c for c in words if not c.isprintable()))
    if not hidden:  # nearly all
        return words
    shown = "".join(c if c.isprintable() else "▯" for c in words)
    names = tuple(said(_NAMES[c]) if c in _NAMES else named(c) for c in hidden)
    return said("{words}; ▯ stands for what cannot be seen: {characters}", words=shown, characters=names).told(folder)


_NAMES = {"\n": S_("a line break"), "\t": S_("a tab")}


class Wording(NamedTuple):
    """A diagnostic in the words of one language."""

    severity: str
    message: str
    hint: str


_SEVERITIES = {Severity.ERROR: S_("error"), Severity.WARNING: S_("warning")}


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each diagnostic once, sorted by place, then code."""
    return tuple(sorted(set(diagnostics), key=lambda d: (d.location, d.code, d.message)))


def errors(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Only those that stop publishing."""
    return tuple(d for d in diagnostics if d.severity is Severity.ERROR)


class Suggestion(Said):
    """A hint that names what was most likely meant, and that says whether it can be anything else."""

    __slots__ = ("certain", "meant", "written")
    written: str
    """What stands in the file."""
    meant: str
    certain: bool
    """Whether ``written`` is a slip of the keyboard, and nothing else is nearly as close."""

    @classmethod
    def of(cls, written: str, meant: str, *, certain: bool) -> Suggestion:
        """A suggestion in the words of ``did_you_mean``."""
        made = cls(S_("did you mean '{word}'?"), {"word": meant})
        made.written, made.meant, made.certain = written, meant, certain
        return made


def did_you_mean(word: str, known: Iterable[str], *, otherwise: Said = NOTHING) -> Said:
    """A hint that names the nearest known word, or all of a few known words, or ``otherwise``."""
    words = tuple(dict.fromkeys(known))
    near = _near(word.lower(), words)
    if near:
        meant = {each.lower(): each for each in words}[near[0]]
        return Suggestion.of(word, meant, certain=_is_slip(word.lower(), near))
    if words and len(words) <= 15:
        return said("use one of: {words}", words=words)
    return otherwise


_COMPARED = 32
"""So many known words, those that share most pairs of letters, are compared letter by letter: 20 µs for each."""


@lru_cache(maxsize=64)
def _near(word: str, known: tuple[str, ...]) -> Sequence[str]:
    """The known words that are nearest, in small letters; what is gone is often named many times."""
    pairs, of_known = _pairs(word), _pairs_of_each(known)
    shared = {each: len(pairs & theirs) / (len(pairs | theirs) or 1) for each, theirs in of_known.items()}
    return difflib.get_close_matches(word, nlargest(_COMPARED, shared, key=shared.__getitem__), n=3, cutoff=0.6)


@lru_cache(maxsize=2)
def _pairs_of_each(known: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    return {each: _pairs(each) for each in map(str.lower, known)}


def _pairs(word: str) -> frozenset[str]:
    return frozenset(map(add, word, word[1:]))


def _is_slip(word: str, near: Sequence[str]) -> bool:
    """Whether the first of some words differs in one letter, or in two of ten and more, and the others in more.

    A number that differs is another number.
    """
    first, *others = (_distance(word, each) for each in near)
    same_digits = [c for c in word if c.isdigit()] == [c for c in near[0] if c.isdigit()]
    return same_digits and first <= (2 if len(word) >= 10 else 1) and all(each > first + 1 for each in others)


def _distance(one: str, other: str) -> int:
    """How many letters are to be put in, left out, replaced, or swapped with the next, to make one word of another."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one):
        row = [i + 1]
        for j, b in enumerate(other):
            ways = [rows[i][j] + (a != b), rows[i][j + 1] + 1, row[j] + 1]
            if i and j and a == other[j - 1] and one[i - 1] == b:
                ways.append(rows[i - 1][j - 1] + 1)
            row.append(min(ways))
        rows.append(row)
    return rows[-1][-1]
