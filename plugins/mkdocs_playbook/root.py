"""The site's root: the language chooser, the 404 page for all languages, the sitemap index and robots.txt."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_playbook import policy, shared
from mkdocs_playbook.addresses import server_path
from mkdocs_playbook.job import Sibling
from mkdocs_playbook.live import LIBRARY
from mkdocs_playbook.shared import MATERIAL, RootTheme
from playbook.languages import catalog
from playbook.schema import schemas

THEME = Path(__file__).parent / "theme"
TEMPLATES = frozenset({"index.html", "404.html", "robots.txt", "sitemap.xml"})
"""The sitemap index comes out empty, and is left out by MkDocs, when the site's address is not known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RootLanguage:
    """A language as the root shows it."""

    sibling: Sibling
    gettext: Callable[[str], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Root:
    """What the root's templates know as ``root``."""

    languages: tuple[RootLanguage, ...]
    site_url: str
    server_path: str
    noindex: bool
    leaf: str
    """What addresses of folders end with."""
    policy: str
    """The Content-Security-Policy of its pages."""


def describe(siblings: tuple[Sibling, ...], *, site_url: str, noindex: bool, leaf: str, serving: bool) -> Root:
    """The root of a site in these languages."""
    return Root(
        languages=tuple(RootLanguage(sibling=s, gettext=catalog(s.folder).ugettext) for s in siblings),
        site_url=site_url,
        server_path=server_path(site_url),
        noindex=noindex,
        leaf=leaf,
        policy=policy.bare(is_served=serving, is_offline=bool(leaf)),
    )


def quieten(config: MkDocsConfig) -> None:
    """Keep mermaid2 from asking another host for its library, and from telling what it does.

    It would do both when it gets the configuration, so this comes before; the root has no diagrams.
    """
    if mermaid2 := config.plugins.get("mermaid2"):
        mermaid2.config["javascript"] = LIBRARY
        logging.getLogger("mkdocs.plugins.mermaid2").setLevel(logging.WARNING)


def configure(config: MkDocsConfig, *, has_languages: bool, offline: bool) -> None:
    """Make the project's own MkDocs build that of the root: our few templates, no pages, the theme's files for all."""
    config.docs_dir = str(THEME / "chooser")  # MkDocs wants one; it copies what is there
    config.nav = []
    config.theme = RootTheme(**{**config.theme, "locale": str(config.theme.locale)})
    config.theme.dirs = (
        [str(THEME / "root"), str(THEME / "shared"), str(MATERIAL)] if has_languages else [str(THEME / "shared")]
    )
    templates = {"index.html"} if offline else set(TEMPLATES)
    config.theme.static_templates = templates if has_languages else set()
    if search := config.plugins.get("material/search"):  # a playbook from before still names it
        search.config["enabled"] = False


def tidy(folder: Path, *, offline: bool) -> None:
    """Remove the packed sitemap: MkDocs puts the time of the build into it, and ours is short.

    Offline, remove the templates that are not for it: MkDocs takes them for files to copy.
    """
    for name in ("sitemap.xml.gz", *(TEMPLATES - {"index.html"} if offline else ())):
        (folder / name).unlink(missing_ok=True)
    shared.tidy(folder)


def remove_others(folder: Path, languages: Iterable[str]) -> None:
    """While serving, remove the languages that are not there any more: MkDocs leaves links when it cleans."""
    kept = set(languages)
    for path in folder.iterdir():
        if path.is_symlink() and path.name not in kept:
            path.unlink()


def write_schemas(folder: Path) -> None:
    """The schemas for front matter, at addresses to which an editor's program anywhere can be pointed."""
    (folder / "schema").mkdir(parents=True, exist_ok=True)
    for name, text in _schemas().items():
        (folder / "schema" / name).write_bytes(text.encode())


@cache
def _schemas() -> dict[str, str]:
    return schemas()


def write_problem(folder: Path, text: str) -> None:
    """A home page that tells why there is nothing else; only while serving."""
    environment = Environment(loader=FileSystemLoader(THEME / "root"), autoescape=True)
    folder.mkdir(parents=True, exist_ok=True)
    page = environment.get_template("problem.html").render(text=text)
    (folder / "index.html").write_text(policy.finish_problem(page), encoding="utf-8")
