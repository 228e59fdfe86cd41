"""Text and addresses, escaped for Mermaid source."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16}")
_PLAIN = frozenset(" .!?()'/-+=–—…’”“»«€")
_KEYWORDS = (
    "title", "section", "accTitle", "accDescr", "journey", "end", "graph", "flowchart", "subgraph", "click", "style",
    "classDef", "class", "linkStyle", "direction", "default", "timeline",
)  # fmt: skip
# The boundary is ASCII, as in Mermaid's lexers: they read "journeyØ" as the keyword and a rest.
_BEGINS_BADLY = re.compile(rf"(?:{'|'.join(_KEYWORDS)})(?![a-z0-9_])|[-=+.!?()'/]|[0-9]+[.)](?: |\Z)", re.I | re.A)
_COMMON = re.compile(r"[A-Za-z0-9ÆØÅÄÖæøåäöéüÉÜ .!?'/–—’-]*")
"""What most labels are made of, all of which stays."""
_DIRECTION = re.compile(r"d(?=irection (?:TB|TD|BT|RL|LR))", re.I)


@lru_cache(1 << 12)  # a journey has two diagrams with the same words, and the words of stages come again
def escape(text: str, *, actor: bool = False) -> str:
    """The text as a label that every Mermaid parser reads back as the same words.

    For a node, an edge, a subgraph (there in double quotes), a title, a section, a task, ``accTitle`` and ``accDescr``;
    ``actor`` for an actor of a ``journey``, where a comma would separate two of them. The rules were found by fuzzing
    Mermaid 10 to 12:

    1. The text becomes NFC on one line: white space is one space; control, format, private and unassigned characters
       are dropped, except those that join emoji; ``ﬂ``, which Mermaid uses as a mark of its own, becomes ``fl``;
       nothing becomes ``-``.
    2. Letters, marks, digits, common punctuation and symbols such as emoji stay; the rest becomes ``#<decimal>;``.
    3. So does the first character of a label that begins with a keyword, an operator or, as Mermaid 11 would draw no
       label but an error, a Markdown list (``1. ``); and the ``d`` of ``direction TB``, which Mermaid sees anywhere.
    """
    one_line = " ".join(_visible(unicodedata.normalize("NFC", text)).split()).replace("¶ß", "¶ ß") or "-"
    if _COMMON.fullmatch(one_line) and not _BEGINS_BADLY.match(one_line) and "irection" not in one_line:
        return one_line
    coded_first = 1 if _BEGINS_BADLY.match(one_line) else 0
    coded_anywhere = {found.start() for found in _DIRECTION.finditer(one_line)}
    return "".join(
        _code(c) if index < coded_first or index in coded_anywhere or not _is_plain(c, actor=actor) else c
        for index, c in enumerate(one_line)
    )


def escape_address(address: str) -> str:
    """A relative address or a fragment for a ``click`` line, percent-encoded; ValueError for any other address."""
    if not is_inside(address):
        raise ValueError(f"not a relative address: {address!r}")
    return quote(address, safe="/#?=&%.-_~+,!()'")


def is_inside(address: str) -> bool:
    """Whether an address stays in the site wherever the site lies: relative or a fragment, without surprises."""
    if not address or not address.isprintable() or address.startswith("/") or "\\" in address:
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and ":" not in parts.path.partition("/")[0]


def _visible(text: str) -> str:
    if _COMMON.fullmatch(text):
        return text
    spaced = (" " if c.isspace() else c for c in text.replace("ﬂ", "fl"))
    return "".join(c for c in spaced if c in _JOINERS or unicodedata.category(c) not in _DROPPED)


def _is_plain(character: str, *, actor: bool) -> bool:
    if character in "ßﬂ°¶":
        return False
    if character == ",":
        return not actor
    category = unicodedata.category(character)
    return (
        character in _PLAIN
        or character in _JOINERS
        or category[0] in "LM"
        or category == "Nd"
        or (category[0] == "S" and character > "\u2000")
    )


def _code(character: str) -> str:
    return f"#{ord(character)};"
