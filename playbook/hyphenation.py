"""Where long Nordic words may break, as soft hyphens: not every browser has dictionaries for these languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
ROOM = 8.5
"""Letters of common width that fit the narrowest column; a longer word, or part of a compound, may break."""
LONGEST = 60
"""Letters of a word in which parts are looked for; no longer one is a word."""

_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 3
"""Letters that stand together on each side of a break."""
_LINKS = ("s", "e")
"""What may join the parts of a compound: rådgivning-s-møde, annonce-kampagne, annons-e-kampanje."""
_ENDINGS = re.compile(
    r"(?:(?:n?ing|els)(?=(?:ern|arn|en)?[aes]|er|ar|en|\Z))?"
    r"(?:ernes|ernas|arnas|enes|erne|erna|arna|orna|ene|ens|ets|ers|ars|en|et|er|ar|or|ne|na|es|e|a|n|r|s|t)?\Z"
)
_SUFFIX = re.compile(r"(?:n?ing|else|som|bar|lig|ig|ad)?(?:e?[nrt]?(?:ne|na|es|e|a)?s?|ar(?:na)?s?)")
"""What ends a word and is no word in a compound, though there may be one like it: løsning-ene, belønn-ingen."""
_VOWELS = "aeiouyæøåäöéèü"
_ONSET = rf"(?:s[ptk][rlj]|s[ck]h|[gkst]kj|stj|s[ptkhcjv]|(?:[bdfkptv]|(?<!n)g)[rl]|[bdfgknt]j|[^{_VOWELS}])"
"""What can begin a syllable."""
_SYLLABLE = re.compile(rf"(?<=[{_VOWELS}])[^{_VOWELS}]*?(?P<start>{_ONSET})(?=[{_VOWELS}])")
"""One consonant goes with the vowel after it, or several that can begin a word; all three languages allow that."""
_ONE_SOUND = ("ng", "ck")
_PREFIX = re.compile(
    r"(?:mellem|mellom|mellan|under|over|över|efter|etter|sam|med)(?=\w{4})"
    rf"|(?:be|för|for|till|til|upp|opp?|inn|ind|ut|ud|av|af|an|på|mot|mod|gjen|gen)(?=(?:s[lmn]|{_ONSET})[{_VOWELS}]\w)"
)
_LINKED = re.compile(r"(?<=heds|hets|tets|ings|ions|kaps)(?=\w{3})")
"""After an s that can only join the parts of a compound."""


@dataclass(frozen=True, kw_only=True)
class Hyphenation:
    """How the words of one language break."""

    known: frozenset[str]
    """Words in lower case that stand by themselves somewhere: what compounds are made of."""
    _divided: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    _cut: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def divided(self, text: str) -> str:
        """The text with a soft hyphen wherever a long word may break; without them it is the same text.

        A compound breaks between its parts; a part that is still long, and a word of unknown parts, between syllables.
        """
        return _WORD.sub(lambda found: self._word(found[0]), text)

    def _word(self, word: str) -> str:
        found = self._divided.get(word)
        if found is None:
            found = self._divided[word] = SOFT_HYPHEN.join(self._broken(word))
        return found

    def _broken(self, word: str) -> list[str]:
        if not _is_long(word) or len(word.lower()) != len(word):  # İ has two small letters
            return [word]
        return [syllables for part in self._parts(word) for syllables in _syllables(part)]

    def _parts(self, word: str) -> tuple[str, ...]:
        """The parts of a compound, or the word alone."""
        place = self._place(word.lower()) if _is_long(word) and len(word) <= LONGEST else 0
        return (*self._parts(word[:place]), *self._parts(word[place:])) if place else (word,)

    def _place(self, word: str) -> int:
        """Where a compound is cut in two, of several places the one nearest to its middle; 0 when it is none."""
        if word not in self._cut:
            places = range(_LEAST, len(word) - _LEAST + 1)
            found = [place for place in places if self._begins(word[:place]) and self._ends(word[place:])]
            self._cut[word] = min(found, key=lambda place: abs(len(word) - 2 * place), default=0)
        return self._cut[word]

    def _begins(self, start: str) -> bool:
        """Whether a compound can begin so."""
        return start in self.known or any(
            start.endswith(link) and len(start) > _LEAST + 1 and start.removesuffix(link) in self.known
            for link in _LINKS
        )

    def _ends(self, end: str) -> bool:
        """Whether a compound can end so: with a word, with a form of one, or with another compound."""
        if _SUFFIX.fullmatch(end):
            return False
        return end in self.known or _stem(end) in self._stems or bool(self._place(end))

    @cached_property
    def _stems(self) -> frozenset[str]:
        stems = (_stem(word) for word in self.known)
        return frozenset(stem for stem in stems if len(stem) > _LEAST)


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words of texts, as ``Hyphenation`` knows them."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text) if len(word) >= _LEAST)


@cache
def compound_words(folder: str) -> frozenset[str]:
    """Common words of a language that compounds are made of, in ``locale/compounds.*.txt``; by language folder."""
    file = files("playbook") / "locale" / f"compounds.{folder}.txt"
    return frozenset(file.read_text(encoding="utf-8").split()) if file.is_file() else frozenset()


def _is_long(word: str) -> bool:
    """Whether a word is too long for a narrow column; letters are not of one width."""
    if len(word) * 1.5 <= ROOM:
        return False
    lowered = word.lower()
    wide, narrow = (sum(map(lowered.count, letters)) for letters in ("mwæ", "fijl"))
    return len(word) + wide / 2 - narrow / 2 > ROOM


def _stem(word: str) -> str:
    """A word without its ending, roughly; only to be compared with another."""
    return word[:1] + _ENDINGS.sub("", word[1:], count=1)


def _syllables(part: str) -> list[str]:
    if not _is_long(part):
        return [part]
    lowered = part.lower()
    prefix = _PREFIX.match(lowered)
    start = prefix.end() if prefix else 0
    breaks = {start, *(start + found.start("start") for found in _SYLLABLE.finditer(lowered[start:]))}
    for linked in _LINKED.finditer(lowered):
        breaks = {place for place in breaks if abs(place - linked.start()) > 1} | {linked.start()}
    places = [
        place
        for place in sorted(breaks)
        if _LEAST <= place <= len(part) - _LEAST and lowered[place - 1 : place + 1] not in _ONE_SOUND
    ]
    return [part[start:end] for start, end in zip([0, *places], [*places, len(part)], strict=True)]
