"""Parts of compounds and plain spellings: what a search could not find by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from playbook.search_words import Lexicon, name_words, plain_spelling, stem, words_of

SCRIPT = Path(__file__).parent.parent / "plugins/mkdocs_playbook/theme/shared/assets/search-text.js"
NAMES = {
    "da": ["kunderejse", "kunderejsekort", "kundecase", "kundeværdi", "kontaktpunkt", "rådgivningsmøde", "kanal"],
    "sv": ["kundresa", "kundresekarta", "kundcase", "kundvärde", "kontaktpunkt", "känslokurva", "webbplats"],
    "no": ["kundereise", "kundecase", "kundeverdi", "nettbutikk", "netthandel", "nettsted", "følelseskurve"],
}
TEXTS = {
    "da": "Kunden rejser. Et kort, et møde og rådgivning; punkter og kontakt. En case, en værdi, at juste en ring.",
    "sv": "Kunden, resan, en karta, en punkt, kontakten, en känsla, en kurva, ett case, ett värde.",
    "no": "Kunden reiser på nett i en butikk. Handel, et sted, en følelse og en kurve.",
}


@pytest.mark.parametrize(
    ("folder", "compound", "parts"),
    [
        ("da", "kontaktpunkterne", {"kontakt", "punkterne"}),
        ("da", "kunderejsekort", {"kunderejse", "kunde", "rejse", "kort"}),
        ("da", "rådgivningsmøder", {"rådgivning", "møder"}),
        ("da", "kundefrafald", {"kunde", "frafald"}),  # nothing knows frafald, but several names begin with kunde
        ("da", "kanalerne", set()),
        ("da", "kunderne", set()),
        ("da", "justering", set()),  # an ending that looks like a word
        ("sv", "kundresekartorna", {"kundrese", "kund", "rese", "kartorna"}),
        ("sv", "känslokurvan", set()),  # o is no link, and känslo no word
        ("sv", "kundnöjdhet", {"kund", "nöjdhet"}),
        ("no", "følelseskurven", {"følelse", "kurven"}),
        ("no", "nettrafikk", {"nett", "trafikk"}),  # three t are written as two
        ("no", "nettbutikken", {"nett", "butikken"}),
    ],
)
def test_compounds_are_cut_between_words(folder: str, compound: str, parts: set[str]) -> None:
    lexicon = Lexicon(folder, names=NAMES[folder], words=words_of(TEXTS[folder]))
    found = set(lexicon.parts(compound))
    assert parts <= found if parts else found == set()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("følelse", "folelse"),
        ("foelelse", "folelse"),
        ("folelse", "folelse"),
        ("målgruppe", "malgrupe"),
        ("maalgruppe", "malgrupe"),
        ("känsla", "kansla"),
        ("kaensla", "kansla"),
        ("Övervägande", "overvagande"),
        ("anmeldellse", "anmeldelse"),
        ("e-handel", "e-handel"),
        ("CSAT", "csat"),
    ],
)
def test_all_spellings_meet_in_the_plain_one(written: str, plain: str) -> None:
    assert plain_spelling(written) == plain


def test_stems_leave_enough_of_a_word() -> None:
    assert stem("da", "kontaktpunkterne") == stem("da", "kontaktpunktet") == "kontaktpunkt"
    assert stem("sv", "kundresornas") == stem("sv", "kundresor") == "kundres"
    assert stem("no", "anmeldelsene") == "anmeldels"
    assert stem("da", "ene") == "ene"


def test_words_of_markdown_are_not_those_of_its_addresses() -> None:
    text = "## Se [rejsen](journey:startup-app) {#see-it}\n\nog https://example.org/kanal, **e-mail**"
    assert words_of(text) == ["se", "rejsen", "og", "e", "mail"]
    assert name_words("E-handel: CSAT 2") == ["e-handel", "csat", "2"]


@given(st.text(st.sampled_from("abdeorstæøåäöÆØÅÄÖüßaaeooe-é"), max_size=12))
def test_a_plain_spelling_is_plain(word: str) -> None:
    plain = plain_spelling(word)
    assert plain_spelling(plain) == plain or re.search(r"(.)\1|ae|oe", plain)  # what one round brings together
    assert plain.isascii()


@pytest.mark.browser
@pytest.mark.xdist_group("site")
def test_the_script_spells_as_the_compiler_does(browser: Browser) -> None:
    words = ["følelse", "foelelse", "målgruppe", "övervägande", "känsla", "anmeldellse", "buttikk", "süß", "café"]
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    assert page.evaluate("words => words.map(playbookText.plain)", words) == [plain_spelling(word) for word in words]
    page.close()
