"""For programs: our own JSON, described in ``docs/commands/check.md``."""

from __future__ import annotations

import json
from collections import Counter

from playbook.diagnostics import Severity
from playbook.reports.report import Report

VERSION = 1
"""Of the format; a field may be added in the same version, none is taken away or changes its meaning."""


def as_json(report: Report) -> str:
    """An object that holds every diagnostic."""
    number = Counter(each.severity for each in report.diagnostics)
    found = []
    for each, fingerprint in report.fingerprints():
        words, where = report.wording(each), each.location
        found.append(
            {
                "file": report.file(each),
                "line": where.line,
                "column": where.column,
                "severity": each.severity.value,
                "code": each.code,
                "message": words.message,
                "hint": words.hint,
                "fingerprint": fingerprint,
            }
        )
    counts = {f"{each.value}s": number[each] for each in Severity}
    return json.dumps({"version": VERSION, **counts, "diagnostics": found}, ensure_ascii=False, indent=1) + "\n"
