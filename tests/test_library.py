"""Whole playbooks: what is wrong in them, told in the exact words."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import IO, Any

import pytest

import projects
from playbook.collecting import seldom_collected
from playbook.library import load
from playbook.settings import Settings

CASES = sorted(path.stem for path in (projects.DATA / "library").glob("*.txt") if path.stem != "base")


@pytest.mark.parametrize("case", CASES)
def test_diagnostics(case: str, tmp_path: Path) -> None:
    files, expected = projects.changed((projects.DATA / "library" / f"{case}.txt").read_text(encoding="utf-8"))
    assert "".join(f"{diagnostic}\n" for diagnostic in projects.told(tmp_path, files)) == expected


@pytest.mark.parametrize("title", ["", " ", "\u200b", "\u00ad\u3164\u2800", "\U000e0041"])
def test_a_text_in_which_nothing_can_be_seen_is_empty(title: str, tmp_path: Path) -> None:
    (problem,) = projects.told(tmp_path, projects.base() | {"content/da/page.md": f'---\ntitle: "{title}"\n---\n'})
    assert str(problem) == ("content/da/page.md:2:1: error[empty-field]: 'title' is empty\n  hint: write a value")


def test_one_entity_holds_structure_once_and_text_in_each_language(tmp_path: Path) -> None:
    library = load(projects.write(tmp_path, projects.base()), projects.SETTINGS)
    journey = library.playbook.journeys["buy"]
    assert journey.origin == "da"
    assert [step.stage for step in journey.steps] == ["awareness", "purchase"]
    assert journey.title.words == {"da": "Et køb", "sv": "Ett köp"}
    assert journey.steps[0].pains is not None
    assert journey.steps[0].pains.read("sv") == ("Oklart budskap", "För många ord")
    assert journey.title.language_for("no") == "da"
    assert journey.body[0].text.words == {"da": "Brødtekst.", "sv": "Brödtext."}


def test_after_reading_python_collects_as_before(tmp_path: Path) -> None:
    before = gc.get_threshold()
    load(projects.write(tmp_path, projects.base()), projects.SETTINGS)
    assert gc.get_threshold() == before
    with seldom_collected():
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before


def test_items_of_an_inventory_take_over_its_owner(tmp_path: Path) -> None:
    playbook = load(projects.write(tmp_path, projects.base()), projects.SETTINGS).playbook
    assert [(id_, each.owner) for id_, each in playbook.touchpoints.items()] == [("ad", "cx"), ("website", "cx")]
    assert playbook.touchpoints["website"].gap == 2


def test_synonyms_belong_to_a_language(tmp_path: Path) -> None:
    swedish = "---\ntranslates: da\ntouchpoints: [{id: website, synonyms: [sajt]}]\n---\n"
    files = projects.base() | {"content/sv/touchpoints/all.md": swedish}
    playbook = load(projects.write(tmp_path, files), projects.SETTINGS).playbook
    assert playbook.touchpoints["website"].synonyms.words == {"sv": ("sajt",)}
    assert playbook.touchpoints["ad"].synonyms.read("sv") == ()


def test_a_link_is_reported_and_not_followed(tmp_path: Path) -> None:
    root = projects.write(tmp_path / "project", projects.base())
    secret = projects.write(tmp_path, {"secret.md": "---\ntitle: Hemmelig\n---\n"}) / "secret.md"
    (root / "content/da/secret.md").symlink_to(secret)
    (root / "content/da/methods").symlink_to(tmp_path)
    library = load(root, projects.SETTINGS)
    hint = "put the file itself in its place"
    assert [str(diagnostic) for diagnostic in library.diagnostics] == [
        f"content/da/methods:1:1: error[not-a-file]: only ordinary files can be published\n  hint: {hint}",
        f"content/da/secret.md:1:1: error[not-a-file]: only ordinary files can be published\n  hint: {hint}",
    ]
    assert "secret" not in library.playbook.pages


def test_a_pipe_is_reported_and_not_opened(tmp_path: Path) -> None:
    root = projects.write(tmp_path, projects.base())
    os.mkfifo(root / "content/da/pipe.md")
    assert [d.code for d in load(root, projects.SETTINGS).diagnostics] == ["not-a-file"]


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str = "r", **others: Any) -> IO[Any]:
        if path.name == "mette.md":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, mode, **others)

    opened = Path.open
    root = projects.write(tmp_path, projects.base())
    monkeypatch.setattr(Path, "open", refuse)
    assert [str(diagnostic) for diagnostic in load(root, projects.SETTINGS).diagnostics] == [
        "content/da/personas/mette.md:1:1: error[unreadable-file]: the file cannot be read: Permission denied"
    ]


def test_limits_can_be_set(tmp_path: Path) -> None:
    settings = Settings(
        format=1, segments=projects.SETTINGS.segments, owners=projects.SETTINGS.owners, limits={"depth": 2}
    )
    codes = {d.code for d in load(projects.write(tmp_path, projects.base()), settings).diagnostics}
    assert codes == {"too-deep"}


MANY = [f"none-{number}" for number in range(150)]


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("da/page.md", f"title: Side\n---\n{' '.join(f'[x](journeys/{name}.md)' for name in MANY)}", "broken-link"),
        ("da/page.md", f"title: Side\nsources: [{', '.join(MANY)}]\n---\n", "unknown-source"),
        ("da/page.md", "".join(f"{name}: x\n" for name in MANY) + "---\n", "unknown-field"),
        (
            "sv/journeys/buy.md",
            "translates: da\nsteps:\n" + "".join(f"  - id: {name}\n" for name in MANY) + "---\n",
            "unknown-id",
        ),
    ],
)
def test_of_a_file_only_so_many_mistakes_are_told(file: str, text: str, code: str, tmp_path: Path) -> None:
    found = projects.told(tmp_path, projects.base() | {f"content/{file}": f"---\n{text}\n"})
    assert [each.code for each in found] == [code] * 100 + ["too-many-problems"]


def test_without_a_content_folder_one_line_says_so(tmp_path: Path) -> None:
    library = load(tmp_path, projects.SETTINGS)
    assert str(library.diagnostics[0]).startswith(
        "content:1:1: error[missing-content]: there is no folder 'content' here"
    )
