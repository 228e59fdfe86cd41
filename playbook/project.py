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
from playbook.diagnostics import Diagnostic, Severity, errors
from playbook.library import Library, load
from playbook.settings import CONFIG_FILE, Settings, read_settings
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


def find_root(start: Path) -> Path | None:
    """The project folder that a path is in: the nearest one above with a configuration file."""
    return next((folder for folder in (start, *start.parents) if (folder / CONFIG_FILE).is_file()), None)


def open_project(root: Path) -> tuple[Configuration | None, Library | None, tuple[Diagnostic, ...]]:
    """The configuration and the content of a project, and everything that is wrong with them."""
    configuration, problems = read_configuration(root)
    if configuration is None:
        return None, None, problems
    library = load(root, configuration.settings)
    return configuration, library, library.diagnostics


def editions(library: Library, settings: Settings, *, serve: bool = False, leaf: str = "") -> tuple[Edition, ...]:
    """Every language compiled; while serving, with drafts, and pages with mistakes show them instead.

    ``leaf`` is what addresses of folders end with in raw HTML.
    """
    from playbook.compiler import compile_edition  # what draws and translates is slow to load, and not needed to check

    problems = page_problems(library) if serve else ()
    return tuple(
        compile_edition(library.playbook, settings, folder, drafts=serve, leaf=leaf, problems=problems)
        for folder in settings.languages
    )


def page_problems(library: Library) -> tuple[Problem, ...]:
    """The pages whose files have errors: in every language for an origin, in its own for a translation."""
    from playbook.compiler import Problem

    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in errors(library.diagnostics):
        by_file.setdefault(diagnostic.location.file, []).append(diagnostic)
    return tuple(
        Problem(path=path, file=file, language=language, diagnostics=tuple(found))
        for file, found in by_file.items()
        for path, language in library.pages_of(file)
    )


def prepare(
    root: Path, options: Mapping[str, object], *, site_url: str, serve: bool = False, leaf: str = ""
) -> Prepared:
    """Read, check and compile a project into its cache.

    Never raises for content: with errors the tree is left alone, unless ``serve``, when pages show their errors.
    """
    tree = (
        root / CACHE / ("served" if serve else "opened" if leaf else "built")
    )  # builds of different kinds do not disturb one another
    watch = (root / "content", root / "translations")
    settings, problems = read_settings(options)
    if settings is None:
        return Prepared(tree=tree, manifest={}, diagnostics=problems, watch=watch)
    library = load(root, settings)
    described: Mapping[str, Any] = {}
    if serve or not errors(library.diagnostics):
        made = editions(library, settings, serve=serve, leaf=leaf)
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
    listed = list(diagnostics)
    if not listed:
        return "no mistakes found"
    number = {severity: sum(d.severity is severity for d in listed) for severity in Severity}
    files = len({d.location.file for d in listed})
    counted = [plural(count, severity.value) for severity, count in number.items() if count]
    return f"{' and '.join(counted)} in {plural(files, 'file')}"


def plural(number: int, noun: str) -> str:
    """A number of things, for messages."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
