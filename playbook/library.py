"""The content folder: every file found, read, joined over the languages and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from playbook.codes import Code
from playbook.content import CONTENT, ContentFile, find, path_in_language
from playbook.diagnostics import Diagnostic, Location, did_you_mean, errors, in_order
from playbook.fields import Path as FieldPath
from playbook.languages import LANGUAGES
from playbook.ledger import Ledger, ledger_file, ledger_folder, parse_ledger
from playbook.model import KINDS, Entity, Kind, Playbook
from playbook.plain_files import read_plain
from playbook.prose import Prose, read_prose
from playbook.published import FILE as PUBLISHED
from playbook.published import Addresses, parse_published, published_names, redirects
from playbook.reader import Translation, read, read_translation
from playbook.releases import read_releases
from playbook.reviews import changed_languages, parse_reviews, review_file
from playbook.rules import Scope, check
from playbook.said import NOTHING, Said, said
from playbook.settings import Settings
from playbook.source import Document, Limits, parse
from playbook.translations import join


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """All content of a project, and everything that is wrong with it."""

    playbook: Playbook
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[ContentFile, ...]
    entities: tuple[tuple[Kind, Entity], ...]
    """What each readable origin file holds: an entity, or an inventory."""
    ledgers: Mapping[tuple[str, str], Ledger]
    """By language and path."""
    assets: tuple[str, ...]
    """Relative to the project folder."""
    documents: Mapping[str, Document]
    """By file, every one that could be parsed, with the places of what is in it."""
    published: Addresses | None = None
    """Every address that has been published; None when the playbook keeps no list of them."""


@dataclass(slots=True)
class _Loading:
    root: Path
    settings: Settings
    limits: Limits
    files: tuple[ContentFile, ...]
    diagnostics: list[Diagnostic]
    documents: dict[str, Document] = field(default_factory=dict)
    prose: dict[str, Prose] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Files that cannot be published as they are."""
    damaged: set[Location] = field(default_factory=set)
    """Places where the text itself is wrong; what the reader says of them is an echo."""

    def report(self, file: str, code: Code, message: Said, hint: Said = NOTHING, *, at: Location | None = None) -> None:
        self.diagnostics.append(Diagnostic(location=at or Location(file=file), code=code, message=message, hint=hint))


def load(root: Path, settings: Settings) -> Library:
    """Everything under ``content`` and ``translations``; never raises for what is in the files."""
    found = find(root, settings.languages)
    loading = _Loading(root, settings, Limits(**settings.limits), found.files, list(found.diagnostics))
    for each in loading.files:
        _parse(loading, each)
    entities: list[tuple[Kind, Entity]] = []
    ledgers: dict[tuple[str, str], Ledger] = {}
    by_path: dict[str, list[ContentFile]] = {}
    for each in loading.files:
        by_path.setdefault(each.path, []).append(each)
    for path in sorted(by_path):
        entity = _entity(loading, by_path[path], ledgers)
        if entity is not None:
            entities.append((by_path[path][0].kind, entity))
    playbook = _playbook(loading, entities)
    published = _published(loading)
    playbook = replace(playbook, redirects=_redirects(playbook, published), unreviewed=_unreviewed(loading, entities))
    releases, problems = read_releases(root)
    loading.diagnostics += problems
    playbook = replace(playbook, releases=releases)
    _removed_translations(loading)
    scope = Scope(
        playbook=playbook,
        files=tuple(entities),
        tags={folder: settings.language(folder).tag for folder in settings.languages},
        settings={"owner": settings.owners, "segment": settings.segments},
        menus={"navigation": settings.navigation, "footer": settings.footer},
        unread=_unread(loading, {held.place.file for _, held in entities}),
        locate=lambda entity, path: _locate(loading, entity, path),
        documents=loading.documents,
        prose=loading.prose,
        assets=frozenset(found.assets),
        published=published,
        stale_limit=settings.stale_limit,
        hides_untranslated=settings.fallback == "hide",
        is_sound=not errors(loading.diagnostics),
    )
    return Library(
        playbook=playbook,
        diagnostics=in_order([*loading.diagnostics, *check(scope)]),
        files=loading.files,
        entities=tuple(entities),
        ledgers=ledgers,
        assets=found.assets,
        documents=loading.documents,
        published=published,
    )


