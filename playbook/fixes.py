"""Mistakes that can be mended in one way only: the bytes to change, and nothing around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playbook.diagnostics import Diagnostic, Location, Suggestion
from playbook.edits import Edit, Lines, apply
from playbook.fields import Role, fields_of
from playbook.reading import PUT_IN_QUOTES, QUOTE_THE_COLON
from playbook.said import Said, said
from playbook.source import FRONT_LINE, Document, Limits, Path, parse


@dataclass(frozen=True, kw_only=True, slots=True)
class Fix:
    """One mistake mended."""

    location: Location
    what: Said
    """What has been done, for those who read along."""
    edit: Edit


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file with its bytes."""

    file: str
    data: bytes
    limits: Limits
    cls: type | None = None
    """Of what a content file holds or translates; None for any other file."""

    @cached_property
    def lines(self) -> Lines:
        """Its lines, for places."""
        return Lines(self.data)

    @cached_property
    def parsed(self) -> tuple[Document, tuple[Diagnostic, ...]]:
        """As a content file."""
        return parse(self.data, file=self.file, limits=self.limits)

    def line(self, number: int) -> str:
        """A line without what ends it; empty beyond the last."""
        if not 1 <= number <= len(self.lines.starts):
            return ""
        starts = [*self.lines.starts, len(self.data)]
        return self.data[starts[number - 1] : starts[number]].decode(errors="surrogateescape").rstrip("\r\n")

    def edit(self, line: int, start: int, end: int, text: str) -> Edit:
        """A change between two columns of a line, counted from 1."""
        first, last = self.lines.offset(line, start), self.lines.offset(line, end)
        return Edit(file=self.file, start=first, end=last, text=text)

    def after(self, edit: Edit) -> Source:
        """The file with an edit."""
        return Source(file=self.file, data=apply(self.data, [edit]), cls=self.cls, limits=self.limits)


def fix(diagnostic: Diagnostic, source: Source) -> Fix | None:
    """How a mistake in a file is mended, when there is only one way; the mistake is gone then, and none is new."""
    is_told = isinstance(diagnostic.hint, Suggestion)
    way = _as_meant if is_told else _WAYS.get(diagnostic.code, _as_meant)
    found = way(diagnostic, source)
    return found if found is not None and _is_better(source, source.after(found.edit)) else None


def _is_better(before: Source, after: Source) -> bool:
    """Whether a content file is read no worse than before: what is wrong as YAML is less, or stands further down."""
    if before.cls is None:
        return True
    old, new = before.parsed[1], after.parsed[1]
    further = bool(old and new) and min(each.location for each in old) < min(each.location for each in new)
    return len(new) < len(old) or further or {each.code for each in new} <= {each.code for each in old}


# --- Slips of the keyboard --------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"""['"]?[^\s()<>\[\]{}'",]+""")


def _as_meant(diagnostic: Diagnostic, source: Source) -> Fix | None:
    """The word that was meant instead of the one that stands there; an id, a field, a word of a list, a page."""
    hint, where = diagnostic.hint, diagnostic.location
    if not isinstance(hint, Suggestion) or not hint.certain:
        return None
    token = _TOKEN.match(source.line(where.line), where.column - 1)
    found = [*re.finditer(rf"(?<![\w-]){re.escape(hint.written)}(?![\w-])", token[0])] if token else []
    if token is None or len(found) != 1:
        return None
    start = token.start() + found[0].start() + 1
    edit = source.edit(where.line, start, start + len(hint.written), hint.meant)
    return Fix(location=where, what=said("'{old}' is '{new}' now", old=hint.written, new=hint.meant), edit=edit)


# --- Quotes -----------------------------------------------------------------------------------------------------------

_VALUE = re.compile(r"(?P<before>[ ]*(?:-[ ]+)*(?:[\w-]+:[ ]+)?)(?P<value>\S.*?)[ \t]*\Z")
_PLAIN = re.compile(r"[^\s\"'\[\]{}|>&*!%@`#,?:-]")
"""How a text begins that needs no quotes for its beginning."""
_RESERVED = "@`%*"
"""Signs that a text is meant to begin with; others more likely begin something that YAML knows."""


def _around_colon(diagnostic: Diagnostic, source: Source) -> Fix | None:
    return _quoted(diagnostic.location, source, lambda text: bool(_PLAIN.match(text)) and " #" not in text)


def _around_reserved(diagnostic: Diagnostic, source: Source) -> Fix | None:
    column = diagnostic.location.column
    return _quoted(diagnostic.location, source, lambda text: text[0] in _RESERVED and " #" not in text, column=column)


def _around_hash(diagnostic: Diagnostic, source: Source) -> Fix | None:
    """``title: Sag #12``; what has a space behind the sign, or stands behind an id, may be meant as a comment."""
    where = diagnostic.location
    is_number = source.line(where.line)[where.column : where.column + 1].strip(" #\t") != ""
    document = source.parsed[0]
    held = [path for path, place in document.positions.items() if place.line == where.line and path in document.ends]
    if not is_number or not held or not all(_holds_text(source.cls, path) for path in held):
        return None
    return _quoted(where, source, lambda text: bool(_PLAIN.match(text)))


