"""Scripts, styles and pictures of the theme: they lie once, at the site's root, and not in each language."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from jinja2 import pass_context
from mkdocs.structure.files import Files
from mkdocs.utils import get_theme_dir
from mkdocs.utils.templates import TemplateContext, url_filter

FOLDER = "assets/"
"""At the site's root; below a language's home it holds what is that language's own."""
MATERIAL = get_theme_dir("material")
UNUSED = ("assets/images", "assets/javascripts/lunr", "assets/javascripts/workers")
"""What Material brings for a search of its own, and an icon that is not ours."""


@pass_context
def address(context: TemplateContext, path: str) -> str:
    """The filter ``url`` of a language's templates: paths of the theme's files lead to the root."""
    if str(path).startswith(FOLDER):
        return f"{cast('Mapping[str, Any]', context)['playbook'].root}{path}"
    return url_filter(context, path)


def leave_out(files: Files, docs_dir: str) -> None:
    """Take the theme's files from those of a language."""
    for file in [*files]:
        if file.abs_src_path and file.src_dir != docs_dir:
            files.remove(file)


def tidy(folder: Path) -> None:
    """Remove from the root what nobody asks for, maps of packed scripts among it."""
    for unused in UNUSED:
        shutil.rmtree(folder / unused, ignore_errors=True)
    for file in folder.glob("assets/**/*.map"):
        file.unlink()
