"""The templates of a language's pages, compiled once for all processes that split off from the one that has done it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, TemplateNotFound
from jinja2.meta import find_referenced_templates

from mkdocs_playbook.kept import MADE_WITH
from mkdocs_playbook.root import THEME
from mkdocs_playbook.shared import UnlistedTheme, address
from playbook.bytecode import Bytecode
from playbook.languages import LANGUAGES
from playbook.sources import versions
from playbook.store import key

FRAGMENTS = Environment(
    loader=FileSystemLoader(THEME / "language"), autoescape=True, bytecode_cache=Bytecode("fragments")
)
"""For what stands on pages, and for what the search is given of them."""
_COMPILED = Bytecode("language", Path(__file__).parent)


class LanguageTheme(UnlistedTheme):
    """The theme of a language's pages."""

    def __init__(self, name: str = "material", **options: Any) -> None:
        super().__init__(name, **options)
        self.dirs.insert(0, str(THEME / "language"))

    def get_env(self) -> Environment:
        """The environment of its templates, which have yet to be given a language's words."""
        found = super().get_env()
        found.bytecode_cache = _COMPILED
        found.filters["url"] = address
        found.add_extension("jinja2.ext.i18n")
        found.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
        return found


def compile_all() -> None:
    """Compile whatever a page may ask for, unless this machine has done it."""
    store, name = _COMPILED.store, key("templates", _COMPILED.made_with, versions(MADE_WITH), str(THEME))
    if store and store.has(name):
        return
    _compile_all()
    if store:
        store.put(name, b"")
        store.sweep()


def _compile_all() -> None:
    theme = LanguageTheme()
    environment = theme.get_env()
    words = (f"partials/languages/{each.theme}.html" for each in LANGUAGES.values())
    waiting = ["main.html", *theme.static_templates, *words]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            environment.get_template(name)
        except TemplateNotFound:  # something that we leave out
            continue
        assert environment.loader  # noqa: S101 - it has just found something
        source, _, _ = environment.loader.get_source(environment, name)
        waiting += filter(None, find_referenced_templates(environment.parse(source)))
