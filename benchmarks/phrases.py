"""Phrases in three languages, from ``phrases.txt``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("da", "sv", "no")
FILE = Path(__file__).with_name("phrases.txt")


class Words(NamedTuple):
    """One text in each language."""

    da: str
    sv: str
    no: str

    def within(self, **values: Words | str | int) -> Words:
        """The text with its ``{placeholders}`` filled in, each language with its own words."""
        return Words(
            *(
                text.format(**{name: value[i] if isinstance(value, Words) else value for name, value in values.items()})
                for i, text in enumerate(self)
            )
        )


def same(text: str) -> Words:
    """A text that reads the same in every language."""
    return Words(text, text, text)


def joined(*parts: Words | str) -> Words:
    """Texts one after the other; what is no ``Words`` stands in every language."""
    each = [same(part) if isinstance(part, str) else part for part in parts]
    return Words(*map("".join, zip(*each, strict=True)))


@cache
def table(name: str) -> Mapping[str, Words]:
    """A section of the file, by the first column; by its Danish words when there is no such column."""
    rows: dict[str, Words] = {}
    section = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#") and section == name:
            *key, da, sv, no = line.split(" | ")
            rows[key[0] if key else da] = Words(da, sv, no)
    return rows


def listed(name: str) -> tuple[Words, ...]:
    """The texts of a section, in the order of the file."""
    return tuple(table(name).values())
