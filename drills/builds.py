"""Whole builds of a small playbook, disturbed in each way that machines and people know."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from drills.sites import DrillError
from playbook import build_record
from playbook.settings import CONFIG_FILE
from playbook.verification import verify

PATIENCE = 600.0
"""Seconds until something that must happen has not; nothing is measured against it."""
BASE = Path(__file__).parent.parent / "tests" / "library" / "base.txt"
CONFIGURATION = """\
site_name: Playbook
site_url: https://playbook.example/
docs_dir: content
theme: material
plugins:
  - playbook:
      format: 1
      segments: {startup: {da: N, sv: N, "no": N}}
      owners: {cx: {da: N, sv: N, "no": N}}
"""
PUBLISHED = "the site is in "
"""What a build says last."""
NOT_RUN = "not run: it takes root on Linux"
HOME = "content/da/index.md"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How a build ended."""

    code: int
    """As a shell tells it: 128 and the number for a signal."""
    said: str
    """On both outputs."""

    @property
    def lines(self) -> list[str]:
        """What was said to people: without what MkDocs tells of its progress."""
        return [line for line in self.said.splitlines() if line.strip() and not line.startswith("INFO")]


@dataclass(kw_only=True)
class Ground:
    """A playbook whose site is published, to build it again."""

    root: Path
    more: Mapping[str, str] = field(default_factory=dict)
    """For the environment of builds."""

    @property
    def site(self) -> Path:
        """The published one."""
        return self.root / "out" / "site"

    def edit(self) -> None:
        """Change the content, so that a new site can be told from the old one."""
        with (self.root / HOME).open("a", encoding="utf-8") as file:
            file.write(f"\nUdgave {time.time_ns()}.\n")

    def start(self, *before: str, site: Path | None = None) -> subprocess.Popen[str]:
        """Begin a build, as a process group of its own; ``before`` is a program that starts it."""
        command = [*before, sys.executable, "-m", "playbook", "build", "--site-dir", str(site or self.site)]
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=os.environ | self.more,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def build(self, *before: str, site: Path | None = None) -> Outcome:
        """Build to the end."""
        return ended(self.start(*before, site=site))

    def content(self) -> str:
        """What the published site was built from; raises DrillError when it is not whole."""
        if problems := verify(self.site).problems:
            raise DrillError(f"the site is not whole: {problems[0]}")
        return build_record.read(self.site).content

    def refuse_leftovers(self) -> None:
        """Raise DrillError when there is more than the site and the one before."""
        found = {entry.name for entry in self.site.parent.iterdir()} - {"site", ".site.previous"}
        if found:
            raise DrillError(f"left behind: {', '.join(sorted(found))}")


def ended(process: subprocess.Popen[str]) -> Outcome:
    """Wait for a build."""
    said = process.communicate(timeout=PATIENCE)[0]
    return Outcome(code=process.returncode if process.returncode >= 0 else 128 - process.returncode, said=said)


def small_playbook() -> dict[str, str]:
    """The files of the playbook on which the tests are built too."""
    parts = re.split(r"^=== (.+)\n", BASE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True)) | {CONFIG_FILE: CONFIGURATION}


