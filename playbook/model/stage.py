"""Stages and the models that order them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import MinLen

from playbook.model.entity import Entity
from playbook.model.journey import ChecklistItem
from playbook.model.text import LocalTexts, Text, TextList
from playbook.model.vocabulary import CanonicalStage, ItemId, MetricId, Perspective, Phase


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage(Entity):
    """A canonical stage, with what teams do in it; its id is one of ``CANONICAL_STAGES``."""

    synonyms: LocalTexts
    phase: Phase
    perspective: Perspective = "customer"
    customer_goal: Text
    customer_question: Text
    entry: Text
    exit: Text
    do: TextList
    avoid: TextList
    tips: TextList | None = None
    key_questions: TextList
    pains: TextList | None = None
    metrics: tuple[MetricId, ...] = ()
    checklist: Annotated[tuple[ChecklistItem, ...], MinLen(1)]


@dataclass(frozen=True, kw_only=True, slots=True)
class StageModelEntry:
    """One stage of a model, in the model's own words, and the canonical stages that it covers."""

    id: ItemId
    label: Text
    stages: Annotated[tuple[CanonicalStage, ...], MinLen(1)]


@dataclass(frozen=True, kw_only=True, slots=True)
class StageModel(Entity):
    """An ordered way of cutting a journey into stages; a canonical stage is in at most one entry."""

    perspective: Perspective = "customer"
    entries: Annotated[tuple[StageModelEntry, ...], MinLen(1)]

    def entry_for(self, stage: str) -> StageModelEntry | None:
        """The entry that covers a canonical stage, if any."""
        return next((entry for entry in self.entries if stage in entry.stages), None)
