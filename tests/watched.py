"""Programs watched by Python's audit hooks: files opened, listed or changed, programs started, connections made.

The hook is a ``sitecustomize`` on PYTHONPATH, so that worker processes have it as well. What programs do that are not
Python (git, Pagefind) is not seen.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_LOG = "PLAYBOOK_TEST_WATCH"
_HOOK = """
import json, os, sys

_out = os.open(os.environ["PLAYBOOK_TEST_WATCH"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {
    "os.mkdir": 1, "os.rmdir": 1, "os.remove": 1, "os.rename": 2, "os.link": 2, "os.symlink": 2, "os.truncate": 1,
    "os.chmod": 1, "os.chown": 1, "os.utime": 1, "os.setxattr": 1, "os.mkfifo": 1, "os.mknod": 1, "shutil.rmtree": 1,
}
_MODULES = ("os", "shutil", "socket", "subprocess", "urllib", "pty", "ctypes")
_NETWORK = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request",
)
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn")


def _path(name, fd=-1):
    name = os.fsdecode(name)
    if not os.path.isabs(name):
        base = os.getcwd() if not isinstance(fd, int) or fd < 0 else os.readlink(f"/proc/self/fd/{fd}")
        name = os.path.join(base, name)
    folder, last = os.path.split(name)
    return os.path.join(os.path.realpath(folder), last)


def _told(event, args):
    if event == "open":
        name, mode, flags = args
        if isinstance(name, (str, bytes)):
            writes = flags & _WRITING if isinstance(flags, int) else set(mode or "") & set("wax+")
            yield ("write" if writes else "read"), os.path.realpath(os.fsdecode(name))
    elif event in ("os.listdir", "os.scandir"):
        if isinstance(args[0], (str, bytes)):
            yield "read", os.path.realpath(os.fsdecode(args[0]))
    elif event in _CHANGES:
        for index, name in enumerate(args[:_CHANGES[event]]):
            if isinstance(name, (str, bytes)) and not (event in ("os.symlink", "os.link") and index == 0):
                yield "write", _path(name, args[1] if event in ("os.remove", "os.rmdir") else -1)
    elif event in _NETWORK:
        address = args[1] if hasattr(args[0], "family") and len(args) > 1 else args[0]
        if not (event.startswith("socket.") and hasattr(args[0], "family") and args[0].family.name == "AF_UNIX"):
            yield "network", f"{event} {address!r}"
    elif event in _PROGRAMS:
        yield "program", os.fsdecode(args[0]) if args[0] else str(args)
    elif event == "ctypes.dlopen" and args[0]:
        name = os.fsdecode(args[0])
        if os.path.isabs(name):
            yield "read", os.path.realpath(name)


def _hook(event, args):
    if event != "open" and event.partition(".")[0] not in _MODULES:
        return
    for kind, what in _told(event, args):
        os.write(_out, (json.dumps([kind, what, os.getpid()]) + chr(10)).encode())


sys.addaudithook(_hook)
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Watched:
    """What a program did and said."""

    code: int
    said: str
    reads: frozenset[str]
    """Real paths of files and folders, links followed."""
    writes: frozenset[str]
    programs: frozenset[str]
    network: frozenset[str]
    processes: int


def watched(arguments: list[str], *, cwd: Path, seconds: float = 120) -> Watched:
    """Run ``python -m …`` with the hook; a program that hangs is an error."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sitecustomize.py").write_text(_HOOK, encoding="utf-8")
        log = Path(folder) / "log"
        paths = [folder, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=cwd,
            env=os.environ | {_LOG: str(log), "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=seconds,
        )
        events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        outside = {folder, os.path.realpath(folder), os.path.realpath(log)}

    def of(kind: str) -> frozenset[str]:
        return frozenset(what for each, what, _ in events if each == kind and what not in outside)

    return Watched(
        code=done.returncode,
        said=done.stdout + done.stderr,
        reads=frozenset(_without(of("read"), os.path.realpath(folder))),
        writes=of("write"),
        programs=of("program"),
        network=of("network"),
        processes=len({process for _, _, process in events}),
    )


def _without(paths: frozenset[str], folder: str) -> Iterator[str]:
    return (path for path in paths if not path.startswith(f"{folder}/"))


def outside(paths: frozenset[str], *folders: Path) -> list[str]:
    """The paths that lie in none of the folders."""
    allowed = [os.path.realpath(folder) for folder in folders]
    return sorted(p for p in paths if not any(p == each or p.startswith(f"{each}{os.sep}") for each in allowed))
