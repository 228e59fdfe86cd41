"""By what pages are found beside their text: names, hidden words, facets."""

from __future__ import annotations

from pathlib import Path

import projects
from playbook.compiler import compile_edition
from playbook.edition import Edition, Page
from playbook.finding import FOUND, MOST_WORDS
from playbook.library import load

TOUCHPOINTS = """\
---
title: Digitale kontaktpunkter
touchpoints:
  - id: review
    title: Anmeldelse
    synonyms: [brugeranmeldelse]
    channel: web
    medium: both
    ownership: earned
    stages: [awareness]
    importance: 3
    customer_goal: Kunden vil vide, om det er værd at købe.
    customer_action: Læser {more}
    description: Anmeldelser på nettet.
---
"""
TERMS = """\
---
title: Ord
terms:
  - id: touchpoint
    title: kontaktpunkt
    synonyms: [berøringspunkt]
    avoid: [touch point]
    definition: Et sted, hvor kunden møder virksomheden.
---
"""


def compiled(root: Path, folder: str = "da", **files: str) -> Edition:
    library = load(projects.write(root, projects.base() | files), projects.SETTINGS)
    assert [d for d in library.diagnostics if d.severity.value == "error"] == []
    return compile_edition(library.playbook, projects.SETTINGS, folder)


def page(made: Edition, path: str) -> Page:
    return next(each for each in made.pages if each.path == path)


def test_a_page_is_found_by_what_else_it_is_called(tmp_path: Path) -> None:
    made = compiled(
        tmp_path,
        **{
            "content/da/touchpoints/more.md": TOUCHPOINTS.format(more="om kontakt på et punkt."),
            "content/da/terms/words.md": TERMS,
        },
    )
    review = page(made, "touchpoints/review.md").finding
    assert {"review", "brugeranmeldelse"} <= set(review.names.split())
    assert review.whole.split()[0] == "anmeldelse"
    assert {"vard", "kobe", "laser"} <= set(review.words.split())
    assert review.facets["medium"] == ("online", "offline")
    index = page(made, "touchpoints/index.md")
    assert {"berøringspunkt", "beroringspunkt", "touch", "kontaktpunkt"} <= set(index.finding.names.split())
    assert {"kontakt", "punkter"} <= set(index.finding.parts.split())


def test_terms_are_found_by_themselves_where_they_stand(tmp_path: Path) -> None:
    made = compiled(tmp_path, **{"content/da/terms/words.md": TERMS})
    (entry,) = page(made, "terms/index.md").entries
    assert (entry.kind, entry.fragment, entry.title) == ("term", "touchpoint", "kontaktpunkt")
    assert entry.text == "Et sted, hvor kunden møder virksomheden."
    assert "painpoint" not in entry.finding.whole
    assert {"kontaktpunkt", "touchpoint", "beroringspunkt"} <= set(entry.finding.whole.split())


def test_facets_are_those_of_the_model_and_have_words(tmp_path: Path) -> None:
    made = compiled(tmp_path)
    journey = page(made, "journeys/buy.md").finding
    assert journey.facets["kind"] == ("journey",)
    assert journey.facets["segment"] == ("startup",)
    for each in made.pages:
        for facet, ids in each.finding.facets.items():
            assert set(ids) <= set(made.facets[facet]), each.path
    assert list(made.facets["kind"]) == list(FOUND)
    assert list(made.facets["stage"])[:2] == ["need", "awareness"]


def test_hidden_words_are_bounded_by_the_page_and_not_by_the_playbook(tmp_path: Path) -> None:
    many = " ".join(f"kø{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(3000))
    long = {"content/da/touchpoints/more.md": TOUCHPOINTS.format(more=many)}
    made = compiled(tmp_path / "long", **long)
    assert len(page(made, "touchpoints/review.md").finding.words.split()) == MOST_WORDS
    one = page(compiled(tmp_path / "one"), "personas/mette.md").finding
    others = {f"content/da/side{n}.md": f"---\ntitle: Side {n}\n---\nNoget om {n} ting.\n" for n in range(30)}
    assert page(compiled(tmp_path / "many", **others), "personas/mette.md").finding == one
