"""What a worker remembers of a language while serving, so that a rebuild renders only the pages that have changed.

MkDocs' own ``dirty`` build does the skipping: it leaves a page alone whose HTML is newer than its Markdown. We decide
which pages those are, by taking the HTML of the others away.

The search lags behind: the index of the pages before is shown with the new ones, until theirs is written.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path

from mkdocs_playbook import search
from mkdocs_playbook.addresses import page_address
from mkdocs_playbook.job import Job
from mkdocs_playbook.kept import page_state
from mkdocs_playbook.readable import article, lean
from playbook.store import key


@dataclass(kw_only=True)
class Memory:
    """Of the last build of one language in this process; empty when it failed or there was none."""

    frame: str = ""
    """Digest of everything that shows on every page."""
    pages: dict[str, str] = field(default_factory=dict)
    """What each page is made from, by its path."""
    contents: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What there is to search on each page, by its path, with the digest of the page that it comes from."""
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
    _lay_out(kept, job.site_dir)
    if index.is_dir():
        _lay_out(index / search.FOLDER, job.site_dir / search.FOLDER)


def refresh(job: Job, memory: Memory, write: Callable[..., bool]) -> None:
    """Let ``write(job, contents, to=…)`` index the pages of the last rebuild, and lay the index out beside them.

    It returns whether it has, and may leave off and leave the old one as it was.
    """
    kept, index = _kept(job)
    state = key(repr((memory.frame, memory.pages, job.language)))
    if state == memory.searched:
        return
    for path, digest in memory.pages.items():
        if memory.contents.get(path, ("",))[0] != memory.frame + digest:
            page = (kept / page_address(path) / "index.html").read_text(encoding="utf-8")
            memory.contents[path] = (memory.frame + digest, lean(article(page)))
    index.mkdir(parents=True, exist_ok=True)
    if write(job, {path: memory.contents[path][1] for path in memory.pages}, to=index):
        memory.searched = state
        with suppress(OSError):  # a newer build may have begun, and cleans
            _lay_out(index / search.FOLDER, job.site_dir / search.FOLDER)


def _kept(job: Job) -> tuple[Path, Path]:
    """The folders of the pages and of the search index; MkDocs leaves hidden folders when it cleans."""
    folder = job.site_dir.parent / ".playbook"
    return folder / job.language["folder"], folder / f"search-{job.language['folder']}"


def _frame(job: Job, watched: Iterable[Path]) -> str:
    language = {key: value for key, value in job.language.items() if key not in {"pages", "facets"}}
    files = sorted(p for folder in (*watched, job.docs_dir) for p in folder.rglob("*") if p.is_file())
    states = [(str(p), "" if p.suffix == ".md" else p.stat().st_mtime_ns) for p in files]
    return key(repr((astuple(replace(job, language={})), language, states)))  # type: ignore[typeddict-item]


def _pages(job: Job) -> dict[str, str]:
    return {path: page_state(entry) for path, entry in job.language["pages"].items()}


def _lay_out(folder: Path, to: Path) -> None:
    """Show a folder at another place too: as a link, which MkDocs leaves when it cleans, or file by file."""
    if to.is_symlink():
        return
    try:
        to.symlink_to(os.path.relpath(folder.resolve(), to.parent.resolve()), target_is_directory=True)
    except OSError:  # there are files of a build that failed, or the system gives links to few
        shutil.copytree(folder, to, copy_function=_link, dirs_exist_ok=True)


def _link(source: str, target: str) -> None:
    Path(target).unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
