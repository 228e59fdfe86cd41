"""``playbook compile``, ``build`` and ``serve``."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from playbook import variables
from playbook.cli.console import Exit, fail, main, opened, project_root, say, stop_at_errors
from playbook.progress import shown
from playbook.root import CONFIG_FILE

OFFLINE_FOLDER = "offline"
"""Where the edition for reading without a server goes."""
ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@main.command(
    "compile",
    epilog="""\b
Examples:
  playbook compile --to tree     all languages, and playbook.json, which describes them
""",
)
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="A new folder, or one with a tree in it.",
)
def compile_command(folder: Path) -> None:
    """Write every page as plain Markdown, for any site engine."""
    from playbook.project import Compilation, build_date  # slow to load, and MkDocs' process loads its own
    from playbook.tree import is_replaceable

    root = project_root()
    configuration, library = opened(root)
    stop_at_errors(library)
    if not is_replaceable(folder):
        fail(Exit.ENVIRONMENT, f"{folder} is not empty and holds no compiled playbook", "name a new folder")
    compilation = Compilation(
        playbook=library.playbook,
        assets=library.assets,
        settings=configuration.settings,
        root=root,
        tree=folder,
        site_url=configuration.site_url,
        day=build_date(root),
    )
    try:
        with shown("compiling", say=say):
            made = [compilation.language(language) for language in configuration.settings.languages]
            compilation.complete(made)
    except OSError as error:
        fail(Exit.ENVIRONMENT, f"{error.filename or folder} cannot be written: {error.strerror}")
    click.echo(f"{sum(len(language['pages']) for language in made)} pages in {folder}")


@main.command(
    epilog="""\b
Examples:
  playbook build                                   the whole site, in site/
  playbook build --strict                          the same, unless there are warnings
  playbook build --language sv --site-dir part     one language alone, and what all languages share
  playbook build --offline                         a folder that is opened without a server
"""
)
@click.option("--language", "languages", multiple=True, help="Build this language alone; repeat for more.")
@click.option(
    "--site-dir", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes, instead of site/."
)
@click.option("--strict", is_flag=True, help="Let warnings about the content stop the build, as errors do.")
@click.option("--offline", is_flag=True, help="Make a folder that works without a server, offline/ unless named.")
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing.")
def build(languages: tuple[str, ...], site_dir: Path | None, strict: bool, offline: bool, no_cache: bool) -> None:
    """Check the content and build the site; a site that is there already stays as it is when anything is wrong."""
    root = project_root()
    # Strict for MkDocs in any case: what it warns of, a link or an anchor of ours, is never the content's.
    site = site_dir.absolute() if site_dir else root / OFFLINE_FOLDER if offline else None
    arguments = ["build", "--strict", *(["--site-dir", str(site)] if site else [])]
    more = ({variables.OFFLINE: "1"} if offline else {}) | ({variables.NO_CACHE: "1"} if no_cache else {})
    sys.exit(_mkdocs(root, arguments, languages=languages, diagnostics="strict" if strict else "plain", **more))


@main.command(
    epilog="""\b
Examples:
  playbook serve
  playbook serve --language sv --port 8123
"""
)
@click.option("--language", "languages", multiple=True, help="Serve this language alone; repeat for more.")
@click.option("--port", type=click.IntRange(1, 65535), help="Instead of the first free one from 8000.")
@click.option(
    "--poll",
    is_flag=True,
    help="Look at all files twice a second, as network folders need.",
)
def serve(languages: tuple[str, ...], port: int | None, *, poll: bool) -> None:
    """Show the playbook in the browser, and again after every change."""
    root = project_root()
    chosen = port or next((each for each in range(8000, 8100) if _is_free(each)), None)
    if chosen is None or not _is_free(chosen):
        fail(Exit.ENVIRONMENT, f"port {port or 8000} is in use", "stop what uses it, or name another with --port")
    arguments = ["serve", "--livereload", "--dev-addr", f"127.0.0.1:{chosen}"]
    told = {} if poll else {variables.HURRY: "1"}
    sys.exit(_mkdocs(root, arguments, languages=languages, diagnostics="plain", **told))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":  # where it would let a port be taken that is in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _mkdocs(root: Path, arguments: list[str], *, languages: tuple[str, ...], diagnostics: str, **more: str) -> int:
    """Run MkDocs in a process of its own: the core does not import it. Returns our exit code.

    ``diagnostics`` tells the plugin how to report the content: ``plain``, or ``strict``, when warnings stop it too;
    ``more`` are further variables for its environment. It reads the configuration, and tells first what is wrong there.
    """
    surroundings = os.environ | {"NO_MKDOCS_2_WARNING": "1", variables.DIAGNOSTICS: diagnostics} | more
    if languages:
        surroundings[variables.LANGUAGES] = " ".join(languages)
    command = [sys.executable, "-m", "mkdocs_playbook", *arguments, "--config-file", str(root / CONFIG_FILE)]
    with _started(command, root, surroundings) as process:
        try:
            for ending in ENDING:
                if signal.getsignal(ending) is not signal.SIG_IGN:  # as under nohup
                    signal.signal(ending, lambda number, _: sys.exit(128 + number))
            code = process.wait()
        except (KeyboardInterrupt, SystemExit):
            _interrupt(process)
            raise
    if code < 0:
        fail(Exit.ENVIRONMENT, f"the build was ended by signal {-code}", "the site is as it was; build again")
    return code


def _started(command: list[str], root: Path, surroundings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a process in which Ctrl-C does nothing: a terminal tells all of its processes, and we alone act on it.

    Those that it starts take that over. One that is still loading would tell of an interrupt in a trace. However we
    end, its standard input does too, and that ends it.
    """
    own = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return subprocess.Popen(command, cwd=root, env={**surroundings, variables.LIFELINE: "1"}, stdin=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, own)


def _interrupt(process: subprocess.Popen[bytes]) -> None:
    """Let a process end by itself, so that it leaves nothing behind."""
    if sys.platform != "win32":  # where a console has told it too, and cannot be overheard
        process.terminate()
    process.wait()
