"""What there is to read on a page, without what is there to be used.

It reads HTML that Markdown and our templates wrote: elements are closed, and attributes hold no ``>``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

ELEMENTS = frozenset({
    "button", "dialog", "footer", "form", "head", "iframe", "input", "label", "nav", "noscript", "script", "select",
    "style", "svg", "template", "textarea",
})  # fmt: skip
CLASSES = frozenset({
    "cards", "crosswalk", "diagram", "emotion", "headerlink", "inventory", "lists", "md-source-file", "notice",
    "outline", "pb-bar", "points__label", "steps__number", "upkeep", "way",
})  # fmt: skip
ATTRIBUTES = frozenset({"data-pagefind-ignore", "data-search-exclude", "hidden"})
"""What of a page's content is not searched: what is there to be used and not to be read, what stands on the page a
second time as a drawing or as its text, and lists of other pages."""
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    "p", "div", "li", "dt", "dd", "td", "th", "tr", "caption", "figcaption", "blockquote", "pre", "br", "summary",
}  # fmt: skip
_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
_TAG = re.compile(r"<!--.*?-->|<(/?)([a-z][a-z0-9]*)([^>]*)>", re.DOTALL)
_WHOLE = re.compile(r"<(svg|template)\b.*?</\1>", re.DOTALL)
"""Most tags of a page stand in one of these, which hold none of their own kind."""
_BLANKS = re.compile(r"\s+", re.ASCII)
_CLASS = re.compile(r'\sclass="([^"]*)"')
_ID = re.compile(r'\sid="[^"]*"')
_OUT = re.compile(rf"\s(?:{'|'.join(sorted(ATTRIBUTES))})(?=[\s=/]|$)")


def article(page: str) -> str:
    """The content of a finished page; empty when it has none."""
    found = _ARTICLE.search(page)
    return found[1] if found else ""


def lean(content: str) -> str:
    """A page's content without what is left out, as HTML on one line: its blocks, and the ids of its headings."""
    return _BLANKS.sub(" ", "".join(_kept(_WHOLE.sub("", content))))


def text_of(content: str) -> str:
    """The text of such HTML, as Pagefind would take it."""
    return " ".join(html.unescape(_TAG.sub(" ", content)).split())


def _kept(content: str) -> Iterator[str]:
    left, depth, at = "", 0, 0  # the element that is left out, how many of its kind are open, where the text goes on
    for tag in _TAG.finditer(content):
        closing, name, attributes = tag[1], tag[2], tag[3]
        if left:
            if name == left and not (attributes or "").endswith("/"):
                depth += -1 if closing else 1
            if not depth:
                left, at = "", tag.end()
            continue
        yield content[at : tag.start()]
        at = tag.end()
        if name is None:  # a comment
            continue
        if not closing and name not in _VOID and _is_out(name, attributes):
            left, depth = name, 1
        elif name in _BLOCKS:
            id_ = _ID.search(attributes) if name in _HEADINGS else None
            yield f"<{closing}{name}{id_[0] if id_ else ''}>"
    if not left:
        yield content[at:]


def _is_out(name: str, attributes: str) -> bool:
    if name in ELEMENTS:
        return True
    if not attributes:
        return False
    classes = _CLASS.search(attributes)
    return bool((classes and not CLASSES.isdisjoint(classes[1].split())) or _OUT.search(attributes))
