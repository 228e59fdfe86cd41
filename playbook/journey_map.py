"""The journey map: everything that one picture of a journey shows, in one language, ready for the templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from playbook.curves import Piece, pieces
from playbook.diagrams import OutlineStage, OutlineStep
from playbook.markup import Words
from playbook.model import Emotion, Journey, Step, Text, TextList
from playbook.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Something with a page of its own."""

    id: str
    title: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class MapTouchpoint(Named):
    """Where a step happens."""

    channel: str
    """The id of the channel; empty when the touchpoint is not known."""
    channel_title: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class MapWay:
    """A way on from a step, in words."""

    to: str
    """The id of the step that it leads to."""
    label: Words
    """When this way is taken; may be empty."""
    course: str
    """On to which step, or back to which."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MapStep:
    """A column: one step. All words may break at soft hyphens."""

    id: str
    number: int
    action: Words
    touchpoint: MapTouchpoint | None
    emotion: Emotion
    curve: Piece
    is_moment_of_truth: bool
    pains: tuple[Words, ...]
    gains: tuple[Words, ...]
    opportunities: tuple[Named, ...]
    is_fork: bool
    """Whether what comes after it must be said."""
    ways: tuple[MapWay, ...]
    """Of a fork; none when the journey ends here."""
    goes_on: bool
    """Whether a way leads to the step after it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MapStage:
    """Columns side by side that are one stage in the journey's own model."""

    id: str
    """The canonical stage of its first step."""
    label: Words
    phase: str
    """Before, during or after the purchase; empty when the stage has no page that says so."""
    steps: tuple[MapStep, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Arc:
    """A branch or a loop, drawn over the columns between two steps."""

    first: int
    """Number of its leftmost step."""
    last: int
    is_back: bool
    label: Words
    level: int
    """1 for the lowest; those of one level do not cross."""
    rows: tuple[int, int]
    """Of its two steps where the map runs downwards: there, each step and each stage before it has a row."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JourneyMap:
    """A journey, ready to be drawn."""

    stages: tuple[MapStage, ...]
    arcs: tuple[Arc, ...]

    @property
    def steps(self) -> tuple[MapStep, ...]:
        """All columns, in order."""
        return tuple(step for stage in self.stages for step in stage.steps)

    @property
    def levels(self) -> int:
        """How many arcs lie above each other, at most."""
        return max((arc.level for arc in self.arcs), default=0)

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels whose icons it needs, in the order of their ids."""
        return tuple(sorted({step.touchpoint.channel for step in self.steps if step.touchpoint}))

    @property
    def lanes(self) -> frozenset[str]:
        """What it has anything of, beside steps and emotions."""
        return frozenset(
            lane
            for step in self.steps
            for lane, held in (
                ("touchpoint", step.touchpoint),
                ("moment", step.is_moment_of_truth),
                ("pains", step.pains),
                ("gains", step.gains),
                ("opportunities", step.opportunities),
                ("ways", step.is_fork),
            )
            if held
        )


def journey_map(journey: Journey, view: View) -> JourneyMap:
    """The map of a journey as a reader of the view's language sees it."""
    outlined = view.outline(journey)
    flat = [step for stage in outlined for step in stage.steps]
    curves = pieces([step.emotion for step in flat], [step.goes_on for step in flat[:-1]])
    steps = [
        _step(step, before, curve, view, total=len(flat))
        for step, before, curve in zip(journey.steps, flat, curves, strict=True)
    ]
    ends = list(accumulate(len(stage.steps) for stage in outlined))
    return JourneyMap(
        stages=tuple(
            _stage(stage, tuple(steps[end - len(stage.steps) : end]), view)
            for stage, end in zip(outlined, ends, strict=True)
        ),
        arcs=_arcs(outlined, view),
    )


def _stage(stage: OutlineStage, steps: tuple[MapStep, ...], view: View) -> MapStage:
    id_ = stage.steps[0].stage
    page = view.playbook.stages.get(id_)
    return MapStage(id=id_, label=view.divided(stage.label), phase=page.phase if page else "", steps=steps)


def _step(step: Step, outlined: OutlineStep, curve: Piece, view: View, *, total: int) -> MapStep:
    is_fork = view.is_fork(outlined, of=total)
    return MapStep(
        id=step.id,
        number=outlined.number,
        action=_words(step.action, view),
        touchpoint=_touchpoint(step.touchpoint, view) if step.touchpoint else None,
        emotion=step.emotion,
        curve=curve,
        is_moment_of_truth=step.moment_of_truth,
        pains=_texts(step.pains, view),
        gains=_texts(step.gains, view),
        opportunities=tuple(Named(id=id_, title=_title("opportunity", id_, view)) for id_ in step.opportunities),
        is_fork=is_fork,
        ways=tuple(
            MapWay(
                to=way.to,
                label=view.divided(view.own(way.label, way.language)),
                course=view.way_on(outlined, way),
            )
            for way in (outlined.ways if is_fork else ())
        ),
        goes_on=outlined.goes_on,
    )


def _touchpoint(id_: str, view: View) -> MapTouchpoint:
    found = view.playbook.touchpoints.get(id_)
    channel = found.channel if found else ""
    return MapTouchpoint(
        id=id_,
        title=_title("touchpoint", id_, view),
        channel=channel,
        channel_title=_title("channel", channel, view),
    )


def _title(kind: str, id_: str, view: View) -> Words:
    entity = view.playbook.of(kind).get(id_)
    return _words(entity.title, view) if entity else Words(id_)


def _words(unit: Text, view: View) -> Words:
    return view.divided(view.text(unit))


def _texts(unit: TextList | None, view: View) -> tuple[Words, ...]:
    return tuple(view.divided(words) for words in view.texts(unit))


# --- Branches and loops ----------------------------------------------------------------------------------------------


def _arcs(stages: Iterable[OutlineStage], view: View) -> tuple[Arc, ...]:
    """An arc for every way that is not just the next step; the shorter ones lie lower."""
    rows = {step.number: step.number + place + 1 for place, stage in enumerate(stages, start=1) for step in stage.steps}
    found = [
        (abs(way.number - step.number), min(way.number, step.number), step, way)
        for stage in stages
        for step in stage.steps
        for way in step.ways
        if way.number != step.number + 1 or way.label
    ]
    arcs: list[Arc] = []
    for length, first, step, way in sorted(found, key=lambda each: (each[0], each[1], each[3].number)):
        last = first + length
        crossed = {arc.level for arc in arcs if _cross(arc.first, arc.last, first, last)}
        arcs.append(
            Arc(
                first=first,
                last=last,
                is_back=way.number <= step.number,
                label=view.divided(view.own(way.label, way.language)),
                level=next(level for level in range(1, len(found) + 1) if level not in crossed),
                rows=(rows[first], rows[last]),
            )
        )
    return tuple(arcs)


def _cross(first: int, last: int, other_first: int, other_last: int) -> bool:
    """Whether two spans share more than an end; a loop of a step to itself takes half a column on each side."""
    spans = [(a - 0.5, b + 0.5) if a == b else (a, b) for a, b in ((first, last), (other_first, other_last))]
    return spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]
