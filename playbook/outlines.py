"""What each section of a body is made of, whatever its words: its lists, tables, headings, links and ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args
from xml.etree.ElementTree import Element

from playbook.markdown_tree import plain_address

Part = Literal[
    "list item", "numbered item", "table row", "table column", "sub-heading", "code block", "picture", "definition",
    "quotation", "footnote",
]  # fmt: skip
"""What is counted; paragraphs are each language's own."""
PARTS: tuple[Part, ...] = get_args(Part)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """The parts of one section."""

    counts: Mapping[Part, int] = field(default_factory=dict)
    """Without those that it does not have."""
    addresses: tuple[str, ...] = ()
    """Of its links, as they are written, in their order."""
    ids: frozenset[str] = frozenset()
    """Of its parts; that of its heading is the section's own."""


def read_outlines(root: Element) -> dict[str, Outline]:
    """The outline of each section of a Markdown tree, by the section's key: ``body``, ``body#<id>``."""
    sections: dict[str, list[Element]] = {}
    key = "body"
    for block in root:
        if _HEADING.match(block.tag) and (id_ := block.get("id")):
            key = f"body#{id_}"
            sections[key] = list(block)
        elif block.get("class") != "footnote":
            sections.setdefault(key, []).append(block)
    return {key: _outline(blocks) for key, blocks in sections.items()}


_HEADING = re.compile(r"h[1-6]\Z")
_FENCE = re.compile(r"\x02wzxhzdk:\d+\x03\Z")
"""A paragraph with nothing but what Markdown keeps aside."""


def _outline(blocks: list[Element]) -> Outline:
    counts: Counter[Part] = Counter()
    addresses: list[str] = []
    ids: set[str] = set()
    for element in (each for block in blocks for each in block.iter()):
        counts.update(_parts(element))
        id_ = element.get("id", "")
        if element.tag == "sup" and id_.startswith("fnref"):
            continue
        if id_:
            ids.add(id_)
        if element.tag == "a" and not (element.get("class") or "").startswith("footnote-"):
            addresses.append(plain_address(element.get("href") or ""))
    return Outline(counts=counts, addresses=tuple(addresses), ids=frozenset(ids))


def _parts(element: Element) -> Iterator[Part]:
    """What an element is counted as; the items of a list are counted with the list."""
    tag = element.tag
    if tag in _SIMPLE:
        yield _SIMPLE[tag]
    elif tag in ("ul", "ol"):
        yield from ["list item" if tag == "ul" else "numbered item" for item in element if item.tag == "li"]
    elif tag == "sup" and element.get("id", "").startswith("fnref"):
        yield "footnote"
    elif tag == "p" and _FENCE.match(element.text or "") and not len(element):
        yield "code block"


_SIMPLE: Mapping[str, Part] = {
    "tr": "table row",
    "th": "table column",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "sub-heading"),
    "pre": "code block",
    "img": "picture",
    "dd": "definition",
    "blockquote": "quotation",
}
