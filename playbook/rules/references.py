"""What refers to what: ids that name nothing, and things that nothing names."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping

from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location, did_you_mean
from playbook.fields import references
from playbook.links import INDEX_PAGES
from playbook.model import Entity, Journey
from playbook.rules.scope import Scope
from playbook.settings import CONFIG_FILE


def unknown_references(scope: Scope) -> Iterator[Diagnostic]:
    """Ids that name nothing: of another entity, of a setting, or of a step of the same journey."""
    for _, entity in scope.files:
        for path, to, id_ in references(entity):
            known = _known(scope, entity, to)
            if id_ not in known and id_ not in scope.unread.get(to, ()):
                where = "the settings in mkdocs.yml" if to in scope.settings else f"a new file or item for '{id_}'"
                yield Diagnostic(
                    location=scope.locate(entity, path),
                    code=UNKNOWN[to],
                    message=f"no {to} '{id_}'",
                    hint=did_you_mean(id_, known, otherwise=f"write {where}, or correct the id"),
                )


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


def _known(scope: Scope, entity: Entity, to: str) -> Iterable[str]:
    if to == "step":
        return [step.id for step in entity.steps] if isinstance(entity, Journey) else []
    return scope.settings[to] if to in scope.settings else scope.playbook.of(to)


def unknown_navigation(scope: Scope) -> Iterator[Diagnostic]:
    """Entries of navigation and footer that name neither an index nor a free page."""
    known = ["home", *(posixpath.dirname(page) for page in sorted(INDEX_PAGES)), *scope.playbook.pages]
    for menu, id_ in ((menu, id_) for menu, ids in scope.menus.items() for id_ in ids):
        if id_ not in known and id_ not in scope.unread.get("page", ()):
            yield Diagnostic(
                location=Location(file=CONFIG_FILE),
                code="unknown-page",
                message=f"the {menu} names '{id_}', and there is no such page",
                hint=did_you_mean(id_, known, otherwise="use home, the folder of an index, or the id of a free page"),
            )


def unused_touchpoints(scope: Scope) -> Iterator[Diagnostic]:
    """Touchpoints that no journey passes."""
    used = {step.touchpoint for journey in _journeys(scope) for step in journey.steps}
    for touchpoint in _unused(scope, "touchpoint", used):
        yield Diagnostic(
            location=scope.locate(touchpoint, (*touchpoint.place.at, "id")),
            code="unused-touchpoint",
            message=f"no journey passes the touchpoint '{touchpoint.id}'",
            hint="name it in a step, or waive this with a reason",
        )


def unused_opportunities(scope: Scope) -> Iterator[Diagnostic]:
    """Opportunities that no step of a journey names."""
    used = {id_ for journey in _journeys(scope) for step in journey.steps for id_ in step.opportunities}
    for opportunity in _unused(scope, "opportunity", used):
        yield Diagnostic(
            location=Location(file=opportunity.place.file),
            code="unused-opportunity",
            message=f"no step names the opportunity '{opportunity.id}'",
            hint="name it in the steps that it would improve, or waive this with a reason",
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
    if "index" not in scope.playbook.pages and "index" not in scope.unread.get("page", ()):
        yield Diagnostic(
            location=Location(file=f"content/{scope.playbook.languages[0]}/index.md"),
            code="missing-home",
            message="the home page is missing",
            hint="write it with a title and a few lines of text",
        )
