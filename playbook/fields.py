"""The model seen as fields: which hold text, which hold structure, which hold more fields."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum, auto
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le

from playbook.model import Entity, Given, Key, LocalTexts, Reference, Text, TextList

Path = tuple[str | int, ...]
"""Where a value stands in front matter: ``("steps", 2, "touchpoint")``."""


class Role(Enum):
    """What a field holds."""

    TEXT = auto()
    TEXT_LIST = auto()
    LOCAL_TEXTS = auto()
    PART = auto()
    """Fields of its own."""
    PARTS = auto()
    """A list of things with fields of their own."""
    STRUCTURE = auto()


_TEXT_ROLES = {Text: Role.TEXT, TextList: Role.TEXT_LIST, LocalTexts: Role.LOCAL_TEXTS}


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field of a class of the model."""

    name: str
    role: Role
    part: type | None = None
    """The class of a part or of the parts."""
    given: bool = False
    required: bool = False
    is_key: bool = False
    reference: str = ""
    """What an id in it refers to."""
    several: bool = False
    choices: tuple[str, ...] = ()
    """The words that it may hold, when there are only some."""
    bounds: tuple[int, int] | None = None
    """The least and the greatest number that it may hold."""
    plain: type | None = None
    """For structure without parts and choices, what it is: a text, a number, true or false, a date."""


@cache
def fields_of(cls: type) -> Mapping[str, Field]:
    """The fields of a class of the model, by name, in order."""
    hints = get_type_hints(cls, include_extras=True)
    return {
        each.name: _field(
            each.name, hints[each.name], required=each.default is MISSING and each.default_factory is MISSING
        )
        for each in fields(cls)
    }


def _field(name: str, hint: Any, *, required: bool) -> Field:
    core, notes, several = _unwrap(hint)
    several = several and core not in _TEXT_ROLES
    role = _TEXT_ROLES.get(core, Role.STRUCTURE)
    part = None
    if role is Role.STRUCTURE and is_dataclass(core):
        role, part = (Role.PARTS if several else Role.PART), core
    least = next((note.ge for note in notes if isinstance(note, Ge)), None)
    greatest = next((note.le for note in notes if isinstance(note, Le)), None)
    return Field(
        name=name,
        role=role,
        part=part if isinstance(part, type) else None,
        given=any(isinstance(note, Given) for note in notes),
        required=required,
        is_key=any(isinstance(note, Key) for note in notes),
        reference=next((note.to for note in notes if isinstance(note, Reference)), ""),
        several=several,
        choices=get_args(core) if get_origin(core) is Literal else (),
        bounds=(int(str(least)), int(str(greatest))) if least is not None and greatest is not None else None,
        plain=core if role is Role.STRUCTURE and isinstance(core, type) else None,
    )


def _unwrap(hint: Any) -> tuple[Any, tuple[Any, ...], bool]:
    """The innermost type of a hint, every note on the way in, and whether it stands in a list."""
    notes: tuple[Any, ...] = ()
    several = False
    while True:
        origin, args = get_origin(hint), get_args(hint)
        if origin is Annotated:
            hint, notes = args[0], notes + args[1:]
        elif origin in (Union, types.UnionType):
            hint = next(arg for arg in args if arg is not types.NoneType)
        elif origin is tuple:
            hint, several = args[0], True
        else:
            return hint, notes, several


@cache
def key_of(cls: type) -> str:
    """The field that tells items of this class apart, or an empty string."""
    if Entity in cls.__mro__:
        return "id"
    return next((field.name for field in fields_of(cls).values() if field.is_key), "")


@cache
def has_text(cls: type) -> bool:
    """Whether anything in this class is translated."""
    return any(
        field.role in (Role.TEXT, Role.TEXT_LIST, Role.LOCAL_TEXTS) or (field.part is not None and has_text(field.part))
        for field in fields_of(cls).values()
        if not field.given
    )


def references(value: Any, at: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Every id in a value of the model that refers to something else: its place, what it refers to, the id."""
    cls: type = type(value)
    for field in fields_of(cls).values():
        held = getattr(value, field.name)
        if field.given or held is None:
            continue
        if field.reference:
            if field.several:
                for index, item in enumerate(held):
                    yield (*at, field.name, index), field.reference, item
            else:
                yield (*at, field.name), field.reference, held
        elif field.role is Role.PART:
            yield from references(held, (*at, field.name))
        elif field.role is Role.PARTS:
            for index, item in enumerate(held):
                yield from references(item, (*at, field.name, index))


def written_references(cls: type, held: Mapping[str, Any], at: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """What ``references`` finds, in front matter as it is written, whatever else is wrong in it."""
    for field in fields_of(cls).values():
        value, path = held.get(field.name), (*at, field.name)
        items = [((*path, index), item) for index, item in enumerate(value)] if isinstance(value, list) else []
        for place, item in items or [(path, value)]:
            if field.reference and isinstance(item, str):
                yield place, field.reference, item
            elif field.part is not None and isinstance(item, dict):
                yield from written_references(field.part, item, place)
