"""Ids made from titles, with Nordic letters spelt out, so that ``Måling`` and ``Maling`` stay apart."""

from __future__ import annotations

import re
import unicodedata

from playbook.model import LONGEST_IDENTIFIER, is_identifier

_SPELLINGS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ð": "d", "þ": "th"})


def slug(text: str, separator: str = "-") -> str:
    """The words of a text for an address: ``Følelse og håb`` becomes ``foelelse-og-haab``; empty without any."""
    spelt = unicodedata.normalize("NFC", text).lower().translate(_SPELLINGS)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", separator, plain).strip(separator)


def identifier_from(title: str) -> str:
    """An id that a title suggests; empty when it suggests none."""
    words = slug(title)[:LONGEST_IDENTIFIER].strip("-")
    return words if is_identifier(words) else ""
