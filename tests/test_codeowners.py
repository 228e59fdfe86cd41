"""``playbook codeowners``: who is asked to review what, on GitHub and GitLab."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import projects
from playbook.cli import main
from playbook.codeowners import BEGIN, END, code_owners, put_into
from playbook.library import load
from repositories import CONFIGURATION, edit, git

TEAMS = CONFIGURATION.replace("format: 1", 'format: 1\n      teams: {cx: "@org/cx @anna"}')
LINES = f"{BEGIN}\n/content/*/journeys/buy.md @org/cx @anna\n/content/*/touchpoints/all.md @org/cx @anna\n{END}\n"
LEFT = "6 files without an owner\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    git(tmp_path, "init", "--quiet")
    monkeypatch.chdir(projects.write(tmp_path, projects.base() | {"mkdocs.yml": TEAMS}))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["codeowners", *arguments])


def test_each_file_has_the_teams_of_its_owner_in_every_language(root: Path) -> None:
    done = run()
    assert (done.exit_code, done.stdout, done.stderr) == (0, LINES, LEFT)
    assert not (root / "CODEOWNERS").exists()


def test_it_is_written_and_checked_to_be_current(root: Path) -> None:
    done = run("--check")
    assert (done.exit_code, done.stderr) == (
        1,
        f"{LEFT}error: CODEOWNERS is not current\n  hint: run: playbook codeowners --write\n",
    )
    assert run("--write").stdout == "CODEOWNERS is current\n"
    assert run("--check").exit_code == 0
    edit(root, "content/da/index.md", "title: Playbook for kunderejser", "title: Hjem\nowner: cx")
    assert run("--check").exit_code == 1
    assert run("--write").exit_code == 0
    assert "/content/*/index.md @org/cx @anna\n" in (root / "CODEOWNERS").read_text(encoding="utf-8")


def test_what_else_stands_in_the_file_stays(root: Path) -> None:
    path = root / ".github" / "CODEOWNERS"
    projects.write(root, {".github/CODEOWNERS": f"* @org/all\n{BEGIN}\nold\n{END}\n/plugins/ @org/dev\n"})
    assert run("--write").stdout == ".github/CODEOWNERS is current\n"
    assert path.read_text(encoding="utf-8") == f"* @org/all\n{LINES}/plugins/ @org/dev\n"
    assert not (root / "CODEOWNERS").exists()


def test_another_file_can_be_named_and_paths_lead_from_the_working_folder(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "content")
    assert run("--write", "--file", "../.gitlab/CODEOWNERS").stdout == "../.gitlab/CODEOWNERS is current\n"
    assert (root / ".gitlab/CODEOWNERS").read_text(encoding="utf-8") == LINES


def test_paths_are_those_of_the_repository_and_escaped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "--quiet")
    inner = projects.write(tmp_path / "our books" / "kunde[r]", projects.base() | {"mkdocs.yml": TEAMS})
    monkeypatch.chdir(inner)
    assert run("--write").stdout == "../../CODEOWNERS is current\n"
    text = (tmp_path / "CODEOWNERS").read_text(encoding="utf-8")
    assert "\n/our\\ books/kunde\\[r\\]/content/*/journeys/buy.md @org/cx @anna\n" in text


def test_outside_a_repository_the_project_is_the_top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(projects.write(tmp_path, projects.base() | {"mkdocs.yml": TEAMS}))
    assert run().stdout == LINES


def test_without_teams_or_with_broken_content_nothing_is_written(root: Path) -> None:
    (root / "content/da/x.md").write_text("x", encoding="utf-8")
    assert run("--write").exit_code == 1
    (root / "content/da/x.md").unlink()
    (root / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    done = run("--write")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (2, "error: the setting 'teams' names no team")
    assert not (root / "CODEOWNERS").exists()


def test_a_list_without_an_owner_has_those_of_its_items(tmp_path: Path) -> None:
    files = projects.base()
    text = files["content/da/touchpoints/all.md"].replace("owner: cx\n", "")
    files["content/da/touchpoints/all.md"] = text.replace("  - id: ad\n", "  - id: ad\n    owner: cx\n")
    library = load(projects.write(tmp_path, files), projects.SETTINGS)
    made = code_owners(library.entities, {"cx": "@a"})
    assert "/content/*/touchpoints/all.md @a\n" in made.text
    assert code_owners(library.entities, {}).without_team == {"": 6, "cx": 2}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "B\n"),
        ("* @x", "* @x\n\nB\n"),
        ("* @x\r\n", "* @x\r\n\r\nB\r\n"),
        (f"{BEGIN} or so\nx\n{END}", "B\n"),
        (f"a\n{BEGIN}\nx\n{END} of it\nb", "a\nB\nb"),
    ],
)
def test_the_lines_are_put_between_their_marks(before: str, after: str) -> None:
    assert put_into(before, "B\n") == after
