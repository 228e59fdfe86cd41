"""``playbook translations``: status, todo, accept and new; and the old texts that git has."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import projects
from playbook.cli import main
from playbook.ledger import words_hash
from playbook.model import KIND_OF_FOLDER
from playbook.past_texts import PastTexts
from playbook.source import Limits
from playbook.todo_report import before_and_now
from playbook.word_marks import Piece, compared
from repositories import CONFIGURATION, commit, git, repository

SWEDISH = "content/sv/journeys/buy.md"
DANISH = "content/da/journeys/buy.md"
NORWEGIAN = "content/no/journeys/buy.md"
LEDGER = "translations/sv/journeys/buy.txt"
JOURNEY = KIND_OF_FOLDER["journeys"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose Swedish journey is in step with its original."""
    repository(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    run("accept", "--all")
    commit(tmp_path, "accepted")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["translations", *arguments])


def edit(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


# --- status -----------------------------------------------------------------------------------------------------------


def test_status_names_each_text_with_its_place(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(root, DANISH, "Køber appen", "Henter appen")
    (root / LEDGER).write_text((root / LEDGER).read_text() + "steps.gone.action  0123abcd\n", encoding="utf-8")
    monkeypatch.chdir(root / "content")
    lines = run("status", "--language", "sv", "--fields").output.splitlines()
    assert lines[0] == "sv: 18 % current (6 current, 1 stale, 25 missing, 1 orphan)"
    assert "  sv/journeys/buy.md:11:13: stale: steps.buys.action" in lines
    assert "  da/index.md:2:8: missing: title" in lines
    assert "  ../translations/sv/journeys/buy.txt:1:1: orphan: steps.gone.action" in lines
    assert len(lines) == 28


def test_status_as_data(root: Path) -> None:
    told = json.loads(run("status", "--format", "json", "--fields").output)
    assert [each["language"] for each in told["languages"]] == ["da", "sv", "no"]
    swedish = told["languages"][1]
    assert (swedish["total"], swedish["current"], swedish["percent"]) == (32, 7, 21)
    file = next(each for each in swedish["files"] if each["exists"])
    assert (file["file"], file["origin"], file["current"]) == (SWEDISH, DANISH, 7)
    title = {"key": "title", "state": "current", "file": SWEDISH, "line": 3, "column": 8}
    assert file["fields"][0] == title
    assert "fields" not in json.loads(run("status", "--format", "json").output)["languages"][1]["files"][0]


@pytest.mark.parametrize(("percent", "code"), [("21", 0), ("22", 1)])
def test_status_fails_under_a_share_in_one_line(root: Path, percent: str, code: int) -> None:
    done = run("status", "--language", "sv", "--fail-under", percent)
    assert done.exit_code == code
    assert done.stderr == f"error: less than {percent} % of the texts are current (sv: 21 %)\n" * code
    assert run("status", "--language", "da", "--fail-under", "100").exit_code == 0


# --- todo -------------------------------------------------------------------------------------------------------------


STALE = f"""\
{SWEDISH}:9:12: stale (original: {DANISH}:19:12): steps.sees-ad.pains
  da, before: - Uklart budskab
              - [-For-] mange ord
  da, now:    - Uklart budskab
              - {{+Alt for+}} mange ord
  sv:         - Oklart budskap
              - För många ord
{SWEDISH}:13:1: stale (original: {DANISH}:29:1): body
  da, before: Brødtekst.
  da, now:    {{+Et.+}}

              Brødtekst.
  sv:         Brödtext.
2 texts to translate: 2 stale, 0 missing
"""


def test_todo_shows_the_original_before_and_now_beside_the_translation(root: Path) -> None:
    edit(root, DANISH, "For mange ord]", "Alt for mange ord]")
    edit(root, DANISH, "Brødtekst.", "Et.\n\nBrødtekst.")
    assert run("todo", "--language", "sv", SWEDISH).output == STALE
    commit(root, "changed")
    assert run("todo", "--language", "sv", "content/da/journeys").output == STALE


def test_todo_finds_the_original_under_the_name_that_it_had(root: Path) -> None:
    edit(root, DANISH, "Køber appen", "Henter appen")
    for language, folder in (("da", "content"), ("sv", "content"), ("sv", "translations")):
        suffix = "txt" if folder == "translations" else "md"
        git(root, "mv", f"{folder}/{language}/journeys/buy.{suffix}", f"{folder}/{language}/journeys/get.{suffix}")
    commit(root, "renamed")
    edit(root, "content/da/journeys/get.md", "Henter appen", "Får appen")
    commit(root, "changed")
    assert "  da, before: [-Køber-] appen\n" in run("todo", "--language", "sv", "content/sv/journeys").output


def test_todo_names_what_is_missing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "content/da")
    assert run("todo", "--language", "sv", "models").output == (
        "models/simple.md:2:8: missing in sv: title\n"
        "  da, now:    To faser\n"
        "models/simple.md:5:12: missing in sv: entries.first.label\n"
        "  da, now:    Først\n"
        "models/simple.md:8:12: missing in sv: entries.then.label\n"
        "  da, now:    Så\n"
        "3 texts to translate: 0 stale, 3 missing\n"
    )
    assert run("todo", "--language", "no", "../no/models/simple.md").output.count("missing in no") == 3
    assert run("todo", "--language", "da").output == "nothing to translate\n"
    done = run("todo", "nowhere")
    assert (done.exit_code, done.output) == (1, "error: nothing to translate lies at nowhere\n")


def test_todo_says_when_the_former_original_is_not_known(root: Path) -> None:
    edit(root, DANISH, "Køber appen", "Henter appen")
    run("accept", SWEDISH)  # of a text that git never sees
    edit(root, DANISH, "Henter appen", "Får appen")
    edit(root, LEDGER, next(line for line in (root / LEDGER).read_text().splitlines() if "title" in line) + "\n", "")
    told = run("todo", "--language", "sv", SWEDISH).output
    assert "steps.buys.action\n  da, before: (not found in the git history that is here)\n  da, now:    Får" in told
    assert "title\n  da, before: (unknown: nothing notes which text was translated)\n" in told
    (root / ".git").rename(root / "git")
    assert "  da, before: (unknown: there is no git history here)\n" in run("todo", "--language", "sv", SWEDISH).output


def test_todo_as_markdown_keeps_texts_in_code(root: Path) -> None:
    edit(root, DANISH, "Brødtekst.", "Først.\n\n```\n@alle\n```\n\nBrødtekst.")
    told = run("todo", "--language", "sv", SWEDISH, "--format", "markdown").output
    assert told.startswith(
        f"## {SWEDISH}\n\nOriginal: {DANISH}\n\n### `body` (stale)\n\nda, before and now:\n\n````diff\n"
    )
    assert "+ Først.\n+ \n+ ```\n+ @alle\n+ ```\n+ \n````\n\nsv:\n\n```\nBrödtext.\n```\n" in told


def test_todo_as_data(root: Path) -> None:
    edit(root, DANISH, "For mange ord]", "Alt for mange ord]")
    assert json.loads(run("todo", "--language", "sv", SWEDISH, "--format", "json").output) == {
        "texts": [
            {
                "language": "sv",
                "file": SWEDISH,
                "key": "steps.sees-ad.pains",
                "state": "stale",
                "place": f"{SWEDISH}:9:12",
                "origin": {"language": "da", "place": f"{DANISH}:19:12"},
                "now": ["Uklart budskab", "Alt for mange ord"],
                "before": ["Uklart budskab", "For mange ord"],
                "former": "found",
                "translation": ["Oklart budskap", "För många ord"],
            }
        ]
    }


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Ser en annonce", "Ser to annoncer", "Ser [-en annonce-]{+to annoncer+}"),
        ("a b c", "a c", "a [-b-] c"),
        (("a", "b"), ("a", "b", "c"), "- a - b {+- c+}"),
        ("ens", "ens", "ens"),
        ("a\u202eb", "a", "a[-\\u202eb-]"),
    ],
)
def test_words_that_differ_are_marked(old: str | tuple[str, ...], new: str | tuple[str, ...], told: str) -> None:
    assert before_and_now(old, new) == told


