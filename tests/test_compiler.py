"""Pages from a playbook: single facts about what is on them and what they claim."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

import projects
from playbook.compiler import Edition, Page, compile_edition
from playbook.library import Library, load
from playbook.project import page_problems
from playbook.settings import Settings

STAGE = """\
---
title: {title}
phase: before
customer_goal: Mål
customer_question: Hvad er det?
entry: Når kunden ser en annonce.
exit: Når kunden vil vide mere.
do: [Svar kort]
avoid: [lange tekster]
key_questions: [Hvem ser annoncen?]
checklist:
  - {{id: one, obligation: must, text: Skriv én sætning, why: Den bliver læst.}}
---
"""
BRANCH = {
    "content/da/journeys/buy.md": projects.base()["content/da/journeys/buy.md"].replace(
        "    emotion: 1\n",
        "    emotion: 1\n    next: [{to: thanks, label: Hvis kunden er tilfreds}, {to: sees-ad, label: Ellers}]\n"
        "  - id: leaves\n    stage: purchase\n    action: Går sin vej\n    emotion: -2\n    next: []\n"
        "  - id: thanks\n    stage: purchase\n    action: Siger tak\n    emotion: 2\n",
    )
}
HOSTILE = """</title><script>alert(1)</script> "><img src=x onerror=alert(1)> {{7*7}} [x](javascript:alert(1)) *x*"""


def loaded(root: Path, files: dict[str, str] | None = None) -> Library:
    return load(projects.write(root, projects.base() | (files or {})), projects.SETTINGS)


def edition(library: Library, folder: str, *, settings: Settings = projects.SETTINGS, serve: bool = False) -> Edition:
    problems = page_problems(library) if serve else ()
    return compile_edition(library.playbook, settings, folder, drafts=serve, problems=problems)


def page(made: Edition, path: str) -> Page:
    return next(each for each in made.pages if each.path == path)


