"""The entities of all files put together: each by its kind and its id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from playbook.diagnostics import Diagnostic, Location
from playbook.fields import Path
from playbook.model import KINDS, Entity, Kind, Playbook
from playbook.said import said

Contents = Iterable[tuple[Path, Entity]]
"""Entities, each with its path in the file that holds it."""


def entities_in(kind: Kind, held: Entity) -> Iterator[tuple[Path, Entity]]:
    """An entity itself, or the entities of an inventory, with what they take over from it."""
    if not kind.items:
        yield (), held
        return
    defaults = {each.name: each.default for each in fields(Entity)}
    for index, item in enumerate(getattr(held, kind.items)):
        taken = {name: getattr(held, name) for name in _INHERITED if getattr(item, name) == defaults[name]}
        key = f"{kind.items}.{item.id}"
        lines = {language: {key: found[key]} for language, found in held.lines.items() if key in found}
        yield (kind.items, index), replace(item, files=held.files, lines=lines, **taken)


_INHERITED = ("status", "owner", "reviewed", "review_by", "sources")


def assemble(
    held: Sequence[tuple[Kind, Entity]],
    *,
    languages: tuple[str, ...],
    locate: Callable[[Entity, Path], Location],
    divide: Callable[[Kind, Entity], Contents] = entities_in,
) -> tuple[Playbook, tuple[Diagnostic, ...]]:
    """A playbook of what files hold, items of inventories among it, and each second use of an id.

    ``languages`` are the folders in their order; ``locate`` gives the place of a path in an entity's file; ``divide``
    does what ``entities_in`` does.
    """
    found: dict[str, dict[str, Entity]] = {kind.name: {} for kind in KINDS}
    twice: list[Diagnostic] = []
    for kind, whole in held:
        for path, entity in divide(kind, whole):
            same = found[kind.name].setdefault(entity.id, entity)
            if same is not entity:
                first = locate(same, (*same.place.at, "id"))
                twice.append(
                    Diagnostic(
                        location=locate(whole, (*path, "id")),
                        code="duplicate-id",
                        message=said("'{id}' is used twice; first at {place}", id=entity.id, place=first),
                        hint=said("give one of them another id"),
                    )
                )
    by_field: dict[str, Any] = {(kind.folder or "pages"): found[kind.name] for kind in KINDS}
    inventories = {kind.name: tuple(whole for each, whole in held if each is kind) for kind in KINDS if kind.items}
    return Playbook(languages=languages, inventories=inventories, **by_field), tuple(twice)
