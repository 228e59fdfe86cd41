"""From a document to objects of the model, or every mistake in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from playbook.characters import is_blank
from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location, did_you_mean
from playbook.fields import Field, Path, Role, fields_of, has_text, key_of
from playbook.model import Entity, Kind, is_identifier
from playbook.said import NOTHING, S_, Said, said
from playbook.sections import Part, split
from playbook.source import Document
from playbook.validator import bad_identifier, validate

Words = str | tuple[str, ...]
"""A text, or a plain list of texts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Translation:
    """The texts of one translating file."""

    document: Document
    language: str
    translates: str
    """The language folder of the origin."""
    texts: Mapping[str, Words]
    """By unit key."""
    local_texts: Mapping[str, tuple[str, ...]]
    places: Mapping[str, Path]
    """Of each text, and of each item that has an id, by key."""
    parts: tuple[Part, ...]


@dataclass(slots=True)
class _Reading:
    """What is gathered while a document is walked."""

    document: Document
    diagnostics: list[Diagnostic] = field(default_factory=list)
    refused: set[Path] = field(default_factory=set)
    texts: dict[str, Words] = field(default_factory=dict)
    local_texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, Path] = field(default_factory=dict)

    def report(self, path: Path, code: Code, message: Said, hint: Said = NOTHING, *, at_key: bool = False) -> None:
        location = self.document.locate_key(path) if at_key else self.document.locate(path)
        self.diagnostics.append(Diagnostic(location=location, code=code, message=message, hint=hint))
        self.refused.add(path)


def read(document: Document, kind: Kind, *, id: str, language: str) -> tuple[Entity | None, tuple[Diagnostic, ...]]:
    """An origin file as an entity or an inventory; None when anything in it is wrong."""
    reading = _Reading(document)
    given = {"origin": language, "place": {"file": document.file}, "files": {language: document.file}}
    tree = _origin(reading, kind.file, document.meta, path=(), key="", given=given)
    parts = split(document.body)
    tree |= {"id": id, **given, "body": [_section(part, language) for part in parts]}
    entity = _validate(reading, kind.file, tree)
    if reading.diagnostics or not isinstance(entity, Entity):
        return None, tuple(reading.diagnostics)
    return entity, ()


def _section(part: Part, language: str) -> dict[str, Any]:
    return {"id": part.id, "local": part.local, "text": _unit(part.key, language, part.text)}


def _unit(key: str, language: str, words: Words) -> dict[str, Any]:
    return {"key": key, "origin": language, "words": {language: words}}


def _origin(
    reading: _Reading, cls: type, raw: Mapping[str, Any], *, path: Path, key: str, given: Mapping[str, Any]
) -> dict[str, Any]:
    """The raw mapping with every text made a unit, ready for the validator."""
    tree: dict[str, Any] = {}
    language = given["origin"]
    known = fields_of(cls)
    for name, value in raw.items():
        each = known.get(name)
        here, inner = (*path, name), f"{key}.{name}" if key else name
        if each is None or (each.given and not (name == "id" and path)):
            options = [one.name for one in known.values() if not one.given]
            reading.report(
                here,
                "unknown-field",
                said("'{name}' is not a field here", name=name),
                did_you_mean(name, options),
                at_key=True,
            )
        elif _is_empty(value) and (value is None or each.name != "next"):
            _report_empty(reading, here)
        elif each.role is Role.PARTS and each.part is not None and isinstance(value, list):
            tree[name] = _origin_parts(reading, each.part, value, path=here, key=inner, given=given)
        elif each.role is Role.PART and each.part is not None and isinstance(value, dict):
            tree[name] = _origin(reading, each.part, value, path=here, key=inner, given=given)
        elif each.role in _TEXTS:
            words = _words(reading, each, value, here)
            if words is not None:
                tree[name] = _unit(inner, language, words)
        else:
            tree[name] = value
    for each in known.values():
        if each.role is Role.LOCAL_TEXTS and each.name not in tree:
            tree[each.name] = _unit(f"{key}.{each.name}" if key else each.name, language, ()) | {"words": {}}
    return tree


def _is_empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and is_blank(value))


