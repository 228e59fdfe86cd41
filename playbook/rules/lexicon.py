"""The words of a language as the playbook itself has them: which are to be avoided, and which are a neighbour's.

All forms are written out, so that a text is checked by looking its words up, however many words there are to know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from playbook.codes import Code
from playbook.model import Entity, Playbook, Stage, Term, Touchpoint
from playbook.rules.compounds import Compounds, compounds
from playbook.rules.inflection import forms, noun_forms
from playbook.rules.manuscript import WORD, plain
from playbook.rules.neighbours import Neighbours, neighbours
from playbook.store import key

_IN_BRACKETS = re.compile(r"(?<!\s)\s*\([^()]*\)")
_LONGEST = 8
"""Words by which an expression is known, the last one in any of its forms."""
_SHORTEST_FOREIGN = 4
"""Letters of a word from the glossary; many shorter ones are words of every language."""


class Wrong(NamedTuple):
    """What is wrong with a word, and the one that should be there."""

    code: Code
    right: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """What is known of the words of one language; all of them in small letters and in each of their forms."""

    words: Mapping[str, Wrong]
    phrases: Mapping[tuple[str, ...], str]
    """What to write instead of an expression of several words, with its last word in each of its forms."""
    lengths: Mapping[str, tuple[int, ...]]
    """By its first word, how many words an expression has, the most first."""
    own: frozenset[str]
    """Words that are right, whatever they look like."""
    compounds: Compounds

    @property
    def beginnings(self) -> Iterator[str]:
        """The first two words of each expression to avoid, written together."""
        return (first + second for first, second, *_ in self.phrases)


def read_words(text: str) -> list[str]:
    """The words of a text, plain."""
    return WORD.findall(plain(text))


def names(playbook: Playbook, language: str) -> Iterator[tuple[Entity, str]]:
    """What things are called in a language: titles and synonyms, in small letters."""
    for entity in _named(playbook):
        yield from ((entity, name) for name in _names(entity, language))


NAMING = frozenset({"term", "stage", "touchpoint", "channel"})
"""The kinds of what things are called after; nothing else is in the lexicon."""


def names_digest(playbook: Playbook) -> str:
    """What stands for all that a lexicon depends on."""
    return key(*(repr(fact) for entity in _named(playbook) for fact in _facts(entity)))


def _facts(entity: Entity) -> Iterator[object]:
    yield type(entity).__name__, entity.id, entity.title.words
    if isinstance(entity, Term | Touchpoint | Stage):
        yield entity.synonyms.words
    if isinstance(entity, Term):
        yield entity.avoid.words, entity.ambiguous.words


_KNOWN: dict[tuple[str, str, str], Lexicon] = {}
_MOST_KNOWN = 12


def lexicon(playbook: Playbook, language: str, tag: str) -> Lexicon:
    """What a playbook knows of the words of a language, by its folder and its BCP 47 tag; made once."""
    name = names_digest(playbook), language, tag
    if name not in _KNOWN:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[name] = _lexicon(playbook, language, tag)
    return _KNOWN[name]


def _lexicon(playbook: Playbook, language: str, tag: str) -> Lexicon:
    known = frozenset(name for _, name in names(playbook, language))
    table = neighbours(tag)
    ambiguous = _ambiguous(playbook, language)
    right = {*table.inflected, *(word for name in known for word in read_words(name))}
    own = table.own.union(ambiguous, *(forms(word, language) for word in right))
    avoided = tuple(_avoided(playbook, language, known))
    single = {words[0]: wrong for words, wrong in avoided if len(words) == 1}
    split = [words for words, _ in avoided if len(words) > 1 and "".join(words) in known]
    apart = ((words, wrong.right) for words, wrong in avoided if len(words) > 1 and words not in split)
    phrases = _phrases(apart, language)
    return Lexicon(
        words={
            **{form: wrong for found, wrong in _foreign(playbook, language) for form in found - own},
            **_from_table(table, ambiguous),
            **{
                form: wrong
                for word, wrong in single.items()
                for form in forms(word, language)
                if form == word or not (form in known or form in table.own)
            },
        },
        phrases=phrases,
        lengths=_lengths(phrases),
        own=own,
        compounds=compounds(
            (" ".join(read_words(name)) for name in known),
            firsts=(words[0] for words in split),
            instead={word: wrong.right for word, wrong in single.items()},
            language=language,
        ),
    )


def _from_table(table: Neighbours, ambiguous: frozenset[str]) -> dict[str, Wrong]:
    """What the table knows, but for the words that this playbook leaves to its editors."""
    foreign = {word: Wrong("foreign-word", right) for word, right in table.foreign.items()}
    wrong = {word: Wrong("avoided-word", right) for word, right in table.wrong.items()}
    return {word: each for word, each in (foreign | wrong).items() if word not in ambiguous}


def _phrases(avoided: Iterable[tuple[Sequence[str], str]], language: str) -> Mapping[tuple[str, ...], str]:
    """By every way in which an expression ends; the first that a glossary has counts."""
    found: dict[tuple[str, ...], str] = {}
    for (*words, last), right in ((words[:_LONGEST], right) for words, right in avoided):
        for form in sorted(noun_forms(last, language)):
            found.setdefault((*words, form), right)
    return found


def _lengths(phrases: Iterable[tuple[str, ...]]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for words in phrases:
        found.setdefault(words[0], set()).add(len(words))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def _ambiguous(playbook: Playbook, language: str) -> frozenset[str]:
    words = (word for term in playbook.terms.values() for word in term.ambiguous.read(language))
    return frozenset(form for word in words for form in forms(word.lower(), language))


def disputed(playbook: Playbook, language: str) -> Iterator[tuple[Term, int, Entity]]:
    """Words to avoid that are also the name of something: the term, the number of the word in its list, that thing."""
    named = {name: entity for entity, name in names(playbook, language)}
    for term in playbook.terms.values():
        for index, word in enumerate(term.avoid.read(language)):
            if word.lower() in named:
                yield term, index, named[word.lower()]


def _avoided(playbook: Playbook, language: str, known: frozenset[str]) -> Iterator[tuple[list[str], Wrong]]:
    """The words of each expression to avoid, with the preferred one; a name of something is left to ``disputed``."""
    for term in playbook.terms.values():
        right = term.title.words.get(language)
        for avoided in term.avoid.read(language) if right else ():
            words = read_words(avoided)
            if words and avoided.lower() not in known:
                yield words, Wrong("avoided-word", _IN_BRACKETS.sub("", str(right)))


def _foreign(playbook: Playbook, language: str) -> Iterator[tuple[frozenset[str], Wrong]]:
    """The forms of what things are called in the other languages, in single words, with what this language says."""
    for entity in (*playbook.touchpoints.values(), *playbook.stages.values(), *playbook.terms.values()):
        right = entity.title.words.get(language)
        if right is None:
            continue
        wrong = Wrong("foreign-word", _in_a_sentence(right))
        for other in entity.title.words:
            titled = _names(entity, other) if isinstance(entity, Term) else _titles(entity, other)
            for name in titled if other != language else ():
                if len(name) >= _SHORTEST_FOREIGN and WORD.fullmatch(name):
                    yield forms(name, other), wrong


def _named(playbook: Playbook) -> Iterator[Entity]:
    for entities in (playbook.terms, playbook.stages, playbook.touchpoints, playbook.channels):
        yield from entities.values()


def _names(entity: Entity, language: str) -> Iterator[str]:
    yield from _titles(entity, language)
    if isinstance(entity, Term | Touchpoint | Stage):
        yield from (text.lower() for text in entity.synonyms.read(language))


def _titles(entity: Entity, language: str) -> Iterator[str]:
    title = entity.title.words.get(language)
    if title:
        yield _IN_BRACKETS.sub("", title).lower()


def _in_a_sentence(title: str) -> str:
    """A title as it stands inside a sentence."""
    bare = _IN_BRACKETS.sub("", title)
    return bare[0].lower() + bare[1:] if bare[1:2].islower() else bare
