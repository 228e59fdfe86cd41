"""Another id for an entity, in all languages and wherever content names it; nothing else changes by a byte."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from playbook.changes import Changes
from playbook.configuration import menu_edits
from playbook.content import CONTENT, path_in_language
from playbook.diagnostics import did_you_mean
from playbook.edits import Edit, apply
from playbook.ledger import words_hash
from playbook.ledger_lines import Line, altered, companion_of, renamed_companion
from playbook.library import Library
from playbook.links import entity_link
from playbook.mentions import Written, addresses, body_edit, mentions
from playbook.model import Kind, is_identifier
from playbook.published import FILE as PUBLISHED
from playbook.published import Name, format_published, moved, parse_published
from playbook.reviews import content_hash, review_file
from playbook.sections import split
from playbook.settings import CONFIG_FILE
from playbook.source import parse
from playbook.validator import bad_identifier

OtherFiles = Mapping[str, bytes]
"""Files of a project by path relative to its folder: its settings, its list of addresses, its ledgers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Renaming:
    """What an id's change comes to."""

    edits: tuple[Edit, ...]
    """In content and settings; of the files as they were, by their old names."""
    moves: Mapping[str, str]
    """Files and ledgers, from their old names to the new ones."""
    changes: Changes
    """The same and what follows from it for ledgers and the list of addresses, carried out."""
    unreadable: tuple[str, ...]
    """Files that may name the entity and cannot be read."""


def refusal(library: Library, kind: Kind, old: str, new: str) -> tuple[str, str] | None:
    """Why an id cannot be changed into another, and what to do; None when nothing speaks against it."""
    known = {*library.playbook.of(kind.name), *(each.id for each in library.files if each.kind is kind)}
    if kind.name == "stage":
        return "the ids of the stages are fixed", "change the title: it is what readers see"
    if old not in known - _lists(library, kind):
        return f"there is no {kind.name} '{old}'", did_you_mean(old, library.playbook.of(kind.name))
    if (kind.name, old) == ("page", "index"):
        return "the home page is always 'index'", "change its title: it is what readers see"
    if not all(map(is_identifier, new.split("/") if kind.name == "page" else [new])):
        return bad_identifier(new)[1:]
    if new == old:
        return f"'{new}' is its id already", ""
    if new in known:
        return f"there is a {kind.name} '{new}' already", "choose another id"
    return None


def _lists(library: Library, kind: Kind) -> set[str]:
    """The names of inventories, which are no ids of a kind."""
    found = {each.id for each in library.files if each.kind is kind} if kind.items else set()
    return found - library.playbook.of(kind.name).keys()


def renamed(
    files: Iterable[Written], others: OtherFiles, kind: Kind, old: str, new: str, *, leaves_address: bool = True
) -> Renaming:
    """The change of an id. Whether the new one can be used shows when the result is checked."""
    name = Name(kind.name, old)
    written = tuple(files)
    concerned = [each for each in written if each.may_name(old)]
    edits = [mention.edit for each in concerned for mention in mentions(each, name, new)]
    moving = [each for each in written if each.content.kind is kind and each.content.id == old and not kind.items]
    path, paths = posixpath.join(kind.folder, f"{new}.md"), {each.content.path for each in moving}
    moves = {each.content.file: f"{CONTENT}/{each.content.language}/{path}" for each in moving}
    edits += [edit for each in moving for edit in _links_from(each, name, new)]
    edits += menu_edits(others[CONFIG_FILE], old, new) if kind.name == "page" else []
    edits = sorted(set(edits))
    data = {**{each.content.file: each.data for each in written}, **others}
    after = {file: apply(data[file], (edit for edit in edits if edit.file == file)) for file in {e.file for e in edits}}
    ledgers = _ledgers(written, others, after, kind, old, new)
    moves |= {file: renamed_companion(file, path) for file in others if companion_of(file) in paths}
    changes: dict[str, bytes | None] = {**after, **ledgers}
    for file, to in moves.items():
        changes[to] = changes.get(file, data[file])
        changes[file] = None
    if PUBLISHED in others:
        changes[PUBLISHED] = _published(others[PUBLISHED], name, Name(kind.name, new), leaves_address=leaves_address)
    return Renaming(
        edits=tuple(edits),
        moves=moves,
        changes={file: made for file, made in changes.items() if made != data.get(file)},
        unreadable=tuple(each.content.file for each in concerned if not each.is_readable),
    )


