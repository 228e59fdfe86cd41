"""Pieces of content that several kinds of pages are made of."""

from __future__ import annotations

from random import Random

from benchmarks.files import Fields
from benchmarks.phrases import Words, joined, listed
from playbook.model import CANONICAL_STAGES

JOURNEYS_PER_PERSONA = 8
JOURNEYS_PER_OPPORTUNITY = 4
PHASE_OF_STAGE = {
    stage: "before" if i < CANONICAL_STAGES.index("purchase") else "after" for i, stage in enumerate(CANONICAL_STAGES)
} | {"purchase": "during"}


def kept(random: Random) -> Fields:
    """Who keeps a page, and when it was looked at."""
    return {"owner": "cx", "reviewed": f"2026-{random.randint(1, 10):02}-21", "review_by": "2099-12-31"}


def checklist(number: int, random: Random) -> list[Fields]:
    """Things to do or check, with reasons."""
    tasks = random.sample(listed("task"), number)
    return [
        {"id": f"item-{i + 1}", "obligation": ("must", "should", "may")[i % 3], "text": task, "why": _reason(random)}
        for i, task in enumerate(tasks)
    ]


def _reason(random: Random) -> Words:
    return random.choice(listed("reason"))


def one(random: Random) -> Words:
    """A sentence."""
    return random.choice(listed("sentence")).within(firm=random.choice(listed("firm")))


def prose(random: Random, **words: Words | str | int) -> tuple[tuple[str, Words], ...]:
    """Three sections of two paragraphs, about 200 words."""
    paragraphs: list[tuple[str, Words]] = []
    for index, heading in enumerate(listed("heading")):
        paragraphs.append((f"part-{index + 1}", heading))
        for _ in range(2):
            first, second = random.sample(listed("sentence"), 2)
            paragraphs.append(("", joined(first, " ", second).within(**{"firm": listed("firm")[0], **words})))
    return tuple(paragraphs)
