"""For people, at a terminal or in a log."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.diagnostics import Diagnostic, Severity
from playbook.reports.report import Report
from playbook.said import said


def as_text(report: Report, *, coloured: bool = False) -> str:
    """A line for each diagnostic, its hint below it, and a line that counts them."""
    lines = [line for each in report.diagnostics for line in _lines(report, each, coloured=coloured)]
    return "\n".join([*lines, report.summary()]) + "\n"


def _lines(report: Report, diagnostic: Diagnostic, *, coloured: bool) -> Iterator[str]:
    if not coloured:
        yield diagnostic.told(report.folder, place=report.place(diagnostic))
        return
    words = report.wording(diagnostic)
    mark = f"\x1b[{_COLOURS[diagnostic.severity]}m{words.severity}[{diagnostic.code}]\x1b[0m"
    yield f"\x1b[1m{report.place(diagnostic)}\x1b[0m: {mark}: {words.message}"
    if words.hint:
        yield f"  \x1b[2m{said('hint').told(report.folder)}:\x1b[0m {words.hint}"


_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1"}
"""Bold red and bold yellow, as terminals number them."""
