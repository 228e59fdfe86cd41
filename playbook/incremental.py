"""Pages that are compiled anew only when something that they were made from has changed.

The text of each page lies in the compiled tree, whatever else is known of it in the store, with a digest of the text
and the names of all that was read of the playbook for it. What each of these told is kept there once, as a digest: what
tells something else now makes the pages anew that have read it. What is missing, wrong or not ours is made anew too.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from playbook.dependencies import GROUP, GROUPED, Reads
from playbook.edition import Page
from playbook.finding import Entry, Finding
from playbook.plain_files import signature
from playbook.sources import code
from playbook.store import Store, key
from playbook.tree import write_page
from playbook.watching import ALL, OF_ENTITIES, Read, parts, read

FEW_FIELDS = 7
"""Who has read the words of more fields of a thing depends on all of it."""
SELDOM = 60.0
"""Seconds after which a state that is held in memory is written again."""
_PUT_TO_IT = frozenset({"markdown", "finding", "entries"})
"""Of a page: what is not kept with it."""


def state_name(name: str) -> str:
    """Under which name of the store the state of a tree is kept: other code of ours would not understand it."""
    return key("state", name, code(Path(__file__).parent))


class Incremental:
    """The pages of one language, on their way into a folder."""

    def __init__(self, name: str, *, folder: Path, store: Store, reads: Reads, is_held: bool = False) -> None:
        """``name`` is that of the state in the store; ``folder`` is the language's in the tree.

        A state that ``is_held`` stays in memory for the next run, and is written now and then: what is not in the store
        is made again.
        """
        self._name = state_name(name)
        self._held = _hold(folder, self._name) if is_held else None
        self._folder = folder
        self._store = store
        self._reads = reads
        before = self._state()
        self._before: dict[str, Any] = before["made"]
        self._now: dict[str, Any] = {}
        self._groups: dict[str, list[Read]] = before["groups"]
        self._changed = self._told_anew(before["digests"], before["keys"])

    def page(self, path: str, frame: str, make: Callable[[], Page]) -> Page:
        """The page at a path, without its Markdown, which is in the tree; ``frame`` is what shows everywhere."""

        def made() -> dict[str, Any]:
            page = write_page(make(), self._folder)
            return {each.name: getattr(page, each.name) for each in fields(page) if each.name not in _PUT_TO_IT}

        name, file = f"page {path}", self._file(path)
        known = self._known(name, frame, made, lambda held: self._is_there(path, held, file))
        now = self._now[name]
        now["file"] = file if now is self._before.get(name) else self._file(path)
        return Page(**_tuples(known), markdown="")

    def finding(self, name: str, frame: str, make: Callable[[], Finding]) -> Finding:
        """By what a search finds something."""

        def made() -> dict[str, Any]:
            finding = make()
            return {each.name: getattr(finding, each.name) for each in fields(finding)}

        return _finding(self._known(f"finding {name}", frame, made))

    def entries(self, name: str, frame: str, make: Callable[[], tuple[Entry, ...]]) -> tuple[Entry, ...]:
        """What stands on a page and is found by itself."""
        known = self._known(f"entries {name}", frame, lambda: [asdict(entry) for entry in make()])
        return tuple(Entry(**each | {"finding": _finding(each["finding"])}) for each in known)

    def text(self, name: str, frame: str, make: Callable[[], str]) -> str:
        """Something that is long to work out, as text."""
        found: str = self._known(f"text {name}", frame, make)
        return found

    def close(self) -> None:
        """Keep what the next run needs."""
        groups: dict[str, list[Read]] = {}
        noted = set[Read]().union(*(made["reads"] for made in self._now.values()))
        self._take_groups(noted, groups)
        told = noted.union(*groups.values())
        digests = {each: self._reads.digest(each) for each in told if not each.startswith(GROUPED)}
        state = {"made": self._now, "groups": groups, "digests": digests, "keys": self._reads.entity_keys()}
        if self._held is not None:
            self._held.state = state
            self._held.of = self._reads, self._reads.generation
            if time.monotonic() < self._held.written + SELDOM:
                return
            self._held.written = time.monotonic()
        self._store.put(self._name, json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode())

    def _state(self) -> dict[str, Any]:
        if self._held is not None and self._held.state:
            return self._held.state
        data = self._store.get(self._name)
        found: dict[str, Any] = json.loads(data) if data else {}
        return found or {"made": {}, "groups": {}, "digests": {}, "keys": {}}

    def _take_groups(self, reads: Iterable[Read], taken: dict[str, list[Read]]) -> None:
        """Add the groups among some reads, and those among theirs."""
        for each in reads:
            if each.startswith(GROUPED) and (name := parts(each)[1]) not in taken:
                found = self._reads.groups.get(name)
                taken[name] = self._groups.get(name, []) if found is None else sorted(found)
                self._take_groups(taken[name], taken)

    def _known(
        self,
        name: str,
        frame: str,
        make: Callable[[], Any],
        is_whole: Callable[[dict[str, Any]], bool] = lambda held: True,
    ) -> Any:
        """What is kept under a name, else what is made now."""
        held = self._before.get(name)
        if held and held["frame"] == frame and self._changed.isdisjoint(held["reads"]) and is_whole(held):
            self._now[name] = held
            return held["value"]
        with self._reads.noted() as found:
            value = make()
        self._now[name] = {"reads": _fewest(found), "frame": frame, "value": value}
        return value

    def _told_anew(self, digests: dict[Read, str], keys: dict[str, str]) -> set[Read]:
        """What has been read before, and tells something else than it did then, as its digest says."""
        if self._held is not None and self._held.of == (self._reads, self._reads.generation - 1):
            changed = set(self._reads.changed)
        else:
            self._reads.take_over(digests, keys)
            changed = {each for each, digest in digests.items() if self._reads.digest(each) != digest}
        left = dict(self._groups)
        while found := [name for name, reads in left.items() if not changed.isdisjoint(reads)]:
            for name in found:
                del left[name]
                changed.add(read(GROUP, name))
        return changed

    def _is_there(self, path: str, held: dict[str, Any], file: list[int]) -> bool:
        """Whether a page's text lies in the tree as it was written; it is read when its file is another than it was."""
        if file and held["file"] == file:
            return True
        place = self._folder / path
        try:
            return not place.is_symlink() and sha256(place.read_bytes()).hexdigest() == held["value"]["digest"]
        except OSError:
            return False

    def _file(self, path: str) -> list[int]:
        return list(signature(f"{self._folder}/{path}"))


