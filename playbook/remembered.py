"""What was read and checked before, so that only what has changed since is read and checked again.

Only what nothing was wrong with is remembered: a mistake is found anew each time, in the words and at the place of now.
Nothing is unpickled; what comes from the disk goes through the validator.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from playbook.assembly import Contents, entities_in
from playbook.diagnostics import Location
from playbook.groups import Group, Source
from playbook.model import Entity, Kind
from playbook.outlines import Outline
from playbook.plain_files import FileCache
from playbook.prose import Link, Prose
from playbook.root import CACHE
from playbook.seals import own_secret
from playbook.source import Limits
from playbook.sources import code, versions
from playbook.store import Store, key
from playbook.validator import dumped, restored

FOLDER = f"{CACHE}/content"
"""Relative to the project folder."""
_LIMIT = 256 * 1024 * 1024
_DIGEST = 32
_PACKAGE = Path(__file__).parent
_READERS = ("Markdown", "pydantic", "pydantic_core", "pymdown-extensions", "PyYAML")
"""The packages by which files are read."""


class Memory:
    """What one project has remembered: in this process, and on disk when there is a store."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._before: dict[str, Group] = {}
        self._now: dict[str, Group] = {}
        self.files = FileCache()
        """Of the project, those that have been read."""
        self._keys: dict[str, tuple[str, Sequence[Source], str]] = {}
        """By path, what was read of a group and by what, and its key."""
        self._items: dict[str, tuple[Entity, Contents]] = {}
        """By file, an inventory and what is in it."""
        self._right: tuple[str, frozenset[bytes]] | None = None
        """The last context, and the groups that are right under it."""

    def begin(self) -> None:
        """Forget what the last reading of the project did not need."""
        self._before, self._now = self._now, {}

    def forget(self) -> None:
        """Keep nothing in this process: the project is not read again."""
        self._before, self._now = {}, {}
        self._keys.clear()
        self._items.clear()
        self.files.clear()

    def group_key(self, sources: Sequence[Source], limits: Limits) -> str:
        """The key of a group: all that is read of it, and what reads it."""
        path, reader = sources[0].each.path, key(code(_PACKAGE), versions(_READERS), repr(limits))
        held = self._keys.get(path)
        if held is None or held[:2] != (reader, sources):
            held = self._keys[path] = reader, sources, _group_key(sources, reader)
        return held[2]

    def entities_in(self, kind: Kind, held: Entity) -> Contents:
        """An entity, or what is in an inventory: the same objects again for the same."""
        if not kind.items:
            return entities_in(kind, held)
        known = self._items.get(held.place.file)
        if known is None or known[0] is not held:
            known = self._items[held.place.file] = held, tuple(entities_in(kind, held))
        return known[1]

    def group(self, name: str, kind: Kind) -> Group | None:
        """What files with nothing wrong say, by the key of their group; without documents."""
        found = self._before.get(name)
        data = self._store.get(name) if found is None and self._store else None
        if data is not None:
            found = _group(data, kind)
        if found is not None:
            self._now[name] = found
        return found

    def keep(self, name: str, kind: Kind, group: Group) -> None:
        """Remember what files say, when nothing is wrong with them."""
        if group.entity is None or group.diagnostics:
            return
        self._now[name] = Group(entity=group.entity, prose=group.prose)
        if self._store:
            self._store.put(name, _data(group, kind))

    def right(self, context: str) -> frozenset[bytes]:
        """The groups, by the digests of their keys, in which no rule has found anything under a context."""
        if self._right is not None and self._right[0] == context:
            return self._right[1]
        data = (self._store.get(key("right", context)) if self._store else None) or b""
        return frozenset(data[at : at + _DIGEST] for at in range(0, len(data), _DIGEST))

    def note_right(self, context: str, groups: Collection[bytes]) -> None:
        """Remember in which groups no rule has found anything."""
        self._right = context, frozenset(groups)
        if self._store:
            self._store.put(key("right", context), b"".join(sorted(groups)))
            self._store.sweep()


def memory_of(root: Path) -> Memory:
    """The memory of a project, the same each time in a process; on disk only for a user who can keep a secret."""
    return _memory(root.absolute())


@lru_cache(maxsize=2)
def _memory(root: Path) -> Memory:
    secret = own_secret()
    return Memory(Store(root / FOLDER, limit=_LIMIT, secret=secret) if secret else None)


# --- What it depends on -----------------------------------------------------------------------------------------------


def _group_key(sources: Sequence[Source], reader: str) -> str:
    first = sources[0].each
    parts: list[bytes | str] = [reader, first.kind.name, first.id, first.path]
    for source in sources:
        parts += [source.each.language, source.data or b"", "" if source.ledger is None else b"\n" + source.ledger]
    return key(*parts)


# --- As bytes ---------------------------------------------------------------------------------------------------------


def _data(group: Group, kind: Kind) -> bytes:
    """Prose as a line of JSON, then the entity; compressed."""
    prose = json.dumps({file: _prose_data(each) for file, each in group.prose.items()}, ensure_ascii=False)
    return zlib.compress(prose.encode() + b"\n" + dumped(kind.file, group.entity), 1)


def _group(data: bytes, kind: Kind) -> Group | None:
    try:
        prose, _, entity = zlib.decompress(data).partition(b"\n")
        held = restored(kind.file, entity)
        return Group(
            entity=held if isinstance(held, Entity) else None,
            prose={file: _prose(file, each) for file, each in json.loads(prose).items()},
        )
    except (zlib.error, ValueError, TypeError, KeyError):  # kept by something else
        return None


def _prose_data(prose: Prose) -> list[Any]:
    return [
        [[link.address, link.location.line, link.location.column, link.is_picture] for link in prose.links],
        {id_: [place.line, place.column] for id_, place in prose.anchors.items()},
        {key: [each.counts, each.addresses, sorted(each.ids)] for key, each in prose.outlines.items()},
    ]


def _prose(file: str, data: Iterable[Any]) -> Prose:
    links, anchors, outlines = data
    return Prose(
        links=tuple(
            Link(address=address, location=Location(file=file, line=line, column=column), is_picture=is_picture)
            for address, line, column, is_picture in links
        ),
        anchors=_places(file, anchors),
        outlines={
            key: Outline(counts=counts, addresses=tuple(addresses), ids=frozenset(ids))
            for key, (counts, addresses, ids) in outlines.items()
        },
    )


def _places(file: str, data: Mapping[str, tuple[int, int]]) -> dict[str, Location]:
    return {id_: Location(file=file, line=line, column=column) for id_, (line, column) in data.items()}
