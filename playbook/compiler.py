"""Playbook and language -> pages of Markdown: the one entry point for every host."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

import yaml

from playbook.dependencies import Reads
from playbook.diagnostics import Diagnostic
from playbook.feed import feed
from playbook.finding import Entry, Finder, Finding
from playbook.languages import N_, Language
from playbook.links import CHANGES_PAGE, LISTED_ON, fragment_of, page_of
from playbook.list_rows import scripts
from playbook.markup import Words
from playbook.model import KINDS, Playbook
from playbook.parts import languages_with, parts
from playbook.parts import page_of as page_with
from playbook.rendering import render
from playbook.settings import Settings
from playbook.sources import code, versions
from playbook.store import key
from playbook.view import View, plain


@dataclass(frozen=True, kw_only=True, slots=True)
class Index:
    """A page that lists what lies in a folder; also the name of its template."""

    folder: str
    title: str
    description: str


INDEXES = (
    Index(
        folder="stages",
        title=N_("Stages"),
        description=N_("What the customer wants in each stage, and what the team does about it."),
    ),
    Index(
        folder="journeys",
        title=N_("Journeys"),
        description=N_("Journeys step by step, with the customer's thoughts, emotions and touchpoints."),
    ),
    Index(
        folder="compare",
        title=N_("Compare journeys"),
        description=N_("Two journeys over the same stages: where the customer's emotions rise and fall."),
    ),
    Index(
        folder="touchpoints",
        title=N_("Touchpoints"),
        description=N_("Where customer and company meet, and how well each meeting goes."),
    ),
    Index(
        folder="personas",
        title=N_("Personas"),
        description=N_("Typical customers, with their goals, needs and frustrations."),
    ),
    Index(folder="methods", title=N_("Methods"), description=N_("Ways of working, step by step.")),
    Index(
        folder="checklists",
        title=N_("Checklists"),
        description=N_("What the team does and checks in each stage and on each journey."),
    ),
    Index(
        folder="favourites",
        title=N_("Favourites"),
        description=N_("The pages that you have saved, and those that you read last."),
    ),
    Index(
        folder="models",
        title=N_("Models"),
        description=N_("Ways of cutting a journey into stages, and how they compare."),
    ),
    Index(folder="metrics", title=N_("Metrics"), description=N_("How to measure whether a journey works.")),
    Index(
        folder="opportunities",
        title=N_("Opportunities"),
        description=N_("What could be better, what it is worth and what it takes."),
    ),
    Index(folder="terms", title=N_("Glossary"), description=N_("The words of the field, and what they mean here.")),
    Index(folder="sources", title=N_("Sources"), description=N_("What the playbook builds on.")),
    Index(
        folder="review",
        title=N_("Reviews"),
        description=N_("What is to be looked at again, by whom and when."),
    ),
    Index(
        folder="changes",
        title=N_("What is new"),
        description=N_("What each version of the playbook has brought."),
    ),
    Index(
        folder="translations",
        title=N_("Translations"),
        description=N_("How many texts are translated, and how many of these are in step with their originals."),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page of one language."""

    path: str
    """Relative to the language folder, with forward slashes: ``journeys/startup-app.md``."""
    kind: str
    """Of its entity: ``journey``; ``index`` for a page that lists, ``part`` for one on which a long list goes on,
    ``problem`` for one that cannot be shown, ``moved`` for an address that has been given up."""
    id: str
    """Of its entity, or the folder that an index lists: with ``kind`` it names the page in every language."""
    title: str
    description: str
    markdown: str
    """With front matter; everything in it is escaped. Empty when it has been written already."""
    digest: str = ""
    """Of the Markdown, SHA-256, when it has been written."""
    owner: str = ""
    """Who answers for it, by name."""
    source: str = ""
    """The content file behind it, relative to the project folder; empty for an index."""
    line: int = 1
    """On which line of that file it begins."""
    translated: bool = True
    """Whether it counts as a page of this language; one that shows its original does not."""
    canonical: str
    """The language folder whose page search engines should keep."""
    alternates: tuple[str, ...] = ()
    """Language folders in which it is a real translation."""
    versions: tuple[str, ...] = ()
    """Language folders in which it exists at all."""
    part_of: str = ""
    """For a page on which a long list goes on: ``path`` of the one on which it begins."""
    leads_to: str = ""
    """For an address that has been given up: where what took its place is, as ``path`` with a fragment where needed."""
    checklist: tuple[str, ...] = ()
    """Ids of the items that readers can tick off on it; each list stands on the page of its own stage or journey."""
    finding: Finding = field(default_factory=Finding)
    """By what a search finds it; empty for a page that cannot be shown."""
    entries: tuple[Entry, ...] = ()
    """What stands on it and is found by itself."""


