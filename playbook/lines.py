"""On which lines of a file its parts begin, for links that lead an editor there."""

from __future__ import annotations

from collections.abc import Mapping

from playbook.marks import outer_keys
from playbook.sections import split
from playbook.source import FRONT_LINE, Document


def lines_of(document: Document) -> Mapping[str, int]:
    """The line, counted from 1, of each field, each item of a list that has an id, and each section of the body.

    By the same keys as those of units: ``steps``, ``steps.sees-ad``, ``body#seen``.
    """
    fields: dict[str, int] = {}
    for name, index, line in outer_keys(document.marks, document.meta):
        item = None if index is None else document.meta[name][index]
        if index is None:
            fields[name] = FRONT_LINE + line
        elif isinstance(item, dict) and "id" in item:
            fields[f"{name}.{item['id']}"] = FRONT_LINE + line
    return fields | {part.key: document.body_line + part.line for part in split(document.body)}
