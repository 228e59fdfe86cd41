"""Differences as Markdown for one comment that is kept up to date beside a pull or merge request.

GitHub and GitLab make a name with ``@`` a message to somebody, a number with ``#`` a link between two requests, and an
address a preview. They do none of it in code, so everything that content says stands in code.
"""

from __future__ import annotations

import re
from html import escape

from playbook.differences import Difference, EntityChange
from playbook.spans import Line, quoted
from playbook.telling import heading, lines, notes, summary

MARKER = "<!-- playbook diff -->"
"""The first line, by which a job finds the comment to change."""
LONGEST = 65_000
"""Characters; GitHub takes 65,536 and GitLab 1,000,000."""
_LINES = 50
"""Of one entity; what is more is counted."""
_NOTES = 30
_TAIL = 600
"""Characters kept free for what is said of the rest."""


def as_markdown(difference: Difference, *, command: str, longest: int = LONGEST) -> str:
    """A comment; entities that have no room are counted, beside the command that shows all of them."""
    told = [f"- {_markdown(note)}" for note in notes(difference)]
    parts = [MARKER, f"**Playbook**: {escape(summary(difference))}", "\n".join(_at_most(_NOTES, told))]
    text = "\n\n".join(part for part in parts if part) + "\n"
    for number, entity in enumerate(difference.entities):
        block = f"\n{_block(entity)}\n"
        if len(text) + len(block) + _TAIL > longest:
            left = len(difference.entities) - number
            text += f"\n{left} more have no room here. All of it: {in_code(command)}\n"
            break
        text += block
    return text


def _block(entity: EntityChange) -> str:
    """An entity with its changes folded under its heading, which is HTML and not Markdown."""
    found = [f"- {_markdown(told)}" for told in lines(entity)]
    head = f"{_html(heading(entity))} ({len(found)})" if found else _html(heading(entity))
    inside = "\n".join([f"- {in_code(entity.file)}", *_at_most(_LINES, found)])
    return f"<details><summary>{head}</summary>\n\n{inside}\n\n</details>"


def _at_most(number: int, told: list[str]) -> list[str]:
    return told if len(told) <= number else [*told[:number], f"- and {len(told) - number} more"]


def _markdown(found: Line) -> str:
    return "".join(escape(span.text) if span.sort == "own" else in_code(span.text) for span in found)


def _html(found: Line) -> str:
    """For a line of HTML, in which Markdown means nothing."""
    pieces = ((span.sort == "own", escape(span.shown)) for span in found)
    return "".join(text if is_own else f"<code>{text}</code>" for is_own, text in pieces)


def in_code(text: str) -> str:
    """A code span that no backtick in the text can end."""
    flat = quoted(text).shown or "-"
    fence = "`" * (max(map(len, re.findall("`+", flat)), default=0) + 1)
    padding = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{padding}{flat}{padding}{fence}"
