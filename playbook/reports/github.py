"""For GitHub Actions: annotations on the lines of a pull request, and a summary of the job.

Commands and their escapes: https://docs.github.com/actions/reference/workflow-commands-for-github-actions, and
``packages/core/src/command.ts`` of actions/toolkit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from playbook.codes import CODES
from playbook.diagnostics import Diagnostic, Severity
from playbook.reports.report import Report
from playbook.said import said

SHOWN = 10
"""Annotations of each kind that GitHub shows for a step; the others stand in the log alone."""
MOST_BYTES = 1024 * 1024
"""Of the summary of a step; GitHub refuses a larger one whole."""


def as_github(report: Report) -> str:
    """A workflow command for each diagnostic, those that matter first, errors before warnings."""
    ordered = [
        each
        for severity in Severity
        for each in by_weight([one for one in report.diagnostics if one.severity is severity])
    ]
    return "".join(f"{_command(report, each)}\n" for each in ordered)


def by_weight(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The ten that say most, then the others by place.

    A code or a file that has not been shown yet comes before one that has; of these, what hides other mistakes (the
    earlier group in ``codes``), then by place.
    """
    left = list(diagnostics)
    chosen: list[Diagnostic] = []
    codes: Counter[str] = Counter()
    files: Counter[str] = Counter()
    while left and len(chosen) < SHOWN:
        best = min(left, key=lambda d: (codes[d.code], files[d.location.file], CODES.index(d.code), d.location))
        left.remove(best)
        chosen.append(best)
        codes[best.code] += 1
        files[best.location.file] += 1
    return [*chosen, *left]


def _command(report: Report, diagnostic: Diagnostic) -> str:
    words, where = report.wording(diagnostic), diagnostic.location
    properties = {
        "file": report.file(diagnostic),
        "line": str(where.line),
        "col": str(where.column),
        "title": f"{words.severity}[{diagnostic.code}]",
    }
    given = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    message = f"{report.place(diagnostic)}: {words.message}" + (f"\n{words.hint}" if words.hint else "")
    return f"::{diagnostic.severity} {given}::{_escaped(message, _DATA)}"


_DATA = re.compile(r"[%\r\n]")
_PROPERTY = re.compile(r"[%\r\n:,]")


def _escaped(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda found: f"%{ord(found[0]):02X}", text)


# --- The summary ------------------------------------------------------------------------------------------------------


def as_summary(report: Report, *, most: int = MOST_BYTES) -> str:
    """Markdown that holds every diagnostic, by file, or as many as fit into so many bytes, and how many do not."""
    room = most - _RESERVED
    pieces = [f"### {_markdown(report.summary())}\n"]
    room -= len(pieces[0].encode())
    file = ""
    for index, each in enumerate(report.diagnostics):
        piece = _item(report, each)
        if each.location.file != file:
            file = each.location.file
            piece = f"\n**{_markdown(report.file(each))}**\n\n{piece}"
        room -= len(piece.encode())
        if room < 0:
            rest = said(
                "and {number} more; to see them all, run: playbook check", number=len(report.diagnostics) - index
            )
            return "".join([*pieces, f"\n{_markdown(rest.told(report.folder))}\n"])
        pieces.append(piece)
    return "".join(pieces)


_RESERVED = 1024
"""Bytes for the line that says how many are left out."""


def _item(report: Report, diagnostic: Diagnostic) -> str:
    words, where = report.wording(diagnostic), diagnostic.location
    mark = {Severity.ERROR: "❌", Severity.WARNING: "⚠️"}[diagnostic.severity]
    told = f"- {mark} {where.line}:{where.column} **{diagnostic.code}** {_markdown(words.message)}"
    return f"{told}<br>{_markdown(words.hint)}\n" if words.hint else f"{told}\n"


_MARKS = re.compile(r"[!-/:-@\[-`{-~]")


def _markdown(text: str) -> str:
    """One line that reads as the text itself: every mark of ASCII may have a backslash before it, ``&`` and ``<`` not.

    After a word joiner, ``@name``, ``#1`` and addresses are no links of GitHub's.
    """
    return "".join(_REFERENCES.get(mark, mark) for mark in _pieces(text))


def _pieces(text: str) -> Iterable[str]:
    return (f"\\{c}" if _MARKS.match(c) and c not in _REFERENCES else c for c in text)


_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "@\N{WORD JOINER}", "#": "#\N{WORD JOINER}"}
