"""People, opportunities, methods, metrics, words, sources and free pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from annotated_types import MinLen

from playbook.model.entity import Entity
from playbook.model.text import LocalTexts, Text, TextList
from playbook.model.vocabulary import (
    CanonicalStage,
    Direction,
    Effort,
    Evidence,
    ItemId,
    OpportunityState,
    SegmentId,
    SourceId,
    SourceState,
    Value,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Persona(Entity):
    """A typical customer; ``title`` is the name."""

    fictional: bool
    role: Text
    segment: SegmentId | None = None
    quote: Text | None = None
    goals: TextList
    needs: TextList
    frustrations: TextList
    jobs: TextList | None = None
    """Jobs to be done: when … I want … so that …"""
    evidence: Evidence = "assumed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Opportunity(Entity):
    """An improvement that may serve steps of several journeys."""

    how_might_we: Text
    customer_value: Value
    business_value: Value
    effort: Effort
    state: OpportunityState = "proposed"

    @property
    def value(self) -> float:
        """The mean of customer value and business value, 0..100."""
        return (self.customer_value + self.business_value) / 2


@dataclass(frozen=True, kw_only=True, slots=True)
class MethodStep:
    """One step of a method."""

    id: ItemId
    title: Text
    text: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Method(Entity):
    """A way of working, step by step."""

    what: Text
    why: Text
    when: Text
    time: Text
    participants: Text
    preparation: TextList
    steps: Annotated[tuple[MethodStep, ...], MinLen(1)]
    result: Text
    pitfalls: TextList


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A value to reach; never without the source that says so."""

    value: float
    source: SourceId


@dataclass(frozen=True, kw_only=True, slots=True)
class Metric(Entity):
    """A measure of how well something works."""

    description: Text
    formula: Text
    unit: Text
    direction: Direction
    """Which way is better."""
    stages: Annotated[tuple[CanonicalStage, ...], MinLen(1)]
    target: Target | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Term(Entity):
    """A word of the field; ``title`` is the preferred word in each language."""

    definition: Text
    synonyms: LocalTexts
    avoid: LocalTexts
    """Words that are never right for this; a rule finds them in all texts of their language."""
    ambiguous: LocalTexts
    """Words that are wrong for this and right for something else; only an editor can tell."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source(Entity):
    """Where something comes from."""

    address: str | None = None
    """On the web; ``None`` when nobody knows it."""
    language: str
    """BCP 47 tag of the source's own language."""
    licence: str | None = None
    checked_on: date | None = None
    state: SourceState = "unchecked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page(Entity):
    """A free page: a title and prose."""


def is_home(entity: Entity) -> bool:
    """Whether it is the page with which each language begins, translated or not."""
    return isinstance(entity, Page) and entity.id == "index"


@dataclass(frozen=True, kw_only=True, slots=True)
class TermInventory(Entity):
    """Words of one theme."""

    terms: Annotated[tuple[Term, ...], MinLen(1)]


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceInventory(Entity):
    """Sources of one theme."""

    entries: Annotated[tuple[Source, ...], MinLen(1)]
