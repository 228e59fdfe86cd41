"""A body as prose: its links, its anchors, and what in it is refused before any page is made.

Two readings: the text itself, cautiously, for all that looks like HTML; and the tree that Markdown makes of it, for
links, pictures, attributes, and for HTML that only Markdown sees as such.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from playbook.characters import is_blank, unescaped
from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location, Suggestion, did_you_mean, in_order
from playbook.footnotes import wrong_footnotes
from playbook.hidden_references import hidden_references
from playbook.links import ENTITY_KINDS, entity_addresses, entity_link
from playbook.markdown_tree import EXTENSIONS, MarkdownTree, deeper_than, plain_address, read_markdown
from playbook.outlines import Outline, read_outlines
from playbook.places import Places
from playbook.prose_limits import tangled, too_deep, too_much, too_slow
from playbook.raw_html import raw_html, unseen_html, without_tags
from playbook.said import Said, said
from playbook.source import Document, Limits, at_most
from playbook.time_limits import TookTooLongError, limited

__all__ = ["EXTENSIONS", "Link", "Prose", "read_prose", "scheme"]

SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
"""Of links in prose, beside the kinds of entities."""
ATTRIBUTES = frozenset({"id", "class", "href", "src", "alt", "title", "lang", "start", "style"})
"""Of elements in prose; ``style`` is checked to hold nothing but a table's alignment."""
_TAG_OF = {"href": "a", "src": "img", "alt": "img"}
"""The element that an attribute is for: on any other it would lead or ask where nobody has looked."""
CLASSES = frozenset({"local", "footnote", "footnote-ref", "footnote-backref"})
"""The one that editors need, and Markdown's own: with one of the theme's a link could lie over the whole page."""
_LANGUAGE = re.compile(r"language-[\w+#-]+\Z")
_ALIGNMENT = re.compile(r"text-align: (?:left|right|center);\Z")
_ID = re.compile(r"[^\W_][^\x00-\x20&]*\Z")
"""Those that begin with an underscore belong to the theme, whose script reads its settings from ``__config``. A
character reference would come out otherwise in each place."""
_CHARACTERS_BROWSERS_DROP = re.compile(r"[\x00-\x20\x7f]")

_NOTE = re.compile(r"#fn(?:ref\d*)?:(?P<id>.*)")
"""The addresses that Markdown makes: of notes, and of the places that refer to them."""
_WORTH_READING = re.compile(r"[\[<{#=`~|>&]|^[ \t]*(?:[-*+]|\d+\.)[ \t]", re.MULTILINE)
"""Without any of these a body has no link, picture, HTML, reference, attribute, heading, code, table or list."""
_EMPHASIS = re.compile(r"(?:[*_][^*_]*){24}")
"""So much emphasis that it could be too deep for Markdown."""


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
    anchors: Mapping[str, Location] = field(default_factory=dict)
    """Explicit ids of headings and other elements, and where they stand."""
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    """By the key of the section; none for a body that is plain text, or that cannot be read."""
    diagnostics: tuple[Diagnostic, ...] = ()
    is_whole: bool = True
    """Whether all of that has been looked for; not in what may not be read."""


def read_prose(document: Document, *, limits: Limits) -> Prose:
    """The prose of a document."""
    if (much := too_much(document, limits)) is not None:
        return _unread(much)
    if not (_WORTH_READING.search(document.body) or _EMPHASIS.search(document.body)):
        return Prose()
    places = Places(document)
    if (knot := tangled(document, places, limits)) is not None:
        return _unread(knot)
    try:
        with limited(document.file, limits.page_seconds):
            return _read(document, places, limits)
    except TookTooLongError:
        return _unread(too_slow(places.at(0), limits))


def _unread(*diagnostics: Diagnostic) -> Prose:
    return Prose(diagnostics=diagnostics, is_whole=False)


