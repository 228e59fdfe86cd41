"""Pages from a playbook: single facts about what is on them and what they claim."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

import projects
from playbook.compiler import compile_edition
from playbook.edition import Edition, Page
from playbook.library import Library, load
from playbook.project import page_problems
from playbook.settings import Settings
from playbook.state import translation_state

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
    assert '<a href="../../../da/journeys/buy/" hreflang="da">Läs originalet</a>' in text.markdown
    assert '<a href="../../touchpoints/ad/">' in text.markdown
    assert '<h3 id="checklist-awareness"><span lang="da">Opmærksomhed</span></h3>' in text.markdown
    assert '<a href="../../stages/awareness/">' in text.markdown
    assert text.markdown.count('<figure class="diagram"') == 1


def test_a_branching_journey_has_a_flowchart_and_says_its_ways_in_words(tmp_path: Path) -> None:
    text = page(edition(loaded(tmp_path, BRANCH), "da"), "journeys/buy.md").markdown
    assert text.count('<figure class="diagram"') == 2
    seen = words(text).replace("\N{SOFT HYPHEN}", "")
    for fact in (
        "Hvis kunden er tilfreds: videre til trin 4",
        "Ellers: tilbage til trin 1",
        "kunderejsen slutter her",
    ):
        assert seen.count(fact) == 3, fact  # on the map, in the table and in the text of the diagram
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


def test_a_link_to_a_page_without_its_text_names_no_place_on_it(tmp_path: Path) -> None:
    norwegian = "---\ntranslates: da\ntitle: Klar annonse\nhow_might_we: Hvordan?\n---\n"
    library = loaded(tmp_path, {"content/no/opportunities/clear-ad.md": norwegian})
    for fallback, address in (("show", "../journeys/buy.md#step-sees-ad"), ("link", "../journeys/buy.md")):
        settings = replace(projects.SETTINGS, fallback=fallback)  # type: ignore[arg-type]
        text = page(edition(library, "no", settings=settings), "opportunities/clear-ad.md").markdown
        assert f"Ser en annonce</span>]({address})" in text


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
    assert "'fictional' ska vara true eller false" in html.unescape(shown)
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


def test_nynorsk_is_told_to_tools_and_takes_the_words_of_bokmaal(tmp_path: Path) -> None:
    made = edition(loaded(tmp_path), "no", settings=replace(projects.SETTINGS, norwegian="nn"))
    assert (made.language.tag, made.language.theme) == ("nn", "nn")
    assert "# Kundereiser" in page(made, "journeys/index.md").markdown


def test_same_input_same_bytes(tmp_path: Path) -> None:
    first, second = (edition(loaded(tmp_path / name), "da") for name in ("a", "b"))
    assert first == second


# --- How kinds are joined on pages ---------------------------------------------------------------------------------

METRIC = """\
---
title: Webtrafik
description: Besøg på hjemmesiden.
formula: Antal besøg
unit: besøg om måneden
direction: higher
stages: [awareness]
target: {value: 1234.5, source: wiki}
---
"""
SOURCES = """\
---
title: Kilder
entries:
  - {id: wiki, title: Opslagsværk, address: "https://example.org/?a=1&b=2", language: sv, checked_on: 2026-11-02}
  - {id: leaflet, title: Folder, summary: Et trykt blad., language: da}
---
"""
TERMS = """\
---
title: Ord
terms:
  - id: touchpoint
    title: kontaktpunkt
    definition: Hvor de mødes.
    synonyms: [touchpoint]
    avoid: [touch point]
    ambiguous: [møde]
  - {id: aarsag, title: årsag, definition: Hvorfor.}
  - {id: zone, title: zone, definition: Et sted.}
---
"""


@pytest.fixture
def danish(tmp_path: Path) -> Edition:
    files = {
        "content/da/metrics/web-traffic.md": METRIC,
        "content/da/sources/all.md": SOURCES,
        "content/da/terms/all.md": TERMS,
        "content/da/stages/awareness.md": STAGE.format(title="Opmærksomhed"),
        "content/da/journeys/again.md": projects.base()["content/da/journeys/buy.md"].replace("Et køb", "Et køb til"),
    }
    library = loaded(tmp_path, files)
    assert [d for d in library.diagnostics if d.severity == "error"] == []
    return edition(library, "da")


def test_an_opportunity_shows_its_steps_across_journeys(danish: Edition) -> None:
    text = page(danish, "opportunities/clear-ad.md").markdown
    assert "- [Et køb](../journeys/buy.md)\n    - [1&#46; Ser en annonce](../journeys/buy.md#step-sees-ad)" in text
    assert "[1&#46; Ser en annonce](../journeys/again.md#step-sees-ad)" in text
    assert "60 af 100" in text  # the mean of 50 and 70
    assert '<td data-label="Trin">2</td>' in page(danish, "opportunities/index.md").markdown


def test_a_touchpoint_tells_what_a_failure_would_touch(danish: Edition) -> None:
    seen = words(page(danish, "touchpoints/ad.md").markdown)
    assert "Trin 2 Kunderejser 2 Sandhedens øjeblikke 0 Personaer Mette" in seen
    assert "Forbedringsmuligheder Klar annonce Nøgletal Webtrafik" in seen


def test_a_stage_has_its_touchpoints_journeys_and_names(danish: Edition) -> None:
    text = page(danish, "stages/awareness.md").markdown
    for link in (
        "[Annonce](../touchpoints/ad.md)",
        "[Et køb til](../journeys/again.md)",
        "[To faser](../models/simple.md): Først",
    ):
        assert f"- {link}" in text


def test_the_crosswalk_has_a_row_for_every_standard_stage(danish: Edition) -> None:
    text = page(danish, "models/index.md").markdown
    rows = re.findall(r'<th scope="row">(.*?)</th>\s*<td>(.*?)</td>', text)
    assert len(rows) == 13
    assert [label for _, label in rows][:3] == ["Først", "Først", ""]


def test_a_target_names_its_source(danish: Edition) -> None:
    text = page(danish, "metrics/web-traffic.md").markdown
    assert "1.234,5" in text
    assert '<a href="../../sources/#wiki">Opslagsværk</a>' in text


def test_sources_and_terms_have_addresses_of_their_own(danish: Edition) -> None:
    sources = page(danish, "sources/index.md").markdown
    assert '<div id="wiki">' in sources
    assert 'href="https://example.org/?a=1&amp;b=2"' in sources
    assert "Sprog: svensk · Adresse: ikke tjekket · tjekket 2. november 2026" in words(sources)
    assert "Folder Et trykt blad. Adressen er ikke kendt. Sprog: dansk" in words(sources)
    terms = page(danish, "terms/index.md").markdown
    assert re.findall(r'<div id="(\w+)">', terms) == ["touchpoint", "zone", "aarsag"]  # å is the last letter
    assert "Også: touchpoint Undgå: touch point, møde" in words(terms)


def test_the_state_of_the_translations_counts_the_same_texts_three_times(tmp_path: Path) -> None:
    playbook = loaded(tmp_path).playbook
    state = translation_state(playbook)
    totals = [
        tuple(sum(getattr(share, field) for share in shares) for field in ("current", "stale", "missing"))
        for shares in (state.by_language, state.by_owner, state.by_kind)
    ]
    assert totals[0] == totals[1] == totals[2]
    assert [(share.key, share.stale) for share in state.by_language] == [("sv", 7), ("no", 0)]
