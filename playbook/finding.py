"""What a search knows of a page beside its text: other names, hidden words, and the facets to narrow it by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from playbook.dependencies import derived
from playbook.languages import catalog
from playbook.links import fragment_of
from playbook.model import (
    CANONICAL_STAGES,
    Channel,
    Entity,
    Journey,
    LocalTexts,
    Metric,
    Opportunity,
    Persona,
    Stage,
    StageModel,
    Term,
    Text,
    Touchpoint,
)
from playbook.parts import page_of
from playbook.search_words import Lexicon, has_plain_spelling, name_words, plain_spelling, stem, words_of
from playbook.view import View, plain

FACETS = ("kind", "stage", "segment", "channel", "persona", "medium")
FOUND = (
    "journey", "stage", "touchpoint", "persona", "method", "model", "metric", "opportunity", "term", "channel", "page",
    "index",
)  # fmt: skip
"""Those that a search finds, in the order in which it offers them."""
_MEDIA = {"online": ("online",), "offline": ("offline",), "both": ("online", "offline")}
_NAMED_ALIKE = frozenset({"stage", "touchpoint", "channel", "term", "metric", "method", "page"})
"""Kinds whose entities have names that people know in another language; the others have titles of their own."""
MOST_WORDS = 400
"""Hidden words of one page from its text; a journey of 30 steps has some 250."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """By what a page, or an entry of one, is found; words are separated by spaces and stand there once."""

    whole: str = ""
    """Its title and its other names, each in plain spelling and written as one word: *kunderejse*, *painpoint*."""
    names: str = ""
    """Other words for what it is about, in all languages, and plain spellings of its title and these."""
    parts: str = ""
    """Parts of the compounds in its title and names."""
    words: str = ""
    """Parts of the compounds in its text, and plain spellings of its words."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids, by facet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """Something that is found by itself and stands on a page with others, such as a term."""

    kind: str
    fragment: str
    """Of the page's address."""
    title: str
    text: str
    finding: Finding


