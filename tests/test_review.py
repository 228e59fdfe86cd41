"""``playbook review``: what is to be looked at again, and what somebody has looked at."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import projects
from playbook.cli import main
from playbook.compiler import compile_edition
from playbook.library import Library, load
from playbook.project import open_project
from playbook.review_dates import UnwritableError, with_review
from playbook.reviews import content_hash, parse_reviews
from playbook.source import Limits
from playbook.upkeep import months_later, next_review
from playbook.view import View
from repositories import CONFIGURATION, edit

JOURNEY = "content/da/journeys/buy.md"
SWEDISH = "content/sv/journeys/buy.md"
LEDGER = "reviews/journeys/buy.txt"
HOME = """\
---
# den første
title: Forside
owner: sales
reviewed: '2026-01-31'
# hvert halve år
review_by: 2026-07-31
---
Hej.
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = projects.base() | {"mkdocs.yml": CONFIGURATION, "content/da/index.md": HOME}
    monkeypatch.chdir(projects.write(tmp_path, files))
    return tmp_path


def run(*arguments: str, today: str = "2026-08-01") -> Result:
    return CliRunner().invoke(main, ["review", *arguments, "--today", today])


def loaded(root: Path) -> Library:
    return load(root, projects.SETTINGS)


# --- What is due -----------------------------------------------------------------------------------------------------


def test_what_is_overdue_or_due_soon_is_listed_by_owner(root: Path) -> None:
    assert run(today="2026-07-01").stdout == "sales: 1 due\n  content/da/index.md: due 2026-07-31\n"
    assert run(today="2026-06-30").stdout == "nothing is to be reviewed\n"
    assert run(today="2026-07-31").stdout == "sales: 1 due\n  content/da/index.md: due 2026-07-31\n"
    assert run("--days", "400").stdout == (
        f"cx: 1 due\n  {JOURNEY}: due 2027-05-21\nsales: 1 overdue\n  content/da/index.md: overdue since 2026-07-31\n"
    )
    assert run("--days", "400", "--owner", "cx").stdout == f"cx: 1 due\n  {JOURNEY}: due 2027-05-21\n"


def test_an_unknown_owner_is_named(root: Path) -> None:
    done = run("--owner", "anna")
    assert done.exit_code == 2
    assert done.stderr.endswith("error: 'anna' is no owner in the settings\n  hint: use one of: cx, sales\n")


def test_items_of_a_list_may_have_dates_of_their_own(root: Path) -> None:
    edit(
        root, "content/da/touchpoints/all.md", "    title: Annonce\n", "    title: Annonce\n    review_by: 2026-08-09\n"
    )
    assert run("--owner", "cx").stdout == "cx: 1 due\n  content/da/touchpoints/all.md touchpoint 'ad': due 2026-08-09\n"


def test_retired_things_are_not_reviewed(root: Path) -> None:
    edit(root, "content/da/index.md", "owner: sales", "status: retired")
    assert run().stdout == "nothing is to be reviewed\n"


def test_the_list_as_markdown_and_as_data(root: Path) -> None:
    edit(root, "content/da/index.md", "title: Forside", 'title: "`@anna` #1"')
    assert run("--format", "markdown").stdout == (
        "**`sales`**: 1 overdue\n\n- [ ] `` `@anna` #1 `` in `content/da/index.md`: overdue since 2026-07-31\n"
    )
    assert run("--format", "markdown", today="2026-01-01").stdout == "Nothing is to be reviewed.\n"
    (told,) = json.loads(run("--format", "json").stdout)["reviews"]
    assert (told["state"], told["file"], told["review_by"]) == ("overdue", "content/da/index.md", "2026-07-31")


# --- Dates -----------------------------------------------------------------------------------------------------------


def test_a_review_moves_its_dates_and_nothing_else_in_the_file(root: Path) -> None:
    data = HOME.replace("\n", "\r\n").encode()
    (root / "content/da/index.md").write_bytes(b"\xef\xbb\xbf" + data)
    done = run("--done", "content/da/index.md", today="2026-08-31")
    assert (done.exit_code, done.stdout) == (0, "content/da/index.md\nreviews/index.txt\n1 file reviewed\n")
    expected = data.replace(b"2026-01-31", b"2026-08-31").replace(b"2026-07-31", b"2027-02-28")
    assert (root / "content/da/index.md").read_bytes() == b"\xef\xbb\xbf" + expected


