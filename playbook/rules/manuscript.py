"""The words of a file where they stand: the file as it is written, with blanks for all that is not words."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any, NamedTuple

from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location
from playbook.fields import Role, fields_of
from playbook.marks import extent, number_of_marks
from playbook.model import Section
from playbook.passages import prose_alone
from playbook.said import Said
from playbook.source import FRONT_LINE, Document

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A word in a text; a hyphen divides words, an apostrophe does not."""


_CLOSING = "---\n"
"""The line after the front matter, whatever it looks like."""


class Passage(NamedTuple):
    """One text of a file, or its body: where it stands, in characters, and which field of which class holds it."""

    start: int
    end: int
    owner: type
    """``Section`` for the body."""
    field: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """What is wrong at a place of a manuscript."""

    start: int
    code: Code
    message: Said
    hint: Said


@dataclass(frozen=True, kw_only=True, slots=True)
class Manuscript:
    """A file in one language. ``text`` and ``written`` are of the same length, so that a place is one in both."""

    document: Document
    cls: type
    """Of the entity or the inventory that the file holds, or translates."""
    text: str
    """The file without its first line, with blanks for keys and ids, code, addresses, and all but texts."""
    texts: Sequence[Passage]
    """Those of its front matter, in their order."""

    @property
    def written(self) -> str:
        """The same as it stands in the file."""
        return f"{self.document.front}{_CLOSING}{self.document.body}"

    def passages(self) -> Iterator[Passage]:
        """Its texts, in their order, then its body."""
        yield from self.texts
        body = len(self.document.front) + len(_CLOSING)
        yield Passage(body, body + len(self.document.body), Section, "text")

    def diagnostics(self, remarks: Iterable[Remark]) -> Iterator[Diagnostic]:
        """Remarks with the lines and columns of their places."""
        starts = _line_starts(self.written)
        for each in remarks:
            line = bisect(starts, each.start) - 1
            column = each.start - starts[line] + 1
            location = Location(file=self.document.file, line=FRONT_LINE + line, column=column)
            yield Diagnostic(location=location, code=each.code, message=each.message, hint=each.hint)


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The words of a manuscript, by their number."""

    written: str
    matches: Sequence[re.Match[str]]
    plain: Sequence[str]
    """In small letters, see ``plain``."""

    def start(self, index: int) -> int:
        """Where a word begins."""
        return self.matches[index].start()

    def said(self, first: int, last: int) -> str:
        """Some words as they stand there, each one space from the next."""
        return " ".join(match[0] for match in self.matches[first : last + 1])

    def around(self, index: int) -> tuple[str, str]:
        """A line or so before a word, and the two characters behind it."""
        start, end = self.matches[index].span()
        return self.written[max(0, start - 80) : start], self.written[end : end + 2]

    def are_together(self, first: int, last: int) -> bool:
        """Whether only white space stands between words that follow one another, and no paragraph ends."""
        if last >= len(self.matches):
            return False
        for one, other in pairwise(self.matches[first : last + 1]):
            gap = self.written[one.end() : other.start()]
            if not gap.isspace() or gap.count("\n") > 1:
                return False
        return True


def plain(text: str) -> str:
    """A text in small letters, with one kind of apostrophe."""
    return text.lower().replace("’", "'")


def words_of(manuscript: Manuscript) -> Words:
    """The words of a manuscript where they stand."""
    matches = tuple(WORD.finditer(manuscript.text))
    return Words(written=manuscript.written, matches=matches, plain=[plain(match[0]) for match in matches])


def read_manuscript(document: Document, cls: type) -> Manuscript:
    """The words of a file that holds an entity or an inventory of a class, or texts for its translation."""
    front, before = document.front, 0
    pieces: list[str] = []
    texts = _texts(document, cls)
    for start, end, _, _ in texts:
        pieces += (" " * (start - before), front[start:end])
        before = end
    pieces.append(" " * (len(front) + len(_CLOSING) - before))
    pieces.append(prose_alone(document.body))
    return Manuscript(document=document, cls=cls, text="".join(pieces), texts=texts)


class PlainWords(dict[str, tuple[str, ...]]):
    """The plain words of each piece of text without white space, worked out when it is first met: they recur."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        found = self[piece] = tuple(WORD.findall(plain(piece)))
        return found

    def of(self, text: str) -> list[str]:
        """The plain words of a text, in their order."""
        return list(chain.from_iterable(map(self.__getitem__, text.split())))

    def of_file(self, document: Document, cls: type) -> tuple[list[str], list[str]]:
        """The plain words of the manuscript of a file, those of its front matter and those of its body.

        The manuscript is made only when YAML writes a text otherwise than it is; then all words are among the first.
        """
        texts: list[str] = []
        if "\\" in document.front or "''" in document.front or not _gather_values(texts, cls, document.meta):
            return self.of(read_manuscript(document, cls).text), []
        return self.of("\n".join(texts)), self.of(prose_alone(document.body))


def _gather_values(texts: list[str], cls: type, raw: Mapping[str, Any]) -> bool:
    """Add every translated text in some fields, in their order; False when one of them is no text."""
    known = fields_of(cls)
    for name, value in raw.items():
        each = known.get(name)
        if each is None:
            continue
        if each.role is Role.TEXT and isinstance(value, str):
            texts.append(value)
        elif each.role is Role.TEXT_LIST and isinstance(value, list):
            texts += value
            if any(type(item) is not str for item in value):
                return False
        elif each.part is not None and isinstance(value, list if each.role is Role.PARTS else dict):
            parts = value if isinstance(value, list) else [value]
            if not all(_gather_values(texts, each.part, item) for item in parts if isinstance(item, dict)):
                return False
    return True


def _texts(document: Document, cls: type) -> tuple[Passage, ...]:
    """Every translated text in front matter, in their order."""
    starts = _line_starts(document.front)
    texts: list[_Text] = []
    _gather(texts, cls, document.meta, 0)
    found = []
    for owner, field, number in texts:
        line, column, end_line, end_column = extent(document.marks, number)
        end = min(starts[end_line] + end_column, len(document.front))
        found.append(Passage(starts[line] + column, end, owner, field))
    return tuple(found)


def _line_starts(text: str) -> list[int]:
    starts, at = [0], 0
    for line in text.split("\n"):
        at += len(line) + 1
        starts.append(at)
    return starts


_Text = tuple[type, str, int]
"""The class and field of a text, and the number of its mark."""


def _gather(texts: list[_Text], cls: type, raw: Mapping[str, Any], number: int) -> int:
    """Add every translated text in some fields, whose own mark has a number; returns the number behind them."""
    known = fields_of(cls)
    number += 1
    for name, value in raw.items():
        each = known.get(name)
        if each is None:
            number += number_of_marks(value)
        elif each.role is Role.PARTS and each.part is not None and isinstance(value, list):
            number += 1
            for item in value:
                is_part = isinstance(item, dict)
                number = _gather(texts, each.part, item, number) if is_part else number + number_of_marks(item)
        elif each.role is Role.PART and each.part is not None and isinstance(value, dict):
            number = _gather(texts, each.part, value, number)
        else:
            if isinstance(value, str):
                if each.role is Role.TEXT:
                    texts.append((cls, name, number))
                number += 1
                continue
            if each.role is Role.TEXT_LIST and isinstance(value, list):
                texts += [(cls, name, number + index) for index in range(1, len(value) + 1)]
            number += number_of_marks(value)
    return number