class Finder:
    """Works out by what the pages of one language are found."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.reads = view.reads
        self._folder = view.language.folder

    def of_entity(self, kind: str, entity: Entity) -> Finding:
        """For an entity's page, or its entry."""
        names = [entity.id.replace("-", " "), *self._synonyms(entity)]
        if kind in _NAMED_ALIKE:
            names += entity.title.words.values()
        if kind != "term":
            names += self._glossary(entity.title.read(self._folder))
        written = self._written(entity) if self._view.shows_text(entity) else []
        return self._finding(self._view.text(entity.title), names, written, self._facets(kind, entity))

    def of_index(self, folder: str, title: str, description: str) -> Finding:
        """For a page that lists; ``title`` is a message of the catalogs."""
        shown = self._view.gettext(title)
        languages = self._view.playbook.languages
        names = [folder, *(str(catalog(other).gettext(title)) for other in languages), *self._glossary(shown)]
        return self._finding(shown, names, words_of(self._view.gettext(description)), {"kind": ("index",)})

    def entries(self, path: str) -> tuple[Entry, ...]:
        """The terms or the channels that stand on a page."""
        found = ((kind, entity) for kind in ("term", "channel") for entity in self._view.published(kind))
        return tuple(
            Entry(
                kind=kind,
                fragment=fragment_of(kind, entity.id),
                title=plain(self._view.text(entity.title)),
                text=plain(self._view.text(text)) if (text := _definition(entity)) else "",
                finding=self.of_entity(kind, entity),
            )
            for kind, entity in found
            if page_of(self._view, kind, entity.id) == path
        )

    def labels(self) -> dict[str, dict[str, str]]:
        """By facet, what its values are called, in the order in which they are offered."""
        view = self._view
        named = {facet: {e.id: plain(view.text(e.title)) for e in view.published(facet)} for facet in _BY_TITLE}
        segments = {id_: view.setting_label(view.settings.segments, id_) for id_ in view.settings.segments}
        return {
            "kind": {kind: view.label("one-kind", kind) for kind in FOUND},
            "stage": {stage: plain(view.stage_label(stage)) for stage in CANONICAL_STAGES},
            "segment": segments,
            **named,
            "medium": {medium: view.label("medium", medium) for medium in ("online", "offline")},
        }

    @property
    def state(self) -> str:
        """A digest of the words by which compounds are cut."""
        return self._lexicon.state

    # -- names and words ----------------------------------------------------------------------------------------------

    def _finding(
        self, title: str, names: list[str], written: list[str], facets: Mapping[str, tuple[str, ...]]
    ) -> Finding:
        in_title = name_words(title)
        named = [word for name in names for word in name_words(name) if len(word) > 1]
        whole = ("".join(map(plain_spelling, name_words(name))) for name in (title, *names))
        known = _Once(in_title)
        other = [*known.new(named), *known.new(map(plain_spelling, [*in_title, *named]))]
        parts = known.new(self._parts([*in_title, *named]))
        spellings = known.new(map(plain_spelling, parts))
        known.new(written)
        hidden = [*self._parts(written), *map(plain_spelling, filter(has_plain_spelling, written))]
        return Finding(
            whole=" ".join(dict.fromkeys(whole)),
            names=" ".join(other),
            parts=" ".join([*parts, *spellings]),
            words=" ".join(known.new(hidden)[:MOST_WORDS]),
            facets=facets,
        )

    def _parts(self, words: Iterable[str]) -> list[str]:
        return [part for word in words for part in self._lexicon.parts(word)]

    def _synonyms(self, entity: Entity) -> Iterator[str]:
        """In all languages; words to avoid too, for people type them."""
        for name in ("synonyms", "avoid"):
            listed = getattr(entity, name, None)
            if isinstance(listed, LocalTexts):
                yield from (word for words in listed.words.values() for word in words)

    def _glossary(self, title: str) -> list[str]:
        """What the glossary has to say of a page that is called as one of its terms."""
        return self._terms.get(self._stems(title), [])

    def _stems(self, title: str) -> tuple[str, ...]:
        return tuple(stem(self._folder, word) for word in words_of(title))

    @derived
    def _terms(self) -> Mapping[tuple[str, ...], list[str]]:
        """By the stems of its title, a term's titles and synonyms in all languages."""
        found: dict[tuple[str, ...], list[str]] = {}
        for entity in self._view.published("term"):
            names = [*entity.title.words.values(), *self._synonyms(entity)]
            found.setdefault(self._stems(entity.title.read(self._folder)), []).extend(names)
        return found

    @cached_property
    def _lexicon(self) -> Lexicon:
        with self.reads.unnoted():  # what depends on it depends on its words alone
            entities = [entity for _, entity in self._view.playbook.entities()]
        named = [e for e in entities if isinstance(e, Term | Touchpoint | Channel | Stage)]
        names = [e.title.read(self._folder) for e in named]
        names += [word for e in named if not isinstance(e, Channel) for word in e.synonyms.read(self._folder)]
        # Journeys come and go, and speak of what the others name: their words alone decide no cut.
        words = (word for e in entities if not isinstance(e, Journey) for word in self._written(e))
        return Lexicon(self._folder, names=names, words=words)

    def _written(self, entity: Entity) -> list[str]:
        """The words of all that an entity says in this language, or in its own where there is nothing."""
        read = (unit.read(self._folder) for unit in entity.texts())
        texts = (text for each in read for text in ([each] if isinstance(each, str) else each))
        return [word for text in texts for word in words_of(text)]

    # -- facets -------------------------------------------------------------------------------------------------------

    def _facets(self, kind: str, entity: Entity) -> dict[str, tuple[str, ...]]:
        found = {"kind": (kind,)} | {facet: tuple(dict.fromkeys(ids)) for facet, ids in self._narrowed(entity)}
        return {facet: found[facet] for facet in FACETS if found.get(facet)}

    def _narrowed(self, entity: Entity) -> Iterator[tuple[str, Iterable[str]]]:
        """The facets of an entity besides its kind."""
        match entity:
            case Journey():
                touchpoints = [t for s in entity.steps if (t := self._touchpoint(s.touchpoint)) is not None]
                yield "stage", (step.stage for step in entity.steps)
                yield "segment", (entity.segment,)
                yield "persona", entity.personas
                yield "channel", (touchpoint.channel for touchpoint in touchpoints)
                yield "medium", (medium for touchpoint in touchpoints for medium in _MEDIA[touchpoint.medium])
            case Touchpoint():
                uses = [journey for journey, _ in self._view.related.steps_at(entity.id)]
                yield "stage", entity.stages
                yield "segment", (journey.segment for journey in uses)
                yield "persona", (persona for journey in uses for persona in journey.personas)
                yield "channel", (entity.channel,)
                yield "medium", _MEDIA[entity.medium]
            case Opportunity():
                uses = [journey for journey, _ in self._view.related.steps_for(entity.id)]
                steps = [step for _, numbered in self._view.related.steps_for(entity.id) for _, step in numbered]
                yield "stage", (step.stage for step in steps)
                yield "segment", (journey.segment for journey in uses)
                yield "persona", (persona for journey in uses for persona in journey.personas)
            case Stage():
                yield "stage", (entity.id,)
            case StageModel():
                yield "stage", (stage for entry in entity.entries for stage in entry.stages)
            case Metric():
                yield "stage", entity.stages
            case Persona():
                yield "persona", (entity.id,)
                yield "segment", (entity.segment,) if entity.segment else ()
            case Channel():
                yield "channel", (entity.id,)

    def _touchpoint(self, id_: str | None) -> Touchpoint | None:
        found = self._view.find("touchpoint", id_) if id_ else None
        return found if isinstance(found, Touchpoint) else None


_BY_TITLE = ("channel", "persona")
"""Facets whose values are entities."""


class _Once:
    """Words that have been taken."""

    def __init__(self, words: Iterable[str]) -> None:
        self._taken = set(words)

    def new(self, words: Iterable[str]) -> list[str]:
        """Those that have not been, each once; they have been now."""
        found = [word for word in dict.fromkeys(words) if word not in self._taken]
        self._taken.update(found)
        return found


def _definition(entity: Entity) -> Text | None:
    found = getattr(entity, "definition", None) or getattr(entity, "description", None)
    return found if isinstance(found, Text) else None
