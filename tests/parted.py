"""The search of a finished language made anew in several parts, as if it were a large one."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import projects
from mkdocs_playbook import search
from mkdocs_playbook.addresses import page_address
from mkdocs_playbook.job import Job
from mkdocs_playbook.manifest import LanguageEntry
from mkdocs_playbook.readable import article, lean
from playbook.configuration import read_configuration
from playbook.store import Store


def job(root: Path, site: Path, folder: str, *, tree: Path, is_cached: bool = False) -> Job:
    """What a worker is told for a language of a project."""
    configuration, problems = read_configuration(root)
    if configuration is None:
        raise ValueError(problems)
    compilation = projects.compilation(root, tree, settings=configuration.settings)
    return Job(
        language=cast(LanguageEntry, compilation.language(folder)),
        siblings=(),
        project=root,
        docs_dir=tree / folder,
        site_dir=site / folder,
        published=site,
        outgoing=None,
        site_url="",
        edit_uri_template="",
        issue_uri_template="",
        copyright="",
        live=False,
        noindex=False,
        page_seconds=0,
        is_cached=is_cached,
    )


def index(root: Path, site: Path, folder: str, *, tree: Path, largest: int, store: Store | None = None) -> None:
    """Index a language of a project anew, in parts of about ``largest`` pages."""
    made = job(root, site, folder, tree=tree)
    files = {path: site / folder / page_address(path) / "index.html" for path in made.language["pages"]}
    contents = {path: lean(article(file.read_text(encoding="utf-8"))) for path, file in files.items()}
    search.write(made, contents, to=site / folder, largest=largest, store=store)
