"""What the templates know of a page: its place in the site, its versions and translations, its owner and its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_playbook import addresses, dated
from mkdocs_playbook.job import Job, Sibling
from mkdocs_playbook.manifest import PageEntry
from playbook.languages import catalog
from playbook.suggestion import suggestion

MAIN = frozenset(
    f"{folder}/index.md" for folder in ("stages", "journeys", "touchpoints", "methods", "checklists", "terms")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """The page in a language, for the language switch."""

    tag: str
    name: str
    short: str
    """The name for a narrow screen."""
    home: str
    """That language's word for its home page."""
    address: str
    """Relative to the page; absolute on the server for a page that may be shown at any address, such as 404."""
    is_current: bool
    is_home: bool
    """Whether the page does not exist there and the address is that language's home."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternate:
    """A translation of the page, for search engines."""

    tag: str
    address: str
    """Absolute."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Crumb:
    """A page that others link to from everywhere."""

    title: str
    address: str
    """Relative to the language's home."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What the templates know as ``playbook``."""

    kind: str
    """Empty for a page that is nowhere in the tree, such as 404."""
    id: str
    title: str
    """Plain text; empty on the home page, whose title is the site's."""
    description: str
    canonical: str
    """Absolute; empty when the site's address is not known."""
    alternates: tuple[Alternate, ...]
    versions: tuple[Version, ...]
    owner: str
    """Who answers for the page; may be empty."""
    language: str
    """Its folder."""
    name: str
    """The language's name, in its own words."""
    root: str
    """The site's root, relative to the page; absolute on the server for a page that may be shown at any address."""
    leaf: str
    """What addresses of folders end with."""
    section: str
    """The Markdown file of the index that the page belongs to."""
    trail: tuple[Crumb, ...]
    """The pages above this one: home, the index that it belongs to, and the page whose list goes on here."""
    footer: tuple[Crumb, ...]
    main: frozenset[str]
    """The Markdown files of the lists that wide screens name in the header."""
    noindex: bool
    updated: str
    """What stands for when the content last changed, a sentence that is put in last; may be empty."""
    feed: str = ""
    """The language's Atom feed, relative to its home; may be empty."""
    source: str = ""
    """The content file behind it, relative to the project folder; empty for a page that lists."""
    edit_template: str = ""
    """Where a file is edited, with ``{path}`` and maybe ``{line}``; may be empty."""
    suggestion: str = ""
    """Where a reader suggests a change of the page; may be empty."""
    leads_to: str = ""
    """Where the reader is sent on to, relative to the page; empty unless its address has been given up."""
    is_live: bool = False
    """Whether the page holds a diagram that the browser draws."""


def facts(job: Job, path: str) -> Facts:
    """The facts of the page at a path in the language's folder; of a page that is not there when it is empty."""
    entry = job.language["pages"].get(path)
    folder = job.language["folder"]
    kept = (entry["leads_to"].partition("#")[0] if entry else "") or path
    canonical = addresses.absolute(job.site_url, entry["canonical"], kept) if entry and job.site_url else ""
    first = (entry["part_of"] if entry else "") or path
    section = f"{first.rpartition('/')[0]}/index.md" if "/" in first else first
    return Facts(
        kind=entry["kind"] if entry else "",
        id=entry["id"] if entry else "",
        title=entry["title"] if entry and path != "index.md" else "",
        description=(entry["description"] if entry else "") or job.language["site_description"],
        canonical=canonical,
        alternates=_alternates(job, path, entry) if entry else (),
        versions=tuple(_version(job, path, entry, other, folder) for other in job.siblings),
        owner=entry["owner"] if entry else "",
        language=folder,
        name=job.language["name"],
        root=_root(job, path, entry),
        leaf=addresses.leaf(job.offline),
        section=section,
        trail=tuple(_crumbs(job, *_above(path, section, first))),
        main=MAIN,
        footer=tuple(_crumb(job, item["title"], item["path"]) for item in job.language["footer"]),
        noindex=job.noindex or entry is None or bool(entry["leads_to"]),
        updated=dated.UPDATED if job.language["updated"] else "",
        feed=job.language["feed"],
        source=entry["source"] if entry else "",
        edit_template=job.edit_uri_template if entry else "",
        suggestion=_suggestion(job, path, entry) if entry else "",
    )


def _suggestion(job: Job, path: str, entry: PageEntry) -> str:
    folder = job.language["folder"]
    address = suggestion(
        job.issue_uri_template,
        folder=folder,
        title=entry["title"],
        address=addresses.absolute(job.site_url, folder, path) if job.site_url else "",
        file=entry["source"],
        language=job.language["name"],
        version=dated.VERSION if job.language["version"] else "",
    )
    return dated.left_open(address)


def _above(path: str, *above: str) -> list[str]:
    """The paths of the pages above one, from the top."""
    return [each for each in dict.fromkeys(("index.md", *above)) if each != path]


def _crumbs(job: Job, *paths: str) -> Iterator[Crumb]:
    """The pages at these paths, as far as they are there; home under its name in the navigation."""
    pages = job.language["pages"]
    for path in paths:
        if path == "index.md":
            yield _crumb(job, catalog(job.language["folder"]).ugettext("Home"), path)
        elif path in pages:
            yield _crumb(job, pages[path]["title"], path)


def _crumb(job: Job, title: str, path: str) -> Crumb:
    address = addresses.page_address(path) + addresses.leaf(job.offline)
    return Crumb(title=title, address=address or ".")


def _alternates(job: Job, path: str, entry: PageEntry) -> tuple[Alternate, ...]:
    if not job.site_url:
        return ()
    real = [other for other in job.siblings if other.folder in entry["alternates"]]
    found = [Alternate(tag=o.tag, address=addresses.absolute(job.site_url, o.folder, path)) for o in real]
    return (*found, Alternate(tag="x-default", address=job.site_url)) if found else ()


def _version(job: Job, path: str, entry: PageEntry | None, other: Sibling, folder: str) -> Version:
    exists = entry is not None and other.folder in entry["versions"]
    address = f"{_root(job, path, entry)}{other.folder}/{addresses.page_address(path) if exists else ''}"
    address += addresses.leaf(job.offline)
    return Version(
        tag=other.tag,
        name=other.name,
        short=other.folder,
        home=catalog(other.folder).ugettext("Home"),
        address=address,
        is_current=other.folder == folder,
        is_home=not exists,
    )


def _root(job: Job, path: str, entry: PageEntry | None) -> str:
    """The site's root as the page at a path sees it; absolute on the server when there is no such page."""
    if entry is None:
        return addresses.server_path(job.site_url)
    return "../" * (addresses.page_address(path).count("/") + 1)


def sitemap(job: Job) -> tuple[tuple[str, tuple[Alternate, ...]], ...]:
    """The absolute address and the translations of each page that is translated, in the order of their paths."""
    if not job.site_url:
        return ()
    folder = job.language["folder"]
    return tuple(
        (addresses.absolute(job.site_url, folder, path), _alternates(job, path, entry))
        for path, entry in sorted(job.language["pages"].items())
        if entry["translated"]
    )
