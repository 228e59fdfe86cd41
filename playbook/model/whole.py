"""Every kind of entity, and the playbook that holds them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from playbook.model.entity import Entity
from playbook.model.journey import Journey
from playbook.model.knowledge import (
    Method,
    Metric,
    Opportunity,
    Page,
    Persona,
    Source,
    SourceInventory,
    Term,
    TermInventory,
)
from playbook.model.release import Release
from playbook.model.stage import Stage, StageModel
from playbook.model.touchpoint import Channel, ChannelInventory, Touchpoint, TouchpointInventory


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of entity and the folder of its files."""

    name: str
    folder: str
    entity: type[Entity]
    file: type[Entity]
    """What one file holds: the entity itself, or an inventory of several."""
    items: str = ""
    """For an inventory, the field that lists the entities."""


def _kind(name: str, folder: str, entity: type[Entity], inventory: type[Entity] | None = None, items: str = "") -> Kind:
    return Kind(name=name, folder=folder, entity=entity, file=inventory or entity, items=items)


KINDS: tuple[Kind, ...] = (
    _kind("journey", "journeys", Journey),
    _kind("stage", "stages", Stage),
    _kind("model", "models", StageModel),
    _kind("touchpoint", "touchpoints", Touchpoint, TouchpointInventory, "touchpoints"),
    _kind("channel", "channels", Channel, ChannelInventory, "channels"),
    _kind("persona", "personas", Persona),
    _kind("opportunity", "opportunities", Opportunity),
    _kind("method", "methods", Method),
    _kind("metric", "metrics", Metric),
    _kind("term", "terms", Term, TermInventory, "terms"),
    _kind("source", "sources", Source, SourceInventory, "entries"),
    _kind("page", "", Page),
)
"""Every kind; a file in no kind's folder is a free page."""
_HELD_AS: Mapping[str, str] = {kind.name: kind.folder or "pages" for kind in KINDS}
KIND_OF_FOLDER: Mapping[str, Kind] = {kind.folder: kind for kind in KINDS}


@dataclass(frozen=True, kw_only=True, slots=True)
class Playbook:
    """Everything that is published, joined in all languages; each mapping is by id, in the order of the files."""

    languages: tuple[str, ...]
    """Language folders, in the order of the settings."""
    journeys: Mapping[str, Journey] = field(default_factory=dict)
    stages: Mapping[str, Stage] = field(default_factory=dict)
    models: Mapping[str, StageModel] = field(default_factory=dict)
    touchpoints: Mapping[str, Touchpoint] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    personas: Mapping[str, Persona] = field(default_factory=dict)
    opportunities: Mapping[str, Opportunity] = field(default_factory=dict)
    methods: Mapping[str, Method] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    inventories: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)
    """By the kind of their items."""
    redirects: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """By kind and id of what is no more, the kind and id of what took its place."""
    unreviewed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By origin file, the languages in which it has changed since its review; a file whose reviews nobody notes is not
    here."""

    releases: tuple[Release, ...] = ()
    """Its versions, the newest first."""

    def of(self, kind: str) -> Mapping[str, Entity]:
        """The entities of a kind, by the kind's name."""
        found: Mapping[str, Entity] = getattr(self, _HELD_AS[kind])
        return found

    def entities(self) -> Iterator[tuple[Kind, Entity]]:
        """Every entity with its kind."""
        for kind in KINDS:
            for entity in self.of(kind.name).values():
                yield kind, entity
