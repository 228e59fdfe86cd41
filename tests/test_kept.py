"""Kept pages and new ones together are the site that a build makes which keeps nothing."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

import projects
from hosts import contents, project, run
from mkdocs_playbook.build import Memory, build_language
from mkdocs_playbook.diagrams import Diagrams
from parted import job
from playbook.drawing import TooSlowError

PERSONA = "content/da/personas/mette.md"
FLOW = "\n```mermaid\nflowchart LR\n  a --> b\n```\n"


def built(root: Path, *options: str) -> dict[str, bytes]:
    site = root / "out" / "-".join(("site", *options))
    done = run(root, "playbook", "build", "--site-dir", str(site), *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return contents(site)


def edit(root: Path, file: str, *, append: str = "", old: str = "", new: str = "") -> None:
    path = root / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new) + append, encoding="utf-8")


def test_a_diagram_more_or_less_changes_no_other_page(tmp_path: Path) -> None:
    root = project(tmp_path, plugins=("mermaid2",))
    edit(root, "mkdocs.yml", old="x.example", new="mermaid.example")  # a word that mermaid2 looks for, on every page
    before = built(root)
    for change in ({"append": FLOW}, {"old": FLOW, "new": ""}):
        edit(root, PERSONA, **change)
        assert built(root) == built(root, "--no-cache")
    assert built(root) == before


def test_a_clock_that_was_set_back_spoils_no_page(tmp_path: Path) -> None:
    root = project(tmp_path)
    built(root)
    later = time.time() + 3600
    compiled = list((root / ".cache/playbook").glob("built-*/*/**/*.md"))
    assert len(compiled) > 40
    for path in compiled:
        os.utime(path, (later, later))
    edit(root, "content/da/index.md", append="Hjertelig.\n")
    site = built(root)
    assert not [path for path, data in site.items() if path.endswith(".html") and b"\x1d" in data]
    assert site == built(root, "--no-cache")


def test_how_much_is_drawn_does_not_depend_on_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs_playbook.diagrams.draw", lambda source, **_: f"<svg>{len(source)}</svg>")
    diagrams = Diagrams("da", live=True)
    draw = diagrams.fence()
    large = "flowchart LR\n" + "  a --> b\n" * 180
    drawn = ["<svg" in draw(source) for source in (*[large] * 4, "flowchart LR\n  a --> b\n")]
    assert drawn == [True, True, False, False, False]
    assert not diagrams.is_by_chance
    assert diagrams.remarks[0].text == (
        "diagram 3: it is too large, alone or with the diagrams before it on this page; "
        "it is left to the reader's browser"
    )
    diagrams.start_page()
    assert "<svg" in draw(large)


def test_a_page_that_came_out_by_chance_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> str:
        raise TooSlowError("interrupted")

    root = project(tmp_path, plugins=("mermaid2",), **{PERSONA: projects.base()[PERSONA] + FLOW})
    first = replace(job(root, tmp_path / "site", "da", tree=tmp_path / "tree", is_cached=True), live=True)
    monkeypatch.setattr("mkdocs_playbook.diagrams.draw", slow)
    for number in range(2):
        told = build_language(replace(first, site_dir=tmp_path / str(number)), Memory(), lambda number: None)
        assert [each.message for each in told.records] == [
            f"{PERSONA}: diagram 1: interrupted; it is left to the reader's browser"
        ]
    monkeypatch.undo()
    assert build_language(replace(first, site_dir=tmp_path / "2"), Memory(), lambda number: None).records == ()
    assert "<svg" in (tmp_path / "2/personas/mette/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("fallback", ["link", "hide"])
def test_a_site_is_whole_with_every_fallback(fallback: str, tmp_path: Path) -> None:
    root = project(tmp_path)
    edit(root, "mkdocs.yml", append=f"      fallback: {fallback}\n")
    site = built(root)
    assert "no/index.html" in site
    assert ("no/journeys/buy/index.html" in site) is (fallback == "link")
