"""The rows of long lists as scripts, so that every page of a list can be filtered, sorted and chosen from as a whole.

Scripts, and not JSON: browsers fetch nothing from a folder without a server. A page loads one when its reader needs it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from playbook import listing
from playbook.links import folder_of, fragment_of
from playbook.listing import Listing
from playbook.markup import Words
from playbook.model import Entity, Journey, Term, Touchpoint
from playbook.parts import Part, page_of, parts
from playbook.view import View, plain

FILE = "rows.js"
"""Beside the page on which the list begins."""
_RAW = frozenset({"id", "rank", "first", "page"})
"""Columns whose values stand in the rows; of the others, whose values are few, a row has the place in a table."""

Row = tuple[str, str, str, Mapping[str, str]]
"""Its title, its address relative to the language's home, more words by which it is found, and values by column."""


def scripts(view: View) -> dict[str, Callable[[], str]]:
    """By path relative to the language folder, what makes the script with the rows of each list of several pages."""
    return {
        f"{folder}/{FILE}": partial(_script_of, view, folder)
        for folder in _ROWS
        if len(parts(view, folder, f"{folder}/index.md")) > 1
    }


def _script_of(view: View, folder: str) -> str:
    cut = parts(view, folder, f"{folder}/index.md")
    return _script([row for part in cut for row in _ROWS[folder](view, part)])


def _script(rows: Iterable[Row]) -> str:
    tables: dict[str, dict[str, int]] = {}
    written = [
        ([title, address, words], {name: _value(tables, name, value) for name, value in values.items() if value})
        for title, address, words, values in rows
    ]
    columns = list(dict.fromkeys(name for _, values in written for name in values))
    described = {
        "columns": columns,
        "tables": {name: list(table) for name, table in tables.items()},
        "rows": [[*names, *(values.get(name, "") for name in columns)] for names, values in written],
    }
    return f"globalThis.playbookRows = {json.dumps(described, ensure_ascii=False, separators=(',', ':'))};\n"


def _value(tables: dict[str, dict[str, int]], name: str, value: str) -> str | int:
    if name in _RAW:
        return value
    table = tables.setdefault(name, {})
    return table.setdefault(value, len(table))


# --- What the rows are -----------------------------------------------------------------------------------------------


def _row(view: View, kind: str, entity: Entity, words: Iterable[str], values: Mapping[str, str]) -> Row:
    title, place = view.text(entity.title), fragment_of(kind, entity.id)
    address = f"{folder_of(page_of(view, kind, entity.id))}/{view.leaf}" + (f"#{place}" if place else "")
    return plain(title), address, " ".join(words), {"lang": title.lang} | dict(values)


def _journey(view: View, journey: Journey, found: Listing) -> Row:
    steps = view.ngettext("{number} step", "{number} steps", len(journey.steps))
    segment = view.setting_label(view.settings.segments, journey.segment)
    meta = f"{segment} · {view.journey_kind(journey)} · {steps}"
    return _row(view, "journey", journey, (), {"meta": meta} | dict(found.entries[journey.id]))


def _touchpoint(view: View, touchpoint: Touchpoint, found: Listing) -> Row:
    channel = view.playbook.channels.get(touchpoint.channel)
    named = view.text(channel.title) if channel else Words(touchpoint.channel)
    meta = f"{named} · {view.label('medium', touchpoint.medium)}"
    words = touchpoint.synonyms.read(view.language.folder)
    return _row(view, "touchpoint", touchpoint, words, {"meta": meta} | dict(found.entries[touchpoint.id]))


def _term(view: View, term: Term) -> Row:
    names = (term.synonyms, term.avoid, term.ambiguous)
    return _row(view, "term", term, (word for held in names for word in held.read(view.language.folder)), {})


def _compared(view: View, journey: Journey, part: Part) -> Row:
    return _row(view, "journey", journey, (), {"id": journey.id, "page": str(part.number)})


_ROWS: Mapping[str, Callable[[View, Part], list[Any]]] = {
    "journeys": lambda view, part: [_journey(view, each, listing.journeys(view)) for each in part.rows],
    "compare": lambda view, part: [_compared(view, each, part) for each in part.rows],
    "touchpoints": lambda view, part: [_touchpoint(view, each, listing.touchpoints(view)) for each in part.rows],
    "terms": lambda view, part: [_term(view, each) for each in part.rows],
}
"""By the folder of an index, its rows as they stand in one part."""
