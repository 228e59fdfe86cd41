"""Small maps: a journey's curve over its stages, by which readers recognise it in a list."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from playbook.curves import height, path
from playbook.model import Journey
from playbook.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """A stage in a small map."""

    left: int
    width: int
    phase: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SmallMap:
    """A journey's shape: its curve over its stages, twelve units wide for each step and forty high."""

    width: int
    bands: tuple[Band, ...]
    line: str
    title: str
    """The same in words."""

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases that its stages belong to."""
        return tuple(dict.fromkeys(band.phase for band in self.bands))


def small_map(journey: Journey, view: View) -> SmallMap:
    """The small map of a journey, by which a reader recognises it."""
    stages = view.outline(journey)
    flat = [step for stage in stages for step in stage.steps]
    ends = list(accumulate(len(stage.steps) for stage in stages))
    points = [(12.0 * index + 6, height(step.emotion) * 0.4) for index, step in enumerate(flat)]
    high, low = max(flat, key=lambda step: step.emotion), min(flat, key=lambda step: step.emotion)
    return SmallMap(
        width=12 * len(flat),
        bands=tuple(
            Band(left=12 * (end - len(stage.steps)), width=12 * len(stage.steps), phase=page.phase if page else "")
            for stage, end in zip(stages, ends, strict=True)
            for page in [view.playbook.stages.get(stage.steps[0].stage)]
        ),
        line=path(points, [step.goes_on for step in flat[:-1]], digits=0, dash=4),
        title=view.gettext(
            "Emotion curve: highest in step {high} ({high_score}), lowest in step {low} ({low_score})",
            high=high.number,
            high_score=view.signed(high.emotion),
            low=low.number,
            low_score=view.signed(low.emotion),
        ),
    )
