"""A project folder: its configuration, its content loaded and checked, and the compiled tree for a host."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.configuration import Configuration, read_configuration
from playbook.dependencies import Reads
from playbook.diagnostics import Diagnostic, errors
from playbook.library import Library, load
from playbook.model import KINDS, Playbook
from playbook.remembered import memory_of
from playbook.reports import summarised
from playbook.root import CACHE, CONFIG_FILE, MADE_OF
from playbook.seals import own_secret
from playbook.settings import Settings, read_settings
from playbook.store import Store
from playbook.tree import Writer, complete_language, complete_tree, language_entry, manifest, remove_links
from playbook.variables import BUILD_TIME, VariableError, whole_number

if TYPE_CHECKING:
    from playbook.edition import Problem

STORE_LIMIT = 1 << 30
"""Bytes that are kept from build to build, at most."""


def open_project(
    root: Path, *, cached: bool = False
) -> tuple[Configuration | None, Library | None, tuple[Diagnostic, ...]]:
    """The configuration and the content of a project, and everything that is wrong with them.

    ``cached`` remembers in the project's cache what was read and checked, for the next time.
    """
    configuration, problems = read_configuration(root)
    if configuration is None:
        return None, None, problems
    library = load(root, configuration.settings, memory=memory_of(root) if cached else None)
    return configuration, library, library.diagnostics


@dataclass(frozen=True, kw_only=True, slots=True)
class Compilation:
    """A playbook on its way into a tree, one language after the other."""

    playbook: Playbook
    """Of all that was read only what pages are made from: the files and where things stand in them are let go."""
    assets: tuple[str, ...]
    """Relative to the project folder."""
    settings: Settings
    root: Path
    tree: Path
    """The folder with the compiled pages, one folder a language."""
    store: Store | None = None
    """Where it is kept what the pages were made from, so that only those are made anew that have to be."""
    serve: bool = False
    """With drafts."""
    problems: tuple[Problem, ...] = ()
    """The pages that show what is wrong with their files."""
    group_keys: Mapping[str, str] = field(default_factory=dict)
    """As in Library."""
    leaf: str = ""
    """What addresses of folders end with in raw HTML."""
    site_url: str = ""
    day: str = ""
    """Of the content, as ISO date; empty when nobody knows."""
    reads: Reads | None = field(init=False)
    """What is read of the playbook; nobody notes it where nothing is kept."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads", self._reads() if self.store else None)
        remove_links(self.tree)

    def _reads(self) -> Reads:
        if not self.serve:
            return Reads(self.playbook, self.group_keys)
        reads = _reads_of(self.root)
        reads.go_on(self.playbook, self.group_keys)
        return reads

    def heads(self) -> tuple[Mapping[str, str], ...]:
        """What the languages are called, which is known before they are compiled."""
        from playbook.compiler import site_name
        from playbook.view import View

        languages = [self.settings.language(folder) for folder in self.settings.languages]
        names = [site_name(View(playbook=self.playbook, settings=self.settings, language=each)) for each in languages]
        return tuple(
            {"folder": each.folder, "tag": each.tag, "name": each.name, "site_name": name}
            for each, name in zip(languages, names, strict=True)
        )

    def language(self, folder: str) -> Mapping[str, Any]:
        """Compile a language, and return its entry for the manifest."""
        from playbook import drawing  # which is slow to load, as what compiles is, and not needed to check
        from playbook.compiler import compile_edition
        from playbook.incremental import Incremental

        to = self.tree / folder
        kept = f"{self.tree.name} {folder}"
        maker = (
            Incremental(kept, folder=to, store=self.store, reads=self.reads, is_held=self.serve)
            if self.store and self.reads
            else Writer(to)
        )
        edition = compile_edition(
            self.playbook,
            self.settings,
            folder,
            drafts=self.serve,
            leaf=self.leaf,
            site_url=self.site_url,
            problems=self.problems,
            reads=self.reads,
            maker=maker,
            draw=partial(drawing.kept, self.store) if self.store else drawing.draw,
        )
        complete_language(self.tree, edition, assets=self.assets, root=self.root)
        if isinstance(maker, Incremental):
            maker.close()
        return language_entry(edition, day=self.day)

    def complete(self, languages: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
        """Write the manifest of a tree whose languages are compiled, and return it."""
        described = manifest(languages, noindex=self.settings.noindex, day=self.day)
        complete_tree(self.tree, described)
        return described


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A project, read and checked for a host."""

    diagnostics: tuple[Diagnostic, ...]
    watch: tuple[Path, ...]
    """Folders and files whose changes make a new tree."""
    compilation: Compilation | None = None
    """None when there is nothing to compile."""


@lru_cache(maxsize=1)
def _reads_of(root: Path) -> Reads:
    """The notes of a project that is served, from build to build."""
    return Reads()


def page_problems(library: Library) -> tuple[Problem, ...]:
    """The pages that are to show what is wrong with their files."""
    from playbook.edition import Problem
    from playbook.problems import pages_with_errors

    return tuple(
        Problem(path=path, file=found[0].location.file, language=language, diagnostics=found)
        for (path, language), found in pages_with_errors(library).items()
    )


def ids_with_names(configuration: Configuration, library: Library) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """By language folder, and by ``""`` for English, and by what an id is of: each id with its name.

    English readers see the names in the language in which they were first written.
    """
    settings, playbook = configuration.settings, library.playbook
    labels = {"segment": settings.segments, "owner": settings.owners}
    entities = {kind.name: playbook.of(kind.name) for kind in KINDS}
    return {
        folder: {
            **{name: {id_: words.get(folder, id_) for id_, words in held.items()} for name, held in labels.items()},
            **{
                name: {id_: each.title.read(folder) if folder else str(each.title) for id_, each in held.items()}
                for name, held in entities.items()
            },
        }
        for folder in ("", *settings.languages)
    }


def prepare(
    root: Path,
    options: Mapping[str, object],
    *,
    site_url: str,
    serve: bool = False,
    leaf: str = "",
    name: str = "",
    cache: bool = True,
) -> Prepared:
    """Read and check a project, to be compiled into its cache; ``name`` keeps builds into several sites apart.

    Without ``cache`` nothing is taken over from the builds before.

    Never raises for content: with errors there is nothing to compile, unless ``serve``, when pages show their errors.
    """
    kind = "served" if serve else "opened" if leaf else "built"  # builds of different kinds leave one another alone
    watch = tuple(root / name for name in MADE_OF if name != CONFIG_FILE)  # which MkDocs itself watches
    settings, problems = read_settings(options)
    if settings is None:
        return Prepared(diagnostics=problems, watch=watch)
    memory = memory_of(root) if cache else None
    library = load(root, settings, memory=memory)
    if memory and not serve:
        memory.forget()
    if errors(library.diagnostics) and not serve:
        return Prepared(diagnostics=library.diagnostics, watch=watch)
    compilation = Compilation(
        playbook=library.playbook,
        assets=library.assets,
        group_keys=library.group_keys,
        settings=settings,
        root=root,
        tree=root / CACHE / f"{kind}{name}",
        store=store_of(root) if cache else None,
        serve=serve,
        problems=page_problems(library) if serve else (),
        leaf=leaf,
        site_url=site_url,
        day=build_date(root),
    )
    return Prepared(diagnostics=library.diagnostics, watch=watch, compilation=compilation)


def store_of(root: Path) -> Store | None:
    """Where a project's finished work is kept from build to build; None for a user who can keep no secret.

    It goes into the site unread: nobody else, such as the author of a pull request, may have put it there.
    """
    secret = own_secret()
    return Store(root / CACHE / "store", limit=STORE_LIMIT, secret=secret) if secret else None


def build_date(root: Path) -> str:
    """SOURCE_DATE_EPOCH as a date, else the day of the content's last commit, else nothing. Raises VariableError."""
    seconds = whole_number(BUILD_TIME, otherwise=-1)
    if seconds >= 0:
        try:
            return datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            raise VariableError(f"the environment variable {BUILD_TIME} is no time: {seconds}") from None
    command = ["git", "log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%d", "--", "content"]
    try:
        found = subprocess.run(
            command, cwd=root, capture_output=True, text=True, check=False, env=os.environ | {"TZ": "UTC"}
        )
    except OSError:
        return ""
    return found.stdout.strip() if found.returncode == 0 else ""


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """One line that counts errors, warnings and the files that they are in."""
    return str(summarised(tuple(diagnostics)))


def plural(number: int, noun: str) -> str:
    """A number of things, for messages."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