# --- Reading ---------------------------------------------------------------------------------------------------------


def _parse(loading: _Loading, each: ContentFile) -> None:
    path = loading.root / each.file
    try:
        with path.open("rb") as file:
            data = file.read(loading.limits.file_bytes + 1)
    except OSError as error:
        loading.report(each.file, "unreadable-file", said("the file cannot be read: {reason}", reason=error.strerror))
        loading.broken.add(each.file)
        return
    document, found = parse(data, file=each.file, limits=loading.limits)
    loading.documents[each.file] = document
    loading.diagnostics += found
    if not found:
        prose = loading.prose[each.file] = read_prose(document, limits=loading.limits)
        loading.diagnostics += prose.diagnostics
    else:
        loading.broken.add(each.file)
        loading.damaged.update(one.location for one in found)


def _entity(loading: _Loading, group: list[ContentFile], ledgers: dict[tuple[str, str], Ledger]) -> Entity | None:
    """What the files of one path in all languages say together."""
    readable = [each for each in group if each.file in loading.documents and loading.documents[each.file].meta]
    origins = [each for each in readable if "translates" not in loading.documents[each.file].meta]
    translating = [each for each in readable if each not in origins]
    for other in origins[1:]:
        loading.report(
            other.file,
            "second-origin",
            said("this and {file} are both written as origins", file=origins[0].file),
            said("add 'translates: {language}' to one of them, and leave only its texts", language=origins[0].language),
        )
    if len(origins) != 1:
        if not origins and len(readable) == len(group):
            for each in translating:
                _missing_origin(loading, each)
        return None
    origin = origins[0]
    entity, found = read(loading.documents[origin.file], origin.kind, id=origin.id, language=origin.language)
    _add(loading, found)
    translations = [_translation(loading, each, origin) for each in translating]
    if entity is None or origin.file in loading.broken:
        loading.broken.add(origin.file)
        return None
    read_ones = tuple(each for each in translations if each and each.document.file not in loading.broken)
    own_ledgers = {each.language: _ledger(loading, each.language, origin.path) for each in read_ones}
    ledgers.update({(language, origin.path): ledger for language, ledger in own_ledgers.items()})
    joined, misfits = join(entity, read_ones, own_ledgers)
    loading.diagnostics += misfits
    return joined


def _add(loading: _Loading, found: tuple[Diagnostic, ...]) -> None:
    loading.diagnostics += [each for each in found if each.location not in loading.damaged]


def _missing_origin(loading: _Loading, each: ContentFile) -> None:
    document = loading.documents[each.file]
    named = str(document.meta["translates"])
    loading.report(
        each.file,
        "missing-origin",
        said("there is no origin {file}", file=f"{CONTENT}/{named}/{each.path}"),
        did_you_mean(named, LANGUAGES, otherwise=said("write the origin"))
        if named not in LANGUAGES
        else said("write it, or delete 'translates' and give this file its structure"),
        at=document.locate(("translates",)),
    )


def _translation(loading: _Loading, each: ContentFile, origin: ContentFile) -> Translation | None:
    document = loading.documents[each.file]
    named = document.meta["translates"]
    if named != origin.language:
        loading.report(
            each.file,
            "wrong-origin",
            said("'translates' says '{language}', but the origin is {file}", language=named, file=origin.file),
            said("write 'translates: {language}'", language=origin.language),
            at=document.locate(("translates",)),
        )
    translation, found = read_translation(document, each.kind, language=each.language, origin_file=origin.file)
    _add(loading, found)
    return translation


def _ledger(loading: _Loading, language: str, path: str) -> Ledger:
    file = ledger_file(language, path)
    try:
        text = read_plain(loading.root, file).decode().replace("\r\n", "\n")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        loading.report(
            file,
            "bad-ledger",
            said("the ledger cannot be read"),
            said("delete it and run: playbook translations accept"),
        )
        return {}
    ledger, found = parse_ledger(text, file=file)
    loading.diagnostics += found
    return ledger


