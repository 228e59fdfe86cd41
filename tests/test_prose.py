"""Prose is read as Markdown reads it: no HTML gets past, and every link is seen."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from playbook.characters import forbidden, is_blank, unescaped
from playbook.prose import EXTENSIONS, Prose, read_prose
from playbook.source import Document, Limits


def prose(body: str) -> Prose:
    return read_prose(Document(file="x.md", body=body), limits=Limits())


PIECES = [
    "`", "``", "```", "~~~", "\n", "\n\n", "\n- ", "\n> ", "\n    ", "\n1. ", "a", " ", "\\", "<b>", "<b", "</p>",
    "<!--", "-->", "<?x?>", "<a@b.dk>", "<https://b.dk>", "[^1]", "[^1]: ",
    "| x | y |\n|---|---|\n", "{", "}", "&lt;", "\n: ",
    "``` {.t onclick=x}", "~~~ {onclick=x}", "{: onclick=x}", "\n```\n", "\n~~~\n",
]  # fmt: skip
_CODE = re.compile(r"<code>.*?</code>", re.DOTALL)
RENDERER = Markdown(
    extensions=[*EXTENSIONS, "pymdownx.highlight"], extension_configs={"pymdownx.highlight": {"use_pygments": False}}
)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_html_gets_past(body: str) -> None:
    RENDERER.reset()
    page = RENDERER.convert(body)
    if any(mark in page for mark in ("<b>", "<b ", "<!--", "<?x", ' onclick="')):
        assert read_prose(Document(file="x.md", body=body), limits=Limits()).diagnostics


REFERENCES = [
    "&rlm;",
    "&rlm",
    "&#27;",
    "&#27",
    "&#x202E;",
    "&#X202E",
    "&amp;",
    "&",
    "#8207;",
    '"',
    "[",
    "](a.md",
    ")",
    "!",
    "*",
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from([*PIECES, *REFERENCES]), max_size=12).map("".join))
def test_no_reference_to_a_hidden_character_gets_past(body: str) -> None:
    RENDERER.reset()
    if list(forbidden(html.unescape(_CODE.sub("", RENDERER.convert(body))).replace("\ufffd", "\0"))):
        assert prose(body).diagnostics


def test_links_have_the_place_of_their_address_in_the_order_of_the_text() -> None:
    body = "`[x](a.md)` [x](a.md)\n\n[x](b.md#c) and [y](a.md), ![z](a.png) <https://example.dk> [w](#c)\n\n## C {#c}"
    prose = read_prose(Document(file="x.md", body=body, body_line=4), limits=Limits())
    assert [(link.address, link.location.line, link.location.column) for link in prose.links] == [
        ("a.md", 4, 17),
        ("b.md#c", 6, 5),
        ("a.md", 6, 21),
        ("a.png", 6, 33),
        ("#c", 6, 65),
    ]
    assert [link.is_picture for link in prose.links] == [False, False, False, True, False]
    assert {id_: place.column for id_, place in prose.anchors.items()} == {"c": 7}


def test_footnotes_lead_nowhere_else() -> None:
    prose = read_prose(Document(file="x.md", body="Text.[^1]\n\n[^1]: See [x](a.md)."), limits=Limits())
    assert [link.address for link in prose.links] == ["a.md"]
    assert prose.diagnostics == ()


@pytest.mark.parametrize("wall", ["[", "![", "[^", "[a](", "[a][", "`[` ", "\\[", "## a\n", "|`", "- [\n"])
def test_what_would_keep_markdown_busy_is_refused_before_it_is_tried(wall: str) -> None:
    body = "a | b\n--|--\n" + wall * 30_000
    found = read_prose(Document(file="x.md", body=body), limits=Limits(marks=1_000_000)).diagnostics
    assert [(each.code, each.location.line) for each in found] == [("tangled-text", 1)]


def test_long_prose_is_no_tangle() -> None:
    paragraph = 'Ord [og](touchpoint:review) `kode` og [et link](https://example.dk "titel"), [et][] [et].\n' * 20
    table = "| a | b |\n|---|---|\n" + "| [a](b.md) | `c` |\n" * 300
    prose = read_prose(Document(file="x.md", body="\n".join([*[paragraph] * 20, table, "[et]: a.md"])), limits=Limits())
    assert prose.diagnostics == ()


@given(st.text("&#;xX0123456789abcdefltquo \n", max_size=30))
def test_references_are_read_as_a_browser_reads_them(text: str) -> None:
    assert unescaped(text) == html.unescape(text)


@pytest.mark.parametrize("digits", ["0" * 5_000 + "65", "9" * 5_000, "x" + "0" * 5_000 + "41", "X" + "f" * 5_000])
def test_references_of_any_length_are_no_crash(digits: str) -> None:
    assert unescaped(f"a&#{digits};b") in ("aAb", "a\ufffdb")
    for body in (f"[x](&#{digits};)\n", f"## a &#{digits} b\n", f"![&#{digits};](x.png)\n"):
        assert "not-a-character" in {each.code for each in prose(body).diagnostics}


@pytest.mark.parametrize(
    "text", ["", " \n", "\u200b", "\u00ad\u3164", "\u2800\ufe0f", "\U000e0041\U000e0001", "\u034f"]
)
def test_what_nobody_sees_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "\u200ba", "å", "\u0301", "☃", "&", "1\ufe0f\u20e3", "\U0001f600"])
def test_what_somebody_sees_is_not_blank(text: str) -> None:
    assert not is_blank(text)


def test_html_is_not_listed_without_end() -> None:
    found = read_prose(Document(file="x.md", body="<b> " * 1000), limits=Limits()).diagnostics
    assert [each.code for each in found] == ["raw-html"] * 100 + ["too-many-problems"]


def test_levels_without_end_are_refused_before_they_are_read() -> None:
    steps = "".join(f"{'    ' * level}a\n{'    ' * level}:   b\n" for level in range(240))
    (found,) = prose(f"Text.\n\n{steps}").diagnostics
    assert (found.code, found.location.line) == ("too-deep", 481)  # the first of the two deepest


def test_long_code_is_no_list() -> None:
    assert not prose("```\n" + ("        " * 4 + "x = 1\n") * 3_000 + "```\n").diagnostics
