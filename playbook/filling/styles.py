"""A text as YAML at a place of front matter, in the style of what stood there, and to the character."""

from __future__ import annotations

import re
from typing import NamedTuple

from playbook.yaml_core import read
from playbook.yaml_text import scalar

WIDTH = 120
"""Characters from which on a line is folded."""
_BREAK = re.compile(r"(?<=[^ ]) (?=[^ ])")


class Value(NamedTuple):
    """A text as it is written after ``key: ``."""

    head: str
    """What stands on the key's line."""
    below: tuple[str, ...] = ()
    """The lines under it, with their indentation."""


def value(text: str, *, indent: int, style: str = "", on_one_line: bool = False, in_brackets: bool = False) -> Value:
    """A text in a style: ``|`` or ``>`` for lines below the key, a quotation mark, or none of these.

    ``indent`` counts the spaces before lines below. Another style is taken where the text would not come back whole.
    """
    if not in_brackets and not on_one_line and (style in ("|", ">") or "\n" in text):
        made = _below(text, indent)
        if made is not None:
            return made
    if in_brackets or style not in ("'", '"') or "\n" in text:
        return Value(one_line(text, in_brackets=in_brackets))
    quoted = "'" + text.replace("'", "''") + "'" if style == "'" else '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'
    return Value(quoted if _reads_as(f"k: {quoted}", text) else one_line(text))


def fresh_value(text: str, *, indent: int, before: int) -> Value:
    """A text for a key that is not there yet, folded when the line is long; ``before`` counts what precedes it."""
    return value(text, indent=indent, style=">" if before + len(text) > WIDTH else "")


def _below(text: str, indent: int) -> Value | None:
    sign, lines = ("|-", text.split("\n")) if "\n" in text else (">-", _folded(text, WIDTH - indent))
    below = tuple(f"{' ' * indent}{line}" if line else "" for line in lines)
    return Value(sign, below) if _reads_as("\n".join([f"k: {sign}", *below]), text) else None


def _folded(text: str, width: int) -> list[str]:
    """The text in lines, broken at single spaces only: others, and those that do not break, stay what they are."""
    first, *words = _BREAK.split(text)
    lines = [first]
    for word in words:
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def one_line(text: str, *, in_brackets: bool = False) -> str:
    """A text on one line, as an item between commas when it stands in brackets."""
    if "\n" not in text:
        return scalar(text, in_brackets=in_brackets)
    quoted = '"' + re.sub(r'(["\\])', r"\\\1", text).replace("\n", "\\n").replace("\t", "\\t") + '"'
    if not _reads_as(f"k: {quoted}", text):
        raise ValueError(f"{text!r} cannot be written as YAML")
    return quoted


def _reads_as(yaml_text: str, text: str) -> bool:
    reading = read(yaml_text, file="", first_line=1, depth=24, number_characters=20)
    return not reading.diagnostics and reading.value == {"k": text}
