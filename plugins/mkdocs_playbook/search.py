"""The search index of a language, made from the finished pages and from what the compiler knows of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from mkdocs_playbook.addresses import leaf, page_address
from mkdocs_playbook.indexer import Pagefind, SearchError
from mkdocs_playbook.job import Job
from mkdocs_playbook.manifest import FindingEntry, LanguageEntry
from mkdocs_playbook.readable import LEFT_OUT, text_of
from mkdocs_playbook.root import THEME
from playbook.sources import code, versions
from playbook.store import Store, key

FOLDER = "pagefind"
"""Of Pagefind's index, relative to the language's folder."""
SCRIPT = "assets/search-index.js"
"""The index of a site that is opened as files, where browsers let a page fetch nothing but scripts."""
FACETS = "facets.json"
"""In that folder: the words for the values of each facet, and which of them each page has, in the pages' order."""
PART_NEEDED = ("*.pf_*", "pagefind-entry.json")
"""Of the files that Pagefind has, what an index is made of."""
NEEDED = (*PART_NEEDED, "pagefind.js", "pagefind-worker.js", "wasm.??.pagefind")
"""And what reads it; the others are interfaces of its own."""
LARGEST = 1000
"""Pages of an index at most: for so many Pagefind takes 200 MB. A larger language has several, asked together."""
_TEMPLATES = Environment(loader=FileSystemLoader(THEME / "language"), autoescape=True)


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


def write(
    job: Job,
    contents: Mapping[str, str],
    *,
    to: Path,
    store: Store | None = None,
    is_interrupted: Callable[[], bool] = lambda: False,
    largest: int = LARGEST,
) -> bool:
    """Index the pages of a language, and write the index below the folder ``to``.

    ``contents`` is by path what there is to read on each page, as HTML. The same pages give the same bytes, so the
    index that a ``store`` has kept for them is taken. Returns whether it has written one; when ``is_interrupted`` says
    so it leaves off, and leaves an index that is there as it was. A language of more than ``largest`` pages gets
    several indexes, as large as one another. Raises SearchError.
    """
    if job.offline:
        _write_script(records(job.language, contents, leaf=leaf(offline=True)), to / SCRIPT, language=job.language)
        return True
    parts = max(1, -(-len(job.language["pages"]) // largest))
    state = _state(job, contents, parts) if store else ""
    held = store.get(state) if store else None
    try:
        files = _unpacked(held) if held else _pagefind(job.language, contents, parts, is_interrupted)
    except _InterruptedError:
        return False
    if store and not held:
        store.put(state, _packed(files))
    part = to / f".{FOLDER}.part"
    shutil.rmtree(part, ignore_errors=True)
    for path, data in files.items():
        (part / path).parent.mkdir(parents=True, exist_ok=True)
        (part / path).write_bytes(data)
    shutil.rmtree(to / FOLDER, ignore_errors=True)
    part.rename(to / FOLDER)
    return True


def records(
    language: LanguageEntry, contents: Mapping[str, str], *, leaf: str = "", part: int = 0, parts: int = 1
) -> Iterator[Record]:
    """What is to be found in a language, in the order of the pages; ``leaf`` is what addresses of folders end with.

    Of several ``parts`` each, counted from 0, has pages of all kinds, so that words are as rare in one as in the other.
    """
    for path, entry in sorted(language["pages"].items())[part::parts]:
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


def _labels(language: LanguageEntry) -> dict[str, list[str]]:
    return {facet: list(labels.values()) for facet, labels in language["facets"].items()}


# --- For pages on a server -------------------------------------------------------------------------------------------


def _pagefind(
    language: LanguageEntry, contents: Mapping[str, str], parts: int, is_interrupted: Callable[[], bool]
) -> dict[str, bytes]:
    """The files of the index by path, those of further parts in folders that are named with their number, from 2 on."""
    files: dict[str, bytes] = {}
    facets: list[dict[str, list[int]]] = []
    sizes = []
    for part in range(parts):
        found = records(language, contents, part=part, parts=parts)
        made, places = _part(found, language["search"], NEEDED if part == 0 else PART_NEEDED, is_interrupted)
        files.update((f"{part + 1}/{path}" if part else path, data) for path, data in made.items())
        facets += places
        sizes.append(len(places))
    if parts > 1 and _have_names_in_common(files):
        return _pagefind(language, contents, parts + 1, is_interrupted)
    # Pagefind has filters of its own, but writes their values in another order each time.
    told = {"labels": _labels(language), "pages": facets} | ({"parts": sizes} if parts > 1 else {})
    return files | {FACETS: _compact(told).encode()}


def _part(
    found: Iterator[Record], language: str, wanted: tuple[str, ...], is_interrupted: Callable[[], bool]
) -> tuple[dict[str, bytes], list[dict[str, list[int]]]]:
    """The files of one index, and the facets of its pages."""
    template = _TEMPLATES.get_template("search-record.html")
    facets = []
    with Pagefind(language=language, left_out=LEFT_OUT) as index:
        for number, record in enumerate(found):
            if is_interrupted():
                raise _InterruptedError
            index.add(record.address, template.render(record=record, number=number))
            facets.append(record.facets)
        return index.files(wanted), facets


def _have_names_in_common(files: Mapping[str, bytes]) -> bool:
    """Whether two parts have given the same name, a short digest, to two pages: they could not be told apart."""
    names = [path.rpartition("/")[2] for path in files if path.endswith(".pf_fragment")]
    return len(set(names)) < len(names)


def _state(job: Job, contents: Mapping[str, str], parts: int) -> str:
    """A digest of all that an index is made from."""
    told = {path: (entry["title"], entry["finding"], entry["entries"]) for path, entry in job.language["pages"].items()}
    facts = repr((job.language["search"], job.language["facets"], sorted(told.items()), parts))
    texts = sha256()
    for path in sorted(contents):
        texts.update(f"{key(path, contents[path])}\n".encode())
    return key("search", facts, texts.hexdigest(), code(Path(__file__).parent), versions(("pagefind", "pagefind-bin")))


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


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
