"""Text reads as itself on a page, whatever it says."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from playbook.markup import Words, escape_markdown, html_environment, markdown_environment
from playbook.prose import EXTENSIONS

RENDERER = Markdown(extensions=[*EXTENSIONS, "md_in_html", "toc"])
HOSTILE = [
    "*stærk* og _svag_", "1. punkt", "12) punkt", "# Overskrift", "- punkt", "+ punkt", "> citat", ": forklaring",
    "[link](javascript:alert(1))", "![billede](x)", "<script>alert(1)</script>", "<b", "&lt;", "&amp;", "`kode`",
    "a\\b", "{: onclick=x }", "{#id}", "tekst {.klasse}", "| a | b |", "~~~", "```", "===", "---", "***", "!!! note",
    "??? note", "[^1]", "[^1]: x", "*[HTML]: x", "https://example.dk", "<https://example.dk>", "a  b", "\u00a012 %",
    "[TOC]", "a_b_c", "2 * 3 * 4", "C#", "# ", "=", "x\n\ny", "    kode", "\tkode", "/// note", "#hash", "«ord»",
]  # fmt: skip


def shown(markdown: str) -> str:
    """The words that a reader sees, in the one paragraph that there should be."""
    RENDERER.reset()
    found = re.fullmatch(r"<p>(.*)</p>", RENDERER.convert(markdown), re.DOTALL)
    assert found, RENDERER.convert(markdown)
    assert "<" not in found[1], found[1]
    return html.unescape(found[1])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is(text: str) -> None:
    assert shown(escape_markdown(text)) == " ".join(text.split())


@given(
    st.text(
        st.one_of(st.sampled_from("\\`*_{}[]()#+-.!|<>&~=:?^$/\"' 1a\n\t"), st.characters(exclude_categories=["C"]))
    )
)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    line = " ".join(text.split())
    if line:
        assert shown(escape_markdown(text)) == line


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_become_headings_and_links(text: str) -> None:
    RENDERER.reset()
    found = RENDERER.convert(f"# {escape_markdown(text)}\n\n[{escape_markdown(text)}](x.md)")
    words = " ".join(text.split())
    heading, link = re.findall(r"<(?:h1[^>]*|a href=\"x.md\")>(.*?)</(?:h1|a)>", found, re.DOTALL)
    assert (html.unescape(heading), html.unescape(link)) == (words, words)


def test_every_expression_is_escaped_and_foreign_words_are_marked() -> None:
    words = Words("<b> & *x*", "da")
    assert (
        markdown_environment().from_string("{{ w }}").render(w=words) == '<span lang="da">&lt;b> &amp; \\*x\\*</span>'
    )
    assert html_environment().from_string("{{ w }}").render(w=words) == '<span lang="da">&lt;b&gt; &amp; *x*</span>'
    assert markdown_environment().from_string("{{ n }}").render(n=3) == "3"
