"""The playbook as it is, in which every look is noted: at a thing, and at the words in one of its fields."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from playbook.model import KINDS, Entity, LocalTexts, Playbook, Text, TextList
from playbook.model.text import field_names

V = TypeVar("V")
Read = str
"""What was read, in three words with tabs between them, as ``read`` makes them. One text is quick to note and to keep.

One of the playbook's mappings; the key that was looked up there, or ``ALL`` for the whole of it; and the field whose
words were read: ``title``, ``steps.action`` for those of all its parts, or ``ALL`` for everything about it. Without a
field it is the thing as such, with the ids that it names and without any words.
"""
Note = Callable[[Read], None]
ALL = "*"
"""No id, no kind and no path is written so."""
OF_ENTITIES = tuple(kind.folder or "pages" for kind in KINDS)
"""The playbook's mappings that hold entities by id."""
MAPPINGS = (*OF_ENTITIES, "inventories", "unreviewed")


def read(name: str, wanted: str, field: str = "") -> Read:
    """A look at something."""
    return f"{name}\t{wanted}\t{field}"


def parts(read: Read) -> tuple[str, str, str]:
    """What ``read`` has put together; file names may hold tabs too."""
    name, _, rest = read.partition("\t")
    wanted, _, field = rest.rpartition("\t")
    return name, wanted, field


def watched(playbook: Playbook, note: Note, *, before: Playbook | None = None) -> Playbook:
    """The same playbook, where each look is told to ``note``.

    ``before`` is a watched one with the same ``note``: what was watched there and is the same object still is taken.
    """
    seen: dict[str, Any] = {
        name: _Mapping(name, getattr(playbook, name), note, before=getattr(before, name, None)) for name in MAPPINGS
    }
    return replace(playbook, **seen)


def structure(playbook: Playbook, name: str, wanted: str) -> str:
    """All that a look at something in a watched playbook tells, but no words. Nothing is noted."""
    held: _Mapping[object] = getattr(playbook, name)
    value = held.held.get(wanted)
    return repr(sorted(value) if isinstance(value, frozenset) else value)


def ids(playbook: Playbook, name: str) -> list[str]:
    """The keys of one of its mappings. Nothing is noted."""
    held: _Mapping[object] = getattr(playbook, name)
    return list(held.held)


class _Mapping(Mapping[str, V]):
    """A mapping in which every look is noted."""

    __slots__ = ("_name", "_note", "_plain", "held")

    def __init__(self, name: str, held: Mapping[str, V], note: Note, *, before: _Mapping[V] | None = None) -> None:
        self._name, self._note, self._plain = name, note, held
        self.held = held
        if name in OF_ENTITIES:
            known: Mapping[str, V] = before._plain if before else {}
            self.held = {
                id_: before.held[id_] if before and known.get(id_) is each else _seen(each, name, note)
                for id_, each in held.items()
            }

    def __getitem__(self, key: str) -> V:
        self._note(read(self._name, key))
        return self.held[key]

    def __iter__(self) -> Iterator[str]:
        self._note(read(self._name, ALL))
        return iter(self.held)

    def values(self) -> ValuesView[V]:
        """All of them, as one look at the whole."""
        self._note(read(self._name, ALL))
        return self.held.values()

    def items(self) -> ItemsView[str, V]:
        """The same with their keys."""
        self._note(read(self._name, ALL))
        return self.held.items()

    def __len__(self) -> int:
        self._note(read(self._name, ALL))
        return len(self.held)


# --- Words -----------------------------------------------------------------------------------------------------------


class _Words:
    """What the watched kinds of texts have in common; the words come from the text that is held."""

    __slots__ = ()
    key: str
    origin: str
    _held: Any
    _look: Callable[[], None]

    @property
    def words(self) -> Any:
        self._look()
        return self._held.words

    @property
    def stale(self) -> Any:
        self._look()
        return self._held.stale

    def __repr__(self) -> str:
        return f"<{self.key} {self.origin}>"


class _Text(_Words, Text):  # type: ignore[override]  # properties are as frozen as the fields
    __slots__ = ("_held", "_look")


class _TextList(_Words, TextList):  # type: ignore[override]
    __slots__ = ("_held", "_look")


class _LocalTexts(_Words, LocalTexts):
    __slots__ = ("_held", "_look")


class _Lines(Mapping[str, Mapping[str, int]]):
    """Where something is written; it moves with every line above it."""

    __slots__ = ("_held", "_look")

    def __init__(self, held: Mapping[str, Mapping[str, int]], look: Callable[[], None]) -> None:
        self._held, self._look = held, look

    def __getitem__(self, key: str) -> Mapping[str, int]:
        self._look()
        return self._held[key]

    def __iter__(self) -> Iterator[str]:
        self._look()
        return iter(self._held)

    def __len__(self) -> int:
        self._look()
        return len(self._held)

    def __repr__(self) -> str:
        return "<lines>"


_WATCHED: dict[type, type[Any]] = {Text: _Text, TextList: _TextList, LocalTexts: _LocalTexts}


def words_of(entity: Entity, field: str) -> str:
    """All that a look at the words of a field tells."""
    if field == ALL:
        return repr(entity)
    name, _, part = field.partition(".")
    value = getattr(entity, name)
    return repr([each for each in _texts(value) if each.key.endswith(f".{part}")] if part else value)


def _texts(value: Any) -> Iterator[Any]:
    kind: Any = type(value)
    if kind in _WATCHED:
        yield value
    elif kind is tuple:
        for each in value:
            yield from _texts(each)
    else:
        for name in field_names(kind):
            yield from _texts(getattr(value, name))


def _seen(entity: V, name: str, note: Note) -> V:
    """An entity with its words watched, field by field."""
    if not isinstance(entity, Entity):
        return entity
    kind: Any = type(entity)
    made: dict[str, Any] = {}
    for field in field_names(kind):
        looks = _Looks(name, entity.id, field, note)
        value = getattr(entity, field)
        made[field] = _Lines(value, looks.of("")) if field == "lines" else _watched(value, looks)
    seen: V = kind(**made)
    return seen


class _Looks:
    """What notes that words of one field are read, whoever asks."""

    def __init__(self, name: str, id_: str, field: str, note: Note) -> None:
        self._name, self._id, self._field, self._note = name, id_, field, note
        self._known: dict[str, Callable[[], None]] = {}

    def of(self, key: str) -> Callable[[], None]:
        """For a part of the field with a key, such as ``steps.sees-ad.action``; without one for the field itself."""
        part = key.rpartition(".")[2] if "." in key else ""
        if part not in self._known:
            field = f"{self._field}.{part}" if part else self._field
            self._known[part] = partial(self._note, read(self._name, self._id, field))
        return self._known[part]


def _watched(value: Any, looks: _Looks, *, is_part: bool = False) -> Any:
    """The same value, in which all texts are watched."""
    kind: Any = type(value)
    if kind in _WATCHED:
        seen = object.__new__(_WATCHED[kind])
        look = looks.of(value.key if is_part else "")
        for name, held in (("key", value.key), ("origin", value.origin), ("_held", value), ("_look", look)):
            object.__setattr__(seen, name, held)
        return seen
    if kind is tuple:
        return tuple([_watched(each, looks, is_part=True) for each in value])
    names = field_names(kind)
    if not names:
        return value
    made = {name: _watched(getattr(value, name), looks, is_part=True) for name in names}
    return kind(**made) if any(made[name] is not getattr(value, name) for name in names) else value
