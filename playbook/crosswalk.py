"""Any journey under any stage model: the same steps, in the same order, in other bands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from playbook.model import Journey, StageModel, StageModelEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """Consecutive steps of a journey that a model counts as one stage."""

    entry: StageModelEntry | None
    """None for steps whose canonical stage the model lacks: they stay where they are, outside the model."""
    first: int
    """Number of the first step, counted from 1."""
    last: int


def under(journey: Journey, model: StageModel) -> tuple[Band, ...]:
    """A journey's steps in the bands of a model; no step is moved or left out."""
    entries = [(number, model.entry_for(step.stage)) for number, step in enumerate(journey.steps, start=1)]
    bands = []
    for _, run in groupby(entries, key=lambda pair: pair[1].id if pair[1] else None):
        steps = list(run)
        bands.append(Band(entry=steps[0][1], first=steps[0][0], last=steps[-1][0]))
    return tuple(bands)
