"""Links from prose to entities, ``[the reviews](touchpoint:review)``: what they name, and what they become."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from playbook.model import KINDS, Kind
from playbook.verbatim import without_code

LISTED_ON: Mapping[str, tuple[str, str]] = {
    "term": ("terms/index.md", ""),
    "source": ("sources/index.md", ""),
    "channel": ("touchpoints/index.md", "channel-"),
}
"""The kinds that stand on a page together: the page, and what comes before the id in its fragment."""

INDEX_PAGES: frozenset[str] = frozenset(
    {f"{kind.folder}/index.md" for kind in KINDS if kind.folder and kind.name != "channel"}
    | {f"{folder}/index.md" for folder in ("checklists", "compare", "favourites", "review", "translations")}
)
"""The pages that stand for no single entity, relative to the language folder."""
CHANGES_PAGE = "changes/index.md"
"""The page that tells of the versions; it is there when there are any."""
FEED = "changes/feed.xml"
"""The same as an Atom feed."""

_FOLDERS: Mapping[str, str] = {kind.name: kind.folder for kind in KINDS}
ENTITY_KINDS = tuple(_FOLDERS)
"""What can stand before the colon."""
_TARGET = rf"(?P<kind>{'|'.join(_FOLDERS)}):(?P<id>[^\s<>()#\"']+)(?:#(?P<fragment>[^\s<>()\"']+))?"
_ADDRESS = re.compile(_TARGET + r"\Z")
_INLINE = re.compile(rf"(?<!\\)(?P<before>\]\(\s*<?){_TARGET}(?P<after>>?(?:\s+[\"'][^)]*)?\s*\))")
_DEFINITION = re.compile(rf"^(?P<before> {{0,3}}\[[^\]\n]+\]:[ \t]*\n?[ \t]*<?){_TARGET}(?P<after>)", re.MULTILINE)


class EntityLink(NamedTuple):
    """What a link to an entity names."""

    kind: str
    id: str
    fragment: str = ""
    """A place on its page, or empty."""


def entity_link(address: str) -> EntityLink | None:
    """The entity that an address names by kind and id; None for any other address."""
    found = _ADDRESS.match(address)
    return EntityLink(found["kind"], found["id"], found["fragment"] or "") if found else None


def page_of(kind: str, id_: str) -> str:
    """The page of an entity, relative to the language folder: its own, or the one on which it is listed."""
    return LISTED_ON[kind][0] if kind in LISTED_ON else posixpath.join(_FOLDERS[kind], f"{id_}.md")


def shown_on(kind: Kind, id_: str) -> str:
    """The page that shows the prose of a content file, relative to the language folder; that of a list, its index."""
    return f"{kind.folder}/index.md" if kind.items and kind.name not in LISTED_ON else page_of(kind.name, id_)


def folder_of(path: str) -> str:
    """The folder in which a browser finds a page: ``journeys/buy`` for ``journeys/buy.md``, ``journeys`` for an index.

    Empty for a language's home.
    """
    stem = path.removesuffix(".md")
    return posixpath.dirname(stem) if posixpath.basename(stem) == "index" else stem


def fragment_of(kind: str, id_: str) -> str:
    """Where on that page an entity stands; empty when the page is its own."""
    return f"{LISTED_ON[kind][1]}{id_}" if kind in LISTED_ON else ""


def address_of(link: EntityLink, *, page: str, place: Callable[[str, str], str] = page_of) -> str:
    """The relative address of an entity from a page; both are Markdown files below a language folder.

    ``place`` gives the page on which an entity stands, from its kind and id.
    """
    target = way(place(link.kind, link.id), start=posixpath.dirname(page))
    fragment = link.fragment or fragment_of(link.kind, link.id)
    return f"{target}#{fragment}" if fragment else target


def way(path: str, *, start: str) -> str:
    """``posixpath.relpath`` for paths of pages, which have no dots; an empty one is the home folder."""
    to, at = path.split("/") if path else [], start.split("/") if start else []
    shared = 0
    while shared < min(len(to), len(at)) and to[shared] == at[shared]:
        shared += 1
    return "/".join([*[".."] * (len(at) - shared), *to[shared:]]) or "."


def page_named(address: str, *, page: str) -> str:
    """The page, with the place on it, that an address on a page leads to; empty when it leads to something else.

    Pages are relative to the language folder, so that each way of writing a link gives the same.
    """
    named = entity_link(address)
    if named is not None:
        return address_of(named, page="")
    path, _, fragment = address.partition("#")
    path = unquote(path.partition("?")[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if ":" in path or path.startswith("/") or not target.endswith(".md"):
        return ""
    return f"{target}#{unquote(fragment)}" if fragment else target


def resolved(
    text: str, *, page: str, title: Callable[[str, str], str], place: Callable[[str, str], str] = page_of
) -> str:
    """Prose with its links to entities made relative links to their pages, for one page; code is left alone.

    ``title`` gives, from kind and id, the Markdown that stands for a link without words of its own, and ``place`` the
    page on which the entity stands.
    """
    pieces: list[str] = []
    done = 0
    for match in _written(text):
        link = EntityLink(match["kind"], match["id"], match["fragment"] or "")
        pieces.append(text[done : match.start()])
        if match["before"].startswith("](") and text.endswith("[", 0, match.start()):
            pieces.append(title(link.kind, link.id))
        pieces += [text[match.start() : match.start("kind")], address_of(link, page=page, place=place)]
        done = match.start("after")
    return "".join([*pieces, text[done:]])


def entity_addresses(text: str) -> frozenset[str]:
    """The addresses that ``resolved`` finds in a text."""
    return frozenset(text[match.start("kind") : match.start("after")] for match in _written(text))


def _written(text: str) -> list[re.Match[str]]:
    """The links to entities in a text, in its order; in what is matched, code is blank."""
    if not any(f"{kind}:" in text for kind in _FOLDERS):
        return []
    searched = without_code(text)
    return sorted([*_INLINE.finditer(searched), *_DEFINITION.finditer(searched)], key=lambda match: match.start())
