"""The texts of an origin as a tree: fields and items in the order in which they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playbook.fields import Role, fields_of, has_text, key_of
from playbook.reader import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """A field that is translated, or that holds what is."""

    cls: type
    """The class of the model that has the field."""
    name: str
    key: str
    """Of the unit, or what the keys below begin with."""
    words: Words | None = None
    """For a text, or a list of texts, that is wanted."""
    parts: tuple[Branch, ...] | None = None
    """For fields of its own."""
    items: tuple[Item, ...] | None = None
    """For a list of things with fields of their own."""

    @property
    def is_wanted(self) -> bool:
        """Whether any text in it is."""
        below = [*(self.parts or ()), *(each for item in self.items or () for each in item.parts)]
        return self.words is not None or any(each.is_wanted for each in below)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A thing in a list."""

    id_field: str
    id: str
    parts: tuple[Branch, ...]

    @property
    def is_wanted(self) -> bool:
        """Whether any text in it is."""
        return any(each.is_wanted for each in self.parts)


def tree(cls: type, meta: Mapping[str, Any], wanted: Mapping[str, Words], key: str = "") -> tuple[Branch, ...]:
    """The fields of an origin's front matter that hold text; the words are those of ``wanted``, by unit key."""
    return tuple(_branches(cls, meta, wanted, key))


def _branches(cls: type, meta: Mapping[str, Any], wanted: Mapping[str, Words], key: str) -> Iterator[Branch]:
    known = fields_of(cls)
    for name, held in meta.items():
        each = known.get(name)
        inner = f"{key}.{name}" if key else name
        if each is None or each.given:
            continue
        if each.role in (Role.TEXT, Role.TEXT_LIST, Role.LOCAL_TEXTS):
            yield Branch(cls=cls, name=name, key=inner, words=wanted.get(inner))
        elif each.part is None or not has_text(each.part):
            continue
        elif each.role is Role.PART and isinstance(held, dict):
            yield Branch(cls=cls, name=name, key=inner, parts=tree(each.part, held, wanted, inner))
        elif isinstance(held, list):
            yield Branch(cls=cls, name=name, key=inner, items=tuple(_items(each.part, held, wanted, inner)))


def _items(cls: type, held: list[Any], wanted: Mapping[str, Words], key: str) -> Iterator[Item]:
    name = key_of(cls)
    for each in held:
        if isinstance(each, dict) and isinstance(each.get(name), str):
            parts = tree(cls, {k: v for k, v in each.items() if k != name}, wanted, f"{key}.{each[name]}")
            yield Item(id_field=name, id=each[name], parts=parts)
