"""The playbook as one language shows it: what is published, where it stands, and in which words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar, cast

from playbook.dependencies import Reads, derived
from playbook.diagrams import OutlineStage, outline
from playbook.drawing import draw
from playbook.hyphenation import Hyphenation, compound_words, vocabulary
from playbook.languages import Language, SortKey, first_letter, sort_key
from playbook.markup import Words
from playbook.model import (
    CANONICAL_STAGES,
    ChecklistItem,
    Entity,
    Journey,
    LocalTexts,
    Metric,
    News,
    Opportunity,
    Playbook,
    Release,
    Section,
    Stage,
    StageModel,
    Touchpoint,
    is_home,
)
from playbook.phrasing import Phrasing
from playbook.related import Related
from playbook.state import TranslationState
from playbook.translations import Progress
from playbook.upkeep import Reviewed, reviewed

E = TypeVar("E", bound=Entity)
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class View(Phrasing):
    """Everything that a page in one language asks of the playbook."""

    playbook: Playbook
    drafts: bool = False
    """Whether drafts are shown: when serving, not when building."""
    leaf: str = ""
    """What the address of a page's folder ends with: ``index.html`` where there is no server to add it."""
    site_url: str = ""
    """Where the site will be, ending with a slash; empty when nobody knows."""
    reads: Reads = field(default_factory=Reads, repr=False, compare=False)
    """Where it is noted what is read of the playbook, when ``playbook`` notes it."""
    draw: Callable[..., str] = field(default=draw, repr=False, compare=False)
    """What ``drawing.draw`` does, or takes what it has made from where that is kept."""
    _known: dict[tuple[str | int, ...], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def name(self) -> str:
        """What tells it from the other views of the same playbook."""
        return self.language.folder

    def once(self, key: tuple[str | int, ...], work_out: Callable[[], T]) -> T:
        """What several pages need, worked out for the first of them; ``key`` says what it is and depends on.

        Each of them has read what it was worked out from. Numbers in the key are ``id``s of objects.
        """
        if key not in self._known:
            is_lasting = not any(isinstance(part, int) for part in key)
            self._known[key] = self.reads.shared(f"{self.name} {key}" if is_lasting else "", work_out)
        value, reads = self._known[key]
        self.reads.note(reads)
        return cast(T, value)

    # -- what is there ------------------------------------------------------------------------------------------------

    def is_published(self, entity: Entity, language: str | None = None) -> bool:
        """Whether the entity has a page in a language; this one when none is named."""
        folder = language or self.language.folder
        if entity.status == "retired" or (entity.status == "draft" and not self.drafts):
            return False
        return self.settings.fallback != "hide" or is_home(entity) or self.is_translated(entity, folder)

    def published(self, kind: str) -> list[Entity]:
        """The entities of a kind that have a page here, sorted by title as the language sorts."""
        return self.once(
            ("published", kind),
            lambda: sorted(filter(self.is_published, self.playbook.of(kind).values()), key=self._order),
        )

    def _order(self, entity: Entity) -> SortKey:
        return self.once(("order", id(entity)), lambda: sort_key(self.language.folder, self.text(entity.title)))

    def first_letter(self, entity: Entity) -> str:
        """The letter under which an entity stands among others."""
        return first_letter(self.language.folder, self.text(entity.title))

    def inventories(self, kind: str) -> list[tuple[Entity, list[Entity]]]:
        """The inventories of a kind by title, each with its entities that have a page here."""
        items = self.published(kind)
        held = [
            (each, [item for item in items if item.place.file == each.place.file])
            for each in self.playbook.inventories[kind]
        ]
        return sorted(((each, found) for each, found in held if found), key=lambda pair: self._order(pair[0]))

    def find(self, kind: str, id_: str) -> Entity | None:
        """An entity that has a page here, or None."""
        entity = self.playbook.of(kind).get(id_)
        return entity if entity is not None and self.is_published(entity) else None

    @derived
    def related(self) -> Related:
        """What belongs to what, among what is published here."""
        return Related(
            journeys=tuple(self._of(Journey, "journey")),
            stages=tuple(self._of(Stage, "stage")),
            models=self.models,
            touchpoints=tuple(self._of(Touchpoint, "touchpoint")),
            opportunities=tuple(self._of(Opportunity, "opportunity")),
            metrics=tuple(self._of(Metric, "metric")),
        )

    @property
    def translation_state(self) -> TranslationState:
        """How far the whole playbook is translated."""
        return self.reads.translation_state(self.playbook)

    @derived
    def reviews(self) -> list[tuple[str, list[Reviewed]]]:
        """By owner, nobody last, what is reviewed at a date or has changed since its review; by date and title."""
        found: dict[str, list[Reviewed]] = {}
        for each in sorted(
            reviewed(self.playbook), key=lambda each: (each.entity.review_by or date.max, self._order(each.entity))
        ):
            if (each.entity.review_by or each.changed) and self.is_published(each.entity):
                found.setdefault(each.owner, []).append(each)
        folder = self.language.folder
        return sorted(found.items(), key=lambda pair: (not pair[0], sort_key(folder, self.owner(pair[0]))))

    def review_state(self, entity: Entity) -> str:
        """``changed`` when the text has changed here since its owner looked at it, ``reviewed`` when it has not.

        Empty when nobody notes the reviews of its file.
        """
        changed = self.playbook.unreviewed.get(entity.place.file)
        if changed is None:
            return ""
        return "changed" if entity.origin in changed or self.language.folder in changed else "reviewed"

    @property
    def has_feed(self) -> bool:
        """Whether the versions are published as a feed, whose addresses have to be whole."""
        return bool(self.site_url and self.playbook.releases)

    def news(self, release: Release, what: str) -> list[News]:
        """What a version has brought that is seen here: new, changed or removed things, sorted by title."""
        folder = self.language.folder
        found = [each for each in release.news if each.what == what and (what != "changed" or each.aspects_in(folder))]
        return sorted(found, key=lambda each: sort_key(folder, self.title(each)))

    def title(self, news: News) -> Words:
        """What something was called in a version, marked when it is in another language."""
        folder = self.language.folder
        shown = folder if folder in news.titles else next(iter(news.titles))
        return self._words(news.titles[shown], shown)

    def _of(self, cls: type[E], kind: str) -> Iterator[E]:
        return (entity for entity in self.published(kind) if isinstance(entity, cls))

    # -- words --------------------------------------------------------------------------------------------------------

    def divided(self, words: str) -> Words:
        """The same words, which break at soft hyphens where a column is narrow."""
        lang = words.lang if isinstance(words, Words) else ""
        return Words(self._hyphenation[lang].divided(words), lang)

    @derived
    def models(self) -> tuple[StageModel, ...]:
        """The stage models, as they are listed."""
        return tuple(self._of(StageModel, "model"))

    def stages_of(self, journey: Journey) -> list[Stage]:
        """The stages that a journey passes and that have a page, each once, in its order."""
        found = (self.find("stage", id_) for id_ in dict.fromkeys(step.stage for step in journey.steps))
        return [stage for stage in found if isinstance(stage, Stage)]

    @cached_property
    def _hyphenation(self) -> Mapping[str, Hyphenation]:
        """How words break, by the tag that marks their language; pages are made anew when a word in it changes."""

        def found(folder: str) -> Hyphenation:
            return self.reads.once(f"hyphenation {folder}", self.playbook, partial(self._hyphenation_of, folder))

        return {self._words("", each).lang: found(each) for each in self.playbook.languages}

    @property
    def known_words(self) -> list[tuple[str, list[str]]]:
        """The words by which others break, in each language."""
        return [(lang, sorted(each.known)) for lang, each in sorted(self._hyphenation.items())]

    def _hyphenation_of(self, folder: str) -> Hyphenation:
        """From common words and names alone: a word that an editor writes anywhere must not change another page."""
        named = (entity for _, entity in self.playbook.entities() if not isinstance(entity, Journey))
        names = (name for entity in named for name in _names(entity, folder))
        return Hyphenation(known=vocabulary(names) | compound_words(folder))

    def sections(self, entity: Entity) -> list[Section]:
        """The sections of a body that readers here see: shared ones, and those of this language alone."""
        return [s for s in entity.body if not s.local or s.text.origin == self.language.folder]

    def checklist(self, entity: Entity) -> tuple[ChecklistItem, ...]:
        """The items that readers can tick off on an entity's page here; each list has one page."""
        return entity.checklist if isinstance(entity, Stage | Journey) and self.shows_text(entity) else ()

    def checklists(self, kind: str) -> list[Entity]:
        """The entities of a kind that have a checklist here: stages in canonical order, journeys by title."""
        found = [entity for entity in self.published(kind) if self.checklist(entity)]
        return sorted(found, key=lambda each: CANONICAL_STAGES.index(each.id)) if kind == "stage" else found

    def outline(self, journey: Journey) -> tuple[OutlineStage, ...]:
        """A journey's steps in their stages, in the words of its own model."""
        return self.once(
            ("outline", id(journey)),
            lambda: outline(journey, language=self.language.folder, stage_label=partial(self.stage_name, journey)),
        )

    def stage_name(self, journey: Journey, stage: str) -> str:
        """A stage in the words of a journey's model, else the canonical stage's name."""
        model = self.playbook.models.get(journey.stage_model)
        entry = model.entry_for(stage) if model else None
        return self.text(entry.label) if entry else self.stage_label(stage)

    # -- translation --------------------------------------------------------------------------------------------------

    def origin(self, entity: Entity) -> Language:
        """The language in which an entity was first written."""
        return self.settings.language(entity.origin)

    def is_translated(self, entity: Entity, language: str | None = None) -> bool:
        """Whether an entity counts as a page of a language; this one when none is named."""
        return self.reads.is_translated(entity, language or self.language.folder)

    def progress(self, entity: Entity) -> Progress:
        """How far an entity is translated into this language."""
        return self.reads.progress(entity, self.language.folder)

    def shows_text(self, entity: Entity) -> bool:
        """Whether an entity's page here holds its text, and not just a link to the original."""
        return self.settings.fallback != "link" or self.is_translated(entity)

    def fallback_notice(self, entity: Entity) -> str:
        """That a page is not translated yet, and what is shown instead."""
        language = self.label("language", entity.origin)
        if self.settings.fallback == "link":
            return self.gettext(
                "The text does not exist in this language yet. The original is in {language}.", language=language
            )
        return self.gettext(
            "The text does not exist in this language yet. The original in {language} is shown.", language=language
        )

    def provenance(self, entity: Entity) -> str:
        """Whether a text is the original or a translation, from what, and how fresh it is."""
        folder = self.language.folder
        if entity.origin == folder:
            return self.gettext("Original")
        language = self.label("language", entity.origin)
        if not self.is_translated(entity):
            return self.gettext("Not translated yet; original in {language}", language=language)
        source = self.gettext("Translated from {language}", language=language)
        return f"{source}, {self.label('freshness', 'stale' if self.progress(entity).stale else 'current')}"

    # -- names --------------------------------------------------------------------------------------------------------

    def former_ids(self, kind: str, id_: str) -> list[str]:
        """The ids of the same kind whose addresses lead to an entity now."""
        return [old for (each, old), to in self.playbook.redirects.items() if each == kind and to == (kind, id_)]

    def stage_label(self, stage: str) -> Words:
        """The canonical stage's name: the title of its page, or the catalog's word when it has no page."""
        entity = self.playbook.stages.get(stage)
        return self.text(entity.title) if entity else Words(self.label("stage", stage))


def _names(entity: Entity, folder: str) -> Iterator[str]:
    """What something is called in a language."""
    yield entity.title.words.get(folder, "")
    if isinstance(synonyms := getattr(entity, "synonyms", None), LocalTexts):
        yield from synonyms.read(folder)
    if isinstance(entity, StageModel):
        yield from (entry.label.words.get(folder, "") for entry in entity.entries)


def plain(text: str) -> str:
    """A text for attributes and metadata: one line, NFC."""
    return " ".join(unicodedata.normalize("NFC", text).split())
