"""YAML 1.2 core as plain values, with the position of everything.

Schema: https://yaml.org/spec/1.2.2/#103-core-schema, without ``.inf`` and ``.nan``, which stay text. ``no``, ``on``,
``12:30``, dates and ``<<`` are text. Anchors, aliases, tags, directives and several documents are refused.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import yaml
from yaml import events

from playbook.characters import forbidden, is_harmless, without_forbidden
from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location
from playbook.item_signs import within
from playbook.marks import NO_END, Marks, Spot
from playbook.source_problems import problem
from playbook.yaml_mistakes import Mistake, Seen, explain, refused
from playbook.yaml_scalars import WORDS, Scalar, described, number_reader

PARSER: Callable[[str], Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser when it is there, used for its events only: nothing is ever constructed by it.

PyYAML's own gives the same events and marks, slower, and wants quotes around a text with ``?`` inside brackets.
"""
_KEY = re.compile(r"[a-z][a-z_]*:(?: |\Z)")
"""What a line begins with that is no part of anything above it."""


@dataclass(kw_only=True, slots=True)
class Reading:
    """A YAML text as values; ``value`` is None and there are no marks when it could not be read."""

    value: Any = None
    marks: Marks = field(default_factory=Marks)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read(text: str, *, file: str, first_line: int, depth: int, number_characters: int, most: int = 0) -> Reading:
    """The values of a YAML text whose first line is ``first_line`` of a file.

    The text holds no forbidden character and ends its lines with a line feed; within a line a tab is read as a space.
    A mistake of YAML's grammar, and nesting past ``depth``, leave no value; as long as there are no more than ``most``,
    the text is read on from the next key at the margin, for further ones. An alias is read as None, a number that is
    too long as text, of two equal keys the first.
    """
    read_from = partial(_read, file=file, depth=depth, number_characters=number_characters)
    reading, further = read_from(text, first_line=first_line)
    while further is not None and len(reading.diagnostics) <= most:
        rest = "\n".join(text.split("\n")[further - first_line :])
        more, further = read_from(rest, first_line=further)
        reading.diagnostics += more.diagnostics
    return reading


def _read(text: str, *, file: str, first_line: int, depth: int, number_characters: int) -> tuple[Reading, int | None]:
    """Values, and the line of the file from which it can be read on when it could not be read further."""
    lines = text.split("\n")
    origin = Location(file=file, line=first_line)
    reading = Reading(diagnostics=[_told(mistake, origin) for mistake in refused(text, lines)])
    if reading.diagnostics:
        return reading, None
    composer = _Composer(
        stream=PARSER(text.replace("\t", " ")),  # PyYAML's own parser stumbles over tabs that libyaml's skips
        origin=origin,
        seen=Seen(lines=lines),
        reading=reading,
        depth=depth,
        number_characters=number_characters,
    )
    try:
        reading.value = composer.document()
    except _UnreadableError as stop:
        reading.diagnostics.append(stop.diagnostic)
        behind = range(stop.diagnostic.location.line + 1 - first_line, len(lines))
        return reading, next((first_line + number for number in behind if _KEY.match(lines[number])), None)
    reading.marks.numbers.fromlist(composer.numbers)
    return reading, None


# --- Events to values -------------------------------------------------------------------------------------------------


_Scalar, _SequenceEnd, _MappingEnd = events.ScalarEvent, events.SequenceEndEvent, events.MappingEndEvent


