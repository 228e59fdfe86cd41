"""What the rules look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from playbook.content import ContentFile
from playbook.diagnostics import Diagnostic, Location
from playbook.fields import Path
from playbook.model import Entity, Kind, Playbook
from playbook.prose import Prose
from playbook.published import Addresses
from playbook.source import Document

Locate = Callable[[Entity, Path], Location]
"""From an entity and a path in its front matter to a place in a file."""


class AnyId(frozenset[str]):
    """Ids of which only some are known: any other may be among them too."""

    def __contains__(self, id_: object) -> bool:
        return True


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """The whole playbook, joined, with the places of everything in it."""

    playbook: Playbook
    files: tuple[tuple[Kind, Entity], ...]
    """What each origin file holds: an entity, or an inventory."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """BCP 47, by language folder: what ``no`` holds can be bokmål or nynorsk."""
    settings: Mapping[str, Iterable[str]]
    """Ids that the settings define, by what refers to them: ``owner``, ``segment``."""
    menus: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the settings ``navigation`` and ``footer`` name."""
    unnamed: frozenset[str] = frozenset()
    """Languages in which a file that names things could not be read: which words are wrong in them is not known."""
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By kind, the ids in files that could not be read, or ``AnyId``; their own mistakes are reported already."""
    broken: tuple[ContentFile, ...] = ()
    """The files that could not be read as a whole, and of which no other mistake is to be hidden by that."""
    reported: frozenset[Location] = frozenset()
    """Where something is wrong by what has been found before the rules."""
    locate: Locate
    documents: Mapping[str, Document] = field(default_factory=dict)
    """By file."""
    prose: Mapping[str, Prose] = field(default_factory=dict)
    """By file."""
    assets: frozenset[str] = frozenset()
    """Pictures and the like, relative to the project folder."""
    refused: frozenset[str] = frozenset()
    """Files that are there and cannot be published as they are called; that is reported already."""
    published: Addresses | None = None
    """Every address that has been published; None when the playbook keeps no list of them."""
    most: int = 100
    """Diagnostics for one file."""
    stale_limit: int = 100
    """The share of an entity's texts, in percent, that may be stale."""
    hides_untranslated: bool = False
    """Whether an entity has no page in a language to which it is not translated."""
    is_sound: bool = True
    """Whether nothing that was read is wrong; else what seems to be missing may only be unreadable."""


Rule = Callable[[Scope], Iterator[Diagnostic]]
"""One check: everything that it finds."""
