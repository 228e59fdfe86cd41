"""Publishing, killed and failing at each of its file operations and at random moments.

A child process publishes a small site; a hook that Python calls before every file operation counts them, and at the one
that is wanted kills the process or says that the machine refuses.
"""

from __future__ import annotations

import errno
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from drills.sites import HIDDEN, DrillError, number_of, publish, read_all_along, refuse_leftovers
from playbook import disk

OPERATIONS = frozenset({
    "ctypes.dlsym", "open", "os.chmod", "os.link", "os.listdir", "os.mkdir", "os.remove", "os.rename", "os.rmdir",
    "os.scandir", "os.truncate",
})  # fmt: skip
"""Python's names for them; the system's own calls, ``syncfs`` and ``renameat2``, are seen when they are looked up."""
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
MOMENT = 0.06
"""Seconds within which a process that publishes again and again is killed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What happens at an operation."""

    at: int
    """Which one, from 0."""
    error: int = 0
    """What the machine says; 0 for ``kill -9``."""
    stays: bool = False
    """Whether all operations after it fail too, as on a full disk."""


def count_operations(folder: Path) -> int:
    """How many file operations it takes to publish."""
    told = _in_child(lambda: _publish(folder / "site", 1, Fault(at=sys.maxsize)))
    return int(told.split()[0])


def at_each_operation(folder: Path, *, in_one_step: bool = True) -> dict[str, int]:
    """Kill, and fail, at each operation; raises DrillError when anything does not hold.

    Without ``in_one_step`` as on a system that cannot swap two folders.
    """
    site = _begun(folder, in_one_step=in_one_step)
    number = 1
    operations = count_operations(_folder(folder / "count"))
    faults = [Fault(at=at) for at in range(operations)]
    faults += [
        Fault(at=at, error=error, stays=stays)
        for error in ERRORS
        for stays in (False, True)
        for at in range(operations)
    ]
    published = 0
    with read_all_along(site) as counts:
        for fault in faults:
            number += 2
            published += _one(site, number, fault, in_one_step=in_one_step)
    reads, misses = counts
    if misses and in_one_step:
        raise DrillError(f"of {reads} reads {misses} found nothing")
    return {"operations": operations, "faults": len(faults), "published all the same": published, "reads": reads}


def at_random_moments(folder: Path, times: int) -> dict[str, int]:
    """Kill a process that publishes again and again; raises DrillError when anything does not hold."""
    site, moments = _begun(folder), random.Random(1)  # noqa: S311 - not a secret
    number = 2
    with read_all_along(site) as counts:
        for _ in range(times):
            child = os.fork()
            if not child:
                _publish_on(site, number)
            time.sleep(moments.uniform(0, MOMENT))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
                raise DrillError("the process that publishes has ended by itself")
            found = number_of(site)
            if found is None:
                raise DrillError("there is no site")
            number = found + 1
            _next_works(site, number)
    reads, misses = counts
    if misses:
        raise DrillError(f"of {reads} reads {misses} found nothing")
    return {"kills": times, "reads": reads}


def _one(site: Path, number: int, fault: Fault, *, in_one_step: bool) -> bool:
    """Publish with a fault; returns whether the new site is there."""
    told = _in_child(lambda: _publish(site, number, fault, in_one_step=in_one_step))
    _, _, message = told.partition(" ")
    found = number_of(site)
    case = f"{fault}: '{message or 'killed'}'"
    if found is None and (in_one_step or (fault.error and not fault.stays)):
        raise DrillError(f"{case}: there is no site")
    if found not in (None, number, number - 1):
        raise DrillError(f"{case}: the site is {found}, neither old nor new")
    if told and "\n" in message:
        raise DrillError(f"{case}: more than one line")
    is_told_new = told and (not message or "is the new site" in message)
    if fault.error and bool(is_told_new) != (found == number):
        raise DrillError(f"{case}: the site is {'new' if found == number else 'old'}")
    _next_works(site, number + 1)
    return found == number


def _next_works(site: Path, number: int) -> None:
    before = number_of(site)
    if told := publish(site, number):
        raise DrillError(f"the next build does not work: {told}")
    if number_of(site) != number:
        raise DrillError("the next build is not the site")
    refuse_leftovers(site)
    if before is not None and number_of(site.parent / f".{site.name}.previous") != before:
        raise DrillError("the site before is another one than that which was there")


def _begun(folder: Path, *, in_one_step: bool = True) -> Path:
    site = _folder(folder / ("one-step" if in_one_step else "two-steps")) / "site"
    publish(site, 1)
    hidden = site / HIDDEN
    hidden.parent.mkdir()
    hidden.write_text("ref: refs/heads/pages\n", encoding="utf-8")
    publish(site, 2)
    refuse_leftovers(site)
    return site


def _folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def _publish(site: Path, number: int, fault: Fault, *, in_one_step: bool = True) -> str:
    """Publish with a fault; returns how many operations it took, and what was said."""
    if not in_one_step:
        disk.exchange = lambda one, other: False
    counted = 0

    def look(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal counted
        if event not in OPERATIONS:
            return
        at, counted = counted, counted + 1
        if at == fault.at or (fault.stays and at > fault.at):
            if not fault.error:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(fault.error, os.strerror(fault.error), str(site))

    sys.addaudithook(look)
    message = publish(site, number)
    return f"{counted} {message}"


def _publish_on(site: Path, number: int) -> NoReturn:
    """In a process of its own, until that is killed."""
    try:
        while True:
            number += 1
            publish(site, number)
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(1)


def _in_child(work: Callable[[], str]) -> str:
    """What work in a process of its own returns; empty when it was killed."""
    told, telling = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            os.write(telling, work().encode())
            code = 0
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(telling)
    said = b""
    while part := os.read(told, 1 << 16):
        said += part
    os.close(told)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) > 0:
        raise DrillError("the process that publishes has ended by an error of its own")
    return said.decode()
