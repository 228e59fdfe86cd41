"""What is gathered while the fields of a document are read, and what can be wrong with a single one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from playbook.characters import is_blank
from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location, Suggestion, did_you_mean
from playbook.fields import Field, Path, Role, key_of
from playbook.said import NOTHING, S_, Said, said
from playbook.source import FRONT_LINE, Document
from playbook.source_problems import problem

Words = str | tuple[str, ...]
"""A text, or a plain list of texts."""
TEXTS = (Role.TEXT, Role.TEXT_LIST, Role.LOCAL_TEXTS)
PUT_IN_QUOTES = S_('put it in quotes: {name}: "{value}"')
QUOTE_THE_COLON = S_("put a text that holds ': ' in quotes")
"""Hints that can be followed in one way only."""


@dataclass(slots=True)
class Reading:
    """What is gathered while a document is walked."""

    document: Document
    diagnostics: list[Diagnostic] = field(default_factory=list)
    refused: set[Path] = field(default_factory=set)
    """Of these, and of what is in them, nothing more is said."""
    texts: dict[str, Words] = field(default_factory=dict)
    local_texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, Path] = field(default_factory=dict)

    def report(self, path: Path, code: Code, message: Said, hint: Said = NOTHING, *, at_key: bool = False) -> None:
        """Note what is wrong with a value, or with a text that YAML takes for a comment behind no value."""
        self.refused.add(path)
        location = self.document.locate_key(path) if at_key else self.document.locate(path)
        made = Diagnostic(location=location, code=code, message=message, hint=hint)
        self.diagnostics.append((_only_a_comment(self.document, path) if code in _OF_NOTHING else None) or made)

    def report_empty(self, path: Path, *, is_needed: bool) -> None:
        """Note a field without a value."""
        message = said("'{name}' is empty", name=path[-1])
        hint = said("write a value") if is_needed else said("write a value, or delete the line")
        self.report(path, "empty-field", message, hint, at_key=True)

    def report_unknown(self, path: Path, options: Iterable[str], given: Iterable[str]) -> None:
        """Note a field that is none of some, beside those that are given; the one that was meant is not missing."""
        name, known = str(path[-1]), tuple(options)
        hint = did_you_mean(name, known, otherwise=said("use one of: {words}", words=known))
        self.report(path, "unknown-field", said("'{name}' is not a field here", name=name), hint, at_key=True)
        if isinstance(hint, Suggestion) and hint.meant not in given:
            self.refused.add((*path[:-1], hint.meant))

    def report_twice(self, path: Path, values: list[Any]) -> None:
        """Note each id or word that stands twice in a list."""
        seen: set[str] = set()
        for index, value in enumerate(values):
            if isinstance(value, str) and value in seen:
                message = said("'{value}' stands twice in '{name}'", value=value, name=path[-1])
                self.report((*path, index), "duplicate-item", message, said("delete one of them"))
            elif isinstance(value, str):
                seen.add(value)


_OF_NOTHING: frozenset[Code] = frozenset({"empty-field", "wrong-type"})


def _only_a_comment(document: Document, path: Path) -> Diagnostic | None:
    """``thought: #Kan jeg`` holds no value; with a space behind the sign it can be nothing but a comment."""
    first, end = document.positions.get(path), document.ends.get(path)
    if first is None or end is None or (first.line - FRONT_LINE, first.column - 1) != end:
        return None
    rest = document.front.split("\n")[end.line][end.column :]
    words = rest.strip()
    if not words.startswith("#") or words[1:2] in ("", " ", "#"):
        return None
    column = end.column + len(rest) - len(rest.lstrip()) + 1
    place = Location(file=document.file, line=first.line, column=column)
    return problem("comment-after-text", place, words=words if len(words) <= 40 else f"{words[:39]}…")


def written(document: Document, path: Path) -> str:
    """A single value as it stands in the file; empty when it takes several lines."""
    first, end = document.positions.get(path), document.ends.get(path)
    if first is None or end is None or first.line - FRONT_LINE != end.line:
        return ""
    return document.front.split("\n")[end.line][first.column - 1 : end.column]


def is_nothing(value: Any) -> bool:
    """Whether a value says nothing: nothing at all, a text without a word, an empty list."""
    return value is None or value == [] or (isinstance(value, str) and is_blank(value))


def words_of(reading: Reading, each: Field, value: Any, path: Path) -> Words | None:
    """The text or texts of a field; None, with a report, when it holds something else."""
    if each.role is Role.TEXT:
        return _text_of(reading, each, value, path)
    if not isinstance(value, list):
        reading.report(
            path,
            "wrong-type",
            said("'{name}' must be a list of texts", name=each.name),
            said("begin each text on a line of its own with '- '"),
        )
        return None
    wrong = [index for index, item in enumerate(value) if not isinstance(item, str) or is_blank(item)]
    for index in wrong:
        _report_item(reading, each, value[index], (*path, index))
    return None if wrong else tuple(item.strip() for item in value)


def _text_of(reading: Reading, each: Field, value: Any, path: Path) -> str | None:
    if isinstance(value, str):
        return value.strip()
    hint = said("write one text, in quotes")
    if isinstance(value, int | float):
        hint = said(PUT_IN_QUOTES, name=each.name, value=written(reading.document, path) or value)
    reading.report(path, "wrong-type", said("'{name}' must be one text", name=each.name), hint)
    return None


def _report_item(reading: Reading, each: Field, item: Any, path: Path) -> None:
    """Note an item of a list of texts that is none."""
    if is_nothing(item):
        message = said("an item of '{name}' is empty", name=each.name)
        reading.report(path, "empty-field", message, said("write a text, or delete the item"))
        return
    hint = said(QUOTE_THE_COLON) if isinstance(item, dict) else said("write one text, in quotes")
    reading.report(path, "wrong-type", said("an item of '{name}' must be one text", name=each.name), hint)


def items_of(
    reading: Reading, cls: type, raw: list[Any], path: Path, key: str
) -> Iterator[tuple[int, dict[str, Any], str]]:
    """The mappings of a list with their unit keys; anything else in it, and a second use of an id, is reported."""
    name = key_of(cls)
    seen: dict[str, int] = {}
    for index, item in enumerate(raw):
        if not isinstance(item, dict):
            hint = said("write '- ' and then lines with {key}: and the other fields", key=name)
            reading.report(
                (*path, index),
                "wrong-type",
                said("an item of '{name}' must be fields, not a single value", name=path[-1]),
                hint if name else said("write '- ' and then lines with its fields"),
            )
            continue
        id_ = item.get(name)
        if name and isinstance(id_, str):
            if id_ in seen:
                first = reading.document.locate((*path, seen[id_], name))
                reading.report(
                    (*path, index, name),
                    "duplicate-id",
                    said("'{id}' is used twice in '{name}'; first at {place}", id=id_, name=path[-1], place=first),
                    said("give one of them another id"),
                )
                continue
            seen[id_] = index
            inner = f"{key}.{id_}"
        else:
            inner = f"{key}.{index}"
        yield index, item, inner
