"""Ids made from titles, with Nordic letters spelt out."""

from __future__ import annotations

import re
import unicodedata

from playbook.model import LONGEST_IDENTIFIER, is_identifier

_SPELLINGS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ð": "d", "þ": "th"})


def identifier_from(title: str) -> str:
    """An id that a title suggests; empty when it suggests none."""
    spelt = unicodedata.normalize("NFC", title).lower().translate(_SPELLINGS)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_IDENTIFIER].strip("-")
    return words if is_identifier(words) else ""
