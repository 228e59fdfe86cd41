"""Static SVG: the same bytes each time, every word kept, nothing that acts and nothing from outside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from playwright.sync_api import Browser

from playbook.diagrams import flow_diagram, journey_diagram, outline
from playbook.drawing import DrawingError, draw, drawing_key, kept
from playbook.model import Journey
from playbook.store import Store
from test_diagrams import BRANCHED, journey, journeys, stage_label, step, text
from test_labels import NASTY, flow_of, journey_of

JOURNEY = journey_diagram(
    BRANCHED, language="da", stage_label=stage_label, title="Rejsen", description="Fem trin.", actor="Kunden"
)
FLOW = flow_diagram(
    BRANCHED, language="da", stage_label=stage_label, title="Rejsen", description="Fem trin.",
    href=lambda step: f"#{step.id}",
)  # fmt: skip
HOSTILE = """%%{init: {"theme": "base", "themeCSS": "* {background: url(https://evil.example)}"}}%%
flowchart LR
  A["<img src=x onerror=alert(1)><script>alert(1)</script>"] --> B & C & D & E
  A@{ img: "https://evil.example/x.png", label: "q" }
  style B fill:#f00,stroke:#00f,font-family:x
  classDef evil fill:#0f0,color:red
  class C evil,md-overlay
  click A href "https://evil.example"
  click B href "javascript:alert(1)"
  click C href "//evil.example"
  click D call alert(1)
  click E href "/elsewhere"
