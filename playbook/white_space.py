"""White space at the ends of lines, where it means nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import tostring

from playbook.diagnostics import Location
from playbook.edits import Edit, apply
from playbook.fixes import Fix, Source
from playbook.markdown_tree import read_markdown
from playbook.said import counted
from playbook.source import FRONT_LINE, Document
from playbook.verbatim import outside_fences

_TRAILING = re.compile(r"[ \t]+\Z")
_SHOWN_AS_IT_IS = re.compile(r" {4}|\t")
"""How the line of an indented code block begins, or one within a list."""


def without_trailing(source: Source) -> tuple[Fix, ...]:
    """The edits of a content file that can be read: none in code, none that ends a line of Markdown early."""
    document, found = source.parsed
    if found or not document.meta:
        return ()
    edits = (*_of_front(source, document), *_harmless(source, document, tuple(_of_body(source, document))))
    numbers = sorted({source.lines.place(edit.start, source.file).line for edit in edits})
    what = counted("white space is deleted at the end of {number} line",
                   "white space is deleted at the ends of {number} lines", len(numbers))  # fmt: skip
    place = Location(file=source.file, line=numbers[0] if numbers else 1)
    return tuple(Fix(location=place, what=what, edit=edit) for edit in edits)


def _of_front(source: Source, document: Document) -> tuple[Edit, ...]:
    """In front matter, unless a text would be another one."""
    numbers = range(FRONT_LINE, FRONT_LINE + document.front.count("\n"))
    edits = tuple(edit for number in numbers for edit in _edit(source, number))
    after = Source(file=source.file, data=apply(source.data, edits), limits=source.limits).parsed
    return edits if after[0].meta == document.meta and not after[1] else ()


def _harmless(source: Source, document: Document, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """The edits of a body, unless Markdown would make something else of it."""
    if not edits:
        return ()
    after = Source(file=source.file, data=apply(source.data, edits), limits=source.limits).parsed[0]
    return edits if _shown(after.body) == _shown(document.body) else ()


def _shown(body: str) -> str:
    """What Markdown makes of a body, but for white space that no browser shows."""
    return re.sub(r"[ \t]+(?=\n|<|\Z)", "", tostring(read_markdown(body).root, encoding="unicode"))


def _of_body(source: Source, document: Document) -> Iterator[Edit]:
    lines = document.body.split("\n")
    for number, line in outside_fences(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        expanded = line.expandtabs(4)
        breaks = line.strip() and following.strip() and expanded.endswith("  ")
        if not breaks and not (line.strip() and _SHOWN_AS_IT_IS.match(line)):
            yield from _edit(source, document.body_line + number)


def _edit(source: Source, number: int) -> Iterator[Edit]:
    line = source.line(number)
    found = _TRAILING.search(line)
    if found:
        yield source.edit(number, found.start() + 1, len(line) + 1, "")
