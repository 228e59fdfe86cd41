"""Playbook and language -> pages of Markdown: the one entry point for every host."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from playbook.dependencies import Reads
from playbook.drawing import draw
from playbook.edition import INDEXES, Edition, NavigationItem, Page, Problem
from playbook.feed import feed
from playbook.finding import Entry, Finder, Finding
from playbook.links import CHANGES_PAGE, LISTED_ON, page_of
from playbook.list_rows import scripts
from playbook.makers import Anew, Maker
from playbook.model import KINDS, Entity, Playbook
from playbook.page_making import entity_page, index_page, left_page, part_page, problem_page
from playbook.parts import part_path, parts
from playbook.settings import Settings
from playbook.sources import code, versions
from playbook.store import key
from playbook.view import View, plain

MADE_WITH = ("Babel", "Jinja2", "MarkupSafe", "PyYAML", "mermaid-render", "quickjs-ng")
"""The packages whose versions show in a page's Markdown."""


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
    draw: Callable[..., str] = draw,
) -> Edition:
    """All pages of one language; with ``drafts`` those too that are not published yet.

    ``leaf`` is what addresses of folders end with in raw HTML. With ``reads``, which are of this playbook, it is noted
    there what is read for each thing that ``maker`` makes. ``draw`` makes the pictures, as ``drawing.draw`` does.
    """
    view = View(
        playbook=reads.playbook if reads else playbook,
        settings=settings,
        language=settings.language(folder),
        drafts=drafts,
        leaf=leaf,
        site_url=f"{site_url.rstrip('/')}/" if site_url else "",
        reads=reads or Reads(),
        draw=draw,
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
        scripts={path: making.script(path, make).encode() for path, make in scripts(view).items()},
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
        state = maker.text("lexicon", self._frame, self.finder.state)
        self.finder.expect(state)
        self._words = key(self._frame, state)

    def entity_pages(self) -> Iterator[Page]:
        """The pages of each published entity of a kind that has pages."""
        view = self._view
        for kind in (kind.name for kind in KINDS if kind.name not in LISTED_ON):
            for entity in view.published(kind):
                id_ = entity.id
                page = self._page(page_of(kind, id_), partial(entity_page, view, kind, id_))
                yield replace(page, finding=self._finding(kind, id_))
                if view.shows_text(entity):
                    for number, path in self._further(kind, page.path, entity):
                        make = partial(part_page, view, page, kind, number, id_)
                        yield self._page(path, make, repr(page))

    def index_pages(self) -> Iterator[Page]:
        """The pages that list."""
        view = self._view
        for index in INDEXES:
            path = f"{index.folder}/index.md"
            if path == CHANGES_PAGE and not view.playbook.releases:
                continue
            page = self._page(path, partial(index_page, view, index, path))
            finding = self.finder.of_index(index.folder, index.title, index.description)
            yield replace(page, finding=finding, entries=self._entries(path))
            for number, part in self._further(index.folder, path):
                make = partial(part_page, view, page, index.folder, number)
                yield replace(self._page(part, make, repr(page)), entries=self._entries(part))

    def left_pages(self, taken: Collection[str]) -> Iterator[Page]:
        """A page at each address that has been given up, with the way to what took its place."""
        view = self._view
        for (kind, id_), (to_kind, to_id) in view.playbook.redirects.items():
            path = page_of(kind, id_)
            first_of_folder = f"{path.removesuffix('.md')}/index.md"
            if kind in LISTED_ON or not view.find(to_kind, to_id) or not {path, first_of_folder}.isdisjoint(taken):
                continue
            yield self._page(path, partial(left_page, view, path, to_kind, to_id))

    def problem_page(self, problem: Problem) -> Page:
        """A page that tells what is wrong with its file."""
        return self._page(problem.path, partial(problem_page, self._view, problem), str(problem))

    def script(self, path: str, make: Callable[[], str]) -> str:
        """A script beside the pages."""
        return self._maker.text(path, self._frame, make)

    def _further(self, name: str, path: str, entity: Entity | None = None) -> Iterator[tuple[int, str]]:
        """The pages on which the list of a page goes on: the number of each, and its path."""
        of = self._maker.text(f"pages of {path}", self._frame, lambda: str(len(parts(self._view, name, path, entity))))
        return ((number, part_path(path, number)) for number in range(2, int(of) + 1))

    def _page(self, path: str, make: Callable[[], Page], state: str = "") -> Page:
        return self._maker.page(path, key(self._frame, state), make)

    def _finding(self, kind: str, id_: str) -> Finding:
        def make() -> Finding:
            entity = self._view.find(kind, id_)
            return self.finder.of_entity(kind, entity) if entity else Finding()

        return self._maker.finding(f"{kind}/{id_}", self._words, make)

    def _entries(self, path: str) -> tuple[Entry, ...]:
        return self._maker.entries(path, self._words, partial(self.finder.entries, path))


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
