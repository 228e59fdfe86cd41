"""What refers to what: ids that name nothing, and things that nothing names."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial

from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location, did_you_mean
from playbook.fields import Path, references, written_references
from playbook.links import CHANGES_PAGE, INDEX_PAGES
from playbook.model import Entity, Journey
from playbook.rules.scope import Scope
from playbook.said import S_, Said, said
from playbook.settings import CONFIG_FILE
from playbook.source import Document, at_most


def unknown_references(scope: Scope) -> Iterator[Diagnostic]:
    """Ids that name nothing: of another entity, of a setting, or of a step of the same journey."""
    for _, entity in scope.files:
        steps = [step.id for step in entity.steps] if isinstance(entity, Journey) else []
        locate = partial(scope.locate, entity)
        yield from at_most(scope.most, _unknown(scope, references(entity), steps, locate))
    for each in scope.broken:
        document = scope.documents.get(each.file)
        if document and "translates" not in document.meta:
            found = written_references(each.kind.file, document.meta)
            yield from at_most(scope.most, _unknown(scope, found, _steps_in(document), document.locate))


def _unknown(
    scope: Scope, found: Iterable[tuple[Path, str, str]], steps: Collection[str], locate: Callable[[Path], Location]
) -> Iterator[Diagnostic]:
    """Of the references in one file, those to nothing; ``steps`` are those of its own."""
    for path, to, id_ in found:
        known = steps if to == "step" else scope.settings[to] if to in scope.settings else scope.playbook.of(to)
        unread = scope.unread.get(to, frozenset())
        if id_ in known or id_ in unread or locate(path) in scope.reported:
            continue
        new = said("write a new file or item for '{id}', or correct the id", id=id_)
        setting = said("write the settings in mkdocs.yml, or correct the id")
        yield Diagnostic(
            location=locate(path),
            code=UNKNOWN[to],
            message=missing(to, id_),
            hint=did_you_mean(id_, [*known, *sorted(unread)], otherwise=setting if to in scope.settings else new),
        )


def _steps_in(document: Document) -> list[str]:
    """The ids of steps in front matter, whatever else is wrong in it."""
    steps = document.meta.get("steps")
    return [str(step.get("id")) for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []


def missing(kind: str, id_: str) -> Said:
    """The message that there is nothing of a kind with an id."""
    return said(_MISSING[kind], id=id_)


_MISSING: Mapping[str, str] = {
    "channel": S_("no channel '{id}'"),
    "journey": S_("no journey '{id}'"),
    "method": S_("no method '{id}'"),
    "metric": S_("no metric '{id}'"),
    "model": S_("no model '{id}'"),
    "opportunity": S_("no opportunity '{id}'"),
    "owner": S_("no owner '{id}'"),
    "page": S_("no page '{id}'"),
    "persona": S_("no persona '{id}'"),
    "segment": S_("no segment '{id}'"),
    "source": S_("no source '{id}'"),
    "stage": S_("no stage '{id}'"),
    "step": S_("no step '{id}'"),
    "term": S_("no term '{id}'"),
    "touchpoint": S_("no touchpoint '{id}'"),
}


UNKNOWN: Mapping[str, Code] = {
    "channel": "unknown-channel",
    "metric": "unknown-metric",
    "model": "unknown-model",
    "opportunity": "unknown-opportunity",
    "owner": "unknown-owner",
    "persona": "unknown-persona",
    "segment": "unknown-segment",
    "source": "unknown-source",
    "step": "unknown-step",
    "touchpoint": "unknown-touchpoint",
}
"""The code by what an id should name."""


_MENUS: Mapping[str, str] = {
    "navigation": S_("the navigation names '{id}', and there is no such page"),
    "footer": S_("the footer names '{id}', and there is no such page"),
}


def unknown_navigation(scope: Scope) -> Iterator[Diagnostic]:
    """Entries of navigation and footer that name neither an index nor a free page."""
    known = ["home", *(posixpath.dirname(page) for page in sorted({*INDEX_PAGES, CHANGES_PAGE})), *scope.playbook.pages]
    for menu, id_ in ((menu, id_) for menu, ids in scope.menus.items() for id_ in ids):
        if id_ not in known and id_ not in scope.unread.get("page", ()):
            yield Diagnostic(
                location=Location(file=CONFIG_FILE),
                code="unknown-page",
                message=said(_MENUS[menu], id=id_),
                hint=did_you_mean(
                    id_, known, otherwise=said("use home, the folder of an index, or the id of a free page")
                ),
            )


def unused_touchpoints(scope: Scope) -> Iterator[Diagnostic]:
    """Touchpoints that no journey passes."""
    used = {step.touchpoint for journey in _journeys(scope) for step in journey.steps}
    for touchpoint in _unused(scope, "touchpoint", used):
        yield Diagnostic(
            location=scope.locate(touchpoint, (*touchpoint.place.at, "id")),
            code="unused-touchpoint",
            message=said("no journey passes the touchpoint '{id}'", id=touchpoint.id),
            hint=said("name it in a step, or waive this with a reason"),
        )


def unused_opportunities(scope: Scope) -> Iterator[Diagnostic]:
    """Opportunities that no step of a journey names."""
    used = {id_ for journey in _journeys(scope) for step in journey.steps for id_ in step.opportunities}
    for opportunity in _unused(scope, "opportunity", used):
        yield Diagnostic(
            location=Location(file=opportunity.place.file),
            code="unused-opportunity",
            message=said("no step names the opportunity '{id}'", id=opportunity.id),
            hint=said("name it in the steps that it would improve, or waive this with a reason"),
        )


def _journeys(scope: Scope) -> list[Journey]:
    return [journey for journey in scope.playbook.journeys.values() if journey.status != "retired"]


def _unused(scope: Scope, kind: str, used: Collection[str | None]) -> Iterator[Entity]:
    """The entities of a kind that are not used; none while a journey is unreadable or names what is not there."""
    known = scope.playbook.of(kind)
    if not scope.unread.get("journey") and all(id_ is None or id_ in known for id_ in used):
        for id_, entity in known.items():
            if id_ not in used and entity.status != "retired":
                yield entity


def missing_home(scope: Scope) -> Iterator[Diagnostic]:
    """A playbook without its front page."""
    home = scope.playbook.pages.get("index")
    if home and home.status != "published":
        yield Diagnostic(
            location=scope.locate(home, ("status",)),
            code="missing-home",
            message=said("the home page is not published"),
            hint=said("write '{word}'", word="status: published"),
        )
    if home is None and "index" not in scope.unread.get("page", ()):
        yield Diagnostic(
            location=Location(file=f"content/{scope.playbook.languages[0]}/index.md"),
            code="missing-home",
            message=said("the home page is missing"),
            hint=said("write it with a title and a few lines of text"),
        )
