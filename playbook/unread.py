"""What files that cannot be read leave unknown: of that nothing more is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from playbook.content import ContentFile, path_in_language
from playbook.model import Entity, Kind, is_identifier
from playbook.rules.scope import AnyId
from playbook.source import Document


def unread_ids(
    files: Iterable[ContentFile], documents: Mapping[str, Document], origins: Collection[str]
) -> Mapping[str, frozenset[str]]:
    """By kind, the ids in files that could not be read: to refer to them is no mistake of its own."""
    found: dict[str, set[str]] = {}
    listed: dict[tuple[str, str], bool] = {}
    read = {path_in_language(file) for file in origins}
    for each in files:
        if each.path in read:
            continue
        document = documents.get(each.file)
        items = document.meta.get(each.kind.items) if document and each.kind.items else None
        ids = [str(item.get("id")) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        found.setdefault(each.kind.name, set()).update((each.id, *ids))
        inventory = each.kind.name, each.path
        is_readable = bool(ids) and all(map(is_identifier, ids))
        listed[inventory] = is_readable or not each.kind.items or listed.get(inventory, False)
    lost = {kind for (kind, _), is_listed in listed.items() if not is_listed}
    return {kind: AnyId(ids) if kind in lost else frozenset(ids) for kind, ids in found.items()}


def unnamed_languages(
    naming: Mapping[str, Collection[ContentFile]], entities: Mapping[str, tuple[Kind, Entity]], languages: Iterable[str]
) -> frozenset[str]:
    """The languages in which a file that names things could not be read; all of them for an origin."""
    found: set[str] = set()
    for path, files in naming.items():
        if path not in entities:
            return frozenset(languages)
        found.update({each.language for each in files} - entities[path][1].files.keys())
    return frozenset(found)
