"""Things, and items of lists, that are the same under another id: nearly all of their texts are."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import TypeVar

from playbook.leaves import Items, Leaf, Trail
from playbook.model import LocalTexts, Text, TextList

K = TypeVar("K", bound=Hashable)
Leaves = Mapping[Trail, Leaf]
Names = Mapping[tuple[str, str], str]
"""The new id of what has one, by its kind and old id."""
Moves = Mapping[tuple[Trail, str], str]
"""The new id of an item, by its list and old id."""

SAME_SHARE = 0.8
"""Something with another id is the same when it shares this much of its texts."""

Texts = frozenset[tuple[Trail, object]]
"""The texts of a thing, each with its words in all languages."""


def texts(found: Leaves) -> Texts:
    """What makes a thing the same when it has another id."""
    units = ((trail, leaf.held) for trail, leaf in found.items())
    return frozenset(
        (trail, tuple(sorted(held.words.items())))
        for trail, held in units
        if isinstance(held, Text | TextList | LocalTexts)
    )


def paired(gone: Mapping[K, Texts], come: Mapping[K, Texts]) -> dict[K, K]:
    """By what came what it was before, when that shares nearly all of its texts; the likest pairs first."""
    shares = (
        (-len(before & after) / max(len(before), len(after), 1), to, was)
        for was, before in gone.items()
        for to, after in come.items()
    )
    found: dict[K, K] = {}
    taken: set[K] = set()
    alike = (each for each in shares if -each[0] >= SAME_SHARE)
    for _, to, was in sorted(alike, key=lambda each: (each[0], repr(each[1:]))):
        if to not in found and was not in taken:
            found[to] = was
            taken.add(was)
    return found


def renamed_items(old: Leaves, new: Leaves, trail: Trail) -> list[tuple[str, str]]:
    """The old and the new id of each item of a list that is the same in its texts."""
    before, after = ids(old, trail), ids(new, trail)
    gone = {each: texts(below(old, (*trail, each))) for each in before if each not in after}
    come = {each: texts(below(new, (*trail, each))) for each in after if each not in before}
    return [(was, to) for to, was in paired(gone, come).items()]


def ids(found: Leaves, trail: Trail) -> tuple[str, ...]:
    """The ids of the items of a list; none when there is no list."""
    leaf = found.get(trail)
    return (leaf.held.ids or ()) if leaf and isinstance(leaf.held, Items) else ()


def below(found: Leaves, trail: Trail) -> Leaves:
    """What stands in an item, under its trail from there."""
    return {each[len(trail) :]: leaf for each, leaf in found.items() if each[: len(trail)] == trail}


def following(old: Leaves, renamed: Moves, names: Names) -> Leaves:
    """The old leaves in the lists of which everything that has a new id stands under it."""
    moves = dict(renamed)
    for trail, leaf in old.items():
        if isinstance(leaf.held, Items) and leaf.reference:
            known = [id_ for id_ in leaf.held.ids or () if (leaf.reference, id_) in names]
            moves |= {(trail, id_): names[leaf.reference, id_] for id_ in known}
    found: dict[Trail, Leaf] = {}
    for trail, leaf in old.items():
        there = tuple(moves.get((trail[:at], part), part) for at, part in enumerate(trail))
        if isinstance(leaf.held, Items) and leaf.held.ids:
            now = tuple(moves.get((trail, id_), id_) for id_ in leaf.held.ids)
            found[there] = replace(leaf, held=Items(ids=now))
        else:
            found[there] = leaf
    return found
