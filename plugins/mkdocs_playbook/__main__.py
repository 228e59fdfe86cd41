"""MkDocs as our commands start it: one line for what the machine refuses, and an exit code that tells it."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click
from mkdocs.__main__ import cli

from mkdocs_playbook import asked, workers
from mkdocs_playbook.failures import SurroundingsError, reason
from playbook.cli.console import Exit, configuration_of, known_languages
from playbook.variables import LIFELINE

ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
LITTER = 10_000
"""So many new objects Python lets come together before it looks for those that nobody can reach any more."""


def main(arguments: list[str]) -> int:
    """Run MkDocs in the playbook's folder, where we are, and return the exit code.

    What is wrong in the configuration is told in our own lines before MkDocs reads it.
    """
    gc.set_threshold(LITTER)
    for ending in ENDING:
        if signal.getsignal(ending) is not signal.SIG_IGN:  # as under nohup
            signal.signal(ending, _end)
    if os.environ.get(LIFELINE):
        threading.Thread(target=_end_with_input, daemon=True).start()
    try:
        workers.load()
        known_languages(configuration_of(Path.cwd()), asked.languages())
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return Exit.UNREAD
    except (KeyboardInterrupt, click.Abort):
        return Exit.INTERRUPTED
    except (SystemExit, RuntimeError) as error:
        # In the middle of making a class, Python puts a RuntimeError around the end.
        end = error if isinstance(error, SystemExit) else error.__cause__
        if not isinstance(end, SystemExit):
            raise
        return end.code if isinstance(end.code, int) else Exit.CONTENT
    except (OSError, MemoryError) as error:
        click.echo(f"error: no site: {reason(error)}", err=True)
        return Exit.ENVIRONMENT


def _run(arguments: list[str]) -> int:
    try:
        with cli.make_context("mkdocs", arguments) as context:
            cli.invoke(context)
    except click.ClickException as error:
        error.show()
        causes = (error, error.__context__, error.__cause__)
        return Exit.ENVIRONMENT if any(isinstance(each, SurroundingsError) for each in causes) else Exit.CONTENT
    except click.exceptions.Exit as end:
        return end.exit_code
    return 0


def _end(number: int, frame: FrameType | None) -> None:
    """End as by Ctrl-C, so that nothing is left behind."""
    sys.exit(128 + number)


def _end_with_input() -> None:
    """End when the command has ended that holds the other end of our standard input, and says nothing by it."""
    with suppress(OSError):
        while os.read(0, 1):
            pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    os._exit(main(sys.argv[1:]))  # all is done, and to give back the memory bit by bit takes a sixth of a second
