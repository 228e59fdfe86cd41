"""Items of inventories in each of their files: the origin, and the translations, where the order may differ."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.fields import Path
from playbook.model import Entity
from playbook.rules.scope import Scope
from playbook.source import Document


def places_of(scope: Scope, held: Entity, item: Entity) -> Iterator[tuple[str, Document, Path]]:
    """The language, the document and the path in it of an item that an inventory holds."""
    field = item.place.at[0]
    for language, file in held.files.items():
        document = scope.documents.get(file)
        listed = document.meta.get(str(field)) if document is not None else None
        for index, raw in enumerate(listed if isinstance(listed, list) else ()):
            if document is not None and isinstance(raw, dict) and raw.get("id") == item.id:
                yield language, document, (field, index)
