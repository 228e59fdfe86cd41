"""Characters that no file of the playbook may hold."""

from __future__ import annotations

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


def without_forbidden(text: str) -> str:
    """The text with a replacement character for each forbidden one, so that every column stays."""
    return _FORBIDDEN.sub(REPLACEMENT, text)


def named(character: str) -> str:
    """A character that cannot be seen, by its number and its name."""
    point = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    return f"{point} ({name})" if name else point
