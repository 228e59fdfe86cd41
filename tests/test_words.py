"""The rules about words: forms, neighbours, compounds; where they look, and what they leave alone."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import projects
from playbook.diagnostics import Diagnostic
from playbook.library import load
from playbook.model import Page
from playbook.rules.compounds import compounds
from playbook.rules.inflection import forms, noun_forms
from playbook.rules.lexicon import read_words
from playbook.rules.manuscript import PlainWords, read_manuscript
from playbook.rules.neighbours import neighbours
from playbook.rules.spelling import foreign_signs
from playbook.source import Limits, parse

CODES = {"avoided-word", "company-view", "foreign-word", "obligation-in-text", "split-compound"}
CONTENT = projects.DATA.parent / "content"
KNOWN = {
    f"content/{path.relative_to(CONTENT).as_posix()}": path.read_text(encoding="utf-8")
    for path in sorted(CONTENT.rglob("*.md"))
    if path.parent.name in ("terms", "touchpoints")
}
"""The playbook's own glossary and touchpoints."""


def page(language: str, body: str, *, summary: str = "") -> dict[str, str]:
    """A page that is written in one language."""
    front = f"title: ABC\nsummary: {summary}\n" if summary else "title: ABC\n"
    return {f"content/{language}/page.md": f"---\n{front}---\n{body}\n"}


def about_words(root: Path, files: dict[str, str]) -> list[Diagnostic]:
    found = load(projects.write(root, projects.base() | files), projects.SETTINGS).diagnostics
    return [each for each in found if each.code in CODES and each.location.file in files]


def words_in(diagnostics: list[Diagnostic]) -> list[str]:
    return [each.message.split("'")[1] for each in diagnostics]


# --- Forms ---


@pytest.mark.parametrize(
    ("noun", "language", "expected"),
    [
        ("kunderejse", "da", "kunderejsen kunderejser kunderejserne kunderejsens kunderejsernes"),
        ("butik", "da", "butikken butikker butikkerne butikkens"),
        ("møde", "da", "mødet møder møderne mødets"),
        ("deltager", "da", "deltageren deltagere deltagerne deltagernes"),
        ("artikel", "da", "artiklen artikler artiklerne"),
        ("stadium", "no", "stadiet stadier stadiene"),
        ("kundereise", "no", "kundereisen kundereiser kundereisene kundereisens"),
        ("program", "no", "programmet programmer programmene"),
        ("video", "no", "videoen videoer videoene"),
        ("kundresa", "sv", "kundresan kundresor kundresorna kundresornas"),
        ("punkt", "sv", "punkten punkter punkterna punktens"),
        ("möte", "sv", "mötet möten mötena mötets"),
        ("program", "sv", "programmet programmen"),
    ],
)
def test_a_noun_has_its_endings(noun: str, language: str, expected: str) -> None:
    assert forms(noun, language) >= {noun, f"{noun}s", *expected.split()}


def test_forms_that_a_verb_has_too_can_be_left_out() -> None:
    assert "kundereiser" not in noun_forms("kundereise", "no")
    assert {"kundereise", "kundereisen", "kundereisene"} <= noun_forms("kundereise", "no")


# --- Neighbours ---


@pytest.mark.parametrize("tag", ["da", "sv", "nb"])
def test_no_language_is_told_that_its_own_words_are_foreign(tag: str) -> None:
    table = neighbours(tag)
    assert len(table.foreign) > 300
    assert not table.foreign.keys() & table.own
    assert all(right and "*" not in right and right != word for word, right in table.foreign.items())
    assert {right for right in table.foreign.values() if right.isalpha()} <= table.own


def test_nynorsk_has_no_table() -> None:
    assert not neighbours("nn").foreign
    assert not list(foreign_signs(["virksomhed"], "nn"))


