"""Scripts, styles and pictures of the theme: they lie once, at the site's root, and not in each language."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, pass_context
from mkdocs.theme import Theme
from mkdocs.utils import get_theme_dir
from mkdocs.utils.templates import TemplateContext, url_filter

from playbook.bytecode import Bytecode

FOLDER = "assets/"
"""At the site's root; below a language's home it holds what is that language's own."""
MATERIAL = get_theme_dir("material")
UNUSED = ("assets/images", "assets/javascripts/lunr", "assets/javascripts/workers")
"""What Material brings for a search of its own, and an icon that is not ours."""

_COMPILED = Bytecode("root")


@pass_context
def address(context: TemplateContext, path: str) -> str:
    """The filter ``url`` of a language's templates: paths of the theme's files lead to the root."""
    if str(path).startswith(FOLDER):
        return f"{cast('Mapping[str, Any]', context)['playbook'].root}{path}"
    return url_filter(context, path)


class _Unlisted(FileSystemLoader):
    def list_templates(self) -> list[str]:
        return []


class _Visible(FileSystemLoader):
    def list_templates(self) -> list[str]:
        return sorted({path for folder in self.searchpath for path in _visible(Path(folder))})


class UnlistedTheme(Theme):
    """A theme whose templates are there, and whose files are not: MkDocs would look through 11,000 of them."""

    loader: type[FileSystemLoader] = _Unlisted

    def get_env(self) -> Environment:
        """The environment in which its templates are found."""
        found = super().get_env()
        found.loader = self.loader(self.dirs)
        return found


class RootTheme(UnlistedTheme):
    """The same with the files that MkDocs would publish; most are icons, which it would look at and leave."""

    loader = _Visible

    def get_env(self) -> Environment:
        """The environment of its templates."""
        found = super().get_env()
        found.bytecode_cache = _COMPILED
        return found


def _visible(folder: Path) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name).relative_to(folder).as_posix() for name in files)


def tidy(folder: Path) -> None:
    """Remove from the root what nobody asks for, maps of packed scripts among it."""
    for unused in UNUSED:
        shutil.rmtree(folder / unused, ignore_errors=True)
    for file in folder.glob("assets/**/*.map"):
        file.unlink()
