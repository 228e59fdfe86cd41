"""The search index of a language, made from the finished pages and from what the compiler knows of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile
from zlib import crc32

from markupsafe import Markup

from mkdocs_playbook.addresses import leaf, page_address
from mkdocs_playbook.indexer import Pagefind, SearchError
from mkdocs_playbook.job import Job
from mkdocs_playbook.manifest import FindingEntry, LanguageEntry
from mkdocs_playbook.readable import text_of
from mkdocs_playbook.templates import FRAGMENTS
from playbook.sources import code, versions
from playbook.store import Store, key

MADE_WITH = ("pagefind", "pagefind-bin")
"""The packages whose versions show in an index."""
FOLDER = "pagefind"
"""Of Pagefind's index, relative to the language's folder."""
SCRIPT = "assets/search-index.js"
"""The index of a site that is opened as files, where browsers let a page fetch nothing but scripts."""
FACETS = "facets.json"
"""In that folder: the words for the values of each facet, and which of them each page has, in the pages' order."""
READERS = ("pagefind.js", "pagefind-worker.js", "wasm.??.pagefind")
"""Of the files that Pagefind has, what reads an index."""
NEEDED = ("*.pf_*", "pagefind-entry.json", *READERS)
"""And what an index is made of; the others are interfaces of its own."""
LARGEST = 1000
"""About so many pages an index has at most: for them Pagefind takes 200 MB. A larger language has several."""


class _InterruptedError(Exception):
    """There is something more urgent to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """A page, or an entry of one, as the search finds it."""

    address: str
    """Relative to the language's home; with a fragment for an entry."""
    title: str
    content: Markup
    """HTML."""
    finding: FindingEntry
    facets: dict[str, list[int]]
    """By facet, the places of its values in the language's list of them."""

    def digest(self) -> str:
        """A digest of all that."""
        return key(self.address, self.title, self.content, repr((self.finding, self.facets)))


