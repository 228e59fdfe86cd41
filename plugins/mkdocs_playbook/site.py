"""A build of the whole site, from MkDocs' first hook to its last."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.theme import Theme
from mkdocs.utils.templates import TemplateContext

from mkdocs_playbook import root
from mkdocs_playbook.addresses import leaf
from mkdocs_playbook.job import Job, Result, Sibling
from mkdocs_playbook.manifest import LanguageEntry, Manifest, UnknownLanguageError, selected
from mkdocs_playbook.publish import PublishError, Staging
from mkdocs_playbook.workers import Workers
from playbook import project
from playbook.configuration import read_configuration
from playbook.diagnostics import Severity, errors
from playbook.languages import catalog
from playbook.progress import shown
from playbook.source import Limits
from playbook.time_limits import TookTooLongError

log = get_plugin_logger("playbook")

DIAGNOSTICS_VARIABLE = "PLAYBOOK_DIAGNOSTICS"
"""Environment variable that our commands set: ``plain``: lines of their own; ``strict``: warnings stop it too."""
LANGUAGES_VARIABLE = "PLAYBOOK_LANGUAGES"
"""Environment variable with the folders of the languages to build, separated by commas or spaces."""
OFFLINE_VARIABLE = "PLAYBOOK_OFFLINE"
"""Environment variable that our command sets: the site will be opened as files, without a server."""
UNUSED = (
    "draft_docs", "edit_uri", "edit_uri_template", "exclude_docs", "extra", "extra_css", "extra_javascript",
    "extra_templates", "hooks", "nav", "not_in_nav", "repo_url", "site_author", "site_description",
)  # fmt: skip
"""Settings of MkDocs that the languages' builds do not take over."""
USED_PLUGINS = frozenset({"playbook", "mermaid2"})
LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING}


