"""Labels come back from Mermaid as the words that went in."""

from __future__ import annotations

import html
import re
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from genuine_mermaid import Mermaid
from playbook.drawing import draw
from playbook.labels import escape, escape_address, is_inside

NASTY = (
    "", " ", "\n", "-", "–", "a:b", "a: 5: b", "#", "#35;", "&#35;", "&lt;", "a;b", '"', '"]', "`x`", "`**b**`", "'",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<br/>", "%%{init: {}}%%", "%% note", "---", "-->",
    "{}", "[x]", "(x)", "|x|", "a,b", "$$x^2$$", "fa:fa-car", "@{ img: x }", ":::klass", "C:\\temp", "1. Ser", "1) a",
    "- a", "+ a", "* a", "_a_", "~~~", "Title of a book", "title", "titleØ", "journey", "Journeyman", "journeyØ",
    "section", "Section 3", "SECTION", "accTitle: x", "accDescr { x", "end", "End of it", "graph TB", "flowchart",
    "subgraph", "click here", "style: a#b;", "style", "classDef x", "class", "linkStyle", "direction TB", "direction",
    "see direction  LR of it", "Direction RL", "default", "timeline", "Blåbærgrød på Ærø", "Överraskning", "ß ° ¶ ﬂ",
    "ﬂ°°35¶ß", "café", "cafe\u0301", "\u0301x", "👩‍💻 og ❤️", "🇩🇰", "مرحبا بالعالم", "עברית", "a\u202eb", "a\u200bb",
    "a\xadb", "a\x00b\x1b[0m", "\ufeffx", "\ud800", "\ue000", "\ufffe", "日本語", "½ × 3 ≥ 2 → €5", "«hej» ”hej” ‘x’",
    "Speciallægepraksisplanlægningsstabiliseringsperiode" * 3, "constructor", "__proto__", "toString",
)  # fmt: skip

SVG = "{http://www.w3.org/2000/svg}"

labels = st.lists(
    st.sampled_from(NASTY) | st.text(max_size=3) | st.sampled_from('abAB 09:;#",.-=`<>&%{}[]()|/\\\n'), max_size=6
).map("".join)


def unescape(label: str) -> str:
    return re.sub(r"#([0-9]+);", lambda found: chr(int(found[1])), label)


def journey_of(label: str) -> str:
    text, actor = escape(label), escape(label, actor=True)
    return (
        f"journey\n  title {text}\n  accTitle: {text}\n  accDescr: {text}\n"
        f"  section {text}\n    {text}: 3: {actor}, x{actor}\n    {text}: 4: {actor}\n  section b\n    c: 5: d\n"
    )


def flow_of(label: str) -> str:
    text = escape(label)
    return (
        f"flowchart TB\n  accTitle: {text}\n  accDescr: {text}\n"
        f'  subgraph s0["{text}"]\n    n0["{text}"]\n  end\n  n1(["{text}"])\n  n0 -->|"{text}"| n1\n'
    )


@pytest.fixture(scope="module")
def mermaid(browser: Browser) -> Mermaid:
    return Mermaid(browser)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ser en annonce – for 5 € (ca.)", "Ser en annonce – for 5 € (ca.)"),
        ("a: b", "a#58; b"),
        ("", "#45;"),
        ("a \n\t b", "a b"),
        ("cafe\u0301", "café"),
        ("a\u202eb\u200b", "ab"),
        ("👩‍💻", "👩‍💻"),
        ("ﬂ 5°", "fl 5#176;"),
        ("Title of it", "#84;itle of it"),
        ("journeyØ", "#106;ourneyØ"),
        ("endless", "endless"),
        ("- a", "#45; a"),
        ("1. Ser", "#49;. Ser"),
        ("1.5 mio.", "1.5 mio."),
        ("in direction TB", "in #100;irection TB"),
        ("a, b", "a, b"),
    ],
)
def test_a_label_is_escaped_where_it_must_be_and_readable_where_it_can_be(text: str, label: str) -> None:
    assert escape(text) == label


def test_a_comma_would_part_two_actors() -> None:
    assert escape("Bo, Anna", actor=True) == "Bo#44; Anna"


