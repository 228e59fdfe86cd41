"""Pages that are compiled anew only when something that they were made from has changed.

The text of each page lies in the compiled tree, whatever else is known of it in the store, with a digest of the text
and of all that was read of the playbook for it. What is missing, wrong or not ours is made anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from playbook.dependencies import ALL, Digests, Read, Reads
from playbook.edition import Page
from playbook.finding import Finding
from playbook.store import Store, key
from playbook.tree import write_page

_PUT_TO_IT = frozenset({"markdown", "finding", "entries"})
"""Of a page: what is not kept with it."""


class Incremental:
    """The pages of one language, on their way into a folder."""

    def __init__(self, name: str, *, folder: Path, store: Store, reads: Reads, digests: Digests) -> None:
        """``name`` is that of the state in the store; ``folder`` is the language's in the tree."""
        self._name = name
        self._folder = folder
        self._store = store
        self._reads = reads
        self._digests = digests
        self._before = _state(store.get(name))
        self._now: dict[str, Any] = {}

    def page(self, path: str, frame: str, make: Callable[[], Page]) -> Page:
        """The page at a path, without its Markdown, which is in the tree; ``frame`` is what shows everywhere."""

        def made() -> dict[str, Any]:
            page = write_page(make(), self._folder)
            return {each.name: getattr(page, each.name) for each in fields(page) if each.name not in _PUT_TO_IT}

        known = self._known(f"page {path}", frame, made, lambda held: self._is_there(path, held["digest"]))
        return Page(**_tuples(known), markdown="")

    def finding(self, name: str, frame: str, make: Callable[[], Finding]) -> Finding:
        """By what a search finds something."""

        def made() -> dict[str, Any]:
            finding = make()
            return {each.name: getattr(finding, each.name) for each in fields(finding)}

        known = self._known(f"finding {name}", frame, made, lambda _: True)
        return Finding(**known | {"facets": _tuples(known["facets"])})

    def close(self) -> None:
        """Keep what the next run needs."""
        self._store.put(self._name, json.dumps(self._now, ensure_ascii=False, separators=(",", ":")).encode())

    def _known(
        self, name: str, frame: str, make: Callable[[], dict[str, Any]], is_whole: Callable[[dict[str, Any]], bool]
    ) -> dict[str, Any]:
        """What is kept under a name, else what is made now."""
        held = self._before.get(name)
        if held and held["state"] == self._state_of(frame, held["reads"]) and is_whole(held["value"]):
            self._now[name] = held
            value: dict[str, Any] = held["value"]
            return value
        with self._reads.noted() as reads:
            value = make()
        kept = _fewest(reads)
        self._now[name] = {"reads": kept, "state": self._state_of(frame, kept), "value": value}
        return value

    def _state_of(self, frame: str, reads: list[list[str]]) -> str:
        return key(frame, self._digests.of((name, wanted) for name, wanted in reads))

    def _is_there(self, path: str, digest: str) -> bool:
        """Whether a page's text lies in the tree as it was written."""
        file = self._folder / path
        try:
            return file.is_file() and not file.is_symlink() and sha256(file.read_bytes()).hexdigest() == digest
        except OSError:
            return False


def _fewest(reads: set[Read]) -> list[list[str]]:
    """The same reads, without those of a part where the whole was read."""
    wholes = {name for name, wanted in reads if wanted == ALL}
    return sorted([name, wanted] for name, wanted in reads if wanted == ALL or name not in wholes)


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    """Lists, as JSON has them, as the tuples that they were."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def _state(data: bytes | None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data) if data else {}
    return found
