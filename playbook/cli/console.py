"""What the commands share: the group that they join, exit codes, and how they open a project and speak."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from enum import IntEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from playbook.cli.commands import COMMANDS
from playbook.root import CONFIG_FILE, find_root, linked_cache
from playbook.time_limits import TookTooLongError

if TYPE_CHECKING:  # what reads and checks is slow to load, and not needed to help
    from playbook.configuration import Configuration
    from playbook.diagnostics import Diagnostic
    from playbook.library import Library


class Exit(IntEnum):
    """What the exit code says."""

    CLEAN = 0
    CONTENT = 1
    CONFIGURATION = 2
    ENVIRONMENT = 3
    HUNG_UP = 129
    INTERRUPTED = 130
    UNREAD = 141
    TERMINATED = 143


class _Commands(click.Group):
    """The commands, of which any may be interrupted, lose its reader, or meet a full disk."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*COMMANDS, *self.commands})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            import_module(f"playbook.cli.{COMMANDS[cmd_name].module}")
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands as click does, without loading them."""
        names = self.list_commands(ctx)
        width = formatter.width - 6 - max(map(len, names))
        rows = [(name, self._listed(name).get_short_help_str(width)) for name in names]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _listed(self, name: str) -> click.Command:
        return click.Command(name, help=COMMANDS[name].help) if name in COMMANDS else self.commands[name]

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _interrupted()
        except click.Abort as error:  # out of a question; what led to it is its context
            if isinstance(error.__context__, KeyboardInterrupt):
                _interrupted()
            fail(Exit.CONFIGURATION, "a question has found no answer", "give the answers as options; see --help")
        except TookTooLongError as error:
            fail(Exit.CONTENT, str(error))
        except BrokenPipeError:  # what reads our output has had enough, as `head` has
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            sys.exit(Exit.UNREAD)
        except OSError as error:
            fail(Exit.ENVIRONMENT, ": ".join(filter(None, (str(error.filename or ""), error.strerror or str(error)))))


def _interrupted() -> NoReturn:
    click.echo("interrupted", err=True)
    sys.exit(Exit.INTERRUPTED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Check, build and serve a customer-journey playbook.

    Exit codes: 0 all is well, 1 mistakes in the content, 2 in the configuration, 3 in the surroundings,
    129 the terminal was closed, 130 interrupted, 141 nobody reads the output any more, 143 terminated.
    """


FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="To read, for a comment, or for a program.",
)
"""What a command that lists things prints them as."""


def project_root() -> Path:
    """The folder of the project that we are in; ends the command when there is none."""
    root = find_root(Path.cwd())
    if root is None:
        fail(Exit.CONFIGURATION, f"there is no {CONFIG_FILE} here or above", "go to the playbook's folder")
    if link := linked_cache(root):
        fail(Exit.ENVIRONMENT, f"{os.path.relpath(link)} is a link, and could lead anywhere", "delete it")
    return root


def configuration_of(root: Path) -> Configuration:
    """The configuration of a project; ends the command when it is wrong."""
    from playbook.configuration import read_configuration

    configuration, diagnostics = read_configuration(root)
    if configuration is None:
        report(diagnostics)
        sys.exit(Exit.CONFIGURATION)
    return configuration


def opened(root: Path | None = None) -> tuple[Configuration, Library]:
    """The configuration and the content of a project; ends the command when the configuration is wrong."""
    root = root or project_root()
    from playbook.progress import shown
    from playbook.project import open_project

    with shown("reading the content", say=say):
        configuration, library, diagnostics = open_project(root, cached=True)
    if configuration is None or library is None:
        report(diagnostics)
        sys.exit(Exit.CONFIGURATION)
    return configuration, library


def say(line: str) -> None:
    """What is no result goes to standard error, with escapes for what no terminal should be told."""
    from playbook.diagnostics import printable

    click.echo(printable(line), err=True)


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Print every diagnostic and count them."""
    from playbook.project import summary

    listed = list(diagnostics)
    for diagnostic in listed:
        click.echo(str(diagnostic))
    click.echo(summary(listed))


def stop_at_errors(library: Library) -> None:
    """End the command when the content has errors."""
    from playbook.diagnostics import errors

    if errors(library.diagnostics):
        report(library.diagnostics)
        sys.exit(Exit.CONTENT)


def known_languages(configuration: Configuration, languages: tuple[str, ...]) -> None:
    """End the command when a language is not one of the playbook's."""
    for language in languages:
        if language not in configuration.settings.languages:
            known = ", ".join(configuration.settings.languages)
            fail(Exit.CONFIGURATION, f"'{language}' is not a language of this playbook", f"use one of: {known}")


def fail(code: Exit, message: str, hint: str = "") -> NoReturn:
    """End the command with a message, on a line whatever it quotes."""
    say(f"error: {message}")
    if hint:
        say(f"  hint: {hint}")
    sys.exit(code)
