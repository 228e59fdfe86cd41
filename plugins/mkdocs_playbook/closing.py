"""The end of a build: the finished site is looked at, compared with what was compiled, and gets its record and sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from mkdocs_playbook.addresses import page_address
from mkdocs_playbook.failures import SurroundingsError
from mkdocs_playbook.manifest import LanguageEntry
from playbook import inputs
from playbook.build_record import BuildRecord, versions
from playbook.history import HistoryError, commit_of, is_clean
from playbook.inputs import Inputs
from playbook.project import plural
from playbook.survey import Survey, root_files, survey
from playbook.verification import seal

log = get_plugin_logger("playbook")

SHOWN = 20
"""So many problems are told; the rest is counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What must be there of a language that is built."""

    folder: str
    kinds: Mapping[str, str]
    """Of its pages, by the Markdown file's path."""

    @classmethod
    def of(cls, language: LanguageEntry) -> Built:
        """The same of a language that is compiled; the rest of what is known of it can go."""
        return cls(folder=language["folder"], kinds={path: page["kind"] for path, page in language["pages"].items()})


def close(
    site: Path,
    built: Sequence[Built],
    surveys: Mapping[str, Survey],
    *,
    project: Path,
    read: Inputs,
    languages: tuple[str, ...],
    date: str,
    site_url: str,
) -> None:
    """Look at a site whose languages are surveyed, and write its record and its sums.

    ``read`` is what it was built from, ``languages`` are all that the playbook has, built now or not. Raises
    PluginError for a site that is not whole, after telling why, and OSError.
    """
    record = BuildRecord(
        commit=_commit(project),
        date=date,
        content=read.digest,
        site_url=site_url,
        languages=languages,
        pages={each.folder: dict(sorted(Counter(each.kinds.values()).items())) for each in built},
        versions=versions(),
    )
    root = survey(site, root_files(site, languages), site_url=site_url)
    verified = seal(site, (*surveys.values(), root), record, compiled=_compiled(built))
    for problem in verified.problems[:SHOWN]:
        log.error("%s", problem)
    if (number := len(verified.problems)) > SHOWN:
        log.error("and %d more", number - SHOWN)
    if number:
        raise PluginError(f"no site: {plural(number, 'problem')} in the finished pages")
    log.info("verified: %d pages, %d links, %d files", verified.pages, verified.links, verified.files)


def refuse_changed(project: Path, read: Inputs) -> None:
    """Raise SurroundingsError when content has changed while it was being read: the pages would not fit together."""
    if changed := inputs.changed(project, read):
        raise SurroundingsError(f"{_named(changed)} changed while the content was being read; build again")


def changed_since(project: Path, read: Inputs) -> str:
    """What to say about content that has changed after it was read; empty when there is none.

    The site is whole and shows the content as it was. Raises SurroundingsError when the program itself has changed.
    """
    if inputs.is_program_changed(read):
        raise SurroundingsError("the playbook's own program was changed during the build; build again")
    changed = inputs.changed(project, read)
    if not changed:
        return ""
    return f"{_named(changed)} changed after it was read, and the site shows it as it was; build again"


def _named(files: tuple[str, ...]) -> str:
    return f"'{files[0]}'" + (f" and {len(files) - 1} more" if len(files) > 1 else "")


def _compiled(languages: Iterable[Built]) -> Iterator[str]:
    for language in languages:
        for path in language.kinds:
            yield f"{language.folder}/{unquote(page_address(path))}index.html"


def _commit(project: Path) -> str:
    """The commit that was built; empty where there is none, or where the content is otherwise than it."""
    try:
        return commit_of(project, "HEAD") if is_clean(project) else ""
    except HistoryError:
        return ""
