"""The places on pages that a link can lead to: ids of sections, of steps, and of what the templates always show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from playbook.links import CHANGES_PAGE, LISTED_ON, page_of
from playbook.model import Entity, Journey, Kind, Method, StageModel
from playbook.prose import Prose
from playbook.rules.scope import AnyId, Scope

_FIXED = re.compile(
    r"""\{:\ \#(?P<heading>[a-z-]+)(?:\ \}|\{\{) | \bchapter\([^"]*"[^"]*"\),\ "(?P<chapter>[a-z-]+)" """, re.VERBOSE
)
_NO_PROSE = Prose()


class Anchors:
    """The ids on every page of a playbook."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._touchpoints = frozenset(page_of("touchpoint", each.id) for each in scope.playbook.touchpoints.values())
        self._held: dict[str, list[tuple[Kind, Entity]]] = {}
        for kind, held in scope.files:
            indexes = {f"{kind.folder}/index.md"} if kind.items else set()
            for page in {page_of(kind.name, held.id), *indexes}:
                self._held.setdefault(page, []).append((kind, held))

    def on(self, page: str, language: str) -> frozenset[str]:
        """The ids on a page in a language, whichever of its parts it shows there; any, where that is not known."""
        found, is_whole = set(self.written(page)), True
        for _, held in self._held.get(page, ()):
            for file in {held.place.file, held.files.get(language, held.place.file)}:
                prose = self._scope.prose.get(file, _NO_PROSE)
                found.update(prose.anchors)
                is_whole = is_whole and prose.is_whole
        return frozenset(found) if is_whole else AnyId(found)

    def written(self, page: str) -> Iterator[str]:
        """The ids that the playbook itself writes on a page."""
        if page.endswith("/index.md"):
            yield from _fixed(page.removesuffix("/index.md"))
        if page == CHANGES_PAGE:
            yield from (release.id for release in self._scope.playbook.releases)
        for kind, held in self._held.get(page, ()):
            if kind.items:
                yield from _of_list(kind.name, held, getattr(held, kind.items))
            else:
                yield from _fixed("home" if page == "index.md" else kind.name)
                yield from _of_entity(held)
        if page in self._touchpoints:
            yield from _fixed("touchpoint")


def _of_list(kind: str, held: Entity, items: tuple[Entity, ...]) -> Iterator[str]:
    """An inventory's heading and, where its items have no pages of their own, each of them."""
    yield from (held.id, f"list-{held.id}")
    if kind in LISTED_ON:
        yield from (f"{LISTED_ON[kind][1]}{item.id}" for item in items)


def _of_entity(entity: Entity) -> Iterator[str]:
    if isinstance(entity, Journey):
        yield from (f"checklist-{step.stage}" for step in entity.steps)
    if isinstance(entity, Journey | Method):
        yield from (f"step-{step.id}" for step in entity.steps)
    if isinstance(entity, StageModel):
        yield from (f"entry-{entry.id}" for entry in entity.entries)


@cache
def _fixed(template: str) -> frozenset[str]:
    """The ids of headings that a template writes itself."""
    path = files("playbook") / "templates" / f"{template}.md.jinja"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return frozenset(found["heading"] or found["chapter"] for found in _FIXED.finditer(text))
