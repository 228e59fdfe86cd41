"""A build of the whole site, from MkDocs' first hook to its last."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils.templates import TemplateContext

from mkdocs_playbook import asked, closing, root, sharing, unused, workers
from mkdocs_playbook.addresses import leaf
from mkdocs_playbook.failures import SurroundingsError, told_in_a_line
from mkdocs_playbook.job import Job, Result, Sibling
from mkdocs_playbook.manifest import LanguageEntry
from mkdocs_playbook.workers import Workers
from playbook import inputs, project, variables
from playbook.configuration import read_configuration
from playbook.diagnostics import Severity, errors
from playbook.inputs import Inputs
from playbook.languages import forget_catalogs
from playbook.progress import Progress, shown
from playbook.publishing import Staging
from playbook.root import linked_cache
from playbook.source import Limits
from playbook.sources import code
from playbook.store import key
from playbook.survey import Survey

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("playbook")

LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING}


class Site:
    """The state that lives from hook to hook: one command, with one build or, when serving, many."""

    _config: MkDocsConfig
    _offline: bool
    _site_url: str
    """Empty when it is not known, or does not matter."""
    _inputs: Inputs | None
    """What the project held when the build began; none while serving."""
    _prepared: project.Prepared
    _built: list[closing.Built]
    """The languages of this build."""
    _siblings: tuple[Sibling, ...]
    """Empty when the settings are wrong, which only serving survives."""

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
        if link := linked_cache(self._folder):
            raise SurroundingsError(f"'{link}' is a link, and could lead anywhere: delete it")
        workers.load()
        unused.report(config)
        self._built = []
        self._stage()
        if self._serving:
            forget_catalogs()
            code.cache_clear()
        folder = self._folder
        self._inputs = None if self._serving else inputs.taken(folder)
        self._offline = asked.is_offline() and not self._serving
        self._site_url = "" if self._offline else config.site_url or ""
        with shown("reading the content", say=log.info), told_in_a_line():
            self._prepared = project.prepare(
                folder,
                options,
                site_url=self._site_url,
                serve=self._serving,
                leaf=leaf(self._offline),
                name=f"-{key(str(self._staging.site))[:8]}" if self._staging else "",
                cache=asked.is_cached(),
            )
        if self._inputs is not None:
            closing.refuse_changed(folder, self._inputs)
        self._report_diagnostics()
        compilation = self._prepared.compilation
        self._siblings = tuple(Sibling(**head) for head in compilation.heads()) if compilation else ()
        if not self._site_url and not self._offline:
            log.info("site_url is not set: the site gets no sitemaps, canonical addresses or links between languages")
        root.configure(config, has_languages=bool(self._siblings), offline=self._offline)
        return config

    def describe_root(self, context: TemplateContext) -> TemplateContext:
        """Hand the root's templates their facts."""
        described = root.describe(
            self._siblings,
            site_url=self._site_url,
            noindex=self._noindex,
            leaf=leaf(self._offline),
            serving=self._serving,
        )
        return cast(TemplateContext, {**context, "root": described})

    def build_languages(self) -> None:
        """Build each language in its worker, and say here what the workers said there.

        Raises PluginError when a language could not be built, unless serving, when its home page tells why.
        """
        wanted = self._selected()
        self._workers.start(tuple(wanted))
        left_out = [s.folder for s in self._siblings if s.folder not in wanted]
        if left_out:
            log.info("building %s: a part of the site, without %s", ", ".join(wanted), ", ".join(left_out))
        with shown("building", say=log.info) as progress, told_in_a_line():
            jobs = self._jobs(wanted, progress)
            results = sharing.run(self._workers, jobs, languages=len(wanted), report=progress.reach)
        failures = {folder: self._replay(folder, result) for folder, result in results.items()}
        failures = {folder: failure for folder, failure in failures.items() if failure}
        if failures and not self._serving:
            is_surroundings = any(result.is_surroundings for result in results.values())
            kind = SurroundingsError if is_surroundings else PluginError
            raise kind(f"no site: {', '.join(failures)} could not be built")
        if not wanted:
            failures["."] = "\n".join(str(diagnostic) for diagnostic in self._prepared.diagnostics)
        for folder, failure in failures.items():
            root.write_problem(Path(self._config.site_dir) / folder, failure)
        root.tidy(Path(self._config.site_dir), offline=self._offline)
        if self._serving and self._siblings:
            root.remove_others(Path(self._config.site_dir), (each.folder for each in self._siblings))
        root.write_schemas(Path(self._config.site_dir))
        if self._inputs is not None:
            self._close({folder: result.survey for folder, result in results.items() if result.survey}, self._inputs)
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
        if asked.is_hurried():
            from mkdocs_playbook import noticing  # slow to load, as all that serving takes, and builds do not need it

            noticing.hurry(server, (self._config.docs_dir, self._config.config_file_path))
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
        is_well = self._is_complete and sys.exc_info()[0] is None
        try:
            if self._staging is not None and is_well:
                self._publish(self._staging)
        finally:
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

    @property
    def _folder(self) -> Path:
        """Of the project."""
        return Path(self._config.config_file_path).resolve().parent

    def _stage(self) -> None:
        if self._serving:
            return
        with told_in_a_line():
            self._staging = Staging(Path(self._config.site_dir))
        self._config.site_dir = str(self._staging.folder)

    def _publish(self, staging: Staging) -> None:
        if self._inputs is not None and (changed := closing.changed_since(self._folder, self._inputs)):
            log.warning("%s", changed)
        with told_in_a_line():
            self._take_staging(staging).publish()
        log.info("the site is in '%s'", staging.site)

    def _close(self, surveys: Mapping[str, Survey], read: Inputs) -> None:
        """Let nothing out that is not whole."""
        compilation = self._prepared.compilation
        closing.close(
            Path(self._config.site_dir),
            self._built,
            surveys,
            project=self._folder,
            read=read,
            languages=tuple(each.folder for each in self._siblings),
            date=compilation.day if compilation else "",
            site_url=self._site_url,
        )

    def _take_staging(self, staging: Staging) -> Staging:
        """The staging folder is done with: ``gh-deploy`` and others find the site where it is."""
        self._staging = None
        self._config.site_dir = str(staging.site)
        return staging

    def _report_diagnostics(self) -> None:
        """Tell every mistake: as MkDocs does, or in lines of their own for the playbook's own commands."""
        found, way = self._prepared.diagnostics, asked.diagnostics()
        for diagnostic in found:
            if way:
                click.echo(str(diagnostic))
            else:
                log.log(LEVELS[diagnostic.severity], "%s", diagnostic)
        if not self._serving and (found if way == "strict" else errors(found)):
            raise PluginError(f"no site: {project.summary(found)}")

    def _selected(self) -> list[str]:
        """The folders of the languages to build, all of them when none is asked for."""
        wanted = asked.languages()
        known = [each.folder for each in self._siblings]
        if unknown := sorted(set(wanted).difference(known)):
            raise PluginError(f"{variables.LANGUAGES}: no language '{unknown[0]}' to build; use: {', '.join(known)}")
        return [folder for folder in known if not wanted or folder in wanted]

    def _jobs(self, wanted: list[str], progress: Progress) -> Iterator[tuple[str, Job]]:
        """Compile the languages one by one: while a worker builds one, the next is compiled."""
        compilation = self._prepared.compilation
        if compilation is None:
            return
        for folder in wanted:
            language = cast(LanguageEntry, compilation.language(folder))
            self._built.append(closing.Built.of(language))
            progress.total += len(language["pages"])
            yield folder, self._job(compilation, language)
        if compilation.store and not self._serving:  # while the workers are busy
            compilation.store.sweep()

    def _job(self, compilation: project.Compilation, language: LanguageEntry) -> Job:
        folder = language["folder"]
        return Job(
            language=language,
            siblings=self._siblings,
            project=compilation.root,
            docs_dir=compilation.tree / folder,
            site_dir=Path(self._config.site_dir) / folder,
            published=self._staging.site if self._staging else Path(self._config.site_dir),
            outgoing=self._staging.outgoing if self._staging else None,
            site_url=self._site_url,
            edit_uri_template=str(self._options.get("edit_uri_template") or ""),
            issue_uri_template=str(self._options.get("issue_uri_template") or ""),
            copyright=self._config.copyright or "",
            live="mermaid2" in self._config.plugins,
            noindex=self._noindex,
            page_seconds=Limits(**compilation.settings.limits).page_seconds,
            is_cached=compilation.store is not None and not self._serving,
            serving=self._serving,
            offline=self._offline,
        )

    @property
    def _noindex(self) -> bool:
        compilation = self._prepared.compilation
        return compilation.settings.noindex if compilation else True

    def _replay(self, folder: str, result: Result) -> str:
        """Log what a worker logged, and return why it failed, if it did."""
        for record in result.records:
            log.log(record.level, "%s: %s", folder, record.message)
        if result.failure:
            log.error("%s: %s", folder, result.failure)
        return result.failure
