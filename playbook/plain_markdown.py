"""Markdown of headings, paragraphs and links alone, read without Markdown: most bodies are nothing else.

What might be anything more is left to Markdown itself; where this reads a text, it reads the same.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from playbook.characters import is_harmless

_MORE = re.compile(r"[\\`*_<&\t|]|!\[| $", re.MULTILINE)
"""Without any of these a text has no code, emphasis, HTML, reference, table, picture, or line that is ended early."""
_HEADING = re.compile(r"(?P<level>#{1,6}) (?P<words>[^\W\d_][^#{}\[\]\n]*?)(?: \{#(?P<id>[A-Za-z0-9-]+)\})?\Z")
_LINK = r"\[(?P<words>[^\W\d_][^\[\]{}\n]*)\]\((?P<address>[^\s()\[\]{}\"']+)\)"
_PIECES = rf"(?:[^\[\]{{}}\n]|{_LINK.replace('?P<words>', '?:').replace('?P<address>', '?:')})*"
_PARAGRAPH = re.compile(rf"(?=[^\W\d_]|\[){_PIECES}(?:\n(?=[^\W\d_]|\[){_PIECES})*\Z")
"""Lines that begin with a letter or a link, with brackets around nothing but links."""
_LINKS = re.compile(_LINK)


def read_plain(text: str) -> Element | None:
    """The tree that Markdown makes of a text, or None for a text that is left to it."""
    if not text.strip():
        return Element("div")
    if _MORE.search(text) or not is_harmless(text) or "\r" in text:
        return None
    root = Element("div")
    root.text = root.tail = "\n"
    for block in filter(None, (part.strip("\n") for part in text.split("\n\n"))):
        if heading := _HEADING.match(block):
            element = SubElement(root, f"h{len(heading['level'])}", {"id": heading["id"]} if heading["id"] else {})
            element.text = heading["words"].rstrip()
        elif _PARAGRAPH.match(block):
            element = SubElement(root, "p")
            _fill(element, block)
        else:
            return None
        element.tail = "\n"
    return root


def _fill(paragraph: Element, block: str) -> None:
    """Put words and links into a paragraph."""
    before, at = None, 0
    for found in _LINKS.finditer(block):
        _put(paragraph, before, block[at : found.start()])
        before = SubElement(paragraph, "a", {"href": found["address"]})
        before.text = found["words"]
        at = found.end()
    _put(paragraph, before, block[at:])


def _put(paragraph: Element, before: Element | None, words: str) -> None:
    if before is None:
        paragraph.text = words
    else:
        before.tail = words
