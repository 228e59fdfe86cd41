"""A playbook served by a process of its own, as an editor works with it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import projects
from hosts import surroundings

PATIENCE = 60.0
"""Seconds until something that must happen has not; nothing is measured against it."""


class Served:
    """A running server."""

    def __init__(self, root: Path, address: str, process: subprocess.Popen[str]) -> None:
        self.root = root
        self.address = address
        self.process = process
        self._said: list[str] = []
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    @property
    def said(self) -> str:
        """What the terminal shows."""
        return "".join(self._said)

    def get(self, path: str) -> str:
        """A page, such as ``sv/journeys/buy/``; empty while the server does not answer."""
        try:
            with urlopen(self.address + path, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
                text: str = answer.read().decode()
                return text
        except URLError:
            return ""

    def save(self, **files: str) -> None:
        """Write content as an editor's program does."""
        projects.write(self.root, files)

    def wait(self, what: str, is_so: Callable[[], bool]) -> None:
        """Until something is so."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, f"{what}: not so after {PATIENCE} s\n{self.said}"
            time.sleep(0.05)

    def wait_for(self, path: str, words: str) -> str:
        """Until a page has the words."""
        self.wait(f"'{words}' on {path}", lambda: words in self.get(path))
        return self.get(path)

    def memory(self) -> dict[str, int]:
        """The memory of the server and each of its workers, in KiB, by their place in the family."""
        listed = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True
        ).stdout
        processes = {int(pid): (int(parent), int(size)) for pid, parent, size in map(str.split, listed.splitlines())}
        family = [self.process.pid]
        for pid in family:
            family += sorted(child for child, (parent, _) in processes.items() if parent == pid)
        return {f"{place} ({pid})": processes[pid][1] for place, pid in enumerate(family)}

    def stop(self) -> None:
        """Interrupt it as an editor does."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(PATIENCE)
        self._listening.join(PATIENCE)

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._said.append(line)


@contextmanager
def serving(root: Path) -> Iterator[Served]:
    """Serve a project until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "playbook", "serve", "--port", str(port)]
    with subprocess.Popen(
        command,
        cwd=root,
        env=surroundings(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        served = Served(root, f"http://127.0.0.1:{port}/sub/path/", process)
        try:
            served.wait("the first page", lambda: bool(served.get("")))
            yield served
        finally:
            served.stop()
