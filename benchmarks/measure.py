"""Run a command and measure what it and all the processes that it starts cost."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.1
"""Seconds between two looks at the memory, unless looking takes long."""
LEAST_REST = 20
"""How many times as long as a look took the next one waits, so that looking takes little from what is measured."""

_SET_CHILD_SUBREAPER = 36
"""Of ``prctl``, in ``linux/prctl.h``."""


class CommandError(RuntimeError):
    """A command that failed, with the end of what it said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What a command took."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of processor time, of user and system, of all its processes."""
    memory: int
    """Bytes at the highest moment, all processes together, shared pages counted once; 0 where that cannot be seen."""
    stopped: bool = False
    """Whether it was ended at its time limit, so that it would have taken more."""


def measure(
    command: Sequence[str], *, cwd: Path, env: Mapping[str, str], log: Path, limit: float | None = None
) -> Cost:
    """Run a command to its end, or for ``limit`` seconds; what it says goes into a file.

    Raises CommandError when it fails.
    """
    _adopt_orphans()
    busy = _used_by_children()
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT)
        watch = _Watch(process.pid, limit=limit)
        watch.start()
        process.wait()
        wall = time.perf_counter() - started
        watch.end()
        _wait_for_orphans()
    if process.returncode and not watch.stopped:
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise CommandError(f"{' '.join(command)}: exit code {process.returncode}\n{said}")
    return Cost(wall=wall, cpu=_used_by_children() - busy, memory=watch.highest, stopped=watch.stopped)


def _adopt_orphans() -> None:
    """Become the parent of processes whose own has ended, so that their time is known too (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_orphans() -> None:
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _used_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch(threading.Thread):
    """Looks at the memory of a process and its descendants until it is told to end; stops them at a time limit."""

    def __init__(self, pid: int, *, limit: float | None) -> None:
        super().__init__(daemon=True)
        self.highest = 0
        self.stopped = False
        self._pid = pid
        self._last = None if limit is None else time.monotonic() + limit
        self._end = threading.Event()

    def run(self) -> None:
        rest = INTERVAL
        while not self._end.wait(rest):
            began = time.monotonic()
            self.highest = max(self.highest, memory(self._pid))
            if self._last is not None and began > self._last and not self.stopped:
                self.stopped = True
                for pid in tuple(_family(self._pid)):
                    with suppress(ProcessLookupError):  # it has just ended
                        os.kill(pid, signal.SIGKILL)
            rest = max(INTERVAL, LEAST_REST * (time.monotonic() - began))

    def end(self) -> None:
        """End the watch and wait for it."""
        self._end.set()
        self.join()


def memory(pid: int) -> int:
    """Bytes in memory of a process and all its descendants, shared pages counted once; 0 where that cannot be seen."""
    return sum(map(_memory, _family(pid))) if sys.platform == "linux" else 0


def processor_time(pid: int) -> float:
    """Seconds of user and system time that a process and all its descendants have had so far (Linux only)."""
    return sum(map(_processor_time, _family(pid)))


def _family(pid: int) -> Iterator[int]:
    """A process and all its descendants.

    Each says who its parent is; ``/proc/*/task/*/children`` leaves some out while others end.
    """
    children: dict[int, list[int]] = {}
    for process in Path("/proc").glob("[0-9]*"):
        if fields := _stat(int(process.name)):
            children.setdefault(int(fields[1]), []).append(int(process.name))
    waiting = [pid]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += children.get(each, ())


def _stat(pid: int) -> list[str]:
    """What ``/proc/*/stat`` tells of a process, from the third field on; nothing when it has ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return told.rpartition(")")[2].split()


def _memory(pid: int) -> int:
    """Bytes in memory, with its part of what it shares with others."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _processor_time(pid: int) -> float:
    """Seconds, with those of its children that have ended."""
    return sum(map(int, _stat(pid)[11:15])) / os.sysconf("SC_CLK_TCK")