def _report_empty(reading: _Reading, path: Path) -> None:
    message, hint = said("'{name}' is empty", name=path[-1]), said("write a value, or delete the line")
    reading.report(path, "empty-field", message, hint, at_key=True)


_TEXTS = (Role.TEXT, Role.TEXT_LIST, Role.LOCAL_TEXTS)


def _origin_parts(
    reading: _Reading, cls: type, raw: list[Any], *, path: Path, key: str, given: Mapping[str, Any]
) -> list[Any]:
    """The items of a list, each a mapping with texts made units; duplicate ids are reported."""
    tree: list[Any] = []
    for index, item, inner in _items(reading, cls, raw, path, key):
        prepared = _origin(reading, cls, item, path=(*path, index), key=inner, given=given)
        if issubclass(cls, Entity):
            place = {"file": reading.document.file, "at": [*path, index]}
            prepared |= {**given, "place": place}
            if "id" in prepared and not (isinstance(prepared["id"], str) and is_identifier(prepared["id"])):
                reading.report((*path, index, "id"), *bad_identifier(prepared["id"]))
        tree.append(prepared)
    return tree


def _items(
    reading: _Reading, cls: type, raw: list[Any], path: Path, key: str
) -> Iterator[tuple[int, dict[str, Any], str]]:
    """The mappings of a list with their unit keys; anything else in it, and a second use of an id, is reported."""
    name = key_of(cls)
    seen: dict[str, int] = {}
    for index, item in enumerate(raw):
        if not isinstance(item, dict):
            hint = said("write '- ' and then lines with {key}: and the other fields", key=name)
            reading.report(
                (*path, index),
                "wrong-type",
                said("an item of '{name}' must be fields, not a single value", name=path[-1]),
                hint if name else said("write '- ' and then lines with its fields"),
            )
            continue
        id_ = item.get(name)
        if name and isinstance(id_, str):
            if id_ in seen:
                first = reading.document.locate((*path, seen[id_], name))
                reading.report(
                    (*path, index, name),
                    "duplicate-id",
                    said("'{id}' is used twice in '{name}'; first at {place}", id=id_, name=path[-1], place=first),
                    said("give one of them another id"),
                )
                continue
            seen[id_] = index
            inner = f"{key}.{id_}"
        else:
            inner = f"{key}.{index}"
        yield index, item, inner


def _words(reading: _Reading, each: Field, value: Any, path: Path) -> Words | None:
    """The text or texts of a field; None, with a report, when it holds something else."""
    if each.role is Role.TEXT:
        if isinstance(value, str):
            return value.strip()
        hint = (
            said(PUT_IN_QUOTES, name=each.name, value=value)
            if isinstance(value, int | float)
            else said("write one text, in quotes")
        )
        reading.report(path, "wrong-type", said("'{name}' must be one text", name=each.name), hint)
        return None
    if not isinstance(value, list):
        reading.report(
            path,
            "wrong-type",
            said("'{name}' must be a list of texts", name=each.name),
            said("begin each text on a line of its own with '- '"),
        )
        return None
    wrong = [index for index, item in enumerate(value) if not isinstance(item, str) or is_blank(item)]
    for index in wrong:
        is_split = isinstance(value[index], dict)
        hint = said(QUOTE_THE_COLON) if is_split else said("write one text, in quotes")
        message = said("an item of '{name}' must be one text", name=each.name)
        reading.report((*path, index), "wrong-type", message, hint)
    return None if wrong else tuple(item.strip() for item in value)


PUT_IN_QUOTES = S_('put it in quotes: {name}: "{value}"')
QUOTE_THE_COLON = S_("put a text that holds ': ' in quotes")
"""Hints that can be followed in one way only."""


def _validate(reading: _Reading, cls: type, tree: Mapping[str, Any]) -> Any:
    """The object that a prepared tree describes; None, with reports, when it does not fit the model."""
    value, mistakes = validate(cls, tree)
    for path, code, message, hint in mistakes:
        if not any(path[: len(refused)] == refused for refused in reading.refused):
            reading.report(path, code, message, hint, at_key=code in ("missing-field", "unknown-field"))
    return value


# --- Translations ---------------------------------------------------------------------------------------------------


