"""The pages about the commands: their options are those that there are, and their examples do what they show."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import projects
from playbook.cli import main
from workflows import CONFIGURATION, git, programs

PAGES = Path(__file__).parent.parent / "docs" / "commands"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| ((?:`-[^|]+))\|", re.MULTILINE)
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
_MARK = "\x1e"
SURROUNDINGS = {
    **{f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    "COLUMNS": "80",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "LC_ALL": "C.UTF-8",
}
OF_THIS_PROCESS = ("GITHUB_", "CI_", "SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR", "PLAYBOOK_")


def blocks() -> Iterator[object]:
    for page in sorted(PAGES.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        for match in _BLOCK.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield pytest.param(match[1], id=f"{page.name}:{line}")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The playbook of the pages, and the programs that they run."""
    folder = tmp_path_factory.mktemp("shown")
    project = folder / "project"
    projects.write(
        project, projects.base() | {"mkdocs.yml": CONFIGURATION, ".gitignore": "/.cache/\n/site/\n/.site.*\n"}
    )
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message=Base")
    return project, programs(folder / "bin")


def parsed(block: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what is shown below it; a line that ends with a backslash goes on."""
    told: list[tuple[str, str]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            told.append((line[2:], ""))
        elif not told[-1][1] and told[-1][0].endswith("\\"):
            told[-1] = (f"{told[-1][0]}\n{line.removeprefix('> ')}", "")
        else:
            told[-1] = (told[-1][0], f"{told[-1][1]}{line}\n")
    return told


def pattern(expected: str) -> re.Pattern[str]:
    """What a shown output stands for: ``…`` is any lines where it stands alone, else any characters."""
    lines = (
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line).replace("…", ".*") + r"[ \t]*\n"
        for line in expected.splitlines()
    )
    return re.compile("".join(lines))


@pytest.mark.parametrize("block", list(blocks()))
def test_an_example_does_what_it_shows(block: str, shown: tuple[Path, Path], tmp_path: Path) -> None:
    project, bin_ = shown
    subprocess.run(["cp", "-R", str(project), str(tmp_path / "project")], check=True)
    steps = parsed(block)
    marked = "".join(f"{command}\nmark\n" for command, _ in steps)
    # What a command leaves as its exit code is there for the next one, `echo $?`.
    script = f"mark() {{ local code=$?; printf '{_MARK}%s{_MARK}' $code; return $code; }}\n{marked}"
    found = {name: value for name, value in os.environ.items() if not name.startswith(OF_THIS_PROCESS)}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-c", script],
        cwd=tmp_path / "project",
        env=found | SURROUNDINGS | {"HOME": str(tmp_path), "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    parts = done.stdout.split(_MARK)
    outputs, codes = parts[:-1:2], [int(code) for code in parts[1::2]]
    assert len(outputs) == len(steps), done.stdout
    for at, ((command, expected), output, code) in enumerate(zip(steps, outputs, codes, strict=True)):
        assert pattern(expected).fullmatch(output), f"$ {command}\n{output}--- is shown as\n{expected}"
        says_its_code = at + 1 < len(steps) and steps[at + 1][0] == "echo $?"
        if command.startswith("playbook") and not says_its_code:
            assert code == 0, f"$ {command}\nends with {code}, and the page does not say so (`$ echo $?`)"


# --- Pages and options ------------------------------------------------------------------------------------------------


def options_of(command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from options_of(found)
    for option in command.params:
        if isinstance(option, click.Option):
            yield max(option.opts, key=len)


FROM_THE_MODEL = {"new"}
"""Commands whose options are the fields of the model: their pages name some of them."""


NAMES = main.list_commands(click.Context(main))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_names_the_options_that_there_are(name: str) -> None:
    page = PAGES / f"{name}.md"
    assert page.is_file(), f"write docs/commands/{name}.md"
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# playbook {name}\n")
    assert f"$ playbook {name}" in text, "it has no example"
    named = {_OPTION.search(row)[0] for row in _ROW.findall(text)}  # type: ignore[index]
    command = main.get_command(click.Context(main), name)
    assert command is not None
    options = set(options_of(command))
    assert named <= options, f"there is no {', '.join(sorted(named - options))}"
    if name not in FROM_THE_MODEL:
        assert options <= named, f"no row names {', '.join(sorted(options - named))}"


def test_every_page_is_that_of_a_command() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} - {"README"} <= set(NAMES)
