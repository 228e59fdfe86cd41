"""Documents that are parsed when somebody asks for them: most are looked at once, or never."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from playbook.source import Document, Limits, parse

K = TypeVar("K")
V = TypeVar("V")
_OPEN = 256
"""Values that are kept for those who ask again."""
_OFTEN = 32
"""Documents that are kept for those who read the same files again."""


class Lazy(Mapping[K, V], Generic[K, V]):
    """A mapping whose values are made when they are asked for, the same again each time."""

    def __init__(self, keys: Mapping[K, object], make: Callable[[K], V]) -> None:
        self._keys = keys
        self._make = make
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        if key not in self._keys:
            raise KeyError(key)
        if key not in self._made:
            if len(self._made) >= _OPEN:
                self._made.clear()
            self._made[key] = self._make(key)
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def hold(self, made: Mapping[K, V]) -> None:
        """Keep values that somebody else has made already."""
        self._made.update(made)

    def drop(self) -> None:
        """Keep none."""
        self._made.clear()


def documents(sources: Mapping[str, bytes], limits: Limits) -> Lazy[str, Document]:
    """The documents of some files, from their bytes."""
    return Lazy(sources, lambda file: _parsed(sources[file], file, limits))


@lru_cache(maxsize=_OFTEN)
def _parsed(data: bytes, file: str, limits: Limits) -> Document:
    return parse(data, file=file, limits=limits)[0]