def prepare(root: Path, files: Mapping[str, str]) -> Ground:
    """Write a playbook and publish its site."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    ground = Ground(root=root)
    require(ground.build(), 0)
    ground.edit()
    return ground


def require(outcome: Outcome, code: int, *words: str, may_trace: bool = False) -> str:
    """The line of an outcome with the words; raises DrillError without it, for another code, or a trace."""
    if outcome.code != code:
        raise DrillError(f"it ended with {outcome.code}, not {code}:\n{outcome.said}")
    if "Traceback" in outcome.said and not may_trace:
        raise DrillError(f"it says more than a line:\n{outcome.said}")
    for line in outcome.lines:
        if all(word in line for word in words):
            return line
    if words:
        raise DrillError(f"no line says '{' … '.join(words)}':\n{outcome.said}")
    return ""


# --- One by one -------------------------------------------------------------------------------------------------------


def signalled(ground: Ground) -> str:
    """Interrupted, terminated, hung up: the codes that shells know, the site as it was, nothing left."""
    before = ground.content()
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
        process = _started(ground, number)
        _wait(lambda: bool(list(ground.site.parent.glob(".site.staging-*"))), process)
        process.send_signal(number)
        outcome = ended(process)
        require(outcome, code)
        if PUBLISHED not in outcome.said:  # it may come when all is done
            _unchanged(ground, before)
        ground.refuse_leftovers()
    return "exit codes 130, 143, 129"


def interrupted(ground: Ground) -> str:
    """Ctrl-C in a terminal, which tells all processes at once, from when they are loaded until the site is there."""
    told = 0
    for number in range(8):
        before = ground.content()
        process = _loading(ground)
        time.sleep(0.15 * number)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        outcome = ended(process)
        require(outcome, outcome.code if outcome.code in (0, 130) else 130)
        if PUBLISHED not in outcome.said:  # it may come when all is done
            _unchanged(ground, before)
        ground.refuse_leftovers()
        told += outcome.code == 130
    return f"{told} of 8 times exit code 130"


def _loading(ground: Ground) -> subprocess.Popen[str]:
    """A build that hears Ctrl-C, and has started the process in which it loads MkDocs."""
    process = _started(ground, signal.SIGINT)
    _wait(lambda: len(_in_session(process.pid)) > 1, process)
    return process


def _started(ground: Ground, number: int) -> subprocess.Popen[str]:
    """A build that hears a signal which is ignored here, as under nohup."""
    own = signal.signal(number, signal.SIG_DFL)
    process = ground.start()
    signal.signal(number, own)
    return process


def unread(ground: Ground) -> str:
    """Nobody reads the output: the build goes on, or ends with 141; the site is whole."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "playbook", "build", "--site-dir", str(ground.site)]
    done = subprocess.run(
        command,
        cwd=ground.root,
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=writing,
        check=False,
        timeout=PATIENCE,
    )
    os.close(writing)
    if done.returncode not in (0, 141):
        raise DrillError(f"it ended with {done.returncode}")
    ground.content()
    ground.refuse_leftovers()
    return f"exit code {done.returncode}"


def parent_killed(ground: Ground) -> str:
    """The command is killed, and the processes that it has started are not: they end, and the lock is free."""
    before = ground.content()
    process = ground.start()
    _wait(lambda: bool(_workers(process.pid)), process)
    process.kill()
    process.wait()
    _wait(lambda: not _in_session(process.pid))
    if process.stdout:
        process.stdout.close()
    _unchanged(ground, before)
    ground.refuse_leftovers()
    return "its processes ended by themselves"


def worker_killed(ground: Ground) -> str:
    """A worker dies, as when the system has no memory left."""
    return _worker(ground, lambda pid: os.kill(pid, signal.SIGKILL), "worker process ended unexpectedly (signal 9")


def worker_hangs(ground: Ground) -> str:
    """A worker stops working."""
    patient = Ground(root=ground.root, more={"PLAYBOOK_PATIENCE": "3"})
    return _worker(patient, lambda pid: os.kill(pid, signal.SIGSTOP), "has said nothing for 3 s")


def worker_without_memory(ground: Ground) -> str:
    """A worker is given no more memory by the system; Python itself may then say more than we would."""
    return _worker(
        ground, lambda pid: resource.prlimit(pid, resource.RLIMIT_AS, (1, 1)), "ERROR   -  playbook: ", may_trace=True
    )


