"""Links to entities become relative links; code stays as it is."""

from __future__ import annotations

import posixpath
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import projects
from playbook.compiler import compile_edition
from playbook.library import load
from playbook.links import INDEX_PAGES, EntityLink, entity_link, folder_of, page_named, resolved, way
from playbook.verbatim import without_code

PIECES = ["`", "``", "```", "~~~", "\n", "\n\n", "a", "[x](term:a)", "- ", "> ", "    ", "\\", "é"]
LINKS = {
    "[x](touchpoint:ad)": "[x](../touchpoints/ad.md)",
    "[x](journey:buy#step-buys)": "[x](buy.md#step-buys)",
    "[x](page:about)": "[x](../about.md)",
    "[x](page:guides/first)": "[x](../guides/first.md)",
    "[x](term:churn)": "[x](../terms/index.md#churn)",
    "[x](source:cjml)": "[x](../sources/index.md#cjml)",
    "[x](channel:web)": "[x](../touchpoints/index.md#channel-web)",
    "[](stage:use)": "[stage use](../stages/use.md)",
    "a [b [c] d](model:m) e": "a [b [c] d](../models/m.md) e",
    '[x]( <persona:p> "Title" )': '[x]( <../personas/p.md> "Title" )',
    "[x][r]\n\n[r]: metric:m\n": "[x][r]\n\n[r]: ../metrics/m.md\n",
    "`[x](term:a)` [x](term:a)": "`[x](term:a)` [x](../terms/index.md#a)",
    "`a\n[x](term:a)`": "`a\n[x](term:a)`",
    "```\n[x](term:a)\n```\n[](opportunity:o)": "```\n[x](term:a)\n```\n[opportunity o](../opportunities/o.md)",
    "- x\n\n    ~~~\n    [x](term:a)\n    ~~~\n": "- x\n\n    ~~~\n    [x](term:a)\n    ~~~\n",
    r"[x\](term:a)": r"[x\](term:a)",
    "[x](method.md) term:a (term:a)": "[x](method.md) term:a (term:a)",
}


@pytest.mark.parametrize(
    ("path", "folder"),
    {
        "journeys/buy.md": "journeys/buy",
        "journeys/index.md": "journeys",
        "index.md": "",
        "metrics/satisfaction-index.md": "metrics/satisfaction-index",
    }.items(),
)
def test_a_page_is_found_in_a_folder(path: str, folder: str) -> None:
    assert folder_of(path) == folder


@pytest.mark.parametrize(("written", "expected"), LINKS.items())
def test_links_to_entities_become_relative(written: str, expected: str) -> None:
    assert resolved(written, page="journeys/x.md", title=lambda kind, id_: f"{kind} {id_}") == expected


def test_an_address_names_an_entity_or_none() -> None:
    assert entity_link("journey:buy#step-buys") == EntityLink("journey", "buy", "step-buys")
    assert [entity_link(each) for each in ("https://x.dk", "journey:", "jurney:buy", "x.md", "mailto:a@b.dk")] == [
        None
    ] * 5


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("touchpoint:ad", "touchpoints/ad.md"),
        ("../touchpoints/ad.md", "touchpoints/ad.md"),
        (".././journeys/../touchpoints/ad.md?x", "touchpoints/ad.md"),
        ("journey:buy#step-buys", "journeys/buy.md#step-buys"),
        ("buy.md#step%2Dbuys", "journeys/buy.md#step-buys"),
        ("#here", "journeys/x.md#here"),
        ("x.md#here", "journeys/x.md#here"),
        ("term:churn", "terms/index.md#churn"),
        ("../terms/index.md#churn", "terms/index.md#churn"),
        *((each, "") for each in ("https://x.dk/a.md", "mailto:a@b.dk", "/a.md", "//x.dk/a.md", "a.pdf", "tel:1")),
    ],
)
def test_each_way_of_writing_a_link_names_the_same_page(address: str, page: str) -> None:
    assert page_named(address, page="journeys/x.md") == page


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_code_is_changed_and_every_place_stays(text: str) -> None:
    searched = without_code(text)
    assert len(searched) == len(text)
    assert [at for at, sign in enumerate(searched) if sign == "\n"] == [
        at for at, sign in enumerate(text) if sign == "\n"
    ]


def test_a_page_has_the_links_of_its_prose(tmp_path: Path) -> None:
    files = projects.base()
    files["content/da/journeys/buy.md"] += "\nSe [](touchpoint:ad) og [Mette](persona:mette).\n"
    playbook = load(projects.write(tmp_path, files), projects.SETTINGS).playbook
    edition = compile_edition(playbook, projects.SETTINGS, "da")
    page = next(each for each in edition.pages if each.path == "journeys/buy.md")
    assert "Se [Annonce](../touchpoints/ad.md) og [Mette](../personas/mette.md)." in page.markdown


def test_the_pages_that_stand_for_no_entity_are_known(tmp_path: Path) -> None:
    files = projects.base()
    playbook = load(projects.write(tmp_path, files), projects.SETTINGS).playbook
    made = {
        each.path
        for each in compile_edition(playbook, projects.SETTINGS, "da").pages
        if each.path.endswith("/index.md")
    }
    assert made == INDEX_PAGES


PATHS = st.lists(st.sampled_from(["a", "b", "c.md"]), max_size=4).map("/".join)


@given(PATHS, PATHS)
def test_the_way_between_two_paths_is_that_of_the_standard_library(path: str, start: str) -> None:
    assert way(path, start=start) == posixpath.relpath(f"/{path}", f"/{start}")
