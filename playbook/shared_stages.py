"""Journeys over the same stages: where each one's emotions lie when all share one row of canonical stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playbook.curves import height, path
from playbook.model import CANONICAL_STAGES, Emotion, Journey, Step


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A step on the common ground: a square of 100, however many stages there are."""

    id: str
    number: int
    emotion: Emotion
    across: float
    down: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """A journey on the common ground."""

    journey: Journey
    line: str
    """Its curve, with a gap after a step at which the journey can end."""
    stages: tuple[tuple[Placed, ...], ...]
    """Its steps by stage, as many as are compared; in a stage in their own order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Journeys that share their stages."""

    stages: tuple[str, ...]
    """Canonical, in their order; those that no journey passes are left out."""
    journeys: tuple[Compared, ...]


def comparison(journeys: Sequence[Journey], *, among: Sequence[Journey]) -> Comparison:
    """Any journeys over the stages that at least one of those passes among which they are.

    A journey that comes back to a stage has all its steps of that stage there.
    """
    passed = {step.stage for journey in among for step in journey.steps}
    stages = tuple(stage for stage in CANONICAL_STAGES if stage in passed)
    return Comparison(stages=stages, journeys=tuple(_compared(journey, stages) for journey in journeys))


def _compared(journey: Journey, stages: tuple[str, ...]) -> Compared:
    numbered = list(enumerate(journey.steps, start=1))
    held = tuple(
        _placed([(number, step) for number, step in numbered if step.stage == stage], place, of=len(stages))
        for place, stage in enumerate(stages)
    )
    in_order = [placed for stage in held for placed in stage]
    goes_on = [bool(journey.following(journey.steps[placed.number - 1])) for placed in in_order]
    return Compared(
        journey=journey,
        line=path([(placed.across, placed.down) for placed in in_order], goes_on[:-1]),
        stages=held,
    )


def _placed(steps: Sequence[tuple[int, Step]], place: int, *, of: int) -> tuple[Placed, ...]:
    return tuple(
        Placed(
            id=step.id,
            number=number,
            emotion=step.emotion,
            across=round(100 * (place + (index + 0.5) / len(steps)) / of, 1),
            down=height(step.emotion),
        )
        for index, (number, step) in enumerate(steps)
    )