@pytest.mark.parametrize(
    ("tag", "foreign", "right"),
    [
        (
            "da",
            "mulighet muligheten handlingen_ konsultasjonen vennskapet oppdatere innhold kjenne høyere kärlek",
            "manchet landskab opprioritere indhold kjole hedder station magnet",
        ),
        (
            "sv",
            "mulighed virksomheden konsultasjon vennskab hvordan afdeling være købe",
            "möjlighet ljus afton aftershave konsultation vänskap kött",
        ),
        (
            "nb",
            "mulighed virksomheder konsultation vennskab vigtigt afgøre øjet kärlek",
            "mulighet aften afghansk bastion suggestion hedring viktig vennskap øye",
        ),
    ],
)
def test_spelling_gives_a_neighbour_away(tag: str, foreign: str, right: str) -> None:
    expected = [word for word in foreign.split() if not word.endswith("_")]
    assert [word for word, _ in foreign_signs([*foreign.split(), *right.split()], tag)] == expected


# --- Compounds ---

NAMES = {
    "da": ["kunderejse", "kunderejsekort", "tjekliste", "målgruppe", "brugerrejse", "medarbejder", "lead scoring"],
    "sv": ["kundresa", "kundresekarta", "checklista", "målgrupp", "köpresa", "leadscoring", "lead scoring"],
    "no": ["kundereise", "kundereisekart", "sjekkliste", "målgruppe", "brukerreise", "omsetning", "lead scoring"],
}


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("da", "kunde rejse", "kunderejse"),
        ("da", "kunde rejsens", "kunderejsens"),
        ("da", "kunderejse kort", "kunderejsekort"),
        ("da", "tjek liste", "tjekliste"),
        ("da", "kundeoplevelse undersøgelse", "kundeoplevelsesundersøgelse"),
        ("sv", "kund resan", "kundresan"),
        ("sv", "kundresa karta", "kundresekarta"),
        ("sv", "check lista", "checklista"),
        ("no", "kunde reise", "kundereise"),
        ("no", "kundereise kart", "kundereisekart"),
        ("no", "kundereise modellen", "kundereisemodellen"),
        ("no", "mål gruppe", "målgruppe"),
        ("da", "en kunde rejser", ""),
        ("da", "hvilken kunderejse kortet", ""),
        ("da", "tjek listen", ""),
        ("da", "bruger rejsen", ""),
        ("da", "med arbejdere", ""),
        ("da", "lead scoring", ""),
        ("sv", "en kund reser", ""),
        ("sv", "köp resan", ""),
        ("sv", "vilken kundresa kartan", ""),
        ("no", "en kunde reiser", ""),
        ("no", "sjekk listen", ""),
        ("no", "mål gruppen", ""),
        ("no", "om setningen", ""),
        ("no", "kunde reise kart", ""),
    ],
)
def test_a_split_compound_is_told_from_words_that_stand_together(language: str, words: str, expected: str) -> None:
    *before, first, second = words.split()
    known = compounds(NAMES[language], firsts=[], instead={}, language=language)
    assert known.meant_by(first, second, before=before) == expected


# --- In texts ---


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("no", "Vi ringer efter kjøpet, kanskje uden grunn.", ["efter", "uden"]),
        ("no", "Mellem nogle steg er kunden opmærksom og loyal.", ["Mellem", "nogle", "opmærksom", "loyal"]),
        ("no", "Virksomheden har en hjemmeside med spørgeskema.", ["Virksomheden", "hjemmeside", "spørgeskema"]),
        ("no", "Bureauet har en skabelon og en tjekliste.", ["Bureauet", "skabelon", "tjekliste"]),
        ("no", "Et kunderejsekort viser loyaliteten.", ["kunderejsekort", "loyaliteten"]),
        ("no", "Informationen gir mulighed for service.", ["Informationen", "mulighed"]),
        ("no", "Kunden drar på semester och handlar.", ["semester", "och"]),
        ("da", "Bedriften kjøper en annonse etter møtet.", ["kjøper", "etter", "møtet"]),
        ("da", "Kundene er fornøyd med byrået.", ["Kundene", "fornøyd", "byrået"]),
        ("da", "Företaget ger en enkät till kunden.", ["Företaget", "ger", "enkät", "till"]),
        ("sv", "Kunden går till bedriften efter mötet, og är tilfreds.", ["bedriften", "og", "tilfreds"]),
        ("sv", "Kontaktformularen och anmeldelser finns.", ["Kontaktformularen", "anmeldelser"]),
        ("sv", "Virksomhedens kunder køber igen.", ["Virksomhedens", "køber"]),
    ],
)
def test_words_of_a_neighbour_are_found(language: str, text: str, expected: list[str], tmp_path: Path) -> None:
    found = words_in(about_words(tmp_path, KNOWN | page(language, text)))
    assert [word for word in expected if word not in found] == []


