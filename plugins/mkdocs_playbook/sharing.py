"""A large language on a machine with many processors: several workers render its pages, each a share of them.

What a share makes goes where finished pages are kept; the build of the whole language finds it there. A page that may
not be kept, since there is something to say about it, is rendered once more by the whole, which says it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from mkdocs.plugins import get_plugin_logger

from mkdocs_playbook.job import Job, Result
from mkdocs_playbook.kept import Kept
from mkdocs_playbook.workers import Workers
from playbook.variables import PROCESSORS, whole_number

log = get_plugin_logger("playbook")

MOST = 8
"""So many are made use of unless it is set: a worker takes 60 MB, and containers show processors that others use."""
_SHARE = ".share"
FEWEST = 50
"""Pages for which it is worth starting a worker: rendering one takes some 15 ms, and a worker some 400 more."""


def processors() -> int:
    """How many processors there are for a build. Raises VariableError."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, whole_number(PROCESSORS, otherwise=min(found or 1, MOST)))


def run(
    workers: Workers, jobs: Iterable[tuple[str, Job]], *, languages: int, report: Callable[[int], None]
) -> dict[str, Result]:
    """Do the jobs of several languages as ``Workers.run`` does, the large ones with all workers that there can be."""
    whole: list[tuple[str, Job]] = []

    def first() -> Iterator[tuple[str, Job]]:
        for folder, job in jobs:
            if found := shares(job, languages=languages):
                log.info("%s: %d workers share its pages", folder, len(found))
                whole.append((folder, job))
                yield from ((f"{folder} {number}", share) for number, share in enumerate(found, 1))
            else:
                yield folder, job

    done = workers.run(first(), report)
    if not any(result.failure for result in done.values()):
        done |= workers.run(whole, lambda _: None)
    results: dict[str, Result] = {}
    for name, result in done.items():
        folder, _, _ = name.partition(" ")
        results[folder] = _together(results.get(folder, Result()), result)
    return results


def _together(one: Result, other: Result) -> Result:
    return Result(
        records=(*one.records, *other.records),
        failure=one.failure or other.failure,
        is_surroundings=one.is_surroundings or other.is_surroundings,
        survey=other.survey,
    )


def shares(job: Job, *, languages: int) -> tuple[Job, ...]:
    """What can be done side by side before a job: none when it is not worth it.

    ``languages`` are built at the same time.
    """
    most = processors() // languages
    if most < 2 or not job.is_cached:
        return ()
    sweep(job)
    missing = Kept(job).missing()
    number = min(most, len(missing) // FEWEST)
    if number < 2:
        return ()
    name = job.language["folder"]
    return tuple(
        replace(job, share=frozenset(missing[at::number]), site_dir=job.docs_dir.parent / f"{_SHARE}-{name}-{at}")
        for at in range(number)
    )


def sweep(job: Job) -> None:
    """Remove what shares of a language have left that were killed."""
    for left in job.docs_dir.parent.glob(f"{_SHARE}-{job.language['folder']}-*"):
        shutil.rmtree(left, ignore_errors=True)
