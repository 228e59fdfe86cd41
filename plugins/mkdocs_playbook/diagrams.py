"""Diagrams in editors' prose: drawn when building where that can be done, else left to the reader's browser."""

from __future__ import annotations

import html
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from mkdocs_playbook.outward import leads_outward
from mkdocs_playbook.templates import FRAGMENTS
from playbook.drawing import DrawingError, TooSlowError, UnreadableError, draw
from playbook.languages import N_, catalog

FIGURE = re.compile(r'<figure class="diagram diagram--prose.*?</figure>', re.DOTALL)
"""What a fence becomes."""
EFFORT = 300_000
"""For the diagrams of a page, as ``effort`` counts it: half a second for the densest. It is the same on any machine."""
SECONDS = 0.7
"""What they may take when they are worse than that; none may take half as much again."""
LIVE = "diagram--live"
"""The class of a figure that is drawn in the browser; no other page is to hold mermaid2's own word."""
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """That a diagram was not drawn, to be said after the page's name."""

    level: int
    """As in ``logging``."""
    text: str


class Diagrams:
    """The diagrams of one page at a time, in one language."""

    def __init__(self, folder: str, *, live: bool) -> None:
        """``live`` is whether mermaid2 is there for what cannot be drawn here."""
        self._folder = folder
        self._live = live
        self._number = 0
        self._effort = 0
        self._seconds = 0.0
        self.is_by_chance = False
        """Whether a diagram of the page has taken so long that it could come out otherwise another time."""
        self._remarks: list[Remark] = []

    def start_page(self) -> None:
        """Number the diagrams anew."""
        self._number, self._effort, self._seconds, self._remarks = 0, 0, 0.0, []
        self.is_by_chance = False

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What there is to say about the diagrams of the page."""
        return tuple(self._remarks)

    def fence(self) -> Callable[..., str]:
        """The formatter for SuperFences; mermaid2 takes over what it leaves only if it has this very name."""

        def fence_mermaid_custom(source: str, *_: object, **_options: Any) -> str:
            return self._figure(source)

        return fence_mermaid_custom

    def _figure(self, source: str) -> str:
        """The diagram, and below it its source; everything that comes from the editor is escaped."""
        self._number += 1
        is_live = False
        words = catalog(self._folder).ugettext
        label = words(N_("Diagram {number}")).replace("{number}", str(self._number))
        try:
            svg = self._drawn(source)
        except DrawingError as problem:
            is_live = self._live and not leads_outward(source)
            self._remarks.append(self._remark(problem, is_live=is_live))
            self.is_by_chance |= isinstance(problem, TooSlowError)
            svg = ""
        title = _TITLE.search(svg)
        if svg and title is None:
            svg = svg.replace("<svg ", Markup('<svg aria-label="{}" ').format(label), 1)
        return FRAGMENTS.get_template("diagram.html").render(
            label=html.unescape(title[1]) if title else label,
            source=source,
            summary=words("The diagram's source"),
            svg=Markup(svg),  # noqa: S704 - the drawing lets only listed elements and attributes through
            is_live=is_live,
        )

    def _drawn(self, source: str) -> str:
        """The picture; raises DrawingError."""
        self._effort += effort(source)
        if self._effort > EFFORT:
            raise DrawingError("it is too large, alone or with the diagrams before it on this page")
        if self._seconds > SECONDS:
            raise TooSlowError("the diagrams before it on this page have taken too long")
        begun = time.process_time()
        try:
            return draw(source, prefix=f"prose-{self._number}-", seconds=1.5 * SECONDS)
        finally:
            self._seconds += time.process_time() - begun

    def _remark(self, problem: DrawingError, *, is_live: bool) -> Remark:
        reason = f"diagram {self._number}: {str(problem).partition(chr(10))[0].rstrip(':')}"
        if isinstance(problem, UnreadableError):
            return Remark(level=logging.WARNING, text=reason)
        if not self._live:
            return Remark(level=logging.WARNING, text=f"{reason}; list mermaid2 among the plugins of mkdocs.yml")
        if not is_live:
            told = "nor by the reader's browser, since it holds HTML or leads to another site"
            return Remark(level=logging.WARNING, text=f"{reason}; {told}")
        return Remark(level=logging.INFO, text=f"{reason}; it is left to the reader's browser")


_LINE_BY_LINE = re.compile(
    r"^\s*(?:gantt|gitGraph|journey|kanban|mindmap|packet|pie|quadrantChart|sequenceDiagram|timeline|xychart)",
    re.MULTILINE,
)
"""The kinds that are drawn one line after the other; in all others everything is put into its place by its links."""


def effort(source: str) -> int:
    """What it takes to draw a diagram, by its lines and links, of which most kinds take the square."""
    size = 10 + sum(source.count(mark) for mark in ("\n", "--", "==", "-."))
    return 30 * size if _LINE_BY_LINE.search(source) else size * size
