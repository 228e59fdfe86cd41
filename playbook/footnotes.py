"""Footnotes of a body: each note is referred to, and each reference has its note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from playbook.diagnostics import Diagnostic, Location
from playbook.places import Places
from playbook.said import said

_REFERENCE = re.compile(r"(?<!\\)\[\^(?P<id>[^\]\n]*)\]")
_NOTE = re.compile(r"^[ >]*\[\^(?P<id>[^\]\n]*)\]:", re.MULTILINE)


def wrong_footnotes(root: Element, places: Places) -> Iterator[Diagnostic]:
    """Notes that readers never come to, or that another one replaces, and references that are shown as they stand.

    ``root`` is what Markdown makes of the body: what is a note, a reference or code is for it to say.
    """
    if "[^" not in places.searched:  # nearly all bodies
        return
    notes = {id_.removeprefix("fn:") for each in root.iter("li") if (id_ := each.get("id", "")).startswith("fn:")}
    used = {each.get("href", "").removeprefix("#fn:") for each in root.iter("a") if each.get("class") == "footnote-ref"}
    first: dict[str, Location] = {}
    for found in _NOTE.finditer(places.searched):
        id_, place = found["id"], places.at(found.start() + found[0].index("["))
        if id_ not in notes:
            continue
        if id_ in first:
            yield _second(id_, place, first[id_])
        elif id_ not in used:
            yield _unused(id_, place)
        first.setdefault(id_, place)
    shown = "\n".join(_shown(root))
    for found in _REFERENCE.finditer(places.searched):
        if found["id"] not in notes and found[0] in shown:
            yield _missing(found["id"], places.at(found.start()))


def _shown(root: Element) -> Iterator[str]:
    """The texts that readers see, but for code."""
    for each in root.iter():
        if each.tag not in ("code", "pre"):
            yield each.text or ""
        yield each.tail or ""


def _unused(id_: str, place: Location) -> Diagnostic:
    return Diagnostic(
        location=place,
        code="unused-footnote",
        message=said("nothing in the text refers to the note '{id}'", id=id_),
        hint=said("write [^{id}] where it belongs, or delete the note", id=id_),
    )


def _missing(id_: str, place: Location) -> Diagnostic:
    return Diagnostic(
        location=place,
        code="missing-footnote",
        message=said("there is no note '{id}'", id=id_),
        hint=said("write it on a line of its own: [^{id}]: the note", id=id_),
    )


def _second(id_: str, place: Location, first: Location) -> Diagnostic:
    return Diagnostic(
        location=place,
        code="duplicate-id",
        message=said("'{id}' is used twice in the text; first at {place}", id=id_, place=first),
        hint=said("give one of them another id"),
    )