MADE_WITH = ("Babel", "Jinja2", "MarkupSafe", "PyYAML", "mermaid-render", "quickjs-ng")
"""The packages whose versions show in a page's Markdown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NavigationItem:
    """An entry of the global navigation or of the footer."""

    title: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """The playbook in one language."""

    language: Language
    site_name: str
    site_description: str
    navigation: tuple[NavigationItem, ...]
    footer: tuple[NavigationItem, ...]
    facets: Mapping[str, Mapping[str, str]]
    """What a search can be narrowed by: by facet and id the words for it, in their order."""
    pages: tuple[Page, ...]
    version: str = ""
    """The name of the newest version; empty when there is none."""
    feed: bytes = b""
    """Its versions as an Atom feed; empty without versions, or when nobody knows the site's address."""
    scripts: Mapping[str, bytes] = field(default_factory=dict)
    """By path, as ``Page.path``: the rows of long lists, for pages that show only some of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A page that cannot be shown as it is, and why; only while serving."""

    path: str
    file: str
    language: str
    diagnostics: tuple[Diagnostic, ...] = field(default_factory=tuple)


class Maker(Protocol):
    """Who decides whether something of an edition has to be made at all."""

    def page(self, path: str, frame: str, make: Callable[[], Page]) -> Page:
        """The page at a path; ``frame`` is a digest of what any page may show."""
        ...

    def finding(self, name: str, frame: str, make: Callable[[], Finding]) -> Finding:
        """By what a search finds something; ``frame`` is a digest of the words that it knows."""
        ...


class Anew:
    """Makes everything."""

    def page(self, path: str, frame: str, make: Callable[[], Page]) -> Page:
        """The page, made now."""
        return make()

    def finding(self, name: str, frame: str, make: Callable[[], Finding]) -> Finding:
        """The finding, made now."""
        return make()


def compile_edition(
    playbook: Playbook,
    settings: Settings,
    folder: str,
    *,
    drafts: bool = False,
    leaf: str = "",
    site_url: str = "",
    problems: tuple[Problem, ...] = (),
    reads: Reads | None = None,
    maker: Maker | None = None,
) -> Edition:
    """All pages of one language; with ``drafts`` those too that are not published yet.

    ``leaf`` is what addresses of folders end with in raw HTML. With ``reads``, it is noted there what is read of the
    playbook for each thing that ``maker`` makes.
    """
    view = View(
        playbook=reads.of(playbook) if reads else playbook,
        settings=settings,
        language=settings.language(folder),
        drafts=drafts,
        leaf=leaf,
        site_url=f"{site_url.rstrip('/')}/" if site_url else "",
        reads=reads or Reads(),
    )
    name = site_name(view)
    broken = {problem.path: problem for problem in problems if problem.language == folder}
    making = _Making(view, maker or Anew())
    pages = {page.path: page for page in (*making.entity_pages(), *making.index_pages())}
    pages |= {page.path: page for page in making.left_pages(set(pages))}
    pages |= {path: making.problem_page(problem) for path, problem in broken.items()}
    home = playbook.pages.get("index")
    return Edition(
        language=view.language,
        site_name=name,
        site_description=plain(view.text(home.summary)) if home and home.summary else "",
        navigation=tuple(item for item in _menu(view, settings.navigation) if item.path in pages),
        footer=tuple(item for item in _menu(view, settings.footer) if item.path in pages),
        facets=making.finder.labels(),
        pages=tuple(pages[path] for path in sorted(pages)),
        version=playbook.releases[0].name if playbook.releases else "",
        feed=feed(view, site_name=name, title=pages[CHANGES_PAGE].title) if view.has_feed else b"",
        scripts=scripts(view),
    )


