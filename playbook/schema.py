"""JSON Schema for front matter: what editors' programs need to complete, explain and check it while it is written.

Draft 7, which VS Code's language servers understand best; ``enumDescriptions`` is theirs too. A schema says what one
file can show: which ids exist, and whether two files agree, is for ``playbook check``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from playbook.codes import WAIVABLE
from playbook.descriptions import choices, description
from playbook.fields import Field, Role, fields_of, has_text, key_of
from playbook.languages import LANGUAGES, N_, catalog
from playbook.model import KINDS, LONGEST_IDENTIFIER, Entity, Kind, Waiver

Schema = dict[str, Any]
Ids = Mapping[str, Mapping[str, str]]
"""By what a reference is to, such as ``touchpoint`` or ``owner``: each id with its name."""

DRAFT = "http://json-schema.org/draft-07/schema#"
FRONT_MATTER = N_("The front matter of {files}: what stands between the two lines with three hyphens.")
TRANSLATES = N_(
    "The folder of the language in which the page was first written. A file with this line holds texts only."
)

_IDENTIFIER: Schema = {
    "type": "string",
    "maxLength": LONGEST_IDENTIFIER,
    # The second half keeps the names out that Windows has for its own.
    "pattern": "^(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)[a-z0-9]+(?:-[a-z0-9]+)*$",
}
_TEXT: Schema = {"type": "string", "pattern": r"\S"}
_SINGLE: Mapping[type, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    str: _TEXT,
}


def schemas(ids: Mapping[str, Ids] | None = None) -> dict[str, str]:
    """Every schema as JSON, by file name: ``journey.json`` in English, ``journey.nb.json`` for the folder ``no``.

    ``ids`` are those to propose, by language folder, and by ``""`` for English.
    """
    found = {}
    for kind in KINDS:
        for folder in ("", *LANGUAGES):
            made = schema(kind, folder=folder, ids=(ids or {}).get(folder, {}))
            found[made["$id"]] = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    return found


def schema(kind: Kind, *, folder: str = "", ids: Ids | None = None) -> Schema:
    """What the front matter of a kind's files may hold, explained in the language of a folder; in English without one.

    An id is not refused because it is not among ``ids``: they may be older than the file.
    """
    making = _Making(folder, ids or {})
    origin, translation = making.part(kind.file), making.part(kind.file, translates=True)
    files = f"content/*/{kind.folder}/*.md" if kind.folder else "content/*/*.md"
    return {
        "$schema": DRAFT,
        "$id": f"{kind.name}.{LANGUAGES[folder].tag}.json" if folder else f"{kind.name}.json",
        "title": kind.name,
        "description": making.said(FRONT_MATTER).format(files=files),
        "type": "object",
        "if": {"required": ["translates"]},
        "then": translation,
        "else": origin,
        "definitions": making.definitions,
    }


@dataclass(slots=True)
class _Making:
    """One schema in the making."""

    folder: str
    ids: Ids
    definitions: dict[str, Schema] = field(default_factory=dict)

    def said(self, sentence: str) -> str:
        return str(catalog(self.folder).gettext(sentence)) if self.folder else sentence

    def part(self, cls: type, *, translates: bool = False, inside: bool = False) -> Schema:
        """A reference to what a class of the model may hold; it is defined when it is first asked for."""
        name = cls.__name__ + (".translation" if translates else "")
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self._definition(cls, translates=translates, inside=inside)
        return {"$ref": f"#/definitions/{name}"}

    def _definition(self, cls: type, *, translates: bool, inside: bool) -> Schema:
        properties: dict[str, Schema] = {}
        required: list[str] = []
        if translates and not inside:
            about = {"description": self.said(TRANSLATES)}
            properties["translates"] = {"type": "string", "enum": list(LANGUAGES), **about}
            required.append("translates")
        for each, needed in self._fields(cls, translates=translates, inside=inside):
            about = {"description": description(cls, each.name, folder=self.folder)}
            properties[each.name] = {**about, **self._value(cls, each, translates=translates)}
            if needed:
                required.append(each.name)
        return {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            **({"required": required} if required else {}),
        }

    def _fields(self, cls: type, *, translates: bool, inside: bool) -> Iterator[tuple[Field, bool]]:
        """The fields that may be written, and whether each must be."""
        for each in fields_of(cls).values():
            is_key = inside and each.name == key_of(cls)
            if each.given and not is_key:
                continue
            if not translates:
                yield each, each.required and each.role is not Role.LOCAL_TEXTS
            elif is_key or each.role in _TEXTS or (each.part is not None and has_text(each.part)):
                yield each, is_key

    def _value(self, cls: type, each: Field, *, translates: bool) -> Schema:
        if each.role is Role.PART and each.part is not None:
            return {"allOf": [self.part(each.part, translates=translates, inside=True)]}
        if each.role is Role.PARTS and each.part is not None:
            # An empty list of ways on says that a journey ends; any other list is left out when it is empty.
            least = {} if each.name == "next" and not translates else {"minItems": 1}
            return {"type": "array", **least, "items": self.part(each.part, translates=translates, inside=True)}
        if each.role is Role.TEXT:
            return _TEXT
        if each.role in (Role.TEXT_LIST, Role.LOCAL_TEXTS):
            return {"type": "array", "minItems": 1, "items": _TEXT}
        single = self._single(cls, each)
        return {"type": "array", "minItems": 1, "uniqueItems": True, "items": single} if each.several else single

    def _single(self, cls: type, each: Field) -> Schema:
        if each.choices:
            words = {"type": "string", "enum": list(each.choices)}
            labels = list(choices(each, folder=self.folder).values()) if self.folder else []
            return words | ({"enumDescriptions": labels} if labels else {})
        if cls is Waiver and each.name == "code":
            return {"type": "string", "enum": list(WAIVABLE)}
        if known := self.ids.get(each.reference):
            return {"anyOf": [{"enum": list(known), "enumDescriptions": list(known.values())}, _IDENTIFIER]}
        if each.reference or each.is_key or (each.name == "id" and issubclass(cls, Entity)):
            return _IDENTIFIER
        bounds = {"minimum": each.bounds[0], "maximum": each.bounds[1]} if each.bounds else {}
        return {**_SINGLE[each.plain or str], **bounds}


_TEXTS = (Role.TEXT, Role.TEXT_LIST, Role.LOCAL_TEXTS)
