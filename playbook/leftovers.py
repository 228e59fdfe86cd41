"""Ledgers whose translations are gone: once accepted, so once published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from playbook.content import CONTENT
from playbook.diagnostics import Diagnostic, Location
from playbook.ledger import ledger_folder
from playbook.plain_files import entries_below
from playbook.said import said


def removed_translations(root: Path, languages: Iterable[str], *, there: Collection[str]) -> Iterator[Diagnostic]:
    """What was translated in a project, and is not there any more; ``there`` are the files of its content."""
    for language in languages:
        folder = root / ledger_folder(language)
        for parts, entry in entries_below(folder) if folder.is_dir() else ():
            gone = "/".join((CONTENT, language, *parts)).removesuffix(".txt") + ".md"
            if entry.name.endswith(".txt") and gone not in there and not (root / gone).exists():
                yield Diagnostic(
                    location=Location(file="/".join((ledger_folder(language), *parts))),
                    code="removed-translation",
                    message=said("{file} was published and is gone", file=gone),
                    hint=said("restore it, or delete this ledger too"),
                )
