"""What a version of the playbook has brought, as its readers are told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from annotated_types import MinLen

Aspect = Literal["address", "steps", "emotions", "checklist", "facts", "text", "translation"]
"""What of a page is otherwise."""
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """A thing that is new, otherwise or gone."""

    what: Literal["added", "changed", "removed"]
    kind: str
    id: str
    titles: Annotated[Mapping[str, str], MinLen(1)]
    """By language folder; the first one is the origin's."""
    aspects: tuple[Aspect, ...] = ()
    """In every language."""
    own_aspects: Mapping[str, tuple[Aspect, ...]] = field(default_factory=dict)
    """Those of single languages, by folder."""

    def aspects_in(self, language: str) -> tuple[Aspect, ...]:
        """What is otherwise for the readers of a language; where they get the origin, what is otherwise there."""
        shown = language if language in self.titles else next(iter(self.titles))
        return tuple(dict.fromkeys((*self.aspects, *self.own_aspects.get(shown, ()))))


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """A version of the playbook."""

    format: Literal[1] = 1
    name: Annotated[str, MinLen(1)]
    day: date
    commit: str
    """The full hash of the commit that holds it."""
    is_first: bool = False
    """Whether there is no version before it to compare it with."""
    news: tuple[News, ...] = ()

    @property
    def id(self) -> str:
        """Its address on a page."""
        return f"{self.day.isoformat()}-{_NOT_IN_IDS.sub('-', self.name.lower()).strip('-')}".rstrip("-")
