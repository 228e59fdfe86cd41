"""What two states of a playbook have changed in, as values: by entity, in the playbook's own terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal

from playbook.leaves import Plain, Trail
from playbook.model import Playbook

What = Literal[
    "added", "removed", "renamed", "moved", "changed", "reworded",
    "translated", "untranslated", "stale", "current", "missing",
]  # fmt: skip
"""``changed`` is said of values, ``reworded`` of texts, the last row of the texts of a translation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that is otherwise in an entity."""

    what: What
    trail: Trail
    """Of what changed, by names and ids: ``("steps", "sees-ad", "emotion")``; empty for the entity itself."""
    language: str = ""
    """The language folder, when it is words that changed."""
    old: Plain = None
    new: Plain = None
    """Of things that are added or removed, their words; of those that moved, their places, counted from 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EntityChange:
    """An entity, or a file that lists several, in which something is otherwise."""

    what: Literal["added", "removed", "renamed", "changed"]
    kind: str
    id: str
    old_id: str = ""
    """When it is renamed."""
    is_list: bool = False
    """Whether it is a file that lists several of the kind; these have changes of their own."""
    titles: Mapping[str, str]
    """By language folder."""
    origin: str
    """The language folder of the origin."""
    file: str
    """Of the origin, relative to the project folder."""
    changes: tuple[Change, ...] = ()

    @property
    def title(self) -> str:
        """In the language of the origin."""
        return self.titles[self.origin]


@dataclass(frozen=True, kw_only=True, slots=True)
class FileChange:
    """A picture or another file beside the content."""

    what: Literal["added", "removed", "changed"]
    file: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A file that could not be read, so that nobody knows what changed in it."""

    state: str
    """The name of the state in which it is so."""
    file: str
    why: str
    """The first mistake in it: ``content/da/x.md:3:1: error[…]: …``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """A playbook as it was at some time."""

    name: str
    """What it is called in what is told: a commit, ``the working tree``."""
    playbook: Playbook
    unread: tuple[Unread, ...] = ()
    assets: Mapping[str, str] = field(default_factory=dict)
    """By file, something that stands for its bytes."""
    settings: Mapping[str, object] = field(default_factory=dict)
    """By name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What has changed from one state to another."""

    old: str
    new: str
    """The names of the states."""
    entities: tuple[EntityChange, ...] = ()
    """In the order of the kinds and ids."""
    assets: tuple[FileChange, ...] = ()
    settings: tuple[str, ...] = ()
    """Names of the settings that are otherwise."""
    unread: tuple[Unread, ...] = ()


FORMAT = 1
"""Of the data; a later one will be said in it."""


def as_data(difference: Difference) -> dict[str, Any]:
    """A difference as plain values for JSON: lists, objects without what is empty, texts in full."""
    return {"format": FORMAT, **_data(difference)}


def _data(value: Any) -> Any:
    if is_dataclass(value):
        held = {each.name: getattr(value, each.name) for each in fields(value)}
        return {name: _data(each) for name, each in held.items() if each not in ("", None, False) or name == "new"}
    if isinstance(value, Mapping):
        return {name: _data(each) for name, each in sorted(value.items())}
    return [_data(each) for each in value] if isinstance(value, tuple) else value
