"""A Markdown extension that takes away attributes and addresses which could run script.

``playbook check`` refuses them before a page is made; this is a second lock, on what the site's own Markdown makes.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

REFUSED = re.compile(r"on.*|style|srcdoc|formaction|action|target|ping", re.IGNORECASE)
ADDRESSES = ("href", "src", "xlink:href", "poster", "background", "cite", "data")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
ALLOWED = {"http:", "https:", "mailto:", "tel:"}


def is_safe(address: str) -> bool:
    """Whether an address is relative or has a scheme that only opens a page, a letter or a call."""
    seen = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]", "", address)
    scheme = SCHEME.match(seen)
    return scheme is None or scheme.group().lower() in ALLOWED


class _Attributes(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            for name, value in list(element.items()):
                if REFUSED.fullmatch(name):
                    del element.attrib[name]
                elif name.lower() in ADDRESSES and not is_safe(value):
                    element.set(name, "#")


class SafeAttributes(Extension):
    """Safe attributes only, wherever an element got them from."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's own name)
        """Register after attribute lists (8) and before links (0)."""
        md.treeprocessors.register(_Attributes(md), "playbook_attributes", 1)


def makeExtension(**options: object) -> SafeAttributes:  # noqa: N802 (Markdown's own name)
    """What Markdown calls to get the extension."""
    return SafeAttributes(**options)
