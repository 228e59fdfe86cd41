"""Journeys and their steps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile, islice
from typing import Annotated

from annotated_types import MinLen

from playbook.model.entity import Entity
from playbook.model.text import Text, TextList
from playbook.model.vocabulary import (
    CanonicalStage,
    Emotion,
    Evidence,
    ItemId,
    JourneyKind,
    JourneyState,
    Key,
    Obligation,
    OpportunityId,
    PersonaId,
    Reference,
    SegmentId,
    StageModelId,
    TouchpointId,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Next:
    """A way on from a step."""

    to: Annotated[str, Key(), Reference("step")]
    label: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One act or one decision of the customer."""

    id: ItemId
    stage: CanonicalStage
    action: Text
    thought: Text | None = None
    touchpoint: TouchpointId | None = None
    emotion: Emotion
    """Expected, not measured, unless the journey is an actual one."""
    pains: TextList | None = None
    gains: TextList | None = None
    opportunities: tuple[OpportunityId, ...] = ()
    moment_of_truth: bool = False
    evidence: Evidence | None = None
    actors: TextList | None = None
    next: tuple[Next, ...] | None = None
    """None: the following step. Empty: the journey ends here. Several: a branch; backwards: a loop."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistItem:
    """Something that a team does or checks in a stage or a journey."""

    id: ItemId
    obligation: Obligation
    text: Text
    why: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Journey(Entity):
    """What one kind of customer goes through with a company, step by step."""

    kind: JourneyKind
    state: JourneyState | None = None
    segment: SegmentId
    personas: tuple[PersonaId, ...] = ()
    scenario: Text
    customer_goal: Text
    stage_model: StageModelId
    evidence: Evidence = "assumed"
    """What the journey as a whole rests on; a step may say otherwise."""
    steps: Annotated[tuple[Step, ...], MinLen(1)]
    checklist: tuple[ChecklistItem, ...] = ()

    def following(self, step: Step) -> tuple[Next, ...]:
        """Where ``step`` leads: its own ways on, else the step after it; none when the journey ends there."""
        if step.next is not None:
            return step.next
        after = dropwhile(lambda each: each.id != step.id, self.steps)
        return tuple(Next(to=each.id) for each in islice(after, 1, 2))

    @property
    def is_linear(self) -> bool:
        """Whether every step leads to the one after it and nowhere else."""
        order = [step.id for step in self.steps]
        ways = [[way.to for way in self.following(step)] for step in self.steps]
        return ways == [[next_id] for next_id in order[1:]] + [[]]

    @property
    def has_expected_emotions(self) -> bool:
        """Whether emotions are an editor's judgement: only an actual journey can hold felt ones (CJML)."""
        return self.kind != "actual"
