"""Links and pictures in prose: what they lead to is there, on a page of the same language. Addresses of sources."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from playbook.codes import Code
from playbook.content import CONTENT
from playbook.diagnostics import Diagnostic, Suggestion, did_you_mean
from playbook.links import CHANGES_PAGE, INDEX_PAGES, LISTED_ON, EntityLink, entity_link, page_of, shown_on
from playbook.model import Entity, SourceInventory, is_home
from playbook.prose import Link, scheme
from playbook.rules.anchors import Anchors
from playbook.rules.references import missing
from playbook.rules.scope import Scope
from playbook.said import Said, said
from playbook.source import at_most
from playbook.translations import counts_as_translated

Mistake = tuple[Code, Said, Said]
"""Code, message and hint."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Origin:
    """Where a link stands."""

    scope: Scope
    pages: Mapping[str, Entity | None]
    """What each page stands for; None for an index, and for what could not be read."""
    anchors: Anchors
    page: str
    """The page that shows the prose, relative to the language folder."""
    status: str
    """Of what the file holds; empty when that could not be read."""
    language: str

    def relative(self, path: str) -> str:
        """A path below the language folder, as a link from this page."""
        return posixpath.relpath(path, posixpath.dirname(self.page) or ".")


def broken_links(scope: Scope) -> Iterator[Diagnostic]:
    """Links to pages, places, entities and pictures that are not there."""
    pages, anchors = _pages(scope), Anchors(scope)
    read = [
        (file, language, shown_on(kind, held.id), held.status)
        for kind, held in scope.files
        for language, file in held.files.items()
    ]
    broken = [(each.file, each.language, shown_on(each.kind, each.id), "") for each in scope.broken]
    for file, language, page, status in (*read, *broken):
        origin = _Origin(scope=scope, pages=pages, anchors=anchors, page=page, status=status, language=language)
        links = scope.prose[file].links if file in scope.prose else ()
        yield from at_most(scope.most, _wrong_links(origin, links))


def _wrong_links(origin: _Origin, links: Iterable[Link]) -> Iterator[Diagnostic]:
    for link in links:
        for code, message, hint in _mistakes(origin, link):
            yield Diagnostic(location=link.location, code=code, message=message, hint=hint)


def taken_anchors(scope: Scope) -> Iterator[Diagnostic]:
    """Ids in prose that the page has already: a link to them would lead to the other place."""
    anchors = Anchors(scope)
    for kind, held in scope.files:
        if not any(scope.prose[file].anchors for file in held.files.values() if file in scope.prose):
            continue
        taken = frozenset(anchors.written(shown_on(kind, held.id)))
        for file in held.files.values():
            anchors_there = scope.prose[file].anchors if file in scope.prose else {}
            for id_ in anchors_there.keys() & taken:
                yield Diagnostic(
                    location=anchors_there[id_],
                    code="duplicate-id",
                    message=said("'{id}' is the id of a part that the playbook writes on this page", id=id_),
                    hint=said("give this one another id"),
                )


def unsafe_sources(scope: Scope) -> Iterator[Diagnostic]:
    """Addresses of sources that are not on the web, where the page of sources links to."""
    for _, held in scope.files:
        for index, source in enumerate(held.entries if isinstance(held, SourceInventory) else ()):
            if source.address is not None and scheme(source.address) not in ("http", "https"):
                yield Diagnostic(
                    location=scope.locate(held, ("entries", index, "address")),
                    code="unsafe-link",
                    message=said("a source cannot have the address '{address}'", address=source.address),
                    hint=said("write it as browsers show it, beginning with https://"),
                )


def _pages(scope: Scope) -> dict[str, Entity | None]:
    found: dict[str, Entity | None] = dict.fromkeys(INDEX_PAGES)
    if scope.playbook.releases:
        found[CHANGES_PAGE] = None
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
        message = said("'{address}' depends on where the site lies", address=link.address)
        yield "broken-link", message, said("write the way from this file: ../journeys/some-id.md")
    elif target.startswith(".."):
        folder = f"{CONTENT}/{origin.language}"
        message = said("'{address}' leads out of {folder}", address=link.address, folder=folder)
        yield "broken-link", message, said("link to the page in this language; the site leads on to the others")
    elif link.is_picture or (path and not target.endswith(".md")):
        yield from _file_mistakes(origin, link, target)
    elif target not in origin.pages:
        yield "broken-link", said("there is no page '{address}'", address=link.address), _nearest(origin, path, target)
    else:
        yield from _page_mistakes(origin, target, unquote(fragment))