class Site:
    """The state that lives from hook to hook: one command, with one build or, when serving, many."""

    _config: MkDocsConfig
    _offline: bool
    _site_url: str
    """Empty when it is not known, or does not matter."""
    _prepared: project.Prepared
    _manifest: Manifest
    """Without languages when the settings are wrong, which only serving survives."""

    def __init__(self) -> None:
        self._serving = False
        self._options: Mapping[str, object] = {}
        self._workers = Workers()
        self._staging: Staging | None = None
        self._is_complete = False

    def start(self, *, serving: bool) -> None:
        """Begin a command."""
        self._serving = serving

    def prepare(self, config: MkDocsConfig, options: Mapping[str, object]) -> MkDocsConfig:
        """Compile the content, and turn MkDocs' build into that of the site's root.

        Raises PluginError for mistakes in the content, unless serving, when the pages tell them.
        """
        self._config, self._options, self._is_complete = config, options, False
        _report_unused(config)
        self._stage()
        if self._serving:
            catalog.cache_clear()
        folder = Path(config.config_file_path).resolve().parent
        self._offline = bool(os.environ.get(OFFLINE_VARIABLE)) and not self._serving
        self._site_url = "" if self._offline else config.site_url or ""
        with shown("reading and compiling the content", say=log.info):
            try:
                self._prepared = project.prepare(
                    folder, options, site_url=self._site_url, serve=self._serving, leaf=leaf(self._offline)
                )
            except TookTooLongError as error:
                raise PluginError(f"no site: {error}") from None
        self._report_diagnostics()
        self._manifest = cast(Manifest, self._prepared.manifest or {"languages": [], "noindex": True})
        if not self._site_url and not self._offline:
            log.info("site_url is not set: the site gets no sitemaps, canonical addresses or links between languages")
        root.configure(config, has_languages=bool(self._manifest["languages"]), offline=self._offline)
        return config

    def describe_root(self, context: TemplateContext) -> TemplateContext:
        """Hand the root's templates their facts."""
        described = root.describe(
            _siblings(self._manifest),
            site_url=self._site_url,
            noindex=self._manifest["noindex"],
            leaf=leaf(self._offline),
        )
        return cast(TemplateContext, {**context, "root": described})

    def build_languages(self) -> None:
        """Build each language in its worker, and say here what the workers said there.

        Raises PluginError when a language could not be built, unless serving, when its home page tells why.
        """
        jobs = {language["folder"]: self._job(language) for language in self._selected()}
        left_out = [s.folder for s in _siblings(self._manifest) if s.folder not in jobs]
        if left_out:
            log.info("building %s: a part of the site, without %s", ", ".join(jobs), ", ".join(left_out))
        with shown("building", say=log.info) as progress:
            progress.total = sum(len(job.language["pages"]) for job in jobs.values())
            results = self._workers.run(jobs, progress.reach)
        failures = {folder: self._replay(folder, result) for folder, result in results.items()}
        failures = {folder: failure for folder, failure in failures.items() if failure}
        if failures and not self._serving:
            raise PluginError(f"no site: {', '.join(failures)} could not be built")
        if not jobs:
            failures["."] = "\n".join(str(diagnostic) for diagnostic in self._prepared.diagnostics)
        for folder, failure in failures.items():
            root.write_problem(Path(self._config.site_dir) / folder, failure)
        root.tidy(Path(self._config.site_dir))
        root.write_schemas(Path(self._config.site_dir))
        self._is_complete = True

    def discard(self) -> None:
        """The build has failed: the site stays as it is."""
        if self._staging is not None:
            self._take_staging(self._staging).discard()

    def watch(self, server: LiveReloadServer) -> LiveReloadServer:
        """Reload on changes in the content, in our templates and words, and in the theme."""
        if self._staging is not None:  # `mkdocs serve --clean` calls itself a build until here
            self._serving = True
            self._publish(self._staging)
        package = Path(project.__file__).parent
        for path in (*self._prepared.watch, package / "templates", package / "locale", root.THEME):
            if path.exists():
                server.watch(str(path))
        server.builder = self._surviving(server.builder)
        return server

    def finish(self) -> None:
        """Publish what was built, unless something went wrong after it; end the workers."""
        self._workers.close()
        # An interrupt is no build error for MkDocs, but it runs this hook on its way out.
        if self._staging is not None and self._is_complete and sys.exc_info()[0] is None:
            self._publish(self._staging)
        self.discard()

    def _surviving(self, build: Callable[[], None]) -> Callable[[], None]:
        """A rebuild that tells on the home page why MkDocs does not take its settings; it would answer nobody else."""

        def rebuild() -> None:
            try:
                build()
            except MkDocsException as error:
                _, problems = read_configuration(Path(self._config.config_file_path).resolve().parent)
                told = (
                    "\n".join(map(str, problems)) or f"MkDocs does not take mkdocs.yml; the terminal says why. {error}"
                )
                click.echo(told)
                root.write_problem(Path(self._config.site_dir), told)

        return rebuild

    # -- parts --------------------------------------------------------------------------------------------------------

    def _stage(self) -> None:
        if self._serving:
            return
        try:
            self._staging = Staging(Path(self._config.site_dir))
        except (PublishError, OSError) as error:
            raise PluginError(str(error)) from error
        self._config.site_dir = str(self._staging.folder)

    def _publish(self, staging: Staging) -> None:
        try:
            self._take_staging(staging).publish()
        except PublishError as error:
            raise PluginError(str(error)) from error
        log.info("the site is in '%s'", staging.site)

    def _take_staging(self, staging: Staging) -> Staging:
        """The staging folder is done with: ``gh-deploy`` and others find the site where it is."""
        self._staging = None
        self._config.site_dir = str(staging.site)
        return staging

    def _report_diagnostics(self) -> None:
        """Tell every mistake: as MkDocs does, or in lines of their own for the playbook's own commands."""
        found, way = self._prepared.diagnostics, os.environ.get(DIAGNOSTICS_VARIABLE)
        for diagnostic in found:
            if way:
                click.echo(str(diagnostic))
            else:
                log.log(LEVELS[diagnostic.severity], "%s", diagnostic)
        if not self._serving and (found if way == "strict" else errors(found)):
            raise PluginError(f"no site: {project.summary(found)}")

    def _selected(self) -> list[LanguageEntry]:
        wanted = os.environ.get(LANGUAGES_VARIABLE, "").replace(",", " ").split()
        try:
            return selected(self._manifest, wanted)
        except UnknownLanguageError as error:
            raise PluginError(f"{LANGUAGES_VARIABLE}: {error}") from error

    def _job(self, language: LanguageEntry) -> Job:
        folder = language["folder"]
        return Job(
            language=language,
            siblings=_siblings(self._manifest),
            docs_dir=self._prepared.tree / folder,
            site_dir=Path(self._config.site_dir) / folder,
            site_url=self._site_url,
            edit_uri_template=str(self._options.get("edit_uri_template") or ""),
            copyright=self._config.copyright or "",
            live="mermaid2" in self._config.plugins,
            noindex=self._manifest["noindex"],
            page_seconds=Limits(**(self._options.get("limits") or {})).page_seconds,  # type: ignore[arg-type]  # checked
            serving=self._serving,
            offline=self._offline,
        )

    def _replay(self, folder: str, result: Result) -> str:
        """Log what a worker logged, and return why it failed, if it did."""
        for record in result.records:
            log.log(record.level, "%s: %s", folder, record.message)
        if result.failure:
            log.error("%s: %s", folder, result.failure)
        return result.failure


def _siblings(manifest: Manifest) -> tuple[Sibling, ...]:
    return tuple(
        Sibling(folder=each["folder"], tag=each["tag"], name=each["name"], site_name=each["site_name"])
        for each in manifest["languages"]
    )


def _report_unused(config: MkDocsConfig) -> None:
    """Say which settings of MkDocs have no effect here, rather than drop them in silence."""
    plain = Theme(name=config.theme.name)
    unused = [key for key in UNUSED if config[key]]
    unused += [f"theme.{key}" for key in config.theme if config.theme[key] != plain.get(key)]
    unused += [f"plugins.{name.rpartition('/')[2]}" for name in config.plugins if name not in USED_PLUGINS]
    for key in unused:
        log.warning("mkdocs.yml: '%s' has no effect; the playbook sets up each language's site itself", key)
