"""A thing of the model laid out flat: every single value in it under its path of names and ids.

Generic over the fields of the model, so that what compares, or stands for, content knows a new field by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from playbook.fields import Field, Role, fields_of, has_text, key_of
from playbook.model import Entity, LocalTexts, Section, Text, TextList

Trail = tuple[str, ...]
"""Where a value stands, by names and ids: ``("steps", "sees-ad", "emotion")``."""
Plain = str | int | float | bool | tuple[str, ...] | None
"""A value without parts; dates are ISO 8601."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Items:
    """The things of a list that have ids, in their order."""

    ids: tuple[str, ...] | None
    """None when there is no list, where none is not the same as an empty one."""


Held = Plain | Text | TextList | LocalTexts | Items


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """One value."""

    held: Held
    usual: bool = False
    """Whether it is what the field holds when nothing is written."""
    reference: str = ""
    """What an id in it refers to."""


def leaves(value: object, *, into_entities: bool = True) -> Mapping[Trail, Leaf]:
    """Every value in a thing of the model, in the order of its fields, then its body; ids and places are left out.

    Without ``into_entities`` an inventory is laid out without the things that it lists.
    """
    return dict(_leaves(value, (), into_entities))


_GIVEN = ("id", "place", "files", "lines", "body")


def _leaves(value: object, trail: Trail, into_entities: bool) -> Iterator[tuple[Trail, Leaf]]:
    cls: type = type(value)
    defaults = _defaults(cls)
    for field in fields_of(cls).values():
        if field.is_key or (field.given and field.name in _GIVEN):
            continue
        held = getattr(value, field.name)
        usual = field.name in defaults and held == defaults[field.name]
        here = (*trail, field.name)
        if field.role is Role.PARTS and field.part is not None:
            if into_entities or not issubclass(field.part, Entity):
                yield from _parts(field.part, held, here, usual, into_entities)
        elif field.role is Role.PART:
            yield from _leaves(held, here, into_entities) if held is not None else ()
        elif held is not None:
            yield here, Leaf(held=_plain(field, held), usual=usual, reference=field.reference)
    if isinstance(value, Entity) and value.body:
        yield from _body(value.body, (*trail, "body"))


def _parts(
    cls: type, held: tuple[object, ...] | None, trail: Trail, usual: bool, into_entities: bool
) -> Iterator[tuple[Trail, Leaf]]:
    name = key_of(cls)
    if not name and not has_text(cls):
        yield trail, Leaf(held=tuple(_in_words(item) for item in held or ()), usual=usual)
        return
    keys = [str(getattr(item, name) if name else index) for index, item in enumerate(held or ())]
    reference = fields_of(cls)[name].reference if name else ""
    yield trail, Leaf(held=Items(ids=None if held is None else tuple(keys)), usual=usual, reference=reference)
    for key, item in zip(keys, held or (), strict=True):
        yield from _leaves(item, (*trail, key), into_entities)


def _body(sections: tuple[Section, ...], trail: Trail) -> Iterator[tuple[Trail, Leaf]]:
    """Sections by id; one that a language has for itself is a text of that language alone."""
    named = [(section_name(each), each) for each in sections]
    yield trail, Leaf(held=Items(ids=tuple(name for name, _ in named)))
    for name, each in named:
        yield (*trail, name), Leaf(held=_local(each.text) if each.local else each.text)


def section_name(section: Section) -> str:
    """``#seen``, and ``opening`` without an id; with its language when only that has it."""
    name = f"#{section.id}" if section.id else "opening"
    return f"{name}.{section.text.origin}" if section.local else name


def _local(text: Text) -> LocalTexts:
    return LocalTexts(key=text.key, origin=text.origin, words={folder: (it,) for folder, it in text.words.items()})


def _plain(field: Field, held: Any) -> Held:
    if field.role is not Role.STRUCTURE:
        return held  # type: ignore[no-any-return]
    if isinstance(held, tuple):
        return tuple(str(item) for item in held)
    return held.isoformat() if isinstance(held, date) else held


def _in_words(item: object) -> str:
    """A part without an id on one line: ``code: unused-touchpoint, reason: …``."""
    if not is_dataclass(item):
        return str(item)
    return ", ".join(f"{each.name}: {getattr(item, each.name)}" for each in fields(item))


def _defaults(cls: type) -> dict[str, object]:
    return {each.name: each.default for each in fields(cls) if each.default is not MISSING}
