"""Plain values checked against a dataclass of the model; the only module that knows the validating library."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from playbook.codes import Code
from playbook.diagnostics import Suggestion, did_you_mean
from playbook.fields import Field, Path, fields_of
from playbook.said import NOTHING, S_, Said, said

_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def validate(cls: type, tree: Any) -> tuple[Any, list[tuple[Path, Code, Said, Said]]]:
    """An object of a dataclass from plain values, or its mistakes: path, code, message, hint.

    The values go through JSON: strict about numbers and truth values, yet lists become tuples and dates are read.
    """
    try:
        return _adapter(cls).validate_json(json.dumps([tree]))[0], []
    except ValidationError as error:
        found = [(tuple(each["loc"][1:]), each["type"]) for each in error.errors()]
        return None, [_mistake(cls, tree, *each) for each in found if not _is_echo(*each, found)]


def _is_echo(path: Path, kind: str, found: list[tuple[Path, str]]) -> bool:
    """Whether a list only seems to be too short, because what stands in it is wrong."""
    return kind == "too_short" and any(len(other) > len(path) and other[: len(path)] == path for other, _ in found)


def accepted(cls: type, tree: Any, *, most: int) -> Any:
    """An object of a dataclass from plain values that take at most so many characters; None for anything else.

    It does not ask for all that ``validate`` says of a mistake: a million of them take gigabytes.
    """
    data = json.dumps([tree])
    try:
        return _adapter(cls).validate_json(data)[0] if len(data) <= most else None
    except ValidationError:
        return None


def dumped(cls: type, value: Any) -> bytes:
    """An object of a dataclass as JSON, from which ``restored`` makes an equal one."""
    return _adapter(cls).dump_json([value], exclude_defaults=True)


def restored(cls: type, data: bytes) -> Any:
    """The object that was ``dumped``; raises ValueError for what is none."""
    found = _adapter(cls).validate_json(data)
    if len(found) != 1:
        raise ValueError(f"{len(found)} objects where one was dumped")
    return found[0]


def _adapter(cls: type) -> TypeAdapter[Any]:
    adapter = _ADAPTERS.get(cls)
    if adapter is None:
        # The list carries the configuration to classes that know nothing of the validator.
        adapter = _ADAPTERS[cls] = TypeAdapter(list[cls], config=ConfigDict(strict=True, extra="forbid"))  # type: ignore[valid-type]
    return adapter


_WHOLE_NUMBER = (S_("a whole number"), S_("write it without quotes and decimals: 1"))
_DATE = (S_("a date"), S_("write year, month and day: 2027-05-01"))
_FIELDS = (S_("fields of its own"), S_("write each on a line: name: value"))
_KINDS_OF_VALUE = {
    "int_type": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "int_parsing_size": _WHOLE_NUMBER,
    "float_type": (S_("a number"), S_("write it without quotes: 4.5")),
    "string_type": (S_("one text"), S_("write one text, in quotes")),
    "bool_type": (S_("true or false"), S_("write true or false, without quotes")),
    "tuple_type": (S_("a list"), S_("begin each item on a line of its own with '- '")),
    "dict_type": _FIELDS,
    "dataclass_type": _FIELDS,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "date_from_datetime_parsing": _DATE,
}
"""What a field wants, and how to write it, by the library's name of the mistake."""


def _mistake(cls: type, tree: Any, path: Path, kind: str) -> tuple[Path, Code, Said, Said]:
    each = _field_at(cls, path)
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    value = _value_at(tree, path)
    if kind == "missing":
        options = tuple(each.choices) if each else ()
        hint = said("add '{name}:' with one of: {words}", name=name, words=options)
        message = said("'{name}' is missing", name=name)
        return path, "missing-field", message, hint if options else said("add '{name}:'", name=name)
    if kind == "unexpected_keyword_argument":
        return path, "unknown-field", said("'{name}' is not a field here", name=name), NOTHING
    if kind == "literal_error":
        return path, *_not_among(value, name, [str(choice) for choice in each.choices] if each else [])
    if kind in ("greater_than_equal", "less_than_equal") and each and each.bounds:
        least, greatest = each.bounds
        hint = said("use a whole number from {least} to {greatest}", least=least, greatest=greatest)
        return path, "out-of-range", said("'{name}' is {value}", name=name, value=value), hint
    if kind in ("too_short", "string_too_short"):
        return path, "empty-field", said("'{name}' is empty", name=name), said("write at least one")
    if kind == "predicate_failed":
        return path, *bad_identifier(value)
    if kind in ("int_type", "float_type") and isinstance(value, str) and (number := _OTHER_MINUS.match(value)):
        message = said("'{sign}' before '{name}' is not the minus of the keyboard", sign=value[0], name=number[1])
        return path, "wrong-type", message, Suggestion.of(value, f"-{number[1]}", certain=True)
    wanted, way = _KINDS_OF_VALUE.get(kind, (S_("another kind of value"), ""))
    hint = said(way) if way else said("{reason}", reason=kind.replace("_", " "))
    return path, "wrong-type", said("'{name}' must be {wanted}", name=name, wanted=said(wanted)), hint


_OTHER_MINUS = re.compile(r"[−–—‒‑‐]([0-9.]+)\Z")
"""A number behind a sign that looks like a hyphen."""


def _not_among(value: Any, name: str, choices: list[str]) -> tuple[Code, Said, Said]:
    """Code, message and hint for what is none of some words."""
    hint = said("use one of: {words}", words=tuple(choices))
    if isinstance(value, list | dict):
        return "wrong-type", said("'{name}' must be {wanted}", name=name, wanted=said("one word")), hint
    word = str(value).lower() if isinstance(value, bool) else str(value)
    message = said("'{value}' is not a value of '{name}'", value=word, name=name)
    return "unknown-value", message, did_you_mean(word, choices, otherwise=hint)


def _field_at(cls: type, path: Path) -> Field | None:
    found: Field | None = None
    for part in path:
        if isinstance(part, str):
            found = fields_of(cls).get(part)
            if found is None:
                return None
            cls = found.part or type(None)
            if found.part is None:
                return found
    return found


def _value_at(tree: Any, path: Path) -> Any:
    for part in path:
        try:
            tree = tree[part]
        except (KeyError, IndexError, TypeError):
            return ""
    return tree


def bad_identifier(id: object) -> tuple[Code, Said, Said]:
    """Code, message and hint for an id that cannot be one."""
    hint = said("use a-z, 0-9 and single hyphens, at most 64 characters: 'social-ad'")
    return "bad-id", said("'{id}' cannot be an id", id=id), hint
