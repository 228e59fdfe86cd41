"""A project folder: its configuration, its content loaded and checked, and the compiled tree for a host."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.configuration import Configuration, read_configuration
from playbook.diagnostics import Diagnostic, errors
from playbook.library import Library, load
from playbook.model import KINDS
from playbook.published import FILE as PUBLISHED
from playbook.releases import FOLDER as RELEASES
from playbook.remembered import memory_of
from playbook.reports import summarised
from playbook.reviews import FOLDER as REVIEWS
from playbook.settings import Settings, read_settings
from playbook.tree import manifest, write_tree

if TYPE_CHECKING:
    from playbook.compiler import Edition, Problem

CACHE = ".cache/playbook"
"""Relative to the project folder; everything in it can be deleted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A project, read, checked and compiled for a host."""

    tree: Path
    """The folder with the compiled pages, one folder a language."""
    manifest: Mapping[str, Any]
    """What a host must know beside the pages, as in ``playbook.json``."""
    diagnostics: tuple[Diagnostic, ...]
    watch: tuple[Path, ...]
    """Folders and files whose changes make a new tree."""


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


def editions(
    library: Library, settings: Settings, *, serve: bool = False, leaf: str = "", site_url: str = ""
) -> tuple[Edition, ...]:
    """Every language compiled; while serving, with drafts, and pages with mistakes show them instead.

    ``leaf`` is what addresses of folders end with in raw HTML.
    """
    from playbook.compiler import compile_edition  # what draws and translates is slow to load, and not needed to check

    problems = page_problems(library) if serve else ()
    return tuple(
        compile_edition(
            library.playbook, settings, folder, drafts=serve, leaf=leaf, site_url=site_url, problems=problems
        )
        for folder in settings.languages
    )


def page_problems(library: Library) -> tuple[Problem, ...]:
    """The pages that are to show what is wrong with their files."""
    from playbook.compiler import Problem
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
    root: Path, options: Mapping[str, object], *, site_url: str, serve: bool = False, leaf: str = ""
) -> Prepared:
    """Read, check and compile a project into its cache.

    Never raises for content: with errors the tree is left alone, unless ``serve``, when pages show their errors.
    """
    kind = "served" if serve else "opened" if leaf else "built"  # builds of different kinds leave one another alone
    tree = root / CACHE / kind
    watch = (root / "content", root / "translations", root / PUBLISHED, root / REVIEWS, root / RELEASES)
    settings, problems = read_settings(options)
    if settings is None:
        return Prepared(tree=tree, manifest={}, diagnostics=problems, watch=watch)
    library = load(root, settings)
    described: Mapping[str, Any] = {}
    if serve or not errors(library.diagnostics):
        made = editions(library, settings, serve=serve, leaf=leaf, site_url=site_url)
        described = manifest(made, noindex=settings.noindex, day=build_date(root))
        write_tree(tree, made, assets=library.assets, described=described, root=root)
    return Prepared(tree=tree, manifest=described, diagnostics=library.diagnostics, watch=watch)


def build_date(root: Path) -> str:
    """SOURCE_DATE_EPOCH as a date, else the day of the content's last commit, else nothing."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), tz=UTC).date().isoformat()
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