@given(st.text(st.characters(exclude_categories=["C"], exclude_characters="ﬂ")))
def test_no_visible_character_is_lost(text: str) -> None:
    assert unescape(escape(text)) == (" ".join(unicodedata.normalize("NFC", text).split()) or "-")


@given(labels)
def test_a_label_is_one_line_without_syntax(text: str) -> None:
    left = re.sub(r"#[0-9]+;", "", escape(text))
    assert not set(left) & set('\n#;:"`<>&%{}[]|\\*_~^@$')
    assert escape(unescape(escape(text))) == escape(text)


def read_back(mermaid: Mermaid, texts: list[str]) -> None:
    journeys = mermaid.read(*map(journey_of, texts))
    flows = mermaid.read(*map(flow_of, texts))
    for text, journey, flow in zip(texts, journeys, flows, strict=True):
        words = unescape(escape(text))
        task = {"section": words, "type": words, "task": words}
        journey["actors"].sort()
        assert journey == {
            "title": words,
            "name": words,
            "description": words,
            "sections": [words, "b"],
            "tasks": [
                {**task, "score": 3, "people": [words, f"x{words}"]},
                {**task, "score": 4, "people": [words]},
                {"section": "b", "type": "b", "task": "c", "score": 5, "people": ["d"]},
            ],
            "actors": sorted({words, f"x{words}", "d"}),
        }, text
        assert flow == {
            "title": "",
            "name": words,
            "description": words,
            "nodes": [
                {"id": "n0", "text": words, "type": "square", "link": None},
                {"id": "n1", "text": words, "type": "stadium", "link": None},
            ],
            "edges": [{"start": "n0", "end": "n1", "text": words}],
            "subgraphs": [{"id": "s0", "title": words, "nodes": ["n0"]}],
        }, text


@pytest.mark.browser
def test_mermaid_reads_every_nasty_label_back(mermaid: Mermaid) -> None:
    read_back(mermaid, list(NASTY))


@pytest.mark.browser
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(labels, min_size=40, max_size=40))
def test_mermaid_reads_any_label_back(mermaid: Mermaid, texts: list[str]) -> None:
    read_back(mermaid, texts)


@pytest.mark.browser
def test_mermaid_draws_every_nasty_label(mermaid: Mermaid) -> None:
    words = [unescape(escape(text)) for text in NASTY]
    nodes = "".join(f'  n{index}["{escape(text)}"]\n' for index, text in enumerate(NASTY))
    tasks = "".join(f"    {escape(text)}: 3: a\n" for text in NASTY)
    assert mermaid.draw("flowchart TB\n" + nodes, ".nodeLabel") == words
    assert mermaid.draw("journey\n  section s\n" + tasks, "foreignObject .task .label") == words


@settings(max_examples=300, deadline=None)
@given(labels)
def test_our_renderer_draws_any_label(text: str) -> None:
    words = html.unescape(unescape(escape(text)))  # Pele goes one step further than Mermaid: for "&lt;" it draws "<"
    for source in (journey_of(text), flow_of(text)):
        svg = ElementTree.fromstring(draw(source, prefix="x"))  # noqa: S314 - our own
        texts = ["".join(element.itertext()) for element in svg.iter(f"{SVG}text")]
        assert svg.findtext(f"{SVG}title") == words
        assert "".join(words.split()) in "".join("".join(texts).split())


@pytest.mark.parametrize("address", ["#step-1", "../touchpoints/review/", "a/b.html?x=1#y", "trin/ændring", "?q=1"])
def test_an_address_inside_the_site_is_kept(address: str) -> None:
    assert is_inside(address)


@pytest.mark.parametrize(
    "address",
    ["", "/da/", "//evil", "https://evil", "javascript:alert(1)", "mailto:a@b", "a:b", "\\\\evil", "java\nscript:x"],
)
def test_an_address_outside_is_refused(address: str) -> None:
    assert not is_inside(address)
    with pytest.raises(ValueError, match="not a relative address"):
        escape_address(address)


def test_an_address_cannot_end_its_line() -> None:
    assert escape_address('a/æ";:<x>#y') == "a/%C3%A6%22%3B%3A%3Cx%3E#y"
