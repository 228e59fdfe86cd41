"""What sections are made of, and that no text upsets the count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.markdown_tree import read_markdown
from playbook.outlines import PARTS, read_outlines
from playbook.prose import read_prose
from playbook.source import Document, Limits

PIECES = [
    "- ",
    "1. ",
    "> ",
    "    ",
    "\n",
    "\n\n",
    "| a | b |\n| --- | --- |\n",
    "## ",
    "{#x}",
    "```",
    "[^1]",
    "![a](b)",
    "å",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n- b\n    - c\n\n1. d", {"list item": 3, "numbered item": 1}),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | |", {"table row": 3, "table column": 2}),
        ("### a\n\nb\n\n#### c", {"sub-heading": 2}),
        ("```\na\n```\n\n~~~\n## b\n~~~\n\n    c", {"code block": 3}),
        ("`a` &lt; b\n\n![a](b.png) ![c](d.png)", {"picture": 2}),
        ("a\n: b\n: c", {"definition": 2}),
        ("> a\n>\n> - b", {"quotation": 1, "list item": 1}),
        ("a[^1] b[^1]\n\n[^1]: c", {"footnote": 2}),
        ("a\n\nb", {}),
    ],
)
def test_parts_are_counted(text: str, expected: dict[str, int]) -> None:
    assert dict(read_outlines(read_markdown(text).root)["body"].counts) == expected


def test_sections_have_their_own_parts() -> None:
    text = "[a](b.md)\n\n## [c](d.md) {#one}\n\n- e\n{: #f}\n\n### g\n\n## h {#two .local}\n\n[i](mailto:j@k.dk)"
    found = read_outlines(read_markdown(text).root)
    assert {key: (dict(each.counts), each.addresses, set(each.ids)) for key, each in found.items()} == {
        "body": ({}, ("b.md",), set()),
        "body#one": ({"list item": 1, "sub-heading": 1}, ("d.md",), {"f"}),
        "body#two": ({}, ("mailto:j@k.dk",), set()),
    }


def test_a_plain_text_has_no_outline_and_a_list_has_one() -> None:
    assert read_prose(Document(file="x.md", body="Tekst.\n"), limits=Limits()).outlines == {}
    assert read_prose(Document(file="x.md", body="Tekst.\n\n* a\n"), limits=Limits()).outlines["body"].counts == {
        "list item": 1
    }


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_has_an_outline(text: str) -> None:
    for outline in read_outlines(read_markdown(text).root).values():
        assert set(outline.counts) <= set(PARTS)
        assert all(number > 0 for number in outline.counts.values())
