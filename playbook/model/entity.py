"""What everything with an address has in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from annotated_types import MinLen

from playbook.model.text import Section, Text, TextList, units
from playbook.model.vocabulary import Given, OwnerId, SourceId, Status


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiver:
    """A warning that an editor silences in one file, and why."""

    code: str
    reason: Annotated[str, MinLen(1)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where an entity is written."""

    file: str
    """Path of the origin file relative to the project folder: ``content/da/journeys/startup-app.md``."""
    at: tuple[str | int, ...] = ()
    """Path inside the front matter, for an item of an inventory: ``("touchpoints", 3)``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """What everything with an address has in common."""

    id: Annotated[str, Given()]
    """Language-neutral, kebab-case; the address."""
    origin: Annotated[str, Given()]
    """The language folder of the origin file."""
    place: Annotated[Place, Given()]
    files: Annotated[Mapping[str, str], Given()] = field(default_factory=dict)
    """By language folder, the file that holds its text in that language."""
    lines: Annotated[Mapping[str, Mapping[str, int]], Given()] = field(default_factory=dict)
    """By language folder, and by the key of a field, of an item with an id or of a section, where that begins."""
    body: Annotated[tuple[Section, ...], Given()] = ()
    title: Text
    summary: Text | None = None
    """One or two sentences for lists, search results and the page's description."""
    status: Status = "published"
    owner: OwnerId | None = None
    reviewed: date | None = None
    review_by: date | None = None
    sources: tuple[SourceId, ...] = ()
    waive: tuple[Waiver, ...] = ()

    def texts(self) -> Iterator[Text | TextList]:
        """Every translated unit, in the order of the fields, then the body."""
        return units(self)

    def written_at(self, key: str, language: str) -> tuple[str, int]:
        """The file and the line that an editor of ``language`` wants for a field, an item or a section of this.

        Those of the origin, when the translation does not hold it; without a key, where the whole thing begins.
        """
        within = f"{self.place.at[0]}.{self.id}" if self.place.at else ""
        for folder in (language, self.origin):
            line = self.lines.get(folder, {}).get(within or key)
            if line:
                return self.files[folder], line
        return (self.place.file if key else self.files.get(language, self.place.file)), 1
