"""Prose is read as Markdown reads it: no HTML gets past, and every link is seen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from playbook.prose import EXTENSIONS, read_prose
from playbook.source import Document, Limits

PIECES = [
    "`", "``", "```", "~~~", "\n", "\n\n", "\n- ", "\n> ", "\n    ", "\n1. ", "a", " ", "\\", "<b>", "<b", "</p>",
    "<!--", "-->", "<?x?>", "<a@b.dk>", "<https://b.dk>", "[^1]", "[^1]: ",
    "| x | y |\n|---|---|\n", "{", "}", "&lt;", "\n: ",
    "``` {.t onclick=x}", "~~~ {onclick=x}", "{: onclick=x}", "\n```\n", "\n~~~\n",
]  # fmt: skip
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


def test_html_is_not_listed_without_end() -> None:
    found = read_prose(Document(file="x.md", body="<b> " * 1000), limits=Limits()).diagnostics
    assert [each.code for each in found] == ["raw-html"] * 100 + ["too-many-problems"]
