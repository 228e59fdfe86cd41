"""``playbook diff`` in real repositories: which states it finds, and how it tells what has changed."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

import projects
from playbook.cli import main
from playbook.differences import Change, Difference, EntityChange
from playbook.sticky import LONGEST, MARKER, as_markdown
from playbook.windows import paired
from repositories import commit, edit, git, repository

JOURNEY = "content/da/journeys/buy.md"
SWEDISH = "content/sv/journeys/buy.md"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = repository(tmp_path / "project")
    monkeypatch.chdir(made)
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments])


def test_two_commits_are_compared_whatever_is_checked_out(root: Path) -> None:
    edit(root, JOURNEY, "    emotion: 0", "    emotion: -1")
    commit(root, "second")
    edit(root, JOURNEY, "    emotion: -1", "    emotion: 2")
    done = run("first", "second")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        f"1 journey changed\n\n{JOURNEY}: journey 'buy' changed: “Et køb”\n  step 'sees-ad', emotion: 0 → −1\n"
    )


def test_without_a_second_commit_the_files_as_they_are_count_new_ones_too(root: Path) -> None:
    projects.write(root, {"content/da/om.md": "---\ntitle: Om os\n---\n"})
    assert run("HEAD").stdout == "1 page added\n\ncontent/da/om.md: page 'om' added: “Om os”\n"
    assert run("HEAD", "HEAD").stdout == "nothing has changed\n"


def test_it_works_from_any_folder_and_paths_lead_from_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(root, JOURNEY, "Køber appen", "Henter appen")
    monkeypatch.chdir(root / "content" / "sv")
    assert "\n../da/journeys/buy.md: journey 'buy' changed" in run("HEAD").stdout


def test_a_playbook_may_lie_in_a_folder_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "--quiet")
    inner = projects.write(tmp_path / "håndbog [x]", projects.base())
    (inner / "mkdocs.yml").write_text("plugins: [{playbook: {format: 1}}]\n", encoding="utf-8")
    projects.write(tmp_path, {"content/da/x.md": "no part of the playbook"})
    commit(tmp_path, "first")
    (inner / "content/da/index.md").write_text("---\ntitle: Ny\n---\n", encoding="utf-8")
    monkeypatch.chdir(inner)
    assert run("first").stdout.splitlines()[0] == "1 page changed"


def test_translations_that_became_stale_and_those_that_are_in_step_again(root: Path) -> None:
    accept = ["translations", "accept", SWEDISH]
    assert CliRunner().invoke(main, accept).exit_code == 0
    commit(root, "accepted")
    edit(root, JOURNEY, "Køber appen", "Henter appen")
    commit(root, "stale")
    edit(root, SWEDISH, "Köper appen", "Hämtar appen")
    assert CliRunner().invoke(main, accept).exit_code == 0
    commit(root, "again")
    assert run("accepted", "stale").stdout == (
        f"1 journey changed; sv: 1 now stale\n\n{JOURNEY}: journey 'buy' changed: “Et køb”\n"
        "  step 'buys', action (da): “Køber appen” → “Henter appen”\n"
        "  sv: 1 text now stale: step 'buys', action\n"
    )
    assert run("stale", "again").stdout == (
        f"1 journey changed\n\n{JOURNEY}: journey 'buy' changed: “Et køb”\n"
        "  step 'buys', action (sv): “Köper appen” → “Hämtar appen”\n"
        "  sv: 1 text in step again: step 'buys', action\n"
    )


def test_the_commit_where_a_branch_began(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "work")
    edit(root, JOURNEY, "Køber appen", "Henter appen")
    commit(root, "mine")
    git(root, "switch", "--quiet", "main")
    projects.write(root, {"content/da/om.md": "---\ntitle: Om os\n---\n"})
    commit(root, "theirs")
    assert run("main", "work").stdout.startswith("1 journey changed; 1 page removed\n")
    assert run("main", "work", "--merge-base").stdout.startswith("1 journey changed\n")


def test_a_shallow_clone_is_enough_when_both_commits_are_there(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root, JOURNEY, "Køber appen", "Henter appen")
    commit(root, "second")
    edit(root, JOURNEY, "Henter appen", "Finder appen")
    commit(root, "third")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), str(clone))
    monkeypatch.chdir(clone)
    done = run("second")
    assert done.exit_code == 3
    assert done.stderr == (
        "error: there is no commit 'second' here\n"
        "  hint: this clone is shallow; fetch what is missing: git fetch --depth=1 origin second\n"
    )
    git(clone, "fetch", "--quiet", "--depth=1", "origin", "tag", "first")
    assert "“Køber appen” → “Finder appen”" in run("first", "third").stdout
    done = run("first", "--merge-base")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (
        3,
        "error: no commit is known where 'first' and 'HEAD' part",
    )


def test_what_git_cannot_do_is_one_line(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run("nowhere")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (3, "error: there is no commit 'nowhere' here")
    outside = projects.write(tmp_path / "outside", {"mkdocs.yml": (root / "mkdocs.yml").read_text(encoding="utf-8")})
    monkeypatch.chdir(outside)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    done = run("HEAD")
    assert done.exit_code == 3
    assert done.stderr.startswith("error: not a git repository")
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("HEAD")
    assert (done.exit_code, done.stderr) == (
        3,
        "error: git cannot be started: No such file or directory\n  hint: install git\n",
    )


def test_settings_of_a_commit_that_cannot_be_read_are_those_of_today(root: Path) -> None:
    today = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text("plugins: [\n", encoding="utf-8")
    commit(root, "broken")
    (root / "mkdocs.yml").write_text(today.replace("format: 1", "format: 1\n      noindex: true"), encoding="utf-8")
    assert run("first").stdout == "settings\nsettings changed: 'noindex'\n"
    lines = run("broken").stdout.splitlines()
    assert lines[0] == "1 file not readable"
    assert "mkdocs.yml:2:1: error[invalid-configuration]" in lines[1]


def test_links_and_names_of_a_commit_stay_in_their_folder(root: Path, tmp_path: Path) -> None:
    (root / "content/da/link.md").symlink_to(tmp_path / "secret.md")
    (root / "content/da/..\\x.md").write_text("x", encoding="utf-8")
    commit(root, "odd")
    assert run("first", "odd").stdout == "nothing has changed\n"


# --- Formats ---------------------------------------------------------------------------------------------------------


def test_json_holds_texts_in_full_and_ids(root: Path) -> None:
    long = "Køber " + "meget " * 200 + "appen"
    edit(root, JOURNEY, "Køber appen", long)
    told = json.loads(run("HEAD", "--format", "json").stdout)
    assert told["format"] == 1
    assert told["new"] == "the working tree"
    (entity,) = told["entities"]
    assert (entity["kind"], entity["id"], entity["titles"]["sv"]) == ("journey", "buy", "Ett köp")
    change = {"what": "reworded", "trail": ["steps", "buys", "action"], "language": "da", "old": "Køber appen"}
    assert entity["changes"] == [change | {"new": long}]


HOSTILE = (
    "@team, #1 og org/repo#2, GH-3, !4 <img src=x onerror=alert(1)> `code` ``` [x](javascript:1) https://x.example/1 "
    "a\u202eb **fed** </code></summary></details> <!-- $`x`$"
)


def changed_to(text: str, *, number: int = 1) -> Difference:
    changes = (
        Change(what="reworded", trail=("title",), language="da", old="Et køb", new=text),
        Change(what="changed", trail=("steps", "x", "touchpoint"), old="ad", new=text),
        Change(what="removed", trail=("body", "#12"), old=text),
        Change(what="added", trail=("steps", "x", "next", f"a' {text} 'b")),
        Change(what="renamed", trail=("steps", "x"), old=f"a' {text} 'b", new="x"),
        Change(what="missing", trail=("steps", f"a' {text} 'b", "action"), language="sv"),
    )
    entities = tuple(
        EntityChange(
            what="changed", kind="journey", id=f"j-{each}", titles={"da": text}, origin="da", file=f"x/{each}.md",
            changes=changes,
        )
        for each in range(number)
    )  # fmt: skip
    return Difference(old="a", new="b", entities=entities)


def test_texts_are_paired_with_what_became_of_them_unless_they_are_too_many() -> None:
    old, new = [f"Ring til {number}" for number in range(201)], [f"Ringer til {number}" for number in range(201)]
    assert paired(old[:2], new[:2]) == ([("Ring til 0", "Ringer til 0"), ("Ring til 1", "Ringer til 1")], [], [])
    assert paired(old, new) == ([], old, new)


def test_nothing_that_content_says_means_anything_in_a_comment() -> None:
    text = as_markdown(changed_to(HOSTILE), command="playbook diff a b")
    assert text.startswith(f"{MARKER}\n\n**Playbook**: 1 journey changed; sv: 1 to translate\n\n<details><summary>")
    shown = MarkdownIt("commonmark").render(text)
    outside = re.sub(r"<code>.*?</code>", "", shown, flags=re.DOTALL)
    tags = {tag.lower() for tag in re.findall(r"</?([a-zA-Z]+)", outside)}
    assert tags <= {"p", "strong", "details", "summary", "ul", "li"}
    assert not re.search(r"[@#!`$\[\]]|https?:|GH-|\u202e", outside.replace(MARKER, ""))
    assert "@team, #1 og org/repo#2" in html.unescape(shown)
    assert "\\u202e" in text


def test_a_comment_stays_under_the_limit_and_says_what_is_left_out() -> None:
    text = as_markdown(changed_to(HOSTILE * 20, number=400), command="playbook diff a b")
    assert len(text) <= LONGEST < 65_536
    shown = text.count("<details>")
    assert 30 < shown < 400
    assert text.count("</details>\n") == shown
    assert text.endswith(f"\n{400 - shown} more have no room here. All of it: `playbook diff a b`\n")


def test_the_comment_of_the_command_names_the_command(root: Path) -> None:
    assert run("HEAD", "--format", "markdown").stdout == f"{MARKER}\n\n**Playbook**: nothing has changed\n"
    edit(root, JOURNEY, "    emotion: 0", "    emotion: -1")
    done = run("first", "--format", "markdown")
    assert done.stdout == (
        f"{MARKER}\n\n**Playbook**: 1 journey changed\n\n"
        "<details><summary>journey <code>buy</code> changed: <code>Et køb</code> (1)</summary>\n\n"
        f"- `{JOURNEY}`\n- step `sees-ad`, emotion: 0 → −1\n\n</details>\n"
    )
