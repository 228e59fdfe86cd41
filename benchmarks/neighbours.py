"""Other site engines, each with the compiled pages as an ordinary project of its own."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.environment import library, python

CONFIGURATIONS = Path(__file__).with_name("configurations")
MERMAID = "mermaidx/assets/mermaid.js"
_FIGURE = re.compile(r'<figure class="diagram".*?</figure>', re.DOTALL)
_SOURCE = re.compile(r'<pre class="diagram__source"[^>]*><code>(.*?)</code></pre>', re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """A site engine, and how it is asked for a site."""

    title: str
    packages: tuple[str, ...]
    """Whose versions are told with what it took."""
    configuration: str
    """The folder under ``configurations`` that its project begins with."""
    command: Callable[[Path], tuple[str, ...]]
    """Given the environment. It is run in the project and leaves a site in ``site``."""


def _module(name: str, *arguments: str) -> Callable[[Path], tuple[str, ...]]:
    return lambda environment: (str(python(environment)), "-m", name, "build", *arguments)


def _hugo(environment: Path) -> tuple[str, ...]:
    return (str(library(environment, "hugo/binaries/hugo")), "--quiet")


_MATERIAL = ("mkdocs-material", "mkdocs-mermaid2-plugin")
NEIGHBOURS: Mapping[str, Neighbour] = {
    "plain": Neighbour(
        title="MkDocs, Material, mermaid2, search",
        packages=("mkdocs", *_MATERIAL),
        configuration="material",
        command=_module("mkdocs"),
    ),
    "properdocs": Neighbour(
        title="ProperDocs, Material, mermaid2, search",
        packages=("properdocs", *_MATERIAL),
        configuration="material",
        command=_module("properdocs", "--config-file", "mkdocs.yml"),
    ),
    "zensical": Neighbour(
        title="Zensical, search",
        packages=("zensical",),
        configuration="zensical",
        command=_module("zensical"),
    ),
    "hugo": Neighbour(title="Hugo, a bare theme", packages=("hugo",), configuration="hugo", command=_hugo),
}


def write_project(folder: Path, tree: Path, neighbour: Neighbour, environment: Path) -> None:
    """Write a project for a compiled tree: every page in one ``docs``, its diagrams as fences of Mermaid text."""
    shutil.copytree(CONFIGURATIONS / neighbour.configuration, folder)
    docs = folder / "docs"
    shutil.copytree(tree, docs, ignore=shutil.ignore_patterns("mkdocs-*.yml", "playbook.json"))
    for page in docs.rglob("*.md"):
        page.write_text(live(page.read_text(encoding="utf-8")), encoding="utf-8")
        if neighbour.configuration == "hugo" and page.stem == "index":  # beside `index.md`, other pages would be files
            page.rename(page.with_stem("_index"))
    if not any("```mermaid" in page.read_text(encoding="utf-8") for page in docs.glob("*/journeys/*.md")):
        raise ValueError("the compiled pages show their diagrams in a way that is not known here")
    if neighbour.configuration == "material":
        (docs / "javascripts").mkdir()
        shutil.copy(library(environment, MERMAID), docs / "javascripts" / "mermaid.js")


def live(markdown: str) -> str:
    """A compiled page with fences of Mermaid text in place of the drawn diagrams."""

    def fence(figure: re.Match[str]) -> str:
        source = _SOURCE.search(figure[0])
        return f"```mermaid\n{html.unescape(source[1]).strip()}\n```" if source else figure[0]

    return _FIGURE.sub(fence, markdown)
