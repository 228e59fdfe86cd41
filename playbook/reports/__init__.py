"""What is wrong, told to whoever asks: people, programs, and the hosts of pull requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playbook.reports.github import MOST_BYTES, as_github, as_summary
from playbook.reports.gitlab import as_gitlab
from playbook.reports.listing import as_json
from playbook.reports.report import Report, summarised
from playbook.reports.sarif import as_sarif
from playbook.reports.text import as_text

__all__ = ["FORMATS", "MOST_BYTES", "Report", "as_summary", "as_text", "summarised"]

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "json": as_json,
}
"""What ``--format`` can ask for: from a report to the text of a file."""
