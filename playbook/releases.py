"""The versions of a playbook, noted in ``releases/*.json``: read, and made from what has changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from playbook.characters import forbidden, is_blank
from playbook.diagnostics import Diagnostic, Location
from playbook.differences import Change, Difference, EntityChange
from playbook.languages import LANGUAGES
from playbook.model import KINDS, Aspect, News, Playbook, Release, is_identifier
from playbook.plain_files import TooLargeError, read_plain
from playbook.said import said
from playbook.source import Limits
from playbook.source_problems import problem
from playbook.validator import accepted

FOLDER = "releases"
"""Relative to the project folder."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
_KIND_NAMES = frozenset(kind.name for kind in KINDS)


def is_name(name: str) -> bool:
    """Whether a version can be called so: it becomes a part of a file's name."""
    return _NAME.match(name) is not None


def release_file(release: Release) -> str:
    """Where a version is noted, relative to the project folder."""
    return f"{FOLDER}/{release.day}-{release.name}.json"


def format_release(release: Release) -> str:
    """The text of a note."""
    return json.dumps(_data(release), ensure_ascii=False, indent=1) + "\n"


def _data(value: Any) -> Any:
    if is_dataclass(value):
        held = {each.name: getattr(value, each.name) for each in fields(value)}
        return {name: _data(each) for name, each in held.items() if each not in ((), {}, False)}
    if isinstance(value, Mapping):
        return {name: _data(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_data(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def read_releases(root: Path, limits: Limits) -> tuple[tuple[Release, ...], tuple[Diagnostic, ...]]:
    """The versions that are noted in a project, the newest first, and what is wrong with the notes."""
    found: list[Release] = []
    diagnostics: list[Diagnostic] = []
    for path in sorted((root / FOLDER).glob("*.json")):
        release = _read(root, f"{FOLDER}/{path.name}", limits)
        if isinstance(release, Release):
            found.append(release)
        else:
            diagnostics.append(replace(release, hint=said("take it back from git, or delete it")))
    return tuple(sorted(found, key=_order, reverse=True)), tuple(diagnostics)


def _read(root: Path, file: str, limits: Limits) -> Release | Diagnostic:
    place = Location(file=file)
    try:
        release = _release(read_plain(root, file, most=limits.list_bytes), limits)
    except TooLargeError:
        return problem("file-too-large", place, limit=limits.list_bytes)
    except OSError:
        release = None
    message = said("this is not what 'playbook release' writes")
    return release or Diagnostic(location=place, code="bad-release", message=message)


def _order(release: Release) -> tuple[date, list[tuple[int, str]]]:
    """By day, then by name, in which 10 comes after 9."""
    parts = re.split(r"(\d+)", release.name)
    return release.day, [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def _release(data: bytes, limits: Limits) -> Release | None:
    """A version from its note; what follows the first piece of news that is none is not looked at."""
    most = _LARGEST_PIECE * limits.front_matter_bytes
    try:
        read = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict) or not isinstance(pieces := read.pop("news", []), list):
        return None
    release, found = accepted(Release, read, most=most), list[News]()
    for piece in pieces:
        news = accepted(News, piece, most=most)
        if not isinstance(news, News) or not _is_known(news):
            return None
        found.append(news)
    if not isinstance(release, Release) or not is_name(release.name) or not _COMMIT.match(release.commit):
        return None
    return replace(release, news=tuple(found))


_LARGEST_PIECE = 8
"""Times the front matter from which the titles of a piece of news come, in several languages and with escapes."""
_COMMIT = re.compile(r"(?:[0-9a-f]{4,64})?\Z")


def _is_known(news: News) -> bool:
    """Whether a piece of news names what a playbook can hold, in words that content could hold."""
    languages = {*news.titles, *news.own_aspects}
    return (
        news.kind in _KIND_NAMES
        and all(map(is_identifier, news.id.split("/")))
        and languages <= LANGUAGES.keys()
        and not any(is_blank(title) or next(forbidden(title), None) for title in news.titles.values())
    )


# --- From what has changed -------------------------------------------------------------------------------------------


def news_of(difference: Difference, old: Playbook, new: Playbook) -> Iterator[News]:
    """What has changed for readers: of what is published, and without what only its editors notice."""
    for entity in difference.entities:
        if entity.is_list:
            continue
        before, after = (
            _is_published(old, entity.kind, entity.old_id or entity.id),
            _is_published(new, entity.kind, entity.id),
        )
        if before and after:
            everywhere, own = _aspects(entity)
            if everywhere or own:
                yield _news("changed", entity, aspects=everywhere, own_aspects=own)
        elif before or after:
            yield _news("added" if after else "removed", entity)


def _is_published(playbook: Playbook, kind: str, id_: str) -> bool:
    found = playbook.of(kind).get(id_)
    return found is not None and found.status == "published"


def _news(what: Literal["added", "changed", "removed"], entity: EntityChange, **aspects: Any) -> News:
    order = sorted(entity.titles, key=lambda folder: (folder != entity.origin, folder))
    titles = {folder: entity.titles[folder] for folder in order}
    return News(what=what, kind=entity.kind, id=entity.id, titles=titles, **aspects)


def _aspects(entity: EntityChange) -> tuple[tuple[Aspect, ...], Mapping[str, tuple[Aspect, ...]]]:
    """What is otherwise in all languages, and in single ones."""
    everywhere: set[Aspect] = {"address"} if entity.old_id else set()
    own: dict[str, set[Aspect]] = {}
    for change in entity.changes:
        aspect = _aspect(change)
        if aspect and change.language:
            own.setdefault(change.language, set()).add(aspect)
        elif aspect:
            everywhere.add(aspect)
    ordered = {folder: _ordered(found - everywhere) for folder, found in sorted(own.items())}
    return _ordered(everywhere), {folder: found for folder, found in ordered.items() if found}


def _ordered(aspects: Iterable[Aspect]) -> tuple[Aspect, ...]:
    return tuple(sorted(aspects, key=get_args(Aspect).index))


_UNSEEN = frozenset({"owner", "reviewed", "review_by", "waive", "origin", "status"})
"""What a page does not change for."""


def _aspect(change: Change) -> Aspect | None:
    """What a change is for readers, if it is anything for them."""
    if not change.trail or change.trail[0] in _UNSEEN or change.what in ("stale", "missing"):
        return None
    if change.what in ("translated", "untranslated", "current"):
        return "translation" if change.what != "current" else None
    if change.language or change.trail[0] == "body":
        return "text"
    if change.trail[0] == "checklist":
        return "checklist"
    if change.trail[-1] == "emotion":
        return "emotions"
    return "steps" if change.trail[0] == "steps" else "facts"
