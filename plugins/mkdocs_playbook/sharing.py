"""A large language on a machine with many processors: several workers render its pages, each a share of them.

What a share makes goes where finished pages are kept; the build of the whole language finds it there. A page that may
not be kept, since there is something to say about it, is rendered once more by the whole, which says it.
"""

from __future__ import annotations

import os
from dataclasses import replace

from mkdocs_playbook.job import Job
from mkdocs_playbook.kept import Kept

PROCESSORS_VARIABLE = "PLAYBOOK_PROCESSORS"
"""Environment variable with the number of processors to make use of; all that there are when it is not set."""
FEWEST = 50
"""Pages for which it is worth starting a worker: rendering one takes some 15 ms, and a worker some 400 more."""


def processors() -> int:
    """How many processors there are for a build."""
    named = os.environ.get(PROCESSORS_VARIABLE, "")
    if named.isdigit():
        return max(1, int(named))
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shares(job: Job, *, languages: int) -> tuple[Job, ...]:
    """What can be done side by side before a job: none when it is not worth it.

    ``languages`` are built at the same time.
    """
    most = processors() // languages
    if most < 2 or not job.is_cached:
        return ()
    missing = Kept(job).missing()
    number = min(most, len(missing) // FEWEST)
    if number < 2:
        return ()
    name = job.language["folder"]
    return tuple(
        replace(job, share=frozenset(missing[at::number]), site_dir=job.docs_dir.parent / f".share-{name}-{at}")
        for at in range(number)
    )
