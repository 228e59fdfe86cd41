"""What a worker remembers of a language while serving, so that a rebuild renders only the pages that have changed.

MkDocs' own ``dirty`` build does the skipping: it leaves a page alone whose HTML is newer than its Markdown. We decide
which pages those are, by taking the HTML of the others away.

The search lags behind: the index of the pages before is shown with the new ones, until theirs is written.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path

from mkdocs_playbook.addresses import page_address
from mkdocs_playbook.job import Job
from mkdocs_playbook.manifest import PageEntry


@dataclass(kw_only=True)
class Memory:
    """Of the last build of one language in this process; empty when it failed or there was none."""

    frame: str = ""
    """Digest of everything that shows on every page."""
    pages: dict[str, str] = field(default_factory=dict)
    """Digest of each page, by its path."""
    searched: str = ""
    """Digest of all that the search index was made from."""


def rebuild(job: Job, memory: Memory, *, watched: Iterable[Path], build: Callable[[Job, bool], None]) -> None:
    """Build a language into a folder that is kept, as little of it as will do, and lay it out in the job's folder.

    Warnings about pages that have not changed are not repeated. ``build`` takes a job, and whether it may skip pages;
    ``watched`` are the folders of templates, styles and words.
    """
    kept, index = _kept(job)
    frame, pages = _frame(job, watched), _pages(job)
    is_same = frame == memory.frame and kept.is_dir()
    changed = [path for path, digest in pages.items() if not is_same or memory.pages.get(path) != digest]
    memory.frame = ""
    if changed:
        for path in changed:
            (kept / page_address(path) / "index.html").unlink(missing_ok=True)
        build(replace(job, site_dir=kept), is_same)
    memory.frame, memory.pages = frame, pages
    shutil.copytree(kept, job.site_dir, copy_function=_link, dirs_exist_ok=True)
    if index.is_dir():
        shutil.copytree(index, job.site_dir, copy_function=_link, dirs_exist_ok=True)


def refresh(job: Job, memory: Memory, write: Callable[..., bool]) -> None:
    """Let ``write(job, site=…, to=…)`` index the pages of the last rebuild, and lay the index out beside them.

    It returns whether it has, and may leave off and leave the old one as it was.
    """
    kept, index = _kept(job)
    state = _digest(repr((memory.frame, memory.pages, job.language)))
    if state == memory.searched:
        return
    index.mkdir(parents=True, exist_ok=True)
    if write(job, site=kept, to=index):
        memory.searched = state
        with suppress(OSError):  # a newer build may have begun, and cleans
            shutil.copytree(index, job.site_dir, copy_function=_link, dirs_exist_ok=True)


def _kept(job: Job) -> tuple[Path, Path]:
    """The folders of the pages and of the search index; MkDocs leaves hidden folders when it cleans."""
    folder = job.site_dir.parent / ".playbook"
    return folder / job.language["folder"], folder / f"search-{job.language['folder']}"


def _frame(job: Job, watched: Iterable[Path]) -> str:
    language = {key: value for key, value in job.language.items() if key not in {"pages", "facets"}}
    files = sorted(p for folder in (*watched, job.docs_dir) for p in folder.rglob("*") if p.is_file())
    states = [(str(p), "" if p.suffix == ".md" else p.stat().st_mtime_ns) for p in files]
    return _digest(repr((astuple(replace(job, language={})), language, states)))  # type: ignore[typeddict-item]


def _pages(job: Job) -> dict[str, str]:
    return {
        path: _digest(_shown(entry), (job.docs_dir / path).read_bytes())
        for path, entry in job.language["pages"].items()
    }


def _shown(entry: PageEntry) -> str:
    """What shows of a page's entry: not what the search alone knows, which changes with any word of any page."""
    return repr({key: value for key, value in entry.items() if key not in {"finding", "entries"}})


def _digest(text: str, data: bytes = b"") -> str:
    return hashlib.sha256(text.encode() + b"\0" + data).hexdigest()


def _link(source: str, target: str) -> None:
    Path(target).unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
