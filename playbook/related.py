"""What belongs to what: the connections between kinds that pages show, among what one language publishes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from playbook.model import (
    CANONICAL_STAGES,
    Journey,
    Metric,
    Opportunity,
    Phase,
    Stage,
    StageModel,
    StageModelEntry,
    Step,
    Touchpoint,
)

Uses = tuple[tuple[Journey, tuple[tuple[int, Step], ...]], ...]
"""Journeys, each with the steps in question, numbered from 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """What a failure at a touchpoint would touch."""

    journeys: int
    steps: int
    moments_of_truth: int
    personas: tuple[str, ...]
    """Ids, as the following."""
    opportunities: tuple[str, ...]
    metrics: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Related:
    """Entities in the order in which they are listed, and the connections between them, each worked out once."""

    journeys: tuple[Journey, ...]
    stages: tuple[Stage, ...]
    models: tuple[StageModel, ...]
    touchpoints: tuple[Touchpoint, ...]
    opportunities: tuple[Opportunity, ...]
    metrics: tuple[Metric, ...]

    def steps_at(self, touchpoint: str) -> Uses:
        """The steps that meet a touchpoint."""
        return self._steps_at.get(touchpoint, ())

    def steps_for(self, opportunity: str) -> Uses:
        """The steps that an opportunity would improve."""
        return self._steps_for.get(opportunity, ())

    def through(self, stage: str) -> tuple[Journey, ...]:
        """The journeys with a step in a stage."""
        return self._through.get(stage, ())

    def of_persona(self, persona: str) -> tuple[Journey, ...]:
        """The journeys of a persona."""
        return tuple(journey for journey in self.journeys if persona in journey.personas)

    def examples(self, segments: Iterable[str], most: int) -> tuple[Journey, ...]:
        """Some journeys by id, the same in every language; before all others one of each segment, in their order."""
        found = {journey.id: journey for journey in sorted(self.journeys, key=lambda journey: journey.id)}
        firsts = {journey.segment: id_ for id_, journey in reversed(found.items())}
        ids = dict.fromkeys([*(firsts[each] for each in segments if each in firsts), *found])
        return tuple(found[id_] for id_ in ids)[:most]

    def told_in(self, model: str) -> tuple[Journey, ...]:
        """The journeys that are told in a model's stages."""
        return tuple(journey for journey in self.journeys if journey.stage_model == model)

    def touchpoints_in(self, stage: str) -> tuple[Touchpoint, ...]:
        """The touchpoints that belong to a stage."""
        return tuple(touchpoint for touchpoint in self.touchpoints if stage in touchpoint.stages)

    def stages_by_phase(self) -> tuple[tuple[str, tuple[Stage, ...]], ...]:
        """The stages in canonical order, by phase; phases without any are left out."""
        found = sorted(self.stages, key=lambda stage: CANONICAL_STAGES.index(stage.id))
        groups = ((phase, tuple(stage for stage in found if stage.phase == phase)) for phase in get_args(Phase))
        return tuple((phase, stages) for phase, stages in groups if stages)

    def names_of(self, stage: str) -> tuple[tuple[StageModel, StageModelEntry], ...]:
        """What each model calls a stage; models without it are left out."""
        return tuple((model, entry) for model in self.models if (entry := model.entry_for(stage)) is not None)

    def failure(self, touchpoint: str) -> Failure:
        """What would suffer, were a touchpoint to fail: every step that meets it, and what hangs on these."""
        uses = self.steps_at(touchpoint)
        steps = [step for _, numbered in uses for _, step in numbered]
        stages = {step.stage for step in steps}
        return Failure(
            journeys=len(uses),
            steps=len(steps),
            moments_of_truth=sum(step.moment_of_truth for step in steps),
            personas=_each_once(id_ for journey, _ in uses for id_ in journey.personas),
            opportunities=_each_once(id_ for step in steps for id_ in step.opportunities),
            metrics=tuple(metric.id for metric in self.metrics if stages.intersection(metric.stages)),
        )

    def by_value(self) -> tuple[Opportunity, ...]:
        """The opportunities, the most valuable first, among equals the one that takes the least effort."""
        return tuple(sorted(self.opportunities, key=lambda each: (-each.value, each.effort)))

    @cached_property
    def _steps_at(self) -> Mapping[str, Uses]:
        return self._steps_by(lambda step: [step.touchpoint] if step.touchpoint else [])

    @cached_property
    def _steps_for(self) -> Mapping[str, Uses]:
        return self._steps_by(lambda step: step.opportunities)

    @cached_property
    def _through(self) -> Mapping[str, tuple[Journey, ...]]:
        found: dict[str, list[Journey]] = {}
        for journey in self.journeys:
            for stage in dict.fromkeys(step.stage for step in journey.steps):
                found.setdefault(stage, []).append(journey)
        return {stage: tuple(journeys) for stage, journeys in found.items()}

    def _steps_by(self, named: Callable[[Step], Iterable[str]]) -> Mapping[str, Uses]:
        found: dict[str, dict[str, list[tuple[int, Step]]]] = {}
        journeys = {journey.id: journey for journey in self.journeys}
        for journey in self.journeys:
            for number, step in enumerate(journey.steps, start=1):
                for id_ in named(step):
                    found.setdefault(id_, {}).setdefault(journey.id, []).append((number, step))
        return {
            id_: tuple((journeys[journey], tuple(steps)) for journey, steps in uses.items())
            for id_, uses in found.items()
        }


def _each_once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