def _entity_mistakes(origin: _Origin, address: str, named: EntityLink) -> Iterator[Mistake]:
    known = origin.scope.playbook.of(named.kind)
    if named.id in origin.scope.unread.get(named.kind, ()):
        return
    if named.id not in known:
        otherwise = said("write the {kind}, or correct the id", kind=named.kind)
        yield "broken-link", missing(named.kind, named.id), did_you_mean(named.id, known, otherwise=otherwise)
    elif named.kind in LISTED_ON:
        if named.fragment:
            message = said("a {kind} has no places of its own", kind=named.kind)
            yield "broken-anchor", message, said("write {address}", address=f"{named.kind}:{named.id}")
        yield from _unpublished(origin, known[named.id])
    else:
        yield from _page_mistakes(origin, page_of(named.kind, named.id), named.fragment)


def _page_mistakes(origin: _Origin, target: str, fragment: str) -> Iterator[Mistake]:
    entity = origin.pages[target]
    if entity is not None:
        yield from _unpublished(origin, entity)
    if fragment and (entity is not None or target in (*INDEX_PAGES, CHANGES_PAGE)):
        known = origin.anchors.on(target, origin.language)
        if fragment not in known:
            otherwise = said("give the heading that you mean an id: ## Words {{#id}}")
            message = said("the page '{page}' has no place '{id}'", page=target, id=fragment)
            yield "broken-anchor", message, did_you_mean(fragment, sorted(known), otherwise=otherwise)


def _unpublished(origin: _Origin, entity: Entity) -> Iterator[Mistake]:
    """A page that is not there for the readers of this one."""
    if entity.status == "retired" and origin.status not in ("retired", ""):
        message = said("'{id}' is retired and has no page", id=entity.id)
        yield "broken-link", message, said("link to what replaces it, or delete the link")
    elif entity.status == "draft" and origin.status == "published":
        message = said("'{id}' is a draft and has no page yet", id=entity.id)
        yield "broken-link", message, said("publish it first, or delete the link")
    elif origin.scope.hides_untranslated and not (is_home(entity) or counts_as_translated(entity, origin.language)):
        message = said("'{id}' has no page in '{language}'", id=entity.id, language=origin.language)
        yield "broken-link", message, said("translate it first, or delete the link")


def _file_mistakes(origin: _Origin, link: Link, target: str) -> Iterator[Mistake]:
    folder = f"{CONTENT}/{origin.language}/"
    file = f"{folder}{target}"
    if file in origin.scope.assets or any(each.lower() == file.lower() for each in origin.scope.refused):
        return
    if link.is_picture:
        there = [origin.relative(each.removeprefix(folder)) for each in origin.scope.assets if each.startswith(folder)]
        otherwise = said("put the file at {file}", file=f"{folder}{target}")
        message = said("there is no picture '{address}'", address=link.address)
        yield "missing-image", message, did_you_mean(link.address, sorted(there), otherwise=otherwise)
    else:
        message = said("there is no page or file '{address}'", address=link.address)
        yield "broken-link", message, _nearest(origin, link.address.partition("#")[0], target)


def _nearest(origin: _Origin, written: str, target: str) -> Said:
    """A hint that names the page that was most likely meant; ``written`` is what stands there for the target."""
    for candidate in (f"{target}.md", f"{target}/index.md"):
        if candidate in origin.pages:
            return Suggestion.of(written, origin.relative(candidate), certain=True)
    near = did_you_mean(target, sorted(origin.pages))
    if isinstance(near, Suggestion):
        return Suggestion.of(written, origin.relative(near.meant), certain=near.certain)
    return said("write the way from this file to the page's file: ../journeys/some-id.md")
