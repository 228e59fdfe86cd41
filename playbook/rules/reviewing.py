"""Dates of reviews: the next one comes after the last."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.diagnostics import Diagnostic
from playbook.fields import Path
from playbook.model import Entity
from playbook.rules.scope import Scope
from playbook.said import said


def reviews_out_of_order(scope: Scope) -> Iterator[Diagnostic]:
    """Files, and items of inventories, that are to be reviewed before they have been."""
    for kind, held in scope.files:
        yield from _out_of_order(scope, held, held, ())
        items: tuple[Entity, ...] = getattr(held, kind.items) if kind.items else ()
        for index, item in enumerate(items):
            if item.reviewed or item.review_by:  # else both dates are those of the inventory
                yield from _out_of_order(scope, held, item, (kind.items, index))


def _out_of_order(scope: Scope, held: Entity, item: Entity, at: Path) -> Iterator[Diagnostic]:
    last, following = item.reviewed or held.reviewed, item.review_by or held.review_by
    if last is None or following is None or last <= following:
        return
    wrong = "review_by" if item.review_by else "reviewed"
    yield Diagnostic(
        location=scope.locate(held, (*at, wrong)),
        code="review-before-last",
        message=said("the next review, {following}, is before the last one, {last}", following=following, last=last),
        hint=said("correct 'review_by' or 'reviewed': the next review comes after the last"),
    )
