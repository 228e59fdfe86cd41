"""What texts are called in PO files, and how it is noted which translation went out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from playbook.ledger import words_hash
from playbook.model import Text, TextList
from playbook.reader import Words

MARK = "playbook: "
"""Begins the comment that says which translation stood there when the file was exported."""
NEW = "new"
"""What that comment says when there was none."""
_CONTEXT = re.compile(r"(?P<path>[^#]+)#(?P<key>[^\[\]]+)(?:\[(?P<number>[0-9]{1,4})\])?")


class Name(NamedTuple):
    """Of a text: ``journeys/buy.md#steps.buys.pains[1]``."""

    path: str
    """Of the file that has it, below the language folder."""
    key: str
    """Of the unit."""
    number: int | None = None
    """Its number in a list, counted from 1; None for a text of its own."""

    def __str__(self) -> str:
        return f"{self.path}#{self.key}" + ("" if self.number is None else f"[{self.number}]")

    @classmethod
    def read(cls, text: str) -> Name | None:
        """The name that a text is; None for any other text."""
        found = _CONTEXT.fullmatch(text)
        return cls(found["path"], found["key"], int(found["number"]) if found["number"] else None) if found else None


def mark_of(unit: Text | TextList, language: str) -> str:
    """What stands for the translation of a text as it is."""
    words: Mapping[str, Words] = unit.words
    return words_hash(words[language]) if language in words else NEW
