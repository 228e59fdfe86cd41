"""What each page of a language needs beside its Markdown: addresses of its versions, its edit link, its titles."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import cast

import jinja2
from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from mkdocs_playbook import addresses, dated, live, policy, titles
from mkdocs_playbook.diagrams import FIGURE, LIVE, Diagrams
from mkdocs_playbook.job import Job, Sibling
from mkdocs_playbook.kept import Kept
from mkdocs_playbook.manifest import PageEntry
from mkdocs_playbook.shelf import Shelf
from playbook.hosting import edit_address
from playbook.languages import catalog
from playbook.suggestion import suggestion
from playbook.time_limits import start, stop

log = logging.getLogger("mkdocs.playbook")

MAIN = frozenset(
    f"{folder}/index.md" for folder in ("stages", "journeys", "touchpoints", "methods", "checklists", "terms")
)
WIDE = frozenset({("page", "index"), ("index", "compare")})
"""Pages beside journeys that need the whole width: Material leaves its columns out."""
STRIDE = 20
"""Passes between two reports."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """The page in a language, for the language switch."""

    tag: str
    name: str
    short: str
    """The name for a narrow screen."""
    home: str
    """That language's word for its home page."""
    address: str
    """Relative to the page; absolute on the server for a page that may be shown at any address, such as 404."""
    is_current: bool
    is_home: bool
    """Whether the page does not exist there and the address is that language's home."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternate:
    """A translation of the page, for search engines."""

    tag: str
    address: str
    """Absolute."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Crumb:
    """A page that others link to from everywhere."""

    title: str
    path: str
    """Of its Markdown file."""
    address: str
    """Relative to the language's home."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What the templates know as ``playbook``."""

    kind: str
    """Empty for a page that is nowhere in the tree, such as 404."""
    id: str
    title: str
    """Plain text; empty on the home page, whose title is the site's."""
    description: str
    canonical: str
    """Absolute; empty when the site's address is not known."""
    alternates: tuple[Alternate, ...]
    versions: tuple[Version, ...]
    owner: str
    """Who answers for the page; may be empty."""
    language: str
    """Its folder."""
    name: str
    """The language's name, in its own words."""
    root: str
    """The site's root, relative to the page; absolute on the server for a page that may be shown at any address."""
    leaf: str
    """What addresses of folders end with."""
    section: str
    """The Markdown file of the index that the page belongs to."""
    trail: tuple[Crumb, ...]
    """The pages above this one: home, the index that it belongs to, and the page whose list goes on here."""
    footer: tuple[Crumb, ...]
    main: frozenset[str]
    """The Markdown files of the lists that wide screens name in the header."""
    noindex: bool
    updated: str
    """What stands for when the content last changed, a sentence that is put in last; may be empty."""
    feed: str = ""
    """The language's Atom feed, relative to its home; may be empty."""
    source: str = ""
    """The content file behind it, relative to the project folder; empty for a page that lists."""
    edit_template: str = ""
    """Where a file is edited, with ``{path}`` and maybe ``{line}``; may be empty."""
    suggestion: str = ""
    """Where a reader suggests a change of the page; may be empty."""
    leads_to: str = ""
    """Where the reader is sent on to, relative to the page; empty unless its address has been given up."""
    is_live: bool = False
    """Whether the page holds a diagram that the browser draws."""


class NoOptions(Config):  # type: ignore[no-untyped-call]
    """It is made by us, with a job."""


