"""Saying that translations are in step with their originals: what their ledgers hold afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from playbook.ledger import format_ledger, unit_hash, updated, words_hash
from playbook.model import Text, TextList
from playbook.past_texts import PastTexts
from playbook.reader import Words
from playbook.status import Pair

Verdict = Literal["accepted", "changed-more", "never-accepted", "not-found"]
"""What becomes of a stale text when the change of its original is called minor."""


def is_named(key: str, fields: Collection[str]) -> bool:
    """Whether a text is one of some fields, or below one; all are when none is named."""
    return not fields or any(key == name or key.startswith((f"{name}.", f"{name}#")) for name in fields)


def unknown_fields(pairs: Iterable[Pair], fields: Iterable[str]) -> tuple[str, ...]:
    """The fields that name no text in any of these files."""
    keys = [unit.key for pair in pairs for unit in pair.units()]
    return tuple(name for name in fields if not any(is_named(key, [name]) for key in keys))


def accepted(pair: Pair, *, fields: Collection[str] = ()) -> str:
    """The ledger of a translation whose texts are in step with their originals: all, or those of some fields."""
    there = [unit for unit in pair.units() if pair.language in unit.words and is_named(unit.key, fields)]
    hashes = {unit.key: unit_hash(unit) for unit in there}
    return format_ledger(updated(pair.ledger if fields else {}, current=hashes))


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A stale text of a translation, whose original has changed without another meaning."""

    pair: Pair
    key: str
    verdict: Verdict
    before: Words | None
    now: Words


def judge(pair: Pair, past: PastTexts, *, fields: Collection[str] = ()) -> tuple[Judged, ...]:
    """Each stale text of a translation, and whether a minor change is all that has happened since it was accepted.

    It is when the original has changed once since then, as git tells. A text of a named field is taken anyhow.
    """
    return tuple(
        _judged(pair, unit, past, is_named_itself=bool(fields))
        for unit in pair.units()
        if unit.freshness(pair.language) == "stale" and is_named(unit.key, fields)
    )


def _judged(pair: Pair, unit: Text | TextList, past: PastTexts, *, is_named_itself: bool) -> Judged:
    now = unit.words[unit.origin]
    noted = pair.ledger.get(unit.key, frozenset())
    before, changes = _way_back(pair, unit.key, noted, past)
    verdict: Verdict = "accepted"
    if not noted:
        verdict = "never-accepted"
    elif past.is_there and not is_named_itself:
        verdict = "not-found" if before is None else "accepted" if changes == 1 else "changed-more"
    return Judged(pair=pair, key=unit.key, verdict=verdict, before=before, now=now)


def _way_back(pair: Pair, key: str, noted: Collection[str], past: PastTexts) -> tuple[Words | None, int]:
    """The original's words when it was translated, and how often they have changed since."""
    unit = next(each for each in pair.units() if each.key == key)
    last, changes = unit_hash(unit), 0
    for version in past.versions(pair.origin_file, pair.kind) if noted else ():
        words = version.get(key)
        if words is None or words_hash(words) == last:
            continue
        last, changes = words_hash(words), changes + 1
        if last in noted:
            return words, changes
    return None, changes


def accepted_as_minor(pair: Pair, judged: Iterable[Judged]) -> str:
    """The ledger of a translation after the minor changes of its originals."""
    taken = {each.key for each in judged if each.verdict == "accepted"}
    hashes = {unit.key: unit_hash(unit) for unit in pair.units() if unit.key in taken}
    return format_ledger(updated(pair.ledger, current=hashes))


def minor_ledgers(judged: Iterable[Judged]) -> Mapping[str, str]:
    """The ledgers that minor changes alter, by file."""
    by_file: dict[str, list[Judged]] = {}
    for each in judged:
        by_file.setdefault(each.pair.ledger_file, []).append(each)
    found = {file: accepted_as_minor(own[0].pair, own) for file, own in by_file.items()}
    return {file: text for file, text in found.items() if text != format_ledger(by_file[file][0].pair.ledger)}
