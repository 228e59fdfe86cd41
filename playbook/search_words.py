"""Words by which a page is found though they do not stand on it: parts of compounds, and plain spellings.

A search that knows stems and beginnings only finds *kontaktpunkt* by *kontakt*, and neither by *punkt* nor *følelse* by
*foelelse*. What is worked out here goes into its index beside the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from playbook.store import key

_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_NO_TEXT = re.compile(r"\]\([^()\s]*\)|\{[#:][^{}]*\}|https?://\S+")
"""Of Markdown: where links lead, the ids of headings, addresses."""
_SPELT_OUT = str.maketrans({"æ": "ae", "ø": "oe", "ß": "ss", "ð": "d", "þ": "th"})
_VOWELS = (("ae", "a"), ("oe", "o"))
_DOUBLED = re.compile(r"(.)\1")

_ENDINGS = {
    "da": (
        "ernes", "erne", "ene", "ens", "ers", "ets", "en", "er", "es", "et", "e", "s",
    ),
    "sv": (
        "arnas", "ernas", "ornas", "arna", "erna", "orna", "ans", "ens", "ets", "an", "ar", "as", "en", "er", "et",
        "na", "ns", "or", "a", "e", "n", "s", "t",
    ),
    "no": (
        "enes", "ene", "ens", "ers", "ets", "as", "en", "er", "et", "a", "e", "s",
    ),
}  # fmt: skip
"""Of nouns and adjectives, by language folder, the longest first; one that leaves enough of the word is taken off."""
_SHORTEST_STEM = 3
_SHORTEST_COMPOUND = 6
_LONGEST_COMPOUND = 60
"""Nobody writes a longer one, and the ways to cut it would be many."""
_SHORTEST_PART = 4
"""Of a word that only occurs in running text; a word of the glossary may be shorter."""
_SHORTEST_UNKNOWN = 5
_SEVERAL = 3
_LINKS = ("s", "", "e")
"""What may stand between the parts, likeliest first: rådgivning-s-møde, web-side, kund-e-service."""
_MERE_ENDINGS = frozenset({
    "ende", "heten", "heter", "ingar", "ingarna", "ingen", "ingene", "inger", "ingerne", "ings", "ring", "ringar",
    "ringen", "ringene", "ringer",
})  # fmt: skip
"""What looks like a word at the end of another, and is its ending: juste-ring, mulig-heter."""


def words_of(text: str) -> list[str]:
    """The words of a text in their order, in small letters; of Markdown, without the addresses in it."""
    return _WORD.findall(_NO_TEXT.sub(" ", unicodedata.normalize("NFC", text)).lower())


def name_words(text: str) -> list[str]:
    """The words of a name, with hyphens and digits: *e-handel* is one."""
    return _NAME.findall(unicodedata.normalize("NFC", text).lower())


@lru_cache(1 << 16)
def plain_spelling(word: str) -> str:
    """A word as it reads when Nordic letters and doubled ones are not to be had: *følelse*, *foelelse* → *folelse*.

    ``search-text.js`` does the same to what somebody types, so that all spellings meet in this one.
    """
    spelt = unicodedata.normalize("NFD", word.lower().translate(_SPELT_OUT))
    bare = "".join(character for character in spelt if not unicodedata.combining(character))
    for pair, single in _VOWELS:
        bare = bare.replace(pair, single)
    return _DOUBLED.sub(r"\1", bare)


def has_plain_spelling(word: str) -> bool:
    """Whether a word's plain spelling is no part of what the search makes of it by itself: it drops marks (å, ä, ö)."""
    return "æ" in word or "ø" in word


def stem(folder: str, word: str) -> str:
    """A word without its ending, roughly; only to be compared with another."""
    for ending in _ENDINGS[folder]:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


class Lexicon:
    """The words that a playbook uses in one language, and the compounds that are made of them."""

    def __init__(self, folder: str, *, names: Iterable[str], words: Iterable[str]) -> None:
        """From the names of what the playbook is about, such as terms and touchpoints, and the words of its texts."""
        self._folder = folder
        named = [words_of(name) for name in names]
        of_names = [word for words in named for word in words]
        self._stems = frozenset(map(self._stem, {*of_names, *words}))
        self._names = frozenset(self._stem(words[0]) for words in named if len(words) == 1)
        self._beginnings = self._common_beginnings(of_names)
        self._parts: dict[str, tuple[str, ...]] = {}

    @cached_property
    def state(self) -> str:
        """A digest of all that decides where a word is cut."""
        return key(self._folder, *(repr(sorted(held)) for held in (self._stems, self._names, self._beginnings)))

    def parts(self, word: str) -> tuple[str, ...]:
        """The words that a compound is made of, every way it can be cut; none for a word that is no compound.

        *kunderejsekort* gives *kunde, rejse, kort* and *kunderejse*. Both parts are known words, or the first is one
        with which several names begin: *frafald* is found in *kundefrafald*, for there is *kundecase*.
        """
        if word not in self._parts:
            self._parts[word] = tuple(dict.fromkeys(self._cut(word)))
        return self._parts[word]

    def _common_beginnings(self, words: Iterable[str]) -> frozenset[str]:
        compounds: dict[str, set[str]] = {}
        for word in words:
            for first, _ in self._cuts(word):
                compounds.setdefault(first, set()).add(self._stem(word))
        return frozenset(first for first, found in compounds.items() if len(found) >= _SEVERAL)

    def _cut(self, word: str) -> Iterator[str]:
        if len(word) > _LONGEST_COMPOUND:
            return
        for first, second in list(self._cuts(word)) or self._guesses(word):
            yield first
            yield second
            yield from self.parts(first)
            yield from self.parts(second)

    def _cuts(self, word: str) -> Iterator[tuple[str, str]]:
        """Each way to make two known words of one."""
        if not _SHORTEST_COMPOUND <= len(word) <= _LONGEST_COMPOUND:
            return
        for at in range(_SHORTEST_STEM, len(word) - _SHORTEST_STEM + 1):
            first = self._first(word[:at])
            yield from ((first, second) for second in _rests(first, word[at:]) if self._is_word(second))

    def _guesses(self, word: str) -> Iterator[tuple[str, str]]:
        """A cut that leaves a word which nothing else knows."""
        for at in range(len(word) - _SHORTEST_UNKNOWN, _SHORTEST_STEM - 1, -1):
            if word[:at] in self._beginnings:
                yield from ((word[:at], second) for second in _rests(word[:at], word[at:]))

    def _first(self, start: str) -> str:
        """The word that a compound begins with, without what links it to the next; empty when it is none."""
        for link in _LINKS:
            if start.endswith(link) and self._is_word(start.removesuffix(link)):
                return start.removesuffix(link)
        return ""

    def _is_word(self, word: str) -> bool:
        if word in _MERE_ENDINGS:
            return False
        stemmed = self._stem(word)
        return stemmed in self._names or (len(word) >= _SHORTEST_PART and stemmed in self._stems)

    def _stem(self, word: str) -> str:
        return stem(self._folder, word)


def _rests(first: str, rest: str) -> Iterator[str]:
    """What may follow the first part: no letter is written three times, so nett-trafikk is *nettrafikk*."""
    if first:
        yield rest
        if first[-1:] == first[-2:-1]:
            yield first[-1] + rest
