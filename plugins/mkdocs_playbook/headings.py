"""A Markdown extension that marks the headings without an id of their own.

What is made from their words is another one in another language, and the language switch does not lead to it.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class _Worded(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in HEADINGS and not element.get("id"):
                element.set("data-worded", "")


class WordedHeadings(Extension):
    """Headings whose ids will be made from their words, marked ``data-worded``."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's own name)
        """Register after attribute lists (8) and before the table of contents (5), which makes the ids."""
        md.treeprocessors.register(_Worded(md), "playbook_worded", 6)


def makeExtension(**options: object) -> WordedHeadings:  # noqa: N802 (Markdown's own name)
    """What Markdown calls to get the extension."""
    return WordedHeadings(**options)