def _fewest(reads: Iterable[Read]) -> list[Read]:
    """The same reads, without those of a thing where all things were read, and of fields where nearly all were."""
    told = [(each, *parts(each)) for each in reads]
    wholes = {name for _, name, wanted, _ in told if wanted == ALL}
    fields_of = Counter((name, wanted) for _, name, wanted, field in told if field and name in OF_ENTITIES)
    nearly = {thing for thing, number in fields_of.items() if number > FEW_FIELDS}
    kept = {
        each
        for each, name, wanted, field in told
        if (name, wanted) not in nearly and (wanted == ALL or field or name not in wholes)
    }
    return sorted(kept | {read(*thing, ALL) for thing in nearly})


def _finding(values: dict[str, Any]) -> Finding:
    return Finding(**values | {"facets": _tuples(values["facets"])})


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    """Lists, as JSON has them, as the tuples that they were."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


# --- For a process that compiles again and again ---------------------------------------------------------------------


@dataclass(kw_only=True, slots=True)
class _Held:
    name: str
    """Under which it is in the store."""
    state: dict[str, Any] = field(default_factory=dict)
    of: tuple[Reads, int] | None = None
    """The reads of which it is, and their generation."""
    written: float = -SELDOM
    """When it was put into the store, by the clock that only goes on."""


_HELD: dict[Path, _Held] = {}
"""By the folder of the language."""


def _hold(folder: Path, name: str) -> _Held:
    held = _HELD.get(folder)
    if held is None or held.name != name:
        held = _HELD[folder] = _Held(name=name)
    return held
