"""How far the whole playbook is translated: by language, by owner, by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from playbook.model import KINDS, Entity, Kind, Playbook
from playbook.translations import Progress, progress, shared_units


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """One part of the playbook and the texts that should be in its translations."""

    key: str
    """A language folder, an owner's id or a kind's name; empty for entities without an owner."""
    current: int
    stale: int
    missing: int

    @property
    def total(self) -> int:
        """All texts, once for each language that they should be translated into."""
        return self.current + self.stale + self.missing


@dataclass(frozen=True, kw_only=True, slots=True)
class TranslationState:
    """The state of the translations, cut in three ways; each has the same texts."""

    by_language: tuple[Share, ...]
    by_owner: tuple[Share, ...]
    by_kind: tuple[Share, ...]


def translation_state(playbook: Playbook) -> TranslationState:
    """Count every text of every entity, for each language but its own."""
    counted = [
        (language, kind, entity, progress(entity, language, shared=shared))
        for kind, entity in _entities(playbook)
        for shared in [list(shared_units(entity))]
        for language in playbook.languages
        if language != entity.origin
    ]
    counted.sort(key=lambda each: playbook.languages.index(each[0]))
    return TranslationState(
        by_language=_shares(counted, lambda language, kind, entity: language),
        by_owner=_shares(counted, lambda language, kind, entity: entity.owner or ""),
        by_kind=_shares(counted, lambda language, kind, entity: kind.name),
    )


_Counted = tuple[str, Kind, Entity, Progress]


def _shares(counted: list[_Counted], key: Callable[[str, Kind, Entity], str]) -> tuple[Share, ...]:
    sums: dict[str, list[int]] = {}
    for language, kind, entity, found in counted:
        share = sums.setdefault(key(language, kind, entity), [0, 0, 0])
        for index, number in enumerate((found.current, found.stale, found.missing)):
            share[index] += number
    return tuple(Share(key=name, current=c, stale=s, missing=m) for name, (c, s, m) in sums.items())


def _entities(playbook: Playbook) -> Iterator[tuple[Kind, Entity]]:
    """Every entity, and every inventory without its items, which are counted for themselves."""
    yield from playbook.entities()
    for kind in KINDS:
        for inventory in playbook.inventories.get(kind.name, ()):
            without: dict[str, Any] = {kind.items: ()}
            yield kind, replace(inventory, **without)
