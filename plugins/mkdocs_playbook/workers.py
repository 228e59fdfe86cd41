"""Worker processes: one for each language, kept between builds, gone with their parent.

``multiprocessing``'s own pools hang or linger when a worker or the parent is killed, and give a language to any worker;
here each language stays in the process that has its modules and templates loaded.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import connection, get_all_start_methods, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import cast

from mkdocs_playbook.job import Job, Result
from playbook import variables
from playbook.variables import whole_number

PATIENCE = 300
"""Seconds in which a worker must say that it has done some more pages, unless the variable says otherwise."""
REST = 0.5
"""Seconds after which a worker that serves begins with what can wait, so that it takes no time from the others."""
ENGINES = ("properdocs.replacement",)
"""Modules that put another engine in MkDocs' place; loaded first in a worker when its parent has them."""
CAN_SPLIT = "forkserver" in get_all_start_methods()
"""Whether the system lets a process split; Windows does not."""
BUILD = "mkdocs_playbook.build"
"""The module in which a worker builds."""
PRELOAD = "mkdocs_playbook.preload"
"""The module that does what all workers would do first."""


def load() -> None:
    """Begin to load what workers need, while the caller finds out what they are to do."""
    _prepare()
    if CAN_SPLIT:
        importlib.import_module("multiprocessing.forkserver").ensure_running()


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection


class Workers:
    """The workers of one command."""

    def __init__(self) -> None:
        self._workers: dict[str, _Worker] = {}

    def start(self, names: tuple[str, ...]) -> None:
        """Start those that do not run yet; they load what they need while the caller goes on."""
        for name in names:
            if name not in self._workers or not self._workers[name].process.is_alive():
                self._workers[name] = _start(name)

    def run(self, jobs: Iterable[tuple[str, Job]], report: Callable[[int], None]) -> dict[str, Result]:
        """Do the jobs side by side, each as soon as it is there; the results come in the order of the jobs.

        A worker that dies is a failure. ``report`` is told how many pages are done in all of them together.
        """
        sent = {name: self._send(name, job) for name, job in jobs}
        results = dict(self._receive([name for name, is_sent in sent.items() if is_sent], report))
        return {name: results.get(name) or _died(self._workers[name]) for name in sent}

    def close(self) -> None:
        """End all workers, busy or not."""
        for worker in self._workers.values():
            worker.process.terminate()
        for worker in self._workers.values():
            worker.process.join(5)
            worker.process.kill()  # one that does not listen; nothing when it has ended
            worker.pipe.close()
        self._workers.clear()

    def _send(self, name: str, job: Job) -> bool:
        self.start((name,))
        try:
            self._workers[name].pipe.send(job)
        except OSError:
            return False
        return True

    def _receive(self, names: list[str], report: Callable[[int], None]) -> Iterator[tuple[str, Result]]:
        waiting = {self._workers[name].pipe: name for name in names}
        heard = dict.fromkeys(names, time.monotonic())
        done: dict[str, int] = {}
        patience = whole_number(variables.PATIENCE, otherwise=PATIENCE)
        while waiting:
            ready = cast("list[Connection]", connection.wait(list(waiting), timeout=patience / 10))
            for pipe in ready:
                name = waiting[pipe]
                heard[name] = time.monotonic()
                try:
                    answer: Result | int = pipe.recv()
                except (EOFError, OSError):
                    answer = _died(self._workers[name])
                if isinstance(answer, Result):
                    del waiting[pipe]
                    yield name, answer
                else:
                    done[name] = answer
                    report(sum(done.values()))
            for pipe, name in list(waiting.items()):
                if time.monotonic() - heard[name] > patience:
                    self._workers[name].process.kill()
                    del waiting[pipe]
                    told = f"its worker process has said nothing for {patience} s and was stopped"
                    yield name, Result(failure=told, is_surroundings=True)


def _died(worker: _Worker) -> Result:
    worker.process.join(5)
    code = worker.process.exitcode
    how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
    if code == -9:
        how += ", as when the system has no memory left"
    return Result(failure=f"its worker process ended unexpectedly ({how})", is_surroundings=True)


def _start(name: str) -> _Worker:
    engines = _prepare()
    context: ForkServerContext | SpawnContext = get_context("spawn")
    if CAN_SPLIT:
        context = get_context("forkserver")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, engines), name=f"playbook-{name}", daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _prepare() -> tuple[str, ...]:
    """Let what workers need be loaded once, by a process without threads, and shared by those that split off from it.

    Returns the engines that stand in MkDocs' place.
    """
    engines = tuple(engine for engine in ENGINES if engine in sys.modules)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # it was told once
    if CAN_SPLIT:
        get_context("forkserver").set_forkserver_preload([*engines, BUILD, PRELOAD])
    return engines


def _work(pipe: Connection, engines: tuple[str, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told as well, and ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for engine in engines:
        importlib.import_module(engine)
    try:
        build = importlib.import_module(BUILD)
    except (ImportError, MemoryError) as error:
        pipe.recv()
        pipe.send(
            Result(
                failure=f"its program cannot be loaded: {str(error) or 'the memory is used up'}", is_surroundings=True
            )
        )
        return
    memory = build.Memory()
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        result = build.build_language(job, memory, pipe.send)
        pipe.send(result)
        if not job.serving:  # what it holds is of no use any more
            return
        if not result.failure and not pipe.poll(REST):
            build.index_served(job, memory, pipe.poll)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
