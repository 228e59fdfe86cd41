"""Finished pages, kept from build to build, so that only those are rendered whose inputs have changed.

A page is kept under a digest of all that it is made from: its Markdown, what is known of it, and its language's frame,
which is everything that shows on every page, but for what is ``dated``. MkDocs' own ``dirty`` build leaves a page alone
whose HTML is newer than its Markdown, so those that are kept are laid into the new site before it begins.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import astuple, replace
from pathlib import Path

import playbook
from mkdocs_playbook import dated
from mkdocs_playbook.addresses import page_address
from mkdocs_playbook.job import Job
from mkdocs_playbook.manifest import PageEntry
from mkdocs_playbook.readable import article, lean
from playbook.project import store_of
from playbook.sources import code, versions
from playbook.store import key

CODE = (Path(__file__).parent, Path(playbook.__file__).parent)
"""Our own code, with its templates, scripts and words."""
MADE_WITH = (
    "Babel", "Jinja2", "Markdown", "MarkupSafe", "beautifulsoup4", "mermaid-render", "mermaidx", "mkdocs",
    "mkdocs-material", "mkdocs-mermaid2-plugin", "pymdown-extensions", "quickjs-ng",
)  # fmt: skip
"""The packages whose versions show on a page."""
_OF_SEARCH = frozenset({"finding", "entries"})
"""Of a page's entry, what the search alone knows; it changes with any word of any page."""


class Contents(Mapping[str, str]):
    """By path, what there is to search on each finished page; packed, as there are many."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> str:
        return zlib.decompress(self._packed[path]).decode()

    def __contains__(self, path: object) -> bool:
        return path in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def add(self, path: str, packed: bytes) -> None:
        """A page: its content as ``pack`` packs it."""
        self._packed[path] = packed


def pack(data: bytes) -> bytes:
    """Compressed as far as it takes next to no time."""
    return zlib.compress(data, 1)


class Kept:
    """The finished pages of one language."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self.store = store_of(job.project) if job.is_cached else None
        self._frame = frame(job) if self.store else ""
        self.finished = Contents()
        """Of the pages that need not be made."""
        self.live: set[str] = set()
        """Paths of the pages whose diagrams the reader's browser draws."""
        self.by_chance: set[str] = set()
        """Paths of the pages that could come out otherwise another time, and are not kept."""

    def lay_out(self) -> None:
        """Write every page that is kept into the site."""
        for path, entry in self._job.language["pages"].items():
            found = self.store.get(self._key(path, entry)) if self.store else None
            if found is None:
                continue
            head, _, packed = found.partition(b"\n")
            told = json.loads(head)
            file = _file(self._job, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            self._write(file, zlib.decompress(packed[told["content"] :]))
            self._date(file, path)
            self.finished.add(path, packed[: told["content"]])
            if told["is_live"]:
                self.live.add(path)

    def missing(self) -> list[str]:
        """Paths of the pages that are not kept."""
        pages = self._job.language["pages"].items()
        return [path for path, entry in pages if not self.store or not self.store.has(self._key(path, entry))]

    def stand_in(self) -> None:
        """Put something where each page will be that is not in the job's share, so that it is not made now."""
        for path in self._job.language["pages"].keys() - self._job.share:
            file = _file(self._job, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
            self._date(file, path)

    def keep(self, *, may_stay: bool) -> None:
        """Take note of the pages that were made now, and keep them for the next build if they ``may_stay``."""
        for path, entry in self._job.language["pages"].items():
            if path in self.finished or (self._job.share and path not in self._job.share):
                continue
            file = _file(self._job, path)
            page = file.read_bytes()
            content = pack(lean(article(page.decode())).encode())
            self.finished.add(path, content)
            if self.store and may_stay and path not in self.by_chance:
                head = json.dumps({"content": len(content), "is_live": path in self.live})
                self.store.put(self._key(path, entry), b"".join((head.encode(), b"\n", content, pack(page))))
            self._write(file, page)

    def _date(self, file: Path, path: str) -> None:
        """See to it that a page is not older than its Markdown, or MkDocs would make it: a clock may have been set."""
        newest = (self._job.docs_dir / path).stat().st_mtime_ns
        if file.stat().st_mtime_ns < newest:
            os.utime(file, ns=(newest, newest))

    def _write(self, file: Path, page: bytes) -> None:
        """Write a page as it is today."""
        file.write_bytes(dated.put_in(page, self._job.language))

    def _key(self, path: str, entry: PageEntry) -> str:
        return key(self._frame, path, page_state(entry))


def frame(job: Job) -> str:
    """A digest of everything that shows on every page of a language, and of whether something ``dated`` does."""
    shown = {name: value for name, value in job.language.items() if name not in {"pages", "facets"}}
    shown |= {name: bool(shown[name]) for name in ("updated", "version")}
    bare = replace(job, language={}, share=frozenset())  # type: ignore[typeddict-item]
    nowhere = replace(bare, project=Path(), docs_dir=Path(), site_dir=Path(), published=Path(), outgoing=None)
    return key(repr(astuple(nowhere)), repr(shown), *(code(folder) for folder in CODE), versions(MADE_WITH))


def page_state(entry: PageEntry) -> str:
    """What a page shows, as far as its entry tells; its Markdown is in it as a digest."""
    return repr({name: value for name, value in entry.items() if name not in _OF_SEARCH})


def _file(job: Job, path: str) -> Path:
    return job.site_dir / page_address(path) / "index.html"