@given(st.text(st.sampled_from("ab .,\n-")), st.text(st.sampled_from("ab .,\n-")))
def test_two_versions_of_a_text_are_whole_in_their_comparison(old: str, new: str) -> None:
    pieces = compared(old, new)
    assert "".join(text for what, text in pieces if what != "old") == new
    assert "".join(text for what, text in pieces if what != "new") == old


@pytest.mark.parametrize("end", [" ", "\n"])
def test_texts_too_long_to_be_compared_are_whole(end: str) -> None:
    old, new = f"a{end}" * 2000, f"a{end}b{end}" * 1000
    assert compared(old, new) == (Piece("old", old), Piece("new", new))


# --- The texts that git has -------------------------------------------------------------------------------------------


def test_the_history_has_every_version_latest_first(root: Path) -> None:
    for word in ("Henter", "Får"):
        edit(root, DANISH, "Køber appen" if word == "Henter" else "Henter appen", f"{word} appen")
        commit(root, word)
    with PastTexts(root, Limits()) as past:
        versions = [version["steps.buys.action"] for version in past.versions(DANISH, JOURNEY)]
        assert versions == ["Får appen", "Henter appen", "Køber appen"]
        wanted = {words_hash("Køber appen"), words_hash(("Uklart budskab", "For mange ord")), "00000000"}
        assert set(past.find(DANISH, JOURNEY, wanted).values()) == {"Køber appen", ("Uklart budskab", "For mange ord")}
        assert past.find("content/da/journeys/gone.md", JOURNEY, wanted) == {}


