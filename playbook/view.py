"""The playbook as one language shows it: what is published, where it stands, and in which words."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import get_args

from babel.dates import format_date

from playbook.diagrams import OutlineStage, OutlineStep, OutlineWay, outline
from playbook.languages import LANGUAGES, N_, Language, catalog, label, sort_key
from playbook.markup import Words
from playbook.model import (
    CANONICAL_STAGES,
    Entity,
    Journey,
    Metric,
    Phase,
    Playbook,
    Rating,
    Section,
    Stage,
    Step,
    Text,
    TextList,
    Touchpoint,
)
from playbook.settings import Settings
from playbook.translations import counts_as_translated, progress

FOLDER_OF_KIND: Mapping[str, str] = {
    "journey": "journeys",
    "stage": "stages",
    "touchpoint": "touchpoints",
    "persona": "personas",
    "method": "methods",
    "page": "",
}
"""The kinds that have a page of their own, and its folder."""


def page_path(kind: str, id_: str) -> str:
    """Where an entity's page is, relative to the language folder: ``journeys/startup-app.md``."""
    return posixpath.join(FOLDER_OF_KIND[kind], f"{id_}.md")


@dataclass(frozen=True, kw_only=True)
class View:
    """Everything that a page in one language asks of the playbook."""

    playbook: Playbook
    settings: Settings
    language: Language
    drafts: bool = False
    """Whether drafts are shown: when serving, not when building."""

    # -- what is there ------------------------------------------------------------------------------------------------

    def is_published(self, entity: Entity, language: str | None = None) -> bool:
        """Whether the entity has a page in a language; this one when none is named."""
        folder = language or self.language.folder
        if entity.status == "retired" or (entity.status == "draft" and not self.drafts):
            return False
        return self.settings.fallback != "hide" or counts_as_translated(entity, folder)

    def published(self, kind: str) -> list[Entity]:
        """The entities of a kind that have a page here, sorted by title as the language sorts."""
        found = [entity for entity in self.playbook.of(kind).values() if self.is_published(entity)]
        return sorted(found, key=lambda entity: sort_key(self.language.folder, self.text(entity.title)))

    def inventories(self, kind: str) -> list[tuple[Entity, list[Entity]]]:
        """The inventories of a kind by title, each with its entities that have a page here."""
        items = self.published(kind)
        held = [
            (each, [item for item in items if item.place.file == each.place.file])
            for each in self.playbook.inventories[kind]
        ]
        return sorted(
            ((each, found) for each, found in held if found),
            key=lambda pair: sort_key(self.language.folder, self.text(pair[0].title)),
        )

    def find(self, kind: str, id_: str) -> Entity | None:
        """An entity that has a page here, or None."""
        entity = self.playbook.of(kind).get(id_)
        return entity if entity is not None and self.is_published(entity) else None

    def stages_by_phase(self) -> list[tuple[str, list[Stage]]]:
        """The stages that have a page, in canonical order, by phase; phases without any are left out."""
        found = [self.playbook.stages[id_] for id_ in CANONICAL_STAGES if self.find("stage", id_)]
        groups = [(phase, [stage for stage in found if stage.phase == phase]) for phase in get_args(Phase)]
        return [(phase, stages) for phase, stages in groups if stages]

    def stages_of(self, journey: Journey) -> list[Stage]:
        """The stages that a journey passes and that have a page, each once, in its order."""
        ids = dict.fromkeys(step.stage for step in journey.steps)
        return [self.playbook.stages[id_] for id_ in ids if self.find("stage", id_)]

    def metrics_of(self, stage: Stage) -> list[Metric]:
        """The metrics that a stage names."""
        return [self.playbook.metrics[id_] for id_ in stage.metrics if id_ in self.playbook.metrics]

    def touchpoints_in(self, stage: str) -> list[Entity]:
        """The touchpoints that belong to a stage."""
        return [each for each in self.published("touchpoint") if isinstance(each, Touchpoint) and stage in each.stages]

    def journeys_through(self, stage: str) -> list[Journey]:
        """The journeys with a step in a stage."""
        return [journey for journey in self._journeys() if any(step.stage == stage for step in journey.steps)]

    def journeys_of(self, persona: str) -> list[Journey]:
        """The journeys of a persona."""
        return [journey for journey in self._journeys() if persona in journey.personas]

    def uses_of(self, touchpoint: str) -> list[tuple[Journey, list[tuple[int, Step]]]]:
        """The journeys that meet a touchpoint, with the steps, numbered from 1, in which they do."""
        found = [
            (journey, [(n, step) for n, step in enumerate(journey.steps, start=1) if step.touchpoint == touchpoint])
            for journey in self._journeys()
        ]
        return [(journey, steps) for journey, steps in found if steps]

    def _journeys(self) -> list[Journey]:
        return [journey for journey in self.published("journey") if isinstance(journey, Journey)]

    # -- words --------------------------------------------------------------------------------------------------------

    def text(self, unit: Text) -> Words:
        """The words of a unit, marked when they are the origin's because ours are missing."""
        return self._words(unit.read(self.language.folder), unit.language_for(self.language.folder))

    def texts(self, unit: TextList | None) -> list[Words]:
        """The texts of a list; none when there is no list."""
        if unit is None:
            return []
        language = unit.language_for(self.language.folder)
        return [self._words(text, language) for text in unit.read(self.language.folder)]

    def _words(self, text: str, folder: str) -> Words:
        return Words(text, "" if folder == self.language.folder else LANGUAGES[folder].tag)

    def sections(self, entity: Entity) -> list[Section]:
        """The sections of a body that readers here see: shared ones, and those of this language alone."""
        return [s for s in entity.body if not s.local or s.text.origin == self.language.folder]

    def gettext(self, message: str, **values: object) -> str:
        """A sentence or a label of the interface, with its values filled in."""
        return str(catalog(self.language.folder).gettext(message)).format(**values)

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """The same for a number of things; ``{number}`` is filled in."""
        return str(catalog(self.language.folder).ngettext(one, many, number)).format(number=number, **values)

    def label(self, vocabulary: str, value: object) -> str:
        """The word for a value of one of the model's vocabularies."""
        return label(self.language.folder, vocabulary, str(value))

    def date(self, day: date) -> str:
        """A date as the language writes it: 21. november 2026."""
        return str(format_date(day, format="long", locale=self.language.tag))

    def labels(self, vocabulary: str, values: tuple[str, ...]) -> str:
        """The words for several values, with commas."""
        return ", ".join(self.label(vocabulary, value) for value in values)

    def journey_kind(self, journey: Journey) -> str:
        """What kind of journey it is, and whether it tells of today or of a goal."""
        kind = self.label("journey-kind", journey.kind)
        return f"{kind}, {self.label('journey-state', journey.state)}" if journey.state else kind

    def rating(self, rating: Rating) -> str:
        """A score of five with what it rests on."""
        score = self.gettext("{score} of 5", score=rating.score)
        return f"{score} ({self.label('evidence', rating.evidence).lower()})"

    def way_on(self, step: OutlineStep, way: OutlineWay) -> str:
        """Where a step leads: onwards or, in a loop, back to another."""
        message = N_("on to step {number}") if way.number > step.number else N_("back to step {number}")
        return self.gettext(message, number=way.number)

    @staticmethod
    def is_fork(step: OutlineStep, *, of: int) -> bool:
        """Whether what comes after a step must be said, in a journey of so many: it is not just the next step."""
        if not step.ways:
            return step.number < of
        return [way.number for way in step.ways] != [step.number + 1] or bool(step.ways[0].label)

    def outline(self, journey: Journey) -> tuple[OutlineStage, ...]:
        """A journey's steps in their stages, in the words of its own model."""
        return outline(journey, language=self.language.folder, stage_label=partial(self.stage_name, journey))

    def stage_name(self, journey: Journey, stage: str) -> str:
        """A stage in the words of a journey's model, else the canonical stage's name."""
        model = self.playbook.models.get(journey.stage_model)
        entry = model.entry_for(stage) if model else None
        return self.text(entry.label) if entry else self.stage_label(stage)

    # -- translation --------------------------------------------------------------------------------------------------

    def origin(self, entity: Entity) -> Language:
        """The language in which an entity was first written."""
        return LANGUAGES[entity.origin]

    def is_translated(self, entity: Entity) -> bool:
        """Whether an entity counts as a page of this language."""
        return counts_as_translated(entity, self.language.folder)

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
        state = progress(entity, folder)
        worst = "missing" if not self.is_translated(entity) else "stale" if state.stale else "current"
        source = self.gettext("Translated from {language}", language=self.label("language", entity.origin))
        return f"{source}, {self.label('freshness', worst)}"

    # -- names --------------------------------------------------------------------------------------------------------

    def setting_label(self, labels: Mapping[str, Mapping[str, str]], id_: str) -> str:
        """The name that the settings give an owner or a segment; its id when they give none."""
        return labels.get(id_, {}).get(self.language.folder, id_)

    def stage_label(self, stage: str) -> Words:
        """The canonical stage's name: the title of its page, or the catalog's word when it has no page."""
        entity = self.playbook.stages.get(stage)
        return self.text(entity.title) if entity else Words(self.label("stage", stage))

    def numbered(self, number: int, unit: Text) -> Words:
        """A text with its number before it."""
        words = self.text(unit)
        return Words(f"{number}. {words}", words.lang)

    def own(self, text: str, folder: str) -> Words:
        """A text that stands in the language of a folder."""
        return self._words(text, folder)

    @staticmethod
    def signed(score: int) -> str:
        """A score with its sign: +2, 0, −1."""
        return f"{score:+d}".replace("-", "\N{MINUS SIGN}") if score else "0"


def plain(text: str) -> str:
    """A text for attributes and metadata: one line, NFC."""
    return " ".join(unicodedata.normalize("NFC", text).split())
