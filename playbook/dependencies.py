"""What a piece of work has read of the playbook, so that it is done again only when that has changed.

Nobody declares what a page depends on: while it is made, every look into the playbook is noted.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar, overload

from playbook.model import KINDS, Playbook
from playbook.store import key

T = TypeVar("T")
V = TypeVar("V")
Read = tuple[str, str]
"""The name of one of the playbook's mappings, and the key that was looked up there; ``ALL`` for the whole of it."""
ALL = "*"
"""No id, no kind and no path is written so."""
MAPPINGS = (*(kind.folder or "pages" for kind in KINDS), "inventories", "unreviewed")


class Reads:
    """The notes of what is being read; work may be done in the course of other work."""

    def __init__(self) -> None:
        self._open: list[set[Read]] = []

    @contextmanager
    def noted(self) -> Iterator[set[Read]]:
        """All that is read in the block, when it has ended; a block around it has read the same."""
        with self.unnoted() as found:
            yield found
        self.note(found)

    @contextmanager
    def unnoted(self) -> Iterator[set[Read]]:
        """The same for what a block around it has not read: it depends on what comes of it in another way."""
        found: set[Read] = set()
        self._open.append(found)
        try:
            yield found
        finally:
            self._open.pop()

    def note(self, reads: Iterable[Read]) -> None:
        """Say that something has been read."""
        if self._open:
            self._open[-1].update(reads)

    def of(self, playbook: Playbook) -> Playbook:
        """The same playbook, where every look is noted."""
        watched: dict[str, Any] = {name: _Watched(name, getattr(playbook, name), self) for name in MAPPINGS}
        return replace(playbook, **watched)


class _Watched(Mapping[str, V]):
    """A mapping in which every look is noted."""

    __slots__ = ("_held", "_name", "_reads")

    def __init__(self, name: str, held: Mapping[str, V], reads: Reads) -> None:
        self._name, self._held, self._reads = name, held, reads

    def __getitem__(self, key: str) -> V:
        self._reads.note(((self._name, key),))
        return self._held[key]

    def __iter__(self) -> Iterator[str]:
        self._reads.note(((self._name, ALL),))
        return iter(self._held)

    def values(self) -> ValuesView[V]:
        """All of them, as one look at the whole."""
        self._reads.note(((self._name, ALL),))
        return self._held.values()

    def items(self) -> ItemsView[str, V]:
        """The same with their keys."""
        self._reads.note(((self._name, ALL),))
        return self._held.items()

    def __len__(self) -> int:
        self._reads.note(((self._name, ALL),))
        return len(self._held)


class Digests:
    """Digests of what can be read of a playbook, each worked out once."""

    def __init__(self, playbook: Playbook) -> None:
        self._playbook = playbook
        self._known: dict[Read, str] = {}

    def of(self, reads: Iterable[Read]) -> str:
        """One digest of all that was read."""
        return key(*(part for read in sorted(reads) for part in (*read, self._one(read))))

    def _one(self, read: Read) -> str:
        if read not in self._known:
            name, wanted = read
            held: Mapping[str, object] = getattr(self._playbook, name)
            ids = list(held) if wanted == ALL else []
            state = key(*(part for id_ in ids for part in (id_, self._one((name, id_))))) if wanted == ALL else ""
            self._known[read] = state or key(_state(held.get(wanted)))
        return self._known[read]


def _state(value: object) -> str:
    """Everything about a value; what has no order is put into one."""
    return repr(sorted(value) if isinstance(value, frozenset) else value)


class _Reader(Protocol):
    @property
    def reads(self) -> Reads: ...


class derived(Generic[T]):  # noqa: N801 - it is written like ``property``
    """A property that is worked out once; who uses it has read all that it was worked out from.

    For classes with ``reads`` and a ``__dict__``.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"derived {name}"

    @overload
    def __get__(self, instance: None, owner: type) -> derived[T]: ...

    @overload
    def __get__(self, instance: _Reader, owner: type) -> T: ...

    def __get__(self, instance: _Reader | None, owner: type) -> T | derived[T]:
        if instance is None:
            return self
        held = vars(instance)
        if self._name not in held:
            with instance.reads.noted() as found:
                value = self._make(instance)
            held[self._name] = value, tuple(found)
        value, reads = held[self._name]
        instance.reads.note(reads)
        known: T = value
        return known
