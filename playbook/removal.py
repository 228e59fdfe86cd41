"""What goes with an entity, and what stands in the way of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from playbook.changes import Changes
from playbook.configuration import menu_edits
from playbook.diagnostics import Location
from playbook.edits import Edit, Lines, apply
from playbook.inventories import items_of
from playbook.ledger_lines import altered, companion_of
from playbook.mentions import Written, mentions
from playbook.model import Kind
from playbook.published import FILE as PUBLISHED
from playbook.published import Name, format_published, moved, parse_published
from playbook.renaming import OtherFiles
from playbook.settings import CONFIG_FILE
from playbook.source import FRONT_LINE


@dataclass(frozen=True, kw_only=True, slots=True)
class Removal:
    """What removing an entity comes to."""

    references: tuple[Location, ...]
    """Where it is named; while there is any, it should stay."""
    files: tuple[str, ...]
    """What would be removed as a whole."""
    items: tuple[Location, ...]
    """Where it stands in inventories that stay."""
    in_brackets: tuple[Location, ...]
    """Where it stands in a list in brackets, which must be changed by hand."""
    unreadable: tuple[str, ...]
    """Files that may name it and cannot be read."""
    changes: Changes


def removed(files: Iterable[Written], others: OtherFiles, name: Name, kind: Kind, *, to: Name | None) -> Removal:
    """The removal of an entity whose address, if it was ever published, leads elsewhere from then on, or nowhere."""
    written = tuple(files)
    concerned = [each for each in written if each.may_name(name.id)]
    paths = {each.content.path for each in (concerned if kind.items else written) if _is_all_of(each, name, kind)}
    whole = {each.content.file for each in written if each.content.path in paths}
    own = [(each, found) for each in concerned if each.content.path not in paths and (found := _own(each, name, kind))]
    cuts = {each.content.file: _cut(each, kind, path[1]) for each, path in own}
    data = {**{each.content.file: each.data for each in written}, **others}
    changes: dict[str, bytes | None] = dict.fromkeys(whole)
    changes |= {file: apply(data[file], [cut]) for file, cut in cuts.items() if cut is not None}
    lists = {each.content.path for each, _ in own}
    for file in others:
        if (path := companion_of(file)) in paths:
            changes[file] = None
        elif path in lists:
            changes[file] = _without(others[file], f"{kind.items}.{name.id}.")
    if PUBLISHED in others:
        changes[PUBLISHED] = _published(others[PUBLISHED], name, to)
    return Removal(
        references=tuple(_references([each for each in concerned if each.content.file not in whole], others, name)),
        files=tuple(sorted(file for file, after in changes.items() if after is None)),
        items=tuple(each.document.locate(path) for each, path in own),
        in_brackets=tuple(each.document.locate(path) for each, path in own if cuts[each.content.file] is None),
        unreadable=tuple(each.content.file for each in concerned if not each.is_readable),
        changes={file: after for file, after in changes.items() if after != data.get(file)},
    )


def _is_all_of(written: Written, name: Name, kind: Kind) -> bool:
    """Whether nothing would be left of a file, and so of its translations."""
    if written.content.kind is not kind or not kind.items:
        return written.content.kind is kind and written.content.id == name.id
    return "translates" not in written.document.meta and _ids(written, kind) == [name.id]


def _ids(written: Written, kind: Kind) -> list[object]:
    items = written.document.meta.get(kind.items)
    return [item.get("id") if isinstance(item, dict) else None for item in items] if isinstance(items, list) else []


def _own(written: Written, name: Name, kind: Kind) -> tuple[str, int] | None:
    """Where an inventory or its translation has the entity."""
    ids = _ids(written, kind) if written.content.kind is kind and kind.items else []
    return (kind.items, ids.index(name.id)) if name.id in ids else None


def _cut(written: Written, kind: Kind, index: int) -> Edit | None:
    """The edit that takes an item out; None for a list in brackets."""
    document, lines = written.document, written.lines
    items = items_of(document, kind.items)
    if items is None:
        return None
    first, beyond = items.lines_of(index)
    if len(items.begins) == 1:
        first = document.key_positions[(kind.items,)].line
    elif index + 1 == len(items.begins):
        while not document.front.split("\n")[first - 1 - FRONT_LINE].strip():
            first -= 1
    return Edit(file=document.file, start=lines.offset(first, 1), end=lines.offset(beyond, 1), text="")


def _references(concerned: Iterable[Written], others: OtherFiles, name: Name) -> Iterator[Location]:
    for each in concerned:
        for mention in mentions(each, name, name.id):
            if mention.how != "own":
                yield each.lines.place(mention.edit.start, each.content.file)
    if name.kind == "page":
        data = others[CONFIG_FILE]
        yield from (Lines(data).place(edit.start, CONFIG_FILE) for edit in menu_edits(data, name.id, name.id))


def _without(data: bytes, prefix: str) -> bytes:
    text = data.decode(errors="surrogateescape")
    return altered(text, lambda key, hash_: None if key.startswith(prefix) else (key, hash_)).encode(
        errors="surrogateescape"
    )


def _published(data: bytes, name: Name, to: Name | None) -> bytes:
    text = data.decode(errors="replace")
    addresses, _ = parse_published(text)
    return format_published(moved(addresses, name, to), before=text).encode()
