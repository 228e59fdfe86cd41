"""The command: what it prints, and its exit codes."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from click.testing import CliRunner, Result

import projects
from playbook import cli
from playbook.cli import main
from playbook.cli.commands import COMMANDS

CONFIGURATION = """\
site_name: x
plugins:
  - playbook:
      format: 1
      segments: {startup: {da: N, sv: N, no: N}}
      owners: {cx: {da: N, sv: N, no: N}}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    projects.write(tmp_path, projects.base() | {"mkdocs.yml": CONFIGURATION})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_check_is_silent_about_a_playbook_without_mistakes(root: Path) -> None:
    done = run("check")
    assert (done.exit_code, done.output) == (0, "no mistakes found\n")


def test_check_works_from_any_folder_of_the_playbook(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "content/da/journeys")
    assert run("check").exit_code == 0


def test_check_prints_every_mistake_and_counts_them(root: Path) -> None:
    projects.write(
        root,
        {"content/da/personas/mette.md": "---\ntitle: Mette\ntitle: M\nfictional: 1\n---\n", "content/da/x.md": "x"},
    )
    done = run("check")
    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert lines[0] == "content/da/personas/mette.md:1:1: error[missing-field]: 'frustrations' is missing"
    assert "content/da/x.md:1:1: error[missing-front-matter]" in done.output
    assert lines[-1] == "7 errors in 2 files"


def test_mistakes_in_the_configuration_are_2(root: Path) -> None:
    (root / "mkdocs.yml").write_text(CONFIGURATION.replace("format: 1", "format: 9"), encoding="utf-8")
    done = run("check")
    assert done.exit_code == 2
    assert done.output.startswith("mkdocs.yml:4:7: error[wrong-setting]")


def test_outside_a_playbook_it_says_where_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("check")
    assert done.exit_code == 2
    assert done.output == "error: there is no mkdocs.yml here or above\n  hint: go to the playbook's folder\n"


def test_compile_writes_the_tree(root: Path) -> None:
    done = run("compile", "--to", "tree")
    pages = len(list((root / "tree").rglob("*.md")))
    assert (done.exit_code, done.output) == (0, f"{pages} pages in tree\n")
    assert run("compile", "--to", "tree").exit_code == 0


def test_compile_leaves_a_folder_with_other_things_alone(root: Path) -> None:
    done = run("compile", "--to", "content")
    assert done.exit_code == 3
    assert "content is not empty" in done.output
    assert projects.base().keys() <= {path.relative_to(root).as_posix() for path in root.rglob("*.md")}


def test_compile_writes_nothing_while_there_are_mistakes(root: Path) -> None:
    (root / "content/da/x.md").write_text("x", encoding="utf-8")
    assert run("compile", "--to", "tree").exit_code == 1
    assert not (root / "tree").exists()


@pytest.mark.parametrize("command", ["build", "serve"])
def test_an_unknown_language_is_named(root: Path, command: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--language", "nb").exit_code == 2
    told = capfd.readouterr().err  # of the process that builds
    assert told == "error: 'nb' is not a language of this playbook\n  hint: use one of: da, sv, no\n"


def test_a_wrong_configuration_is_told_in_our_lines_before_mkdocs_reads_it(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    configuration = root / "mkdocs.yml"
    configuration.write_text(configuration.read_text(encoding="utf-8") + "theme: [\n", encoding="utf-8")
    assert run("build").exit_code == 2
    told = capfd.readouterr()
    assert told.out.startswith("mkdocs.yml:")
    assert "[invalid-configuration]" in told.out
    assert told.out.endswith("1 error in 1 file\n")
    assert not told.err


def test_translations_are_counted_and_accepted(root: Path) -> None:
    assert "sv: 0 % current (0 current, 7 stale," in run("translations", "status", "--language", "sv").output
    assert run("translations", "accept", "content/sv/journeys/buy.md").output == "1 ledger written\n"
    assert "(7 current, 0 stale," in run("translations", "status", "--language", "sv").output


def test_accept_wants_to_know_what(root: Path) -> None:
    assert run("translations", "accept").exit_code == 2
    done = run("translations", "accept", "content/da/journeys/buy.md")
    assert done.exit_code == 1
    assert "no translation lies at" in done.output


@pytest.mark.parametrize("path", ["../../sv/journeys/buy.md", "..", "."])
def test_accept_knows_a_file_however_the_way_to_it_is_written(
    path: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "content" / "sv" / "journeys")
    assert run("translations", "accept", path).output == "1 ledger written\n"


# --- Start-up ---


def test_the_commands_are_listed_as_they_are() -> None:
    for module in iter_modules([str(Path(cli.__file__).parent)]):
        import_module(f"playbook.cli.{module.name}")
    assert set(main.commands) == set(COMMANDS), "playbook/cli/commands.py lists every command"
    helps = {name: command.get_short_help_str(limit=1000) for name, command in main.commands.items()}
    assert helps == {name: listed.help for name, listed in COMMANDS.items()}


def test_each_command_is_made_by_the_module_that_is_listed() -> None:
    for name, listed in COMMANDS.items():
        code = f"import playbook.cli.{listed.module}, playbook.cli; print(*playbook.cli.main.commands)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert name in done.stdout.split()


def test_help_loads_nothing_that_reads_or_checks() -> None:
    code = "import sys; from playbook.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & {"yaml", "pydantic", "markdown", "babel", "jinja2", "playbook.model", "playbook.library"}


def test_no_cache_writes_none_and_says_the_same(root: Path) -> None:
    projects.write(root, {"content/da/x.md": "x"})
    without = run("check", "--no-cache")
    assert not (root / ".cache").exists()
    assert run("check").output == run("check").output == without.output
    assert (root / ".cache/playbook/content").is_dir()


@pytest.mark.parametrize("where", [".cache", ".cache/playbook", ".cache/playbook/change"])
def test_a_cache_that_leads_elsewhere_is_not_used(
    root: Path, where: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / where).parent.mkdir(parents=True, exist_ok=True)
    (root / where).symlink_to(outside)
    done = run("check", "--fix")
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr == f"error: {where} is a link, and could lead anywhere\n  hint: delete it\n"
    assert list(outside.iterdir()) == []
