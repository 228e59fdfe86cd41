"""What holds for every command, and so for a new one too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import projects
from playbook.cli import main
from workflows import CONFIGURATION, git

ARGUMENTS = {
    "build": ("--site-dir", "{out}"),
    "compile": ("--to", "{out}"),
    "diff": ("HEAD",),
    "join": ("{root}/part",),
    "new persona": ("--language", "da", "--title", "Ane", "--fictional"),
    "release": ("v1",),
    "remove": ("journey", "buy"),
    "rename": ("journey", "buy", "sale", "--dry-run"),
    "translations accept": ("--all",),
    "translations export": ("--language", "sv", "--to", "{out}.po"),
    "translations import": ("{root}/x.po",),
    "translations new": ("{root}/content/da/index.md", "--language", "sv"),
    "translations todo": ("--language", "sv"),
}
"""What a command is run with, when it wants something; {out} is a new folder."""


def commands(group: click.Group = main, before: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))
        else:
            yield " ".join((*before, name)), command


COMMANDS = dict(commands())
each_command = pytest.mark.parametrize("name", list(COMMANDS))
each_that_ends = pytest.mark.parametrize(
    "name", [name for name in COMMANDS if name != "serve" and (name in ARGUMENTS or not name.startswith("new "))]
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("original")
    projects.write(root, projects.base() | {"mkdocs.yml": CONFIGURATION})
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Base")
    return root


@pytest.fixture
def root(tmp_path: Path, original: Path) -> Path:
    return shutil.copytree(original, tmp_path / "project")


def line(name: str, root: Path) -> list[str]:
    out = root.parent / "out"
    given = ARGUMENTS.get(name) or tuple(filling(COMMANDS[name]))
    return [*name.split(), *(each.format(root=root, out=out) for each in given)]


def filling(command: click.Command) -> Iterator[str]:
    """Something for all that a command must be told."""
    for wanted in command.params:
        if wanted.required:
            yield from wanted.opts[:1] if isinstance(wanted, click.Option) else ()
            yield wanted.type.choices[0] if isinstance(wanted.type, click.Choice) else "x"


def run(name: str, folder: Path, root: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """A command as a program, whose output goes into a pipe."""
    command = [sys.executable, "-m", "playbook", *line(name, root)]
    surroundings = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "FORCE_COLOR"}}
    return subprocess.run(
        command, cwd=folder, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


@each_command
def test_help_has_an_example(name: str) -> None:
    done = CliRunner().invoke(main, [*name.split(), "--help"])
    assert done.exit_code == 0
    examples = [each for each in done.output.splitlines() if each.strip().startswith(f"playbook {name}")]
    assert examples, f"'playbook {name} --help' shows no example"


@each_command
def test_help_says_what_every_option_does(name: str) -> None:
    options = [each for each in COMMANDS[name].params if isinstance(each, click.Option)]
    assert all(each.help for each in options)


@each_command
def test_outside_a_playbook_one_line_says_so(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.po").touch()
    done = CliRunner().invoke(main, line(name, tmp_path))
    assert done.exit_code == 2, done.output
    assert done.output == "error: there is no mkdocs.yml here or above\n  hint: go to the playbook's folder\n"


@each_command
def test_an_interrupt_is_130(name: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(folder: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.chdir(root)
    monkeypatch.setattr("playbook.cli.console.find_root", interrupted)
    done = CliRunner().invoke(main, line(name, root))
    assert (done.exit_code, done.output) == (130, "interrupted\n")


@each_that_ends
def test_any_folder_of_the_playbook_will_do(name: str, root: Path, original: Path, tmp_path: Path) -> None:
    other = shutil.copytree(original, tmp_path / "other" / "project")
    above, below = run(name, root, root), run(name, other / "content" / "da" / "journeys", other)
    assert above.returncode == below.returncode, below.stderr
    assert "there is no mkdocs.yml" not in below.stderr
    assert files(tmp_path / "project") == files(other)
    for done in (above, below):
        assert "\x1b" not in done.stdout + done.stderr, "no colour into a pipe"
        assert "Traceback" not in done.stderr


def files(folder: Path) -> dict[str, bytes]:
    """What is in a project, without caches and git's own."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {each.as_posix(): (folder / each).read_bytes() for each in found if each.parts[0] not in {".git", ".cache"}}


def unread(name: str, root: Path) -> subprocess.CompletedProcess[str]:
    """A command as a program, whose output nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "playbook", *line(name, root)]
    try:
        return subprocess.run(
            command,
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)


@each_that_ends
def test_a_reader_that_has_had_enough_is_no_mistake(name: str, root: Path) -> None:
    done = unread(name, root)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_a_reader_that_is_gone_has_a_code_of_its_own(root: Path) -> None:
    done = unread("check", root)
    assert (done.returncode, done.stderr) == (141, "")


def test_what_the_machine_refuses_is_said_in_a_line(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(folder: Path) -> Path:
        raise OSError(28, "No space left on device", "x.md")

    monkeypatch.setattr("playbook.cli.console.find_root", refused)
    done = CliRunner().invoke(main, ["check"])
    assert (done.exit_code, done.output) == (3, "error: x.md: No space left on device\n")


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (KeyboardInterrupt, 130, "interrupted\n"),
        (
            EOFError,
            2,
            "error: a question has found no answer\n  hint: give the answers as options; see --help\n",
        ),
    ],
)
def test_a_question_without_an_answer(
    raised: type[BaseException], code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asking(folder: Path) -> Path:
        try:
            raise raised
        except raised:
            raise click.Abort from None  # as click's questions do

    monkeypatch.setattr("playbook.cli.console.find_root", asking)
    done = CliRunner().invoke(main, ["check"])
    assert (done.exit_code, done.output) == (code, said)


def test_a_terminal_with_no_color_gets_none(root: Path) -> None:
    import pty

    master, slave = pty.openpty()
    command = [sys.executable, "-m", "playbook", "check"]
    done = subprocess.Popen(command, cwd=root, env=os.environ | {"NO_COLOR": "1"}, stdout=slave, stderr=slave)
    os.close(slave)
    said = b""
    try:
        while part := os.read(master, 4096):
            said += part
    except OSError:
        pass  # the other end is closed
    finally:
        os.close(master)
    assert done.wait() == 0
    assert b"no mistakes" in said
    assert b"\x1b" not in said
