"""Translations from a PO file, held against the playbook as it is: what is taken in, and what is not and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from playbook.characters import forbidden
from playbook.content import path_in_language
from playbook.ledger import format_ledger, unit_hash, updated, words_hash
from playbook.library import Library
from playbook.model import Text, TextList
from playbook.po.names import NEW, Name, mark_of
from playbook.po.reading import Entry
from playbook.reader import Words
from playbook.status import Pair


@dataclass(frozen=True, kw_only=True, slots=True)
class Skipped:
    """A text of a PO file that is not taken in."""

    line: int
    """Of the PO file."""
    name: str
    why: str


@dataclass(slots=True)
class Taken:
    """What a PO file brings for one translation."""

    pair: Pair
    texts: dict[str, Words] = field(default_factory=dict)
    """By unit key, those that are otherwise than they are there."""
    current: dict[str, str] = field(default_factory=dict)
    """By unit key, the hash of the original, for texts that were not in step with it and are now."""
    stale: set[str] = field(default_factory=set)
    """Keys of texts that were in step, and that the translator has marked as fuzzy."""
    lines: dict[str, int] = field(default_factory=dict)
    """By unit key, the line of the PO file."""

    def ledger(self) -> str:
        """The ledger afterwards."""
        return format_ledger(updated(self.pair.ledger, current=self.current, stale=self.stale))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is otherwise."""
        return not (self.texts or self.current or self.stale)


def taken_in(
    library: Library, found: Iterable[Pair], entries: Iterable[Entry]
) -> tuple[tuple[Taken, ...], tuple[Skipped, ...]]:
    """What the entries of a PO file bring for some translations, all into one language."""
    by_unit: dict[tuple[str, str], list[Entry]] = {}
    skipped: list[Skipped] = []
    for entry in entries:
        if entry.name is None:
            skipped.append(Skipped(line=entry.line, name="?", why="it has no name of the playbook's (msgctxt)"))
        else:
            by_unit.setdefault(entry.name[:2], []).append(entry)
    taken: list[Taken] = []
    for pair in found:
        taken.append(Taken(pair=pair))
        skipped += _take(library, taken[-1], by_unit)
    for own in by_unit.values():
        if any(entry.translation for entry in own):
            skipped.append(_skipped(own, "there is no such text to translate into this language"))
    return tuple(each for each in taken if not each.is_empty), tuple(sorted(skipped, key=lambda each: each.line))


def _take(library: Library, taken: Taken, by_unit: dict[tuple[str, str], list[Entry]]) -> Iterator[Skipped]:
    """Sort the entries of one translation; those that are looked at leave ``by_unit``."""
    pair, path = taken.pair, path_in_language(taken.pair.origin_file)
    is_broken = not pair.is_there and any(each.file == pair.file for each in library.files)
    for unit in pair.units():
        entries = by_unit.pop((path, unit.key), [])
        if not any(entry.translation for entry in entries):
            continue
        words = _words(unit, entries)
        why = "its file cannot be read: see playbook check" if is_broken else _refusal(unit, entries, pair.language)
        if why or words is None:
            yield _skipped(entries, why or _unlike(unit, entries))
        else:
            _note(taken, unit, words, entries)
    yield from _half_bodies(taken)


def _skipped(entries: list[Entry], why: str) -> Skipped:
    name = entries[0].name
    return Skipped(line=entries[0].line, name=f"{name.path}#{name.key}" if name else "?", why=why)


def _words(unit: Text | TextList, entries: list[Entry]) -> Words | None:
    """The translation that the entries make up; None when they are not those of the unit."""
    by_index = {entry.name.number: entry for entry in entries if entry.name}
    originals = _originals(unit)
    if len(by_index) < len(entries) or by_index.keys() != originals.keys():
        return None
    if any(words_hash(entry.original) != words_hash(originals[index]) for index, entry in by_index.items()):
        return None
    texts = [_trimmed(by_index[index].translation, unit.key) for index in originals]
    if not all(texts):
        return None
    return texts[0] if isinstance(unit, Text) else tuple(texts)


def _originals(unit: Text | TextList) -> Mapping[int | None, str]:
    if isinstance(unit, Text):
        return {None: unit.words[unit.origin]}
    return dict(enumerate(unit.words[unit.origin], start=1))


def _trimmed(text: str, key: str) -> str:
    """A text as it is read back from a file: a section may begin with an indented line."""
    return text.strip("\n").rstrip() if key.partition("#")[0] == "body" else text.strip()


def _unlike(unit: Text | TextList, entries: list[Entry]) -> str:
    """Why the entries are not a translation of a unit."""
    originals = _originals(unit)
    indexes = [entry.name.number for entry in entries if entry.name]
    if len(set(indexes)) < len(indexes):
        return "it stands there twice"
    named = [(entry.name.number, entry.original) for entry in entries if entry.name]
    if any(words_hash(original) != words_hash(originals.get(number, "")) for number, original in named):
        return "the original has changed since the export"
    there = sum(bool(entry.translation.strip()) for entry in entries)
    return f"{there} of {len(originals)} texts of the list are translated"


def _refusal(unit: Text | TextList, entries: list[Entry], language: str) -> str:
    """Why a translation is not taken in, whatever it says; nothing when it may be."""
    for entry in entries:
        for _, _, character in forbidden(entry.translation):
            return f"{character} may stand in no file"
    mark, now = next((entry.mark for entry in entries if entry.mark), ""), mark_of(unit, language)
    brought = _words(unit, entries)
    if mark and mark != now and brought is not None and words_hash(brought) != now:
        return "the translation has changed in the playbook since the export"
    if now == NEW and any(entry.is_fuzzy for entry in entries):
        return "it is marked as fuzzy, and nothing is there yet"
    return ""


def _note(taken: Taken, unit: Text | TextList, words: Words, entries: list[Entry]) -> None:
    language, key = taken.pair.language, unit.key
    held: Mapping[str, Words] = unit.words
    is_fuzzy, freshness = any(entry.is_fuzzy for entry in entries), unit.freshness(language)
    taken.lines[key] = entries[0].line
    if held.get(language) != words:
        taken.texts[key] = words
    if is_fuzzy and freshness == "current":
        taken.stale.add(key)
    elif not is_fuzzy and freshness != "current":
        taken.current[key] = unit_hash(unit)


def _half_bodies(taken: Taken) -> Iterator[Skipped]:
    """Take back new sections of a body that would not be whole: a page has all of them or none."""
    sections = [section.text for section in taken.pair.entity.body if not section.local]
    missing = [text.key for text in sections if taken.pair.language not in text.words]
    added = [key for key in missing if key in taken.texts]
    if not added or len(added) == len(missing):
        return
    for key in added:
        del taken.texts[key]
        taken.current.pop(key, None)
        name = Name(path_in_language(taken.pair.origin_file), key)
        others = ", ".join(each for each in missing if each not in added)
        yield Skipped(line=taken.lines[key], name=str(name), why=f"a body is translated whole; missing: {others}")
