"""Lines of front matter that look like items of a list, and are none to YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from playbook.codes import Code
from playbook.marks import Spot

_ITEM = re.compile(r"[ ]*(?=[-–—•*·](?:[ \t\u00a0]|\Z))")
"""A hyphen, a dash or a bullet that stands by itself."""
_OTHER_SIGN = re.compile(r"[ ]*(?=[•·]|[–—*][ \t\u00a0]|[–—]\w|-[^\s-]|-\u00a0)")
"""What begins an item to a reader, and not to YAML, which wants a hyphen and a space."""


class Found(NamedTuple):
    """A code and its place."""

    code: Code
    spot: Spot


def within(lines: Sequence[str], first: Spot, last: Spot) -> Found | None:
    """The first line with which a text without quotes goes on, and which begins like an item of a list.

    It is the text itself that is wrong when it begins with another sign than YAML's.
    """
    for number in range(first.line + 1, last.line + 1):
        found = _ITEM.match(lines[number])
        if found:
            is_item = _OTHER_SIGN.match(lines[first.line][first.column :])
            return Found("wrong-list-sign", first) if is_item else Found("item-in-text", Spot(number, found.end()))
    return None


def other_sign(lines: Sequence[str], spots: Iterable[Spot]) -> Found | None:
    """The first of some places whose line begins with a sign that a list does not have."""
    for spot in spots:
        found = _OTHER_SIGN.match(lines[spot.line]) if spot.line < len(lines) else None
        if found:
            return Found("wrong-list-sign", Spot(spot.line, found.end()))
    return None