def _read(document: Document, places: Places, limits: Limits) -> Prose:
    raw = tuple(islice(raw_html(document, places), limits.problems + 1))
    if not raw:
        return _read_as_it_is(document, places, limits)
    found = _read_without_tags(document, places, limits)  # which could hide a part of the text from the tree
    return replace(found, diagnostics=at_most(limits.problems, in_order([*raw, *found.diagnostics])))


def _read_without_tags(document: Document, places: Places, limits: Limits) -> Prose:
    """The prose as it will be when its tags are deleted; nothing of it when that is not clear."""
    bare = replace(document, body=without_tags(document, places))
    left = Places(bare)
    return _unread() if next(raw_html(bare, left), None) else _read_as_it_is(bare, left, limits)


def _read_as_it_is(document: Document, places: Places, limits: Limits) -> Prose:
    try:
        tree = read_markdown(document.body)
    except RecursionError:
        return _unread(too_deep(places.at(0), limits))
    deep = deeper_than(limits.depth, tree.root)
    if deep is not None:
        words = "".join(deep.itertext()).strip()
        return _unread(too_deep(places.find(words.partition("\n")[0]), limits))
    unseen = tuple(unseen_html(tree, places))
    if unseen:
        return _unread(*unseen)
    links, found = _elements(tree.root, places, entity_addresses(document.body), most=limits.problems)
    ids = Counter(id_ for element in tree.root.iter() if (id_ := element.get("id")))
    given = places.of_ids()
    places_of = {id_: given.get(id_, [places.at(0)]) for id_ in ids}
    anchors = {id_: found_at[0] for id_, found_at in places_of.items()}
    twice = (_second_use(id_, places_of[id_]) for id_, number in ids.items() if number > 1)
    notes = islice(wrong_footnotes(tree.root, places), limits.problems + 1)
    hidden = chain(_hidden_mistakes(tree, places), hidden_references(tree.root, places))
    mistakes = in_order([*found, *twice, *notes, *islice(hidden, limits.problems + 1)])
    return Prose(
        links=links,
        anchors=anchors,
        outlines=read_outlines(tree.root),
        diagnostics=at_most(limits.problems, mistakes),
    )


# --- What no element shows --------------------------------------------------------------------------------------------


def _hidden_mistakes(tree: MarkdownTree, places: Places) -> Iterator[Diagnostic]:
    """What no element shows: attributes of code blocks, and cells that are left out."""
    for mark in tree.fence_marks:
        yield Diagnostic(
            location=places.find_in_fence(mark),
            code="unsafe-attribute",
            message=said("a code block cannot have '{mark}'", mark=mark),
            hint=said("after the mark that opens it, write only its language, or nothing"),
        )
    for row in tree.long_rows:
        yield Diagnostic(
            location=places.find(row),
            code="row-too-long",
            message=said("this row of the table has more cells than the table's heading"),
            hint=said("add a column to the heading, or write \\| for a bar that is meant as a character"),
        )


def _second_use(id_: str, found_at: list[Location]) -> Diagnostic:
    return Diagnostic(
        location=found_at[min(1, len(found_at) - 1)],
        code="duplicate-id",
        message=said("'{id}' is used twice in the text; first at {place}", id=id_, place=found_at[0]),
        hint=said("give one of them another id"),
    )


# --- Elements ---------------------------------------------------------------------------------------------------------


def _elements(
    root: Element, places: Places, entities: frozenset[str], *, most: int
) -> tuple[tuple[Link, ...], tuple[Diagnostic, ...]]:
    """The links into the playbook, and the links, pictures, headings and attributes that are refused.

    It ends with the first element that makes more than ``most`` mistakes.
    """
    links: list[Link] = []
    found: list[Diagnostic] = []
    ids = {element.get("id") for element in root.iter("li")}  # of notes, among others
    for element in root.iter():
        address = plain_address(element.get("src" if element.tag == "img" else "href") or "")
        mistakes = list(_mistakes(element, address, entities))
        is_inside = element.tag in ("a", "img") and not ((note := _NOTE.match(address)) and f"fn:{note['id']}" in ids)
        is_inside = is_inside and (not scheme(address) or entity_link(address) is not None)
        if not mistakes and not is_inside:
            continue
        location = _place(element, address, places)
        found += [Diagnostic(location=location, code=code, message=text, hint=hint) for code, text, hint in mistakes]
        if len(found) > most:
            break
        if is_inside and not mistakes:
            links.append(Link(address=address, location=location, is_picture=element.tag == "img"))
    return tuple(links), tuple(found)


