"""A Markdown extension that takes the compiler's HTML blocks out of the text as they are.

Two parsers would read each of them tag by tag, which is three quarters of the time that a page takes. Editors write no
HTML, so a block is what the compiler wrote: lines without a blank one among them, the first of which opens an element.
"""

from __future__ import annotations

import re

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

_BLOCK = re.compile(r"(?:\A|(?<=\n\n))<(?:[a-z][a-z0-9]*)\b[^\n]*(?:\n[^\n]+)*(?=\n\n|\n?\Z)")
_READ = ' markdown="'
"""In a block whose text is Markdown itself."""


class _Blocks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return _BLOCK.sub(self._stashed, "\n".join(lines)).split("\n")

    def _stashed(self, block: re.Match[str]) -> str:
        return block[0] if _READ in block[0] else self.md.htmlStash.store(block[0])


class Blocks(Extension):
    """Blocks of HTML, put aside for the finished page."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's own name)
        """Register after fenced code (25), in which HTML is text, and before MkDocs' own reader of HTML (21)."""
        md.preprocessors.register(_Blocks(md), "playbook_blocks", 22)


def makeExtension(**options: object) -> Blocks:  # noqa: N802 (Markdown's own name)
    """What Markdown calls to get the extension."""
    return Blocks(**options)
