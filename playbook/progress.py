"""What long work is doing: a bar on a terminal, a line now and then into a pipe, nothing while it is quick."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

QUIET = {True: 1.0, False: 5.0}
"""Seconds in which work is quick, on a terminal and into a pipe."""
EVERY = {True: 0.2, False: 10.0}
"""Seconds between two pictures on a terminal, and between two lines into a pipe."""
_BAR = 24


@dataclass(kw_only=True, slots=True)
class Progress:
    """How far the work is; whoever does it counts, another thread shows it."""

    what: str
    done: int = 0
    total: int = 0
    """0 while it is not known."""
    unit: str = "pages"

    def reach(self, done: int) -> None:
        """So many are done now."""
        self.done = done

    def line(self, seconds: float) -> str:
        """``building: 340 of 1800 pages, 12 s``."""
        counted = f" {self.done} of {self.total} {self.unit}," if self.total else ""
        return f"{self.what}:{counted} {seconds:.0f} s"

    def bar(self, seconds: float) -> str:
        """The line with a bar before it when the end is known."""
        if not self.total:
            return self.line(seconds)
        filled = _BAR * min(self.done, self.total) // self.total
        return f"[{'#' * filled}{'-' * (_BAR - filled)}] {self.line(seconds)}"


@contextmanager
def shown(
    what: str,
    *,
    say: Callable[[str], None],
    stream: TextIO | None = None,
    quiet: float | None = None,
    every: float | None = None,
) -> Iterator[Progress]:
    """Show how far the work in the block is.

    ``say`` prints a line when ``stream`` (standard error) is no terminal. ``quiet`` and ``every`` are in seconds.
    """
    stream = stream or sys.stderr
    progress, ended, is_terminal = Progress(what=what), threading.Event(), stream.isatty()
    pauses = QUIET[is_terminal] if quiet is None else quiet, EVERY[is_terminal] if every is None else every
    showing = threading.Thread(target=_show, args=(progress, ended, say, stream, *pauses), daemon=True)
    showing.start()
    try:
        yield progress
    finally:
        ended.set()
        showing.join()


def _show(
    progress: Progress,
    ended: threading.Event,
    say: Callable[[str], None],
    stream: TextIO,
    quiet: float,
    every: float,
) -> None:
    began, width = time.monotonic(), 0
    pause = quiet
    while not ended.wait(pause):
        seconds, pause = time.monotonic() - began, every
        if stream.isatty():
            bar = progress.bar(seconds)
            stream.write(f"\r{bar.ljust(width)}")
            stream.flush()
            width = len(bar)
        else:
            say(progress.line(seconds))
    if width:  # what is printed next stands where the bar was
        stream.write(f"\r{' ' * width}\r")
        stream.flush()