def site_name(view: View) -> str:
    """What a language's site is called: as the settings say, else as its home page."""
    home = view.playbook.pages.get("index")
    named = view.settings.site_names.get(view.language.folder)
    return plain(named or (view.text(home.title) if home else view.gettext("Home")))


def _frame(view: View) -> str:
    """A digest of all that pages show beside what they read of the playbook's things."""
    book = view.playbook
    return key(
        repr((view.settings, view.language, view.drafts, view.leaf, view.site_url)),
        repr((book.languages, book.redirects, book.releases, view.known_words)),
        code(Path(__file__).parent),
        versions(MADE_WITH),
    )


# --- Pages -----------------------------------------------------------------------------------------------------------


class _Making:
    """The pages of one language in the making."""

    def __init__(self, view: View, maker: Maker) -> None:
        self._view = view
        self._maker = maker
        self._frame = _frame(view)
        self.finder = Finder(view)

    def entity_pages(self) -> Iterator[Page]:
        """The pages of each published entity of a kind that has pages."""
        view = self._view
        for kind in (kind.name for kind in KINDS if kind.name not in LISTED_ON):
            for entity in view.published(kind):
                id_ = entity.id
                page = self._page(page_of(kind, id_), partial(_entity_page, view, kind, id_))
                yield replace(page, finding=self._finding(kind, id_))
                if view.shows_text(entity):
                    for part in parts(view, kind, page.path, entity)[1:]:
                        make = partial(_part_page, view, page, kind, part.number, id_)
                        yield self._page(part.path, make, repr(page))

    def index_pages(self) -> Iterator[Page]:
        """The pages that list."""
        view, entries = self._view, self.finder.entries
        for index in INDEXES:
            path = f"{index.folder}/index.md"
            if path == CHANGES_PAGE and not view.playbook.releases:
                continue
            page = self._page(path, partial(_index_page, view, index, path))
            finding = self.finder.of_index(index.folder, index.title, index.description)
            yield replace(page, finding=finding, entries=entries(path))
            for part in parts(view, index.folder, path)[1:]:
                make = partial(_part_page, view, page, index.folder, part.number)
                yield replace(self._page(part.path, make, repr(page)), entries=entries(part.path))

    def left_pages(self, taken: Collection[str]) -> Iterator[Page]:
        """A page at each address that has been given up, with the way to what took its place."""
        view = self._view
        for (kind, id_), (to_kind, to_id) in view.playbook.redirects.items():
            path = page_of(kind, id_)
            first_of_folder = f"{path.removesuffix('.md')}/index.md"
            if kind in LISTED_ON or not view.find(to_kind, to_id) or not {path, first_of_folder}.isdisjoint(taken):
                continue
            yield self._page(path, partial(_left_page, view, path, to_kind, to_id))

    def problem_page(self, problem: Problem) -> Page:
        """A page that tells what is wrong with its file."""
        return self._page(problem.path, partial(_problem_page, self._view, problem), str(problem))

    def _page(self, path: str, make: Callable[[], Page], state: str = "") -> Page:
        return self._maker.page(path, key(self._frame, state), make)

    def _finding(self, kind: str, id_: str) -> Finding:
        def make() -> Finding:
            entity = self._view.find(kind, id_)
            return self.finder.of_entity(kind, entity) if entity else Finding()

        return self._maker.finding(f"{kind}/{id_}", key(self._frame, self.finder.state), make)


def _entity_page(view: View, kind: str, id_: str) -> Page:
    folder, path = view.language.folder, page_of(kind, id_)
    entity = view.playbook.of(kind)[id_]
    part = parts(view, kind, path, entity)[0]
    title = view.text(entity.title)
    described = entity.summary or getattr(entity, "description", None)
    summary = view.text(described) if described else Words("")
    translated = view.is_translated(entity)
    languages = view.playbook.languages
    source, line = entity.written_at("", folder)
    template = "home" if (kind, id_) == ("page", "index") else kind
    if not view.shows_text(entity):
        template = "untranslated"
    return Page(
        path=path,
        kind=kind,
        id=id_,
        title=plain(title),
        description=plain(summary),
        markdown=_document(
            title,
            summary,
            render(view, path, f"{template}.md.jinja", {kind: entity, "entity": entity, "part": part}),
        ),
        owner=view.owner(entity.owner) if entity.owner else "",
        source=source,
        line=line,
        translated=translated,
        canonical=folder if translated else entity.origin,
        alternates=tuple(each for each in languages if view.is_translated(entity, each)) if translated else (),
        versions=tuple(each for each in languages if view.is_published(entity, each)),
        checklist=tuple(item.id for item in view.checklist(entity)),
    )


