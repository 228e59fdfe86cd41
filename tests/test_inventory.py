"""The real playbook holds the whole subject matter: each item of `inventory.md` is where it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

import projects
from playbook.crosswalk import under
from playbook.fields import key_of
from playbook.library import Library
from playbook.model import (
    CANONICAL_STAGES,
    KIND_OF_FOLDER,
    KINDS,
    Entity,
    Journey,
    LocalTexts,
    Playbook,
    Text,
    TextList,
    units,
)
from playbook.numerals import idioms, numbers
from playbook.state import translation_state

ROOT = projects.DATA.parent
NUMBERS_OF_ITEMS = {"A": 29, "B": 17, "C": 12, "D": 19, "E": 31}
_PLACE = re.compile(
    r"(?P<kind>[a-z]+):(?P<id>[a-z0-9*-]+)(?:\.(?P<path>[\w.-]+)|#(?P<section>[\w-]*))?"
    r"(?: (?P<test>=|says|has|is) (?P<value>.+))?\Z"
)


def tables() -> dict[str, list[list[str]]]:
    """The rows of each table of the inventory, by its heading."""
    found: dict[str, list[list[str]]] = {}
    for chapter in re.split(r"^## ", (projects.DATA / "inventory.md").read_text(encoding="utf-8"), flags=re.M)[1:]:
        heading, _, text = chapter.partition("\n")
        rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
        found[heading] = [[cell.strip() for cell in row] for row in rows[2:]]
    return found


TABLES = tables()
ITEMS = {item: places for item, _, places in TABLES["Items"]}


def library() -> Library:
    return projects.opened()[0]


def playbook() -> Playbook:
    return library().playbook


# --- Items ------------------------------------------------------------------------------------------------------------


def test_the_table_has_every_item_once() -> None:
    expected = [f"{letter}{number:02}" for letter, last in NUMBERS_OF_ITEMS.items() for number in range(1, last + 1)]
    assert [item for item, _, _ in TABLES["Items"]] == expected
    assert len(expected) == 108
    assert all(what for _, what, _ in TABLES["Items"])


@pytest.mark.parametrize("item", ITEMS)
def test_every_item_is_covered(item: str) -> None:
    if not re.fullmatch(r"left out: .{20,}", ITEMS[item]):
        assert [problem for place in ITEMS[item].split("; ") for problem in problems(place)] == []


@pytest.mark.parametrize(
    "place",
    [
        "touchpoint:gone",
        "page:customer-journey#gone",
        "stage:lead.gone",
        "method:five-steps.steps.gone",
        "journey:startup-app.steps = 12",
        "journey:startup-app.steps = 14..15",
        "journey:startup-app.loops = 1",
        "journey:startup-app.touchpoints has store",
        "journey:startup-app.segment is agency",
        "method:customer-workshop.participants says 37",
    ],
)
def test_a_place_that_does_not_hold_is_a_problem(place: str) -> None:
    assert len(list(problems(place))) == 1


def test_a_missing_language_is_a_problem() -> None:
    text = Text(key="x", origin="da", words={"da": "en", "sv": "en"}, stale=("sv",))
    assert list(gaps(text)) == [("x", "no")]
    assert list(gaps(LocalTexts(key="y", origin="da", words={"da": ("en",), "no": ("en",)}))) == [("y", "sv")]


def problems(place: str) -> Iterator[str]:
    """What is wrong with a place of the inventory; nothing when it covers what it should."""
    found = _PLACE.match(place)
    assert found, place
    things = named(found["kind"], found["id"])
    if not things:
        yield f"{place}: there is nothing of that name"
    for thing in things:
        try:
            value = value_of(thing, found["path"], found["section"])
        except (AttributeError, StopIteration):
            yield f"{place}: {thing.id} has no such part"
            continue
        if value is None or value == ():
            yield f"{place}: {thing.id} has nothing there"
        yield from (f"{place}: {thing.id}: {key} in '{language}'" for key, language in gaps(value))
        if found["test"] and not holds(found["test"], value, found["value"]):
            yield f"{place}: not true of {thing.id}"


def named(kind: str, id_: str) -> list[Entity]:
    if kind in KIND_OF_FOLDER and KIND_OF_FOLDER[kind].items:
        known: dict[str, Entity] = {each.id: each for each in playbook().inventories[KIND_OF_FOLDER[kind].name]}
    else:
        known = dict(playbook().of(kind))
    return list(known.values()) if id_ == "*" else [known[id_]] if id_ in known else []


def value_of(thing: Entity, path: str | None, section: str | None) -> Any:
    """A part of an entity; a fact about a journey; all of the entity without a path."""
    if section is not None:
        return next(part for part in thing.body if part.id == section and not part.local)
    value: Any = thing
    for name in (path or "").split(".") if path else ():
        if isinstance(value, Journey) and name in FACTS:
            value = FACTS[name](value)
        elif isinstance(value, tuple):
            value = next(part for part in value if getattr(part, key_of(type(part))) == name)
        else:
            value = getattr(value, name)
    return value


def gaps(value: Any) -> Iterator[tuple[str, str]]:
    """The texts in a value that are missing in a language; whether they are in step is a test of its own."""
    for language in playbook().languages:
        if isinstance(value, LocalTexts):
            if not value.read(language):
                yield value.key, language
        else:
            yield from ((unit.key, language) for unit in units(value) if unit.freshness(language) == "missing")


def holds(test: str, value: Any, expected: str) -> bool:
    if test == "=":
        least, _, most = expected.partition("..")
        length = value if isinstance(value, int) else len(listed(value))
        return int(least) <= length <= int(most or least)
    if test == "has":
        return set(expected.split()) <= set(value)
    if test == "is":
        return str(value) == expected
    return all(set(expected.split()) <= numbers_in(value, language) for language in playbook().languages)


def listed(value: Any) -> tuple[Any, ...]:
    words: tuple[Any, ...] = value.words[value.origin] if isinstance(value, TextList) else value
    return words


def numbers_in(value: Any, language: str) -> set[str]:
    found: set[str] = set()
    for unit in units(value):
        words = unit.words[language]
        for text in [words] if isinstance(words, str) else words:
            found |= {number.value for number in numbers(text, language)} | idioms(text, language)
    return found


# --- Facts about journeys ---------------------------------------------------------------------------------------------


def ways(journey: Journey) -> Iterator[list[str]]:
    """Every way from the first step to an ending, each step once."""
    steps = {step.id: step for step in journey.steps}
    waiting = [[journey.steps[0].id]]
    while waiting:
        way = waiting.pop()
        following = [each.to for each in journey.following(steps[way[-1]])]
        if not following:
            yield way
        waiting += [[*way, to] for to in following if to not in way]


def loops(journey: Journey) -> int:
    order = [step.id for step in journey.steps]
    return sum(
        1 for step in journey.steps for way in journey.following(step) if order.index(way.to) <= order.index(step.id)
    )


FACTS = {
    "touchpoints": lambda journey: tuple(step.touchpoint for step in journey.steps if step.touchpoint),
    "way": lambda journey: max(map(len, ways(journey))),
    "endings": lambda journey: len({way[-1] for way in ways(journey)}),
    "loops": loops,
}


# --- Lists of the articles --------------------------------------------------------------------------------------------


def test_the_stage_models_have_the_articles_own_words() -> None:
    written = []
    for id_, model in playbook().models.items():
        labels = [f"{entry.label} ({', '.join(entry.stages)})" for entry in model.entries]
        written.append([id_, model.origin, "; ".join(labels)])
    expected = TABLES["Stage models of the articles"]
    assert len(expected) == 11
    assert [row for row in written if row in expected] == sorted(expected)


def test_all_touchpoints_of_the_articles_are_there() -> None:
    rows = TABLES["Touchpoints of the articles"]
    assert len(rows) == 45
    ids = [id_ for _, row in rows for id_ in row.split()]
    assert len(set(ids)) == len(ids)
    assert [id_ for id_ in ids if id_ not in playbook().touchpoints] == []


def test_all_kinds_of_challenge_are_met_at_touchpoints() -> None:
    met = {category for touchpoint in playbook().touchpoints.values() for category in touchpoint.pain_categories}
    assert len(met) == 7


# --- What holds for the whole playbook --------------------------------------------------------------------------------


def test_the_check_finds_nothing() -> None:
    assert [str(diagnostic) for diagnostic in library().diagnostics] == []


def test_every_translation_is_there_and_in_step() -> None:
    shares = translation_state(playbook()).by_language
    assert [share.key for share in shares] == list(playbook().languages) == ["da", "sv", "no"]
    assert [(share.stale, share.missing) for share in shares] == [(0, 0)] * 3


def test_all_stages_are_there_each_with_its_checklist_and_touchpoints() -> None:
    stages = playbook().stages
    assert sorted(stages, key=CANONICAL_STAGES.index) == list(CANONICAL_STAGES)
    assert len(CANONICAL_STAGES) == 13
    for stage in stages.values():
        assert 6 <= len(stage.checklist) <= 12, stage.id
        assert {item.obligation for item in stage.checklist} == {"must", "should", "may"}, stage.id
        assert any(stage.id in touchpoint.stages for touchpoint in playbook().touchpoints.values()), stage.id


def test_every_touchpoint_has_a_journey_or_a_stated_reason() -> None:
    used = {step.touchpoint for journey in playbook().journeys.values() for step in journey.steps}
    for inventory in playbook().inventories["touchpoint"]:
        waived_for_all = {waiver.code for waiver in inventory.waive}
        assert "unused-touchpoint" not in waived_for_all, "a reason for each, not for all of them at once"
    for touchpoint in playbook().touchpoints.values():
        reasons = [waiver.reason for waiver in touchpoint.waive if waiver.code == "unused-touchpoint"]
        assert (touchpoint.id in used) != bool(reasons), touchpoint.id


def test_every_journey_has_an_owner_a_review_date_and_sources() -> None:
    for journey in playbook().journeys.values():
        assert all((journey.owner, journey.reviewed, journey.review_by, journey.sources)), journey.id
        assert "journey-without" not in " ".join(waiver.code for waiver in journey.waive)


def test_a_waiver_gives_a_reason_that_can_be_read() -> None:
    for kind in KINDS:
        for entity in (*playbook().of(kind.name).values(), *playbook().inventories.get(kind.name, ())):
            for waiver in entity.waive:
                assert len(waiver.reason.split()) >= 4, (entity.id, waiver)


def test_every_step_of_the_examples_is_whole() -> None:
    for journey in playbook().journeys.values():
        for step in journey.steps:
            assert step.thought is not None, (journey.id, step.id)
            assert step.pains is not None, (journey.id, step.id)
            assert step.gains is not None, (journey.id, step.id)
        assert any(step.moment_of_truth for step in journey.steps), journey.id
        assert any(step.opportunities for step in journey.steps), journey.id


def test_every_journey_can_be_seen_under_every_model() -> None:
    for journey in playbook().journeys.values():
        for model in playbook().models.values():
            shown = [number for band in under(journey, model) for number in range(band.first, band.last + 1)]
            assert shown == list(range(1, len(journey.steps) + 1))


def test_what_the_editors_added_is_marked() -> None:
    for kind in ("journey", "stage", "model", "method", "metric", "persona"):
        for entity in playbook().of(kind).values():
            assert "added" in [section.id for section in entity.body], (kind, entity.id)


def test_the_diagnosis_leads_to_stage_checklist_and_metric() -> None:
    sections = {section.id: section.text for section in playbook().pages["diagnosis"].body}
    for section, number in (("questions", 5), ("challenges", 7)):
        for text in sections[section].words.values():
            assert min(text.count(mark) for mark in ("](stage:", "#checklist)", "](metric:")) >= number


def test_touchpoints_are_described_in_two_to_four_sentences() -> None:
    for touchpoint in playbook().touchpoints.values():
        for language, text in touchpoint.description.words.items():
            sentences = re.findall(r"(?<!t\.ex)(?<!f\.eks)(?<!bl\.a)[.!?](?=\s+[A-ZÆØÅÄÖ]|\s*\Z)", text)
            assert 2 <= len(sentences) <= 4, (touchpoint.id, language)


def test_no_target_stands_without_a_source() -> None:
    for metric in playbook().metrics.values():
        assert metric.target is None or metric.target.source in playbook().sources, metric.id
