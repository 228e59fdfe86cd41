"""Sections put into the body of a translation, as edits: those that change, and those that are not there yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from playbook.edits import Edit, Lines
from playbook.sections import Part, split
from playbook.source import Document


def section_edits(
    document: Document, lines: Lines, wanted: Mapping[str, str], *, order: Sequence[str]
) -> Iterator[Edit]:
    """The edits that put texts into a body, by the keys of the sections; ``order`` is that of the origin's sections."""
    parts = split(document.body)
    shared = {part.key: part for part in parts if not part.local}
    end = lines.line_end()
    behind: dict[int, list[str]] = {}
    anchor: Part | None = None
    for key in order:
        part, text = shared.get(key), wanted.get(key)
        if part is not None:
            anchor = part
            if text is not None and text != part.text:
                start, stop = _span(document, lines, part)
                yield Edit(file=document.file, start=start, end=stop, text=text.replace("\n", end))
        elif text is not None:
            at = _span(document, lines, anchor)[1] if anchor else -1
            behind.setdefault(at, []).append(text.replace("\n", end))
    for at, texts in behind.items():
        yield _added(document, lines, at, texts, parts)


def _added(document: Document, lines: Lines, at: int, texts: list[str], parts: Sequence[Part]) -> Edit:
    gap = lines.line_end() * 2
    if at >= 0:
        return Edit(file=document.file, start=at, end=at, text="".join(gap + text for text in texts))
    if parts:
        start, _ = _span(document, lines, parts[0])
        return Edit(file=document.file, start=start, end=start, text="".join(text + gap for text in texts))
    size = len(lines.data)
    begun = lines.data.endswith((b"\n", b"\r"))
    text = ("" if begun else lines.line_end()) + gap.join(texts) + lines.line_end()
    return Edit(file=document.file, start=size, end=size, text=text)


def _span(document: Document, lines: Lines, part: Part) -> tuple[int, int]:
    """Where the text of a section begins and ends, in bytes."""
    written = document.body.split("\n")
    first = next(number for number in range(part.line, len(written)) if written[number])
    last = first + part.text.count("\n")
    column = len(part.text) - part.text.rfind("\n")
    return lines.offset(document.body_line + first, 1), lines.offset(document.body_line + last, column)
