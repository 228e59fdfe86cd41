"""Checks of prose: raw HTML, dangerous links and attributes, pictures; refused before any page is made.

Two readings: the raw text for anything that could be HTML, cautiously, and the tree that Markdown makes of it for
links, pictures and attributes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from playbook.diagnostics import Diagnostic, Location
from playbook.source import Document

EXTENSIONS = ("tables", "attr_list", "footnotes", "def_list", "sane_lists", "pymdownx.superfences")
"""What editors' Markdown may use; hosts switch on the same, and ``md_in_html`` for our own blocks."""

SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
"""Of links in prose."""
ATTRIBUTES = frozenset({"id", "class", "href", "src", "alt", "title", "lang", "start", "style"})
"""Of elements in prose; ``style`` is checked to hold nothing but a table's alignment."""
_ALIGNMENT = re.compile(r"text-align: (?:left|right|center);\Z")
_CHARACTERS_BROWSERS_DROP = re.compile(r"[\x00-\x20\x7f]")

_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*\Z")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_HTML = re.compile(r"<(?=[A-Za-z/!?])(?!(?:https?://|mailto:)[^\s<>\"]*>)(?!/[^A-Za-z])[^\s>]{0,20}")


def check_prose(document: Document) -> tuple[Diagnostic, ...]:
    """Everything in a body that is not published."""
    if not document.body.strip():
        return ()
    raw = tuple(_raw_html(document))
    # The tree is only looked at when there is no HTML, which could hide a part of the text from it.
    return raw or tuple(_elements(document))


def _raw_html(document: Document) -> Iterator[Diagnostic]:
    """HTML outside code, and a fence that is never closed, which would swallow what follows it."""
    fence, opened = "", 0
    for number, line in enumerate(document.body.split("\n")):
        mark = _FENCE.match(line)
        if fence:
            if line.strip() and not line.strip().strip(fence[0]) and line.startswith(fence):
                fence = ""
            continue
        if mark:
            fence, opened = mark[1], number
            continue
        without_code = _CODE.sub(lambda found: "\N{NO-BREAK SPACE}" * len(found[0]), line)
        for found in _HTML.finditer(without_code):
            yield Diagnostic(
                location=_at(document, number, found.start()),
                code="raw-html",
                message=f"HTML is not allowed in the text: '{found[0]}'",
                hint="write it in Markdown; for a '<' that is meant as a character, write &lt;",
            )
    if fence:
        yield Diagnostic(
            location=_at(document, opened, 0),
            code="unclosed-fence",
            message="this code block is never closed",
            hint=f"put a line with {fence} after its last line",
        )


def _elements(document: Document) -> Iterator[Diagnostic]:
    """Links, pictures, headings and attributes that are refused."""
    for element in _tree(document.body).iter():
        wanted = element.get("href") or element.get("src") or ""
        for code, message, hint in _mistakes(element):
            yield Diagnostic(
                location=_find(document, wanted or "".join(element.itertext())), code=code, message=message, hint=hint
            )


def _mistakes(element: Element) -> Iterator[tuple[str, str, str]]:
    tag = str(element.tag)
    if tag == "h1":
        yield "heading-level", "the page's title is its only first-level heading", "begin the heading with ##"
    for name, value in element.attrib.items():
        if name not in ATTRIBUTES or (name == "style" and not _ALIGNMENT.match(value)):
            yield "unsafe-attribute", f"the attribute '{name}' is not allowed", "use only {#id} and {.class}"
    if tag == "a" and _scheme(element.get("href", "")) not in SCHEMES:
        yield (
            "unsafe-link",
            f"a link cannot lead to '{element.get('href')}'",
            "use https, mailto, tel or a page of the playbook",
        )
    if tag == "img":
        source = element.get("src", "")
        if _scheme(source) or source.startswith("//"):
            yield (
                "foreign-image",
                f"the picture '{source}' is not in the playbook",
                "put the file beside the text and write its name",
            )
        if not element.get("alt", "").strip():
            yield (
                "missing-alt",
                f"the picture '{source}' has no alternative text",
                "say in the square brackets what it shows",
            )


def _scheme(address: str) -> str:
    """The scheme that a browser sees: after character references, white space and control characters."""
    seen = _CHARACTERS_BROWSERS_DROP.sub("", html.unescape(address)).replace("\\", "/")
    try:
        parts = urlsplit(seen)
    except ValueError:
        return "invalid"
    return parts.scheme or ("foreign" if seen.startswith("//") else "")


def _tree(text: str) -> Element:
    """What Markdown makes of a text, as elements."""
    parser, kept = _parser()
    parser.reset()
    parser.convert(text)
    root = kept.root
    return root if root is not None else Element("div")


class _Keep(Treeprocessor):
    """Keeps the finished tree instead of letting it become HTML."""

    root: Element | None = None

    def run(self, root: Element) -> None:
        self.root = root


class _KeepExtension(Extension):
    def __init__(self, keep: _Keep) -> None:
        super().__init__()
        self.keep = keep

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        md.treeprocessors.register(self.keep, "keep", -100)


@cache
def _parser() -> tuple[Markdown, _Keep]:
    keep = _Keep()
    return Markdown(extensions=[*EXTENSIONS, _KeepExtension(keep)]), keep


def _find(document: Document, words: str) -> Location:
    """Where words stand in a body: the first place, or its beginning when Markdown changed them."""
    offset = document.body.find(words) if words else -1
    if offset < 0:
        return _at(document, 0, 0)
    before = document.body[:offset]
    return _at(document, before.count("\n"), offset - before.rfind("\n") - 1)


def _at(document: Document, line: int, column: int) -> Location:
    return Location(file=document.file, line=document.body_line + line, column=column + 1)
