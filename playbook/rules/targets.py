"""Links and pictures in prose: what they lead to is there, on a page of the same language. Addresses of sources."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from playbook.codes import Code
from playbook.content import CONTENT
from playbook.diagnostics import Diagnostic, did_you_mean
from playbook.links import INDEX_PAGES, LISTED_ON, EntityLink, entity_link, page_of
from playbook.model import Entity, SourceInventory
from playbook.prose import Link, scheme
from playbook.rules.anchors import anchors, written
from playbook.rules.scope import Scope
from playbook.translations import counts_as_translated

Mistake = tuple[Code, str, str]
"""Code, message and hint."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Origin:
    """Where a link stands."""

    scope: Scope
    pages: Mapping[str, Entity | None]
    """What each page stands for; None for an index, and for what could not be read."""
    entity: Entity
    page: str
    """The page that shows the prose, relative to the language folder."""
    language: str

    def relative(self, path: str) -> str:
        """A path below the language folder, as a link from this page."""
        return posixpath.relpath(path, posixpath.dirname(self.page) or ".")


def broken_links(scope: Scope) -> Iterator[Diagnostic]:
    """Links to pages, places, entities and pictures that are not there."""
    pages = _pages(scope)
    for kind, held in scope.files:
        page = shown_on(kind.name, held, is_list=bool(kind.items))
        for language, file in held.files.items():
            origin = _Origin(scope=scope, pages=pages, entity=held, page=page, language=language)
            for link in scope.prose[file].links if file in scope.prose else ():
                for code, message, hint in _mistakes(origin, link):
                    yield Diagnostic(location=link.location, code=code, message=message, hint=hint)


def taken_anchors(scope: Scope) -> Iterator[Diagnostic]:
    """Ids in prose that the page has already: a link to them would lead to the other place."""
    for kind, held in scope.files:
        taken = frozenset(written(scope, shown_on(kind.name, held, is_list=bool(kind.items))))
        for file in held.files.values():
            anchors_there = scope.prose[file].anchors if file in scope.prose else {}
            for id_ in anchors_there.keys() & taken:
                yield Diagnostic(
                    location=anchors_there[id_],
                    code="duplicate-id",
                    message=f"'{id_}' is the id of a part that the playbook writes on this page",
                    hint="give this one another id",
                )


def unsafe_sources(scope: Scope) -> Iterator[Diagnostic]:
    """Addresses of sources that are not on the web, where the page of sources links to."""
    for _, held in scope.files:
        for index, source in enumerate(held.entries if isinstance(held, SourceInventory) else ()):
            if source.address is not None and scheme(source.address) not in ("http", "https"):
                yield Diagnostic(
                    location=scope.locate(held, ("entries", index, "address")),
                    code="unsafe-link",
                    message=f"a source cannot have the address '{source.address}'",
                    hint="write it as browsers show it, beginning with https://",
                )


def shown_on(kind: str, held: Entity, *, is_list: bool) -> str:
    """The page that shows the prose of a file, relative to the language folder; that of a list, its index."""
    if kind in LISTED_ON:
        return LISTED_ON[kind][0]
    return posixpath.join(posixpath.dirname(page_of(kind, held.id)), "index.md") if is_list else page_of(kind, held.id)


def _pages(scope: Scope) -> dict[str, Entity | None]:
    found: dict[str, Entity | None] = dict.fromkeys(INDEX_PAGES)
    for kind, ids in scope.unread.items():
        found |= {page_of(kind, id_): None for id_ in ids if kind not in LISTED_ON}
    for each, entity in scope.playbook.entities():
        if each.name not in LISTED_ON:
            found[page_of(each.name, entity.id)] = entity
    return found


