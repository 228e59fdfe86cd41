"""One ordinary MkDocs build of one language, in a worker process."""

from __future__ import annotations

import io
import logging
import re
import shutil
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

import playbook
from mkdocs_playbook import live, search, sharing
from mkdocs_playbook.diagrams import Diagrams
from mkdocs_playbook.failures import reason
from mkdocs_playbook.indexer import SearchError
from mkdocs_playbook.job import Job, Record, Result
from mkdocs_playbook.kept import Kept
from mkdocs_playbook.manifest import NavigationItem
from mkdocs_playbook.memory import Memory, rebuild, refresh
from mkdocs_playbook.pages import LanguagePages
from mkdocs_playbook.root import THEME, tidy
from mkdocs_playbook.surveying import survey_language
from mkdocs_playbook.templates import LanguageTheme
from mkdocs_playbook.untouched import Untouched
from playbook.identifiers import slug
from playbook.languages import catalog, forget_catalogs
from playbook.lock import Lock
from playbook.prose import EXTENSIONS
from playbook.survey import Survey
from playbook.time_limits import TookTooLongError, stop

log = logging.getLogger("mkdocs.playbook")

FEW = 2
"""So many processors are busy with one language's search and another's pages: two searches would only take memory."""
TURN = ".turn"
"""The file, beside the languages' folders, that belongs to who has the turn."""
FEATURES = ("content.action.edit", "navigation.indexes", "navigation.prune", "toc.follow")


def build_language(job: Job, memory: Memory, report: Callable[[int], None]) -> Result:
    """Build a language into its folder and return what there is to say about it; ``memory`` is for serving only."""
    records: list[Record] = []
    found: Survey | None = None
    try:
        with _collected(records):
            if job.serving:
                forget_catalogs()
                watched = (THEME, Path(playbook.__file__).parent / "locale")
                rebuild(job, memory, watched=watched, build=partial(_build, kept=Kept(job), report=report))
            elif job.share:
                _build_share(job, records, report)
            else:
                found = _made_once(job, records, report)
    except (OSError, MemoryError) as error:
        return Result(records=_ours(records, job), failure=reason(error), is_surroundings=True)
    except SearchError as error:
        return Result(records=_ours(records, job), failure=str(error), is_surroundings=True)
    except TookTooLongError as error:
        return Result(records=_ours(records, job), failure=str(error))
    except (MkDocsException, jinja2.TemplateError) as error:
        return Result(records=_ours(records, job), failure=f"{type(error).__name__}: {error}")
    except Exception:  # a worker must answer whatever happens
        return Result(records=_ours(records, job), failure=traceback.format_exc())
    finally:
        stop()
    return Result(records=_ours(records, job), survey=found)


def index_served(job: Job, memory: Memory, is_interrupted: Callable[[], bool]) -> None:
    """Bring the search up to date with the pages that have just been shown; leave off when something newer is to be."""
    try:
        refresh(job, memory, partial(search.write, is_interrupted=is_interrupted))
    except (SearchError, OSError) as error:
        log.error("%s: %s", job.language["folder"], error)


def _build_share(job: Job, records: list[Record], report: Callable[[int], None]) -> None:
    """Make some of the pages for the build of the whole language."""
    kept = Kept(job)
    try:
        kept.stand_in()
        _build(job, True, kept=kept, report=report)
        if _is_quiet(records):
            kept.keep(may_stay=True)
        else:  # the whole makes them again, and says it
            records.clear()
    finally:
        shutil.rmtree(job.site_dir, ignore_errors=True)


def _is_quiet(records: list[Record]) -> bool:
    return all(record.level < logging.WARNING for record in records)


def _made_once(job: Job, records: list[Record], report: Callable[[int], None]) -> Survey:
    """Build unless nothing has changed since the site that is there was built."""
    untouched = Untouched(job)
    found = untouched.lay_out()
    if found is None:
        may_stay = _build_once(job, records, report)
        found = survey_language(job)
        if may_stay:
            untouched.keep(found)
    return found


def _build_once(job: Job, records: list[Record], report: Callable[[int], None]) -> bool:
    """Build with the pages that are kept from the builds before, and keep the new ones when nothing is wrong.

    Returns whether the language may be taken over as it is by the next build.
    """
    sharing.sweep(job)
    kept = Kept(job)
    kept.lay_out()
    _build(job, True, kept=kept, report=report)
    kept.keep(may_stay=_is_quiet(records))
    turn = partial(_turn, job) if sharing.processors() <= FEW else nullcontext
    search.write(job, kept.finished, to=job.site_dir, store=kept.store, turn=turn)
    return _is_quiet(records) and not kept.by_chance


@contextmanager
def _turn(job: Job) -> Iterator[None]:
    """What takes much memory is done for one language at a time; the system gives a turn back when who has it dies."""
    lock = Lock(job.docs_dir.parent / TURN)
    lock.wait()
    try:
        yield
    finally:
        lock.release()


