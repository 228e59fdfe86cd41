"""HTML in prose, which is refused, and the text as it will be without it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.diagnostics import Diagnostic, Location
from playbook.markdown_tree import MarkdownTree
from playbook.places import Places
from playbook.said import said
from playbook.source import Document
from playbook.verbatim import fences

_AUTOLINK = r"(?:(?:https?://|mailto:)[^\s<>\"]*|[\w.+-]+@[\w.-]+)>"
_HTML = re.compile(rf"<(?=[A-Za-z/!?])(?!{_AUTOLINK})(?!/[^A-Za-z])[^\s>]{{0,20}}")
_TAG = re.compile(rf"(?P<first>^)?<(?=/?[A-Za-z])(?!{_AUTOLINK})[^<>]*>(?=(?P<more>[ \t]*\S)?)", re.MULTILINE)


def raw_html(document: Document, places: Places) -> Iterator[Diagnostic]:
    """HTML outside code, and a fence that is never closed, which would swallow what follows it."""
    for found in _HTML.finditer(places.searched):
        yield _refused_html(places.at(found.start()), found[0])
    lines = document.body.split("\n")
    for fence in fences(lines):
        if fence.last is None:
            yield Diagnostic(
                location=places.at(sum(len(line) + 1 for line in lines[: fence.first])),
                code="unclosed-fence",
                message=said("this code block is never closed"),
                hint=said("put a line with {mark} after its last line", mark=fence.mark),
            )


def unseen_html(tree: MarkdownTree, places: Places) -> Iterator[Diagnostic]:
    """HTML that stands where the text seems to be code, and Markdown reads none."""
    for piece in tree.raw_html:
        yield _refused_html(places.find(piece.split("\n")[0]), piece.split("\n")[0][:20])


def without_tags(document: Document, places: Places) -> str:
    """The body of a document with something harmless for each tag, so that all else stays where it is."""
    text = list(document.body)
    for tag in _TAG.finditer(places.searched):
        filling = " " if tag["first"] is None or tag["more"] is None else "x"  # blanks before words would make code
        text[tag.start() : tag.end()] = (each if each == "\n" else filling for each in tag[0])
    return "".join(text)


def _refused_html(location: Location, words: str) -> Diagnostic:
    return Diagnostic(
        location=location,
        code="raw-html",
        message=said("HTML is not allowed in the text: '{words}'", words=words),
        hint=said("write it in Markdown; for a '<' that is meant as a character, write &lt;"),
    )
