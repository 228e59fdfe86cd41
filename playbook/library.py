"""The content folder: every file found, read, joined over the languages and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from playbook.assembly import assemble
from playbook.collecting import seldom_collected
from playbook.content import ContentFile, find, path_in_language
from playbook.diagnostics import Diagnostic, Location, errors, in_order
from playbook.documents import Lazy, documents
from playbook.fields import Path as FieldPath
from playbook.groups import Source, read_group
from playbook.ledger import Ledger, ledger_file, parse_ledger
from playbook.leftovers import removed_translations
from playbook.model import Entity, Kind, Playbook
from playbook.plain_files import TooLargeError, read_beginning, read_plain
from playbook.prose import Prose
from playbook.published import Addresses, published_names, read_published, redirects
from playbook.releases import read_releases
from playbook.remembered import Memory
from playbook.reviews import read_unreviewed
from playbook.rules import NAMING, Scope, check, check_alone, names_digest
from playbook.said import said
from playbook.settings import Settings
from playbook.source import Document, Limits
from playbook.source_problems import problem
from playbook.store import key
from playbook.unread import unnamed_languages, unread_ids


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
    limits: Limits
    """Of its files."""
    published: Addresses | None = None
    """Every address that has been published; None when the playbook keeps no list of them."""
    group_keys: Mapping[str, str] = field(default_factory=dict)
    """By origin file, a digest of all that was read for what is in it, translations and ledgers among it."""


@dataclass(kw_only=True, slots=True)
class _Loading:
    root: Path
    settings: Settings
    limits: Limits
    memory: Memory
    files: tuple[ContentFile, ...]
    diagnostics: list[Diagnostic]
    documents: Lazy[str, Document]
    data: dict[str, bytes] = field(default_factory=dict)
    """Of each readable file."""
    ledgers: dict[tuple[str, str], bytes] = field(default_factory=dict)
    prose: dict[str, Prose] = field(default_factory=dict)
    entities: dict[str, tuple[Kind, Entity]] = field(default_factory=dict)
    """By path."""
    group_keys: dict[str, str] = field(default_factory=dict)


@seldom_collected()
def load(root: Path, settings: Settings, *, memory: Memory | None = None) -> Library:
    """Everything under ``content`` and ``translations``; never raises for what is in the files.

    With a ``memory`` only what has changed is read and checked again; what comes out is the same.
    """
    found = find(root, settings.languages)
    data: dict[str, bytes] = {}
    limits = Limits(**settings.limits)
    loading = _Loading(
        root=root,
        settings=settings,
        limits=limits,
        memory=memory or Memory(None),
        files=found.files,
        diagnostics=list(found.diagnostics),
        documents=documents(data, limits),
        data=data,
    )
    alone = _read_all(loading)
    entities = [loading.entities[path] for path in sorted(loading.entities)]
    playbook, twice = _assembled(loading, entities)
    loading.diagnostics += twice
    published, unlisted = read_published(root, limits)
    unreviewed, unreadable = read_unreviewed(root, [held for _, held in entities], limits)
    releases, problems = read_releases(root, limits)
    loading.diagnostics += (*unlisted, *unreadable, *problems, *_removed(loading))
    redirected = _redirects(playbook, published)
    playbook = replace(playbook, redirects=redirected, unreviewed=unreviewed, releases=releases)
    scope = replace(
        _scope(loading, playbook, entities),
        unread=unread_ids(loading.files, loading.documents, {held.place.file for _, held in entities}),
        broken=_broken(loading, entities),
        reported=frozenset(each.location for each in loading.diagnostics),
        assets=frozenset(found.assets),
        refused=frozenset(each.location.file for each in found.diagnostics),
        published=published,
        is_sound=not errors(loading.diagnostics),
    )
    library = Library(
        playbook=playbook,
        diagnostics=in_order([*loading.diagnostics, *check(scope, alone)]),
        files=loading.files,
        entities=tuple(entities),
        ledgers=_ledgers(loading, entities),
        assets=found.assets,
        documents=loading.documents,
        published=published,
        group_keys=loading.group_keys,
        limits=limits,
    )
    loading.documents.drop()
    return library


def _scope(loading: _Loading, playbook: Playbook, entities: Iterable[tuple[Kind, Entity]]) -> Scope:
    settings = loading.settings
    return Scope(
        playbook=playbook,
        files=tuple(entities),
        tags={folder: settings.language(folder).tag for folder in settings.languages},
        settings={"owner": settings.owners, "segment": settings.segments},
        menus={"navigation": settings.navigation, "footer": settings.footer},
        locate=lambda entity, path: _locate(loading, entity, path),
        documents=loading.documents,
        prose=loading.prose,
        stale_limit=settings.stale_limit,
        most=loading.limits.problems,
        hides_untranslated=settings.fallback == "hide",
    )


# --- Reading ---------------------------------------------------------------------------------------------------------

_BATCH = 64
"""Groups whose documents are held at once."""


def _read_all(loading: _Loading) -> list[Diagnostic]:
    """Read every group, and return what the rules for single files find.

    Those that name things come first: what their names are is all that those rules know of other files.
    """
    by_path: dict[str, list[ContentFile]] = {}
    for each in loading.files:
        by_path.setdefault(each.path, []).append(each)
    paths = sorted(by_path, key=lambda path: (by_path[path][0].kind.name not in NAMING, path))
    naming = [path for path in paths if by_path[path][0].kind.name in NAMING]
    loading.memory.begin()
    waiting = {path: _read_group(loading, by_path[path]) for path in naming}
    named = [loading.entities[path] for path in naming if path in loading.entities]
    names, _ = _assembled(loading, named)
    checking = _Checking(
        loading,
        names,
        unnamed_languages({path: by_path[path] for path in naming}, loading.entities, loading.settings.languages),
    )
    for path in paths[len(naming) :]:
        waiting[path] = _read_group(loading, by_path[path])
        if len(waiting) >= _BATCH:
            checking.check(waiting)
            waiting.clear()
    checking.check(waiting)
    return checking.finish()


def _read_group(loading: _Loading, files: list[ContentFile]) -> str:
    """Read the files of a path, or remember them; returns the key of what they hold."""
    memory = loading.memory
    sources = [_source(loading, each) for each in files]
    kind, path = files[0].kind, files[0].path
    name = memory.group_key(sources, loading.limits)
    is_readable = all(source.data is not None for source in sources)
    group = memory.group(name, kind) if is_readable else None
    if group is None:
        group = read_group(sources, limits=loading.limits)
        loading.diagnostics += group.diagnostics
        loading.documents.hold(group.documents)
        if is_readable:
            memory.keep(name, kind, group)
    loading.prose.update(group.prose)
    if group.entity is not None:
        loading.entities[path] = kind, group.entity
        loading.group_keys[group.entity.place.file] = name
    return name


def _source(loading: _Loading, each: ContentFile) -> Source:
    path, known = f"{loading.root}/{each.file}", loading.memory.files
    try:
        data = known.take(path, lambda: read_beginning(Path(path), loading.limits.file_bytes + 1))
        loading.data[each.file] = data
    except OSError as error:
        return Source(each, None, error.strerror or str(error))
    ledger: bytes | None
    try:
        file = ledger_file(each.language, each.path)
        most = loading.limits.list_bytes
        ledger = known.take(f"{loading.root}/{file}", lambda: read_plain(loading.root, file, most=most))
        loading.ledgers[each.language, each.path] = ledger
    except FileNotFoundError:
        ledger = None
    except TooLargeError:
        ledger = None
        large = problem("file-too-large", Location(file=file), limit=most)
        loading.diagnostics.append(replace(large, hint=said("delete it and run: playbook translations accept")))
    except OSError:
        ledger = b"\xff"  # no text, and reported as such
    return Source(each, data, ledger=ledger)


class _Checking:
    """The rules for single files, on those of which it is not remembered that nothing is wrong."""

    def __init__(self, loading: _Loading, names: Playbook, unnamed: frozenset[str]) -> None:
        self._loading, self._memory = loading, loading.memory
        self._scope = replace(_scope(loading, names, ()), unnamed=unnamed)
        known = repr(self._scope.tags), str(self._scope.stale_limit), names_digest(names), repr(sorted(unnamed))
        self._context = key(*known)
        self._before = self._memory.right(self._context)
        self._right: set[bytes] = set()
        self._found: list[Diagnostic] = []

    def check(self, waiting: Mapping[str, str]) -> None:
        """Check what the groups of some paths hold, by their keys; their documents are let go."""
        entities = self._loading.entities
        digests = {path: bytes.fromhex(name) for path, name in waiting.items() if path in entities}
        self._right.update(digest for digest in digests.values() if digest in self._before)
        left = {path: digest for path, digest in digests.items() if digest not in self._before}
        if left:
            found = check_alone(replace(self._scope, files=tuple(entities[path] for path in sorted(left))))
            wrong = {path_in_language(each.location.file) for each in found}
            self._right.update(digest for path, digest in left.items() if path not in wrong)
            self._found += found
        self._loading.documents.drop()

    def finish(self) -> list[Diagnostic]:
        """Remember what is right, and return everything that was found."""
        if self._right != self._before:
            self._memory.note_right(self._context, self._right)
        return self._found


def _ledgers(loading: _Loading, entities: list[tuple[Kind, Entity]]) -> Mapping[tuple[str, str], Ledger]:
    keys = {
        (language, path_in_language(held.place.file)): None
        for _, held in entities
        for language in held.files
        if language != held.origin
    }
    return Lazy(keys, lambda each: _ledger(loading.ledgers.get(each, b""), each))


def _ledger(data: bytes, each: tuple[str, str]) -> Ledger:
    return parse_ledger(data.decode(errors="replace"), file=ledger_file(*each))[0]


def _removed(loading: _Loading) -> Iterator[Diagnostic]:
    there = {each.file for each in loading.files}
    return removed_translations(loading.root, loading.settings.languages, there=there)


# --- The whole -------------------------------------------------------------------------------------------------------


def _assembled(loading: _Loading, entities: list[tuple[Kind, Entity]]) -> tuple[Playbook, tuple[Diagnostic, ...]]:
    languages = loading.settings.languages
    locate = partial(_locate, loading)
    return assemble(entities, languages=languages, locate=locate, divide=loading.memory.entities_in)


def _broken(loading: _Loading, entities: Iterable[tuple[Kind, Entity]]) -> tuple[ContentFile, ...]:
    read = {file for _, held in entities for file in held.files.values()}
    return tuple(each for each in loading.files if each.file not in read)


def _redirects(playbook: Playbook, published: Addresses | None) -> Mapping[tuple[str, str], tuple[str, str]]:
    found = redirects(published or (), published_names(playbook))
    return {(old.kind, old.id): (new.kind, new.id) for old, new in found.items()}


def _locate(loading: _Loading, entity: Entity, path: FieldPath) -> Location:
    return loading.documents[entity.place.file].locate(path)
