"""The ``playbook`` command: check, compile, build and serve a playbook, and keep its translations."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from typing import NoReturn

import click

from playbook.configuration import Configuration, read_configuration
from playbook.diagnostics import Diagnostic, errors
from playbook.library import Library
from playbook.progress import shown
from playbook.project import build_date, editions, find_root, open_project, plural, summary
from playbook.settings import CONFIG_FILE
from playbook.status import accept, status_lines
from playbook.tree import is_replaceable, manifest, write_tree

OFFLINE_FOLDER = "offline"
"""Where the edition for reading without a server goes."""


class Exit(IntEnum):
    """What the exit code says."""

    CLEAN = 0
    CONTENT = 1
    CONFIGURATION = 2
    ENVIRONMENT = 3
    INTERRUPTED = 130
    TERMINATED = 143


class _Commands(click.Group):
    """The commands, of which any may be interrupted."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            sys.exit(Exit.INTERRUPTED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Check, build and serve a customer-journey playbook.

    Exit codes: 0 all is well, 1 mistakes in the content, 2 in the configuration, 3 in the surroundings,
    130 interrupted.
    """


@main.command()
def check() -> None:
    """Report every mistake in the content, with file, line, column and what to do."""
    _, library = _open()
    _print(library.diagnostics)
    sys.exit(Exit.CONTENT if errors(library.diagnostics) else Exit.CLEAN)


@main.command("compile")
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="A new folder, or one with a tree in it.",
)
def compile_command(folder: Path) -> None:
    """Write every page as plain Markdown, for any site engine."""
    root = _root()
    configuration, library = _open(root)
    _stop_at_errors(library)
    if not is_replaceable(folder):
        _fail(Exit.ENVIRONMENT, f"{folder} is not empty and holds no compiled playbook", "name a new folder")
    with shown("compiling", say=_say):
        made = editions(library, configuration.settings)
    described = manifest(made, noindex=configuration.settings.noindex, day=build_date(root))
    try:
        with shown("writing", say=_say):
            write_tree(folder, made, assets=library.assets, described=described, root=root)
    except OSError as error:
        _fail(Exit.ENVIRONMENT, f"{error.filename or folder} cannot be written: {error.strerror}")
    click.echo(f"{sum(len(edition.pages) for edition in made)} pages in {folder}")


@main.command()
@click.option("--language", "languages", multiple=True, help="Build this language alone; repeat for more.")
@click.option(
    "--site-dir", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes, instead of site/."
)
@click.option("--strict", is_flag=True, help="Let warnings about the content stop the build, as errors do.")
@click.option("--offline", is_flag=True, help="Make a folder that works without a server, offline/ unless named.")
def build(languages: tuple[str, ...], site_dir: Path | None, strict: bool, offline: bool) -> None:
    """Check the content and build the site; a site that is there already stays as it is when anything is wrong."""
    root = _root()
    _known_languages(_configuration(root), languages)
    # Strict for MkDocs in any case: what it warns of, a link or an anchor of ours, is never the content's.
    site = site_dir.absolute() if site_dir else root / OFFLINE_FOLDER if offline else None
    arguments = ["build", "--strict", *(["--site-dir", str(site)] if site else [])]
    more = {"PLAYBOOK_OFFLINE": "1"} if offline else {}
    sys.exit(_mkdocs(root, arguments, languages=languages, diagnostics="strict" if strict else "plain", **more))


@main.command()
@click.option("--language", "languages", multiple=True, help="Serve this language alone; repeat for more.")
@click.option("--port", type=click.IntRange(1, 65535), help="Instead of the first free one from 8000.")
def serve(languages: tuple[str, ...], port: int | None) -> None:
    """Show the playbook in the browser, and again after every change."""
    root = _root()
    _known_languages(_configuration(root), languages)
    chosen = port or next((each for each in range(8000, 8100) if _is_free(each)), None)
    if chosen is None or not _is_free(chosen):
        _fail(Exit.ENVIRONMENT, f"port {port or 8000} is in use", "stop what uses it, or name another with --port")
    arguments = ["serve", "--livereload", "--dev-addr", f"127.0.0.1:{chosen}"]
    sys.exit(_mkdocs(root, arguments, languages=languages, diagnostics="plain"))


@main.group()
def translations() -> None:
    """See and keep how fresh the translations are."""


@translations.command()
@click.option("--language", "languages", multiple=True, help="This language alone; repeat for more.")
def status(languages: tuple[str, ...]) -> None:
    """Count the texts of each translation that are current, stale, missing or without an original."""
    configuration, library = _open()
    _known_languages(configuration, languages)
    for line in status_lines(library, languages or configuration.settings.languages):
        click.echo(line)


@translations.command("accept")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Every translation.")
def accept_command(paths: tuple[Path, ...], everything: bool) -> None:
    """Say that translations are in step with their originals as these are now.

    PATHS are translated files or folders: content/sv/journeys/startup-app.md
    """
    if bool(paths) == everything:
        raise click.UsageError("name the translated files, or --all")
    root = _root()
    _, library = _open(root)
    _stop_at_errors(library)
    wanted = [path.resolve() for path in paths] or [root / "content"]
    written, unmatched = accept(root, library, wanted)
    for path in unmatched:
        _fail(Exit.CONTENT, f"no translation lies at {path}", "name a file of a translation, not an origin")
    click.echo(f"{plural(len(written), 'ledger')} written")


# --- What the commands share ----------------------------------------------------------------------------------------


def _root() -> Path:
    root = find_root(Path.cwd())
    if root is None:
        _fail(Exit.CONFIGURATION, f"there is no {CONFIG_FILE} here or above", "go to the playbook's folder")
    return root


def _configuration(root: Path) -> Configuration:
    configuration, diagnostics = read_configuration(root)
    if configuration is None:
        _print(diagnostics)
        sys.exit(Exit.CONFIGURATION)
    return configuration


def _open(root: Path | None = None) -> tuple[Configuration, Library]:
    with shown("reading the content", say=_say):
        configuration, library, diagnostics = open_project(root or _root())
    if configuration is None or library is None:
        _print(diagnostics)
        sys.exit(Exit.CONFIGURATION)
    return configuration, library


def _say(line: str) -> None:
    """What is no result goes to standard error."""
    click.echo(line, err=True)


def _print(diagnostics: Iterable[Diagnostic]) -> None:
    listed = list(diagnostics)
    for diagnostic in listed:
        click.echo(str(diagnostic))
    click.echo(summary(listed))


def _stop_at_errors(library: Library) -> None:
    if errors(library.diagnostics):
        _print(library.diagnostics)
        sys.exit(Exit.CONTENT)


def _known_languages(configuration: Configuration, languages: tuple[str, ...]) -> None:
    for language in languages:
        if language not in configuration.settings.languages:
            known = ", ".join(configuration.settings.languages)
            _fail(Exit.CONFIGURATION, f"'{language}' is not a language of this playbook", f"use one of: {known}")


def _fail(code: Exit, message: str, hint: str = "") -> NoReturn:
    click.echo(f"error: {message}" + (f"\n  hint: {hint}" if hint else ""), err=True)
    sys.exit(code)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _mkdocs(root: Path, arguments: list[str], *, languages: tuple[str, ...], diagnostics: str, **more: str) -> int:
    """Run MkDocs in a process of its own: the core does not import it. Returns our exit code.

    ``diagnostics`` tells the plugin how to report the content: ``plain``, or ``strict``, when warnings stop it too;
    ``more`` are further variables for its environment.
    """
    surroundings = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PLAYBOOK_DIAGNOSTICS": diagnostics} | more
    if languages:
        surroundings["PLAYBOOK_LANGUAGES"] = " ".join(languages)
    command = [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(root / CONFIG_FILE)]
    with subprocess.Popen(command, cwd=root, env=surroundings) as process:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(Exit.TERMINATED))
        try:
            code = process.wait()
        except (KeyboardInterrupt, SystemExit):
            _interrupt(process)
            raise
    return Exit.CONTENT if code == 1 else Exit.CLEAN if code == 0 else Exit.ENVIRONMENT


def _interrupt(process: subprocess.Popen[bytes]) -> None:
    """Let a process end as by Ctrl-C, so that it leaves nothing behind; a terminal may have told it already."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(0.5)
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        process.wait()
