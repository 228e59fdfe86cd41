"""What is to be looked at again, told by owner: as lines, as Markdown, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from playbook.sticky import in_code
from playbook.upkeep import Reviewed, State

Told = tuple[Reviewed, State]
"""Something that is reviewed, and how it stands today."""
_ORDER: tuple[State, ...] = ("overdue", "due", "changed")


def listed(found: Iterable[Reviewed], today: date, *, days: int, owners: tuple[str, ...] = ()) -> list[Told]:
    """What is overdue, due within so many days, or not reviewed since its last change: by owner, then by date.

    With ``owners`` only what these answer for.
    """
    told = [(each, each.state(today, days=days)) for each in found if not owners or each.owner in owners]
    wanted = [(each, state) for each, state in told if state in _ORDER]
    return sorted(wanted, key=lambda told: (told[0].owner == "", told[0].owner, *_rank(*told)))


def _rank(each: Reviewed, state: State) -> tuple[int, date, str, str]:
    return _ORDER.index(state), each.entity.review_by or date.max, each.entity.place.file, each.entity.id


def as_lines(found: list[Told], *, shown_as: Callable[[str], str] = str) -> Iterator[str]:
    """Lines for a terminal; ``shown_as`` gives the way to a file from where one is."""
    if not found:
        yield "nothing is to be reviewed"
    for owner, group in groupby(found, key=lambda told: told[0].owner):
        told = list(group)
        yield f"{owner or 'nobody'}: {_counted(state for _, state in told)}"
        for each, state in told:
            item = f" {each.kind.name} '{each.entity.id}'" if each.entity.place.at else ""
            yield f"  {shown_as(each.entity.place.file)}{item}: {_words(each, state)}"


def as_markdown(found: list[Told]) -> str:
    """The same for an issue or a message; what content says means nothing there."""
    lines = ["Nothing is to be reviewed."] if not found else []
    for owner, group in groupby(found, key=lambda told: told[0].owner):
        told = list(group)
        lines += ["", f"**{in_code(owner) if owner else 'Nobody'}**: {_counted(state for _, state in told)}", ""]
        for each, state in told:
            name = f"{in_code(str(each.entity.title))} in {in_code(each.entity.place.file)}"
            lines.append(f"- [ ] {name}: {_words(each, state)}")
    return "\n".join(lines).strip("\n") + "\n"


def as_data(found: list[Told], today: date) -> dict[str, Any]:
    """The same as plain values for JSON."""
    return {"format": 1, "today": today.isoformat(), "reviews": [_data(each, state) for each, state in found]}


def _data(each: Reviewed, state: State) -> dict[str, Any]:
    entity = each.entity
    return {
        "state": state,
        "kind": each.kind.name,
        "id": entity.id,
        "is_list": each.is_list,
        "title": str(entity.title),
        "file": entity.place.file,
        "owner": each.owner,
        "reviewed": entity.reviewed.isoformat() if entity.reviewed else None,
        "review_by": entity.review_by.isoformat() if entity.review_by else None,
        "changed": sorted(each.changed),
    }


def _counted(states: Iterable[State]) -> str:
    found = list(states)
    words = {"overdue": "overdue", "due": "due", "changed": "changed since the review"}
    return ", ".join(f"{found.count(state)} {words[state]}" for state in _ORDER if state in found)


def _words(each: Reviewed, state: State) -> str:
    by, changed = each.entity.review_by, ", ".join(sorted(each.changed))
    told = {"overdue": f"overdue since {by}", "due": f"due {by}"}.get(state, "")
    since = f"not reviewed since the last change ({changed})" if changed else ""
    return "; ".join(part for part in (told, since) if part)
