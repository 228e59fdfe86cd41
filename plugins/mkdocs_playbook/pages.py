"""The part of the plugin that sits in one language's build, and gives each page what it needs beside its Markdown."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import cast

import jinja2
from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from mkdocs_playbook import addresses, dated, live, policy, titles
from mkdocs_playbook.diagrams import FIGURE, LIVE, Diagrams
from mkdocs_playbook.facts import facts, sitemap
from mkdocs_playbook.job import Job
from mkdocs_playbook.kept import Kept
from mkdocs_playbook.shelf import Shelf
from playbook.hosting import edit_address
from playbook.languages import catalog
from playbook.time_limits import start, stop

log = logging.getLogger("mkdocs.playbook")

WIDE = frozenset({("page", "index"), ("index", "compare")})
"""Pages beside journeys that need the whole width: Material leaves its columns out."""
STRIDE = 20
"""Passes between two reports."""


class NoOptions(Config):  # type: ignore[no-untyped-call]
    """It is made by us, with a job."""


class LanguagePages(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Made with the job of its language."""

    def __init__(self, job: Job, diagrams: Diagrams, kept: Kept, report: Callable[[int], None]) -> None:
        self.job = job
        self._diagrams = diagrams
        self._kept = kept
        self._shelf = Shelf(job.docs_dir.parent)
        """The contents of the pages until they are put into the template: MkDocs would hold them all."""
        self._report = report
        self._passes = 0
        self._urls: dict[str, str] = {}
        self._aside = ""
        """The page that is being finished, when it is none of mermaid2's."""

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
        if self._diagrams.is_by_chance:
            self._kept.by_chance.add(page.file.src_uri)
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

    @event_priority(100)
    def _set_aside(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Keep a page without a diagram for mermaid2 from it: it writes anew whatever has its word in it."""
        self._aside = "" if page.file.src_uri in self._kept.live else output
        return "" if self._aside else output

    @event_priority(-100)
    def _complete(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Give the page its policy after mermaid2 has added its scripts."""
        self._count()
        page.content = ""
        finished = self._finish(self._aside or output, is_live=page.file.src_uri in self._kept.live)
        self._aside = ""
        return self._dated(finished) if self.job.serving else finished

    on_post_page = CombinedEvent(_set_aside, _complete)

    def on_post_template(self, output: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for 404, which is no page to MkDocs."""
        return self._dated(self._finish(output)) if template_name.endswith(".html") else output

    def _dated(self, page: str) -> str:
        return dated.put_in(page.encode(), self.job.language).decode()

    def _finish(self, output: str, *, is_live: bool = False) -> str:
        job = self.job
        page = live.tidy(output) if is_live else output
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
