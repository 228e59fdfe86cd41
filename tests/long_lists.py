"""A small playbook grown in memory until its lists take several pages, for the tests of several modules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import projects
from playbook.library import load
from playbook.model import CANONICAL_STAGES, ChecklistItem, Journey, Text
from playbook.view import View


def grown(root: Path, number: int, *, folder: str = "da", leaf: str = "") -> View:
    """The base playbook with so many journeys of two steps, *Rejse 0000* and on, as one language shows it."""
    playbook = load(projects.write(root, projects.base()), projects.SETTINGS).playbook
    model = next(iter(playbook.journeys.values()))
    journeys = {each.id: each for each in (_journey(model, index) for index in range(number))}
    return View(
        playbook=replace(playbook, journeys=journeys),
        settings=projects.SETTINGS,
        language=projects.SETTINGS.language(folder),
        leaf=leaf,
    )


def _journey(model: Journey, index: int) -> Journey:
    """Every fifth is a low one; the last passes a stage that no other does."""
    first, second = model.steps
    emotion = -2 if index % 5 == 0 else 1
    return replace(
        model,
        id=f"journey-{index:04}",
        title=Text(key="title", origin="da", words={"da": f"Rejse {index:04}", "sv": f"Resa {index:04}"}),
        checklist=(_item("one"), _item("two")),
        steps=(replace(first, emotion=emotion), replace(second, stage=CANONICAL_STAGES[6 if index % 2 else 8])),
    )


def _item(id_: str) -> ChecklistItem:
    text, why = (Text(key=f"checklist.{id_}.{name}", origin="da", words={"da": name}) for name in ("text", "why"))
    return ChecklistItem(id=id_, obligation="must", text=text, why=why)
