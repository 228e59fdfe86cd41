"""The compiled tree on disk: the one interface to every host."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from playbook.languages import Language, catalog, long_date
from playbook.links import FEED
from playbook.prose import EXTENSIONS

if TYPE_CHECKING:
    from playbook.compiler import Edition
    from playbook.finding import Entry, Finding

MANIFEST = "playbook.json"
FORMAT = 1


def manifest(editions: Iterable[Edition], *, noindex: bool, day: str) -> dict[str, Any]:
    """What a host must know beside the pages."""
    return {
        "format": FORMAT,
        "date": day,
        "noindex": noindex,
        "languages": [
            {
                "folder": edition.language.folder,
                "tag": edition.language.tag,
                "theme": edition.language.theme,
                "search": edition.language.search,
                "name": edition.language.name,
                "site_name": edition.site_name,
                "site_description": edition.site_description,
                "updated": _updated(edition.language, day),
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
                        "translated": page.translated,
                        "canonical": page.canonical,
                        "alternates": list(page.alternates),
                        "versions": list(page.versions),
                        "leads_to": page.leads_to,
                        "checklist": list(page.checklist),
                        "finding": _finding(page.finding),
                        "entries": [_entry(entry) for entry in page.entries],
                    }
                    for page in edition.pages
                },
            }
            for edition in editions
        ],
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


def write_tree(
    to: Path, editions: Sequence[Edition], *, assets: Iterable[str], described: Mapping[str, Any], root: Path
) -> None:
    """Write pages, assets, manifest and configurations; what is there already and the same is left alone.

    The rest is removed.

    ``assets`` are relative to ``root``: ``content/da/images/x.png`` goes to ``da/images/x.png``, and to every language
    that has no such file itself, for the pages that show their original there.
    """
    _remove_links(to)
    wanted: set[Path] = {to / MANIFEST}
    for edition in editions:
        for page in edition.pages:
            wanted.add(_write(to / edition.language.folder / page.path, page.markdown.encode()))
        if edition.feed:
            wanted.add(_write(to / edition.language.folder / FEED, edition.feed))
        wanted.add(_write(to / f"mkdocs-{edition.language.folder}.yml", plain_mkdocs(edition).encode()))
    for target, asset in _assets(assets, [edition.language.folder for edition in editions]):
        wanted.add(_write(to / target, (root / asset).read_bytes()))
    _write(to / MANIFEST, (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode())
    for path in sorted(to.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in wanted:
            path.unlink()


def _remove_links(folder: Path) -> None:
    """Nothing in a tree is a link; one to a folder would have pages written where it leads."""
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            if (path := Path(parent, name)).is_symlink():
                path.unlink()


def _assets(assets: Iterable[str], folders: list[str]) -> Iterator[tuple[str, str]]:
    """Where in the tree each asset goes."""
    by_path: dict[str, dict[str, str]] = {}
    for asset in assets:
        _, folder, path = asset.split("/", 2)
        by_path.setdefault(path, {})[folder] = asset
    for path, own in by_path.items():
        for folder in folders:
            yield f"{folder}/{path}", own.get(folder) or next(iter(own.values()))


def _write(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all."""
    if not (path.is_file() and path.read_bytes() == data):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        part.write_bytes(data)
        shutil.move(part, path)
    return path