def test_a_file_without_dates_gets_the_day_of_its_review_below_its_owner(root: Path) -> None:
    before = (root / "content/da/touchpoints/all.md").read_text(encoding="utf-8")
    assert run("--done", "content/da/touchpoints", "--review-by", "2027-08-01").exit_code == 0
    after = (root / "content/da/touchpoints/all.md").read_text(encoding="utf-8")
    assert after == before.replace("owner: cx\n", "owner: cx\nreviewed: 2026-08-01\nreview_by: 2027-08-01\n")
    assert run("--done", "content/da/personas/mette.md").exit_code == 0
    text = (root / "content/da/personas/mette.md").read_text(encoding="utf-8")
    assert text.endswith("frustrations: [Rod]\nreviewed: 2026-08-01\n---\n")


def test_nothing_is_written_when_nobody_can_say_when_the_next_review_is(root: Path) -> None:
    before = (root / JOURNEY).read_bytes()
    done = run("--done", JOURNEY, today="2027-06-01")
    assert done.exit_code == 1
    assert done.stderr.endswith(
        f"error: {JOURNEY}: nothing says when the next review is\n  hint: say when: --review-by 2028-06-01\n"
    )
    assert (root / JOURNEY).read_bytes() == before
    assert not (root / "reviews").exists()


def test_what_is_no_content_cannot_be_reviewed(root: Path) -> None:
    assert run("--done", "nowhere").stderr.endswith(
        "error: no content lies at nowhere\n  hint: name a file or a folder below content/\n"
    )
    assert run("--done").exit_code == 2
    assert run(JOURNEY).exit_code == 2
    (root / "content/da/x.md").write_text("x", encoding="utf-8")
    assert run("--done", JOURNEY).exit_code == 1
    assert not (root / "reviews").exists()