"""


SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own


def words_in(svg: str) -> str:
    texts = parsed(svg).iter(f"{SVG}text")
    return "".join("".join("".join(each.itertext()) for each in texts).split())


@pytest.mark.parametrize("source", [JOURNEY, FLOW])
def test_a_drawing_is_named_and_sized(source: str) -> None:
    svg = draw(source, prefix="x1")
    root = parsed(svg)
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" class="pele ')
    assert "\n" not in svg
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert root.findtext(f"{SVG}title") == "Rejsen"
    assert root.findtext(f"{SVG}desc") == "Fem trin."
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == ("x1-title", "x1-desc")
    assert all(found.startswith("x1-") for found in re.findall(r' id="([^"]*)"', svg))


def test_a_journey_without_branches_fits_a_phone() -> None:
    steps = (step(f"s{number}", action=text("Kunden læser om appen og prøver den " * 3)) for number in range(9))
    source = flow_diagram(journey(*steps), language="da", stage_label=stage_label, title="T", description="D")
    assert int(parsed(draw(source, prefix="x")).attrib["width"]) <= 360


def test_links_stay_reachable() -> None:
    flow = parsed(draw(FLOW, prefix="x"))
    assert [link.get("href") for link in flow.iter(f"{SVG}a")] == ["#a", "#b", "#c", "#d", "#e"]
    assert flow.get("role") != "img"
    assert parsed(draw(JOURNEY, prefix="x")).get("role") == "img"


@pytest.mark.parametrize(
    "source", [JOURNEY, FLOW, HOSTILE, *map(journey_of, NASTY), *map(flow_of, NASTY)], ids=lambda _: ""
)
def test_nothing_acts_and_nothing_comes_from_outside(source: str) -> None:
    root = parsed(draw(source, prefix="x"))
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {
            "svg", "title", "desc", "g", "a", "path", "rect", "circle", "ellipse", "polygon", "text", "tspan",
        }  # fmt: skip
        for name, value in element.attrib.items():
            assert not name.startswith(("on", "data-")), name
            assert name not in {"style", "aria-roledescription", "target", "src"}
            assert "url" not in value
            assert not re.search(r"[a-z]+:|//", value), value
        assert not element.get("href", "").startswith("/")
        assert all(word.startswith("pele") for word in element.get("class", "").split())


def test_the_renderers_own_words_are_in_no_drawing() -> None:
    assert "mermaid" not in (draw(JOURNEY, prefix="x") + draw(FLOW, prefix="x")).lower()


def test_colours_are_variables_of_the_page() -> None:
    values = set(re.findall(r' (?:fill|stroke)="([^"]*)"', draw(JOURNEY, prefix="x") + draw(FLOW, prefix="x")))
    assert all(value == "none" or "var(--pele-" in value for value in values), values


@settings(max_examples=60, deadline=None)
@given(journeys())
def test_a_drawing_holds_every_word_of_the_outline(journey: Journey) -> None:
    flow = words_in(
        draw(flow_diagram(journey, language="da", stage_label=stage_label, title="T", description="D"), prefix="x")
    )
    curve = words_in(
        draw(
            journey_diagram(journey, language="da", stage_label=stage_label, title="T", description="D", actor="Bo"),
            prefix="x",
        )
    )
    for stage in outline(journey, language="da", stage_label=stage_label):
        assert "".join(stage.label.split()) in flow
        assert "".join(stage.label.split()) in curve
        for each in stage.steps:
            action = "".join(f"{each.number}.{each.action}".split())
            assert action in flow
            assert action in curve
            assert all("".join(name.split()) in curve for name in each.actors or ("Bo",))
            assert all("".join(way.label.split()) in flow for way in each.ways)


def test_the_same_text_gives_the_same_bytes() -> None:
    program = "import sys; from playbook.drawing import draw; sys.stdout.write(draw(sys.argv[1], prefix='x'))"
    elsewhere = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8", "LC_ALL": "C"}
    gantt = "gantt\n  dateFormat YYYY-MM-DD\n  section A\n  x: 2026-01-01, 3d\n"
    for source in (JOURNEY, FLOW, gantt):
        done = subprocess.run([sys.executable, "-c", program, source], env=elsewhere, capture_output=True, check=True)
        assert done.stdout.decode() == draw(source, prefix="x")


def test_no_drawing_knows_what_day_it_is() -> None:
    gantt = "gantt\n  dateFormat YYYY-MM-DD\n  section A\n  x: 2000-01-01, 2100-01-01\n"
    assert "today" not in draw(gantt, prefix="x")


def test_drawing_loads_only_what_it_needs() -> None:
    program = (
        "import sys; from playbook.drawing import draw; assert 'quickjs' not in sys.modules; "
        "draw('journey\\n section a\\n b: 3: c\\n', prefix='x'); "
        "assert 'quickjs' in sys.modules; assert not {'mermaid_render', 'fontTools', 'resvg_py'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("hello", "No diagram type detected for the given text."),
        ("journey\n  section #", "Parse error on line 2:"),
        ("flowchart TB\n" + "x" * 60_000, "Diagram source is longer than the limit of 50000 characters."),
        ("flowchart TB\n  a[\ud800]", "the drawing is not XML:"),
    ],
)
def test_what_cannot_be_drawn_says_why(source: str, message: str) -> None:
    with pytest.raises(DrawingError, match=f"^{re.escape(message)}"):
        draw(source, prefix="x")


def test_a_diagram_that_takes_too_much_is_stopped() -> None:
    errors: list[str] = []

    def work() -> None:  # in a thread of its own, which has an engine of its own
        arrows = "".join(f"  n{number % 90} --> n{number * 37 % 91}\n" for number in range(400))
        with pytest.raises(DrawingError) as caught:
            draw("flowchart TB\n" + arrows, prefix="x", seconds=0.01)
        errors.append(str(caught.value))
        assert draw(FLOW, prefix="x")
        errors.append("drawn")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert errors == ["InternalError: interrupted", "drawn"]


@pytest.mark.browser
def test_several_drawings_share_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.context.set_offline(True)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda request: heard.append(request.url))
    policy = "default-src 'none'"
    drawings = "".join(draw(source, prefix=f"d{index}") for index, source in enumerate((JOURNEY, FLOW, FLOW, HOSTILE)))
    page.set_content(
        f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<body style="--pele-fg: rgb(1, 2, 3); --pele-font: serif">{drawings}'
    )
    assert page.evaluate(
        """() => {
          const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
          const text = getComputedStyle(document.querySelector(".pele-node text"));
          return [ids.length, new Set(ids).size, document.querySelectorAll("svg").length, text.fontFamily];
        }"""
    ) == [6, 6, 4, "sans-serif"]  # the policy forbids the body's style, so the drawings fall back to their own
    assert not [each for each in heard if "inline style" not in each]
    page.evaluate("document.body.style.setProperty('--pele-fg', 'rgb(1, 2, 3)')")
    assert page.evaluate("getComputedStyle(document.querySelector('.pele-node text')).fill") == "rgb(1, 2, 3)"
    page.close()


def test_a_drawing_that_is_kept_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path, limit=1 << 20)
    assert kept(store, FLOW, prefix="a-") == draw(FLOW, prefix="a-")

    def drawn(source: str, *, prefix: str) -> str:
        return f"{prefix} drawn"

    monkeypatch.setattr("playbook.drawing.draw", drawn)
    assert kept(store, FLOW, prefix="a-").startswith("<svg")
    assert kept(store, FLOW, prefix="b-") == "b- drawn"
    assert kept(store, JOURNEY, prefix="a-") == "a- drawn"


def test_each_drawing_has_a_key_of_its_own() -> None:
    keys = {drawing_key(source, prefix=prefix) for source in (JOURNEY, FLOW, "") for prefix in ("", "journey-")}
    assert len(keys) == 6
    assert drawing_key(FLOW, prefix="") == drawing_key(FLOW, prefix="")
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key in keys)