class LanguagePages(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """The part of the plugin that sits in one language's build; made with its job."""

    def __init__(self, job: Job, diagrams: Diagrams, kept: Kept, report: Callable[[int], None]) -> None:
        self.job = job
        self._diagrams = diagrams
        self._kept = kept
        self._shelf = Shelf(job.docs_dir.parent)
        """The contents of the pages until they are put into the template: MkDocs would hold them all."""
        self._report = report
        self._passes = 0
        self._urls: dict[str, str] = {}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Point each page's edit link to the content file behind it; give the browser the titles of all pages."""
        for file in files.documentation_pages():
            entry = self.job.language["pages"].get(file.src_uri)
            template = self.job.edit_uri_template
            file.edit_uri = edit_address(template, entry["source"], entry["line"]) or None if entry else None
            file.url = ("" if file.url in (".", "./") else file.url) + addresses.leaf(self.job.offline) or file.url
        config.edit_uri_template = "{path}"
        titles.place(files, self.job.language["pages"], config)
        return files

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give the page its titles as HTML."""
        entry = self.job.language["pages"].get(page.file.src_uri)
        if entry:
            page.meta.update(title=escape(entry["title"]), description=escape(entry["description"]))
            shown = self.job.language["pages"].get(entry["part_of"], entry)
            if shown["kind"] == "journey" or (shown["kind"], shown["id"]) in WIDE:
                page.meta["hide"] = ["navigation", "toc"]
        self._diagrams.start_page()
        self._count()
        source = entry["source"] if entry else ""
        start(source or f"{self.job.language['folder']}/{page.file.src_uri}", self.job.page_seconds)
        return markdown

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Take note of the diagrams in its prose that could not be drawn; let go of what no template asks for."""
        stop()
        if any(LIVE in figure.partition(">")[0] for figure in FIGURE.findall(html)):
            self._kept.live.add(page.file.src_uri)
        for remark in self._diagrams.remarks:
            log.log(remark.level, "Doc file '%s' %s", page.file.src_uri, remark.text)
        page.present_anchor_ids = page.links_to_anchors = None
        page.markdown = ""
        self._shelf.put(page.file.src_uri, html)
        return ""

    def _count(self) -> None:
        """Say now and then how many pages are done; each is passed twice, as Markdown and as a finished page."""
        self._passes += 1
        if self._passes % STRIDE == 0:
            self._report(self._passes // 2)

    def on_env(self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Give the templates the words of the language."""
        if self._kept.live:
            live.place_library(files, config)
        env.install_gettext_translations(catalog(self.job.language["folder"]), newstyle=True)  # type: ignore[attr-defined]
        self._urls = {file.src_uri: file.url for file in files}
        return env

    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: object
    ) -> TemplateContext:
        """Hand the page's facts to its template."""
        path = page.file.src_uri
        page.content = self._shelf.take(path)
        known = replace(facts(self.job, path), is_live=path in self._kept.live, leads_to=self._way_on(page))
        return cast(TemplateContext, {**context, "playbook": known})

    def _way_on(self, page: Page) -> str:
        entry = self.job.language["pages"].get(page.file.src_uri)
        target, mark, fragment = (entry["leads_to"] if entry else "").partition("#")
        return f"{get_relative_url(self._urls[target], page.url)}{mark}{fragment}" if target else ""

    @event_priority(-100)
    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Give the page its policy after mermaid2 has added its scripts."""
        self._count()
        page.content = ""
        finished = self._finish(output, is_live=page.file.src_uri in self._kept.live)
        return self._dated(finished) if self.job.serving else finished

    def on_post_template(self, output: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for 404, which is no page to MkDocs."""
        return self._dated(self._finish(output)) if template_name.endswith(".html") else output

    def _dated(self, page: str) -> str:
        return dated.put_in(page.encode(), self.job.language).decode()

    def _finish(self, output: str, *, is_live: bool = False) -> str:
        job = self.job
        page = live.tidy(output) if job.live else output
        return policy.finish(page, is_live=is_live, is_served=job.serving, is_offline=job.offline)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """All pages have been written."""
        self._shelf.close()

    def on_build_error(self, *, error: Exception) -> None:
        """No more pages will be written."""
        self._shelf.close()

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Hand the facts of a page that is nowhere in the tree to 404 and sitemap."""
        home = f"{addresses.server_path(self.job.site_url)}{self.job.language['folder']}/"
        own = {"base_url": home} if template_name == "404.html" else {}
        facts_ = {"playbook": facts(self.job, ""), "sitemap": sitemap(self.job)}
        return cast(TemplateContext, {**context, **own, **facts_})


def facts(job: Job, path: str) -> Facts:
    """The facts of the page at a path in the language's folder; of a page that is not there when it is empty."""
    entry = job.language["pages"].get(path)
    folder = job.language["folder"]
    kept = (entry["leads_to"].partition("#")[0] if entry else "") or path
    canonical = addresses.absolute(job.site_url, entry["canonical"], kept) if entry and job.site_url else ""
    first = (entry["part_of"] if entry else "") or path
    section = f"{first.rpartition('/')[0]}/index.md" if "/" in first else first
    return Facts(
        kind=entry["kind"] if entry else "",
        id=entry["id"] if entry else "",
        title=entry["title"] if entry and path != "index.md" else "",
        description=(entry["description"] if entry else "") or job.language["site_description"],
        canonical=canonical,
        alternates=_alternates(job, path, entry) if entry else (),
        versions=tuple(_version(job, path, entry, other, folder) for other in job.siblings),
        owner=entry["owner"] if entry else "",
        language=folder,
        name=job.language["name"],
        root=_root(job, path, entry),
        leaf=addresses.leaf(job.offline),
        section=section,
        trail=tuple(_crumbs(job, *_above(path, section, first))),
        main=MAIN,
        footer=tuple(_crumb(job, item["title"], item["path"]) for item in job.language["footer"]),
        noindex=job.noindex or entry is None or bool(entry["leads_to"]),
        updated=dated.UPDATED if job.language["updated"] else "",
        feed=job.language["feed"],
        source=entry["source"] if entry else "",
        edit_template=job.edit_uri_template if entry else "",
        suggestion=_suggestion(job, path, entry) if entry else "",
    )


def _suggestion(job: Job, path: str, entry: PageEntry) -> str:
    folder = job.language["folder"]
    address = suggestion(
        job.issue_uri_template,
        folder=folder,
        title=entry["title"],
        address=addresses.absolute(job.site_url, folder, path) if job.site_url else "",
        file=entry["source"],
        language=job.language["name"],
        version=dated.VERSION if job.language["version"] else "",
    )
    return dated.left_open(address)


def _above(path: str, *above: str) -> list[str]:
    """The paths of the pages above one, from the top."""
    return [each for each in dict.fromkeys(("index.md", *above)) if each != path]


def _crumbs(job: Job, *paths: str) -> Iterator[Crumb]:
    """The pages at these paths, as far as they are there; home under its name in the navigation."""
    pages = job.language["pages"]
    for path in paths:
        if path == "index.md":
            yield _crumb(job, catalog(job.language["folder"]).ugettext("Home"), path)
        elif path in pages:
            yield _crumb(job, pages[path]["title"], path)


def _crumb(job: Job, title: str, path: str) -> Crumb:
    address = addresses.page_address(path) + addresses.leaf(job.offline)
    return Crumb(title=title, path=path, address=address or ".")


def _alternates(job: Job, path: str, entry: PageEntry) -> tuple[Alternate, ...]:
    if not job.site_url:
        return ()
    real = [other for other in job.siblings if other.folder in entry["alternates"]]
    found = [Alternate(tag=o.tag, address=addresses.absolute(job.site_url, o.folder, path)) for o in real]
    return (*found, Alternate(tag="x-default", address=job.site_url)) if found else ()


def _version(job: Job, path: str, entry: PageEntry | None, other: Sibling, folder: str) -> Version:
    exists = entry is not None and other.folder in entry["versions"]
    address = f"{_root(job, path, entry)}{other.folder}/{addresses.page_address(path) if exists else ''}"
    address += addresses.leaf(job.offline)
    return Version(
        tag=other.tag,
        name=other.name,
        short=other.folder,
        home=catalog(other.folder).ugettext("Home"),
        address=address,
        is_current=other.folder == folder,
        is_home=not exists,
    )


def _root(job: Job, path: str, entry: PageEntry | None) -> str:
    """The site's root as the page at a path sees it; absolute on the server when there is no such page."""
    if entry is None:
        return addresses.server_path(job.site_url)
    return "../" * (addresses.page_address(path).count("/") + 1)


def sitemap(job: Job) -> tuple[tuple[str, tuple[Alternate, ...]], ...]:
    """The absolute address and the translations of each page that is translated, in the order of their paths."""
    if not job.site_url:
        return ()
    folder = job.language["folder"]
    return tuple(
        (addresses.absolute(job.site_url, folder, path), _alternates(job, path, entry))
        for path, entry in sorted(job.language["pages"].items())
        if entry["translated"]
    )