class _UnreadableError(Exception):
    """The text cannot be read further."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


@dataclass(kw_only=True, slots=True)
class _Composer:
    """Builds values from the events; one that is not ``kept`` is read for its mistakes only."""

    stream: Any
    origin: Location
    seen: Seen
    reading: Reading
    depth: int
    number_characters: int
    numbers: list[int] = field(default_factory=list)
    """Of the marks."""
    last: events.ScalarEvent | None = None
    last_quoted: events.ScalarEvent | None = None

    def document(self) -> Any:
        """The value of the only document; an empty one is None."""
        try:
            return self._document()
        except yaml.YAMLError as found:
            raise self._mistake(found) from None
        except (ValueError, OverflowError):  # PyYAML's own parser, for an escape past the last character
            error = yaml.MarkedYAMLError(problem="escape", problem_mark=self.stream.get_mark())
            raise self._mistake(error) from None

    def _document(self) -> Any:
        next_event, value = self.stream.get_event, None
        next_event()
        if isinstance(next_event(), events.DocumentStartEvent):
            try:
                value = self._node(next_event(), None, 0, kept=True)
            except RecursionError:  # only when the limit is set far beyond what people can read
                raise _UnreadableError(problem("too-deep", self.origin, limit=self.depth)) from None
            next_event()
            next_event()  # raises when something follows
        return value

    def _mistake(self, error: yaml.YAMLError) -> _UnreadableError:
        self.seen.scalar, self.seen.quoted = _extent(self.last), _extent(self.last_quoted)
        return _UnreadableError(_told(explain(error, self.seen), self.origin))

    def _node(self, event: Any, key: Any, depth: int, *, kept: bool) -> Any:
        """The value that an event begins; ``key`` is the mark of its key or its item, which the whole has not."""
        if type(event) is _Scalar:
            return self._scalar(event, key, kept=kept)
        start = event.start_mark
        if kept:
            place = key or start
            self.numbers += (start.line, start.column, place.line, place.column, NO_END, NO_END)
        self._refuse_properties(event)
        if not isinstance(event, events.CollectionStartEvent):
            return None
        if depth >= self.depth:
            raise _UnreadableError(problem("too-deep", self._at(_spot(start)), limit=self.depth))
        if event.flow_style:
            self.seen.brackets.append(_spot(start))
        read = self._sequence if type(event) is events.SequenceStartEvent else self._mapping
        value = read(depth + 1, kept=kept)
        if event.flow_style:
            self.seen.brackets.pop()
        return value

    def _sequence(self, depth: int, *, kept: bool) -> list[Any]:
        items: list[Any] = []
        next_event, node, scalar = self.stream.get_event, self._node, self._scalar
        while (kind := type(event := next_event())) is not _SequenceEnd:
            mark = event.start_mark
            items.append(scalar(event, mark, kept=kept) if kind is _Scalar else node(event, mark, depth, kept=kept))
        return items

    def _mapping(self, depth: int, *, kept: bool) -> dict[str, Any]:
        found: dict[str, Any] = {}
        lines: dict[str, int] = {}
        next_event, node, scalar, read_key = self.stream.get_event, self._node, self._scalar, self._key
        while type(event := next_event()) is not _MappingEnd:
            key = read_key(event, depth)
            if key is None:
                node(next_event(), None, depth, kept=False)
            elif key in found:
                self._report("duplicate-key", event, key=_short(key), line=self.origin.line + lines[key])
                node(next_event(), None, depth, kept=False)
            else:
                mark = event.start_mark
                lines[key] = mark.line
                value = next_event()
                found[key] = (
                    scalar(value, mark, kept=kept) if type(value) is _Scalar else node(value, mark, depth, kept=kept)
                )
        return found

    def _key(self, event: Any, depth: int) -> str | None:
        """The key, or None when it is not text."""
        if type(event) is _Scalar and not event.style and event.anchor is None and event.tag is None:
            text: str = event.value
            end: Any = event.end_mark
            is_word = text[:1].isalpha() and text not in WORDS
            if is_word and self.seen.lines[end.line].startswith(":", end.column):  # surely text and nothing else: most
                self.last = event
                return sys.intern(text)
        key = self._node(event, None, depth, kept=False)
        if isinstance(key, str):
            return sys.intern(key)
        if not isinstance(event, events.AliasEvent):  # reported already
            self._report("key-not-text", event, what=described(key))
        return None

    def _scalar(self, event: events.ScalarEvent, key: Any, *, kept: bool) -> Scalar:
        """A single value; ``key`` as for any."""
        self.last = event
        start: Any = event.start_mark
        end: Any = event.end_mark
        if kept:
            place = key or start
            self.numbers += (start.line, start.column, place.line, place.column, end.line, end.column)
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        text: str = event.value
        if event.style:
            return self._styled(event, text, event.style)
        if text in WORDS:
            return WORDS[text]
        number = number_reader(text)
        if number is None:
            if end.line > start.line:
                self._refuse_items(event)
            if len(self.seen.lines[end.line]) > end.column:  # else nothing follows
                self._refuse_comment(event)
            return text
        if len(text) > self.number_characters:
            self._report("number-too-long", event, size=len(text), limit=self.number_characters)
            return text
        with suppress(ValueError, OverflowError):  # Python's own limits, met only when ours is set very high
            value = number(text)
            if math.isfinite(value):
                return value
        self._report("number-too-large", event)
        return text

    def _styled(self, event: events.ScalarEvent, text: str, style: str) -> str:
        """A text in quotes, or in lines of its own."""
        if style in ("'", '"'):
            self.last_quoted = event
        if style != '"' or (is_harmless(text) and "\r" not in text):
            return text
        for _, code, character in forbidden(text):  # an escape brings in what the file itself may not hold
            self._report(code, event, character=character)
        return without_forbidden(text).replace("\r\n", "\n").replace("\r", "\n")

    def _refuse_comment(self, event: events.ScalarEvent) -> None:
        """``title: Sag #12`` would lose its end: YAML takes it for a comment."""
        end = _spot(event.end_mark)
        rest = self.seen.lines[end.line][end.column :]
        if rest.lstrip().startswith("#"):
            mark = Spot(end.line, end.column + len(rest) - len(rest.lstrip()))
            words = rest.strip()
            self.reading.diagnostics.append(problem("comment-after-text", self._at(mark), words=_short(words)))

    def _refuse_items(self, event: events.ScalarEvent) -> None:
        """An item that is indented too far would become the end of the text above it."""
        found = within(self.seen.lines, _spot(event.start_mark), _spot(event.end_mark))
        if found:
            self.reading.diagnostics.append(problem(found.code, self._at(found.spot)))

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            code: Code = "yaml-alias" if isinstance(event, events.AliasEvent) else "yaml-anchor"
            self._report(code, event, name=_short(event.anchor))
        if getattr(event, "tag", None) is not None:  # an alias has none
            self._report("yaml-tag", event)

    def _report(self, code: Code, event: Any, **values: object) -> None:
        self.reading.diagnostics.append(problem(code, self._at(_spot(event.start_mark)), **values))

    def _at(self, spot: Spot) -> Location:
        return _located(spot, self.origin)


def _told(mistake: Mistake, origin: Location) -> Diagnostic:
    return problem(mistake.code, _located(mistake.spot, origin), **mistake.values)


def _located(spot: Spot, origin: Location) -> Location:
    return Location(file=origin.file, line=origin.line + spot.line, column=spot.column + 1)


def _spot(mark: Any) -> Spot:
    return Spot(mark.line, mark.column)


def _extent(event: events.ScalarEvent | None) -> tuple[Spot, Spot] | None:
    return None if event is None else (_spot(event.start_mark), _spot(event.end_mark))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
