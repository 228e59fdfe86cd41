"""What a worker remembers of a language while serving, so that a rebuild renders only the pages that have changed.

MkDocs' own ``dirty`` build does the skipping: it leaves a page alone whose HTML is newer than its Markdown. We decide
which pages those are, by taking the HTML of the others away, and we carry the rest of the search index over.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import Any

from mkdocs_playbook.addresses import page_address
from mkdocs_playbook.job import Job

SEARCH_INDEX = "search/search_index.json"


@dataclass(kw_only=True)
class Memory:
    """Of the last build of one language in this process; empty when it failed or there was none."""

    frame: str = ""
    """Digest of everything that shows on every page."""
    pages: dict[str, str] = field(default_factory=dict)
    """Digest of each page, by its path."""
    index: list[dict[str, Any]] = field(default_factory=list)
    """The search index's entries."""


def rebuild(job: Job, memory: Memory, *, watched: Iterable[Path], build: Callable[[Job, bool], None]) -> None:
    """Build a language into a folder that is kept, as little of it as will do, and lay it out in the job's folder.

    Warnings about pages that have not changed are not repeated. ``build`` takes a job, and whether it may skip pages;
    ``watched`` are the folders of templates, styles and words.
    """
    kept = job.site_dir.parent / ".playbook" / job.language["folder"]  # MkDocs leaves hidden folders when it cleans
    frame, pages = _frame(job, watched), _pages(job)
    is_same = frame == memory.frame and kept.is_dir()
    changed = [path for path, digest in pages.items() if not is_same or memory.pages.get(path) != digest]
    index, memory.frame = memory.index, ""
    if changed:
        for path in changed:
            (kept / page_address(path) / "index.html").unlink(missing_ok=True)
        build(replace(job, site_dir=kept), is_same)
        memory.index = _merge(kept / SEARCH_INDEX, index if is_same else [])
    memory.frame, memory.pages = frame, pages
    shutil.copytree(kept, job.site_dir, copy_function=_link, dirs_exist_ok=True)


def _frame(job: Job, watched: Iterable[Path]) -> str:
    language = {key: value for key, value in job.language.items() if key != "pages"}
    files = sorted(p for folder in (*watched, job.docs_dir) for p in folder.rglob("*") if p.is_file())
    states = [(str(p), "" if p.suffix == ".md" else p.stat().st_mtime_ns) for p in files]
    return _digest(repr((astuple(replace(job, language={})), language, states)))  # type: ignore[typeddict-item]


def _pages(job: Job) -> dict[str, str]:
    return {
        path: _digest(repr(entry), (job.docs_dir / path).read_bytes()) for path, entry in job.language["pages"].items()
    }


def _digest(text: str, data: bytes = b"") -> str:
    return hashlib.sha256(text.encode() + b"\0" + data).hexdigest()


def _merge(file: Path, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries of the pages just built, and those from before of the others, written into the index."""
    if not file.exists():
        return []
    index = json.loads(file.read_text(encoding="utf-8"))
    built = {_address(entry) for entry in index["docs"]}
    index["docs"] = [entry for entry in before if _address(entry) not in built] + index["docs"]
    file.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")
    entries: list[dict[str, Any]] = index["docs"]
    return entries


def _address(entry: dict[str, Any]) -> str:
    return str(entry["location"]).split("#")[0]


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