def _worker(ground: Ground, disturb: Callable[[int], object], words: str, *, may_trace: bool = False) -> str:
    before = ground.content()
    process = ground.start()
    _wait(lambda: bool(list(ground.site.parent.glob(".site.staging-*/da/*"))), process)
    for pid in _workers(process.pid):
        disturb(pid)
    outcome = ended(process)
    require(outcome, 3, "no site:", may_trace=may_trace)
    _unchanged(ground, before)
    ground.refuse_leftovers()
    return require(outcome, 3, words, may_trace=may_trace)


def disk_full(ground: Ground) -> str:
    """There is no room for the new site beside the old one: hardly any, and for a part of it."""
    if not _may("unshare", "-m", "true"):
        return NOT_RUN
    sizes = []
    for more in (0.1, 1.5):
        with _mounted(ground, f"size={_size(ground.site) + int(more * (1 << 20))}") as small:
            before = small.content()
            sizes.append(require(small.build(), 3, "No space left on device"))
            _unchanged(small, before)
            small.refuse_leftovers()
    return sizes[0]


def read_only(ground: Ground) -> str:
    """Nothing can be written where the site is."""
    if not _may("unshare", "-m", "true"):
        return NOT_RUN
    with _mounted(ground, "size=1g") as closed:
        before = closed.content()
        _run("mount", "-o", "remount,ro", str(closed.site.parent))
        told = require(closed.build(), 3, "Read-only file system")
        _unchanged(closed, before)
        return told


def source_changes(ground: Ground) -> str:
    """Somebody changes the content all along: that is said, and no site is made of two states."""
    before, codes = ground.content(), []
    process = ground.start()
    while process.poll() is None:
        ground.edit()
        time.sleep(0.005)
    outcome = ended(process)
    codes.append(require(outcome, 3, "changed while the content was being read"))
    _unchanged(ground, before)
    ground.refuse_leftovers()
    process = ground.start()
    _wait(lambda: bool(_workers(process.pid)), process)
    ground.edit()
    codes.append(require(ended(process), 0, "changed after it was read"))
    if ground.content() == before:
        raise DrillError("the site is as it was")
    return "; ".join(codes)


def source_vanishes(ground: Ground) -> str:
    """Files vanish while they are read, and come back."""
    before = ground.content()
    victims = sorted((ground.root / "content/da").rglob("*.md"))
    process = ground.start()
    while process.poll() is None:
        for victim in victims:
            with suppress(FileNotFoundError):
                victim.rename(victim.with_name(f".{victim.name}"))
        time.sleep(0.002)
        for victim in victims:
            with suppress(FileNotFoundError):
                victim.with_name(f".{victim.name}").rename(victim)
        time.sleep(0.002)
    outcome = ended(process)
    if outcome.code not in (1, 3) or "Traceback" in outcome.said:
        raise DrillError(f"it ended with {outcome.code}:\n{outcome.said}")
    _unchanged(ground, before)
    ground.refuse_leftovers()
    return require(outcome, outcome.code, "no site:" if "no site:" in outcome.said else "")


def eight_at_once(ground: Ground) -> str:
    """Eight builds of one site: one is made, and the others are refused in a line."""
    before = ground.content()
    outcomes = [ended(process) for process in [ground.start() for _ in range(8)]]
    codes = sorted(outcome.code for outcome in outcomes)
    for outcome in outcomes:
        require(outcome, outcome.code, *(["another build is writing"] if outcome.code else []))
    if set(codes) - {0, 3} or 0 not in codes:
        raise DrillError(f"they ended with {codes}")
    if ground.content() == before:
        raise DrillError("none is the site")
    ground.refuse_leftovers()
    return f"{codes.count(0)} built, {codes.count(3)} refused"


def eight_side_by_side(ground: Ground) -> str:
    """Eight builds of one playbook into eight sites: all are made, and are the same."""
    sites = [ground.root / f"many/{number}" for number in range(8)]
    for outcome in [ended(process) for process in [ground.start(site=site) for site in sites]]:
        require(outcome, 0)
    sums = {(site / "checksums.txt").read_bytes() for site in sites}
    if len(sums) != 1 or any(verify(site).problems for site in sites):
        raise DrillError("they are not the same")
    return "8 built, the same bytes"


