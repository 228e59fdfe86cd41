"""Words break between the words that they are made of, or between syllables, and stay the same words."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.hyphenation import SOFT_HYPHEN, Hyphenation, compound_words, vocabulary


@pytest.mark.parametrize(
    ("folder", "words"),
    {
        "da": "kundeservice-afdeling søge-maskine-optimering produktivitets-app forbedrings-muligheder",
        "sv": "kundtjänst-avdelning sök-motor-optimering valmöjlig-heter råd-givnings-möte nyckeltals-rapport",
        "no": "kundeservice-avdeling søke-motor-optimalisering vekst-muligheter forbedrings-forslag",
    }.items(),
)
def test_compounds_break_between_their_parts(folder: str, words: str) -> None:
    parts = [part for word in words.split() for part in word.split("-")]
    known = vocabulary(
        [*parts, "produktivitet forbedring forbedringer rådgivning nyckeltal kunde service maskine motor søk"]
    )
    for word in words.split():
        breaks = Hyphenation(known=known).divided(word.replace("-", "")).split(SOFT_HYPHEN)
        ends = {len("".join(breaks[:index])) for index in range(1, len(breaks))}
        wanted = [len("".join(word.split("-")[:index])) for index in range(1, word.count("-") + 1)]
        assert ends.issuperset(wanted), (word, breaks)


def test_words_without_known_parts_break_between_syllables() -> None:
    words = "beslutninger anbefalinger overvejelse opmærksomhed förväntningar tilgjengelighet uppdateringar konsulent"
    assert Hyphenation(known=frozenset()).divided(words).replace(SOFT_HYPHEN, "-") == (
        "beslut-ninger anbe-fa-linger over-ve-jelse opmærk-som-hed för-vänt-ningar til-gjenge-lig-het upp-da-te-ringar "
        "konsulent"
    )


@given(text=st.text(), known=st.frozensets(st.text(alphabet="abdeikmnorstuæøåäö", min_size=3, max_size=6)))
def test_words_that_break_are_the_same_words(text: str, known: frozenset[str]) -> None:
    text = text.replace(SOFT_HYPHEN, "")
    assert Hyphenation(known=known).divided(text).replace(SOFT_HYPHEN, "") == text


@given(word=st.text(alphabet="abcdefghijklmnoprstuvyæøåäö", min_size=1, max_size=30))
def test_no_letter_stands_alone_and_no_sound_is_cut(word: str) -> None:
    parts = Hyphenation(known=frozenset()).divided(word).split(SOFT_HYPHEN)
    assert len(parts) == 1 or min(map(len, parts)) >= 2
    assert min(len(parts[0]), len(parts[-1])) >= 3 or len(parts) == 1
    assert not any(f"{left[-1]}{right[0]}" in ("ng", "ck") for left, right in pairwise(parts))


@pytest.mark.parametrize("folder", ["da", "sv", "no"])
def test_the_words_that_compounds_are_made_of_are_listed_in_order(folder: str) -> None:
    listed = (files("playbook") / "locale" / f"compounds.{folder}.txt").read_text(encoding="utf-8").splitlines()
    assert listed == sorted(set(listed))
    assert all(word.isalpha() and word.islower() for word in listed)
    assert compound_words(folder) == frozenset(listed)
