"""Long lists cut into parts, each with a page of its own, so that no page grows with the playbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from playbook import links
from playbook.identifiers import identifier_from
from playbook.model import Entity, Journey
from playbook.related import Uses
from playbook.view import View

MOST_ROWS = 300
"""Plain rows on a page; one that shows much counts as several."""
_BESIDE = 2
"""Pages on each side of the one that is open to which it links by number, beside the first and the last."""

Groups = Iterable[tuple[Any, Sequence[Any]]]
"""What a page lists: below each heading (of whatever kind the template wants) its rows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Rows below one heading, as many of them as stand in a part."""

    heading: Any
    rows: tuple[Any, ...]
    begins: bool
    """Whether no earlier part has rows of the same heading."""
    ends: bool
    """Whether no later one has."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What stands on one of the pages that a list takes."""

    first_page: str
    """Path of the page on which the list begins, relative to the language folder."""
    number: int
    """Counted from 1."""
    total: int
    groups: tuple[Group, ...]
    before: int
    """Rows on the pages before this one."""
    of: int
    """Rows on all pages."""

    @property
    def path(self) -> str:
        """The path of its page."""
        return self.page(self.number)

    @property
    def rows(self) -> tuple[Any, ...]:
        """All of its rows."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def last(self) -> int:
        """The number of its last row, counted from 1 over all pages."""
        return self.before + sum(len(group.rows) for group in self.groups)

    @property
    def linked(self) -> tuple[int, ...]:
        """The pages to which it links by number, itself among them; 0 stands for those that are left out."""
        near = range(max(self.number - _BESIDE, 1), min(self.number + _BESIDE, self.total) + 1)
        shown = sorted({1, *near, self.total})
        return tuple(
            each
            for before, number in pairwise([0, *shown])
            for each in ((0, number) if number - before > 1 else (number,))
        )

    def page(self, number: int) -> str:
        """The path of one of the pages."""
        return part_path(self.first_page, number)

    def under(self, heading: Any) -> tuple[Any, ...]:
        """The rows below a heading; none when it stands in another part."""
        return next((group.rows for group in self.groups if group.heading == heading), ())


def part_path(first_page: str, number: int) -> str:
    """The path of a page on which a list stands: ``journeys/index.md``, ``journeys/page/2.md``; no id has a slash."""
    return first_page if number == 1 else f"{links.folder_of(first_page)}/page/{number}.md"


def parts(view: View, name: str, path: str, entity: Entity | None = None) -> tuple[Part, ...]:
    """The pages that a list takes in a language: one, unless the list is long.

    ``name`` is the folder of an index or the kind of an entity, ``path`` its page. A page without a list is one part.
    """
    return view.once(("parts", name, path), lambda: _parts(view, name, path, entity))


def _parts(view: View, name: str, path: str, entity: Entity | None) -> tuple[Part, ...]:
    listed = _LISTS.get(name)
    cut = list(_cut(listed.groups(view, entity), listed.weight)) if listed else [()]
    rows = [sum(len(group.rows) for group in groups) for groups in cut]
    return tuple(
        Part(
            first_page=path,
            number=number,
            total=len(cut),
            groups=groups,
            before=sum(rows[: number - 1]),
            of=sum(rows),
        )
        for number, groups in enumerate(cut, start=1)
    )


def languages_with(view: View, name: str, part: Part, entity: Entity | None = None) -> tuple[str, ...]:
    """The language folders in which a list has a page of the same number."""
    playbook = view.playbook
    if part.number == 1:
        return playbook.languages

    def counted() -> Mapping[str, int]:
        views = {folder: _as_in(view, folder) for folder in playbook.languages}
        return {folder: len(parts(each, name, part.first_page, entity)) for folder, each in views.items()}

    totals = view.once(("pages", part.first_page), counted)
    return tuple(folder for folder in playbook.languages if part.number <= totals[folder])


def _as_in(view: View, folder: str) -> View:
    if folder == view.language.folder:
        return view
    return view.once(("view", folder), lambda: replace(view, language=view.settings.language(folder)))


def page_of(view: View, kind: str, id_: str) -> str:
    """The page on which an entity stands: its own, or the part of a list that has it."""
    if kind not in links.LISTED_ON:
        return links.page_of(kind, id_)

    def found() -> Mapping[str, str]:
        path = links.LISTED_ON[kind][0]
        listed = parts(view, path.partition("/")[0], path)
        return {row.id: part.path for part in listed[1:] for row in part.rows if isinstance(row, Entity)}

    return view.once(("page-of", kind), found).get(id_) or links.page_of(kind, id_)


def _cut(groups: Groups, weight: Callable[[Any], int]) -> Iterator[tuple[Group, ...]]:
    """The groups of each part, of which at least one is there."""
    held: list[Group] = []
    left = MOST_ROWS
    for heading, rows in groups:
        begins, taken = True, list[Any]()
        for row in rows:
            heavy = weight(row)
            if heavy > left and left < MOST_ROWS:
                if taken:
                    held.append(Group(heading=heading, rows=tuple(taken), begins=begins, ends=False))
                    begins = False
                yield tuple(held)
                held, taken, left = [], [], MOST_ROWS
            taken.append(row)
            left -= heavy
        held.append(Group(heading=heading, rows=tuple(taken), begins=begins, ends=True))
    yield tuple(held)


# --- What pages list -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class _List:
    """What a page lists, and how many plain rows each of its own is worth."""

    groups: Callable[[View, Any], Groups]
    weight: Callable[[Any], int] = lambda _: 1


def _published(kind: str) -> Callable[[View, Any], Groups]:
    return lambda view, _: [(kind, view.published(kind))]


def _checklists(view: View, _: None) -> Groups:
    return ((kind, found) for kind in ("stage", "journey") if (found := view.checklists(kind)))


def _by_letter(view: View, _: None) -> Groups:
    """The terms under their letters, each letter with what tells it from the others in an address."""
    for letter, terms in groupby(view.published("term"), key=view.first_letter):
        yield (letter, identifier_from(letter) or str(ord(letter))), list(terms)


def _news(view: View, _: None) -> Groups:
    for release in view.playbook.releases:
        yield (release, ""), ()
        yield from (((release, what), view.news(release, what)) for what in ("added", "changed", "removed"))


def _of_stage(view: View, stage: Any) -> Groups:
    return [("touchpoint", view.related.touchpoints_in(stage.id)), ("journey", view.related.through(stage.id))]


def _compared(journey: Journey) -> int:
    """It has a row, and another for every two steps."""
    return 1 + -(-len(journey.steps) // 2)


def _used(use: Any) -> int:
    """A journey has a row, and each of its steps."""
    _, steps = use
    return 1 + len(steps)


def _uses(uses: Uses) -> Groups:
    return [("journey", uses)]


_LISTS: Mapping[str, _List] = {
    "journeys": _List(groups=_published("journey"), weight=lambda _: 2),
    "compare": _List(groups=_published("journey"), weight=_compared),
    "touchpoints": _List(groups=lambda view, _: view.inventories("touchpoint"), weight=lambda _: 2),
    "personas": _List(groups=_published("persona")),
    "methods": _List(groups=_published("method")),
    "models": _List(groups=_published("model")),
    "metrics": _List(groups=_published("metric")),
    "opportunities": _List(groups=lambda view, _: [("opportunity", view.related.by_value())]),
    "checklists": _List(groups=_checklists, weight=lambda entity: 1 + len(entity.checklist) // 10),
    "terms": _List(groups=_by_letter),
    "sources": _List(groups=lambda view, _: view.inventories("source")),
    "review": _List(groups=lambda view, _: view.reviews),
    "changes": _List(groups=_news),
    "stage": _List(groups=_of_stage),
    "touchpoint": _List(groups=lambda view, each: _uses(view.related.steps_at(each.id)), weight=_used),
    "opportunity": _List(groups=lambda view, each: _uses(view.related.steps_for(each.id)), weight=_used),
    "persona": _List(groups=lambda view, each: [("journey", view.related.of_persona(each.id))]),
    "model": _List(groups=lambda view, each: [("journey", view.related.told_in(each.id))]),
}
"""By the folder of an index, or the kind of an entity. The other pages do not grow with the playbook."""
