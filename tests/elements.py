"""HTML as a tree of elements, for tests that ask what a page says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "use", "stop", "wbr"})


@dataclass
class Element:
    """An element with its attributes and what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Element | str] = field(default_factory=list)

    def all(self, mark: str) -> Iterator[Element]:
        """The elements in it, in order, with a tag (``li``) or a class (``.map__step``)."""
        for each in self.inside:
            if isinstance(each, Element):
                classes = each.attributes.get("class", "").split()
                if mark[1:] in classes if mark.startswith(".") else mark == each.tag:
                    yield each
                yield from each.all(mark)

    def first(self, mark: str) -> Element | None:
        """The first of these, if any."""
        return next(self.all(mark), None)

    @property
    def text(self) -> str:
        """What it says: one line, without soft hyphens."""
        return " ".join(self._texts().replace("\N{SOFT HYPHEN}", "").split())

    def _texts(self) -> str:
        return "".join(each if isinstance(each, str) else each._texts() for each in self.inside)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open.pop().tag != tag:
            raise ValueError(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def tree(html: str) -> Element:
    """The elements of a page; ValueError when they are not well nested."""
    parser = _Tree()
    parser.feed(html)
    parser.close()
    if len(parser.open) > 1:
        raise ValueError(f"<{parser.open[-1].tag}> is not closed")
    return parser.open[0]