def test_the_history_of_a_playbook_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    root = projects.write(tmp_path / "docs" / "bok", projects.base() | {"mkdocs.yml": CONFIGURATION})
    commit(tmp_path, "first")
    edit(root, DANISH, "---\ntitle: Et køb", "--\nikke læselig")
    commit(tmp_path, "broken")
    with PastTexts(root, Limits()) as past:
        assert words_hash("Et køb") in past.find(DANISH, JOURNEY, [words_hash("Et køb")])
        assert len(list(past.versions(DANISH, JOURNEY))) == 2


def test_a_shallow_clone_has_what_it_has(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    edit(root, DANISH, "Køber appen", "Henter appen")
    commit(root, "changed")
    clone = tmp_path_factory.mktemp("clone")
    subprocess.run(["git", "clone", "--quiet", "--depth=1", root.as_uri(), clone], check=True)
    with PastTexts(clone, Limits()) as past:
        assert past.is_there
        assert past.find(DANISH, JOURNEY, [words_hash("Køber appen")]) == {}


# --- accept -----------------------------------------------------------------------------------------------------------


def stale(root: Path) -> list[str]:
    files = json.loads(run("status", "--language", "sv", "--format", "json", "--fields").output)["languages"][0][
        "files"
    ]
    return [each["key"] for file in files for each in file["fields"] if each["state"] == "stale"]


def test_single_texts_are_accepted_and_the_rest_of_the_ledger_stays(root: Path) -> None:
    edit(root, DANISH, "Køber appen", "Henter appen")
    edit(root, DANISH, "Et køb", "Køb")
    edit(root, DANISH, "Brødtekst.", "Tekst.")
    before = (root / LEDGER).read_text(encoding="utf-8").splitlines()
    assert run("accept", SWEDISH, "--field", "steps.buys", "--field", "body").output == "1 ledger written\n"
    assert stale(root) == ["title"]
    after = (root / LEDGER).read_text(encoding="utf-8").splitlines()
    assert [old.split()[0] for old, new in zip(before, after, strict=True) if old != new] == [
        "body",
        "steps.buys.action",
    ]
    assert run("accept", SWEDISH, "--field", "steps.buys").output == "0 ledgers written\n"
    done = run("accept", SWEDISH, "--field", "steps.buy.action")
    assert (done.exit_code, done.output) == (
        1,
        "error: there is no text 'steps.buy.action' there\n  hint: did you mean 'steps.buys.action'?\n",
    )


def test_a_typo_in_an_original_makes_no_work_for_translators(root: Path) -> None:
    projects.write(root, {NORWEGIAN: projects.base()[SWEDISH]})
    run("accept", NORWEGIAN)
    edit(root, DANISH, "Et køb", "Købet")
    commit(root, "meaning")
    edit(root, DANISH, "Købet", "Købet!")
    edit(root, DANISH, "Køber appen", "Køber  appen.")
    done = run("accept", DANISH, "--minor")
    left = "left: its original has changed more than once since; look at it, and name it with --field"
    assert done.output == (
        f"{SWEDISH}: title: {left}: [-Et køb-]{{+Købet!+}}\n"
        f"{SWEDISH}: steps.buys.action: accepted: Køber appen{{+.+}}\n"
        f"{NORWEGIAN}: title: {left}: [-Et køb-]{{+Købet!+}}\n"
        f"{NORWEGIAN}: steps.buys.action: accepted: Køber appen{{+.+}}\n"
        "2 ledgers written\n"
    )
    assert stale(root) == ["title"]
    assert "title: accepted: [-Et køb-]" in run("accept", DANISH, "--minor", "--field", "title").output
    assert stale(root) == []


def test_what_was_never_accepted_or_is_not_in_the_history_is_no_minor_change(root: Path) -> None:
    edit(root, DANISH, "Køber appen", "Henter appen")
    run("accept", SWEDISH)
    edit(root, DANISH, "Henter appen", "Henter appen.")
    edit(root, LEDGER, next(line for line in (root / LEDGER).read_text().splitlines() if "title" in line) + "\n", "")
    assert run("accept", "content/sv", "--minor").output == (
        f"{SWEDISH}: title: left: it has never been accepted\n{SWEDISH}: steps.buys.action: "
        "left: what it was translated from is not in git's history; name it with --field\n"
        "0 ledgers written\n"
    )
    (root / ".git").rename(root / "git")
    assert f"{SWEDISH}: steps.buys.action: accepted\n" in run("accept", "--all", "--minor").output


# --- new --------------------------------------------------------------------------------------------------------------


def test_a_translation_is_begun_and_checks_clean(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "content/da")
    before = CliRunner().invoke(main, ["check"]).output
    done = run("new", "journeys/buy.md", "--language", "no")
    assert (done.exit_code, done.output) == (0, "../no/journeys/buy.md: 7 texts to translate\n")
    assert (root / NORWEGIAN).read_text(encoding="utf-8").startswith("---\ntranslates: da\n## Oversettelse av")
    assert CliRunner().invoke(main, ["check"]).output == before


def test_a_translation_that_is_there_is_never_overwritten(root: Path) -> None:
    edit(root, SWEDISH, "title: Ett köp\n", "")
    edit(root, SWEDISH, "  - id: buys\n    action: Köper appen\n", "")
    before = (root / SWEDISH).read_bytes()
    done = run("new", DANISH, "--language", "sv")
    assert done.exit_code == 1
    assert done.output == (
        f"{DANISH}:2:8: missing in 'sv': title\n"
        f"{DANISH}:23:13: missing in 'sv': steps.buys.action\n"
        f"error: {SWEDISH} is there already\n  hint: to add notes for what is missing: --append\n"
    )
    assert (root / SWEDISH).read_bytes() == before
    assert run("new", SWEDISH, "--language", "sv", "--append").output == f"{SWEDISH}: 2 texts to translate\n"
    assert (root / SWEDISH).read_text(encoding="utf-8") == (
        before.decode()
        .replace("da\n", "da\n# title: Et køb\n", 1)
        .replace("ord]\n", "ord]\n  - id: buys\n    # action: Køber appen\n")
    )
    edit(root, SWEDISH, "# title: Et køb", "title: Ett köp")
    edit(root, SWEDISH, "# action: Køber", "action: Köper")
    assert run("new", DANISH, "--language", "sv", "--append").output == f"{SWEDISH}: no text is missing\n"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (DANISH, "no original to translate into 'da' lies at content/da/journeys/buy.md"),
        ("content/da/gone.md", "no original to translate into 'da' lies at content/da/gone.md"),
    ],
)
def test_only_originals_of_another_language_are_translated(root: Path, path: str, told: str) -> None:
    done = run("new", path, "--language", "da")
    assert done.exit_code == 1
    assert told in done.output
    assert run("new", path, "--language", "de").exit_code == 2


def test_a_translation_that_cannot_be_read_is_left_alone(root: Path) -> None:
    (root / SWEDISH).write_text("---\nfel", encoding="utf-8")
    done = run("new", DANISH, "--language", "sv")
    assert (done.exit_code, done.output) == (1, f"error: {SWEDISH} cannot be read\n  hint: see: playbook check\n")
