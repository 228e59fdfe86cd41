"""Characters that no file of the playbook may hold."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping

from playbook.codes import Code

_PLANE_ENDS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))

_CLASSES: Mapping[Code, str] = {
    "control-character": r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f",
    "bidirectional-control": r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",  # all of Unicode's Bidi_Control
    "hidden-line-break": r"\x85\u2028\u2029",  # line ends to YAML 1.1 and JavaScript, not to Markdown
    "stray-byte-order-mark": r"\ufeff",
    "not-a-character": r"\ufdd0-\ufdef\ud800-\udfff" + _PLANE_ENDS,
}
"""By code, the inside of a regular expression's class. Tab, line feed and carriage return are allowed."""
_SHAPES = {code: re.compile(f"[{each}]") for code, each in _CLASSES.items()}
_FORBIDDEN = re.compile(f"[{''.join(_CLASSES.values())}]")

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def is_harmless(text: str) -> bool:
    """Whether a text surely holds no forbidden character: all of those are unprintable; quick, and mostly true."""
    return text.replace("\n", "").replace("\t", "").replace("\r", "").isprintable()


def forbidden(text: str) -> Iterator[tuple[int, Code, str]]:
    """Each forbidden character: its offset, the code of the problem, and its name as ``U+202E (…)``."""
    for match in _FORBIDDEN.finditer(text):
        code = next(code for code, shape in _SHAPES.items() if shape.match(match[0]))
        yield match.start(), code, named(match[0])


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: it is empty, or all white space and characters that nobody sees."""
    return not "!" <= text[:1] <= "~" and all(
        c.isspace() or c in _UNSEEN or unicodedata.category(c) in ("Cf", "Cc") for c in text
    )


_UNSEEN = frozenset(
    {
        *"\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0",
        *map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000))),
    }
)
"""Beside those of the category format: what Unicode calls ignorable by default, and the empty Braille pattern.

https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt, ``Default_Ignorable_Code_Point``
"""


def unescaped(text: str) -> str:
    """A text as a browser reads it: with characters for the references to them, ``&lt;`` and ``&#60;``.

    A number that is too long for any character stands for the replacement character, however long it is.
    """
    return html.unescape(_NUMBER.sub(_bounded, text)) if "&" in text else text


_NUMBER = re.compile(r"&#(?:(?P<x>[xX])0*(?P<hexadecimal>[0-9a-fA-F]+)|0*(?P<decimal>[0-9]+))")


def _bounded(found: re.Match[str]) -> str:
    digits = found["hexadecimal"] or found["decimal"]
    return f"&#{found['x'] or ''}{digits}" if len(digits) <= _DIGITS else f"&#{'9' * _DIGITS}"


_DIGITS = 8
"""More than any character's number has."""


def without_forbidden(text: str) -> str:
    """The text with a replacement character for each forbidden one, so that every column stays."""
    return _FORBIDDEN.sub(REPLACEMENT, text)


def named(character: str) -> str:
    """A character that cannot be seen, by its number and its name."""
    point = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    return f"{point} ({name})" if name else point