@pytest.mark.parametrize(
    ("page_language", "language", "least"),
    [("da", "sv", 95), ("da", "no", 75), ("sv", "da", 95), ("sv", "no", 90), ("no", "da", 75), ("no", "sv", 95)],
)
def test_most_steps_in_a_neighbour_language_give_themselves_away(
    page_language: str, language: str, least: int, tmp_path: Path
) -> None:
    action = re.compile(r"^    action: ([^>].*)", re.MULTILINE)
    journeys = sorted((CONTENT / language / "journeys").glob("*.md"))
    steps = [step for path in journeys for step in action.findall(path.read_text(encoding="utf-8"))]
    found = about_words(tmp_path, KNOWN | page(page_language, "\n\n".join(steps)))
    lines = {each.location.line for each in found if each.location.file.endswith("page.md")}
    assert len(steps) > 30
    assert 100 * len(lines) >= least * len(steps)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("da", "Når en kunde rejser til Malmö eller Tromsø, er det en ferie. Søren og Bjørn læser Aftenposten."),
        ("da", "Et trin er ikke et stykke steg. En bedrift kræver mod. Se https://example.se/efter-köpet."),
        ("da", "Svensken siger på svensk ”efter köpet”, og *köp* er et køb. `och` er kode, `kunde rejse` også."),
        ("da", "Teamet laver A/B-test, follow-up, check-in og front-end; best practice er Customer Journey Mapping."),
        ("da", "Alle, der er med, finder ud af, hvad der skal til. Tjek listen, og mål gruppens svar."),
        ("sv", "En kund reser till København. Jørgen och Bjørn läser om Ærø. Den nye kunden och den store köparen."),
        ("sv", "Kundens service är bra. Emballage, besked och hänvisningar är ord med andra betydelser."),
        ("sv", "Alt-text och best practice. Kunden skulle kunna ringa, och den som kunde ringa ringde."),
        ("sv", "På danska heter det ”kunderejse”. Se [artikeln om rejsen](https://example.dk){lang=da}."),
        ("no", "En kunde reiser til Malmö. Været er fint, og kunden har vært der siden i går."),
        ("no", "Sjekk listen, og mål gruppen. Hver kunde får service på senest ti dager. Den danske «rejsen» er lang."),
        ("no", "Promotion, location og call to action er engelsk. Bastionen og suggestionen er norske ord."),
        ("no", "Steg for steg, fase for fase. Emnet er et annet, og måltallet er et mål."),
    ],
)
def test_what_is_right_is_left_alone(language: str, text: str, tmp_path: Path) -> None:
    assert words_in(about_words(tmp_path, KNOWN | page(language, text, summary="ABC."))) == []


def test_a_playbook_in_nynorsk_is_not_measured_by_bokmål(tmp_path: Path) -> None:
    files = projects.base() | page("no", "Vi hjelper dei efter kjøpet, og dei veit ikkje kva dei skal gjere.")
    found = load(projects.write(tmp_path, files), replace(projects.SETTINGS, norwegian="nn")).diagnostics
    assert [each for each in found if each.code in CODES] == []


def test_texts_are_looked_at_wherever_they_stand(tmp_path: Path) -> None:
    files = page("da", "Efter\n\n> etter\n\n| etter |\n|---|\n| etter |\n\n[etter](x:y)[^1]\n\n[^1]: Etter.")
    found = about_words(tmp_path, files)
    assert [(each.location.line, each.location.column) for each in found] == [
        (6, 3), (8, 3), (10, 3), (12, 2), (14, 7),
    ]  # fmt: skip


