"""The files of one path in all languages, read and joined: what they say together, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from playbook.codes import Code
from playbook.content import CONTENT, ContentFile
from playbook.diagnostics import Diagnostic, Location, did_you_mean
from playbook.languages import LANGUAGES
from playbook.ledger import Ledger, ledger_file, parse_ledger
from playbook.lines import lines_of
from playbook.model import Entity
from playbook.prose import Prose, read_prose
from playbook.reader import Translation, read, read_translation
from playbook.said import NOTHING, S_, Said, said
from playbook.source import Document, Limits, at_most, parse
from playbook.translations import join


class Source(NamedTuple):
    """A file of content as it lies on disk, with the ledger of its translation."""

    each: ContentFile
    data: bytes | None
    """None when the file cannot be read; no more than one byte beyond the limit."""
    reason: str = ""
    """Why it cannot be read."""
    ledger: bytes | None = None
    """None when there is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """What the files of one path say."""

    entity: Entity | None
    """None when they cannot be published as they are."""
    documents: Mapping[str, Document] = field(default_factory=dict)
    """By file, those that could be parsed."""
    prose: Mapping[str, Prose]
    """By file."""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class _Reading:
    limits: Limits
    diagnostics: list[Diagnostic] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    prose: dict[str, Prose] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Files that cannot be published as they are."""
    damaged: set[Location] = field(default_factory=set)
    """Places where the text itself is wrong; what the reader says of them is an echo."""

    def report(self, file: str, code: Code, message: Said, hint: Said = NOTHING, *, at: Location | None = None) -> None:
        self.diagnostics.append(Diagnostic(location=at or Location(file=file), code=code, message=message, hint=hint))

    def add(self, found: Iterable[Diagnostic]) -> None:
        told = (each for each in found if each.location not in self.damaged)
        self.diagnostics += at_most(self.limits.problems, told)


def read_group(sources: Sequence[Source], *, limits: Limits) -> Group:
    """What the files of one path in all languages say together; it depends on nothing else."""
    reading = _Reading(limits)
    for source in sources:
        _parse(reading, source)
    entity = _entity(reading, sources)
    return Group(
        entity=entity, documents=reading.documents, prose=reading.prose, diagnostics=tuple(reading.diagnostics)
    )


def _parse(reading: _Reading, source: Source) -> None:
    file = source.each.file
    if source.data is None:
        reading.report(file, "unreadable-file", said("the file cannot be read: {reason}", reason=source.reason))
        reading.broken.add(file)
        return
    document, found = parse(source.data, file=file, limits=reading.limits)
    reading.documents[file] = document
    reading.diagnostics += found
    if document.front and all(one.location.line < document.body_line for one in found):
        prose = reading.prose[file] = read_prose(document, limits=reading.limits)
        reading.diagnostics += prose.diagnostics
    if found:
        reading.broken.add(file)
        reading.damaged.update(one.location for one in found)


def _entity(reading: _Reading, sources: Sequence[Source]) -> Entity | None:
    """What the files of one path in all languages say together."""
    group, documents = [source.each for source in sources], reading.documents
    readable = [each for each in group if each.file in documents and documents[each.file].meta]
    origins = [each for each in readable if "translates" not in documents[each.file].meta]
    translating = [each for each in readable if each not in origins]
    for other in origins[1:]:
        reading.report(
            other.file,
            "second-origin",
            said("this and {file} are both written as origins", file=origins[0].file),
            said("add 'translates: {language}' to one of them, and leave only its texts", language=origins[0].language),
        )
    if len(origins) != 1:
        if not origins and len(readable) == len(group):
            for each in translating:
                _missing_origin(reading, each)
        return None
    origin = origins[0]
    entity, found = read(documents[origin.file], origin.kind, id=origin.id, language=origin.language)
    reading.add(found)
    translations = [_translation(reading, each, origin) for each in translating]
    if entity is None or origin.file in reading.broken:
        return None
    read_ones = tuple(each for each in translations if each and each.document.file not in reading.broken)
    ledgers = {source.each.language: source.ledger for source in sources}
    own = {each.language: _ledger(reading, each.language, origin.path, ledgers[each.language]) for each in read_ones}
    joined, misfits = join(entity, read_ones, own, most=reading.limits.problems)
    reading.diagnostics += misfits
    held = {origin.language: documents[origin.file]} | {each.language: each.document for each in read_ones}
    return replace(joined, lines={language: lines_of(document) for language, document in held.items()})


def _missing_origin(reading: _Reading, each: ContentFile) -> None:
    document = reading.documents[each.file]
    named = _origin_named(document)
    reading.report(
        each.file,
        "missing-origin" if named else "wrong-type",
        said("there is no origin {file}", file=f"{CONTENT}/{named}/{each.path}") if named else said(_NO_LANGUAGE),
        did_you_mean(named, LANGUAGES)
        if named not in LANGUAGES
        else said("write it, or delete 'translates' and give this file its structure"),
        at=document.locate(("translates",)),
    )


def _origin_named(document: Document) -> str:
    """The language that a translation names; empty when it names none."""
    named = document.meta["translates"]
    return named.strip() if isinstance(named, str) else ""


_NO_LANGUAGE = S_("'translates' names no language")


def _translation(reading: _Reading, each: ContentFile, origin: ContentFile) -> Translation | None:
    document = reading.documents[each.file]
    named = _origin_named(document)
    if named != origin.language:
        other = said("'translates' says '{language}', but the origin is {file}", language=named, file=origin.file)
        reading.report(
            each.file,
            "wrong-origin" if named else "wrong-type",
            other if named else said(_NO_LANGUAGE),
            said("write 'translates: {language}'", language=origin.language),
            at=document.locate(("translates",)),
        )
    translation, found = read_translation(document, each.kind, language=each.language, origin_file=origin.file)
    reading.add(found)
    return translation


def _ledger(reading: _Reading, language: str, path: str, data: bytes | None) -> Ledger:
    if data is None:
        return {}
    file = ledger_file(language, path)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        reading.report(
            file,
            "bad-ledger",
            said("the ledger cannot be read"),
            said("delete it and run: playbook translations accept"),
        )
        return {}
    ledger, found = parse_ledger(text, file=file, most=reading.limits.problems)
    reading.diagnostics += found
    return ledger
