"""What the drills ask of the machine: the processes of a build, time, and root's commands."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from drills.sites import DrillError

PATIENCE = 600.0
"""Seconds until something that must happen has not; nothing is measured against it."""


def wait_until(is_so: Callable[[], bool], process: subprocess.Popen[str] | None = None) -> None:
    """Raises DrillError when it never is, or the process ends before."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end or (process and process.poll() is not None):
            raise DrillError(f"it has not come so far: {process.communicate()[0] if process else ''}")
        time.sleep(0.01)


def family(leader: int) -> dict[int, tuple[int, str]]:
    """The parent and the command of each process of a build that still runs."""
    columns = "pid=,ppid=,sid=,stat=,args="
    listed = subprocess.run(["ps", "-A", "-ww", "-o", columns], capture_output=True, text=True, check=True).stdout
    rows = (line.split(maxsplit=4) for line in listed.splitlines())
    return {
        int(pid): (int(parent), command)
        for pid, parent, session, state, command in rows
        if int(session) == leader and not state.startswith("Z")
    }


def workers(leader: int) -> list[int]:
    """Those who have split off from the process that has loaded what they need."""
    processes = family(leader)
    servers = {pid for pid, (_, command) in processes.items() if "multiprocessing.forkserver" in command}
    return [pid for pid in servers if processes[pid][0] in servers]


def size(folder: Path) -> int:
    """What the files of a folder take on a file system in blocks of 4 KiB."""
    return sum(-(-path.stat().st_size // 4096) * 4096 for path in folder.rglob("*"))


def may(*command: str) -> bool:
    """Whether we are allowed something; mounting and leaving the network take root."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def run(*command: str) -> None:
    """A command that must succeed."""
    subprocess.run(command, check=True, capture_output=True)
