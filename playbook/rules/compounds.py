"""Compounds that are written as one word, and two words in which one of them has been split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from playbook.rules.inflection import forms, noun_forms

SHORTEST = 3
"""Letters of a part."""


class Whole(NamedTuple):
    """A noun that may have been split."""

    noun: str
    """Without an ending, as the two words would make it."""
    right: str = ""
    """What to write instead of it, when that is another word."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Compounds:
    """The closed compounds of a language; all words are in small letters."""

    joined: Mapping[str, Whole]
    """By the two words of it, written together."""
    nouns: frozenset[str]
    """First words that are no verbs."""
    open: frozenset[tuple[str, str]]
    """Two words that are rightly apart: *service blueprint*."""

    def meant_by(self, first: str, second: str, *, before: Iterable[str] = ()) -> str:
        """The one word that two words should be, or nothing; ``before`` is what comes before them."""
        together = first + second
        whole = self.joined.get(together)
        if whole is None or first in _PARTICLES or (first, second) in self.open:
            return ""
        if not SHORTEST <= len(first) <= len(whole.noun) - SHORTEST:
            return ""
        is_noun = first in self.nouns or (first.endswith("s") and first not in _VERBS)
        is_whole_before = not _DETERMINERS.isdisjoint(before)
        if together != whole.noun and (is_whole_before or not is_noun):  # *sjekk liste* is nothing, *sjekk listen* is
            return ""
        return whole.right or (_LINKED.get(first, first) + second)


def compounds(names: Iterable[str], *, firsts: Iterable[str], instead: Mapping[str, str], language: str) -> Compounds:
    """The closed compounds among names of things, and what else is made with the same parts.

    ``firsts`` are first words that are no verbs, ``instead`` holds compounds that are to be avoided, with the words to
    write instead.
    """
    names = tuple(names)
    single = [name for name in names if " " not in name and len(name) >= 2 * SHORTEST]
    usual = _FIRST[language]
    heads = {*_HEADS[language], *_heads(single, (_LINKED.get(first, first) for first in usual))}
    joined: dict[str, Whole] = {}
    for head in heads:
        endings = noun_forms(head, language)
        for first in usual:
            joined.update(dict.fromkeys((first + form for form in endings), Whole(first + head)))
    for name, right in instead.items():
        joined.update(dict.fromkeys(noun_forms(name, language), Whole(name, right)))
    for name in single:
        joined.update(dict.fromkeys(noun_forms(name, language), Whole(name)))
    return Compounds(
        joined=joined,
        nouns=frozenset({*usual, *firsts, "kontakt", *(name for name in names if name not in _VERBS)}),
        open=frozenset(
            (first, form) for name in names for first, last in pairwise(name.split()) for form in forms(last, language)
        ),
    )


def _heads(names: Iterable[str], beginnings: Iterable[str]) -> set[str]:
    """What follows one of some beginnings in a name: *kart* of *kundereisekart*."""
    starts = tuple(beginnings)
    found = {name.removeprefix(start) for name in names for start in starts if name.startswith(start)}
    return {head for head in found if len(head) >= SHORTEST and head not in _NO_HEADS}


_FIRST: Mapping[str, tuple[str, ...]] = {
    "da": ("kunde", "kunderejse", "kundeoplevelse", "fase"),
    "sv": ("kund", "kundresa", "kundrese", "kundupplevelse", "fas"),
    "no": ("kunde", "kundereise", "kundeopplevelse", "fase"),
}
"""Nouns that most compounds of the field begin with."""
_LINKED: Mapping[str, str] = {
    "kundeoplevelse": "kundeoplevelses",
    "kundresa": "kundrese",
    "kundeopplevelse": "kundeopplevelses",
}
"""How some of them stand there."""
_HEADS: Mapping[str, tuple[str, ...]] = {
    "da": (
        *("analyse", "data", "dialog", "gruppe", "kort", "management", "model", "oplevelse", "punkt", "rejse"),
        *("segment", "team", "undersøgelse"),
    ),
    "sv": (
        *("analys", "data", "dialog", "grupp", "karta", "management", "modell", "punkt", "resa", "segment"),
        *("team", "undersökning", "upplevelse"),
    ),
    "no": (
        *("analyse", "data", "dialog", "gruppe", "kart", "management", "modell", "opplevelse", "punkt", "reise"),
        *("segment", "team", "undersøkelse"),
    ),
}
"""What they are most often followed by."""
_NO_HEADS = frozenset(("ansvarlig", "ansvarig", "emne", "ämne"))
"""Second parts that stand rightly behind the first word too: *gøre en kunde ansvarlig*."""
_PARTICLES = frozenset(
    (
        *("alt", "att", "bag", "bak", "bakom", "bruger", "bruker", "den", "det", "efter", "eller", "ett", "etter"),
        *("for", "fra", "fram", "frem", "från", "før", "för", "gennem", "genom", "gjennom", "hen", "her", "hos", "här"),
        *("ikke", "ind", "inde", "inn", "inne", "inte", "kjøp", "køb", "köp", "med", "mellan", "mellem", "mellom"),
        *("mer", "mere", "mod", "mot", "ned", "ner", "nye", "når", "och", "ofte", "omkring", "over", "på", "selv"),
        *("själv", "som", "søg", "søk", "sök", "til", "tilbage", "tilbake", "till", "tillbaka", "ude", "uden", "under"),
        *("upp", "utan", "uten", "ved", "vel", "vid", "være", "över"),
    )
)
"""What rightly stands before a noun: *om setningen*, *med arbejdere*, *bruker støtte*."""
_VERBS = frozenset(("log", "logg", "mål", "sjekk", "spor", "test", "tjek"))
"""Nouns that are verbs too, with something definite behind them."""
_DETERMINERS = frozenset(
    (
        *("de", "den", "denna", "denne", "deras", "deres", "det", "detta", "dette", "din", "dine", "dit", "ditt"),
        *("egen", "eget", "ei", "ein", "eit", "en", "enhver", "er", "et", "ethvert", "ett", "hendes", "hennes", "hver"),
        *("hvert", "hvilke", "hvilken", "hvilket", "ingen", "jeres", "min", "noen", "nogen", "ny", "någon", "samma"),
        *("samme", "sin", "sit", "sitt", "varje", "vilka", "vilken", "vilket", "vores", "vår"),
    )
)
"""Behind these a noun is whole, and the next one begins something new: *hvilken kunderejse kortet viser*."""
