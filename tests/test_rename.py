"""Ids are changed in all languages and wherever they are named, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import projects
from mentioned import ABOUT, PROSE, begin, contents, files, problems, run, text
from playbook import changes
from playbook.content import ContentFile
from playbook.edits import apply
from playbook.mentions import Written, mentions
from playbook.model import KINDS
from playbook.published import Name
from playbook.source import Limits

NAMES = [("touchpoint", "ad"), ("journey", "buy"), ("page", "about"), ("term", "nps"), ("persona", "mette")]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    begin(tmp_path)
    assert problems() == []
    return tmp_path


def test_an_item_gets_another_id_wherever_it_is_named(root: Path) -> None:
    before = contents(root)
    done = run("rename", "touchpoint", "ad", "advert")
    assert done.output == "renamed: 13 places in 4 files changed, published.txt brought up to date\n"
    assert problems() == []
    prose = text(root, "content/sv/journeys/buy.md")
    assert prose.endswith(
        PROSE.replace("(touchpoint:ad", "(touchpoint:advert", 2)
        .replace("[3](../touchpoints/ad.md", "[3](../touchpoints/advert.md")
        .replace("[5](../touchpoints/ad.md", "[5](../touchpoints/advert.md")
        .replace("[r]: ../touchpoints/ad.md", "[r]: ../touchpoints/advert.md")
    )
    assert "    touchpoint: advert\n" in text(root, "content/da/journeys/buy.md")
    assert text(root, "content/sv/touchpoints/all.md") == files()["content/sv/touchpoints/all.md"].replace(
        "'ad'", "'advert'"
    )
    assert "touchpoint ad -> advert\ntouchpoint advert\n" in text(root, "published.txt")
    assert {file for file, data in contents(root).items() if data != before.get(file)} == {
        "content/da/journeys/buy.md",
        "content/da/touchpoints/all.md",
        "content/sv/journeys/buy.md",
        "content/sv/touchpoints/all.md",
        "published.txt",
        "translations/sv/journeys/buy.txt",
        "translations/sv/touchpoints/all.txt",
    }


def test_translations_do_not_become_stale_by_it(root: Path) -> None:
    run("rename", "touchpoint", "ad", "advert")
    assert problems() == []
    keys = [line.split()[0] for line in text(root, "translations/sv/touchpoints/all.txt").splitlines()]
    assert keys == sorted(keys)
    assert "touchpoints.advert.title" in keys
    assert "touchpoints.ad.title" not in keys


def test_a_file_moves_in_all_languages_with_its_ledger(root: Path) -> None:
    done = run("rename", "journey", "buy", "acquire")
    assert done.output.splitlines() == [
        "content/da/journeys/buy.md -> content/da/journeys/acquire.md",
        "content/sv/journeys/buy.md -> content/sv/journeys/acquire.md",
        "translations/sv/journeys/buy.txt -> translations/sv/journeys/acquire.txt",
        "renamed: 4 places in 2 files changed, 3 files moved, published.txt brought up to date",
    ]
    assert problems() == []
    assert text(root, "content/da/about.md").endswith(
        ABOUT.replace("buy.md", "acquire.md").replace("journey:buy", "journey:acquire")
    )


def test_a_page_that_goes_to_another_folder_takes_its_links_along(root: Path) -> None:
    (root / "content/da/guide").mkdir()
    done = run("rename", "page", "about", "guide/what/about-us")
    assert done.exit_code == 0, done.output
    assert problems() == []
    moved = text(root, "content/sv/guide/what/about-us.md")
    assert "[1](../../journeys/buy.md#step-buys), [2](../../index.md), [3](#se), [4](journey:buy)" in moved
    assert "![x](../../ad.png)" in moved
    journey = text(root, "content/da/journeys/buy.md")
    assert "[8](../guide/what/about-us.md) [9](<../guide/what/about-us.md>)" in journey
    assert "navigation: [home, journeys, guide/what/about-us]  # at the top\n" in text(root, "mkdocs.yml")
    assert "page about -> guide/what/about-us\n" in text(root, "published.txt")


def test_a_word_gets_another_anchor(root: Path) -> None:
    assert run("rename", "term", "nps", "promoter-score").exit_code == 0
    assert problems() == []
    assert text(root, "content/da/terms/words.md").endswith("[1](#promoter-score), [2](index.md#promoter-score).\n")
    assert "[6](../terms/index.md#promoter-score) [7](term:promoter-score)" in text(root, "content/da/journeys/buy.md")


@pytest.mark.parametrize(("kind", "old"), NAMES)
def test_there_and_back_again_gives_the_same_bytes(root: Path, kind: str, old: str) -> None:
    before = contents(root)
    assert run("rename", kind, old, "something-else").exit_code == 0
    assert contents(root) != before
    assert run("rename", kind, "something-else", old, "--unpublished").exit_code == 0
    assert contents(root) == before


def test_an_address_that_was_published_leads_back(root: Path) -> None:
    run("rename", "journey", "buy", "acquire")
    run("rename", "journey", "acquire", "purchase")
    run("rename", "journey", "purchase", "buy")
    lines = [line for line in text(root, "published.txt").splitlines() if line.startswith("journey")]
    assert lines == ["journey acquire -> buy", "journey buy", "journey purchase -> buy"]
    assert problems() == []


def test_a_dry_run_lists_the_places_and_changes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(root)
    monkeypatch.chdir(root / "content/sv")
    done = run("rename", "persona", "mette", "404", "--dry-run")
    assert done.output.splitlines() == [
        "../da/journeys/buy.md:5:12: mette -> '404'",
        "../da/personas/mette.md -> ../da/personas/404.md",
        "would be renamed: 1 place in 1 file changed, 1 file moved, published.txt brought up to date",
    ]
    assert contents(root) == before


REFUSED = {
    "an unknown id": (("touchpoint", "add", "x"), "there is no touchpoint 'add'\n  hint: did you mean 'ad'?\n"),
    "a taken id": (("touchpoint", "ad", "website"), "there is a touchpoint 'website' already\n  hint: choose another"),
    "no id": (("touchpoint", "ad", "Ad"), "'Ad' cannot be an id\n"),
    "the same id": (("touchpoint", "ad", "ad"), "'ad' is its id already\n"),
    "a stage": (("stage", "need", "use"), "the ids of the stages are fixed\n"),
    "the home page": (("page", "index", "home"), "the home page is always 'index'\n"),
    "the name of a list": (("touchpoint", "all", "x"), "there is no touchpoint 'all'\n"),
    "a page of the playbook": (("page", "about", "terms"), "nothing is written: it would bring"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused(root: Path, arguments: tuple[str, ...], message: str) -> None:
    before = contents(root)
    done = run("rename", *arguments)
    assert done.exit_code == 1
    assert f"error: {message}" in done.output
    assert contents(root) == before


def test_a_file_that_hides_what_it_names_is_mended_first(root: Path) -> None:
    broken = "---\ntitle: [x\n---\n[x](touchpoint:ad)\n"
    projects.write(root, {"content/da/broken.md": broken, "content/da/other.md": "---\ntitle: [x\n---\n"})
    done = run("rename", "touchpoint", "ad", "advert")
    assert done.exit_code == 1
    assert "'ad' may be named in what cannot be read: content/da/broken.md\n" in done.output
    projects.write(root, {"content/da/broken.md": "---\ntitle: x\n---\n"})
    assert run("rename", "touchpoint", "ad", "advert").exit_code == 0  # the other one cannot name it


def test_mistakes_that_were_there_do_not_stop_it(root: Path) -> None:
    projects.write(root, {"content/da/x.md": "---\ntitle: x\ntitle: y\n---\n[a](touchpoint:advert)\n"})
    before = problems()
    assert run("rename", "touchpoint", "website", "site").exit_code == 0
    assert problems() == before


ESCAPED = {"touchpoint: ad": 'touchpoint: "\\x61d"', "touchpoint: website": "touchpoint: >-\n      website"}


def test_an_id_is_found_however_yaml_writes_it(root: Path) -> None:
    journey = text(root, "content/da/journeys/buy.md")
    for plain, written in ESCAPED.items():
        journey = journey.replace(plain, written)
    projects.write(root, {"content/da/journeys/buy.md": journey.replace("\n", "\r\n")})
    run("rename", "touchpoint", "ad", "on")
    run("rename", "touchpoint", "website", "site")
    found = (root / "content/da/journeys/buy.md").read_bytes().decode()
    assert 'touchpoint: "on"\r\n' in found
    assert "touchpoint: >-\r\n      site\r\n" in found
    assert problems() == []


def test_an_interrupted_change_is_finished_by_the_next_command(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(path: Path, data: bytes) -> None:
        if path.suffix == ".md" and "content/sv" in path.as_posix():
            raise KeyboardInterrupt
        written(path, data)

    written = changes.write
    before = contents(root)
    monkeypatch.setattr(changes, "write", interrupted)
    assert run("rename", "journey", "buy", "acquire").exit_code == 130
    monkeypatch.setattr(changes, "write", written)
    assert contents(root) != before
    assert problems() != []
    done = run("rename", "journey", "buy", "acquire")
    assert done.exit_code == 0
    assert done.output == "finished what was interrupted: playbook rename journey buy acquire\n"
    assert problems() == []
    assert not (root / changes.PENDING).exists()


def test_a_command_with_other_options_is_another_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(changes, "_carry_out", interrupted)
        assert run("rename", "journey", "buy", "acquire").exit_code == 130
    done = run("rename", "journey", "buy", "acquire", "--unpublished")
    assert done.exit_code == 1
    assert done.output.startswith("finished what was interrupted: playbook rename journey buy acquire\n")
    assert "error: there is no journey 'buy'\n" in done.output


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_file_that_cannot_be_written_is_named_and_the_rest_waits(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        if path.name == "published.txt":
            raise OSError(28, "No space left on device", str(path))
        written(path, data)

    written = changes.write
    monkeypatch.setattr(changes, "write", full)
    done = run("rename", "journey", "buy", "acquire")
    assert done.exit_code == 3
    assert "published.txt cannot be written: No space left on device" in done.output
    monkeypatch.setattr(changes, "write", written)
    projects.write(root, {"content/da/journeys/acquire.md": "somebody else's"})
    done = run("rename", "touchpoint", "ad", "advert")
    assert done.exit_code == 1
    assert "somebody has written content/da/journeys/acquire.md since" in done.output


def test_the_modes_of_files_stay(root: Path) -> None:
    path = root / "content/da/journeys/buy.md"
    path.chmod(0o640)
    run("rename", "touchpoint", "ad", "advert")
    assert path.stat().st_mode & 0o777 == 0o640


def test_reviews_hold_still(root: Path) -> None:
    reviewed = run("review", "--done", "content/da/journeys/buy.md")
    assert reviewed.exit_code == 0, reviewed.output
    note = text(root, "reviews/journeys/buy.txt")
    run("rename", "touchpoint", "ad", "advert")
    run("rename", "journey", "buy", "acquire")
    moved = text(root, "reviews/journeys/acquire.txt")
    assert moved != note
    run("rename", "journey", "acquire", "buy", "--unpublished")
    run("rename", "touchpoint", "advert", "ad", "--unpublished")
    assert text(root, "reviews/journeys/buy.txt") == note


FIELDS = [
    "touchpoint: {}",
    "touchpoint: '{}'",
    'touchpoint: "{}"',
    "touchpoint:   {}   # ad",
    "touchpoint: >-\n      {}",
]
NAMING = [
    "[x](touchpoint:{}) ",
    "[](touchpoint:{}#used)\n",
    "![x](x.png) [y](../touchpoints/{}.md)\n",
    '[å](./../touchpoints/{}.md#used "ad") ',
    "\n\n[{r}]: touchpoint:{}\n\n[y][{r}]\n\n",
    "\n\n[{r}]: <../touchpoints/{}.md>\n\n[y][{r}]\n\n",
    "- [x](touchpoint:{}), [y](touchpoint:{})\n",
]
DECOYS = [
    "ad ",
    "æ ad.md ",
    "\n\n```\n[x](touchpoint:ad)\n```\n\n",
    "`touchpoint:ad` ",
    "[x](touchpoint:ad-2) ",
    "[ad](persona:ad) ",
    "[x](https://x.example/touchpoints/ad.md) ",
    "\n\n## Ad {#ad}\n\n",
    "[x](#ad) ",
    "(../touchpoints/ad.md) ",
]
NEW = ["b", "advert", "ad-ad", "x" * 64]


@st.composite
def journeys(draw: st.DrawFn) -> tuple[bytes, bytes, str]:
    """A journey as it is and as it should become, from pieces that name a touchpoint and others that seem to."""
    new = draw(st.sampled_from(NEW))
    field = draw(st.sampled_from(FIELDS))
    pieces = draw(st.lists(st.sampled_from([*NAMING, *DECOYS]), max_size=8))
    body = "".join(piece.replace("{r}", f"r{number}") for number, piece in enumerate(pieces))
    whole = f"---\ntitle: ad\nsteps:\n  - id: ad\n    {field}\n    pains: [ad]\npersonas: [ad]\n---\n{body}\n"
    end, mark = draw(st.sampled_from(["\n", "\r\n", "\r"])), draw(st.sampled_from(["", "\ufeff"]))
    before, after = (f"{mark}{whole.replace('{}', id_)}".replace("\n", end).encode() for id_ in ("ad", new))
    return before, after, new


def written(data: bytes) -> Written:
    kind = next(kind for kind in KINDS if kind.name == "journey")
    file = ContentFile(file="content/da/journeys/x.md", language="da", path="journeys/x.md", kind=kind, id="x")
    return Written(file, data, Limits())


@given(journeys())
@settings(max_examples=100, deadline=None)
def test_only_the_ids_change_and_change_back(journey: tuple[bytes, bytes, str]) -> None:
    before, after, new = journey
    found = [mention.edit for mention in mentions(written(before), Name("touchpoint", "ad"), new)]
    assert apply(before, found) == after
    back = [mention.edit for mention in mentions(written(after), Name("touchpoint", new), "ad")]
    assert apply(after, back) == before
