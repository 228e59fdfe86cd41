"""Joining an origin with its translations: structure once, text per language, each with its freshness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from playbook.diagnostics import Diagnostic, did_you_mean
from playbook.fields import Role, fields_of, key_of
from playbook.ledger import Ledger, unit_hash
from playbook.model import Entity, Freshness, LocalTexts, Section, Text, TextList, units
from playbook.model.text import field_names
from playbook.reader import Translation, Words
from playbook.said import said
from playbook.sections import Part
from playbook.source import at_most

T = TypeVar("T")

TRANSLATED_SHARE = 0.9
"""A page counts as translated when it has its title, its body and this share of its units."""


def join(
    origin: Entity, translations: tuple[Translation, ...], ledgers: Mapping[str, Ledger], *, most: int
) -> tuple[Entity, tuple[Diagnostic, ...]]:
    """One entity with the words of every language, and what does not fit the origin, ``most`` of each translation."""
    diagnostics: list[Diagnostic] = []
    words: dict[str, dict[str, Words]] = {}
    known = {unit.key: unit for unit in units(origin)}
    items = dict.fromkeys(_item_keys(origin))
    files = dict(origin.files)
    local_sections: list[Section] = []
    for translation in translations:
        diagnostics += at_most(most, _misfits(translation, known, items, origin))
        files[translation.language] = translation.document.file
        local_sections += [_section(part, translation.language) for part in translation.parts if part.local]
        for key, value in {**translation.texts, **translation.local_texts}.items():
            words.setdefault(key, {})[translation.language] = value
        for part in translation.parts:
            if not part.local:
                words.setdefault(part.key, {})[translation.language] = part.text
    joined = _with_words(origin, words, ledgers)
    return replace(joined, files=files, body=(*joined.body, *local_sections)), tuple(diagnostics)


def _section(part: Part, language: str) -> Section:
    text = Text(key=part.key, origin=language, words={language: part.text})
    return Section(id=part.id, text=text, local=True)


def _misfits(
    translation: Translation, known: Mapping[str, Text | TextList], items: Mapping[str, None], origin: Entity
) -> Iterator[Diagnostic]:
    """Texts and items that the origin lacks, lists of another length, sections that only one side has."""
    document = translation.document
    unknown = [key for key in translation.places if key not in known and key not in items]
    unknown_items = [key for key in unknown if key not in translation.texts and key not in translation.local_texts]
    for key in unknown_items:
        parent, _, id_ = key.rpartition(".")
        siblings = [item.rpartition(".")[2] for item in items if item.rpartition(".")[0] == parent]
        yield Diagnostic(
            location=document.locate(translation.places[key]),
            code="unknown-id",
            message=said("no '{id}' in '{parent}' of the origin", id=id_, parent=parent),
            hint=did_you_mean(id_, siblings, otherwise=said("the origin is {place}", place=origin.place.file)),
        )
    for key, value in translation.texts.items():
        if any(key.startswith(f"{item}.") for item in unknown_items):
            continue
        unit = known.get(key)
        if unit is None:
            yield Diagnostic(
                location=document.locate_key(translation.places[key]),
                code="orphan-text",
                message=said("'{name}' has no original", name=key.rpartition(".")[2]),
                hint=said("delete it, or write it in {file} first", file=origin.place.file),
            )
        elif isinstance(value, tuple) and len(value) != len(unit.words[unit.origin]):
            name, file = key.rpartition(".")[2], origin.place.file
            yield Diagnostic(
                location=document.locate_key(translation.places[key]),
                code="list-length",
                message=said(
                    "{here} texts here, {there} in the origin", here=len(value), there=len(unit.words[unit.origin])
                ),
                hint=said("translate each text of '{name}' in {file}, in its order", name=name, file=file),
            )
    yield from _section_misfits(translation, known, origin)


def _section_misfits(
    translation: Translation, known: Mapping[str, Text | TextList], origin: Entity
) -> Iterator[Diagnostic]:
    expected = {section.text.key for section in origin.body if not section.local}
    found = {part.key: part for part in translation.parts if not part.local}
    line = translation.document.body_line
    for key, part in found.items():
        if key not in expected:
            yield Diagnostic(
                location=replace(translation.document.locate(()), line=line + part.line, column=1),
                code="extra-section",
                message=said("the origin has no section '{id}'", id=part.id)
                if part.id
                else said("the origin has no text here"),
                hint=said("mark its heading .local if only this language has it: ## Heading {{#id .local}}"),
            )
    missing = expected - found.keys()
    if missing and found:
        sections = (key.partition("#")[2] or said("the text before the first heading") for key in missing)
        yield Diagnostic(
            location=replace(translation.document.locate(()), line=line, column=1),
            code="missing-section",
            message=said("sections of the origin are missing: {sections}", sections=tuple(sorted(sections))),
            hint=said(
                "translate them from {file}, with the same ids, or leave the whole body out", file=origin.place.file
            ),
        )


def _item_keys(value: Any, key: str = "") -> Iterator[str]:
    """The keys of all parts of a value that have an id."""
    cls: type = type(value)
    for each in fields_of(cls).values():
        if each.role is not Role.PARTS or each.given or each.part is None:
            continue
        name = key_of(each.part)
        for item in getattr(value, each.name) or () if name else ():
            item_key = f"{key}.{each.name}.{getattr(item, name)}" if key else f"{each.name}.{getattr(item, name)}"
            yield item_key
            yield from _item_keys(item, item_key)


def _with_words(value: T, words: Mapping[str, Mapping[str, Words]], ledgers: Mapping[str, Ledger]) -> T:
    """The same value with the words of other languages in each of its texts."""
    kind: Any = type(value)
    if kind is str or value is None:  # most values
        return value
    if isinstance(value, (Text, TextList)):
        found = words.get(value.key, {})
        digest = unit_hash(value) if found else ""
        stale = tuple(language for language in found if digest not in ledgers.get(language, {}).get(value.key, ()))
        every: Any = {**value.words, **found}
        return kind(key=value.key, origin=value.origin, words=every, stale=stale)  # type: ignore[no-any-return]
    if isinstance(value, LocalTexts):
        return replace(value, words={**value.words, **words.get(value.key, {})})  # type: ignore[dict-item]
    if isinstance(value, tuple):
        return tuple([_with_words(item, words, ledgers) for item in value])  # type: ignore[return-value]
    names = field_names(kind)
    return kind(**{each: _with_words(getattr(value, each), words, ledgers) for each in names}) if names else value


# --- What became of the translation --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far an entity is translated into one language, in units."""

    current: int
    stale: int
    missing: int

    @property
    def total(self) -> int:
        """All units of the origin."""
        return self.current + self.stale + self.missing


def progress(entity: Entity, language: str, *, shared: Iterable[Text | TextList] | None = None) -> Progress:
    """Count the units of an entity by their freshness in a language; ``shared`` spares looking for them again."""
    held = shared_units(entity) if shared is None else shared
    states: list[Freshness] = [unit.freshness(language) for unit in held]
    return Progress(current=states.count("current"), stale=states.count("stale"), missing=states.count("missing"))


def counts_as_translated(entity: Entity, language: str, *, shared: Sequence[Text | TextList] | None = None) -> bool:
    """Whether a page is there for readers of a language: title, body and nine units of ten; stale ones count.

    ``shared`` are its units, which spares looking for them again.
    """
    if language == entity.origin:
        return True
    shared = list(shared_units(entity)) if shared is None else shared
    needed = [entity.title, *(section.text for section in entity.body if not section.local)]
    if any(language not in text.words for text in needed):
        return False
    there = sum(1 for unit in shared if language in unit.words)
    return there >= TRANSLATED_SHARE * len(shared)


def shared_units(entity: Entity) -> Iterator[Text | TextList]:
    """The units that every language should have; sections of one language are left out."""
    local = {id(section.text) for section in entity.body if section.local}
    return (unit for unit in units(entity) if id(unit) not in local)