def no_network(ground: Ground) -> str:
    """No network at all, not even the machine's own."""
    if not _may("unshare", "-n", "true"):
        return NOT_RUN
    require(ground.build("unshare", "-n"), 0)
    ground.content()
    return "exit code 0"


Drill = Callable[[Ground], str]
ALL: Sequence[Drill] = (
    signalled, interrupted, unread, parent_killed, worker_killed, worker_hangs, worker_without_memory, disk_full,
    read_only, source_changes, source_vanishes, eight_at_once, eight_side_by_side, no_network,
)  # fmt: skip

LONG: Sequence[Drill] = (unread, eight_side_by_side)
"""Those that take many whole builds, or that other tests have in a shorter form."""


def killed_at_random(ground: Ground, times: int, *, seed: int = 1) -> str:
    """The whole process group is killed at random moments of a build; in between some builds run to their end."""
    moments = random.Random(seed)  # noqa: S311 - not a secret
    began = time.monotonic()
    require(ground.build(), 0)
    length, published = time.monotonic() - began, 0
    for number in range(times):
        ground.edit()
        before = ground.content()
        process = ground.start()
        time.sleep(moments.uniform(0, length * 1.1))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        ended(process)
        published += ground.content() != before
        if number % 20 == 19:
            require(ground.build(), 0)
            ground.refuse_leftovers()
    require(ground.build(), 0)
    ground.refuse_leftovers()
    return f"{times} kills, {published} of them after the new site was there"


# --- Processes and disks ----------------------------------------------------------------------------------------------


def _unchanged(ground: Ground, before: str) -> None:
    if ground.content() != before:
        raise DrillError("the site is not as it was")


def _wait(is_so: Callable[[], bool], process: subprocess.Popen[str] | None = None) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end or (process and process.poll() is not None):
            raise DrillError(f"it has not come so far: {process.communicate()[0] if process else ''}")
        time.sleep(0.01)


def _in_session(leader: int) -> list[int]:
    """The processes of a build that still run."""
    return list(_family(leader))


def _family(leader: int) -> dict[int, tuple[int, str]]:
    """The parent and the command of each process of a build that still runs."""
    columns = "pid=,ppid=,sid=,stat=,args="
    listed = subprocess.run(["ps", "-A", "-ww", "-o", columns], capture_output=True, text=True, check=True).stdout
    rows = (line.split(maxsplit=4) for line in listed.splitlines())
    return {
        int(pid): (int(parent), command)
        for pid, parent, session, state, command in rows
        if int(session) == leader and not state.startswith("Z")
    }


def _workers(leader: int) -> list[int]:
    """Those who have split off from the process that has loaded what they need."""
    family = _family(leader)
    servers = {pid for pid, (_, command) in family.items() if "multiprocessing.forkserver" in command}
    return [pid for pid in servers if family[pid][0] in servers]


def _size(folder: Path) -> int:
    """What the files of a folder take on a file system in blocks of 4 KiB."""
    return sum(-(-path.stat().st_size // 4096) * 4096 for path in folder.rglob("*"))


@contextmanager
def _mounted(ground: Ground, options: str) -> Iterator[Ground]:
    """The same ground, with its site on a file system of its own."""
    root = ground.root.with_name(f"{ground.root.name}-mounted")
    shutil.copytree(ground.root, root, ignore=shutil.ignore_patterns("out", "many"))
    mounted = Ground(root=root, more=ground.more)
    mounted.site.parent.mkdir()
    _run("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(mounted.site.parent))
    try:
        shutil.copytree(ground.site, mounted.site)
        yield mounted
    finally:
        _run("umount", str(mounted.site.parent))
        shutil.rmtree(root)


def _may(*command: str) -> bool:
    """Whether we are allowed something; mounting and leaving the network take root."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