# --- Files that move --------------------------------------------------------------------------------------------------


def _links_from(written: Written, name: Name, new: str) -> Iterator[Edit]:
    """The relative addresses in a page that goes to another folder, as they are to be from there."""
    folder = posixpath.dirname(written.page)
    new_folder = posixpath.dirname(f"{new}.md") if name.kind == "page" else folder
    if folder == new_folder:
        return
    for start, address in addresses(written):
        path = address.partition("#")[0].partition("?")[0]
        if not path or ":" in path or path.startswith("/") or entity_link(address):
            continue
        target = posixpath.normpath(posixpath.join(folder, path))
        if target != written.page:
            yield body_edit(written, start, start + len(path), posixpath.relpath(target, new_folder or "."))


# --- What follows -----------------------------------------------------------------------------------------------------


def _ledgers(
    written: Iterable[Written], others: OtherFiles, after: Mapping[str, bytes], kind: Kind, old: str, new: str
) -> dict[str, bytes]:
    """Ledgers with the items' new id, and with the hashes of originals in which nothing but the id has changed."""
    found: dict[str, bytes] = {}
    for each in written:
        if each.content.file in after and "translates" not in each.document.meta:
            prefixes = (f"{kind.items}.{old}.", f"{kind.items}.{new}.") if each.content.kind is kind else ("", "")
            line = partial(_line, hashes=_changed_hashes(each, after[each.content.file]), prefixes=prefixes)
            for ledger in (file for file in others if companion_of(file) == each.content.path):
                text = others[ledger].decode(errors="surrogateescape")
                found[ledger] = altered(text, line).encode(errors="surrogateescape")
    return found


def _line(key: str, hash_: str, *, hashes: Mapping[Line, str], prefixes: tuple[str, str]) -> Line:
    before, after = prefixes
    renamed_key = after + key.removeprefix(before) if before and key.startswith(before) else key
    return renamed_key, hashes.get((key, hash_), hash_)


def _changed_hashes(written: Written, after: bytes) -> dict[Line, str]:
    """From a section's key and hash to its new hash, in an origin; links stand in bodies only."""
    later, _ = parse(after, file=written.content.file, limits=written.limits)
    before, made = (
        {part.key: words_hash(part.text) for part in split(document.body)} for document in (written.document, later)
    )
    return {(key, hash_): made[key] for key, hash_ in before.items() if made.get(key, hash_) != hash_}


def kept_reviews(before: Library, after: Library, others: OtherFiles, moves: Mapping[str, str]) -> Changes:
    """The notes of reviews that hold still: nothing but the id has changed in what was reviewed."""
    later = {held.place.file: held for _, held in after.entities}
    changes: dict[str, bytes | None] = {}
    for _, held in before.entities:
        file = review_file(path_in_language(held.place.file))
        now = later.get(moves.get(held.place.file, held.place.file))
        if file in others and now is not None:
            text = others[file]
            for language in held.files:
                text = text.replace(content_hash(held, language).encode(), content_hash(now, language).encode())
            if text != others[file]:
                changes[moves.get(file, file)] = text
    return changes


def _published(data: bytes, old: Name, new: Name, *, leaves_address: bool) -> bytes:
    text = data.decode(errors="replace")
    addresses_, _ = parse_published(text)
    return format_published(moved(addresses_, old, new, leaves_address=leaves_address), before=text).encode()
