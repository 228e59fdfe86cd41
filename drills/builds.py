"""Whole builds of a small playbook, disturbed in each way that machines and people know."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from drills.ground import HOME, TRANSLATION, Ground, ended, hearing, loading, mounted, require, require_unchanged
from drills.machine import PATIENCE, family, may, run, size, wait_until, workers
from drills.sites import DrillError
from playbook.verification import verify

PUBLISHED = "the site is in "
"""What a build says last."""
NOT_RUN = "not run: it takes root on Linux"


def signalled(ground: Ground) -> str:
    """Interrupted, terminated, hung up: the codes that shells know, the site as it was, nothing left."""
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
        ground.edit()
        before = ground.content()
        process = hearing(ground, number)
        wait_until(lambda: bool(list(ground.site.parent.glob(".site.staging-*"))), process)
        process.send_signal(number)
        outcome = ended(process)
        require(outcome, code)
        if PUBLISHED not in outcome.said:  # it may come when all is done
            require_unchanged(ground, before)
        ground.refuse_leftovers()
    return "exit codes 130, 143, 129"


def interrupted(ground: Ground) -> str:
    """Ctrl-C in a terminal, which tells all processes at once, from when they are loaded until the site is there."""
    told = 0
    for number in range(8):
        ground.edit()
        before = ground.content()
        process = loading(ground)
        time.sleep(0.1 * number)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        outcome = ended(process)
        is_done = PUBLISHED in outcome.said
        require(outcome, 0 if is_done and not outcome.code else 130)
        if not is_done:
            require_unchanged(ground, before)
        ground.refuse_leftovers()
        told += not is_done
    if not told:
        raise DrillError("it built on each time")
    return f"{told} of 8 times exit code 130, the others the site was there"


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
    """The command is killed, and the processes that it has started are not: they end, and the lock is free.

    Once as soon as it has started one, which is loading then, and once when all are at work.
    """
    ground.edit()
    before = ground.content()
    for is_time in (_has_started_one, workers):
        _kill_parent(ground, is_time)
        require_unchanged(ground, before)
        ground.refuse_leftovers()
    return "its processes ended by themselves"


def _has_started_one(leader: int) -> bool:
    return len(family(leader)) > 1


def _kill_parent(ground: Ground, is_time: Callable[[int], object]) -> None:
    process = ground.start()
    wait_until(lambda: bool(is_time(process.pid)), process)
    process.kill()
    process.wait()
    wait_until(lambda: not family(process.pid))
    if process.stdout:
        process.stdout.close()


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
    ground.edit()
    before = ground.content()
    process = ground.start()
    wait_until(lambda: bool(list(ground.site.parent.glob(".site.staging-*/da/*"))), process)
    for pid in workers(process.pid):
        with suppress(ProcessLookupError):  # it may have done its work; others have not
            disturb(pid)
    outcome = ended(process)
    require(outcome, 3, "no site:", may_trace=may_trace)
    require_unchanged(ground, before)
    ground.refuse_leftovers()
    return require(outcome, 3, words, may_trace=may_trace)


def disk_full(ground: Ground) -> str:
    """There is no room for the new site beside the old one: hardly any, and for a part of it."""
    if not may("unshare", "-m", "true"):
        return NOT_RUN
    sizes = []
    for more in (0.1, 1.5):
        with mounted(ground, f"size={size(ground.site) + int(more * (1 << 20))}") as small:
            before = small.content()
            sizes.append(require(small.build(), 3, "No space left on device"))
            require_unchanged(small, before)
            small.refuse_leftovers()
    return sizes[0]


def read_only(ground: Ground) -> str:
    """Nothing can be written where the site is."""
    if not may("unshare", "-m", "true"):
        return NOT_RUN
    with mounted(ground, "size=1g") as closed:
        before = closed.content()
        run("mount", "-o", "remount,ro", str(closed.site.parent))
        told = require(closed.build(), 3, "Read-only file system")
        require_unchanged(closed, before)
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
    require_unchanged(ground, before)
    ground.refuse_leftovers()
    process = ground.start()
    wait_until(lambda: bool(workers(process.pid)), process)
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
    require_unchanged(ground, before)
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
    if not may("unshare", "-n", "true"):
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


def killed_at_random(ground: Ground, times: int) -> str:
    """The whole process group is killed at random moments of a build; in between some builds run to their end."""
    moments = random.Random(1)  # noqa: S311 - not a secret
    length, published = _whole(ground), 0
    for number in range(times):
        ground.edit(moments.choice((HOME, TRANSLATION)))
        before = ground.content()
        process = ground.start()
        time.sleep(moments.uniform(0, length * 1.2))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        ended(process)
        published += ground.content() != before
        if number % 20 == 19:
            length = _whole(ground)
    _whole(ground)
    if times >= MANY and not published:
        raise DrillError(f"none of {times} kills came after the new site was there")
    return f"{times} kills, {published} of them after the new site was there"


MANY = 100
"""Kills of which some must come late."""


def _whole(ground: Ground) -> float:
    """A build after an edit, to its end: it works, and has left nothing behind. Returns the seconds that it took."""
    ground.edit()
    began = time.monotonic()
    require(ground.build(), 0)
    ground.refuse_leftovers()
    return time.monotonic() - began
