"""The pages that stand for what is wrong: where an editor, while serving, looks for the file that he has just saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from playbook.content import ContentFile, path_in_language
from playbook.diagnostics import Diagnostic, Location, errors
from playbook.library import Library
from playbook.links import page_of
from playbook.source import Document


def pages_with_errors(library: Library) -> Mapping[tuple[str, str], tuple[Diagnostic, ...]]:
    """The errors by page and language: in every language for an origin, in its own for a translation."""
    found: dict[tuple[str, str], list[Diagnostic]] = {}
    files = {each.file: each for each in library.files}
    for diagnostic in errors(library.diagnostics):
        file = files.get(diagnostic.location.file)
        if file is not None:
            for path in _paths(library, file, diagnostic.location):
                for language in _languages(library, file):
                    found.setdefault((path, language), []).append(diagnostic)
    return {page: tuple(listed) for page, listed in found.items()}


def _languages(library: Library, file: ContentFile) -> tuple[str, ...]:
    origins = (entity.place.file for _, entity in library.entities)
    translates = any(path_in_language(origin) == file.path and origin != file.file for origin in origins)
    return (file.language,) if translates else library.playbook.languages


def _paths(library: Library, file: ContentFile, location: Location) -> set[str]:
    """The page of a file; for an inventory that of the item, or of all its items when they have none for it."""
    kind = file.kind
    if not kind.items:
        return {file.path}
    documents = [
        library.documents[each.file]
        for each in library.files
        if each.path == file.path and each.file in library.documents
    ]
    concerned = _item_at(library.documents.get(file.file), kind.items, location)
    if concerned in library.playbook.of(kind.name):
        return {page_of(kind.name, concerned)}
    ids = {id_ for document in documents for _, id_ in _items(document, kind.items)}
    return {page_of(kind.name, id_) for id_ in ids or {"index"}}


def _item_at(document: Document | None, name: str, location: Location) -> str:
    """The id of the item in which a place lies; empty when it lies in none."""
    found = ""
    for index, id_ in _items(document, name) if document else ():
        if document and document.locate_key((name, index)) <= location:
            found = id_
    return found


def _items(document: Document, name: str) -> Iterator[tuple[int, str]]:
    """The places in the list and the ids of the items that have one."""
    held = document.meta.get(name)
    for index, item in enumerate(held if isinstance(held, list) else ()):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield index, item["id"]
