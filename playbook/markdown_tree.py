"""What Markdown makes of a text, as a tree of elements, and the HTML that it would let through."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import ENTITY_RE, HTML_RE, HtmlInlineProcessor, InlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from playbook.plain_markdown import read_plain

EXTENSIONS = ("tables", "attr_list", "footnotes", "def_list", "sane_lists", "pymdownx.superfences")
"""What editors' Markdown may use; hosts switch on the same, and ``md_in_html`` for our own blocks."""


@dataclass(slots=True)
class MarkdownTree:
    """A text as Markdown reads it."""

    root: Element = field(default_factory=lambda: Element("div"))
    raw_html: list[str] = field(default_factory=list)
    """Each piece that would reach the page as HTML."""
    fence_marks: list[str] = field(default_factory=list)
    """What fences ask for beside their language: ids as ``#id``, classes as ``.class``, names of attributes."""
    long_rows: list[str] = field(default_factory=list)
    """Rows of tables with more cells than the heading; Markdown leaves the rest out."""


def read_markdown(text: str) -> MarkdownTree:
    """The elements of a text, and its raw HTML; RecursionError when hundreds of them lie inside one another."""
    plain = read_plain(text)
    if plain is not None:
        return MarkdownTree(root=plain)
    parser, recorder = _parser()
    recorder.tree = MarkdownTree()
    parser.reset()
    parser.convert(text)
    return recorder.tree


def plain_address(address: str) -> str:
    """The address of an element of the tree as it was meant: letters for the references that hide one for mail."""
    return address.replace(AMP_SUBSTITUTE, "&")


def effort(block: str) -> int:
    """How many characters Markdown looks at again and again in a text without blank lines.

    For each heading, backtick, bracket and brace it may go through all that follows, and for each of many spaces
    through all of those. A bracket that begins a plain link or is closed plainly is left out; what is code counts too,
    since Markdown may see it otherwise than we do.
    """
    signs = [each for each in _LOOKS_AHEAD.finditer(block) if each["sign"]]
    ahead = sum(_WEIGHTS[each["sign"]] * (len(block) - each.start()) for each in signs)
    braces = sum(len(block) - each.start() for each in _BRACE.finditer(block))
    return ahead + braces + sum(len(blanks.expandtabs(_INDENT)) ** 2 for blanks in _BLANKS.findall(block))


_LOOKS_AHEAD = re.compile(
    r"""\[ [^][`\\]* \] (?! \( )
      | \[ [^][`\\]* \] \( [^\s()[\]`\\"'<>]* (?: \s+ "[^"()[\]`\\]*" )? \)
      | (?P<sign> [#`[] )""",
    re.VERBOSE,
)
_WEIGHTS: Mapping[str, int] = {"[": 32, "`": 1, "#": 1}
"""Measured: a bracket takes five patterns through Markdown's slowest loop, the others are fast searches."""
_BRACE = re.compile(r"\{")
_BLANKS = re.compile(r"[ \t]{100,}")


def nesting(text: str) -> int:
    """How many characters Markdown looks at again and again for the levels that lines stand on."""
    return _WEIGHT_OF_LEVEL * sum(len(line) * levels(line) for line in _WITH_LEVELS.findall(text))


def levels(line: str) -> int:
    """How many levels of lists and quotations a line may stand on, by what it begins with."""
    beginning = _BEGINNING.match(line.expandtabs(_INDENT))
    assert beginning  # noqa: S101 - it may be empty
    signs = len(_SIGN.findall(beginning[0]))
    return signs + (len(beginning[0]) - len(beginning[0].lstrip())) // _INDENT


_INDENT = 4
_WITH_LEVELS = re.compile(r"^(?:[ ]{4}|[ ]{0,3}(?:\t|[-*+>]|\d+\.)).*", re.MULTILINE)
_BEGINNING = re.compile(r"(?:[ ]+|(?:[-*+]|\d+\.)(?=[ ])|>)*")
_SIGN = re.compile(r"[-*+>]|\d+")
_WEIGHT_OF_LEVEL = 8
"""Measured: a level splits all that is in it, and asks a dozen patterns about it."""


def marks(body: str, front: str = "") -> int:
    """How many lines a text has, and signs that can mean something to Markdown: each costs it time, meant or not.

    Those in front matter, where most belong to YAML, are counted if they have to be escaped on a page: four times,
    since a title stands in several places.
    """
    return len(_MARKS.findall(body)) + 4 * len(_ESCAPED.findall(front))


_MARKS = re.compile(r"[\n*_\[\]`|#>~\\<&{}!:=^-]")
_ESCAPED = re.compile(r"[*_\[\]`\\<&{}]")


def deeper_than(most: int, root: Element) -> Element | None:
    """The first element that has more than so many lists, quotations, words with emphasis and links around it."""
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        depth += element.tag in _LEVELS
        if depth > most:
            return element
        waiting += [(child, depth) for child in reversed(element)]
    return None


_LEVELS = frozenset({"ul", "ol", "dl", "blockquote", "em", "strong", "a"})


class _Recorder(Extension):
    """Keeps what a run of the parser has found."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = MarkdownTree()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        md.treeprocessors.register(_Root(self), "root", -100)
        md.preprocessors.register(_Blocks(md, self), "html_block", 20)
        md.inlinePatterns.register(_Inline(md, self), "html", 90)
        md.inlinePatterns.register(_Reference(ENTITY_RE, md), "entity", 80)
        md.parser.blockprocessors.register(_Table(md, self), "table", 75)

    def fence(
        self,
        _source: str,
        _language: str,
        _class: str,
        _options: Mapping[str, object],
        _md: Markdown,
        *,
        classes: list[str],
        id_value: str,
        attrs: Mapping[str, str],
    ) -> str:
        """What SuperFences asks for a fence; it would let any attribute through, to elements that no tree shows."""
        marks = [f"#{id_value}"] if id_value else []
        self.tree.fence_marks += [*marks, *(f".{each}" for each in classes), *attrs]
        return "<pre></pre>"


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


class _Table(TableProcessor):
    def __init__(self, md: Markdown, recorder: _Recorder) -> None:
        super().__init__(md.parser, {"use_align_attribute": False})
        self.recorder = recorder

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        if len(self._split_row(row)) > len(align):  # type: ignore[attr-defined]
            self.recorder.tree.long_rows.append(row)
        super()._build_row(row, parent, align)  # type: ignore[misc]


class _Inline(HtmlInlineProcessor):
    def __init__(self, md: Markdown, recorder: _Recorder) -> None:
        super().__init__(HTML_RE, md)
        self.recorder = recorder

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name and types
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        self.recorder.tree.raw_html.append(m[1])
        return super().handleMatch(m, data)


class _Reference(InlineProcessor):
    """Leaves a character reference where it stands; Markdown would keep it aside, out of the tree."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name and types
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return m[1], m.start(0), m.end(0)


@cache
def _parser() -> tuple[Markdown, _Recorder]:
    recorder = _Recorder()
    fences = {"custom_fences": [{"name": "*", "class": "", "format": recorder.fence}]}
    parser = Markdown(extensions=[*EXTENSIONS, recorder], extension_configs={"pymdownx.superfences": fences})
    return parser, recorder
