"""On which lines of a file its parts begin, for links that lead an editor there."""

from __future__ import annotations

from collections.abc import Mapping

from playbook.sections import split
from playbook.source import Document


def lines_of(document: Document) -> Mapping[str, int]:
    """The line, counted from 1, of each field, each item of a list that has an id, and each section of the body.

    By the same keys as those of units: ``steps``, ``steps.sees-ad``, ``body#seen``.
    """
    fields = {key: place.line for path, place in document.key_positions.items() if (key := _key(document, path))}
    return fields | {part.key: document.body_line + part.line for part in split(document.body)}


def _key(document: Document, path: tuple[str | int, ...]) -> str:
    """Empty for what lies deeper, and for an item without an id."""
    name = str(path[0]) if path else ""
    if len(path) == 1:
        return name
    items = document.meta.get(name)
    if len(path) == 2 and isinstance(items, list) and isinstance(path[1], int) and isinstance(items[path[1]], dict):
        return f"{name}.{items[path[1]]['id']}" if "id" in items[path[1]] else ""
    return ""
