"""Ids of headings: Nordic letters are spelt out, so that ``Måling`` and ``Maling`` stay apart."""

from __future__ import annotations

import re
import unicodedata

SPELLINGS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ð": "d", "þ": "th"})


def slug(text: str, separator: str) -> str:
    """The id of a heading: ``Følelse og håb`` becomes ``foelelse-og-haab``; empty when no letter or digit is left."""
    spelt = unicodedata.normalize("NFC", text).lower().translate(SPELLINGS)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", separator, plain).strip(separator)
