"""The diagrams say what the outline says, and the outline says what the journey says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from genuine_mermaid import Mermaid
from playbook.diagrams import OutlineStage, OutlineWay, flow_diagram, journey_diagram, outline
from playbook.model import CANONICAL_STAGES, Journey, Next, Place, Step, Text, TextList

LABELS = {"awareness": "Opmærksomhed", "consideration": "Overvejelse", "evaluation": "Overvejelse", "use": "Brug"}


def text(words: str, **others: str) -> Text:
    return Text(key="x", origin="da", words={"da": words, **others})


def step(name: str, stage: Any = "awareness", emotion: int = 0, **more: Any) -> Step:
    more.setdefault("action", text(f"Gør {name}"))
    return Step(id=name, stage=stage, emotion=emotion, **more)


def journey(*steps: Step) -> Journey:
    return Journey(
        id="j", origin="da", place=Place(file="content/da/journeys/j.md"), title=text("J"), kind="example",
        segment="startup", scenario=text("s"), customer_goal=text("g"), stage_model="relationship", steps=steps,
    )  # fmt: skip


def stage_label(stage: str) -> str:
    return LABELS.get(stage, stage)


BRANCHED = journey(
    step("a", emotion=-2),
    step("b", next=(Next(to="c", label=text("hvis god", sv="om den är bra")), Next(to="a", label=text("ellers")))),
    step("c", "consideration", 1, actors=TextList(key="x", origin="da", words={"da": ("Kunden, selv", "Chefen")})),
    step("d", "evaluation", 2, next=()),
    step("e", "awareness", action=text('Title: "x"; #1', sv="Ser en annons")),
)


def test_the_outline_reads_as_the_journey() -> None:
    first, second, third = outline(BRANCHED, language="sv", stage_label=stage_label)
    assert [stage.label for stage in (first, second, third)] == ["Opmærksomhed", "Overvejelse", "Opmærksomhed"]
    assert [[each.id for each in stage.steps] for stage in (first, second, third)] == [["a", "b"], ["c", "d"], ["e"]]
    assert [each.number for each in second.steps] == [3, 4]
    assert [each.emotion for each in second.steps] == [1, 2]
    assert second.steps[0].actors == ("Kunden, selv", "Chefen")
    assert first.steps[1].ways == (
        OutlineWay(number=3, to="c", label="om den är bra", language="sv"),
        OutlineWay(number=1, to="a", label="ellers", language="da"),
    )
    assert second.steps[1].ways == ()


def test_the_outline_says_which_language_it_fell_back_to() -> None:
    first, _, third = outline(BRANCHED, language="sv", stage_label=stage_label)
    assert (first.steps[0].action, first.steps[0].language) == ("Gør a", "da")
    assert (third.steps[0].action, third.steps[0].language) == ("Ser en annons", "sv")


def test_a_journey_diagram() -> None:
    source = journey_diagram(
        BRANCHED, language="da", stage_label=stage_label, title="Rejsen: kort", description="Fem trin.", actor="Kunden"
    )
    assert source.replace("\N{NO-BREAK SPACE}", "~") == (
        "journey\n"
        "  accTitle: Rejsen#58; kort\n"
        "  accDescr: Fem trin.\n"
        "  section Opmærksomhed\n"
        "    1.~Gør a: 1: Kunden\n"
        "    2.~Gør b: 3: Kunden\n"
        "  section Overvejelse\n"
        "    3.~Gør c: 4: Kunden#44; selv, Chefen\n"
        "    4.~Gør d: 5: Kunden\n"
        "  section Opmærksomhed\n"
        "    5.~#84;itle#58; #34;x#34;#59; #35;1: 3: Kunden\n"
    )


def test_somebody_who_is_spelt_in_two_ways_is_one_actor() -> None:
    people = TextList(key="x", origin="da", words={"da": ("kunde", "Sælger", "sælger")})
    told = journey(step("a", "need", 0), step("b", "need", 0, actors=people))
    text = journey_diagram(told, language="da", stage_label=stage_label, title="T", description="D", actor="Kunde")
    assert [line.rpartition(": ")[2] for line in text.splitlines()[-2:]] == ["Kunde", "Kunde, Sælger"]


def test_a_flow_diagram() -> None:
    source = flow_diagram(
        BRANCHED, language="da", stage_label=stage_label, title="T", description="D", href=lambda each: f"#{each.id}"
    )
    assert source.replace("\N{NO-BREAK SPACE}", "~") == (
        "flowchart TB\n"
        "  accTitle: T\n"
        "  accDescr: D\n"
        '  subgraph s0["Opmærksomhed"]\n'
        '    n0["1.~Gør a"]\n'
        '    n1["2.~Gør b"]\n'
        "  end\n"
        '  subgraph s1["Overvejelse"]\n'
        '    n2["3.~Gør c"]\n'
        '    n3(["4.~Gør d"])\n'
        "  end\n"
        '  subgraph s2["Opmærksomhed"]\n'
        '    n4(["5.~#84;itle#58; #34;x#34;#59; #35;1"])\n'
        "  end\n"
        "  n0 --> n1\n"
        '  n1 -->|"hvis god"| n2\n'
        '  n1 -->|"ellers"| n0\n'
        "  n2 --> n3\n"
        '  click n0 href "#a"\n'
        '  click n1 href "#b"\n'
        '  click n2 href "#c"\n'
        '  click n3 href "#d"\n'
        '  click n4 href "#e"\n'
    )


def test_a_flow_diagram_links_only_inside_the_site() -> None:
    with pytest.raises(ValueError, match="not a relative address: 'https://x'"):
        flow_diagram(
            BRANCHED, language="da", stage_label=stage_label, title="T", description="D", href=lambda _: "https://x"
        )


# --- What Mermaid reads ----------------------------------------------------------------------------------------------

# Words that a label keeps as they are but for their mark-up; what else may happen to a label is in test_labels.py.
words = st.sampled_from(
    ["Ser en annonce", "Title: x", "end", "direction TB", 'a"b', "<b>x</b>", "5 % #1; ½", "Køb", "[x]", "%%"]
)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    names = [f"s{number}" for number in range(draw(st.integers(1, 8)))]
    ways = st.builds(Next, to=st.sampled_from(names), label=st.none() | st.builds(text, phrases))
    actors = st.lists(words, min_size=1, max_size=2, unique=True).map(
        lambda found: TextList(key="x", origin="da", words={"da": tuple(found)})
    )
    return journey(
        *(
            step(
                name,
                draw(st.sampled_from(CANONICAL_STAGES)),
                draw(st.integers(-2, 2)),
                action=text(draw(phrases)),
                actors=draw(st.none() | actors),
                next=draw(st.none() | st.lists(ways, max_size=3).map(tuple)),
            )
            for name in names
        )
    )


@pytest.fixture(scope="module")
def mermaid(browser: Browser) -> Mermaid:
    return Mermaid(browser)


def as_journey(stages: tuple[OutlineStage, ...], actor: str) -> dict[str, Any]:
    """What a ``journey`` diagram must say."""
    every = [actor, *(name for stage in stages for each in stage.steps for name in each.actors)]

    def people(named: tuple[str, ...]) -> list[str]:
        """As each is spelt first."""
        first = (next(each for each in every if each.casefold() == name.casefold()) for name in named or (actor,))
        return list(dict.fromkeys(first))

    return {
        "title": "",
        "name": "Navn",
        "description": "Et: to",
        "sections": [stage.label for stage in stages],
        "tasks": [
            {
                "section": stage.label,
                "type": stage.label,
                "task": f"{each.number}.\N{NO-BREAK SPACE}{each.action}",
                "score": each.emotion + 3,
                "people": people(each.actors),
            }
            for stage in stages
            for each in stage.steps
        ],
        "actors": sorted({name for stage in stages for each in stage.steps for name in people(each.actors)}),
    }


def as_flow(stages: tuple[OutlineStage, ...]) -> dict[str, Any]:
    """What a ``flowchart`` must say."""
    steps = [each for stage in stages for each in stage.steps]
    return {
        "title": "",
        "name": "Navn",
        "description": "Et: to",
        "nodes": [
            {
                "id": f"n{each.number - 1}",
                "text": f"{each.number}.\N{NO-BREAK SPACE}{each.action}",
                "type": "square" if each.ways else "stadium",
                "link": f"#{each.id}",
            }
            for each in steps
        ],
        "edges": [
            {"start": f"n{each.number - 1}", "end": f"n{way.number - 1}", "text": way.label}
            for each in steps
            for way in each.ways
        ],
        "subgraphs": [
            {"id": f"s{index}", "title": stage.label, "nodes": [f"n{each.number - 1}" for each in stage.steps]}
            for index, stage in enumerate(stages)
        ],
    }


def say_the_same(mermaid: Mermaid, drawn: list[Journey]) -> None:
    told = [outline(each, language="da", stage_label=stage_label) for each in drawn]
    found = mermaid.read(
        *(
            journey_diagram(
                each, language="da", stage_label=stage_label, title="Navn", description="Et: to", actor="Bo, selv"
            )
            for each in drawn
        )
    )
    for stages, said in zip(told, found, strict=True):
        said["actors"].sort()
        assert said == as_journey(stages, "Bo, selv")
    found = mermaid.read(
        *(
            flow_diagram(
                each, language="da", stage_label=stage_label, title="Navn", description="Et: to",
                href=lambda step: f"#{step.id}",
            )
            for each in drawn
        )
    )  # fmt: skip
    for stages, said in zip(told, found, strict=True):
        said["nodes"].sort(key=lambda node: int(node["id"][1:]))
        assert said == as_flow(stages)


@pytest.mark.browser
def test_mermaid_reads_what_the_outline_says(mermaid: Mermaid) -> None:
    say_the_same(mermaid, [BRANCHED])


@pytest.mark.browser
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(journeys(), min_size=6, max_size=6))
def test_mermaid_reads_what_any_outline_says(mermaid: Mermaid, drawn: list[Journey]) -> None:
    say_the_same(mermaid, drawn)
