"""Two states of a playbook compared: what came, went, has another id, or is otherwise inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from playbook.alterations import alterations
from playbook.content import path_in_language
from playbook.differences import Change, Difference, EntityChange, FileChange, Snapshot, Unread
from playbook.identities import Leaves, Names, paired, texts
from playbook.leaves import leaves
from playbook.model import KINDS, Entity, Playbook


class _Key(NamedTuple):
    kind: int
    """Its place in ``KINDS``."""
    is_list: bool
    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    """An entity, or an inventory without its items."""

    entity: Entity
    file: str
    leaves: Leaves

    @property
    def path(self) -> str:
        return path_in_language(self.file)


def compare(old: Snapshot, new: Snapshot) -> Difference:
    """Everything that is otherwise in ``new``; what one of them could not read is named instead."""
    before, after = _entries(old.playbook), _entries(new.playbook)
    gone = _only_in(before, after, unread=new.unread)
    come = _only_in(after, before, unread=old.unread)
    renamed = _renamed(gone, come)
    names = {(KINDS[to.kind].name, was.id): to.id for to, was in renamed.items() if not to.is_list}
    languages = tuple(dict.fromkeys((*new.playbook.languages, *old.playbook.languages)))
    found: dict[_Key, EntityChange] = {}
    for key, entry in after.items():
        was = renamed.get(key, key)
        if key in come and key not in renamed:
            found[key] = _told("added", key, entry)
        elif was in before:
            blind = _blind(entry, (*old.unread, *new.unread))
            seen = tuple(language for language in languages if language not in blind)
            inside = tuple(_inside(before[was], entry, names, seen))
            if key in renamed:
                found[key] = _told("renamed", key, entry, old_id=was.id, changes=inside)
            elif inside:
                found[key] = _told("changed", key, entry, changes=inside)
    for key, entry in gone.items():
        if key not in renamed.values():
            found[key] = _told("removed", key, entry)
    return Difference(
        old=old.name,
        new=new.name,
        entities=tuple(found[key] for key in sorted(found)),
        assets=tuple(_assets(old.assets, new.assets)),
        settings=tuple(sorted(n for n in {*old.settings, *new.settings} if old.settings.get(n) != new.settings.get(n))),
        unread=(*old.unread, *new.unread),
    )


def _entries(playbook: Playbook) -> dict[_Key, _Entry]:
    """Every entity and inventory as it is written; what items take over from their inventory stands there alone."""
    found: dict[_Key, _Entry] = {}
    for number, kind in enumerate(KINDS):
        inventories = playbook.inventories.get(kind.name, ())
        alone = () if kind.items else playbook.of(kind.name).values()
        for held in (*inventories, *alone):
            found[_Key(number, bool(kind.items), held.id)] = _entry(held)
            for item in getattr(held, kind.items) if kind.items else ():
                found.setdefault(_Key(number, False, item.id), _entry(item))
    return found


def _entry(entity: Entity) -> _Entry:
    return _Entry(entity=entity, file=entity.place.file, leaves=leaves(entity, into_entities=False))


def _only_in(
    entries: Mapping[_Key, _Entry], others: Mapping[_Key, _Entry], *, unread: Iterable[Unread]
) -> dict[_Key, _Entry]:
    """What one state has and the other lacks; what the other could not read may be there."""
    unknown = {path_in_language(each.file) for each in unread if _is_in_language(each.file)}
    return {key: entry for key, entry in entries.items() if key not in others and entry.path not in unknown}


def _told(
    what: Literal["added", "removed", "renamed", "changed"],
    key: _Key,
    entry: _Entry,
    *,
    old_id: str = "",
    changes: tuple[Change, ...] = (),
) -> EntityChange:
    return EntityChange(
        what=what,
        kind=KINDS[key.kind].name,
        id=key.id,
        old_id=old_id,
        is_list=key.is_list,
        titles=entry.entity.title.words,
        origin=entry.entity.origin,
        file=entry.file,
        changes=changes,
    )


def _inside(old: _Entry, new: _Entry, names: Names, languages: tuple[str, ...]) -> Iterator[Change]:
    if old.path != new.path and old.entity.id == new.entity.id:
        yield Change(what="moved", trail=(), old=old.file, new=new.file)
    yield from alterations(old.leaves, new.leaves, origin=new.entity.origin, languages=languages, names=names)


def _blind(entry: _Entry, unread: Iterable[Unread]) -> set[str]:
    """The languages whose file of this path could not be read in one of the states."""
    files = [each.file for each in unread if _is_in_language(each.file)]
    return {file.split("/")[1] for file in files if path_in_language(file) == entry.path}


def _is_in_language(file: str) -> bool:
    """Whether a file that could not be read lies in a language's folder; one beside these is misplaced."""
    return file.count("/") > 1


# --- The same under another id ---------------------------------------------------------------------------------------


def _renamed(gone: Mapping[_Key, _Entry], come: Mapping[_Key, _Entry]) -> dict[_Key, _Key]:
    """By the new key the old one, of things that share nearly all of their texts."""
    found: dict[_Key, _Key] = {}
    for kind in {key[:2] for key in gone} & {key[:2] for key in come}:
        before = {key: texts(entry.leaves) for key, entry in gone.items() if key[:2] == kind}
        after = {key: texts(entry.leaves) for key, entry in come.items() if key[:2] == kind}
        found |= paired(before, after)
    return found


def _assets(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[FileChange]:
    for file in sorted({*old, *new}):
        if file not in old:
            yield FileChange(what="added", file=file)
        elif file not in new:
            yield FileChange(what="removed", file=file)
        elif old[file] != new[file]:
            yield FileChange(what="changed", file=file)