@pytest.mark.parametrize(
    ("reviewed", "by", "today", "expected"),
    [
        ("2026-01-31", "2026-07-31", "2026-08-31", "2027-02-28"),
        ("2026-11-21", "2027-05-21", "2027-05-20", "2027-11-20"),
        ("2026-01-01", "2026-01-11", "2026-03-05", "2026-03-15"),
        ("2026-02-01", "2026-01-01", "2026-03-05", None),
    ],
)
def test_the_next_review_is_as_far_off_as_the_last_one_was(
    reviewed: str, by: str, today: str, expected: str | None, tmp_path: Path
) -> None:
    page = loaded(projects.write(tmp_path, projects.base())).playbook.pages["index"]
    page = replace(page, reviewed=date.fromisoformat(reviewed), review_by=date.fromisoformat(by))
    found = next_review(page, date.fromisoformat(today))
    assert (found.isoformat() if found else None) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_last_one(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (
        later.day < day.day and (later.replace(day=28) + (date(2000, 1, 5) - date(2000, 1, 1))).month != later.month
    )


# --- What was reviewed -----------------------------------------------------------------------------------------------


def test_an_edit_after_the_review_shows(root: Path) -> None:
    assert loaded(root).playbook.unreviewed == {}
    assert run("--done", "content/sv").exit_code == 0
    assert (root / LEDGER).read_text(encoding="utf-8").count("2026-08-01") == 2
    assert loaded(root).playbook.unreviewed == {JOURNEY: frozenset()}
    edit(root, SWEDISH, "Köper appen", "Hämtar appen")
    assert loaded(root).playbook.unreviewed == {JOURNEY: frozenset({"sv"})}
    assert run().stdout.splitlines()[:2] == [
        "cx: 1 changed since the review",
        f"  {JOURNEY}: not reviewed since the last change (sv)",
    ]
    assert run("--done", SWEDISH).exit_code == 0
    edit(root, JOURNEY, "    emotion: 0", "    emotion: 1")
    assert loaded(root).playbook.unreviewed == {JOURNEY: frozenset({"da", "sv"})}


@pytest.mark.parametrize(
    ("old", "new", "matters"),
    [
        ("owner: cx\n", "owner: sales\n", False),
        ("review_by: 2027-05-21\n", "review_by: 2028-01-01\n", False),
        ("Et forsøg med købet alene.", "Et forsøg.", False),
        ("    emotion: 1\n", "    emotion:  1 # ja\n", False),
        ("Brødtekst.", "Brødtekst.  ", False),
        ("Brødtekst.", "Brødtekst!", True),
        ("segment: startup\n", "segment: startup\nevidence: assumed\n", False),
        ("segment: startup\n", "segment: startup\nevidence: observed\n", True),
        ("    touchpoint: ad\n", "    touchpoint: website\n", True),
        ("[Uklart budskab, For mange ord]", "[For mange ord, Uklart budskab]", True),
        ("personas: [mette]\n", "", True),
    ],
)
def test_what_a_review_is_about(old: str, new: str, matters: bool, tmp_path: Path) -> None:
    files = projects.base()
    before = loaded(projects.write(tmp_path / "a", files)).playbook.journeys["buy"]
    assert files[JOURNEY].count(old) == 1
    changed = projects.write(tmp_path / "b", files | {JOURNEY: files[JOURNEY].replace(old, new)})
    after = loaded(changed).playbook.journeys["buy"]
    assert (content_hash(before, "da") != content_hash(after, "da")) == matters
    assert content_hash(before, "sv") == content_hash(after, "sv")


def test_a_section_of_one_language_is_reviewed_with_that_language(tmp_path: Path) -> None:
    files = projects.base()
    before = loaded(projects.write(tmp_path / "a", files)).playbook.journeys["buy"]
    local = files[SWEDISH] + "\n## Bara här {#here .local}\n"
    after = loaded(projects.write(tmp_path / "b", files | {SWEDISH: local})).playbook.journeys["buy"]
    assert content_hash(before, "da") == content_hash(after, "da")
    assert content_hash(before, "sv") != content_hash(after, "sv")


def test_any_line_for_a_language_counts_so_that_git_can_merge_by_union(root: Path) -> None:
    run("--done", JOURNEY)
    text = (root / LEDGER).read_text(encoding="utf-8")
    (root / LEDGER).write_text("da  2026-01-01  000000000000\n" + text + text, encoding="utf-8")
    assert loaded(root).playbook.unreviewed == {JOURNEY: frozenset()}
    reviews, found = parse_reviews("da  2026-13-01  000000000000\n\nda 2026-01-01 0\n", file=LEDGER)
    assert (reviews, [each.location.line for each in found]) == ((), [1, 3])


# --- Pages -----------------------------------------------------------------------------------------------------------


def page(root: Path, folder: str) -> str:
    configuration, library, _ = open_project(root)
    assert configuration is not None
    assert library is not None
    edition = compile_edition(library.playbook, configuration.settings, folder)
    return next(each.markdown for each in edition.pages if each.path == "review/index.md")


def test_the_page_has_dates_and_leaves_it_to_the_reader_what_is_overdue(root: Path) -> None:
    text = page(root, "sv")
    assert text.index("## Kundteam {: #owner-cx }") < text.index("## Sälj {: #owner-sales }")
    overdue = 'data-overdue="granskning försenad"'
    assert f'<time datetime="2027-05-21" {overdue}>21 maj 2027</time>' in text
    assert '<a href="../journeys/buy/">Ett köp</a>' in text
    assert "Har inte granskats" not in text


def test_the_page_says_what_was_not_reviewed_since_it_changed(root: Path) -> None:
    run("--done", JOURNEY)
    edit(root, SWEDISH, "Köper appen", "Hämtar appen")
    assert "Har inte granskats sedan den senaste ändringen" in page(root, "sv")
    assert "Ikke gennemgået" not in page(root, "da")
    configuration, library, _ = open_project(root)
    assert configuration is not None
    assert library is not None
    journey, home = library.playbook.journeys["buy"], library.playbook.pages["index"]
    states = {
        folder: View(
            playbook=library.playbook, settings=configuration.settings, language=configuration.settings.language(folder)
        )
        for folder in ("da", "sv", "no")
    }
    assert {folder: view.review_state(journey) for folder, view in states.items()} == {
        "da": "reviewed", "sv": "changed", "no": "reviewed"
    }  # fmt: skip
    assert states["da"].review_state(home) == ""


def test_a_file_in_which_the_dates_cannot_stand_alone_is_left_as_it_is(root: Path) -> None:
    data = b"---\n{title: Forside}\n---\n"
    (root / "content/da/index.md").write_bytes(data)
    kind, held = next(pair for pair in loaded(root).entities if pair[1].id == "index")
    with pytest.raises(UnwritableError, match="the dates cannot be put there alone"):
        with_review(data, kind, held, today=date(2026, 8, 1), limits=Limits())
