"""Translations that have fallen behind their origins."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.diagnostics import Diagnostic, Location
from playbook.rules.scope import Scope
from playbook.said import said
from playbook.translations import progress, shared_units


def stale_translations(scope: Scope) -> Iterator[Diagnostic]:
    """Translated files of which a larger share is stale than the settings allow."""
    for _, entity in scope.files:
        others = {language: file for language, file in entity.files.items() if language != entity.origin}
        if not others or entity.status == "retired":
            continue
        shared = list(shared_units(entity))
        for language, file in others.items():
            state = progress(entity, language, shared=shared)
            if state.stale * 100 > scope.stale_limit * state.total:
                yield Diagnostic(
                    location=Location(file=file),
                    code="too-stale",
                    message=said(
                        "{stale} of {total} texts are older than their originals", stale=state.stale, total=state.total
                    ),
                    hint=said(
                        "bring it in step with {origin}, then run: playbook translations accept {file}",
                        origin=entity.place.file,
                        file=file,
                    ),
                )
