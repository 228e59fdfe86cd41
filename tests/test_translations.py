"""Joining, freshness and the ledger."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import projects
from playbook.acceptance import accepted
from playbook.ledger import format_ledger, ledger_file, parse_ledger, unit_hash
from playbook.library import Library, load
from playbook.model import Journey, Text
from playbook.status import pairs, status_lines
from playbook.translations import counts_as_translated, progress

SWEDISH = "content/sv/journeys/buy.md"
LEDGER = "translations/sv/journeys/buy.txt"


def loaded(root: Path, **changes: str) -> Library:
    return load(projects.write(root, projects.base() | changes), projects.SETTINGS)


def accept(root: Path, library: Library) -> list[str]:
    """Write the ledger of every translation that is there."""
    ledgers = {pair.ledger_file: accepted(pair) for pair in pairs(library, ["sv", "no"]) if pair.is_there}
    projects.write(root, ledgers)
    return list(ledgers)


def journey(library: Library) -> Journey:
    return library.playbook.journeys["buy"]


LINES = [(LEDGER, "a key and a hash"), ("reviews/journeys/buy.txt", "a language, a day")]


@pytest.mark.parametrize(("file", "what"), LINES)
def test_of_a_ledger_only_so_much_is_told(file: str, what: str, tmp_path: Path) -> None:
    found = loaded(tmp_path, **{file: "x\n" * 150}).diagnostics
    assert [each.location.line for each in found] == list(range(1, 102))
    assert f"{file}:100:1: error[bad-ledger-line]: this line is not {what}" in str(found[99])
    assert str(found[100]) == (
        f"{file}:101:1: error[too-many-problems]: the file has more than 100 problems; the rest are not listed\n"
        "  hint: mend those above and check again"
    )


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        (LEDGER, "delete it and run: playbook translations accept"),
        ("reviews/journeys/buy.txt", "delete it, and review the content again: playbook review --done"),
    ],
)
def test_a_ledger_that_is_too_large_is_not_read(file: str, hint: str, tmp_path: Path) -> None:
    (problem, *others) = loaded(tmp_path, **{file: "x\n" * 2_000_000}).diagnostics
    assert not others
    assert str(problem) == (
        f"{file}:1:1: error[file-too-large]: the file is larger than 1,048,576 bytes\n  hint: {hint}"
    )


def test_a_translation_without_a_ledger_is_stale_and_current_once_accepted(tmp_path: Path) -> None:
    library = loaded(tmp_path)
    assert journey(library).title.freshness("sv") == "stale"
    assert accept(tmp_path, library) == [LEDGER]
    assert journey(load(tmp_path, projects.SETTINGS)).title.freshness("sv") == "current"
    lines = (tmp_path / LEDGER).read_text(encoding="utf-8").splitlines()
    keys = [line.split()[0] for line in lines]
    assert keys == [
        "body",
        "customer_goal",
        "scenario",
        "steps.buys.action",
        "steps.sees-ad.action",
        "steps.sees-ad.pains",
        "title",
    ]


def test_only_the_changed_text_becomes_stale(tmp_path: Path) -> None:
    accept(tmp_path, loaded(tmp_path))
    origin = "content/da/journeys/buy.md"
    library = loaded(tmp_path, **{origin: projects.base()[origin].replace("Køber appen", "Henter appen")})
    states = {unit.key: unit.freshness("sv") for unit in journey(library).texts()}
    assert [key for key, state in states.items() if state != "current"] == ["steps.buys.action"]
    assert f"  {SWEDISH}: stale: steps.buys.action" in status_lines(library, ["sv"])


def test_any_matching_line_makes_a_unit_current_so_that_git_can_merge_by_union(tmp_path: Path) -> None:
    library = loaded(tmp_path)
    digest = unit_hash(journey(library).title)
    projects.write(tmp_path, {LEDGER: f"title  00000000\ntitle  {digest}\n"})
    assert journey(load(tmp_path, projects.SETTINGS)).title.freshness("sv") == "current"


def test_orphans_are_counted_and_tidied_away(tmp_path: Path) -> None:
    library = loaded(tmp_path, **{LEDGER: "steps.gone.action  0123abcd\n"})
    first = next(status_lines(library, ["sv"]))
    assert first.startswith("sv: 0 % current (0 current, 7 stale, ")
    assert first.endswith(", 1 orphan)")
    accept(tmp_path, library)
    assert "gone" not in (tmp_path / LEDGER).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("removed", "translated"),
    [
        ("", True),
        ("title: Ett köp\n", False),
        ("Brödtext.\n", False),
        ("scenario: Kunden saknar en app.\n", False),  # 6 of 7 units are less than nine of ten
    ],
)
def test_a_page_counts_as_translated_with_title_body_and_nine_units_of_ten(
    tmp_path: Path, removed: str, translated: bool
) -> None:
    text = projects.base()[SWEDISH].replace(removed, "") if removed else projects.base()[SWEDISH]
    found = journey(loaded(tmp_path, **{SWEDISH: text}))
    assert counts_as_translated(found, "sv") is translated
    assert counts_as_translated(found, "da")
    assert not counts_as_translated(found, "no")


def test_progress_counts_units(tmp_path: Path) -> None:
    found = progress(journey(loaded(tmp_path)), "no")
    assert (found.current, found.stale, found.missing, found.total) == (0, 0, 7, 7)


def test_the_hash_is_of_the_words_not_of_their_white_space_or_unicode_form() -> None:
    text = Text(key="title", origin="da", words={"da": "Følelse og måling"})
    decomposed = replace(text, words={"da": "Følelse og ma\N{COMBINING RING ABOVE}ling \n"})
    assert unit_hash(text) == unit_hash(decomposed)
    assert unit_hash(text) != unit_hash(replace(text, words={"da": "Følelse og maling"}))


@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z.#-]{0,20}", fullmatch=True),
        st.frozensets(st.from_regex(r"[0-9a-f]{8}", fullmatch=True), min_size=1, max_size=2),
    )
)
def test_a_ledger_is_read_as_it_was_written(ledger: dict[str, frozenset[str]]) -> None:
    read, problems = parse_ledger(format_ledger(ledger), file="x.txt")
    assert problems == ()
    assert read == ledger


def test_a_ledger_lies_beside_its_language() -> None:
    assert ledger_file("sv", "journeys/buy.md") == LEDGER
