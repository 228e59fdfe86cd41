"""Journeys as graphs of steps, and what they may claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location
from playbook.model import CANONICAL_STAGES, Journey
from playbook.rules.scope import Scope
from playbook.said import Said, said

AFTER_THE_PURCHASE = CANONICAL_STAGES[CANONICAL_STAGES.index("purchase") + 1 :]

Ways = Mapping[str, tuple[str, ...]]
"""From each step to the steps that may follow it; an ending has none."""


def unreachable_steps(scope: Scope) -> Iterator[Diagnostic]:
    """Steps to which no way leads from the first one."""
    for journey, ways in _graphs(scope):
        reached = _reachable(ways, journey.steps[0].id)
        for index, step in enumerate(journey.steps):
            if step.id not in reached:
                yield Diagnostic(
                    location=scope.locate(journey, ("steps", index, "id")),
                    code="unreachable-step",
                    message=said("no way leads to the step '{id}'", id=step.id),
                    hint=said("add 'to: {id}' to the 'next' of the step before it, or delete the step", id=step.id),
                )


def dead_ends(scope: Scope) -> Iterator[Diagnostic]:
    """Steps from which the customer goes in circles and never comes to an ending; one report a journey."""
    for journey, ways in _graphs(scope):
        reached = _reachable(ways, journey.steps[0].id)
        stuck = [id_ for id_ in ways if id_ in reached and all(ways[each] for each in _reachable(ways, id_))]
        if stuck:
            index = next(index for index, step in enumerate(journey.steps) if step.id == stuck[0])
            whole = stuck[0] == journey.steps[0].id
            yield Diagnostic(
                location=scope.locate(journey, ("steps", index, "id")),
                code="dead-end",
                message=said("the journey never ends")
                if whole
                else said("no ending can be reached from {steps}", steps=tuple(f"'{id_}'" for id_ in stuck)),
                hint=said("let a step end the journey with 'next: []', or add a way out of the loop"),
            )


def observed_emotions(scope: Scope) -> Iterator[Diagnostic]:
    """Emotions of planned and invented journeys that are said to have been observed."""
    for _, journey in scope.files:
        if not isinstance(journey, Journey) or journey.kind == "actual":
            continue
        claims = [("evidence",)] if journey.evidence == "observed" else []
        steps = [("steps", n, "evidence") for n, step in enumerate(journey.steps) if step.evidence == "observed"]
        for path in (*claims, *steps):
            yield Diagnostic(
                location=scope.locate(journey, path),
                code="observed-emotion",
                message=said("nobody's emotions can be observed on a journey of the kind '{kind}'", kind=journey.kind),
                hint=said("write 'assumed' or 'proposed'; only an 'actual' journey holds what was observed"),
            )


def journeys_that_end_at_the_purchase(scope: Scope) -> Iterator[Diagnostic]:
    """Journeys that say nothing of the time after the purchase."""
    for _, journey in scope.files:
        if isinstance(journey, Journey) and all(step.stage not in AFTER_THE_PURCHASE for step in journey.steps):
            yield Diagnostic(
                location=scope.locate(journey, ("steps", len(journey.steps) - 1)),
                code="no-step-after-purchase",
                message=said("the journey has no step after the purchase"),
                hint=said("add what the customer meets in one of: {stages}", stages=AFTER_THE_PURCHASE),
            )


def journeys_without_account(scope: Scope) -> Iterator[Diagnostic]:
    """Published journeys for which nobody stands, that nobody will look at again, or that rest on nothing."""
    for _, journey in scope.files:
        if isinstance(journey, Journey) and journey.status == "published":
            for field, (code, message, hint) in ACCOUNT.items():
                if not getattr(journey, field):
                    yield Diagnostic(location=Location(file=journey.place.file), code=code, message=message, hint=hint)


ACCOUNT: Mapping[str, tuple[Code, Said, Said]] = {
    "owner": (
        "journey-without-owner",
        said("the journey has no owner"),
        said("write 'owner' with a role from the settings in mkdocs.yml, or waive this with a reason"),
    ),
    "review_by": (
        "journey-without-review-date",
        said("the journey has no date for its next review"),
        said("write 'review_by' with a date such as 2027-05-21, or waive this with a reason"),
    ),
    "sources": (
        "journey-without-sources",
        said("the journey has no sources"),
        said("write 'sources' with the ids of what it rests on, or waive this with a reason"),
    ),
}
"""What each journey must have: by the field, the code, the message and its hint."""


def _graphs(scope: Scope) -> Iterator[tuple[Journey, Ways]]:
    """The journeys with their ways; those with a way to nowhere are left out, which is a mistake of its own."""
    for _, journey in scope.files:
        if isinstance(journey, Journey):
            ways = {step.id: tuple(way.to for way in journey.following(step)) for step in journey.steps}
            if all(to in ways for targets in ways.values() for to in targets):
                yield journey, ways


def _reachable(ways: Ways, start: str) -> set[str]:
    """The steps that can be reached from one, itself among them."""
    reached, waiting = {start}, [start]
    while waiting:
        new = [to for to in ways[waiting.pop()] if to not in reached]
        reached.update(new)
        waiting += new
    return reached
