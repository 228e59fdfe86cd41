"""For GitLab's Code Quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

import json

from playbook.diagnostics import Severity
from playbook.reports.report import Report

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}
"""GitLab has info, minor, major, critical and blocker; the last two are for what harms those who visit a site."""


def as_gitlab(report: Report) -> str:
    """A JSON list with an object for each diagnostic."""
    found = []
    for each, fingerprint in report.fingerprints():
        words = report.wording(each)
        found.append(
            {
                "description": f"{words.message} ({words.hint})" if words.hint else words.message,
                "check_name": each.code,
                "fingerprint": fingerprint,
                "severity": SEVERITIES[each.severity],
                "location": {"path": report.file(each), "lines": {"begin": each.location.line}},
            }
        )
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