def read_translation(
    document: Document, kind: Kind, *, language: str, origin_file: str
) -> tuple[Translation | None, tuple[Diagnostic, ...]]:
    """The texts of a translating file, addressed by unit key; structure in it is reported."""
    reading = _Reading(document)
    raw = {name: value for name, value in document.meta.items() if name != "translates"}
    _translated(reading, kind.file, raw, path=(), key="", origin_file=origin_file)
    translation = Translation(
        document=document,
        language=language,
        translates=str(document.meta["translates"]),
        texts=reading.texts,
        local_texts=reading.local_texts,
        places=reading.places,
        parts=split(document.body),
    )
    return (None if reading.diagnostics else translation), tuple(reading.diagnostics)


@dataclass(frozen=True, kw_only=True, slots=True)
class Texts:
    """What a file, origin or translation, holds of texts, whatever else is wrong with it."""

    texts: Mapping[str, Words]
    """By unit key, with the sections of the body that are there in every language."""
    local_texts: Mapping[str, tuple[str, ...]]
    places: Mapping[str, Location]
    """Where each of these texts begins."""


def read_texts(document: Document, kind: Kind) -> Texts:
    """Every text of a file, by unit key."""
    reading = _Reading(document)
    raw = {name: value for name, value in document.meta.items() if name != "translates"}
    _translated(reading, kind.file, raw, path=(), key="", origin_file="")
    parts = [part for part in split(document.body) if not part.local]
    lines = {part.key: document.body_line + part.line for part in parts}
    return Texts(
        texts={**reading.texts, **{part.key: part.text for part in parts}},
        local_texts=reading.local_texts,
        places={
            **{key: document.locate(path) for key, path in reading.places.items()},
            **{key: Location(file=document.file, line=line) for key, line in lines.items()},
        },
    )


def _translated(
    reading: _Reading, cls: type, raw: Mapping[str, Any], *, path: Path, key: str, origin_file: str
) -> None:
    known, key_field = fields_of(cls), key_of(cls) if path else None
    for name, value in raw.items():
        each = known.get(name)
        here, inner = (*path, name), f"{key}.{name}" if key else name
        if name == key_field:
            reading.places[key] = here
        elif each is None or each.given:
            reading.report(
                here,
                "unknown-field",
                said("'{name}' is not a field here", name=name),
                did_you_mean(name, [one.name for one in known.values() if not one.given and _is_translatable(one)]),
                at_key=True,
            )
        elif not _is_translatable(each):
            reading.report(
                here,
                "structure-in-translation",
                said("'{name}' belongs in the origin", name=name),
                said("delete it here; it stands in {file}", file=origin_file),
                at_key=True,
            )
        elif _is_empty(value):
            _report_empty(reading, here)
        elif each.role in _TEXTS:
            words = _words(reading, each, value, here)
            if words is not None:
                reading.places[inner] = here
                if isinstance(words, tuple) and each.role is Role.LOCAL_TEXTS:
                    reading.local_texts[inner] = words
                else:
                    reading.texts[inner] = words
        elif each.part is not None and isinstance(value, list if each.role is Role.PARTS else dict):
            _translated_parts(reading, each, value, path=here, key=inner, origin_file=origin_file)
        else:
            message = said("'{name}' must be {wanted}", name=name, wanted=_shape_words(each))
            reading.report(here, "wrong-type", message, said("write it as in {file}", file=origin_file))


def _translated_parts(reading: _Reading, each: Field, value: Any, *, path: Path, key: str, origin_file: str) -> None:
    if each.part is None:
        return
    if each.role is Role.PART:
        _translated(reading, each.part, value, path=path, key=key, origin_file=origin_file)
        return
    name = key_of(each.part)
    for index, item, inner in _items(reading, each.part, value, path, key):
        if not isinstance(item.get(name), str):
            reading.report(
                (*path, index),
                "missing-field",
                said("'{name}' is missing", name=name),
                said("name the item of {file} that this translates", file=origin_file),
                at_key=True,
            )
            continue
        _translated(reading, each.part, item, path=(*path, index), key=inner, origin_file=origin_file)


def _is_translatable(each: Field) -> bool:
    return each.role in _TEXTS or (each.part is not None and has_text(each.part))


def _shape_words(each: Field) -> Said:
    return said("a list") if each.role is Role.PARTS else said("fields of its own")