def _removed_translations(loading: _Loading) -> None:
    """Ledgers whose translations are gone: once accepted, so once published."""
    for language in loading.settings.languages:
        folder = loading.root / ledger_folder(language)
        for path in sorted(folder.rglob("*.txt")):
            gone = f"{CONTENT}/{language}/{path.relative_to(folder).with_suffix('.md').as_posix()}"
            if not (loading.root / gone).exists():
                loading.report(
                    path.relative_to(loading.root).as_posix(),
                    "removed-translation",
                    said("{file} was published and is gone", file=gone),
                    said("restore it, or delete this ledger too"),
                )


def _unreviewed(loading: _Loading, entities: list[tuple[Kind, Entity]]) -> Mapping[str, frozenset[str]]:
    """By origin file, the languages that have changed since the review; only of files whose reviews are noted."""
    found: dict[str, frozenset[str]] = {}
    for _, entity in entities:
        file = review_file(path_in_language(entity.place.file))
        try:
            text = read_plain(loading.root, file).decode().replace("\r\n", "\n")
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError):
            hint = said("delete it, and review the content again: playbook review --done")
            loading.report(file, "bad-ledger", said("the ledger cannot be read"), hint)
            continue
        reviews, problems = parse_reviews(text, file=file)
        loading.diagnostics += problems
        found[entity.place.file] = changed_languages(entity, reviews)
    return found


def _published(loading: _Loading) -> Addresses | None:
    """The list of published addresses, if the playbook keeps one."""
    try:
        text = read_plain(loading.root, PUBLISHED).decode(errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        loading.report(PUBLISHED, "unreadable-file", said("the file cannot be read: {reason}", reason=error.strerror))
        return None
    addresses, found = parse_published(text)
    loading.diagnostics += found
    return addresses


# --- The whole -------------------------------------------------------------------------------------------------------


def _playbook(loading: _Loading, entities: list[tuple[Kind, Entity]]) -> Playbook:
    """Every entity by kind and id, items of inventories among them; an id used twice is reported."""
    found: dict[str, dict[str, Entity]] = {kind.name: {} for kind in KINDS}
    for kind, held in entities:
        for path, entity in _items(kind, held):
            same = found[kind.name].get(entity.id)
            if same is not None:
                first = _locate(loading, same, (*same.place.at, "id"))
                loading.report(
                    held.place.file,
                    "duplicate-id",
                    said("'{id}' is used twice; first at {place}", id=entity.id, place=first),
                    said("give one of them another id"),
                    at=_locate(loading, held, (*path, "id")),
                )
            else:
                found[kind.name][entity.id] = entity
    by_field: dict[str, Any] = {(kind.folder or "pages"): found[kind.name] for kind in KINDS}
    inventories = {kind.name: tuple(held for each, held in entities if each is kind) for kind in KINDS if kind.items}
    return Playbook(languages=loading.settings.languages, inventories=inventories, **by_field)


def _redirects(playbook: Playbook, published: Addresses | None) -> Mapping[tuple[str, str], tuple[str, str]]:
    found = redirects(published or (), published_names(playbook))
    return {(old.kind, old.id): (new.kind, new.id) for old, new in found.items()}


_INHERITED = ("status", "owner", "reviewed", "review_by", "sources")


def _items(kind: Kind, held: Entity) -> Iterator[tuple[FieldPath, Entity]]:
    """An entity itself, or the entities of an inventory, with what they take over from it."""
    if not kind.items:
        yield (), held
        return
    defaults = {each.name: each.default for each in fields(Entity)}
    for index, item in enumerate(getattr(held, kind.items)):
        taken = {name: getattr(held, name) for name in _INHERITED if getattr(item, name) == defaults[name]}
        yield (kind.items, index), replace(item, files=held.files, **taken)


def _unread(loading: _Loading, origins: set[str]) -> Mapping[str, frozenset[str]]:
    """By kind, the ids in files that could not be read: to refer to them is no mistake of its own."""
    found: dict[str, set[str]] = {}
    read = {path_in_language(file) for file in origins}
    for each in loading.files:
        if each.path in read:
            continue
        ids = found.setdefault(each.kind.name, set())
        ids.add(each.id)
        document = loading.documents.get(each.file)
        items = document.meta.get(each.kind.items) if document and each.kind.items else None
        ids.update(str(item.get("id")) for item in items or [] if isinstance(item, dict))
    return {kind: frozenset(ids) for kind, ids in found.items()}


def _locate(loading: _Loading, entity: Entity, path: FieldPath) -> Location:
    return loading.documents[entity.place.file].locate(path)
