"""Character references in prose that stand for what no file may hold: ``&rlm;`` is U+200F as much as U+200F itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from playbook.characters import REPLACEMENT, forbidden, unescaped
from playbook.codes import Code
from playbook.diagnostics import Diagnostic
from playbook.places import Places
from playbook.said import said
from playbook.source_problems import problem

_SHOWN = 20
"""Characters of a reference: it may begin with any number of zeros."""
_REFERENCE = re.compile(
    rf"&(?:#(?P<number>[0-9]+|[xX][0-9a-fA-F]+);|[0-9a-zA-Z]+;|#(?P<endless>[xX]?[0-9a-fA-F]{{{_SHOWN},}}))"
)
"""What Markdown leaves to the browser. Without a semicolon it is text, which Markdown's own tables of contents read."""


def hidden_references(root: Element, places: Places) -> Iterator[Diagnostic]:
    """Each reference to a forbidden character in the words and attributes of a Markdown tree, and to none at all."""
    for text in _texts(root):
        for found in _REFERENCE.finditer(text):
            for code, character in _wrong(found):
                shown = found[0] if len(found[0]) <= _SHOWN else f"{found[0][:_SHOWN]}…"
                # To a number Markdown may have added the semicolon.
                written = found[0].removesuffix(";") if found["number"] else found[0]
                told = problem(code, places.find(written), character=character or shown)
                yield replace(told, hint=said("delete '{reference}'", reference=shown))


def _texts(root: Element) -> Iterator[str]:
    for element in root.iter():
        for text in (element.text, *element.attrib.values(), element.tail):
            if text and "&" in text:
                yield text


def _wrong(found: re.Match[str]) -> Iterator[tuple[Code, str]]:
    """The code of a reference that is wrong, and its character's name if there is one."""
    digits = found["number"]
    if found["endless"] or (digits and (len(found[0]) > _SHOWN or _number(digits) > sys.maxunicode)):
        yield "not-a-character", ""
        return
    text = unescaped(found[0])
    is_kept_back = digits and text in ("", REPLACEMENT)  # by a browser, which shows something else
    for _, code, character in forbidden(chr(_number(digits)) if is_kept_back else text):
        yield code, character


def _number(digits: str) -> int:
    return int(digits[1:], 16) if digits[0] in "xX" else int(digits)
