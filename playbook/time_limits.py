"""A limit of processor time for one page, so that a text which none of the other limits stops cannot hang a build."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 1.0
"""Seconds until a limit that has passed unheard, in a place that Python lets no error out of, is told again."""
_current: str | None = None


class TookTooLongError(BaseException):
    """Work on one page went past its limit. No ``Exception``, which many a library swallows."""


def start(what: str, seconds: float) -> None:
    """Begin to count for ``what``, which the error names; only one thing is counted at a time.

    It is the processor time of this process, so that a busy or sleeping machine does not count. The error comes out of
    whatever the main thread is doing, regular expressions too; other threads, and Windows, which has no such timer, go
    without a limit.
    """
    global _current
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return
    _current = what

    def pass_limit(_signal: int, _frame: FrameType | None) -> None:
        if _current is not None:  # else it was finished in the same moment
            raise TookTooLongError(f"{_current}: this page takes more than {seconds:g} seconds; make it simpler")

    signal.signal(signal.SIGPROF, pass_limit)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)


def stop() -> None:
    """What was begun is finished; harmless when nothing was."""
    global _current
    if _current is not None:
        _current = None
        signal.setitimer(signal.ITIMER_PROF, 0)


@contextmanager
def limited(what: str, seconds: float) -> Iterator[None]:
    """Count for the length of a block; raises TookTooLongError inside it."""
    start(what, seconds)
    try:
        yield
    finally:
        stop()
