"""What a piece of work has read of the playbook, so that it is done again only when that has changed.

Nobody declares what a page depends on: while it is made, every look into the playbook is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Generic, Protocol, TypeVar, overload

from playbook.model import KINDS, Entity, Playbook, Text, TextList
from playbook.state import TranslationState, translation_state
from playbook.store import key
from playbook.translations import Progress, counts_as_translated, progress, shared_units
from playbook.watching import ALL, MAPPINGS, OF_ENTITIES, Read, ids, parts, read, structure, watched, words_of

T = TypeVar("T")
GROUP = "group"
"""In place of a mapping's name: all that is read in a group."""
GROUPED = f"{GROUP}\t"
"""How such a read begins."""
FEW = 8
"""So many reads are noted one by one; more of them as a group."""
_MAPPING_OF = {kind.entity: kind.folder or "pages" for kind in KINDS}
_COUNTED: Mapping[str, Callable[..., Any]] = {"is translated": counts_as_translated, "progress": progress}
"""In place of a mapping's name: what came of counting the texts of something in a language."""
_STATE = read("translation state", "")


class Reads:
    """The notes of what is being read of one playbook; work may be done in the course of other work."""

    def __init__(self, playbook: Playbook | None = None, group_keys: Mapping[str, str] | None = None) -> None:
        """Without a playbook nothing is noted, and nothing has a digest.

        ``group_keys`` tell by origin file whether what is in it is what it was in another process.
        """
        self._open: list[set[Read]] = []
        self._of: Playbook | None = playbook
        self._results: dict[Read, Any] = {}
        self._once: dict[str, Any] = {}
        self._units: dict[tuple[type, str], list[Text | TextList]] = {}
        self._digests: dict[Read, str] = {}
        self._group_keys: Mapping[str, str] = group_keys or {}
        self.playbook = watched(playbook, self._note_one) if playbook else Playbook(languages=())
        """The same playbook, where every look is noted."""
        self.groups: dict[str, frozenset[Read]] = {}
        """What was read, by the name of each group."""
        self.changed: frozenset[Read] = frozenset()
        """Of all that had a digest before the last ``go_on``, and is no group: what tells something else since."""
        self.generation = 0
        """How often it has gone on."""

    def go_on(self, playbook: Playbook, group_keys: Mapping[str, str]) -> None:
        """Take the playbook as it is now; what is known of things that are the same objects still is kept."""
        before, self._of, self._group_keys = self._of, playbook, group_keys
        self.playbook = watched(playbook, self._note_one, before=self.playbook if before else None)
        same = {
            (name, id_)
            for name in OF_ENTITIES
            for id_, each in getattr(playbook, name).items()
            if before and getattr(before, name).get(id_) is each
        }
        self._results = {noted: known for noted, known in self._results.items() if _place(noted) in same}
        self._once.clear()
        self._units.clear()
        self.groups.clear()
        known = self._digests
        self._digests = {noted: digest for noted, digest in known.items() if _place(noted) in same}
        others = known.keys() - self._digests.keys()
        self.changed = frozenset(noted for noted in others if self.digest(noted) != known[noted])
        self.generation += 1

    def entity_keys(self) -> dict[str, str]:
        """The key of the group that each entity comes from, by the entity's place."""
        things = ((name, each) for name in OF_ENTITIES for each in getattr(self._of, name, {}).values())
        return {f"{name} {each.id}": self._group_keys.get(each.place.file, "") for name, each in things}

    def take_over(self, digests: Mapping[Read, str], keys: Mapping[str, str]) -> None:
        """Take digests from another process for what is of entities that had the same keys there."""
        same = {place for place, key in self.entity_keys().items() if key and keys.get(place) == key}
        self._digests |= {
            noted: digest
            for noted, digest in digests.items()
            if noted not in self._digests and " ".join(_place(noted)) in same
        }

    @contextmanager
    def noted(self) -> Iterator[set[Read]]:
        """All that is read in the block, when it has ended; a block around it has read the same."""
        with self.unnoted() as found:
            yield found
        self.note(found)

    @contextmanager
    def unnoted(self) -> Iterator[set[Read]]:
        """The same for what a block around it has not read: it depends on what comes of it in another way."""
        found: set[Read] = set()
        self._open.append(found)
        try:
            yield found
        finally:
            self._open.pop()

    def note(self, reads: Iterable[Read]) -> None:
        """Say that something has been read."""
        if self._open:
            self._open[-1].update(reads)

    def shared(self, name: str, work_out: Callable[[], T]) -> tuple[T, tuple[Read, ...]]:
        """Something that several pieces of work use, and the reads that each of them has to note.

        ``name`` says what it is, in all of the playbook; without one its reads are always told one by one.
        """
        with self.unnoted() as found:
            value = work_out()
        if name and len(found) > FEW:
            self.groups[name] = frozenset(found)
            return value, (read(GROUP, name),)
        return value, tuple(found)

    def once(self, name: str, of: Playbook, work_out: Callable[[], T]) -> T:
        """Something that is the same in every language; what it was worked out from is not noted.

        It is worked out each time for a playbook that is not the one of these notes.
        """
        with self.unnoted():
            if of is not self.playbook:
                return work_out()
            if name not in self._once:
                self._once[name] = work_out()
        value: T = self._once[name]
        return value

    def is_translated(self, entity: Entity, language: str) -> bool:
        """Whether an entity counts as a page of a language; what has read this has not read its texts."""
        found: bool = self._counted("is translated", entity, language)
        return found

    def progress(self, entity: Entity, language: str) -> Progress:
        """How far an entity is translated into a language; what has read this has not read its texts."""
        found: Progress = self._counted("progress", entity, language)
        return found

    def translation_state(self, playbook: Playbook) -> TranslationState:
        """How far the whole playbook is translated; what has read this has not read its texts."""
        if self._of is None:
            return translation_state(playbook)
        self._note_one(_STATE)
        found: TranslationState = self._result(_STATE)
        return found

    def digest(self, noted: Read) -> str:
        """A digest of what can be read, worked out once; not of a group."""
        if noted not in self._digests:
            self._digests[noted] = key(self._told(noted))
        return self._digests[noted]

    def _told(self, noted: Read) -> str:
        name, wanted, field = parts(noted)
        if name in _COUNTED or noted == _STATE:
            return repr(self._result(noted))
        if self._of is None or name not in MAPPINGS:
            return ""
        if wanted == ALL:
            return key(*(part for id_ in ids(self.playbook, name) for part in (id_, self.digest(read(name, id_)))))
        if not field:
            return structure(self.playbook, name, wanted)
        entity = getattr(self._of, name).get(wanted)
        return words_of(entity, field) if entity else ""

    def _counted(self, what: str, entity: Entity, language: str) -> Any:
        name = _MAPPING_OF.get(type(entity), "")
        if self._of is None or not name:
            return self._count(what, entity, language)
        noted = read(what, f"{name} {entity.id}", language)
        self._note_one(noted)
        return self._result(noted)

    def _result(self, noted: Read) -> Any:
        if noted not in self._results:
            what, place, language = parts(noted)
            name, _, id_ = place.partition(" ")
            if noted == _STATE:
                self._results[noted] = translation_state(self._of) if self._of else None
            else:
                entity = getattr(self._of, name, {}).get(id_)
                self._results[noted] = self._count(what, entity, language) if entity else None
        return self._results[noted]

    def _count(self, what: str, entity: Entity, language: str) -> Any:
        name = (type(entity), entity.id)
        if name not in self._units:
            self._units[name] = list(shared_units(entity))
        return _COUNTED[what](entity, language, shared=self._units[name])

    def _note_one(self, noted: Read) -> None:
        if self._open:
            self._open[-1].add(noted)


def _place(noted: Read) -> tuple[str, str]:
    """The mapping and the id of the one thing on which a read depends."""
    name, wanted, _ = parts(noted)
    if name in _COUNTED:
        name, _, wanted = wanted.partition(" ")
    return name, wanted


class _Reader(Protocol):
    @property
    def reads(self) -> Reads: ...

    @property
    def name(self) -> str: ...


class derived(Generic[T]):  # noqa: N801 - it is written like ``property``
    """A property that is worked out once; who uses it has read all that it was worked out from.

    For classes with ``reads``, a ``name`` that no other object with the same reads has, and a ``__dict__``.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"{owner.__name__} {name}"

    @overload
    def __get__(self, instance: None, owner: type) -> derived[T]: ...

    @overload
    def __get__(self, instance: _Reader, owner: type) -> T: ...

    def __get__(self, instance: _Reader | None, owner: type) -> T | derived[T]:
        if instance is None:
            return self
        held = vars(instance)
        if self._name not in held:
            name = f"{instance.name} {self._name}"
            held[self._name] = instance.reads.shared(name, partial(self._make, instance))
        value, reads = held[self._name]
        instance.reads.note(reads)
        known: T = value
        return known
