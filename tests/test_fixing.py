"""`playbook check --fix` mends files, and `--changed-since` keeps to those that have changed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import projects
import test_cli
from playbook import changes
from playbook.cli import main
from projects import replaced

JOURNEY = "content/da/journeys/buy.md"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    projects.write(tmp_path, projects.base() | {"mkdocs.yml": test_cli.CONFIGURATION})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def test_fix_says_what_it_mends_and_reports_the_rest(root: Path) -> None:
    replaced(root, ("touchpoint: website", "touchpoint: webiste"), ("personas: [mette]", "personas: [nobody]"))
    done = run("--fix", "--messages", "sv")
    assert done.exit_code == 1
    assert f"{JOURNEY}:24:17: 'webiste' är nu 'website'\n" in done.stderr
    assert done.stdout.startswith(f"{JOURNEY}:5:12: fel[unknown-persona]: det finns ingen persona 'nobody'\n")
    assert b"touchpoint: website" in (root / JOURNEY).read_bytes()
    again = run("--fix")
    assert "website" not in again.stderr
    assert not [*root.rglob("*.part")]


def test_what_was_interrupted_is_finished_first(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = replaced(root, ("touchpoint: website", "touchpoint: webiste"))
    with monkeypatch.context() as patched:
        patched.setattr(changes, "_carry_out", interrupted)
        assert run("--fix").exit_code == 130
    assert (root / JOURNEY).read_bytes() == before
    done = run("--fix")
    assert (done.exit_code, done.stdout) == (0, "no mistakes found\n")
    assert done.stderr.startswith("finished what was interrupted: playbook check --fix\n")


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("forged", ["list", "data", "seal"])
def test_what_somebody_else_has_put_there_is_not_carried_out(
    forged: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced(root, ("touchpoint: website", "touchpoint: webiste"))
    with monkeypatch.context() as patched:
        patched.setattr(changes, "_carry_out", interrupted)
        run("--fix")
    listed, data = (root / changes.PENDING / name for name in ("list.json", "0"))
    sealed = listed.read_bytes()
    if forged == "list":
        listed.write_bytes(sealed.replace(JOURNEY.encode(), b"../outside"))
    elif forged == "data":
        data.write_bytes(b"x")
    else:
        listed.write_bytes(sealed[32:])
    done = run("--fix")
    assert "finished" not in done.stderr
    assert f"{JOURNEY}:24:17: 'webiste' is 'website' now\n" in done.stderr
    assert not (root.parent / "outside").exists()


def test_the_limits_of_the_settings_hold_for_what_writes_too(root: Path) -> None:
    large = projects.base()["content/da/touchpoints/all.md"].replace("---\n", f"---\n# {'x' * 40_000}\n", 1)
    limited = test_cli.CONFIGURATION.replace("format: 1\n", "format: 1\n      limits: {front_matter_bytes: 90000}\n")
    projects.write(root, {"content/da/touchpoints/all.md": large + "Tekst. \n", "mkdocs.yml": limited})
    answers = "--title Messe --channel web --medium offline --ownership owned --stages use --importance 3 --language da"
    done = CliRunner().invoke(main, ["new", "touchpoint", *answers.split()])
    assert done.exit_code == 0, done.output
    assert run("--fix").exit_code == 0
    assert (root / "content/da/touchpoints/all.md").read_text(encoding="utf-8").endswith("Tekst.\n")


def test_diff_shows_what_would_be_done(root: Path) -> None:
    before = replaced(root, ("touchpoint: website", "touchpoint: webiste"))
    done = run("--fix", "--diff")
    assert done.exit_code == 1
    assert f"--- a/{JOURNEY}\n+++ b/{JOURNEY}\n" in done.stdout
    assert "-    touchpoint: webiste\n+    touchpoint: website\n" in done.stdout
    assert (root / JOURNEY).read_bytes() == before
    subprocess.run(["git", "apply"], cwd=root, input=done.stdout.encode(), check=True)
    assert (root / JOURNEY).read_text(encoding="utf-8") == projects.base()[JOURNEY]
    assert run("--fix", "--diff").stdout == ""
    assert run("--diff").exit_code == 2


def git(root: Path, *arguments: str) -> None:
    who = {f"GIT_{role}_{what}": "x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, env=os.environ | who)


@pytest.fixture
def repository(root: Path) -> Path:
    """With a mistake and a slip in files that nobody has touched since."""
    replaced(root, ("title: Mette", "title: Mette\nnonsense: 1\ntitlee: x"), file="content/da/personas/mette.md")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=x")
    git(root, "checkout", "--quiet", "-b", "branch")
    return root


def test_only_what_has_changed_and_what_that_breaks_is_reported(repository: Path) -> None:
    assert run().exit_code == 1
    done = run("--changed-since", "main")
    assert (done.exit_code, done.stdout) == (0, "no mistakes found\n")
    touchpoints = "content/da/touchpoints/all.md"
    replaced(repository, ("id: website", "id: shop"), file=touchpoints)
    git(repository, "commit", "--quiet", "--all", "--message=y")
    done = run("--changed-since", "main")
    codes = {line.split("[")[1].split("]")[0] for line in done.stdout.splitlines() if "[" in line}
    assert done.exit_code == 1
    assert f"{JOURNEY}:24:17: error[unknown-touchpoint]: no touchpoint 'website'\n" in done.stdout
    assert "unknown-field" not in codes


def test_files_that_are_not_committed_have_changed_too(repository: Path) -> None:
    (repository / "content/da/new.md").write_text("x", encoding="utf-8")
    done = run("--changed-since", "HEAD")
    assert done.stdout.startswith("content/da/new.md:1:1: error[missing-front-matter]: ")
    assert done.stdout.endswith("\n1 error in 1 file\n")


def test_a_mistake_in_a_changed_file_is_reported_however_old_it_is(repository: Path) -> None:
    replaced(repository, ("nonsense: 1", "nonsense: 1 "), file="content/da/personas/mette.md")
    assert "'nonsense' is not a field here" in run("--changed-since", "main").stdout


def test_fixes_keep_to_the_changed_files_too(repository: Path) -> None:
    replaced(repository, ("touchpoint: website", "touchpoint: webiste"))
    run("--fix", "--changed-since", "main")
    assert b"titlee" in (repository / "content/da/personas/mette.md").read_bytes()
    assert b"touchpoint: website" in (repository / JOURNEY).read_bytes()


def test_without_the_commit_or_git_it_is_said(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run("--changed-since", "nowhere")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "error: there is no commit 'nowhere' here\n" in done.stderr
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    done = run("--changed-since", "main")
    assert (done.exit_code, "git cannot be started" in done.stderr) == (3, True)
    monkeypatch.undo()
    monkeypatch.chdir(repository)
    (repository / ".git").rename(repository / "elsewhere")
    done = run("--changed-since", "main")
    assert (done.exit_code, "not a git repository" in done.stderr) == (3, True)