def _place(element: Element, address: str, places: Places) -> Location:
    if address:
        return places.find_address(address)
    return places.find_no_address() if element.tag in ("a", "img") else places.find("".join(element.itertext()))


def _mistakes(element: Element, address: str, entities: frozenset[str]) -> Iterator[tuple[Code, Said, Said]]:
    tag = str(element.tag)
    if tag == "h1":
        message = said("the page's title is its only first-level heading")
        yield "heading-level", message, said("begin the heading with ##")
    for name, value in element.attrib.items():
        is_misplaced = _TAG_OF.get(name, element.tag) != element.tag
        if name not in ATTRIBUTES or is_misplaced or (name == "style" and not _ALIGNMENT.match(value)):
            message = said("the attribute '{name}' is not allowed", name=name)
            yield "unsafe-attribute", message, said("use only {{#id}} and {{.local}}")
        for each in value.split() if name == "class" else ():
            if each not in CLASSES and not (element.tag == "code" and _LANGUAGE.match(each)):
                message = said("the class '{name}' is not allowed", name=each)
                yield "unsafe-attribute", message, said("use only {{#id}} and {{.local}}")
        if name == "id" and not _ID.match(value):
            message = said("the id '{id}' is not allowed", id=value)
            yield (
                "unsafe-attribute",
                message,
                said("use letters, digits and hyphens, and begin with a letter or a digit"),
            )
    if tag == "a" and not address:
        message = said("the link leads nowhere")
        yield "broken-link", message, said("write between the round brackets where it leads: (some-page.md)")
    elif tag == "a":
        yield from _link_mistakes(element, address, entities)
    if tag == "img" and not address:
        message = said("the picture has no address")
        yield "missing-image", message, said("write between the round brackets which file it is: (some-picture.png)")
    elif tag == "img":
        if scheme(address) or address.startswith("//"):
            message = said("the picture '{address}' is not in the playbook", address=address)
            yield "foreign-image", message, said("put the file beside the text and write its name")
        if is_blank(unescaped(element.get("alt", ""))):
            message = said("the picture '{address}' has no alternative text", address=address)
            yield "missing-alt", message, said("say in the square brackets what it shows")


def _link_mistakes(element: Element, address: str, entities: frozenset[str]) -> Iterator[tuple[Code, Said, Said]]:
    named, written = entity_link(address), scheme(address)
    if named is not None and address not in entities:
        message = said("the link to '{address}' is written in an unusual way", address=address)
        yield "unsafe-link", message, said("write it as [words]({address})", address=address)
    elif named is None and written in ENTITY_KINDS:
        message = said("'{address}' names no {kind}", address=address, kind=written)
        yield "broken-link", message, said("write the id after the colon: {kind}:some-id", kind=written)
    elif named is None and written not in SCHEMES:
        near = did_you_mean(written, ENTITY_KINDS)
        hint = near if isinstance(near, Suggestion) else said("use https, mailto, tel or a page of the playbook")
        yield "unsafe-link", said("a link cannot lead to '{address}'", address=address), hint
    if named is None and is_blank(unescaped("".join(element.itertext()))) and element.find(".//img") is None:
        message = said("the link to '{address}' has no words", address=address)
        yield "empty-link", message, said("say in the square brackets where it leads")


def scheme(address: str) -> str:
    """The scheme that a browser sees: after character references, white space and control characters."""
    seen = _CHARACTERS_BROWSERS_DROP.sub("", unescaped(address)).replace("\\", "/")
    try:
        parts = urlsplit(seen)
    except ValueError:
        return "invalid"
    return parts.scheme or ("foreign" if seen.startswith("//") else "")