def _quoted(
    where: Location, source: Source, is_text: Callable[[str], bool], *, column: int | None = None
) -> Fix | None:
    """Quotes around the value of a line, when the line holds all of it."""
    found = _VALUE.match(source.line(where.line))
    if found is None or not found["before"].strip() or not is_text(found["value"]) or _goes_on(source, where.line):
        return None
    if column is not None and found.start("value") + 1 != column:
        return None
    edit = source.edit(where.line, found.start("value") + 1, found.end("value") + 1, in_quotes(found["value"]))
    return Fix(location=where, what=said("the text is in quotes now"), edit=edit)


def _goes_on(source: Source, number: int) -> bool:
    """Whether a text seems to be continued on the next line: it begins further right than the key, or the dash."""
    line, following = source.line(number), source.line(number + 1)
    key = re.match(r"[ ]*(?:-[ ]+(?=[\w-]+:[ ]))*", line)
    begin = len(key[0]) if key else 0
    return bool(following.strip()) and len(following) - len(following.lstrip()) > begin


def in_quotes(text: str) -> str:
    """A text of one line as YAML holds it in quotes, as it stands wherever that is possible."""
    return f'"{text}"' if not set(text) & {'"', "\\"} else "'{}'".format(text.replace("'", "''"))


def _around_value(diagnostic: Diagnostic, source: Source) -> Fix | None:
    """A number where a text should be, or a text in a list that its colon has made a group of fields."""
    document, where = source.parsed[0], diagnostic.location
    sentence = diagnostic.hint.sentence
    path = next((path for path, place in document.positions.items() if place == where and path), None)
    if path is None or sentence not in (PUT_IN_QUOTES, QUOTE_THE_COLON):
        return None
    if sentence == QUOTE_THE_COLON:
        line = re.match(r"[ ]*(?:-[ ]+)+(?P<value>\S.*?)[ \t]*\Z", source.line(where.line))
        value = _at(document.meta, path)
        if not line or line.start("value") + 1 != where.column or _goes_on(source, where.line) or len(value) != 1:
            return None
        text = line["value"]
        if not _PLAIN.match(text) or " #" in text:
            return None
    else:
        end = document.ends.get(path)
        if end is None or end.line + FRONT_LINE != where.line:
            return None
        text = source.line(where.line)[where.column - 1 : end.column]
    edit = source.edit(where.line, where.column, where.column + len(text), in_quotes(text))
    return Fix(location=where, what=said("the text is in quotes now"), edit=edit)


def _holds_text(cls: type | None, path: Path) -> bool:
    """Whether a path of front matter leads to a text that readers see."""
    for step in path:
        if isinstance(step, int):
            continue
        each = fields_of(cls).get(step) if cls else None
        if each is None:
            return False
        if each.role in (Role.TEXT, Role.TEXT_LIST, Role.LOCAL_TEXTS):
            return True
        cls = each.part
    return False


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


# --- What is too much -------------------------------------------------------------------------------------------------


def _without_mark(diagnostic: Diagnostic, source: Source) -> Fix | None:
    """A byte order mark inside a file."""
    where = diagnostic.location
    if source.line(where.line)[where.column - 1 : where.column] != "\ufeff":
        return None
    edit = source.edit(where.line, where.column, where.column + 1, "")
    return Fix(location=where, what=said("an invisible mark is deleted"), edit=edit)


def _without_waiver(diagnostic: Diagnostic, source: Source) -> Fix | None:
    """A waiver that silences nothing: its lines, or, when it is the only one, those of ``waive`` too."""
    document, where = source.parsed[0], diagnostic.location
    path = next(
        (path for path, place in document.positions.items() if place == where and path[-2:-1] == ("waive",)), ()
    )
    waivers = _at(document.meta, path[:-1]) if path else ()
    first = document.locate_key(path[:-1] if len(waivers) == 1 else path)
    line = source.line(first.line)
    begin = line[: first.column - 1] if len(waivers) == 1 else line[: first.column - 1].removesuffix("- ")
    if not path or begin.strip() or (len(waivers) > 1 and begin == line[: first.column - 1]):
        return None
    numbers = [first.line, *_below(source, first.line, len(begin), document.body_line - 1)]
    if any(re.search(r"(?:^|\s)#", source.line(number)) for number in numbers):
        return None
    start, end = source.lines.offset(first.line, 1), source.lines.offset(numbers[-1] + 1, 1)
    edit = Edit(file=source.file, start=start, end=end, text="")
    return Fix(location=where, what=said("the waiver is deleted"), edit=edit)


def _below(source: Source, number: int, indentation: int, end: int) -> Iterator[int]:
    """The lines that belong to a key or an item, down to the last that is neither empty nor less indented."""
    for each in range(number + 1, end):
        line = source.line(each)
        is_item = line.lstrip().startswith("- ") and len(line) - len(line.lstrip()) == indentation
        is_deeper = len(line) - len(line.lstrip()) > indentation
        if not line.strip() or not (is_deeper or (is_item and not source.line(number).lstrip().startswith("- "))):
            return
        yield each


_WAYS: dict[str, Callable[[Diagnostic, Source], Fix | None]] = {
    "colon-in-text": _around_colon,
    "comment-after-text": _around_hash,
    "reserved-character": _around_reserved,
    "stray-byte-order-mark": _without_mark,
    "unused-waiver": _without_waiver,
    "wrong-type": _around_value,
}
