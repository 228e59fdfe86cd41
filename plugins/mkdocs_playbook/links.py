"""Links in the compiler's own HTML blocks, which MkDocs does not see."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A relative link in raw HTML."""

    page: str
    """The page's Markdown file, relative to the language's folder."""
    base: str
    """The page's address on the site: ``sv/journeys/startup-app/``."""
    target: str
    """As it is written."""


TAG = re.compile(r"<(?:a|img)\s[^>]*>")
ID = re.compile(r'<[a-z][^>]*?\sid="([^"]*)"')
CODE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1|(`+)(?!`).*?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
"""Fenced blocks and code spans."""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if (tag, name) in {("a", "href"), ("img", "src")} and value:
                self.found.append(value)


def anchors(html: str) -> set[str]:
    """The ids in a page's content."""
    return {unescape(id_) for id_ in ID.findall(html)}


def find(markdown: str, *, page: str, base: str) -> tuple[Link, ...]:
    """The relative links in a page's raw HTML, code left out."""
    markdown = CODE.sub("", markdown)
    if "<a " not in markdown and "<img " not in markdown:
        return ()
    parser = _Links()
    parser.feed("".join(TAG.findall(markdown)))  # a tenth of the time that the whole page takes
    parser.close()
    relative = (t for t in parser.found if not urlsplit(t).scheme and not t.startswith("//"))
    return tuple(Link(page=page, base=base, target=target) for target in relative)


def broken(
    links: Iterable[Link], *, addresses: Collection[str], anchors: Callable[[str], Collection[str] | None]
) -> tuple[str, ...]:
    """One message for each link that leads nowhere.

    ``addresses`` are those of every file of the language and of its pages in other languages, on the site; ``anchors``
    gives the ids on the page at an address, or None when they are not known.
    """
    return tuple(message for link in links if (message := _problem(link, addresses=addresses, anchors=anchors)))


def _problem(link: Link, *, addresses: Collection[str], anchors: Callable[[str], Collection[str] | None]) -> str:
    parts = urlsplit(urljoin(f"https://site.invalid/{link.base}", link.target))
    address = parts.path.removeprefix("/")
    if address not in addresses:
        return f"Doc file '{link.page}' contains a link '{link.target}' in HTML, but there is no such page or file."
    known = anchors(address)
    if parts.fragment and known is not None and parts.fragment not in known:
        return f"Doc file '{link.page}' contains a link '{link.target}' in HTML, but there is no such anchor."
    return ""
