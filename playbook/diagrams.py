"""What a journey's diagrams say, and the Mermaid text that says it.

The outline comes first: both diagrams and the text alternative are made from it, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from playbook.labels import escape, escape_address
from playbook.model import CanonicalStage, Emotion, Journey, Next, Step

StageLabel = Callable[[str], str]
"""From a canonical stage to the reader's word for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OutlineWay:
    """A way on from a step."""

    number: int
    """Of the step that it leads to."""
    to: str
    """The id of that step."""
    label: str
    """When this way is taken; empty when it is the only one and needs no words."""
    language: str
    """The language folder of the label: the reader's, or the origin's where the label is not translated."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OutlineStep:
    """One step, in the reader's words."""

    number: int
    """Its place in the journey, counted from 1."""
    id: str
    stage: CanonicalStage
    action: str
    language: str
    """The language folder of the action: the reader's, or the origin's where the action is not translated."""
    emotion: Emotion
    actors: tuple[str, ...]
    """Empty when the step names none."""
    ways: tuple[OutlineWay, ...]
    """In order; none when the journey ends here."""

    @property
    def goes_on(self) -> bool:
        """Whether a way leads to the step after it."""
        return any(way.number == self.number + 1 for way in self.ways)


@dataclass(frozen=True, kw_only=True, slots=True)
class OutlineStage:
    """A run of steps in one stage; a journey that comes back to a stage has two."""

    label: str
    steps: tuple[OutlineStep, ...]


def outline(journey: Journey, *, language: str, stage_label: StageLabel) -> tuple[OutlineStage, ...]:
    """Everything that the diagrams say, in order.

    Canonical stages that a model gives one label are one stage to the reader, so runs are told apart by label. Every
    way must lead to a step of the journey, as the rules see to.
    """
    numbers = {step.id: number for number, step in enumerate(journey.steps, start=1)}
    steps = [
        OutlineStep(
            number=number,
            id=step.id,
            stage=step.stage,
            action=step.action.read(language),
            language=step.action.language_for(language),
            emotion=step.emotion,
            actors=step.actors.read(language) if step.actors else (),
            ways=tuple(_way(way, numbers[way.to], language) for way in journey.following(step)),
        )
        for number, step in enumerate(journey.steps, start=1)
    ]
    runs = groupby(steps, key=lambda step: stage_label(step.stage))
    return tuple(OutlineStage(label=label, steps=tuple(run)) for label, run in runs)


def journey_diagram(
    journey: Journey, *, language: str, stage_label: StageLabel, title: str, description: str, actor: str
) -> str:
    """The journey as a Mermaid ``journey``: stages are sections, an emotion of -2..+2 is a score of 1..5.

    Mermaid wants an actor for each step: the step's own, else ``actor``. It takes *kunde* and *Kunde* for two, so that
    each is spelt everywhere as where it comes first.
    """
    lines = ["journey", *_accessible(title, description)]
    stages = outline(journey, language=language, stage_label=stage_label)
    spelt = {actor.casefold(): actor}
    for name in (name for stage in stages for step in stage.steps for name in step.actors):
        spelt.setdefault(name.casefold(), name)
    for stage in stages:
        lines.append(f"  section {escape(stage.label)}")
        for step in stage.steps:
            named = dict.fromkeys(spelt[name.casefold()] for name in step.actors or (actor,))
            actors = ", ".join(escape(name, actor=True) for name in named)
            lines.append(f"    {_numbered(step)}: {step.emotion + 3}: {actors}")
    return "\n".join(lines) + "\n"


def flow_diagram(
    journey: Journey,
    *,
    language: str,
    stage_label: StageLabel,
    title: str,
    description: str,
    href: Callable[[Step], str] | None = None,
) -> str:
    """The journey as a Mermaid ``flowchart``: stages are subgraphs, ways are arrows, an ending has round ends.

    From top to bottom, which fits a phone. ``href`` gives the address that a step links to, relative to the page or a
    fragment; any other address is a ValueError.
    """
    stages = outline(journey, language=language, stage_label=stage_label)
    steps = [step for stage in stages for step in stage.steps]
    lines = ["flowchart TB", *_accessible(title, description)]
    for index, stage in enumerate(stages):
        lines.append(f'  subgraph s{index}["{escape(stage.label)}"]')
        lines.extend(f"    {_node(step)}" for step in stage.steps)
        lines.append("  end")
    lines.extend(f"  {arrow}" for step in steps for arrow in _arrows(step))
    if href is not None:
        addresses = [escape_address(href(step)) for step in journey.steps]
        lines.extend(f'  click n{index} href "{address}"' for index, address in enumerate(addresses))
    return "\n".join(lines) + "\n"


def _way(way: Next, number: int, language: str) -> OutlineWay:
    if way.label is None:
        return OutlineWay(number=number, to=way.to, label="", language=language)
    return OutlineWay(
        number=number, to=way.to, label=way.label.read(language), language=way.label.language_for(language)
    )


def _accessible(title: str, description: str) -> tuple[str, str]:
    return f"  accTitle: {escape(title)}", f"  accDescr: {escape(description)}"


def _numbered(step: OutlineStep) -> str:
    # With a plain space, Mermaid 11.0 to 11.4 take the label for a Markdown list and draw an error in its place.
    return f"{step.number}.\N{NO-BREAK SPACE}{escape(step.action)}"


def _node(step: OutlineStep) -> str:
    label = f'"{_numbered(step)}"'
    return f"n{step.number - 1}[{label}]" if step.ways else f"n{step.number - 1}([{label}])"


def _arrows(step: OutlineStep) -> Iterator[str]:
    for way in step.ways:
        label = f'|"{escape(way.label)}"|' if way.label else ""
        yield f"n{step.number - 1} -->{label} n{way.number - 1}"
