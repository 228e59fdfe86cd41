"""Touchpoints, channels, and the inventories that list them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import MinLen

from playbook.model.entity import Entity
from playbook.model.text import LocalTexts, Text
from playbook.model.vocabulary import CanonicalStage, ChannelId, Evidence, Medium, Ownership, PainCategory, Score


@dataclass(frozen=True, kw_only=True, slots=True)
class Rating:
    """A score from 1 to 5 and what it rests on."""

    score: Score
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Touchpoint(Entity):
    """Where customer and company meet; reused by journeys."""

    synonyms: LocalTexts
    channel: ChannelId
    medium: Medium
    ownership: Ownership
    stages: Annotated[tuple[CanonicalStage, ...], MinLen(1)]
    importance: Score
    expectation: Rating | None = None
    experience: Rating | None = None
    customer_goal: Text
    customer_action: Text
    pain_categories: tuple[PainCategory, ...] = ()
    description: Text

    @property
    def gap(self) -> int | None:
        """Expectation minus experience, -4..+4; a large one is a large opportunity."""
        if self.expectation is None or self.experience is None:
            return None
        return self.expectation.score - self.experience.score


@dataclass(frozen=True, kw_only=True, slots=True)
class Channel(Entity):
    """A way of reaching one another, such as e-mail or a store."""

    description: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TouchpointInventory(Entity):
    """Touchpoints of one theme."""

    touchpoints: Annotated[tuple[Touchpoint, ...], MinLen(1)]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelInventory(Entity):
    """The channels of the organisation."""

    channels: Annotated[tuple[Channel, ...], MinLen(1)]
