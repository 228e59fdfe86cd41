"""Bodies that Markdown would be too long over, or too deep in: refused, most of them before it is tried."""

from __future__ import annotations

import re

from playbook.diagnostics import Diagnostic, Location
from playbook.markdown_tree import effort, levels, marks, nesting
from playbook.places import Places
from playbook.said import said
from playbook.source import Document, Limits


def too_much(document: Document, limits: Limits) -> Diagnostic | None:
    """That a text has more to it, or more levels, than Markdown can do in a moment."""
    most = limits.marks
    if len(document.body) + 4 * len(document.front) <= most:
        return None
    if nesting(document.body) > limits.effort:
        lines = document.body.split("\n")
        deepest = max(range(len(lines)), key=lambda each: levels(lines[each]))
        return too_deep(Location(file=document.file, line=document.body_line + deepest), limits)
    number = marks(document.body, document.front)
    if number <= most:
        return None
    return Diagnostic(
        location=Location(file=document.file, line=document.body_line),
        code="too-many-marks",
        message=said(
            "the text has {number:,} lines and signs of Markdown; at most {limit:,} are allowed",
            number=number,
            limit=most,
        ),
        hint=said("split the text over several pages"),
    )


def too_deep(location: Location, limits: Limits) -> Diagnostic:
    """That there is too much inside one another at a place."""
    return Diagnostic(
        location=location,
        code="too-deep",
        message=said("more than {limit} levels inside one another", limit=limits.depth),
        hint=said("use fewer levels of lists, quotations and emphasis"),
    )


def too_slow(location: Location, limits: Limits) -> Diagnostic:
    """That Markdown was given up on: what it was busy with is none of the things that are counted beforehand."""
    return Diagnostic(
        location=location,
        code="tangled-text",
        message=said("Markdown takes more than {seconds} seconds over this text", seconds=limits.page_seconds),
        hint=said("put blank lines between the parts of the text, and close each bracket"),
    )


def tangled(document: Document, places: Places, limits: Limits) -> Diagnostic | None:
    """The costliest part of a body that would keep Markdown busy for long."""
    blocks = list(_BLOCK.finditer(document.body))
    costs = [effort(block[0]) for block in blocks]
    if sum(costs) <= limits.effort:
        return None
    return Diagnostic(
        location=places.at(blocks[costs.index(max(costs))].start()),
        code="tangled-text",
        message=said("too many brackets, backticks, headings or spaces follow one another without a blank line"),
        hint=said("put blank lines between the parts of the text, and close each bracket"),
    )


_BLOCK = re.compile(r"\S.*(?:\n(?=.*\S).*)*")
"""Lines without a blank one among them."""
