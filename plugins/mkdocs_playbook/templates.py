"""The templates of a language's pages, compiled once for all processes that split off from the one that has done it."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, TemplateNotFound
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.meta import find_referenced_templates

from mkdocs_playbook.root import THEME
from mkdocs_playbook.shared import UnlistedTheme, address
from playbook.languages import LANGUAGES


class _Compiled(BytecodeCache):
    """Templates once compiled; Jinja checks that they have not changed."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


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
    """Compile whatever a page may ask for."""
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
