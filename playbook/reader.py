"""From a document to objects of the model, or every mistake in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playbook.diagnostics import Diagnostic, Location
from playbook.fields import Field, Path, Role, fields_of, has_text, key_of
from playbook.folders import in_wrong_folder
from playbook.model import Entity, Kind, is_identifier
from playbook.reading import TEXTS, Reading, Words, is_nothing, items_of, words_of
from playbook.said import Said, said
from playbook.sections import Part, split
from playbook.source import Document
from playbook.validator import bad_identifier, validate

__all__ = ["Texts", "Translation", "Words", "read", "read_texts", "read_translation"]


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


def read(document: Document, kind: Kind, *, id: str, language: str) -> tuple[Entity | None, tuple[Diagnostic, ...]]:
    """An origin file as an entity or an inventory; None when anything in it is wrong."""
    if (misplaced := in_wrong_folder(document, kind, language)) is not None:
        return None, (misplaced,)
    reading = Reading(document)
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
    reading: Reading, cls: type, raw: Mapping[str, Any], *, path: Path, key: str, given: Mapping[str, Any]
) -> dict[str, Any]:
    """The raw mapping with every text made a unit, ready for the validator."""
    tree: dict[str, Any] = {}
    language = given["origin"]
    known = fields_of(cls)
    for name, value in raw.items():
        each = known.get(name)
        here, inner = (*path, name), f"{key}.{name}" if key else name
        if each is None or (each.given and not (name == "id" and path)):
            reading.report_unknown(here, [one.name for one in known.values() if not one.given], raw)
        elif value is None or (is_nothing(value) and each.name != "next"):
            reading.report_empty(here, is_needed=each.required)
        elif each.role is Role.PARTS and each.part is not None and isinstance(value, list):
            tree[name] = _origin_parts(reading, each.part, value, path=here, key=inner, given=given)
        elif each.role is Role.PART and each.part is not None and isinstance(value, dict):
            tree[name] = _origin(reading, each.part, value, path=here, key=inner, given=given)
        elif each.role in TEXTS:
            words = words_of(reading, each, value, here)
            if words is not None:
                tree[name] = _unit(inner, language, words)
        else:
            tree[name] = value
            if each.several and isinstance(value, list):
                reading.report_twice(here, value)
    for each in known.values():
        if each.role is Role.LOCAL_TEXTS and each.name not in tree:
            tree[each.name] = _unit(f"{key}.{each.name}" if key else each.name, language, ()) | {"words": {}}
    return tree


def _origin_parts(
    reading: Reading, cls: type, raw: list[Any], *, path: Path, key: str, given: Mapping[str, Any]
) -> list[Any]:
    """The items of a list, each a mapping with texts made units; duplicate ids are reported."""
    tree: list[Any] = []
    for index, item, inner in items_of(reading, cls, raw, path, key):
        prepared = _origin(reading, cls, item, path=(*path, index), key=inner, given=given)
        if issubclass(cls, Entity):
            place = {"file": reading.document.file, "at": [*path, index]}
            prepared |= {**given, "place": place}
            if "id" in prepared and not (isinstance(prepared["id"], str) and is_identifier(prepared["id"])):
                reading.report((*path, index, "id"), *bad_identifier(prepared["id"]))
        tree.append(prepared)
    return tree


def _validate(reading: Reading, cls: type, tree: Mapping[str, Any]) -> Any:
    """The object that a prepared tree describes; None, with reports, when it does not fit the model."""
    value, mistakes = validate(cls, tree)
    for path, code, message, hint in mistakes:
        if not any(path[:length] in reading.refused for length in range(len(path) + 1)):
            reading.report(path, code, message, hint, at_key=code in ("missing-field", "unknown-field"))
    return value


# --- Translations ---------------------------------------------------------------------------------------------------


def read_translation(
    document: Document, kind: Kind, *, language: str, origin_file: str
) -> tuple[Translation | None, tuple[Diagnostic, ...]]:
    """The texts of a translating file, addressed by unit key; structure in it is reported."""
    if (misplaced := in_wrong_folder(document, kind, language)) is not None:
        return None, (misplaced,)
    reading = Reading(document)
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
    reading = Reading(document)
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


def _translated(reading: Reading, cls: type, raw: Mapping[str, Any], *, path: Path, key: str, origin_file: str) -> None:
    known, key_field = fields_of(cls), key_of(cls) if path else None
    for name, value in raw.items():
        each = known.get(name)
        here, inner = (*path, name), f"{key}.{name}" if key else name
        if name == key_field:
            reading.places[key] = here
        elif each is None or each.given:
            options = [one.name for one in known.values() if not one.given and _is_translatable(one)]
            reading.report_unknown(here, options, raw)
        elif not _is_translatable(each):
            reading.report(
                here,
                "structure-in-translation",
                said("'{name}' belongs in the origin", name=name),
                said("delete it here; it stands in {file}", file=origin_file),
                at_key=True,
            )
        elif is_nothing(value):
            reading.report_empty(here, is_needed=False)
        elif each.role in TEXTS:
            words = words_of(reading, each, value, here)
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


def _translated_parts(reading: Reading, each: Field, value: Any, *, path: Path, key: str, origin_file: str) -> None:
    if each.part is None:
        return
    if each.role is Role.PART:
        _translated(reading, each.part, value, path=path, key=key, origin_file=origin_file)
        return
    name = key_of(each.part)
    for index, item, inner in items_of(reading, each.part, value, path, key):
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
    return each.role in TEXTS or (each.part is not None and has_text(each.part))


def _shape_words(each: Field) -> Said:
    return said("a list") if each.role is Role.PARTS else said("fields of its own")