TERMS = """\
---
title: Ordliste
terms:
  - {id: stage, title: fase, avoid: [stadie, kundens indsats], definition: Én del.}
  - {id: persona, title: persona, avoid: [persona'er], definition: Én kunde.}
---
"""
PIECES = [
    *("etter", "Efter", "stadie", "Stadiet", "kunde", "rejse", "kort", "kunderejse", "map", "kundens", "indsats", "vi"),
    *("persona'er", "persona’er", "är", "İ", "svensk", "[x](y)", "{lang=sv}", "«", "»", "”", "*", "_", "`", ","),
    *("\n", "\n\n"),
]
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.text("ab åäöÅé’-\n\N{NO-BREAK SPACE}\N{COMBINING ACUTE ACCENT}", max_size=6),
    max_size=30,
).map(" ".join)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, style=st.sampled_from([">-", "|", '"', "'", ""]))
def test_the_word_that_is_reported_stands_where_the_report_says(text: str, style: str, tmp_path: Path) -> None:
    if style in (">-", "|"):
        value = style + "".join(f"\n  {line.strip()}" for line in ["x", *text.split("\n")])
    else:
        value = style + re.sub(r"""["'\\\s:#]|[-`*[{_]""", " ", f"x {text}") + style
    written = f"---\ntitle: ABC\nsummary: {value}\n---\n{text}\n"
    found = about_words(tmp_path, {"content/da/page.md": written, "content/da/terms/all.md": TERMS})
    for each in found:
        line = written.split("\n")[each.location.line - 1]
        word = each.message.split("' is ")[0][1:].split(" ")[0]
        assert line[each.location.column - 1 :].startswith(word)
    if re.search(r"(?<![\w'’*«”_`-])[Ss]tadie(?:t)?(?![\w'’])", text) and not re.search(r"[`\[{]|svensk", text):
        assert "stadie" in {word.lower()[:6] for word in words_in(found)}


@pytest.mark.parametrize(
    "piece",
    [
        "stadie ",
        "kunde rejse ",
        "kunde\n",
        "etter ",
        "«",
        "*a",
        "_a_ dansk ",
        "[a",
        "hed" * 40,
        "kunde ",
        "persona'",
        "ä",
    ],
)
def test_no_text_takes_long(piece: str, tmp_path: Path) -> None:
    files = page("da", piece * (200_000 // len(piece)))
    projects.write(tmp_path, projects.base() | KNOWN | files)
    begun = time.process_time()
    load(tmp_path, projects.SETTINGS)
    assert time.process_time() - begun < 8


def test_the_shipped_content_needs_no_waiver_for_its_words() -> None:
    waiver = re.compile(rf"code: (?:{'|'.join(CODES)})")
    assert [path for path in sorted(CONTENT.rglob("*.md")) if waiver.search(path.read_text(encoding="utf-8"))] == []


# --- From afar ---


def test_the_words_of_the_real_files_are_those_of_their_manuscripts() -> None:
    library, _ = projects.opened()
    for each in library.files:
        document = library.documents[each.file]
        words = read_words(read_manuscript(document, each.kind.file).text)
        front, body = PlainWords().of_file(document, each.kind.file)
        assert front + body == words, each.file


@pytest.mark.parametrize(
    "front",
    [
        "title: 'it''s os''et'\nsummary: vi",
        'title: "vi\\nos \\u00e6ble"\nsummary: "a \\\n  b"',
        "title: >-\n  vi går\n  langt\nsummary: |\n  a-\n  b\n",
        "title: l'\n  eau de\n  vie # no\nsummary: ord",
        "summary: [a, b]\ntitle: vi",
        "title: 5\nsummary: Ærø’s vi",
    ],
)
def test_the_words_of_a_file_are_those_of_its_manuscript(front: str) -> None:
    document, _ = parse(
        f"---\n{front}\n---\nVi `er` her, [a](b.md).\n".encode(), file="content/da/x.md", limits=Limits()
    )
    front, body = PlainWords().of_file(document, Page)
    assert front + body == read_words(read_manuscript(document, Page).text)
