"""The dates of a review, written into the file that holds them: nothing else in the file changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from playbook.edits import Edit, Lines, apply
from playbook.fields import Path
from playbook.model import Entity, Kind
from playbook.source import Document, Limits, parse
from playbook.upkeep import months_later, next_review

_DAY = re.compile(rb"[\"']?(?P<day>\d{4}-\d\d-\d\d)")


class UnwritableError(Exception):
    """The dates cannot be put into a file."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def with_review(
    data: bytes, kind: Kind, held: Entity, *, today: date, review_by: date | None = None, limits: Limits
) -> bytes:
    """A file that says it has been reviewed today, and that the next review is as far off as the last one was.

    ``review_by`` is the date of the next review when it is another one. Items of an inventory that have dates of
    their own get new ones too. Raises UnwritableError.
    """
    document, _ = parse(data, file=held.place.file, limits=limits)
    wanted = dict(_wanted(kind, held, today, review_by))
    made = apply(data, _edits(document, Lines(data), wanted))
    if parse(made, file=held.place.file, limits=limits)[0].meta != _expected(document.meta, wanted):
        raise UnwritableError("the dates cannot be put there alone", f"write there yourself: reviewed: {today}")
    return made


Dates = Mapping[str, date]
"""By the name of the field."""


def _wanted(kind: Kind, held: Entity, today: date, review_by: date | None) -> Iterator[tuple[Path, Dates]]:
    """What each group of fields is to say."""
    own = [item for item in getattr(held, kind.items) if item.reviewed or item.review_by] if kind.items else []
    for entity in (held, *own):
        by = review_by or next_review(entity, today)
        if by is None and entity.review_by and entity.review_by <= today:
            hint = f"say when: --review-by {months_later(today, 12)}"
            raise UnwritableError("nothing says when the next review is", hint)
        yield (entity.place.at, {"reviewed": today} | ({"review_by": by} if by else {}))


def _edits(document: Document, lines: Lines, wanted: Mapping[Path, Dates]) -> Iterator[Edit]:
    for path, dates in wanted.items():
        new: dict[str, date] = {}
        for name, day in dates.items():
            place = document.positions.get((*path, name))
            found = _DAY.match(lines.data, lines.at(place)) if place else None
            if found:
                yield Edit(file=document.file, start=found.start("day"), end=found.end("day"), text=day.isoformat())
            else:
                new[name] = day
        if new:
            yield _inserted(document, lines, path, new)


def _inserted(document: Document, lines: Lines, path: Path, dates: Dates) -> Edit:
    """New lines: below a line of the same group that surely holds one value, else at the end of the front matter."""
    beside = [document.positions.get((*path, name)) for name in ("owner", "reviewed", "review_by")]
    place = next((each for each in beside if each), None)
    line = place.line + 1 if place else document.body_line - 1
    indent = document.locate_key((*path, "owner" if beside[0] else "reviewed" if beside[1] else "review_by")).column - 1
    texts = [f"{' ' * (indent if place else 0)}{name}: {day}{lines.line_end()}" for name, day in dates.items()]
    at = lines.offset(line, 1)
    return Edit(file=document.file, start=at, end=at, text="".join(texts))


def _expected(meta: Mapping[str, Any], wanted: Mapping[Path, Dates]) -> Mapping[str, Any]:
    found = deepcopy(dict(meta))
    for path, dates in wanted.items():
        group: Any = found
        for part in path:
            group = group[part]
        group.update({name: day.isoformat() for name, day in dates.items()})
    return found
