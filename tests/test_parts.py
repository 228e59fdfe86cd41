"""Long lists take several pages, each small, and together they hold every row once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import projects
from long_lists import grown
from playbook import parts as module
from playbook.compiler import compile_edition
from playbook.edition import Edition
from playbook.library import load
from playbook.list_rows import scripts
from playbook.listing import MOST_CHOICES, journeys
from playbook.model import Persona
from playbook.parts import MOST_ROWS, Part, languages_with, parts
from playbook.rendering import render
from playbook.view import View

LARGEST = 300_000
"""Bytes of a page."""
TERM = """\
  - id: term-{number:04}
    title: Ord {number:04}
    definition: Betydning
    synonyms: [Synonym {number:04}]
"""


def page(view: View, part: Part, name: str) -> str:
    return render(view, part.path, f"{name}.md.jinja", {"title": "T", "description": "D", "part": part})


def rows(script: str) -> list[dict[str, Any]]:
    found = json.loads(script.removeprefix("globalThis.playbookRows = ").rstrip(";\n"))
    return [
        {"title": title, "address": address, "words": words}
        | {
            name: found["tables"][name][value] if name in found["tables"] and value != "" else value
            for name, value in zip(found["columns"], held, strict=True)
        }
        for title, address, words, *held in found["rows"]
    ]


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> View:
    return grown(tmp_path_factory.mktemp("long"), 400)


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """A playbook with 301 terms, one of which a page links to."""
    files = projects.base()
    terms = "".join(TERM.format(number=number) for number in range(MOST_ROWS + 1))
    files["content/da/terms/all.md"] = f"---\ntitle: Ord\nterms:\n{terms}---\n"
    files["content/da/index.md"] += "\nSe [](term:term-0300) og [](term:term-0001).\n"
    playbook = load(projects.write(tmp_path_factory.mktemp("glossary"), files), projects.SETTINGS).playbook
    return compile_edition(playbook, projects.SETTINGS, "da")


@given(st.lists(st.lists(st.integers(1, 40), max_size=60), max_size=8))
def test_every_row_stands_in_one_part_in_its_place(groups: list[list[int]]) -> None:
    cut = list(module._cut(enumerate(groups), lambda row: row))
    assert [(group.heading, row) for part in cut for group in part for row in group.rows] == [
        (heading, row) for heading, rows in enumerate(groups) for row in rows
    ]
    assert all(sum(sum(group.rows) for group in part) <= MOST_ROWS for part in cut)
    held: Iterable[module.Group] = [group for part in cut for group in part]
    assert [group.heading for group in held if group.begins] == list(range(len(groups)))
    assert [group.heading for group in held if group.ends] == list(range(len(groups)))


def test_a_row_that_is_larger_than_a_page_has_one_of_its_own() -> None:
    cut = list(module._cut([("", [1, MOST_ROWS + 1, 1])], lambda row: row))
    assert [[group.rows for group in part] for part in cut] == [[(1,)], [(MOST_ROWS + 1,)], [(1,)]]


def test_a_short_list_is_one_part(tmp_path: Path) -> None:
    view = grown(tmp_path, 150)
    (part,) = parts(view, "journeys", "journeys/index.md")
    assert "pages__list" not in page(view, part, "journeys")
    assert "data-rows" not in page(view, part, "journeys")
    assert scripts(view) == {}


def test_pages_link_to_the_first_the_last_and_their_neighbours() -> None:
    part = Part(first_page="journeys/index.md", number=6, total=14, groups=(), before=0, of=0)
    assert part.linked == (1, 0, 4, 5, 6, 7, 8, 0, 14)
    assert replace(part, number=1, total=2).linked == (1, 2)
    assert part.page(1) == "journeys/index.md"
    assert part.page(2) == "journeys/page/2.md"
    assert replace(part, first_page="stages/need.md").page(2) == "stages/need/page/2.md"


@pytest.mark.parametrize("name", ["journeys", "compare"])
def test_the_pages_of_a_long_list_are_small_and_hold_every_journey(long: View, name: str) -> None:
    cut = parts(long, name, f"{name}/index.md")
    made = [page(long, part, name) for part in cut]
    assert len(made) > 1
    assert max(len(each.encode()) for each in made) < LARGEST
    for journey in long.playbook.journeys:
        assert sum(f'{journey}/"' in each for each in made) == 1


def test_a_page_leads_to_the_one_before_and_the_one_after(long: View) -> None:
    first, second, third = parts(long, "journeys", "journeys/index.md")
    assert re.findall(r'rel="(\w+)" href="([^"]+)"', page(long, second, "journeys")) == [
        ("prev", "../../"),
        ("next", "../3/"),
    ]
    assert re.findall(r'rel="(\w+)" href="([^"]+)"', page(long, first, "journeys")) == [("next", "page/2/")]
    assert re.findall(r'rel="(\w+)" href="([^"]+)"', page(long, third, "journeys")) == [("prev", "../2/")]
    assert 'data-rows="../../rows.js"' in page(long, third, "journeys")
    assert 'data-all="Viser 301-400 af 400"' in page(long, third, "journeys")


@pytest.mark.parametrize(("kind", "id_"), [("touchpoint", "ad"), ("model", "simple"), ("persona", "mette")])
def test_the_list_on_a_page_of_its_own_kind_goes_on_too(long: View, kind: str, id_: str) -> None:
    entity = long.playbook.of(kind)[id_]
    cut = parts(long, kind, f"{kind}s/{id_}.md", entity)
    assert [part.total for part in cut] == [len(cut)] * len(cut)
    assert len(cut) > 1
    made = render(long, cut[1].path, "part.md.jinja", {"title": "T", "part": cut[1], "entity": entity})
    assert f"({'../' * 3}journeys/{cut[1].rows[0][0].id if kind == 'touchpoint' else cut[1].rows[0].id}.md" in made
    assert 'rel="prev" href="../../"' in made


def test_the_script_of_a_long_list_has_what_it_is_filtered_by(long: View) -> None:
    made = rows(scripts(long)["journeys/rows.js"]())
    assert [row["title"] for row in made] == [f"Rejse {index:04}" for index in range(400)]
    assert made[5]["address"] == "journeys/journey-0005/"
    assert made[5]["emotion"] == "-2"
    assert {name: made[399][name] for name in journeys(long).entries["journey-0399"]} == dict(
        journeys(long).entries["journey-0399"]
    )


def test_the_compared_journeys_share_their_stages_on_every_page(long: View) -> None:
    cut = parts(long, "compare", "compare/index.md")
    shown = {str(part.number): page(long, part, "compare") for part in cut}
    heads = {re.findall(r"<thead>.*?</thead>", each, re.DOTALL)[1].replace("../", "") for each in shown.values()}
    assert len(heads) == 1
    for row in rows(scripts(long)["compare/rows.js"]()):
        assert f'data-journey="{row["id"]}"' in shown[row["page"]]


def test_the_language_switch_leads_to_the_same_page_of_a_list(long: View) -> None:
    _, second, third = parts(long, "journeys", "journeys/index.md")
    assert languages_with(long, "journeys", second) == long.playbook.languages
    hiding = replace(long, settings=replace(long.settings, fallback="hide"))
    _, second, third = parts(hiding, "journeys", "journeys/index.md")
    assert "no" not in languages_with(hiding, "journeys", third)


def test_a_facet_with_more_choices_than_anybody_reads_is_left_out(tmp_path: Path) -> None:
    view = grown(tmp_path, MOST_CHOICES + 1)
    persona = next(iter(view.playbook.personas.values()))
    assert isinstance(persona, Persona)
    personas = {f"p-{index}": replace(persona, id=f"p-{index}") for index in range(MOST_CHOICES + 1)}
    met = {
        each.id: replace(each, personas=(id_,))
        for each, id_ in zip(view.playbook.journeys.values(), personas, strict=True)
    }
    many = replace(view, playbook=replace(view.playbook, journeys=met, personas=personas))
    assert "persona" not in {facet.id for facet in journeys(many).facets}
    assert "persona" not in journeys(many).entries["journey-0000"]


def test_terms_are_linked_to_where_they_stand(glossary: Edition) -> None:
    pages = {page.path: page for page in glossary.pages}
    home = pages["index.md"].markdown
    assert "[Ord 0300](terms/page/2.md#term-0300)" in home
    assert "[Ord 0001](terms/index.md#term-0001)" in home
    assert '<div id="term-0300">' in pages["terms/page/2.md"].markdown
    assert '<div id="term-0300">' not in pages["terms/index.md"].markdown
    assert [entry.fragment for entry in pages["terms/page/2.md"].entries] == ["term-0300"]
    assert all("## O {: #letter-o }" in pages[path].markdown for path in ("terms/index.md", "terms/page/2.md"))


def test_a_page_on_which_a_list_goes_on_is_described(glossary: Edition) -> None:
    part = next(page for page in glossary.pages if page.kind == "part")
    assert (part.path, part.part_of, part.title) == ("terms/page/2.md", "terms/index.md", "Ordliste, side 2 af 2")
    assert part.versions == ("da", "sv", "no")
    assert not part.finding.facets
    assert "terms/rows.js" in glossary.scripts
    assert {row["words"] for row in rows(glossary.scripts["terms/rows.js"].decode())} >= {"Synonym 0300"}
