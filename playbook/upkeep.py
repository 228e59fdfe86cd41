"""What is to be looked at again, by whom and when; and the dates of the next time."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from playbook.model import KINDS, Entity, Kind, Playbook

State = Literal["overdue", "due", "changed", "later"]
"""``changed``: not reviewed since the last change, though no review is due."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviewed:
    """Something that is reviewed: what a file holds, or an item of an inventory that has dates of its own."""

    kind: Kind
    entity: Entity
    is_list: bool
    owner: str
    """Empty when nobody is named."""
    changed: frozenset[str] = frozenset()
    """The languages in which it has changed since it was reviewed, as far as that is known."""

    def state(self, today: date, *, days: int) -> State:
        """How it stands; ``due`` is what is to be reviewed within so many days."""
        by = self.entity.review_by
        if by is not None and by < today:
            return "overdue"
        if by is not None and by <= today + timedelta(days=days):
            return "due"
        return "changed" if self.changed else "later"


def reviewed(playbook: Playbook) -> Iterator[Reviewed]:
    """Everything that is reviewed, retired things left out, in the order of the kinds and files."""
    for kind in KINDS:
        inventories = playbook.inventories.get(kind.name, ())
        for held in inventories or (() if kind.items else playbook.of(kind.name).values()):
            changed = playbook.unreviewed.get(held.place.file, frozenset())
            if held.status != "retired":
                yield Reviewed(
                    kind=kind, entity=held, is_list=bool(kind.items), owner=held.owner or "", changed=changed
                )
            for item in getattr(held, kind.items) if kind.items else ():
                if (item.review_by or item.reviewed) and item.status != "retired":
                    yield Reviewed(kind=kind, entity=item, is_list=False, owner=item.owner or held.owner or "")


def next_review(entity: Entity, today: date) -> date | None:
    """The next date after a review today, as long from now as the last one was from the review before it.

    None when the entity does not say how long that is.
    """
    if entity.reviewed is None or entity.review_by is None or entity.review_by <= entity.reviewed:
        return None
    last, by = entity.reviewed, entity.review_by
    months = (by.year - last.year) * 12 + by.month - last.month
    if by == months_later(last, months):
        return months_later(today, months)
    return today + (by - last)


def months_later(day: date, months: int) -> date:
    """The same day of another month; its last one when it has not so many."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
