"""Journeys, and which touchpoints they meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.files import Entry, Fields
from benchmarks.parts import JOURNEYS_PER_OPPORTUNITY, JOURNEYS_PER_PERSONA, PHASE_OF_STAGE, checklist, kept, prose
from benchmarks.phrases import LANGUAGES, Words, joined, listed, table

STAGES_OF_A_JOURNEY = 5
EMOTIONS = {"before": (-1, 0, 1, 1), "during": (-1, 0, 1, 2), "after": (-2, -1, 1, 2)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """How much there is to a journey."""

    steps: tuple[int, int]
    """The fewest and the most; five or more."""
    tasks: int
    """Items of its checklist."""


FULL = Size(steps=(10, 15), tasks=6)
"""As journeys are built: 5.8 KB of front matter in a file, on average over the languages."""
BRIEF = Size(steps=(7, 10), tasks=4)
"""As they are checked: 4.1 KB."""

Placeholders = dict[str, Words | str | int]


def journey(index: int, number: int, met: Counter[str], random: Random, *, size: Size = FULL) -> Entry:
    """Journey ``index`` of ``number``, through five stages of one of the models; counts the touchpoints it meets."""
    entries = list(table("model"))[index % len(table("model"))].split(", ")
    stages = [stages[(index // 3) % len(stages)] for stages in (entry.split() for entry in entries)]
    firm, trade = random.choice(listed("firm")), random.choice(listed("trade"))
    words: Placeholders = {"firm": firm, "trade": trade, "number": index + 1}
    steps = _steps(index, stages, met, random, size=size)
    filled = {key: phrase.within(**words, steps=len(steps)) for key, phrase in list(table("phrase").items())[:4]}
    links = table("phrase")["see_also"].within(
        persona=f"persona-{index // JOURNEYS_PER_PERSONA}",
        touchpoint=steps[0]["touchpoint"],
        journey=f"journey-{(index + 1) % number}",
    )
    kind = ("example", "planned", "analogy", "actual")[index % 4]
    fields: Fields = {
        **filled,
        **kept(random),
        "kind": kind,
        "state": "to-be" if kind == "planned" else "as-is",
        "segment": random.choice(("small", "large")),
        "personas": [f"persona-{index // JOURNEYS_PER_PERSONA}"],
        "stage_model": f"model-{index % len(table('model'))}",
        "evidence": "observed" if kind == "actual" else "assumed",
        "sources": ["interviews"],
        "steps": [_filled(step, words) for step in steps],
        "checklist": checklist(size.tasks, random),
    }
    body = (*prose(random, **words), ("", links))
    return Entry(
        path=f"journeys/journey-{index}.md", origin=LANGUAGES[(index + index // 3) % 3], fields=fields, body=body
    )


def _steps(index: int, stages: Sequence[str], met: Counter[str], random: Random, *, size: Size) -> list[Fields]:
    """Steps through the stages in their order; every third journey has a branch and a loop back."""
    length = random.randint(*size.steps)
    steps: list[Fields] = []
    for position in range(length):
        stage = stages[position * STAGES_OF_A_JOURNEY // length]
        phase = PHASE_OF_STAGE[stage]
        action = joined(random.choice(listed(phase)), " ", random.choice(listed("circumstance")), ".")
        steps.append(
            {
                "id": f"step-{position + 1}",
                "stage": stage,
                "touchpoint": _meet(stage, met),
                "action": action,
                "thought": random.choice(listed("thought")),
                "emotion": random.choice(EMOTIONS[phase]),
                "pains": random.sample(listed("pain"), random.randint(1, 3)),
                "gains": random.sample(listed("gain"), random.randint(1, 3)),
            }
        )
    steps[length // 2]["moment_of_truth"] = True
    steps[-2]["opportunities"] = [f"opportunity-{index // JOURNEYS_PER_OPPORTUNITY}"]
    if index % 3 == 0:
        ways = {"step-5": "onward", "step-2": "back"}
        steps[3]["next"] = [{"to": to, "label": table("phrase")[label]} for to, label in ways.items()]
    return steps


def _meet(stage: str, met: Counter[str]) -> str:
    """A touchpoint of the stage, the one that was met least so far."""
    fitting = [row.split()[1] for row in table("touchpoint") if stage in row.split()[4:]]
    chosen = min(fitting, key=lambda id_: met[id_])
    met[chosen] += 1
    return chosen


def _filled(value: Any, words: Placeholders) -> Any:
    """The same fields with the placeholders of every text filled in."""
    if isinstance(value, Words):
        return value.within(**words)
    if isinstance(value, dict):
        return {key: _filled(held, words) for key, held in value.items()}
    return [_filled(item, words) for item in value] if isinstance(value, list) else value
