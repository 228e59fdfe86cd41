"""What there is to read on a page, without what is there to be used."""

from __future__ import annotations

from html.parser import HTMLParser

ELEMENTS = frozenset({
    "button", "dialog", "footer", "form", "head", "iframe", "input", "label", "nav", "noscript", "script", "select",
    "style", "svg", "template", "textarea",
})  # fmt: skip
CLASSES = frozenset({
    "cards", "crosswalk", "diagram", "emotion", "headerlink", "inventory", "lists", "md-source-file", "outline",
    "pb-bar", "points__label", "steps__number", "upkeep", "way",
})  # fmt: skip
ATTRIBUTES = frozenset({"data-pagefind-ignore", "data-search-exclude", "hidden"})
"""What of a page's content is not searched: what is there to be used and not to be read, what stands on the page a
second time as a drawing or as its text, and lists of other pages."""
LEFT_OUT = (
    *sorted(ELEMENTS),
    *(f".{name}" for name in sorted(CLASSES)),
    *(f"[{name}]" for name in sorted(ATTRIBUTES)),
)
"""The same as selectors."""
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip
_BLOCKS = frozenset({
    "p", "div", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "caption", "figcaption",
    "blockquote", "pre", "br", "summary",
})  # fmt: skip


def readable(content: str) -> str:
    """The text of a page's content, as Pagefind would take it."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return " ".join("".join(reader.text).split())


class _Reader(HTMLParser):
    """Collects text, but for what is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._open: list[tuple[str, bool]] = []
        """The elements that are open, and whether they are left out."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        is_out = tag in ELEMENTS or not CLASSES.isdisjoint(classes) or not ATTRIBUTES.isdisjoint(given)
        if tag in _BLOCKS:
            self.text.append(" ")
        if tag not in _VOID:
            self._open.append((tag, is_out or (bool(self._open) and self._open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass
        if tag in _BLOCKS:
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        if not (self._open and self._open[-1][1]):
            self.text.append(data)
