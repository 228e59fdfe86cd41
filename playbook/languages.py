"""The three languages: their codes in one table, and the words of the interface."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """A language of the playbook; nothing else in the project maps codes."""

    folder: str
    """Of the content and in the address: ``da``, ``sv``, ``no``."""
    tag: str
    """BCP 47, for ``lang``, ``hreflang`` and Babel: Norwegian bokmål is ``nb``."""
    theme: str
    """Material's own code; it crashes on ``no``."""
    search: str
    """The stemmer's code."""
    name: str
    """The language in its own words, for the language switch."""
    english: str
    """The language in the words of the diagnostics."""
    range_mark: str
    """Between the numbers of a range: 8-10 kunder, 8–10 kunder."""


LANGUAGES: Mapping[str, Language] = {
    "da": Language(folder="da", tag="da", theme="da", search="da", name="Dansk", english="Danish", range_mark="-"),
    "sv": Language(folder="sv", tag="sv", theme="sv", search="sv", name="Svenska", english="Swedish", range_mark="–"),
    "no": Language(folder="no", tag="nb", theme="nb", search="no", name="Norsk", english="Norwegian", range_mark="–"),
}


_LOCALE = Path(__file__).parent / "locale"
_catalogs: tuple[tuple[str, int], ...] = ()
"""The files of the catalogs, and when each was written, as ``forget_catalogs`` has last seen them."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Marks a message that is translated later, so that it is found for the catalogs."""
    return message


def forget_catalogs() -> None:
    """Read every catalog anew when one of their files is another than before; somebody is working on them."""
    global _catalogs
    now = tuple((each.name, each.stat().st_mtime_ns) for each in sorted(_LOCALE.glob("*.po")))
    if now != _catalogs:
        _catalogs = now
        catalog.cache_clear()
        messages.cache_clear()


@cache
def catalog(folder: str) -> Translations:
    """The interface's words in one language, read from its ``.po`` file.

    English is the language of the message ids only; no reader sees it.
    """
    return _read_catalog(f"{folder}.po", folder)


@cache
def messages(folder: str) -> Translations:
    """What is said to editors in one language: the sentences of the diagnostics."""
    return _read_catalog(f"messages.{folder}.po", folder)


def _read_catalog(name: str, folder: str) -> Translations:
    with (_LOCALE / name).open("rb") as file:
        compiled = BytesIO()
        write_mo(compiled, read_po(file, locale=LANGUAGES[folder].tag))
    compiled.seek(0)
    return Translations(compiled)


def long_date(language: Language, day: date) -> str:
    """A date as the language writes it: 21. november 2026."""
    return str(format_date(day, format="long", locale=language.tag))


def label(folder: str, vocabulary: str, value: str) -> str:
    """The word for a value of a vocabulary of the model, such as ``("stage", "need")``.

    The catalogs hold it with the vocabulary as context and the value as message id.
    """
    return str(catalog(folder).pgettext(vocabulary, value))


_LAST_LETTERS = {"da": ("æä", "øö", "å"), "sv": ("å", "äæ", "öø"), "no": ("æä", "øö", "å")}
"""The letters after z, in each language's order; a neighbour's letter sorts as its own twin (CLDR)."""
_ALIKE = {"ü": "y", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ł": "l", "œ": "oe"}
_AFTER_Z = 0x110000
_DOUBLE_A = re.compile(r"aa|.", re.IGNORECASE | re.DOTALL)

BEFORE_A = "0–9"
"""What begins with a digit or a mark stands under this."""

SortKey = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


@lru_cache(1 << 14)
def sort_key(folder: str, text: str) -> SortKey:
    """A key that sorts texts as the language does (CLDR): Æ Ø Å or Å Ä Ö last, in Danish and Norwegian aa as å.

    First by letters, with spaces and then marks before them; then plain letters before accented ones; then by case.
    """
    composed = unicodedata.normalize("NFC", text)
    letters = list(composed) if folder == "sv" else _DOUBLE_A.findall(composed)
    weights = [_weights(folder, letter) for letter in letters]
    return (
        tuple(weight for primary, _, _ in weights for weight in primary),
        tuple(accent for _, accent, _ in weights),
        tuple(case for _, _, case in weights),
    )


def first_letter(folder: str, text: str) -> str:
    """The capital under which a text stands when texts are sorted: Å for *aabenhed* in Danish."""
    weight = next(iter(sort_key(folder, text)[0]), 0)
    if weight >= _AFTER_Z:
        return _LAST_LETTERS[folder][weight - _AFTER_Z][0].upper()
    return chr(weight).upper() if weight >= ord("a") else BEFORE_A


@lru_cache(1 << 10)
def _weights(folder: str, letter: str) -> tuple[tuple[int, ...], int, int]:
    """Of one letter, or of aa in Danish and Norwegian: what it sorts as, its accent, its case."""
    lowered = letter.lower()
    # Danish puts capitals first and aa after each; the others put capitals last and aa after both.
    capital, doubled = int(letter.isupper()), int(len(letter) == 2)
    case = 2 * (1 - capital) + doubled if folder == "da" else 2 * doubled + capital
    for order, twins in enumerate(_LAST_LETTERS[folder]):
        found = twins.find("å" if lowered == "aa" else lowered)
        if found >= 0:
            return (_AFTER_Z + order,), found, case
    bases = unicodedata.normalize("NFD", _ALIKE.get(lowered, lowered))
    primary = tuple(
        ord(base) if base.isalnum() else int(not base.isspace()) for base in bases if not unicodedata.combining(base)
    )
    return primary, int(bases != lowered), case
