"""The canonical stages in stage pages, models, journeys and touchpoints."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.diagnostics import Diagnostic, Location, did_you_mean
from playbook.model import CANONICAL_STAGES, Journey, Stage, StageModel
from playbook.rules.scope import Scope
from playbook.said import said


def stages_off_the_list(scope: Scope) -> Iterator[Diagnostic]:
    """Stage files whose name is no canonical stage."""
    for _, entity in scope.files:
        if isinstance(entity, Stage) and entity.id not in CANONICAL_STAGES:
            yield Diagnostic(
                location=Location(file=entity.place.file),
                code="unknown-stage",
                message=said("'{id}' is not a stage of the canonical list", id=entity.id),
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
                        message=said(
                            "'{stage}' is in two entries: '{one}' and '{other}'",
                            stage=stage,
                            one=claimed[stage],
                            other=entry.id,
                        ),
                        hint=said("a stage belongs to one entry of a model: delete it from the other"),
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
                    message=said("the model '{model}' has no stage '{stage}'", model=model.id, stage=step.stage),
                    hint=said("use one of: {words}", words=tuple(dict.fromkeys(covered))),
                )


def stages_without_touchpoints(scope: Scope) -> Iterator[Diagnostic]:
    """Stage pages that would list no touchpoint."""
    if scope.unread.get("touchpoint"):
        return
    met = {stage for each in scope.playbook.touchpoints.values() if each.status != "retired" for stage in each.stages}
    for stage in scope.playbook.stages.values():
        if stage.id in CANONICAL_STAGES and stage.id not in met and stage.status == "published":
            yield Diagnostic(
                location=Location(file=stage.place.file),
                code="stage-without-touchpoint",
                message=said("no touchpoint belongs to the stage '{id}'", id=stage.id),
                hint=said("add '{id}' to the 'stages' of the touchpoints that the customer meets there", id=stage.id),
            )
