"""Who decides what of an edition has to be made; ``incremental`` has one who makes only what has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from playbook.edition import Page
    from playbook.finding import Entry, Finding


class Maker(Protocol):
    """Who decides whether something of an edition has to be made at all."""

    def page(self, path: str, frame: str, make: Callable[[], Page]) -> Page:
        """The page at a path; ``frame`` is a digest of what any page may show."""
        ...

    def finding(self, name: str, frame: str, make: Callable[[], Finding]) -> Finding:
        """By what a search finds something; ``frame`` is a digest of the words that it knows."""
        ...

    def entries(self, name: str, frame: str, make: Callable[[], tuple[Entry, ...]]) -> tuple[Entry, ...]:
        """What stands on a page and is found by itself."""
        ...

    def text(self, name: str, frame: str, make: Callable[[], str]) -> str:
        """Something that is long to work out, as text."""
        ...


class Anew:
    """Makes everything."""

    def page(self, path: str, frame: str, make: Callable[[], Page]) -> Page:
        """The page, made now."""
        return make()

    def finding(self, name: str, frame: str, make: Callable[[], Finding]) -> Finding:
        """The finding, made now."""
        return make()

    def entries(self, name: str, frame: str, make: Callable[[], tuple[Entry, ...]]) -> tuple[Entry, ...]:
        """The entries, made now."""
        return make()

    def text(self, name: str, frame: str, make: Callable[[], str]) -> str:
        """The text, worked out now."""
        return make()