def _index_page(view: View, index: Index, path: str) -> Page:
    languages = view.playbook.languages
    title, description = view.gettext(index.title), view.gettext(index.description)
    values = {"title": title, "description": description, "part": parts(view, index.folder, path)[0]}
    return Page(
        path=path,
        kind="index",
        id=index.folder,
        title=title,
        description=description,
        markdown=_document(title, description, render(view, path, f"{index.folder}.md.jinja", values)),
        canonical=view.language.folder,
        alternates=languages,
        versions=languages,
    )


def _part_page(view: View, first: Page, name: str, number: int, id_: str = "") -> Page:
    """A page on which a long list goes on; it is found by what stands on it, and not by itself."""
    entity = view.playbook.of(name)[id_] if id_ else None
    part = parts(view, name, first.path, entity)[number - 1]
    title = view.gettext("{title}, page {number} of {total}", title=first.title, number=number, total=part.total)
    template = "part" if entity else name
    values = {"title": title, "description": "", "part": part, "entity": entity}
    there = languages_with(view, name, part, entity)
    return replace(
        first,
        path=part.path,
        kind="part",
        id=part.path.removesuffix(".md"),
        title=title,
        description="",
        markdown=_document(title, "", render(view, part.path, f"{template}.md.jinja", values)),
        alternates=tuple(folder for folder in first.alternates if folder in there),
        versions=tuple(folder for folder in first.versions if folder in there),
        part_of=first.path,
        checklist=(),
    )


def _left_page(view: View, path: str, to_kind: str, to_id: str) -> Page:
    target = view.playbook.of(to_kind)[to_id]
    title = view.gettext("This page has moved")
    body = render(view, path, "moved.md.jinja", {"title": title, "kind": to_kind, "id": to_id})
    fragment = fragment_of(to_kind, to_id)
    translated = view.is_translated(target)
    return Page(
        path=path,
        kind="moved",
        id=path,
        title=title,
        description="",
        markdown=_document(title, "", body),
        translated=False,
        canonical=view.language.folder if translated else target.origin,
        versions=tuple(each for each in view.playbook.languages if view.is_published(target, each)),
        leads_to=page_with(view, to_kind, to_id) + (f"#{fragment}" if fragment else ""),
    )


def _problem_page(view: View, problem: Problem) -> Page:
    title = view.gettext("This page has mistakes")
    body = render(view, problem.path, "problem.md.jinja", {"title": title, "problem": problem})
    versions = view.playbook.languages
    folder = view.language.folder
    return Page(path=problem.path, kind="problem", id=problem.path, title=title, description="",
                markdown=_document(title, "", body), source=problem.file, canonical=folder,
                versions=versions)  # fmt: skip


def _document(title: str, description: str, body: str) -> str:
    """A Markdown file: front matter and body."""
    front = {"title": plain(title)} | ({"description": plain(description)} if description else {})
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)}---\n\n{body.strip()}\n"


def _menu(view: View, ids: tuple[str, ...]) -> Iterator[NavigationItem]:
    """The entries that a setting names: ``home``, the folder of an index, or the id of a free page."""
    titles = {index.folder: index.title for index in INDEXES}
    for id_ in ids:
        if id_ == "home":
            yield NavigationItem(title=view.gettext("Home"), path="index.md")
        elif id_ in titles:
            yield NavigationItem(title=view.gettext(titles[id_]), path=f"{id_}/index.md")
        elif (page := view.find("page", id_)) is not None:
            yield NavigationItem(title=plain(view.text(page.title)), path=page_of("page", id_))
