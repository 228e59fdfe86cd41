"""What Markdown makes of a text, as a tree of elements, and the HTML that it would let through."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

EXTENSIONS = ("tables", "attr_list", "footnotes", "def_list", "sane_lists", "pymdownx.superfences")
"""What editors' Markdown may use; hosts switch on the same, and ``md_in_html`` for our own blocks."""


@dataclass(slots=True)
class MarkdownTree:
    """A text as Markdown reads it."""

    root: Element = field(default_factory=lambda: Element("div"))
    raw_html: list[str] = field(default_factory=list)
    """Each piece that would reach the page as HTML."""


def read_markdown(text: str) -> MarkdownTree:
    """The elements of a text, and its raw HTML."""
    parser, recorder = _parser()
    recorder.tree = MarkdownTree()
    parser.reset()
    parser.convert(text)
    return recorder.tree


def plain_address(address: str) -> str:
    """The address of an element of the tree as it was meant: letters for the references that hide one for mail."""
    return address.replace(AMP_SUBSTITUTE, "&")


class _Recorder(Extension):
    """Keeps what a run of the parser has found."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = MarkdownTree()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        md.treeprocessors.register(_Root(self), "root", -100)
        md.preprocessors.register(_Blocks(md, self), "html_block", 20)
        md.inlinePatterns.register(_Inline(md, self), "html", 90)


class _Root(Treeprocessor):
    def __init__(self, recorder: _Recorder) -> None:
        super().__init__()
        self.recorder = recorder

    def run(self, root: Element) -> None:
        self.recorder.tree.root = root


class _Blocks(HtmlBlockPreprocessor):
    def __init__(self, md: Markdown, recorder: _Recorder) -> None:
        super().__init__(md)
        self.recorder = recorder

    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.rawHtmlBlocks
        before = len(stash)
        left = super().run(lines)
        self.recorder.tree.raw_html += [str(each) for each in stash[before:]]
        return left


class _Inline(HtmlInlineProcessor):
    def __init__(self, md: Markdown, recorder: _Recorder) -> None:
        super().__init__(HTML_RE, md)
        self.recorder = recorder

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name and types
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        self.recorder.tree.raw_html.append(m[1])
        return super().handleMatch(m, data)


@cache
def _parser() -> tuple[Markdown, _Recorder]:
    recorder = _Recorder()
    return Markdown(extensions=[*EXTENSIONS, recorder]), recorder
