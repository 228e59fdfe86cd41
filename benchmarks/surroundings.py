"""What journeys refer to: touchpoints, personas, opportunities, stages, models, metrics, channels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from benchmarks.files import Entry, Fields
from benchmarks.parts import PHASE_OF_STAGE, checklist, kept, one, prose
from benchmarks.phrases import LANGUAGES, Words, joined, listed, table
from playbook.model import CANONICAL_STAGES


def touchpoints(counts: Counter[str], random: Random) -> Iterator[Entry]:
    """The inventories. A playbook of few journeys has only the touchpoints they meet, which then take over stages."""
    rows = {row.split()[1]: (row.split(), name) for row, name in table("touchpoint").items()}
    met = {id_: set(row[4:]) for id_, (row, _) in rows.items() if counts[id_]}
    for stage in CANONICAL_STAGES:
        if not any(stage in stages for stages in met.values()):
            next(iter(met.values())).add(stage)
    for index, (theme, title) in enumerate(table("inventory").items()):
        items: list[Fields] = []
        for id_, stages in met.items():
            (inventory, _, channel, ownership, *_), name = rows[id_]
            if inventory == theme:
                items.append(_touchpoint(id_, name, channel, ownership, stages, random))
        if items:
            fields = {"title": title, **kept(random), "touchpoints": items}
            yield Entry(path=f"touchpoints/{theme}.md", origin=LANGUAGES[index % 3], fields=fields)


def _touchpoint(id_: str, name: Words, channel: str, ownership: str, stages: set[str], random: Random) -> Fields:
    return {
        "id": id_,
        "title": name,
        "synonyms": [name],
        "channel": channel,
        "medium": "offline" if channel in ("store", "event", "print", "person") else "online",
        "ownership": ownership,
        "stages": [stage for stage in CANONICAL_STAGES if stage in stages],
        "importance": random.randint(1, 5),
        "expectation": {"score": random.randint(2, 5), "evidence": "assumed"},
        "experience": {"score": random.randint(1, 5), "evidence": "assumed"},
        "customer_goal": one(random),
        "customer_action": one(random),
        "pain_categories": ["price", "service"],
        "description": joined(one(random), " ", one(random)),
    }


def persona(index: int, random: Random) -> Entry:
    """A typical customer."""
    names = listed("persona")
    fields = {
        "title": joined(names[index % len(names)], f" {index + 1}"),
        "summary": one(random),
        **kept(random),
        "fictional": True,
        "role": random.choice(listed("role")),
        "quote": random.choice(listed("thought")),
        "goals": random.sample(listed("gain"), 3),
        "needs": random.sample(listed("gain"), 3),
        "frustrations": random.sample(listed("pain"), 3),
    }
    return Entry(path=f"personas/persona-{index}.md", origin=LANGUAGES[index % 3], fields=fields)


def opportunity(index: int, random: Random) -> Entry:
    """An improvement."""
    fields = {
        "title": joined(random.choice(listed("task")), f" ({index + 1})"),
        **kept(random),
        "how_might_we": joined(random.choice(listed("task")), "?"),
        "customer_value": random.randint(20, 100),
        "business_value": random.randint(20, 100),
        "effort": random.randint(1, 5),
    }
    body = [("", one(random))]
    return Entry(path=f"opportunities/opportunity-{index}.md", origin=LANGUAGES[index % 3], fields=fields, body=body)


def stage(id_: str, random: Random) -> Entry:
    """A canonical stage with its guidance."""
    name = table("stage")[id_]
    fields = {
        "title": name,
        "synonyms": [name],
        "summary": one(random),
        **kept(random),
        "phase": PHASE_OF_STAGE[id_],
        **{key: one(random) for key in ("customer_goal", "customer_question", "entry", "exit")},
        "do": random.sample(listed("task"), 4),
        "avoid": random.sample(listed("pain"), 3),
        "key_questions": random.sample(listed("thought"), 3),
        "pains": random.sample(listed("pain"), 3),
        "metrics": random.sample(list(table("metric")), 2),
        "checklist": checklist(5, random),
    }
    return Entry(path=f"stages/{id_}.md", origin=random.choice(LANGUAGES), fields=fields, body=prose(random))


def model(key: str, index: int, random: Random) -> Entry:
    """A stage model; ``key`` lists the canonical stages of each entry."""
    entries = [
        {"id": stages[0], "label": table("stage")[stages[0]], "stages": stages}
        for stages in (group.split() for group in key.split(", "))
    ]
    fields = {"title": table("model")[key], "summary": one(random), **kept(random), "entries": entries}
    return Entry(path=f"models/model-{index}.md", origin=LANGUAGES[index % 3], fields=fields)


def metric(key: str, random: Random) -> Entry:
    """A measure."""
    fields = {
        "title": table("metric")[key],
        **kept(random),
        **{name: one(random) for name in ("description", "formula", "unit")},
        "direction": "lower" if key in ("churn", "waiting-time") else "higher",
        "stages": ["use", "service"],
    }
    return Entry(path=f"metrics/{key}.md", origin="da", fields=fields)
