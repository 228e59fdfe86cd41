"""Code in Markdown: what is shown as it stands, and must be left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FENCE = re.compile(r"[ \t>]*(?P<mark>`{3,}|~{3,})[^`]*\Z")
_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
BLANK = "\N{NO-BREAK SPACE}"
"""Stands for each character of code: no white space to Markdown's syntax, and no syntax either."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fence:
    """A fenced code block, as numbers of lines counted from 0."""

    mark: str
    """The three or more characters that open it, and close it again."""
    first: int
    last: int | None
    """None when it is never closed."""


def fences(lines: Sequence[str]) -> Iterator[Fence]:
    """The fenced code blocks of a text, as superfences reads them: closed by the very mark that opened them."""
    mark, first = "", 0
    for number, line in enumerate(lines):
        if mark:
            if line.strip(" \t>") == mark:
                yield Fence(mark=mark, first=first, last=number)
                mark = ""
        elif ("`" in line or "~" in line) and (found := _FENCE.match(line)):  # hardly any
            mark, first = found["mark"], number
    if mark:
        yield Fence(mark=mark, first=first, last=None)


def outside_fences(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines that are not in a fenced code block, with their numbers."""
    fenced = _fenced(lines)
    return ((number, line) for number, line in enumerate(lines) if number not in fenced)


def without_code(text: str) -> str:
    """The text with blanks for all code in it, in fences and in backticks, so that every place stays where it is."""
    if "`" not in text and "~~~" not in text:  # most texts
        return text
    lines = text.split("\n")
    fenced = _fenced(lines)
    outside = "\n".join(BLANK * len(line) if number in fenced else line for number, line in enumerate(lines))
    return "".join(_SPAN.sub(_blank, paragraph) for paragraph in _PARAGRAPHS.split(outside))


_PARAGRAPHS = re.compile(r"(\n[ \t>]*\n)")


def _fenced(lines: Sequence[str]) -> frozenset[int]:
    return frozenset(
        number
        for fence in fences(lines)
        for number in range(fence.first, len(lines) if fence.last is None else fence.last + 1)
    )


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", BLANK, found[0])
