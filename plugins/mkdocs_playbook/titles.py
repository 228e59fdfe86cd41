"""Titles and addresses of a language's pages, for what the browser shows of the pages that its reader has kept.

A script, and not JSON: browsers fetch nothing from a folder without a server. Pages load it when they need it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_playbook.manifest import PageEntry

FILE = "assets/titles.js"


def place(files: Files, pages: Mapping[str, PageEntry], config: MkDocsConfig) -> None:
    """Put the file among those that are published."""
    addresses = {path: file.url for path in pages if (file := files.get_file_from_path(path))}
    files.append(File.generated(config, FILE, content=script(pages, addresses)))


def script(pages: Mapping[str, PageEntry], addresses: Mapping[str, str]) -> str:
    """By kind and id: the title, the address relative to the language's home, the ids of the checklist's items."""
    found = {
        f"{entry['kind']}/{entry['id']}": [entry["title"], addresses[path], entry["checklist"]]
        for path, entry in sorted(pages.items())
        if entry["kind"] not in ("index", "moved", "part", "problem") and path in addresses
    }
    lines = (f"{json.dumps(key)}:{json.dumps(value, ensure_ascii=False)}" for key, value in found.items())
    return "globalThis.playbookTitles = {\n" + ",\n".join(lines) + "\n};\n"
