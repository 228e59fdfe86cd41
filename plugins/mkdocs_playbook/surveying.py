"""The survey of a finished language; what is found in its files is kept from build to build."""

from __future__ import annotations

import json
from dataclasses import astuple
from functools import partial
from pathlib import Path

from mkdocs_playbook.job import Job
from playbook import checksums, references
from playbook import survey as module
from playbook.project import store_of
from playbook.store import Store, key
from playbook.survey import FileSurvey, Look, Survey, survey

MADE_BY = key(Path(module.__file__).read_bytes(), Path(references.__file__).read_bytes())


def survey_language(job: Job) -> Survey:
    """What is in the finished folder of a language, and where it leads. Raises OSError."""
    site = job.site_dir.parent
    files = checksums.files(site, job.language["folder"])
    store = store_of(job.project) if job.is_cached else None
    if store is None:
        return survey(site, files, site_url=job.site_url)
    return survey(site, files, site_url=job.site_url, known=partial(kept, store, job.site_url))


def kept(store: Store, site_url: str, name: str, digest: str, look: Look) -> FileSurvey:
    """What is in a file with this name and this SHA-256: what was kept of it, or else found and kept now."""
    place = key("survey", MADE_BY, site_url, name, digest)
    if data := store.get(place):
        ids, links, targets, alternates, problems = json.loads(data)
        return FileSurvey(
            ids=tuple(ids),
            links=links,
            targets=tuple((file, fragment, address) for file, fragment, address in targets),
            alternates=tuple((tag, file) for tag, file in alternates),
            problems=tuple(problems),
        )
    made = look()
    store.put(place, json.dumps(astuple(made), ensure_ascii=False).encode())
    return made
