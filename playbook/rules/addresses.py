"""Addresses that have been published: each is still there, or leads on to what is."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import islice

from playbook.diagnostics import Diagnostic, did_you_mean, in_order
from playbook.model import Entity, Kind
from playbook.published import FILE, Address, Name, ends, trail
from playbook.rules.scope import Scope
from playbook.said import S_, Said, said
from playbook.source import at_most


def wrong_addresses(scope: Scope) -> Iterator[Diagnostic]:
    """What is wrong with the addresses on the list, as much of it as is told of a file."""
    rules = (_vanished_pages, _broken_redirects, _needless_redirects)
    found = (diagnostic for rule in rules for diagnostic in islice(rule(scope), scope.most + 1))
    yield from at_most(scope.most, in_order(found))


def _vanished_pages(scope: Scope) -> Iterator[Diagnostic]:
    """Published addresses that lead nowhere any more."""
    leading_on = {each.name for each in scope.published or () if each.to or each.is_gone}
    unlisted = cache(lambda kind: _unlisted_ids(scope, kind))
    for name, address in {each.name: each for each in scope.published or ()}.items():
        entity = scope.playbook.of(name.kind).get(name.id)
        if name in leading_on or _is_unread(scope, name) or _is_published(entity) or _is_index(scope, name):
            continue
        yield Diagnostic(
            location=address.location,
            code="vanished-page",
            message=said(_VANISHED[entity.status if entity else ""], kind=name.kind, id=name.id),
            hint=said(
                "say here where its address leads: '{name} -> {likely}', or '{name} gone'",
                name=name,
                likely=_likely(name.id, unlisted(name.kind)),
            ),
        )


_VANISHED = {
    "": S_("the {kind} '{id}' was published and is gone"),
    "draft": S_("the {kind} '{id}' was published and is a draft now"),
    "retired": S_("the {kind} '{id}' was published and is retired"),
}
"""By what has become of it."""


def _broken_redirects(scope: Scope) -> Iterator[Diagnostic]:
    """Addresses that lead to nothing, in a circle, or to two things."""
    targets = {each.name: each.to for each in reversed(scope.published or ()) if each.to}
    found = ends(targets)
    gone = {each.name for each in scope.published or () if each.is_gone}
    seen: dict[Name, Address] = {}
    for address in scope.published or ():
        if not (address.to or address.is_gone):
            continue
        first = seen.setdefault(address.name, address)
        if (first.to, first.is_gone) != (address.to, address.is_gone):
            otherwise = (
                S_("'{name}' leads to '{to}', says line {line}")
                if first.to
                else S_("'{name}' is gone, says line {line}")
            )
            message = said(otherwise, name=address.name, to=first.to, line=first.line)
            yield _broken(address, message, said("keep one of the two lines"))
        elif address.to and not _is_unread(scope, address.to):
            end = found[address.name]
            if end is None:
                message = said("the address leads in a circle: {circle}", circle=_circle(targets, address.name))
                yield _broken(address, message, said("let one of them lead to a page"))
            elif end not in gone:
                yield from _wrong_end(scope, address, end)


_SHOWN = 10
"""Names of a circle."""


def _circle(targets: Mapping[Name, Name], name: Name) -> str:
    names = [str(each) for each in islice(trail(targets, name), _SHOWN + 1)]
    return " -> ".join([*names[:_SHOWN], "…"] if len(names) > _SHOWN else names)


def _needless_redirects(scope: Scope) -> Iterator[Diagnostic]:
    """Addresses that lead elsewhere although their pages are there."""
    for address in scope.published or ():
        entity = scope.playbook.of(address.name.kind).get(address.name.id)
        if (address.to or address.is_gone) and _is_published(entity):
            yield Diagnostic(
                location=address.location,
                code="needless-redirect",
                message=said(
                    "the {kind} '{id}' is there, and its address leads to it",
                    kind=address.name.kind,
                    id=address.name.id,
                ),
                hint=said("write only '{name}'", name=address.name),
            )


def unlisted_pages(scope: Scope) -> Iterator[Diagnostic]:
    """What is published and not on the list, when the playbook keeps one."""
    if scope.published is None:
        return
    listed = {each.name for each in scope.published}
    for kind, entity in scope.playbook.entities():
        if _is_published(entity) and Name(kind.name, entity.id) not in listed:
            yield _unlisted(scope, kind, entity)


def _unlisted(scope: Scope, kind: Kind, entity: Entity) -> Diagnostic:
    return Diagnostic(
        location=scope.locate(entity, (*entity.place.at, "id")),
        code="unlisted-page",
        message=said("the {kind} '{id}' is not in the list of published addresses", kind=kind.name, id=entity.id),
        hint=said(
            "run: playbook published --write, or add this line to {file}: {name}",
            file=FILE,
            name=Name(kind.name, entity.id),
        ),
    )


def _wrong_end(scope: Scope, address: Address, end: Name) -> Iterator[Diagnostic]:
    known = scope.playbook.of(end.kind)
    entity = known.get(end.id)
    if entity is None:
        there = [id_ for id_, each in known.items() if _is_published(each)]
        hint = did_you_mean(end.id, there, otherwise=said("name a page that is there, or write 'gone'"))
        yield _broken(address, said("there is no {kind} '{id}' to lead to", kind=end.kind, id=end.id), hint)
    elif not _is_published(entity):
        hint = said("name a page that readers see, or write 'gone'")
        yield _broken(address, said(_UNSEEN[entity.status], id=end.id), hint)


_UNSEEN = {
    "draft": S_("'{id}' is a draft and has no page to lead to"),
    "retired": S_("'{id}' is retired and has no page to lead to"),
}
"""By its status."""


def _broken(address: Address, message: Said, hint: Said) -> Diagnostic:
    return Diagnostic(location=address.location, code="broken-redirect", message=message, hint=hint)


def _is_published(entity: Entity | None) -> bool:
    return entity is not None and entity.status == "published"


def _is_unread(scope: Scope, name: Name) -> bool:
    return name.id in scope.unread.get(name.kind, ())


def _is_index(scope: Scope, name: Name) -> bool:
    """Whether a free page has become the first one of a folder: ``guide`` and ``guide/index`` have the same address."""
    other = name.id.removesuffix("/index") if name.id.endswith("/index") else f"{name.id}/index"
    return name.kind == "page" and _is_published(scope.playbook.pages.get(other))


def _likely(id_: str, unlisted: Collection[str]) -> str:
    """An id that is new and looks as if the page had got it."""
    near = difflib.get_close_matches(id_, unlisted, n=1)
    return near[0] if near else "other-id"


def _unlisted_ids(scope: Scope, kind: str) -> Collection[str]:
    listed = {each.name.id for each in scope.published or () if each.name.kind == kind}
    return scope.playbook.of(kind).keys() - listed
