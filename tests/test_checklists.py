"""Checklists on pages: what scripts are told of them, the page of all of them, and the titles for what readers keep."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import projects
from mkdocs_playbook import titles
from playbook.compiler import compile_edition
from playbook.edition import Edition
from playbook.library import load
from playbook.settings import Settings
from playbook.tree import language_entry

STAGE = """\
---
title: {title}
phase: {phase}
customer_goal: Mål
customer_question: Hvad er det?
entry: Når kunden ser en annonce.
exit: Når kunden vil vide mere.
do: [Svar kort]
avoid: [lange tekster]
key_questions: [Hvem ser annoncen?]
checklist:
  - {{id: one, obligation: must, text: {text}, why: Den bliver læst.}}
  - {{id: two, obligation: may, text: Mål det, why: Så ved I det.}}
  - {{id: three, obligation: must, text: Spørg, why: Kunden ved det.}}
---
"""
SWEDISH = """\
---
translates: da
title: Medvetenhet
checklist:
  - {{id: one, text: {text}, why: Den blir läst.}}
---
"""
HOSTILE = """'"><img src=x onerror="alert(1)"> {{7*7}} </script>'"""
QUOTED = "'{}'".format(HOSTILE.replace("'", "''"))
"""The same as YAML."""


def stages(text: str = "Skriv kort", swedish: str = "Skriv kort (sv)", title: str = "Opmærksomhed") -> dict[str, str]:
    """Two stages, named so that their titles are not in the order of the stages."""
    return {
        "content/da/stages/awareness.md": STAGE.format(title=title, phase="before", text=text),
        "content/da/stages/purchase.md": STAGE.format(title="Anskaffelse", phase="during", text="Tag imod penge"),
        "content/sv/stages/awareness.md": SWEDISH.format(text=swedish),
    }


def editions(root: Path, files: dict[str, str], settings: Settings = projects.SETTINGS) -> dict[str, Edition]:
    playbook = load(projects.write(root, projects.base() | files), settings).playbook
    return {folder: compile_edition(playbook, settings, folder) for folder in ("da", "sv", "no")}


def markdown(edition: Edition, path: str) -> str:
    return next(page.markdown for page in edition.pages if page.path == path)


def items(text: str) -> dict[str, str]:
    """The items of the checklists on a page, with the hashes of their texts."""
    return dict(re.findall(r'data-item="([^"]+)" data-text="([^"]+)"', text))


def test_an_item_has_the_same_id_and_hash_in_every_language_and_on_every_page(tmp_path: Path) -> None:
    made = editions(tmp_path, stages())
    found = [items(markdown(made[folder], "stages/awareness.md")) for folder in made]
    assert list(found[0]) == ["stage-awareness/one", "stage-awareness/two", "stage-awareness/three"]
    assert all(re.fullmatch("[0-9a-f]{8}", digest) for digest in found[0].values())
    assert found[0] == found[1] == found[2]
    assert "Skriv kort (sv)" in markdown(made["sv"], "stages/awareness.md")
    on_journey = items(markdown(made["da"], "journeys/buy.md"))
    assert found[0].items() <= on_journey.items()
    assert "stage-purchase/one" in on_journey
    ids = re.findall(r' id="([^"]+)"', markdown(made["da"], "journeys/buy.md"))
    assert len(ids) == len(set(ids))


def test_the_hash_changes_with_the_original_and_not_with_a_translation(tmp_path: Path) -> None:
    before, translated, changed = (
        items(markdown(editions(tmp_path / name, files)["sv"], "stages/awareness.md"))
        for name, files in (
            ("a", stages()),
            ("b", stages(swedish="Skriv helt annorlunda")),
            ("c", stages(text="Skriv langt")),
        )
    )
    assert translated == before
    assert {item for item, digest in changed.items() if digest != before[item]} == {"stage-awareness/one"}


def test_without_scripts_a_list_is_words_and_its_tools_are_hidden(tmp_path: Path) -> None:
    text = markdown(editions(tmp_path, stages())["da"], "stages/awareness.md")
    block = text[text.index('<div class="checks"') : text.index("<template>")]
    assert re.findall(r'obligation--\w+">(\w+)<', block) == ["Skal", "Kan", "Skal"]
    assert "<input" not in text
    for name in ("head", "shared", "tools", "hand"):
        assert re.search(rf'class="checks__{name}[^>]* hidden>', block), name


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    made = editions(tmp_path, stages(text=QUOTED, title=QUOTED))
    for page in (page for edition in made.values() for page in edition.pages):
        assert "<img" not in page.markdown.split("---\n", 2)[2], page.path
    shown = re.findall(r'data-title="([^"]*)"', markdown(made["da"], "stages/awareness.md"))
    assert [html.unescape(title) for title in shown] == [f"Tjekliste: {HOSTILE}"]


def test_the_page_of_all_checklists_has_stages_in_their_order_then_journeys(tmp_path: Path) -> None:
    journey = "content/da/journeys/buy.md"
    listed = projects.base()[journey].replace(
        "steps:\n", "checklist:\n  - {id: ask, obligation: should, text: Spørg, why: Derfor.}\nsteps:\n"
    )
    text = markdown(editions(tmp_path, {**stages(), journey: listed})["da"], "checklists/index.md")
    rows = re.findall(r'data-row="([^"]+)" data-items="([^"]+)"><a [^>]*href="([^"]+)"', text)
    assert [(row, address) for row, _, address in rows] == [
        ("stage-awareness", "../stages/awareness/#checks-stage-awareness"),
        ("stage-purchase", "../stages/purchase/#checks-stage-purchase"),
        ("journey-buy", "../journeys/buy/#checks-journey-buy"),
    ]
    assert [item.split("~")[::2] for item in rows[0][1].split()] == [["one", "must"], ["two", "may"], ["three", "must"]]
    assert "3 punkter: 2 skal, 1 kan" in text
    assert "1 punkt: 1 bør" in text


def test_lists_that_a_language_does_not_show_are_not_on_its_page(tmp_path: Path) -> None:
    for fallback, expected in (("show", 2), ("link", 0), ("hide", 0)):
        settings = replace(projects.SETTINGS, fallback=fallback)  # type: ignore[arg-type]
        text = markdown(editions(tmp_path / fallback, stages(), settings)["no"], "checklists/index.md")
        assert text.count("data-row=") == expected, fallback


def test_the_titles_for_what_readers_keep_hold_every_page_by_kind_and_id(tmp_path: Path) -> None:
    told = language_entry(editions(tmp_path, stages(title=QUOTED))["da"], day="")["pages"]
    addresses = {path: f"at/{path}" for path in told if path != "personas/mette.md"}
    script = titles.script(told, addresses)
    held = json.loads(script.removeprefix("globalThis.playbookTitles = ").rstrip(";\n"))
    assert held["stage/awareness"] == [HOSTILE, "at/stages/awareness.md", ["one", "two", "three"]]
    assert held["journey/buy"] == ["Et køb", "at/journeys/buy.md", []]
    assert "persona/mette" not in held  # it has no address
    assert {key.split("/")[0] for key in held} == {"journey", "stage", "touchpoint", "opportunity", "model", "page"}
