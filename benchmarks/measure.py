"""Run a command and measure what it and all the processes that it starts cost."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.1
"""Seconds between two looks at the memory."""


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


def measure(command: Sequence[str], *, cwd: Path, env: Mapping[str, str], log: Path) -> Cost:
    """Run a command to its end; what it says goes into a file. Raises CommandError when it fails."""
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT)
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
    if process.returncode:
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise CommandError(f"{' '.join(command)}: exit code {process.returncode}\n{said}")
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, memory=watch.highest)


class _Watch(threading.Thread):
    """Looks at the memory of a process and its descendants until it is told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.highest = 0
        self._pid = pid
        self._end = threading.Event()

    def run(self) -> None:
        while sys.platform == "linux" and not self._end.wait(INTERVAL):
            self.highest = max(self.highest, sum(map(_memory, _tree(self._pid))))

    def stop(self) -> None:
        """End the watch and wait for it."""
        self._end.set()
        self.join()


def _tree(pid: int) -> Iterator[int]:
    """A process and all its descendants."""
    yield pid
    try:
        tasks = [task.name for task in Path(f"/proc/{pid}/task").iterdir()]
        children = [Path(f"/proc/{pid}/task/{task}/children").read_text(encoding="ascii") for task in tasks]
    except OSError:  # it has ended
        return
    for child in " ".join(children).split():
        yield from _tree(int(child))


def _memory(pid: int) -> int:
    """Bytes in memory, with its part of what it shares with others."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
