"""By what lists can be narrowed and sorted."""

from __future__ import annotations

from pathlib import Path

import markdown

import projects
from playbook.library import load
from playbook.listing import Listing, journeys, touchpoints
from playbook.view import View

SHOP = """\
  - id: shop
    title: Ælde butik
    channel: web
    medium: both
    ownership: owned
    stages: [purchase, need]
    importance: 5
    expectation: {score: 4, evidence: assumed}
    experience: {score: 2, evidence: assumed}
    customer_goal: Mål
    customer_action: Handling
    description: Tekst
"""


def listings(root: Path, files: dict[str, str]) -> tuple[Listing, Listing]:
    library = load(projects.write(root, files), projects.SETTINGS)
    view = View(playbook=library.playbook, settings=projects.SETTINGS, language=projects.SETTINGS.language("da"))
    return journeys(view), touchpoints(view)


def test_a_facet_without_a_choice_is_left_out(tmp_path: Path) -> None:
    found, _ = listings(tmp_path, projects.base())
    assert "segment" not in {facet.id for facet in found.facets}
    assert found.entries["buy"]["segment"] == "startup"


def test_values_are_ids_in_the_order_of_their_meaning(tmp_path: Path) -> None:
    files = projects.base()
    path = next(name for name in files if "/touchpoints/" in name and name.startswith("content/da"))
    files[path] = files[path].replace("touchpoints:\n", "touchpoints:\n" + SHOP, 1)
    _, found = listings(tmp_path, files)
    shop = found.entries["shop"]
    assert (shop["gap"], shop["importance"], shop["medium"]) == ("2", "5", "online offline")
    assert (shop["stage"], shop["first"]) == ("purchase need", "0")
    assert shop["segment"] == ""
    assert shop["rank"] == str(len(found.entries) - 1)
    facets = {facet.id: [(choice.value, choice.label) for choice in facet.choices] for facet in found.facets}
    assert facets["gap"][0] == ("2", "+2")
    assert facets["gap"][-1] == ("none", "Ikke vurderet")
    assert facets["stage"][0][0] == "need"
    assert facets["medium"] == [("online", "online"), ("offline", "offline")]


def test_headings_without_an_id_are_marked() -> None:
    text = markdown.markdown(
        "## Følelse\n\n## Måling {: #measure }\n", extensions=["attr_list", "mkdocs_playbook.headings", "toc"]
    )
    assert text.count("data-worded") == 1
    assert '<h2 id="measure">' in text
