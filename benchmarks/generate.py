"""Write a valid playbook of any size: journeys in three languages, and everything that they refer to.

The same number and seed give the same bytes, and the first journeys of a large playbook are those of a small one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import click
import yaml

from benchmarks.phrases import LANGUAGES, Words, joined, listed, same, table
from playbook.model import CANONICAL_STAGES
from playbook.project import open_project
from playbook.status import accept

SEED = 26
FEWEST_STEPS, MOST_STEPS = 10, 15
STAGES_OF_A_JOURNEY = 5
JOURNEYS_PER_PERSONA = 8
JOURNEYS_PER_OPPORTUNITY = 4
PHASE_OF_STAGE = {
    stage: "before" if i < CANONICAL_STAGES.index("purchase") else "after" for i, stage in enumerate(CANONICAL_STAGES)
} | {"purchase": "during"}
EMOTIONS = {"before": (-1, 0, 1, 1), "during": (-1, 0, 1, 2), "after": (-2, -1, 1, 2)}

Fields = dict[str, Any]
"""Front matter whose texts are ``Words``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One origin file with its translations."""

    path: str
    origin: str
    fields: Fields
    body: Sequence[tuple[str, Words]] = ()
    """Paragraphs, each with the id of the heading that it is, or an empty string."""


@dataclass(kw_only=True)
class Used:
    """What the journeys written so far refer to."""

    touchpoints: Counter[str] = field(default_factory=Counter)
    stages: dict[str, set[str]] = field(default_factory=dict)
    """By touchpoint, the stages in which journeys meet it."""


@click.command()
@click.argument("number", type=click.IntRange(min=1))
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path, file_okay=False), help="A new folder.")
@click.option("--seed", default=SEED, show_default=True)
def main(number: int, folder: Path, seed: int) -> None:
    """Write a playbook of NUMBER journeys."""
    write_playbook(folder, number, seed=seed)


def write_playbook(folder: Path, number: int, *, seed: int = SEED) -> None:
    """Write a whole project: settings, content in three languages, and ledgers by which every text is current."""
    _write(folder / "mkdocs.yml", _yaml(_settings()))
    for entry in _entries(number, seed):
        for language in LANGUAGES:
            _write(folder / "content" / language / entry.path, _markdown(entry, language))
    _, library, problems = open_project(folder)
    if library is None:
        raise ValueError("\n".join(map(str, problems)))
    accept(folder, library, [folder / "content"])


# --- Content ----------------------------------------------------------------------------------------------------------


def _settings() -> Fields:
    label = {language: "CX" for language in LANGUAGES}
    options = {
        "format": 1,
        "languages": list(LANGUAGES),
        "site_names": {language: "Playbook" for language in LANGUAGES},
        "segments": {"small": label, "large": label},
        "owners": {"cx": label},
    }
    return {
        "site_name": "Playbook",
        "site_url": "https://playbook.example/",
        "docs_dir": "content",
        "theme": {"name": "material"},
        "plugins": ["search", {"playbook": options}],
    }


def _entries(number: int, seed: int) -> Iterator[Entry]:
    used = Used()
    for index in range(number):
        yield _journey(index, number, used, Random(f"{seed}-{index}"))  # noqa: S311 - no secret
    random = Random(f"{seed}-rest")  # noqa: S311
    yield Entry(path="index.md", origin="da", fields={"title": same("Playbook"), **_kept(random)}, body=_prose(random))
    yield from _touchpoints(used)
    yield from (_persona(i, random) for i in range(_share(number, JOURNEYS_PER_PERSONA)))
    yield from (_opportunity(i, random) for i in range(_share(number, JOURNEYS_PER_OPPORTUNITY)))
    yield from (_stage(stage, random) for stage in CANONICAL_STAGES)
    yield from (_model(key, i, random) for i, key in enumerate(table("model")))
    yield from (_metric(key, random) for key in table("metric"))
    channels = [{"id": key, "title": name, "description": _one(random)} for key, name in table("channel").items()]
    yield Entry(path="channels/channels.md", origin="no", fields={"title": same("CX"), "channels": channels})


def _journey(index: int, number: int, used: Used, random: Random) -> Entry:
    entries = list(table("model"))[index % len(table("model"))].split(", ")
    stages = [stages[(index // 3) % len(stages)] for stages in (entry.split() for entry in entries)]
    words = {"firm": random.choice(listed("firm")), "trade": random.choice(listed("trade")), "number": index + 1}
    steps = _steps(index, stages, used, random)
    filled = [phrase.within(**words, steps=len(steps)) for phrase in listed("phrase")[:4]]
    links = listed("phrase")[6].within(
        persona=f"persona-{index // JOURNEYS_PER_PERSONA}",
        touchpoint=steps[0]["touchpoint"],
        journey=f"journey-{(index + 1) % number}",
    )
    kind = ("example", "planned", "analogy", "actual")[index % 4]
    fields = {
        "title": filled[0],
        "summary": filled[1],
        **_kept(random),
        "kind": kind,
        "state": "to-be" if kind == "planned" else "as-is",
        "segment": random.choice(("small", "large")),
        "personas": [f"persona-{index // JOURNEYS_PER_PERSONA}"],
        "stage_model": f"model-{index % len(table('model'))}",
        "evidence": "observed" if kind == "actual" else "assumed",
        "scenario": filled[2],
        "customer_goal": filled[3],
        "steps": [_filled(step, words) for step in steps],
        "checklist": _checklist(6, random),
    }
    body = (*_prose(random, **words), ("", links))
    return Entry(path=f"journeys/journey-{index}.md", origin=LANGUAGES[index % 3], fields=fields, body=body)


def _steps(index: int, stages: Sequence[str], used: Used, random: Random) -> list[Fields]:
    """Steps through the stages in their order; every third journey has a branch and a loop back."""
    length = random.randint(FEWEST_STEPS, MOST_STEPS)
    steps: list[Fields] = []
    for position in range(length):
        stage = stages[position * STAGES_OF_A_JOURNEY // length]
        phase = PHASE_OF_STAGE[stage]
        action = joined(random.choice(listed(phase)), " ", random.choice(listed("circumstance")), ".")
        steps.append(
            {
                "id": f"step-{position + 1}",
                "stage": stage,
                "touchpoint": _meet(stage, used),
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
        back, onward = listed("phrase")[4:6]
        steps[3]["next"] = [{"to": "step-5", "label": onward}, {"to": "step-2", "label": back}]
    return steps


def _meet(stage: str, used: Used) -> str:
    """A touchpoint of the stage, the one that was met least so far."""
    fitting = [row.split()[1] for row in table("touchpoint") if stage in row.split()[4:]]
    chosen = min(fitting, key=lambda id_: used.touchpoints[id_])
    used.touchpoints[chosen] += 1
    used.stages.setdefault(chosen, set()).add(stage)
    return chosen


def _touchpoints(used: Used) -> Iterator[Entry]:
    """The inventories. A playbook of few journeys has only the touchpoints they meet, which then take over stages."""
    random = Random("touchpoints")  # noqa: S311
    rows = {row.split()[1]: (row.split(), name) for row, name in table("touchpoint").items()}
    met = {id_: set(row[4:]) for id_, (row, _) in rows.items() if used.touchpoints[id_]}
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
            fields = {"title": title, **_kept(random), "touchpoints": items}
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
        "customer_goal": _one(random),
        "customer_action": _one(random),
        "pain_categories": ["price", "service"],
        "description": joined(_one(random), " ", _one(random)),
    }


def _persona(index: int, random: Random) -> Entry:
    names = listed("persona")
    fields = {
        "title": joined(names[index % len(names)], f" {index + 1}"),
        "summary": _one(random),
        **_kept(random),
        "fictional": True,
        "role": random.choice(listed("role")),
        "quote": random.choice(listed("thought")),
        "goals": random.sample(listed("gain"), 3),
        "needs": random.sample(listed("gain"), 3),
        "frustrations": random.sample(listed("pain"), 3),
    }
    return Entry(path=f"personas/persona-{index}.md", origin=LANGUAGES[index % 3], fields=fields)


def _opportunity(index: int, random: Random) -> Entry:
    fields = {
        "title": joined(random.choice(listed("task")), f" ({index + 1})"),
        **_kept(random),
        "how_might_we": joined(random.choice(listed("task")), "?"),
        "customer_value": random.randint(20, 100),
        "business_value": random.randint(20, 100),
        "effort": random.randint(1, 5),
    }
    body = [("", _one(random))]
    return Entry(path=f"opportunities/opportunity-{index}.md", origin=LANGUAGES[index % 3], fields=fields, body=body)


def _stage(stage: str, random: Random) -> Entry:
    name = table("stage")[stage]
    fields = {
        "title": name,
        "synonyms": [name],
        "summary": _one(random),
        **_kept(random),
        "phase": PHASE_OF_STAGE[stage],
        **{key: _one(random) for key in ("customer_goal", "customer_question", "entry", "exit")},
        "do": random.sample(listed("task"), 4),
        "avoid": random.sample(listed("pain"), 3),
        "key_questions": random.sample(listed("thought"), 3),
        "pains": random.sample(listed("pain"), 3),
        "metrics": random.sample(list(table("metric")), 2),
        "checklist": _checklist(5, random),
    }
    return Entry(path=f"stages/{stage}.md", origin=random.choice(LANGUAGES), fields=fields, body=_prose(random))


def _model(key: str, index: int, random: Random) -> Entry:
    entries = [
        {"id": stages[0], "label": table("stage")[stages[0]], "stages": stages}
        for stages in (group.split() for group in key.split(", "))
    ]
    fields = {"title": table("model")[key], "summary": _one(random), **_kept(random), "entries": entries}
    return Entry(path=f"models/model-{index}.md", origin=LANGUAGES[index % 3], fields=fields)


def _metric(key: str, random: Random) -> Entry:
    fields = {
        "title": table("metric")[key],
        **_kept(random),
        **{name: _one(random) for name in ("description", "formula", "unit")},
        "direction": "lower" if key in ("churn", "waiting-time") else "higher",
        "stages": ["use", "service"],
    }
    return Entry(path=f"metrics/{key}.md", origin="da", fields=fields)


# --- Parts of content -------------------------------------------------------------------------------------------------


def _share(number: int, per: int) -> int:
    return -(-number // per)


def _kept(random: Random) -> Fields:
    """Who keeps a page, and when it was looked at."""
    return {"owner": "cx", "reviewed": f"2026-{random.randint(1, 10):02}-21", "review_by": "2099-12-31"}


def _checklist(number: int, random: Random) -> list[Fields]:
    tasks = random.sample(listed("task"), number)
    return [
        {"id": f"item-{i + 1}", "obligation": ("must", "should", "may")[i % 3], "text": task, "why": _reason(random)}
        for i, task in enumerate(tasks)
    ]


def _reason(random: Random) -> Words:
    return random.choice(listed("reason"))


def _one(random: Random) -> Words:
    return random.choice(listed("sentence")).within(firm=random.choice(listed("firm")))


def _prose(random: Random, **words: Words | str | int) -> tuple[tuple[str, Words], ...]:
    """Three sections of two paragraphs, about 200 words."""
    paragraphs: list[tuple[str, Words]] = []
    for index, heading in enumerate(listed("heading")):
        paragraphs.append((f"part-{index + 1}", heading))
        for _ in range(2):
            first, second = random.sample(listed("sentence"), 2)
            paragraphs.append(("", joined(first, " ", second).within(**{"firm": listed("firm")[0], **words})))
    return tuple(paragraphs)


def _filled(value: Any, words: dict[str, Words | str | int]) -> Any:
    """The same fields with the placeholders of every text filled in."""
    if isinstance(value, Words):
        return value.within(**words)
    if isinstance(value, dict):
        return {key: _filled(held, words) for key, held in value.items()}
    return [_filled(item, words) for item in value] if isinstance(value, list) else value


# --- Files ------------------------------------------------------------------------------------------------------------


def _markdown(entry: Entry, language: str) -> str:
    """The file of an entry in one language: the origin whole, a translation with text and ids only."""
    if language == entry.origin:
        fields = _spoken(entry.fields, language)
    else:
        fields = {"translates": entry.origin} | _spoken(_texts(entry.fields), language)
    body = "\n\n".join(
        f"## {_spoken(text, language)} {{#{id_}}}" if id_ else _spoken(text, language) for id_, text in entry.body
    )
    return f"---\n{_yaml(fields)}---\n" + (f"\n{body}\n" if body else "")


def _spoken(value: Any, language: str) -> Any:
    """Fields in one language."""
    if isinstance(value, Words):
        return value[LANGUAGES.index(language)]
    if isinstance(value, dict):
        return {key: _spoken(held, language) for key, held in value.items()}
    return [_spoken(item, language) for item in value] if isinstance(value, list) else value


def _texts(value: Any) -> Any:
    """What of the fields is translated, under the ids that it stands under; None where nothing is."""
    if isinstance(value, Words):
        return value
    if isinstance(value, list):
        return [kept for item in value if (kept := _texts(item)) is not None] or None
    if not isinstance(value, dict):
        return None
    texts = {key: kept for key, held in value.items() if (kept := _texts(held)) is not None}
    return {key: value[key] for key in ("id", "to") if key in value} | texts if texts else None


class _Dumper(yaml.CSafeDumper):
    """Without anchors, which content may not have."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(fields: Fields) -> str:
    return str(yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