def words(markdown: str) -> str:
    """What a reader sees, roughly: without tags, references resolved."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markdown)).split())


def test_every_language_has_the_same_pages(tmp_path: Path) -> None:
    library = loaded(tmp_path)
    paths = [[each.path for each in edition(library, folder).pages] for folder in ("da", "sv", "no")]
    assert paths[0] == paths[1] == paths[2]
    assert {"index.md", "journeys/index.md", "journeys/buy.md", "touchpoints/ad.md", "personas/mette.md"} <= set(
        paths[0]
    )


def test_a_journey_page_shows_it_whole(tmp_path: Path) -> None:
    text = page(
        edition(loaded(tmp_path, {"content/da/stages/awareness.md": STAGE.format(title="Opmærksomhed")}), "sv"),
        "journeys/buy.md",
    )
    seen = words(text.markdown)
    for fact in (
        "# Ett köp",
        "Fiktivt exempel",
        "Känslan är förväntad, inte uppmätt.",
        "Ser en annons",
        "Oklart budskap",
        "+1 positiv",
        "Översatt från danska, inaktuell",
        "Originalet har ändrats sedan texten översattes.",
        "section Først",
        "Skriv én sætning",
    ):
        assert fact in seen, fact
    assert '<span lang="da">Skriv én sætning</span>' in text.markdown
    assert '<a href="../../touchpoints/ad/">' in text.markdown
    assert '[<span lang="da">Opmærksomhed</span>](../stages/awareness.md)' in text.markdown
    assert text.markdown.count("<svg ") == 1


def test_a_branching_journey_has_a_flowchart_and_says_its_ways_in_words(tmp_path: Path) -> None:
    text = page(edition(loaded(tmp_path, BRANCH), "da"), "journeys/buy.md").markdown
    assert text.count("<svg ") == 2
    seen = words(text)
    for fact in (
        "Hvis kunden er tilfreds: videre til trin 4",
        "Ellers: tilbage til trin 1",
        "kunderejsen slutter her",
    ):
        assert seen.count(fact) == 2, fact  # in the text of the diagram and in the table
    assert 'href="#step-thanks"' in text
    assert 'id="step-thanks"' in text


def test_a_missing_translation_shows_the_original_and_says_so(tmp_path: Path) -> None:
    made = page(edition(loaded(tmp_path), "no"), "journeys/buy.md")
    assert "Teksten finnes ikke på norsk ennå. Her vises originalen på dansk." in made.markdown
    assert '<a href="../../../da/journeys/buy/" hreflang="da">' in made.markdown
    assert '# <span lang="da">Et køb</span>' in made.markdown
    assert '<div lang="da" markdown="1">\n\nBrødtekst.\n\n</div>' in made.markdown
    assert (made.translated, made.canonical, made.alternates, made.versions) == (False, "da", (), ("da", "sv", "no"))


def test_only_real_translations_are_alternates(tmp_path: Path) -> None:
    made = page(edition(loaded(tmp_path), "sv"), "journeys/buy.md")
    assert (made.translated, made.canonical, made.alternates) == (True, "sv", ("da", "sv"))
    assert made.source == "content/sv/journeys/buy.md"


@pytest.mark.parametrize(
    ("fallback", "there", "shown"), [("show", True, True), ("link", True, False), ("hide", False, False)]
)
def test_the_setting_decides_what_an_untranslated_page_is(
    tmp_path: Path, fallback: str, there: bool, shown: bool
) -> None:
    settings = replace(projects.SETTINGS, fallback=fallback)  # type: ignore[arg-type]
    made = edition(loaded(tmp_path), "no", settings=settings)
    found = {each.path: each.markdown for each in made.pages}
    assert ("journeys/buy.md" in found) is there
    assert ("Ser en annonce" in found.get("journeys/buy.md", "")) is shown
    if not there:
        assert "Et køb" not in "".join(found.values())


def test_drafts_are_served_and_not_built(tmp_path: Path) -> None:
    files = {
        "content/da/personas/ny.md": projects.base()["content/da/personas/mette.md"].replace(
            "title:", "status: draft\ntitle:"
        )
    }
    library = loaded(tmp_path, files)
    assert "personas/ny.md" not in {each.path for each in edition(library, "da").pages}
    assert "personas/ny.md" in {each.path for each in edition(library, "da", serve=True).pages}


def test_while_serving_a_broken_file_shows_its_mistakes_where_its_page_would_be(tmp_path: Path) -> None:
    broken = {"content/da/personas/mette.md": "---\ntitle: <script>\nfictional: maybe\n---\n"}
    library = loaded(tmp_path, broken)
    made = edition(library, "sv", serve=True)
    shown = page(made, "personas/mette.md").markdown
    assert "content/da/personas/mette.md:3:12" in shown
    assert "'fictional' must be true or false" in html.unescape(shown)
    assert "Ser en annons" in page(made, "journeys/buy.md").markdown  # what refers to it stays up


def test_a_broken_translation_leaves_the_other_languages_alone(tmp_path: Path) -> None:
    library = loaded(tmp_path, {"content/sv/journeys/buy.md": "---\ntranslates: da\ntitel: Ett köp\n---\n"})
    assert "unknown-field" in page(edition(library, "sv", serve=True), "journeys/buy.md").markdown
    assert "unknown-field" not in page(edition(library, "da", serve=True), "journeys/buy.md").markdown


def test_hostile_words_are_words(tmp_path: Path) -> None:
    quoted = "'{}'".format(HOSTILE.replace("'", "''"))
    persona, journey = "content/da/personas/mette.md", "content/da/journeys/buy.md"
    files = {
        persona: projects.base()[persona].replace("title: Mette", f"title: {quoted}"),
        journey: projects.base()[journey].replace("Køber appen", quoted).replace("title: Et køb", f"title: {quoted}"),
    }
    library = loaded(tmp_path, files)
    assert library.diagnostics == ()
    for made in edition(library, "da").pages:
        front, body = made.markdown.removeprefix("---\n").split("---\n", 1)
        assert yaml.safe_load(front)["title"] == made.title
        assert "<script" not in body
        assert "<img" not in body
        prose = [line for line in body.splitlines() if not line.startswith("<")]
        assert not any(re.search(r"(?<!\\)\]\(javascript:", line) for line in prose)
    assert page(edition(library, "da"), "journeys/buy.md").title == " ".join(HOSTILE.split())


def test_the_navigation_is_the_settings_order_with_titles_from_the_content(tmp_path: Path) -> None:
    files = {"content/da/om.md": "---\ntitle: Om os\n---\nTekst.\n"}
    settings = replace(projects.SETTINGS, navigation=("om", "home", "journeys"))
    made = edition(loaded(tmp_path, files), "da", settings=settings)
    assert [(item.title, item.path) for item in made.navigation] == [
        ("Om os", "om.md"),
        ("Forside", "index.md"),
        ("Kunderejser", "journeys/index.md"),
    ]


def test_same_input_same_bytes(tmp_path: Path) -> None:
    first, second = (edition(loaded(tmp_path / name), "da") for name in ("a", "b"))
    assert first == second
