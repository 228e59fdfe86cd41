"""The survey of a finished language; what its pages refer to is kept from build to build."""

from __future__ import annotations

import json
from dataclasses import astuple
from pathlib import Path

from mkdocs_playbook.job import Job
from playbook import checksums
from playbook import references as module
from playbook.project import store_of
from playbook.references import References, references
from playbook.store import Store, key
from playbook.survey import Survey, survey

MADE_BY = Path(module.__file__).read_bytes()


def survey_language(job: Job) -> Survey:
    """What is in the finished folder of a language, and where it leads. Raises OSError."""
    site = job.site_dir.parent
    files = checksums.files(site, job.language["folder"])
    store = store_of(job.project) if job.is_cached else None
    if store is None:
        return survey(site, files, site_url=job.site_url)
    return survey(site, files, site_url=job.site_url, read=lambda digest, page: kept(store, digest, page))


def kept(store: Store, digest: str, page: str) -> References:
    """The references of a page with this SHA-256: those that were kept, or else read and kept now."""
    name = key("references", MADE_BY, digest)
    if found := store.get(name):
        ids, links, loads, alternates = json.loads(found)
        return References(
            ids=tuple(ids), links=tuple(links), loads=tuple(loads), alternates=tuple((a, b) for a, b in alternates)
        )
    made = references(page)
    store.put(name, json.dumps(astuple(made), ensure_ascii=False).encode())
    return made
