"""SARIF 2.1.0, for code scanning and editors: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Severity
from playbook.explanations import EXPLANATIONS
from playbook.languages import LANGUAGES
from playbook.reports.report import Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "mistake/v1"
"""The name of our fingerprint; GitHub makes ``primaryLocationLineHash`` itself, from the lines of the file."""


def as_sarif(report: Report) -> str:
    """A log with one run; columns are counted in characters."""
    rules = tuple(dict.fromkeys(each.code for each in sorted(report.diagnostics, key=lambda each: each.code)))
    severities = {each.code: each.severity for each in report.diagnostics}
    run = {
        "tool": {
            "driver": {
                "name": "playbook",
                "semanticVersion": version("journey-playbook"),
                "rules": [_rule(code, severities[code]) for code in rules],
            }
        },
        "language": LANGUAGES[report.folder].tag if report.folder else "en",
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, each, fingerprint, rules) for each, fingerprint in report.fingerprints()],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(code: Code, severity: Severity) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": EXPLANATIONS[code].partition(". ")[0].rstrip(".")},
        "fullDescription": {"text": EXPLANATIONS[code]},
        "help": {"text": f"{EXPLANATIONS[code]} A wrong and a right example: docs/diagnostics.md, '{code}'."},
        "defaultConfiguration": {"level": severity.value},
    }


def _result(report: Report, diagnostic: Diagnostic, fingerprint: str, rules: Sequence[Code]) -> dict[str, Any]:
    words, where = report.wording(diagnostic), diagnostic.location
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": rules.index(diagnostic.code),
        "level": diagnostic.severity.value,
        "message": {"text": f"{words.message}\n{words.hint}" if words.hint else words.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": quote(report.path(where.file), errors="surrogateescape"),
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {"startLine": where.line, "startColumn": where.column},
                }
            }
        ],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
