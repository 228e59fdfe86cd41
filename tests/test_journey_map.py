"""The journey map says what the text below it says, and draws it without running over."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import projects
from elements import Element, tree
from long_lists import grown
from playbook.hyphenation import SOFT_HYPHEN
from playbook.journey_map import journey_map
from playbook.model import (
    CANONICAL_STAGES,
    Journey,
    Next,
    Opportunity,
    Place,
    Playbook,
    Step,
    Text,
    TextList,
    Touchpoint,
)
from playbook.paper import scale
from playbook.parts import parts
from playbook.rendering import render
from playbook.shared_stages import comparison
from playbook.small_map import small_map
from playbook.view import View

LANGUAGES = ("da", "sv", "no")
PLACE = Place(file="content/da/journeys/j.md")


def real_view(folder: str) -> View:
    library, held = projects.opened()
    return View(playbook=library.playbook, settings=held, language=held.language(folder))


# --- Journeys of any kind ---------------------------------------------------------------------------------------------


def text(words: str) -> Text:
    return Text(key="x", origin="da", words={"da": words})


def texts(words: list[str]) -> TextList | None:
    return TextList(key="x", origin="da", words={"da": tuple(words)}) if words else None


def step(id_: str, stage: Any = "awareness", emotion: int = 0, **more: Any) -> Step:
    more.setdefault("action", text(f"Gør {id_}"))
    return Step(id=id_, stage=stage, emotion=emotion, **more)


def journey(*steps: Step) -> Journey:
    return Journey(
        id="j", origin="da", place=PLACE, title=text("J"), kind="example", segment="startup", scenario=text("s"),
        customer_goal=text("g"), stage_model="m", steps=steps,
    )  # fmt: skip


def touchpoint(id_: str, title: str) -> Touchpoint:
    return Touchpoint(
        id=id_, origin="da", place=PLACE, title=text(title), channel="web", medium="online", ownership="owned",
        stages=("use",), importance=3, customer_goal=text("g"), customer_action=text("a"), description=text("d"),
        synonyms=None,  # type: ignore[arg-type]
    )  # fmt: skip


def opportunity(id_: str, title: str) -> Opportunity:
    return Opportunity(
        id=id_, origin="da", place=PLACE, title=text(title), how_might_we=text("h"), customer_value=1,
        business_value=1, effort=1, state="proposed",
    )  # fmt: skip


HOSTILE = st.sampled_from([
    "Ser en annonce", "produktivitetsappens", "<script>alert(1)</script>", 'a" onload="x', "{{ 7*7 }}",
    "&lt;b&gt; & co",
    "</td></table>", "*x* _y_ `z`", "#1; %%", "Kundeserviceafdelingsleder", "a; b: c", "−2", "🙂",
    "İstanbulİstanbul",
    "opdateringerne\N{SOFT HYPHEN}", "--> ]]>",
])  # fmt: skip
PHRASES = st.lists(HOSTILE, min_size=1, max_size=4).map(" ".join)


@st.composite
def worlds(draw: st.DrawFn) -> View:
    """A playbook with one journey of 1 to 30 steps."""
    names = [f"s{number}" for number in range(draw(st.integers(1, 30)))]
    touchpoints = {f"t{number}": touchpoint(f"t{number}", draw(PHRASES)) for number in range(2)}
    opportunities = {f"o{number}": opportunity(f"o{number}", draw(PHRASES)) for number in range(2)}
    ways = st.builds(Next, to=st.sampled_from(names), label=st.none() | st.builds(text, PHRASES))
    lists = st.lists(PHRASES, max_size=2).map(texts)
    held = journey(
        *(
            step(
                name,
                draw(st.sampled_from(CANONICAL_STAGES)),
                draw(st.integers(-2, 2)),
                action=text(draw(PHRASES)),
                touchpoint=draw(st.none() | st.sampled_from([*touchpoints, "unknown"])),
                pains=draw(lists),
                gains=draw(lists),
                opportunities=tuple(draw(st.lists(st.sampled_from(list(opportunities)), unique=True))),
                moment_of_truth=draw(st.booleans()),
                next=draw(st.none() | st.lists(ways, max_size=3).map(tuple)),
            )
            for name in names
        )
    )
    playbook = Playbook(languages=LANGUAGES, journeys={"j": held}, touchpoints=touchpoints, opportunities=opportunities)
    return View(playbook=playbook, settings=projects.SETTINGS, language=projects.SETTINGS.language("sv"))


# --- Map and text -----------------------------------------------------------------------------------------------------

Facts = dict[str, Any]


def page(held: Journey, view: View) -> Element:
    markdown = render(view, f"journeys/{held.id}.md", "journey.md.jinja", {"journey": held, "entity": held})
    return tree("\n".join(line for line in markdown.splitlines() if not line.startswith("#")))


def said(found: Element | None) -> str:
    return found.text if found else ""


def listed(found: Element | None) -> list[str]:
    return [item.text for item in found.all("li")] if found else []


def on_the_map(shown: Element) -> dict[str, Facts]:
    """What the map says of each step, by where its link leads."""
    facts = {}
    for each in shown.all(".map__step"):
        link = each.first(".map__link")
        assert link
        where = each.first(".map__touchpoint")
        for part in ("map__label", "map__channel"):
            found = where.first(f".{part}") if where else None
            if found:
                found.inside.clear()
        facts[link.attributes["href"]] = {
            "number": said(each.first(".map__number")),
            "action": said(each.first(".map__action")),
            "touchpoint": said(where),
            "score": said(each.first(".map__score")),
            "moment": each.first(".map__moment") is not None,
            **{lane: listed(each.first(f".map__{lane}")) for lane in ("pains", "gains", "opportunities", "ways")},
        }
    return facts


def in_the_text(shown: Element) -> dict[str, Facts]:
    """What the table says of each step, by the address of its row."""
    facts = {}
    for row in (row for row in shown.all("tr") if row.attributes.get("id", "").startswith("step-")):
        cells = list(row.all("td"))
        facts[f"#{row.attributes['id']}"] = {
            "number": said(row.first(".steps__number")),
            "action": said(row.first(".steps__action")),
            "touchpoint": cells[1].text,
            "score": said(row.first(".emotion__score")),
            "moment": row.first(".badge") is not None,
            **{lane: listed(row.first(f".points--{lane}")) for lane in ("pains", "gains", "opportunities")},
            "ways": [way.text for way in row.all(".steps__way")],
        }
    return facts


def stages(shown: Element) -> list[tuple[str, list[str]]]:
    return [
        (said(stage.first(".map__band")), [said(number) for number in stage.all(".map__number")])
        for stage in shown.all(".map__stage")
    ]


def rows(shown: Element) -> list[tuple[str, list[str]]]:
    found = (each for table in shown.all("table") for each in table.all("tbody"))
    return [
        (said(part.first(".steps__stage")), [said(number) for number in part.all(".steps__number")])
        for part in found
        if part.first(".steps__stage")
    ]


@pytest.mark.parametrize("folder", LANGUAGES)
def test_map_and_text_say_the_same(folder: str) -> None:
    view = real_view(folder)
    for held in view.playbook.journeys.values():
        shown = page(held, view)
        assert on_the_map(shown) == in_the_text(shown)
        assert len(in_the_text(shown)) == len(held.steps)
        assert stages(shown) == rows(shown)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(view=worlds())
def test_any_map_and_its_text_say_the_same(view: View) -> None:
    held = view.playbook.journeys["j"]
    shown = page(held, view)
    facts = on_the_map(shown)
    assert facts == in_the_text(shown)
    assert len(facts) == len(held.steps)
    for each in held.steps:
        told = facts[f"#step-{each.id}"]
        written = " ".join(str(each.action).replace(SOFT_HYPHEN, "").split())
        assert (told["action"], told["moment"]) == (written, each.moment_of_truth)
    assert stages(shown) == rows(shown)
    assert shown.first("script") is None


def test_a_map_marks_what_is_invented() -> None:
    shown = page(real_view("da").playbook.journeys["startup-app"], real_view("da"))
    assert "Fiktivt eksempel" in said(shown.first(".map__marks"))
    assert "Følelsen er forventet, ikke målt." in said(shown.first(".map__marks"))
    assert said(shown.first(".map__lane--emotion")).startswith("Forventet følelse+2+10−1−2")


def test_a_map_draws_branches_and_loops_with_their_labels() -> None:
    shown = page(real_view("da").playbook.journeys["agency-growth"], real_view("da"))
    arcs = {
        (*re.findall(r"--(?:first|last):(\d+)", each.attributes["style"]), each.attributes["class"]): each.text
        for each in shown.all(".map__arc")
    }  # fmt: skip
    assert arcs == {
        ("5", "6", "map__arc"): "Hvis kunden godkender strategien",
        ("3", "5", "map__arc map__arc--back"): "Hvis strategien skal revideres",
        ("9", "10", "map__arc"): "Hvis der er mere at hente",
        ("9", "11", "map__arc"): "Hvis målet er nået",
        ("6", "10", "map__arc map__arc--back"): "Næste runde",
    }


@settings(max_examples=60, deadline=None)
@given(view=worlds())
def test_arcs_of_one_level_do_not_cross(view: View) -> None:
    drawn = journey_map(view.playbook.journeys["j"], view)
    for arc in drawn.arcs:
        for other in drawn.arcs:
            if arc is not other and arc.level == other.level:
                assert arc.last <= other.first or other.last <= arc.first


# --- Small maps, paper, comparison ------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(view=worlds())
def test_a_small_map_is_small_and_well_formed(view: View) -> None:
    held = view.playbook.journeys["j"]
    drawn = small_map(held, view)
    assert drawn.title.startswith("Känslokurva: ")
    assert drawn.bands[-1].left + drawn.bands[-1].width == drawn.width
    path = "journeys/index.md"
    values = {"title": "T", "description": "D", "part": parts(view, "journeys", path)[0]}
    page_of_all = render(view, path, "journeys.md.jinja", values)
    svg = re.search(r'<svg class="map-small".*?</svg>', page_of_all, re.DOTALL)
    assert svg
    assert len(svg[0].encode()) < 1024
    ElementTree.fromstring(svg[0])  # noqa: S314 - our own


@settings(max_examples=30, deadline=None)
@given(view=worlds())
def test_more_text_is_printed_smaller(view: View) -> None:
    held = view.playbook.journeys["j"]
    longer = journey(
        *(step(each.id, each.stage, each.emotion, action=text(f"{each.action} " * 3)) for each in held.steps)
    )
    shorter = journey(*(step(each.id, each.stage, each.emotion) for each in held.steps))
    assert 0.3 <= scale(journey_map(longer, view)) <= scale(journey_map(shorter, view)) <= 1.1


def test_a_word_of_one_journey_breaks_no_other(tmp_path: Path) -> None:
    view = grown(tmp_path, 2)
    assert view.divided("kaffemaskine") == "kaf\u00adfe\u00adma\u00adskine"
    first, second = view.playbook.journeys.values()
    told = replace(second, scenario=text("En kaffe fra en maskine."))
    other = replace(view, playbook=replace(view.playbook, journeys={first.id: first, told.id: told}))
    assert other.divided("kaffemaskine") == view.divided("kaffemaskine")
    named = {id_: replace(each, title=text("Kaffe og maskine")) for id_, each in view.playbook.touchpoints.items()}
    other = replace(view, playbook=replace(view.playbook, touchpoints=named))
    assert other.divided("kaffemaskine") == "kaffe\u00admaskine"


def test_journeys_are_compared_over_shared_stages() -> None:
    first = journey(step("a", "need", 2), step("b", "use", -1), step("c", "need", 0), step("d", "use", 1))
    both = [first, journey(step("x", "exit", -2))]
    found = comparison(both, among=both)
    assert found.stages == ("need", "use", "exit")
    compared = found.journeys[0]
    assert [[placed.number for placed in stage] for stage in compared.stages] == [[1, 3], [2, 4], []]
    assert [placed.across for stage in compared.stages for placed in stage] == [8.3, 25.0, 41.7, 58.3]
    assert [placed.down for stage in compared.stages for placed in stage] == [12, 50, 69, 31]
    assert compared.line.startswith("M8.3 12c")
    assert compared.line.count("M") == 1
    assert found.journeys[1].line == "M83.3 88"
