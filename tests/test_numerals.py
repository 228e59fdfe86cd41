"""Numbers as the languages write them: the same one is the same, and nothing else is one."""

from __future__ import annotations

import re
from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from playbook.languages import LANGUAGES
from playbook.numerals import Number, idioms, may_hold_numbers, numbers

WORDS = {
    "da": ["to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"],
    "sv": ["två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"],
    "no": ["to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"],
}
MARKS = {"da": ".", "sv": "\N{NO-BREAK SPACE}", "no": "\N{NO-BREAK SPACE}"}
TEXTS = {"da": "Der er {} i alt.", "sv": "Det finns {} i allt.", "no": "Det er {} i alt."}


def written(number: int, language: str, *, part: str = "", in_words: bool = False) -> str:
    """A number as a language writes it."""
    if in_words and 2 <= number <= 12 and not part:
        return WORDS[language][number - 2]
    return f"{number:,}".replace(",", MARKS[language]) + (f",{part}" if part else "")


def values(text: str, language: str) -> list[str]:
    return [number.value for number in numbers(text, language)]


@given(
    number=st.integers(0, 10**12),
    part=st.from_regex(r"\A(?:[0-9]{1,6})?\Z"),
    in_words=st.sets(st.sampled_from(["da", "sv", "no"])),
)
def test_a_number_is_the_same_in_each_language(number: int, part: str, in_words: set[str]) -> None:
    texts = {
        language: TEXTS[language].format(written(number, language, part=part, in_words=language in in_words))
        for language in LANGUAGES
    }
    found = {tuple(values(text, language)) for language, text in texts.items()}
    assert len(found) == 1
    assert len(found.pop()) == 1


@given(first=st.integers(0, 10**7), last=st.integers(0, 10**7))
def test_a_range_is_its_two_ends(first: int, last: int) -> None:
    for language, each in LANGUAGES.items():
        text = TEXTS[language].format(f"{written(first, language)}{each.range_mark}{written(last, language)}")
        assert values(text, language) == [str(first), str(last)]
        assert {number.written for number in numbers(text, language)} == {
            f"{written(first, language)}{each.range_mark}{written(last, language)}"
        }


@given(day=st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_a_date_is_the_same_however_it_is_written(day: date) -> None:
    short = f"{day.day}.{day.month}.{day.year}"
    for language, each in LANGUAGES.items():
        for text in (format_date(day, "long", locale=each.tag), day.isoformat(), short):
            assert values(TEXTS[language].format(text), language) == [day.isoformat()]


@given(
    text=st.text() | st.text("0123456789.,:-–−  \N{NO-BREAK SPACE}toseks"), language=st.sampled_from(list(LANGUAGES))
)
def test_any_text_can_be_read(text: str, language: str) -> None:
    for number in numbers(text, language):
        assert text[number.start :].startswith(number.written)
    assert idioms(text, language) is not None


@given(
    st.lists(st.sampled_from(["to", "tre", "seks", "tolv", "Ti", "x", "_", "é", "8", " ", "-", ".", "\n"])).map("".join)
)
def test_words_for_numbers_stand_alone(text: str) -> None:
    """Those that a hyphen binds to other words are left out here: they are numbers in some compounds only."""
    alone = re.findall(r"(?<![\w-])(?:to|tre|seks|tolv|ti)(?![\w-])", text.lower())
    assert [
        each.written.lower() for each in numbers(text, "da") if each.written.isalpha() and is_free(text, each)
    ] == alone
    assert may_hold_numbers(text, "da") or not numbers(text, "da")


def is_free(text: str, number: Number) -> bool:
    end = number.start + len(number.written)
    return "-" not in (text[max(0, number.start - 1) : number.start], text[end : end + 1])


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("da", "12 % af 1.234 kr.", "12 1234"),
        ("sv", "12 % av 1 234 kr", "12 1234"),
        ("no", "12 prosent av 1234 kr", "12 1234"),
        ("da", "fra −2 til +2, (-2), −2..+2", "-2 2 -2 -2 2"),
        ("no", "kl. 9.15-10:30", "9:15 10:30"),
        ("sv", "den 3:e gången, 3 gånger", "3 3"),
        ("da", "den tredje gang, 3. gang", "3 3"),
        ("no", "Tolv, sju og syv", "12 7 7"),
        ("da", "to-tre uger, 2-3 uger", "2 3 2 3"),
        ("da", "B2B, GA4, C05, 4K, 100k", ""),
        ("da", "1990'erne, 80-tal, 24/7", "1990 80 24 7"),
        ("da", "version 4.5 og 4.5.1", "4.5 4.5.1"),
        ("da", "to-do-liste, how-to, jobs to be done", ""),
        ("da", "femtrinsmetoden, tre-trinsguiden, et par, begge, anden", ""),
        ("sv", "Har ni tid? En gång, båda, ett par", ""),
        ("no", "tidlig, tilbud, femten, tretten", ""),
        ("da", "04 og 4, 4,50 og 4,5, 1.000.000", "4 4 4.5 4.5 1000000"),
        ("sv", "İ två", "2"),
        ("no", "9" * 5000, "9" * 5000),
    ],
)
def test_values(language: str, text: str, expected: str) -> None:
    assert values(text, language) == expected.split()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("da", "begge, en femtrinsmodel og tyve", {"1", "2", "5", "20"}),
        ("sv", "båda och en tvådelad", {"1", "2"}),
        ("no", "Begge og en treukersplan", {"1", "2", "3"}),
        ("da", "tilbud, tidlig, fortræd", set()),
    ],
)
def test_what_is_named_in_passing(language: str, text: str, expected: set[str]) -> None:
    assert idioms(text, language) == expected


def test_where_a_number_stands_and_how_it_is_written() -> None:
    found = numbers("Inviter 8-10 kunder, højst Tolv.", "da")
    assert [(number.start, number.written, number.value) for number in found] == [
        (8, "8-10", "8"),
        (8, "8-10", "10"),
        (27, "Tolv", "12"),
    ]
