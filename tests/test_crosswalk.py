"""A journey under models that merge, skip and lack stages."""

from __future__ import annotations

from pathlib import Path

import projects
from playbook.crosswalk import under
from playbook.library import load

OTHER = """\
---
title: Fra kendskab
entries:
  - {id: known, label: Kendskab, stages: [awareness, consideration]}
  - {id: kept, label: Fastholdt, stages: [loyalty]}
---
"""


def test_steps_stay_in_order_and_what_a_model_lacks_is_said(tmp_path: Path) -> None:
    journey = "content/da/journeys/buy.md"
    more = "".join(
        f"  - {{id: s{number}, stage: {stage}, action: Handler, emotion: 0}}\n"
        for number, stage in enumerate(["awareness", "need", "purchase", "awareness"])
    )
    files = projects.base() | {
        "content/da/models/other.md": OTHER,
        journey: projects.base()[journey].replace("review_by:", f"{more}review_by:"),
    }
    playbook = load(projects.write(tmp_path, files), projects.SETTINGS).playbook
    bands = under(playbook.journeys["buy"], playbook.models["other"])
    assert [(band.entry.id if band.entry else None, band.first, band.last) for band in bands] == [
        ("known", 1, 1),
        (None, 2, 2),
        ("known", 3, 3),
        (None, 4, 5),
        ("known", 6, 6),
    ]
    own = under(playbook.journeys["buy"], playbook.models["simple"])
    assert [(band.entry.id, band.first, band.last) for band in own if band.entry] == [
        ("first", 1, 1),
        ("then", 2, 2),
        ("first", 3, 4),
        ("then", 5, 5),
        ("first", 6, 6),
    ]
