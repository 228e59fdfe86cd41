"""A language that nothing has touched: its finished files are taken over from the site that is there.

It is known by a digest of all that it was made from, and each of its files is believed by its sum alone.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from mkdocs_playbook import search
from mkdocs_playbook.job import Job
from mkdocs_playbook.kept import frame, pack
from playbook import checksums
from playbook.plain_files import read_plain
from playbook.project import store_of
from playbook.sources import versions
from playbook.store import key
from playbook.survey import Survey


class Untouched:
    """What a finished language was when it was built from the same."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._store = store_of(job.project) if job.is_cached else None
        self._name = _name(job) if self._store else ""

    def lay_out(self) -> Survey | None:
        """Take it from the site that is there, and tell what is in it; None when it has to be built. Raises OSError."""
        data = self._store.get(self._name) if self._store else None
        if data is None:
            return None
        found = _unpacked(data)
        for name, digest in found.checksums.items():
            if not _is_laid_out(self._job, name, digest):
                shutil.rmtree(self._job.site_dir, ignore_errors=True)
                return None
        return found

    def keep(self, found: Survey) -> None:
        """Remember what is in it now."""
        if self._store:
            self._store.put(self._name, _packed(found))


def _name(job: Job) -> str:
    return key("language", frame(job), repr(job.language), versions(search.MADE_WITH), *_beside(job))


def _beside(job: Job) -> Iterator[str]:
    """What lies beside the pages: names, each with a sum."""
    for name in checksums.files(job.docs_dir):
        if name not in job.language["pages"]:
            yield from (name, checksums.digest(job.docs_dir / name))


def _is_laid_out(job: Job, name: str, digest: str) -> bool:
    """Take one file over, unless it is gone or another than it was: as a copy, or better from the site that goes.

    What that holds needs not be written again, nor be taken off the disk; it must be as we would write it.
    """
    file = job.site_dir.parent / name
    file.parent.mkdir(parents=True, exist_ok=True)
    if job.outgoing and _is_as_new(job.outgoing / name) and _read(job.outgoing, name, digest) is not None:
        with suppress(OSError, NotImplementedError):
            os.utime(job.outgoing / name, follow_symlinks=False)  # programs that send a site look at the time
            os.link(job.outgoing / name, file, follow_symlinks=False)
            return True
    data = _read(job.published, name, digest)
    if data is not None:
        file.write_bytes(data)
    return data is not None


def _is_as_new(file: Path) -> bool:
    """Whether it is this user's, has no other name, and others may do with it what they may with a new one."""
    try:
        found = file.lstat()
    except OSError:
        return False
    user = os.geteuid() if hasattr(os, "geteuid") else found.st_uid
    return (found.st_nlink, found.st_uid, stat.S_IMODE(found.st_mode)) == (1, user, _usual_mode())


@cache
def _usual_mode() -> int:
    """Of the files that this process writes."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _read(site: Path, name: str, digest: str) -> bytes | None:
    try:
        data = read_plain(site, name)
    except OSError:
        return None
    return data if sha256(data).hexdigest() == digest else None


def _packed(found: Survey) -> bytes:
    outward = [(*target, place) for target, place in found.outward.items()]
    told = (dict(found.checksums), found.links, found.problems, outward, dict(found.alternates))
    return pack(json.dumps(told).encode())


def _unpacked(data: bytes) -> Survey:
    sums, links, problems, outward, alternates = json.loads(zlib.decompress(data))
    return Survey(
        checksums=sums,
        links=links,
        problems=tuple(problems),
        outward={(file, fragment): place for file, fragment, place in outward},
        alternates={page: tuple((tag, file) for tag, file in named) for page, named in alternates.items()},
    )
