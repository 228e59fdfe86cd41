"""The forms of a noun in Danish, Swedish and Norwegian: its stem and every ending that it could have.

Too many rather than too few: what is looked for in texts is looked up among the forms, and a form that nobody writes
does no harm. Endings of verbs and adjectives are left out, since they would make other words of the nouns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, kw_only=True, slots=True)
class _Endings:
    """What a language adds to a noun, by the noun's own end; a genitive's *s* can follow each."""

    e: tuple[str, ...]
    vowel: tuple[str, ...]
    """Other vowels than *e*."""
    consonant: tuple[str, ...]
    doubled: str
    """The consonants that are doubled before an ending: *butik, butikken*."""
    verbal: tuple[str, ...]
    """Those that verbs have too: *en kunde rejser*."""


_ENDINGS: Mapping[str, _Endings] = {
    "da": _Endings(
        e=("n", "r", "t", "ne", "rne"),
        vowel=("en", "et", "er", "ene", "erne"),
        consonant=("en", "et", "er", "ene", "erne"),
        doubled="bdfgklmnprst",
        verbal=("r", "er"),
    ),
    "sv": _Endings(
        e=("n", "t", "r", "na"),
        vowel=("n", "t", "r", "er", "na", "rna", "erna"),
        consonant=("en", "et", "ar", "er", "arna", "erna"),
        doubled="mn",
        verbal=("r", "er", "ar"),
    ),
    "no": _Endings(
        e=("n", "r", "t", "ne"),
        vowel=("en", "et", "er", "ene"),
        consonant=("en", "et", "er", "ene"),
        doubled="m",
        verbal=("r", "er"),
    ),
}
"""By language folder."""
_VOWELS = frozenset("aeiouyæøåäö")


@cache
def forms(noun: str, language: str) -> frozenset[str]:
    """Every form of a noun in small letters, by the folder of the language; the noun itself is among them."""
    found = [stem + ending for stem, endings in _stems(noun, language) for ending in endings]
    found.append(noun)
    return frozenset((*found, *(form + "s" for form in found)))


@cache
def noun_forms(noun: str, language: str) -> frozenset[str]:
    """The forms that no verb has: without the plural in -r."""
    verbal = [stem + ending for stem, _ in _stems(noun, language) for ending in _ENDINGS[language].verbal]
    return forms(noun, language).difference(verbal, (form + "s" for form in verbal)) | {noun}


def _stems(noun: str, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What endings are added to, each with its endings."""
    endings, last = _ENDINGS[language], noun[-1]
    if language == "sv" and last == "a":
        yield noun[:-1], ("an", "or", "orna")
    else:
        yield noun, endings.e if last == "e" else endings.vowel if last in _VOWELS else endings.consonant
    if last in endings.doubled and noun[-2:-1] in _VOWELS and noun[-3:-2] not in _VOWELS:
        yield noun + last, endings.consonant
    if noun.endswith("um"):
        yield noun[:-2], endings.consonant
    if noun.endswith("er") and language != "sv":
        yield noun, ("e", "ne")
    if noun.endswith("el"):
        yield noun[:-2] + "l", endings.consonant
