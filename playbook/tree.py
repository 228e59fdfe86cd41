"""The compiled tree on disk: the one interface to every host."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from playbook import changes
from playbook.languages import Language, catalog, long_date
from playbook.links import FEED
from playbook.makers import Anew
from playbook.prose import EXTENSIONS

if TYPE_CHECKING:
    from playbook.edition import Edition, Page
    from playbook.finding import Entry, Finding

MANIFEST = "playbook.json"
FORMAT = 1


def manifest(languages: Iterable[Mapping[str, Any]], *, noindex: bool, day: str) -> dict[str, Any]:
    """What a host must know beside the pages; ``languages`` are their entries."""
    return {"format": FORMAT, "date": day, "noindex": noindex, "languages": list(languages)}


def language_entry(edition: Edition, *, day: str) -> dict[str, Any]:
    """What a host must know of a language."""
    return {
        "folder": edition.language.folder,
        "tag": edition.language.tag,
        "theme": edition.language.theme,
        "search": edition.language.search,
        "name": edition.language.name,
        "site_name": edition.site_name,
        "site_description": edition.site_description,
        "updated": _updated(edition.language, day),
        "version": ", ".join(filter(None, (edition.version, day))),
        "feed": FEED if edition.feed else "",
        "navigation": [{"title": item.title, "path": item.path} for item in edition.navigation],
        "footer": [{"title": item.title, "path": item.path} for item in edition.footer],
        "facets": {facet: dict(labels) for facet, labels in edition.facets.items()},
        "pages": {
            page.path: {
                "kind": page.kind,
                "id": page.id,
                "title": page.title,
                "description": page.description,
                "owner": page.owner,
                "source": page.source,
                "line": page.line,
                "translated": page.translated,
                "canonical": page.canonical,
                "alternates": list(page.alternates),
                "versions": list(page.versions),
                "part_of": page.part_of,
                "leads_to": page.leads_to,
                "checklist": list(page.checklist),
                "digest": page.digest,
                "finding": _finding(page.finding),
                "entries": [_entry(entry) for entry in page.entries],
            }
            for page in edition.pages
        },
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "whole": finding.whole,
        "names": finding.names,
        "parts": finding.parts,
        "words": finding.words,
        "facets": {facet: list(ids) for facet, ids in finding.facets.items()},
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "fragment": entry.fragment,
        "title": entry.title,
        "text": entry.text,
        "finding": _finding(entry.finding),
    }


def _updated(language: Language, day: str) -> str:
    """When the content last changed, in a language's words; empty when nobody knows."""
    if not day:
        return ""
    return str(catalog(language.folder).gettext("Last updated {date}")).format(
        date=long_date(language, date.fromisoformat(day))
    )


def plain_mkdocs(edition: Edition) -> str:
    """A configuration with which MkDocs builds a language without the plugin; it shows other engines what pages need.

    Material, since MkDocs' own themes have no words in Danish and Swedish.
    """
    folder = edition.language.folder
    return yaml.safe_dump(
        {
            "site_name": edition.site_name,
            "docs_dir": folder,
            "site_dir": f"site/{folder}",
            "theme": {"name": "material", "language": edition.language.theme, "font": False},
            "markdown_extensions": ["md_in_html", *EXTENSIONS],
            "nav": [{item.title: item.path} for item in edition.navigation],
            "validation": {"nav": {"omitted_files": "ignore"}},
        },
        allow_unicode=True,
        sort_keys=False,
    )


def is_replaceable(folder: Path) -> bool:
    """Whether a tree may be written there: the folder is new, empty, or holds a tree already."""
    return not folder.exists() or (folder.is_dir() and ((folder / MANIFEST).is_file() or not any(folder.iterdir())))


class Writer(Anew):
    """Makes every page of an edition, and writes it at once: no language is ever held as a whole."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is the language's."""
        self._folder = folder

    def page(self, path: str, frame: str, make: Callable[[], Page]) -> Page:
        """The page, written, without its Markdown."""
        return write_page(make(), self._folder)


def write_page(page: Page, folder: Path) -> Page:
    """Write a page below its language's folder; what is left of it has no Markdown, but the digest of it."""
    data = page.markdown.encode()
    _write(folder / page.path, data)
    return replace(page, markdown="", digest=sha256(data).hexdigest())


def complete_language(to: Path, edition: Edition, *, assets: Iterable[str], root: Path) -> None:
    """Write what a language has beside its pages, and remove everything else from its folder.

    ``assets`` are relative to ``root``: ``content/da/images/x.png`` goes to ``da/images/x.png``, and to every language
    that has no such file itself, for the pages that show their original there.
    """
    folder = edition.language.folder
    beside = {FEED: edition.feed} if edition.feed else {}
    for path, data in (beside | dict(edition.scripts)).items():
        _write(to / folder / path, data)
    held = dict(_assets(assets, folder))
    for path, asset in held.items():
        _write(to / folder / path, (root / asset).read_bytes())
    _remove_others(to / folder, {page.path for page in edition.pages} | {*beside, *edition.scripts, *held})
    _write(to / f"mkdocs-{folder}.yml", plain_mkdocs(edition).encode())


def complete_tree(to: Path, described: Mapping[str, Any]) -> None:
    """Write the manifest, and remove what belongs to none of its languages."""
    folders = [entry["folder"] for entry in described["languages"]]
    kept = {to / MANIFEST, *(to / name for folder in folders for name in (folder, f"mkdocs-{folder}.yml"))}
    _write(to / MANIFEST, (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode())
    for path in to.iterdir():
        if path not in kept:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _remove_others(folder: Path, wanted: Collection[str], at: str = "") -> bool:
    """Remove what is not wanted by its path below a folder; returns whether anything is left there."""
    with os.scandir(folder / at) as listed:
        entries = list(listed)
    left = False
    for entry in entries:
        path = f"{at}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if _remove_others(folder, wanted, f"{path}/"):
                left = True
            else:
                Path(entry.path).rmdir()
        elif path in wanted:
            left = True
        else:
            Path(entry.path).unlink()
    return left


def remove_links(folder: Path) -> None:
    """Nothing in a tree is a link; one to a folder would have pages written where it leads."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as listed:
        held = list(listed)
    for each in held:
        if each.is_symlink():
            Path(each.path).unlink()
        elif each.is_dir():
            remove_links(Path(each.path))


def _assets(assets: Iterable[str], folder: str) -> Iterator[tuple[str, str]]:
    """Where in a language's folder each asset goes."""
    by_path: dict[str, dict[str, str]] = {}
    for asset in assets:
        _, own, path = asset.split("/", 2)
        by_path.setdefault(path, {})[own] = asset
    for path, held in by_path.items():
        yield path, held.get(folder) or next(iter(held.values()))


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; one that holds the same already stays as it is, with its time."""
    if not (path.is_file() and path.read_bytes() == data):
        changes.write(path, data)
