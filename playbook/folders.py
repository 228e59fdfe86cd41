"""Files that lie among the free pages and hold something else."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from playbook.diagnostics import Diagnostic
from playbook.fields import fields_of
from playbook.model import KINDS, Kind
from playbook.said import said
from playbook.source import Document


def in_wrong_folder(document: Document, kind: Kind, language: str) -> Diagnostic | None:
    """That most fields of a free page are those of another kind: one mistake, not one for each field."""
    if kind.folder:
        return None
    strange = [name for name in document.meta if name not in _fields(kind) and name != "translates"]
    meant = _meant(strange)
    if meant is None:
        return None
    first = next(name for name in strange if name in _fields(meant))
    return Diagnostic(
        location=document.locate_key((first,)),
        code="misplaced-file",
        message=said(
            "this file lies among the free pages and has the fields of those in '{folder}'", folder=meant.folder
        ),
        hint=said("move it to {folder}", folder=f"content/{language}/{meant.folder}"),
    )


def _meant(strange: Collection[str]) -> Kind | None:
    """The kind that has the most of some fields: its list of items, or two of them, and more than half."""
    if not strange:  # most pages
        return None
    known: Mapping[str, int] = {
        kind.folder: sum(name in _fields(kind) for name in strange) + (kind.items in strange)
        for kind in KINDS
        if kind.folder
    }
    first, second = sorted(known.values(), reverse=True)[:2]
    if first == second or first < 2 or 2 * first <= len(strange):
        return None
    return next(kind for kind in KINDS if known.get(kind.folder) == first)


def _fields(kind: Kind) -> Collection[str]:
    cls: type = kind.file
    return {each.name for each in fields_of(cls).values() if not each.given}
