"""Plain Markdown is read as Markdown itself reads it."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook import markdown_tree
from playbook.markdown_tree import read_markdown
from playbook.plain_markdown import read_plain

ROOT = Path(__file__).parent.parent


def by_markdown(text: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown_tree, "read_plain", lambda _: None)
        tree = read_markdown(text)
    assert (tree.raw_html, tree.fence_marks, tree.long_rows) == ([], [], [])
    return tostring(tree.root, encoding="unicode")


PLAIN = """
## Sådan læses rejsen {#part-1}

En linje, og en til.
Og den næste: 12 % (sic) – "citat", 'mere'; 3-4 > 2?

### Uden id

[Et link](../a.md#b) først, og [et til](touchpoint:review).
[Helt forrest](x.md)


Efter to tomme linjer!
"""


def test_headings_paragraphs_and_links_are_plain() -> None:
    root = read_plain(PLAIN)
    assert root is not None
    assert [element.tag for element in root.iter()] == ["div", "h2", "p", "h3", "p", "a", "a", "a", "p"]
    assert tostring(root, encoding="unicode") == by_markdown(PLAIN)


@pytest.mark.parametrize(
    "text",
    [
        "* a",
        "1. a",
        "    code",
        "a `b`",
        "a *b*",
        "![a](b.png)",
        "[a]",
        "[a][b]",
        "[a]: b",
        "[^1]",
        "a  \nb",
        "a\n===",
        "> a",
        "a | b",
        "a &amp; b",
        "<b>",
        "a {: #x}",
        "Ord\n: forklaring",
        "## A {#x .y}",
        "#A",
        '[a](b "c")',
        "[a]( b )",
        "a\n# b",
        "[a](b(c))",
        "[[a](b)](c)",
        "a\\b",
        "``` \na\n```",
        "- a",
        "---",
        "a_b_c",
        "[ a](b)",
        "a [",
        "a\tb",
        "a\u00a0b",
    ],
)
def test_anything_more_is_left_to_markdown(text: str) -> None:
    assert read_plain(text) is None


PIECES = st.sampled_from(
    [
        "ord",
        "Ær ",
        " ",
        "\n",
        "\n\n",
        "\n\n\n",
        "## ",
        "# ",
        "#",
        "{#x}",
        " {#a-1}",
        "[a](b.md)",
        "[",
        "]",
        "(",
        ")",
        "![",
        "!",
        ": ",
        "1. ",
        "- ",
        "* ",
        ">",
        "|",
        "'",
        '"',
        "http://x.dk",
        "a@b.dk",
        "[a b](c)",
        "}",
        "{",
        "=",
        "-",
        ".",
        ",",
        "5",
        "(c)",
        "~",
        "^",
        "  ",
    ]
)


@settings(max_examples=1500, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_is_read_as_plain_is_what_markdown_reads(text: str) -> None:
    root = read_plain(text)
    if root is not None:
        assert tostring(root, encoding="unicode") == by_markdown(text)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("aø #[]()\n{}!:.-=1'\"~^>"), max_size=40))
def test_any_signs_are_read_as_markdown_reads_them(text: str) -> None:
    root = read_plain(text)
    if root is not None:
        assert tostring(root, encoding="unicode") == by_markdown(text)


def test_the_real_content_is_read_as_markdown_reads_it() -> None:
    plain = 0
    for file in sorted((ROOT / "content").rglob("*.md")):
        body = file.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        root = read_plain(body)
        if root is not None:
            plain += 1
            assert tostring(root, encoding="unicode") == by_markdown(body), file
    assert plain