def _build(job: Job, may_skip: bool, *, kept: Kept, report: Callable[[int], None]) -> None:
    config = _config(job, kept, report)
    config.plugins.on_startup(command="build", dirty=False)
    build(config, dirty=may_skip)
    config.plugins.on_shutdown()
    tidy(job.site_dir, offline=job.offline)


def _config(job: Job, kept: Kept, report: Callable[[int], None]) -> MkDocsConfig:
    """A configuration of MkDocs in which nothing is left to defaults that an organisation would notice."""
    language = job.language
    diagrams = Diagrams(language["folder"], live=job.live)
    config = load_config(
        io.BytesIO(b"{}"),
        config_file_path=str(job.docs_dir.parent / "mkdocs.yml"),
        # Material prints names and titles as HTML, so HTML is what it is given.
        site_name=escape(language["site_name"]),
        site_description=escape(language["site_description"]),
        site_url=f"{job.site_url}{language['folder']}/" if job.site_url else "",
        docs_dir=str(job.docs_dir),
        site_dir=str(job.site_dir),
        nav=_navigation(language["navigation"]),
        copyright=job.copyright,
        theme=_theme(job),
        plugins=_plugins(job),
        markdown_extensions=_markdown_extensions(language["folder"], diagrams),
        validation={
            "nav": {"omitted_files": "ignore", "not_found": "warn", "absolute_links": "warn"},
            # Places on pages are looked for twice already: in the content, and in the finished site.
            "links": {"not_found": "warn", "anchors": "ignore", "absolute_links": "warn", "unrecognized_links": "warn"},
        },
        extra={"alternate": True, "generator": False},
        strict=False,
    )
    config.theme = LanguageTheme(**_theme(job))
    if job.offline:
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
    config.plugins["playbook-pages"] = LanguagePages(job, diagrams, kept, report)
    return config


def _navigation(items: list[NavigationItem]) -> list[dict[str, object]]:
    def target(item: NavigationItem) -> object:
        children = item.get("children")
        return [item["path"], *_navigation(children)] if children else item["path"]

    return [{escape(item["title"]): target(item)} for item in items]


def _theme(job: Job) -> dict[str, Any]:
    return {
        "name": "material",
        "language": job.language["theme"],
        "font": False,
        "favicon": "assets/favicon.svg",
        "icon": {"logo": "material/map-marker-path"},
        "features": list(FEATURES),
        # Light and dark are ours: Material's switch keeps a scheme that nobody chose.
        "palette": {"scheme": "default", "primary": "custom", "accent": "custom"},
    }


def _plugins(job: Job) -> list[object]:
    """Mermaid2, and only where there is a diagram: loading it takes a tenth of a second."""
    needed = job.live and any("mermaid" in page.read_text(encoding="utf-8") for page in job.docs_dir.rglob("*.md"))
    return [{"mermaid2": live.OPTIONS}] if needed else []


def _markdown_extensions(folder: str, diagrams: Diagrams) -> list[object]:
    back = catalog(folder).ugettext("Back to the text at note {number}").replace("{number}", "%d")
    fence = {"name": "mermaid", "class": "mermaid", "format": diagrams.fence()}
    ours = {
        "footnotes": {"BACKLINK_TITLE": back},
        "pymdownx.superfences": {"custom_fences": [fence]},
        "tables": {"use_align_attribute": True},  # in place of ``style``
    }
    return [
        *({name: ours[name]} if name in ours else name for name in EXTENSIONS),
        "md_in_html",
        "mkdocs_playbook.attributes",
        "mkdocs_playbook.blocks",
        "mkdocs_playbook.headings",
        {"toc": {"slugify": slug, "toc_depth": "2-4"}},
        {"pymdownx.highlight": {"use_pygments": False}},
    ]


@contextmanager
def _collected(records: list[Record]) -> Iterator[None]:
    """Everything that we log, and what MkDocs or any library logs as a warning or worse."""

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            if not message.startswith("A 'dirty' build"):  # it is, and we know what we do
                records.append(Record(level=record.levelno, message=message))

    collector = Collector()
    log.setLevel(logging.INFO)  # other loggers stay at the root's level, which is that of warnings
    logging.getLogger().addHandler(collector)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(collector)


def _ours(records: list[Record], job: Job) -> tuple[Record, ...]:
    """The records with the content file named in place of the compiled page that MkDocs names."""
    pages = job.language["pages"]

    def name(match: re.Match[str]) -> str:
        page = pages.get(match[1])
        return f"{page['source']}:" if page and page["source"] else f"{job.language['folder']}/{match[1]}:"

    return tuple(
        Record(level=r.level, message=re.sub(r"^(?:Doc file|Error (?:read|build)ing page) '([^']+)'", name, r.message))
        for r in records
    )