def _mistakes(origin: _Origin, link: Link) -> Iterator[Mistake]:
    named = entity_link(link.address)
    if named is not None:
        yield from _entity_mistakes(origin, link.address, named)
        return
    path, _, fragment = link.address.partition("#")
    path = unquote(path.partition("?")[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(origin.page), path)) if path else origin.page
    if path.startswith("/"):
        message = f"'{link.address}' depends on where the site lies"
        yield "broken-link", message, "write the way from this file: ../journeys/some-id.md"
    elif target.startswith(".."):
        message = f"'{link.address}' leads out of {CONTENT}/{origin.language}"
        yield "broken-link", message, "link to the page in this language; the site leads on to the others"
    elif link.is_picture or (path and not target.endswith(".md")):
        yield from _file_mistakes(origin, link, target)
    elif target not in origin.pages:
        yield "broken-link", f"there is no page '{link.address}'", _nearest(origin, target)
    else:
        yield from _page_mistakes(origin, target, unquote(fragment))


def _entity_mistakes(origin: _Origin, address: str, named: EntityLink) -> Iterator[Mistake]:
    known = origin.scope.playbook.of(named.kind)
    if named.id in origin.scope.unread.get(named.kind, ()):
        return
    if named.id not in known:
        hint = did_you_mean(named.id, known, otherwise=f"write the {named.kind}, or correct the id")
        yield "broken-link", f"no {named.kind} '{named.id}'", hint
    elif named.kind in LISTED_ON:
        if named.fragment:
            message = f"a {named.kind} has no places of its own"
            yield "broken-anchor", message, f"write {named.kind}:{named.id}"
        yield from _unpublished(origin, known[named.id])
    else:
        yield from _page_mistakes(origin, page_of(named.kind, named.id), named.fragment)


def _page_mistakes(origin: _Origin, target: str, fragment: str) -> Iterator[Mistake]:
    entity = origin.pages[target]
    if entity is not None:
        yield from _unpublished(origin, entity)
    if fragment and (entity is not None or target in INDEX_PAGES):
        known = anchors(origin.scope, target, origin.language)
        if fragment not in known:
            hint = did_you_mean(
                fragment, sorted(known), otherwise="give the heading that you mean an id: ## Words {#id}"
            )
            yield "broken-anchor", f"the page '{target}' has no place '{fragment}'", hint


def _unpublished(origin: _Origin, entity: Entity) -> Iterator[Mistake]:
    """A page that is not there for the readers of this one."""
    if entity.status == "retired" and origin.entity.status != "retired":
        yield "broken-link", f"'{entity.id}' is retired and has no page", "link to what replaces it, or delete the link"
    elif entity.status == "draft" and origin.entity.status == "published":
        yield "broken-link", f"'{entity.id}' is a draft and has no page yet", "publish it first, or delete the link"
    elif origin.scope.hides_untranslated and not counts_as_translated(entity, origin.language):
        message = f"'{entity.id}' has no page in '{origin.language}'"
        yield "broken-link", message, "translate it first, or delete the link"


def _file_mistakes(origin: _Origin, link: Link, target: str) -> Iterator[Mistake]:
    folder = f"{CONTENT}/{origin.language}/"
    if f"{folder}{target}" in origin.scope.assets:
        return
    if link.is_picture:
        there = [origin.relative(each.removeprefix(folder)) for each in origin.scope.assets if each.startswith(folder)]
        hint = did_you_mean(link.address, sorted(there), otherwise=f"put the file at {folder}{target}")
        yield "missing-image", f"there is no picture '{link.address}'", hint
    else:
        yield "broken-link", f"there is no page or file '{link.address}'", _nearest(origin, target)


def _nearest(origin: _Origin, target: str) -> str:
    """A hint that names the page that was most likely meant."""
    for candidate in (f"{target}.md", f"{target}/index.md"):
        if candidate in origin.pages:
            return f"did you mean '{origin.relative(candidate)}'?"
    near = did_you_mean(target, sorted(origin.pages))
    if near.startswith("did"):
        return f"did you mean '{origin.relative(near.split(chr(39))[1])}'?"
    return "write the way from this file to the page's file: ../journeys/some-id.md"
