"""A body as prose: its links, its anchors, and what in it is refused before any page is made.

Two readings: the text itself, cautiously, for all that looks like HTML; and the tree that Markdown makes of it, for
links, pictures, attributes, and for HTML that only Markdown sees as such.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location, did_you_mean
from playbook.links import ENTITY_KINDS, entity_addresses, entity_link
from playbook.markdown_tree import EXTENSIONS, MarkdownTree, plain_address, read_markdown
from playbook.source import Document
from playbook.verbatim import fences, without_code

__all__ = ["EXTENSIONS", "Link", "Prose", "read_prose"]

SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
"""Of links in prose, beside the kinds of entities."""
ATTRIBUTES = frozenset({"id", "class", "href", "src", "alt", "title", "lang", "start", "style"})
"""Of elements in prose; ``style`` is checked to hold nothing but a table's alignment."""
_ALIGNMENT = re.compile(r"text-align: (?:left|right|center);\Z")
_CHARACTERS_BROWSERS_DROP = re.compile(r"[\x00-\x20\x7f]")

_WORTH_READING = re.compile(r"[\[<{#=`~]")
"""Without any of these a body has no link, picture, HTML, attribute, heading of the first level or code."""
_AUTOLINK = r"(?:(?:https?://|mailto:)[^\s<>\"]*|[\w.+-]+@[\w.-]+)>"
_HTML = re.compile(rf"<(?=[A-Za-z/!?])(?!{_AUTOLINK})(?!/[^A-Za-z])[^\s>]{{0,20}}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link or a picture whose target lies in the playbook."""

    address: str
    """As it is written: a relative path, a fragment, or an entity as ``touchpoint:review``."""
    location: Location
    is_picture: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Prose:
    """What a body refers to and can be referred to by, and what is wrong with it by itself."""

    links: tuple[Link, ...] = ()
    anchors: frozenset[str] = frozenset()
    """Explicit ids of headings and other elements."""
    diagnostics: tuple[Diagnostic, ...] = ()


def read_prose(document: Document) -> Prose:
    """The prose of a document."""
    if not _WORTH_READING.search(document.body):
        return Prose()
    places = _Places(document)
    raw = tuple(_raw_html(document, places))
    if raw:  # it could hide a part of the text from the tree
        return Prose(diagnostics=raw)
    tree = read_markdown(document.body)
    unseen = tuple(_unseen_html(tree, places))
    if unseen:
        return Prose(diagnostics=unseen)
    links, found = _elements(tree.root, places, entity_addresses(document.body))
    anchors = frozenset(id_ for element in tree.root.iter() if (id_ := element.get("id")))
    return Prose(links=links, anchors=anchors, diagnostics=found)


# --- HTML -------------------------------------------------------------------------------------------------------------


def _raw_html(document: Document, places: _Places) -> Iterator[Diagnostic]:
    """HTML outside code, and a fence that is never closed, which would swallow what follows it."""
    for found in _HTML.finditer(places.searched):
        yield _refused_html(places.at(found.start()), found[0])
    lines = document.body.split("\n")
    for fence in fences(lines):
        if fence.last is None:
            yield Diagnostic(
                location=places.at(sum(len(line) + 1 for line in lines[: fence.first])),
                code="unclosed-fence",
                message="this code block is never closed",
                hint=f"put a line with {fence.mark} after its last line",
            )


def _unseen_html(tree: MarkdownTree, places: _Places) -> Iterator[Diagnostic]:
    """HTML that stands where the text seems to be code, and Markdown reads none."""
    for piece in tree.raw_html:
        yield _refused_html(places.find(piece.split("\n")[0]), piece.split("\n")[0][:20])


def _refused_html(location: Location, words: str) -> Diagnostic:
    return Diagnostic(
        location=location,
        code="raw-html",
        message=f"HTML is not allowed in the text: '{words}'",
        hint="write it in Markdown; for a '<' that is meant as a character, write &lt;",
    )


# --- Elements ---------------------------------------------------------------------------------------------------------


def _elements(
    root: Element, places: _Places, entities: frozenset[str]
) -> tuple[tuple[Link, ...], tuple[Diagnostic, ...]]:
    """The links into the playbook, and the links, pictures, headings and attributes that are refused."""
    links: list[Link] = []
    found: list[Diagnostic] = []
    for element in root.iter():
        address = plain_address(element.get("href") or element.get("src") or "")
        mistakes = list(_mistakes(element, address, entities))
        is_inside = element.tag in ("a", "img") and not (element.get("class") or "").startswith("footnote-")
        is_inside = is_inside and (not _scheme(address) or entity_link(address) is not None)
        if not mistakes and not is_inside:
            continue
        location = places.find_address(address) if address else places.find("".join(element.itertext()))
        found += [Diagnostic(location=location, code=code, message=text, hint=hint) for code, text, hint in mistakes]
        if is_inside and not mistakes:
            links.append(Link(address=address, location=location, is_picture=element.tag == "img"))
    return tuple(links), tuple(found)


def _mistakes(element: Element, address: str, entities: frozenset[str]) -> Iterator[tuple[Code, str, str]]:
    tag = str(element.tag)
    if tag == "h1":
        yield "heading-level", "the page's title is its only first-level heading", "begin the heading with ##"
    for name, value in element.attrib.items():
        if name not in ATTRIBUTES or (name == "style" and not _ALIGNMENT.match(value)):
            yield "unsafe-attribute", f"the attribute '{name}' is not allowed", "use only {#id} and {.class}"
    if tag == "a":
        yield from _link_mistakes(element, address, entities)
    if tag == "img":
        if _scheme(address) or address.startswith("//"):
            message = f"the picture '{address}' is not in the playbook"
            yield "foreign-image", message, "put the file beside the text and write its name"
        if not element.get("alt", "").strip():
            message = f"the picture '{address}' has no alternative text"
            yield "missing-alt", message, "say in the square brackets what it shows"


def _link_mistakes(element: Element, address: str, entities: frozenset[str]) -> Iterator[tuple[Code, str, str]]:
    scheme = _scheme(address)
    named = entity_link(address)
    if named is not None and address not in entities:
        message = f"the link to '{address}' is written in an unusual way"
        yield "unsafe-link", message, f"write it as [words]({address})"
    elif named is None and scheme in ENTITY_KINDS:
        yield "broken-link", f"'{address}' names no {scheme}", f"write the id after the colon: {scheme}:some-id"
    elif named is None and scheme not in SCHEMES:
        otherwise = "use https, mailto, tel or a page of the playbook"
        near = did_you_mean(scheme, ENTITY_KINDS)
        hint = near if near.startswith("did") else otherwise
        yield "unsafe-link", f"a link cannot lead to '{address}'", hint
    if named is None and not "".join(element.itertext()).strip() and element.find(".//img") is None:
        yield "empty-link", f"the link to '{address}' has no words", "say in the square brackets where it leads"


def _scheme(address: str) -> str:
    """The scheme that a browser sees: after character references, white space and control characters."""
    seen = _CHARACTERS_BROWSERS_DROP.sub("", html.unescape(address)).replace("\\", "/")
    try:
        parts = urlsplit(seen)
    except ValueError:
        return "invalid"
    return parts.scheme or ("foreign" if seen.startswith("//") else "")


# --- Places -----------------------------------------------------------------------------------------------------------


@dataclass
class _Places:
    """Where words stand in a body; the same words asked for again are looked for further on."""

    document: Document
    searched: str = field(init=False)
    """The body with blanks for code."""
    used: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.searched = without_code(self.document.body)

    def at(self, offset: int) -> Location:
        """The place of an offset in the body."""
        before = self.document.body[:offset]
        line, column = before.count("\n"), offset - before.rfind("\n")
        return Location(file=self.document.file, line=self.document.body_line + line, column=column)

    def find(self, words: str) -> Location:
        """The next place of words; the body's beginning when Markdown has changed them."""
        return self._next(words, re.escape(words))

    def find_address(self, address: str) -> Location:
        """The next place of an address that is a link's or a picture's."""
        return self._next(address, rf"(?<![^\s(<]){re.escape(address)}(?![^\s)>])")

    def _next(self, words: str, pattern: str) -> Location:
        ways = [(self.searched, pattern), (self.searched, re.escape(words)), (self.document.body, re.escape(words))]
        for text, shape in ways if words else []:
            found = re.compile(shape).search(text, self.used.get(words, 0)) or re.search(shape, text)
            if found:
                self.used[words] = found.end()
                return self.at(found.start())
        return self.at(0)
