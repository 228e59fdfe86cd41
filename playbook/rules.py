"""Checks over the whole playbook, one small generator each; they return what is wrong and print nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from playbook.diagnostics import Diagnostic, Location, Severity, did_you_mean
from playbook.fields import Path, references
from playbook.model import CANONICAL_STAGES, Entity, Journey, Kind, Playbook, Stage, StageModel

Locate = Callable[[Entity, Path], Location]
"""From an entity and a path in its front matter to a place in a file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """What the rules look at."""

    playbook: Playbook
    files: tuple[tuple[Kind, Entity], ...]
    """What each origin file holds: an entity, or an inventory."""
    settings: Mapping[str, Iterable[str]]
    """Ids that the settings define, by what refers to them: ``owner``, ``segment``."""
    unread: Mapping[str, frozenset[str]]
    """By kind, the ids in files that could not be read; their own mistakes are reported already."""
    locate: Locate


def check(scope: Scope) -> tuple[Diagnostic, ...]:
    """Everything that all rules find, waived warnings left out."""
    found = [diagnostic for rule in RULES for diagnostic in rule(scope)]
    waived = {(entity.place.file, waiver.code) for _, entity in scope.files for waiver in entity.waive}
    return tuple(d for d in found if d.severity is Severity.ERROR or (d.location.file, d.code) not in waived)


def unknown_references(scope: Scope) -> Iterator[Diagnostic]:
    """Ids that name nothing: of another entity, of a setting, or of a step of the same journey."""
    for _, entity in scope.files:
        for path, to, id_ in references(entity):
            known = _known(scope, entity, to)
            if id_ not in known and id_ not in scope.unread.get(to, ()):
                where = "the settings in mkdocs.yml" if to in scope.settings else f"a new file or item for '{id_}'"
                yield Diagnostic(
                    location=scope.locate(entity, path),
                    code=f"unknown-{to}",
                    message=f"no {to} '{id_}'",
                    hint=did_you_mean(id_, known, otherwise=f"write {where}, or correct the id"),
                )


def _known(scope: Scope, entity: Entity, to: str) -> Iterable[str]:
    if to == "step":
        return [step.id for step in entity.steps] if isinstance(entity, Journey) else []
    return scope.settings[to] if to in scope.settings else scope.playbook.of(to)


def stages_off_the_list(scope: Scope) -> Iterator[Diagnostic]:
    """Stage files whose name is no canonical stage."""
    for _, entity in scope.files:
        if isinstance(entity, Stage) and entity.id not in CANONICAL_STAGES:
            yield Diagnostic(
                location=Location(file=entity.place.file),
                code="unknown-stage",
                message=f"'{entity.id}' is not a stage of the canonical list",
                hint=did_you_mean(entity.id, CANONICAL_STAGES),
            )


def stages_claimed_twice(scope: Scope) -> Iterator[Diagnostic]:
    """A canonical stage in two entries of a stage model."""
    for _, model in scope.files:
        if not isinstance(model, StageModel):
            continue
        claimed: dict[str, str] = {}
        for index, entry in enumerate(model.entries):
            for position, stage in enumerate(entry.stages):
                if stage in claimed:
                    yield Diagnostic(
                        location=scope.locate(model, ("entries", index, "stages", position)),
                        code="stage-claimed-twice",
                        message=f"'{stage}' is in two entries: '{claimed[stage]}' and '{entry.id}'",
                        hint="a stage belongs to one entry of a model: delete it from the other",
                    )
                claimed.setdefault(stage, entry.id)


def stages_outside_the_model(scope: Scope) -> Iterator[Diagnostic]:
    """A step in a stage that the journey's model lacks."""
    for _, journey in scope.files:
        model = scope.playbook.models.get(journey.stage_model) if isinstance(journey, Journey) else None
        if model is None or not isinstance(journey, Journey):
            continue
        covered = [stage for entry in model.entries for stage in entry.stages]
        for index, step in enumerate(journey.steps):
            if step.stage not in covered:
                yield Diagnostic(
                    location=scope.locate(journey, ("steps", index, "stage")),
                    code="stage-not-in-model",
                    message=f"the model '{model.id}' has no stage '{step.stage}'",
                    hint="use one of: " + ", ".join(dict.fromkeys(covered)),
                )


def missing_home(scope: Scope) -> Iterator[Diagnostic]:
    """A playbook without its front page."""
    if "index" not in scope.playbook.pages and "index" not in scope.unread.get("page", ()):
        yield Diagnostic(
            location=Location(file=f"content/{scope.playbook.languages[0]}/index.md"),
            code="missing-home",
            message="the home page is missing",
            hint="write it with a title and a few lines of text",
        )


RULES: tuple[Callable[[Scope], Iterator[Diagnostic]], ...] = (
    unknown_references,
    stages_off_the_list,
    stages_claimed_twice,
    stages_outside_the_model,
    missing_home,
)
"""In the order in which they run; what they find is sorted by place afterwards."""