def write(
    job: Job,
    contents: Mapping[str, str],
    *,
    to: Path,
    store: Store | None = None,
    is_interrupted: Callable[[], bool] = lambda: False,
    turn: Callable[[], AbstractContextManager[None]] = nullcontext,
    largest: int = LARGEST,
) -> bool:
    """Index the pages of a language, and write the index below the folder ``to``.

    ``contents`` is by path what there is to read on each page, as HTML. The same pages give the same bytes, so what a
    ``store`` has kept of the index is taken. Returns whether it has written one; when ``is_interrupted`` says so it
    leaves off, and leaves an index that is there as it was. A language of more than ``largest`` pages gets several
    indexes of about the same size; each takes much memory, and is made in a ``turn``. Raises SearchError.
    """
    if job.offline:
        _write_script(records(job.language, contents, leaf=leaf(offline=True)), to / SCRIPT, language=job.language)
        return True
    draft = to / f".{FOLDER}.part"
    parts = max(1, -(-len(job.language["pages"]) // largest))
    try:
        while not _write_parts(parts, draft, partial(_part, job.language, contents, store, turn, is_interrupted)):
            parts += 1
        _complete(draft, parts, job.language)
        shutil.rmtree(to / FOLDER, ignore_errors=True)
        draft.rename(to / FOLDER)
    except _InterruptedError:
        return False
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return True


def records(
    language: LanguageEntry, contents: Mapping[str, str], *, leaf: str = "", part: int = 0, parts: int = 1
) -> Iterator[Record]:
    """What is to be found in a language, in the order of the pages; ``leaf`` is what addresses of folders end with.

    Of several ``parts`` each, counted from 0, has pages of all kinds, so that words are as rare in one as in the other;
    a page stays in its part when others come or go.
    """
    for path, entry in sorted(language["pages"].items()):
        if crc32(path.encode()) % parts != part:
            continue
        address = f"{page_address(path)}{leaf}" or "./"
        if entry["finding"]["facets"]:  # a page with mistakes has none, nor has one on which a long list goes on
            if not contents[path]:
                raise SearchError(f"'{path}' has no content to search")
            content = Markup(contents[path])  # noqa: S704 - of a page that we have just made
            yield _record(language, address, entry["title"], content, entry["finding"])
        for placed in entry["entries"]:
            content = Markup("<h1>{}</h1><p>{}</p>").format(placed["title"], placed["text"])
            yield _record(language, f"{address}#{placed['fragment']}", placed["title"], content, placed["finding"])


def _record(language: LanguageEntry, address: str, title: str, content: Markup, finding: FindingEntry) -> Record:
    facets = {}
    for facet, ids in finding["facets"].items():
        places = {id_: place for place, id_ in enumerate(language["facets"][facet])}
        facets[facet] = [places[id_] for id_ in ids if id_ in places]
    return Record(address=address, title=title, content=content, finding=finding, facets=facets)


# --- For pages on a server -------------------------------------------------------------------------------------------


def _write_parts(parts: int, draft: Path, make: Callable[[int, int], Mapping[str, bytes]]) -> bool:
    """Write the files of each part: the first at the top, the others in folders that are named with their number.

    Returns whether they fit together: not so when two pages in different parts have got the same name, a short digest.
    """
    shutil.rmtree(draft, ignore_errors=True)
    names: set[str] = set()
    for part in range(parts):
        files = make(part, parts)
        for path, data in files.items():
            file = _folder(draft, part) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        pages = {path for path in files if path.endswith(".pf_fragment")}
        if not names.isdisjoint(pages):
            return False
        names |= pages
    return True


def _complete(draft: Path, parts: int, language: LanguageEntry) -> None:
    """Put the facets of all parts together, and leave what reads an index in the first alone."""
    facets = [json.loads((_folder(draft, part) / FACETS).read_bytes()) for part in range(parts)]
    for part in range(1, parts):
        for name in (FACETS, *READERS):
            for file in _folder(draft, part).glob(name):
                file.unlink()
    told = {"labels": _labels(language), "pages": [page for pages in facets for page in pages]}
    sizes = {"parts": [len(pages) for pages in facets]} if parts > 1 else {}
    (draft / FACETS).write_text(_compact(told | sizes), encoding="utf-8")


def _folder(draft: Path, part: int) -> Path:
    return draft / str(part + 1) if part else draft


def _part(
    language: LanguageEntry,
    contents: Mapping[str, str],
    store: Store | None,
    turn: Callable[[], AbstractContextManager[None]],
    is_interrupted: Callable[[], bool],
    part: int,
    parts: int,
) -> Mapping[str, bytes]:
    """The files of one part by path, and in ``FACETS`` those of its pages: made now, or kept from before."""
    made_by = (code(Path(__file__).parent), versions(MADE_WITH), language["search"])
    found = (record.digest() for record in records(language, contents, part=part, parts=parts))
    name = key("search", *made_by, *found) if store else ""
    held = store.get(name) if store else None
    if held:
        return _unpacked(held)
    with turn() if parts > 1 else nullcontext():
        files = _pagefind(records(language, contents, part=part, parts=parts), language["search"], is_interrupted)
    if store:
        store.put(name, _packed(files))
    return files


def _pagefind(found: Iterator[Record], language: str, is_interrupted: Callable[[], bool]) -> Mapping[str, bytes]:
    template = FRAGMENTS.get_template("search-record.html")
    facets = []
    with Pagefind(language) as index:
        for number, record in enumerate(found):
            if is_interrupted():
                raise _InterruptedError
            index.add(record.address, template.render(record=record, number=number))
            facets.append(record.facets)
        # Pagefind has filters of its own, but writes their values in another order each time.
        return index.files(NEEDED) | {FACETS: _compact(facets).encode()}


def _packed(files: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:  # what is in it is packed already
        for path, data in files.items():
            archive.writestr(path, data)
    return packed.getvalue()


def _unpacked(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {path: archive.read(path) for path in archive.namelist()}


# --- For pages in a folder -------------------------------------------------------------------------------------------


def _write_script(found: Iterator[Record], file: Path, *, language: LanguageEntry) -> None:
    pages = [
        {
            "address": record.address,
            "title": record.title,
            "text": text_of(record.content).removeprefix(record.title).strip(),
            **{name: record.finding[name] for name in ("whole", "names", "parts", "words")},
            "facets": record.facets,
        }
        for record in found
    ]
    file.parent.mkdir(parents=True, exist_ok=True)
    index = _compact({"labels": _labels(language), "pages": pages})
    file.write_text(f"globalThis.playbookIndex={index};\n", encoding="utf-8")


def _labels(language: LanguageEntry) -> dict[str, list[str]]:
    return {facet: list(labels.values()) for facet, labels in language["facets"].items()}


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
