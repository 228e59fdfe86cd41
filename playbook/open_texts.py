"""What is left to translate: texts that are missing, and those whose originals have changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from playbook.diagnostics import Location
from playbook.library import Library
from playbook.past_texts import PastTexts
from playbook.reader import Words
from playbook.status import Pair, places

Former = Literal["found", "not-found", "never-noted", "no-history"]
"""What is known of the original's words at the time of the translation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenText:
    """A text to translate, or to translate again."""

    pair: Pair
    key: str
    state: Literal["stale", "missing"]
    place: Location
    """Of the translation, or of the original when there is none."""
    origin: Location
    """Of the original."""
    now: Words
    """The original as it is."""
    before: Words | None = None
    """The original as it was when it was translated."""
    former: Former | None = None
    """Why ``before`` is there, or is not; None for a missing text."""
    translation: Words | None = None


def open_texts(library: Library, found: Iterable[Pair], past: PastTexts) -> Iterator[OpenText]:
    """Every missing and every stale text of some translations, in the order of the files and of their origins."""
    for pair in found:
        here, there = (places(library, file, pair.kind) for file in (pair.file, pair.origin_file))
        states = pair.states()
        noted = {digest for key, state in states.items() if state == "stale" for digest in pair.ledger.get(key, ())}
        old = past.find(pair.origin_file, pair.kind, noted)
        for unit in pair.units():
            origin = there.get(unit.key, Location(file=pair.origin_file))
            now = unit.words[unit.origin]
            if states[unit.key] == "missing":
                yield OpenText(pair=pair, key=unit.key, state="missing", place=origin, origin=origin, now=now)
            elif states[unit.key] == "stale":
                digests = pair.ledger.get(unit.key, frozenset())
                before = next((old[digest] for digest in digests if digest in old), None)
                yield OpenText(
                    pair=pair,
                    key=unit.key,
                    state="stale",
                    place=here.get(unit.key, Location(file=pair.file)),
                    origin=origin,
                    now=now,
                    before=before,
                    former=_former(noted=bool(digests), found=before is not None, history=past.is_there),
                    translation=unit.words[pair.language],
                )


def _former(*, noted: bool, found: bool, history: bool) -> Former:
    if found:
        return "found"
    if not noted:
        return "never-noted"
    return "not-found" if history else "no-history"
