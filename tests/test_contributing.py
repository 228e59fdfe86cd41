"""The pages that tell editors how to contribute, tried step by step on a copy of the repository.

What they quote is what the check says, but for the numbers of lines and characters, which move with the content.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from playbook.root import MADE_OF
from workflows import git

PROJECT = Path(__file__).parent.parent
LANGUAGES = {"da": "da", "sv": "sv", "no": "nb"}
ORIGINALS = {"da": "startup-app", "sv": "phone-purchase", "no": "online-shop-redesign"}
"""A journey that was first written in the language."""
FILE = "content/{}/journeys/startup-app.md"
NEW = "content/{}/journeys/bicycle-purchase.md"
_FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(r"(?<=\.md):[0-9]+:[0-9]+:")

each_language = pytest.mark.parametrize("folder", list(LANGUAGES))


def page(folder: str) -> str:
    return (PROJECT / f"content/{folder}/contribute.md").read_text(encoding="utf-8")


def fences(folder: str, kind: str) -> list[str]:
    return [found["text"] for found in _FENCE.finditer(page(folder)) if found["kind"] == kind]


def written(folder: str, start: str) -> str:
    """The line that a page tells to write, from the beginning of the code that it stands in."""
    found = re.search(rf"`({re.escape(start)}[^`]*)`", page(folder))
    assert found
    return found[1]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "playbook"
    folder.mkdir()
    for name in MADE_OF:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, folder / name)
        elif (PROJECT / name).is_file():
            shutil.copyfile(PROJECT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Base")
    monkeypatch.chdir(folder)
    return folder


def run(command: str, *others: str) -> Result:
    name, *arguments = command.split()
    assert name == "playbook"
    return CliRunner().invoke(main, [*arguments, *others])


def change(file: str, edit: Callable[[str], str]) -> None:
    path = Path(file)
    before = path.read_text(encoding="utf-8")
    after = edit(before)
    assert after != before
    path.write_text(after, encoding="utf-8")


def action(line: str) -> Callable[[str], str]:
    """Puts another line in place of the action of the step that the pages show."""
    return lambda text: re.sub(
        r"(- id: visits-website\n(?:    .*\n)*?    )action: .*", lambda m: m[1] + line, text, count=1
    )


def told(folder: str) -> str:
    """What the check says, without the line that counts, and without the numbers of places."""
    said = run(fences(folder, "sh")[0]).stdout
    return _PLACE.sub(":", "".join(said.splitlines(keepends=True)[:-1]))


@each_language
def test_the_check_says_what_the_page_says(root: Path, folder: str) -> None:
    quoted = [_PLACE.sub(":", text) for text in fences(folder, "text")]
    own = FILE.format(folder)

    change(FILE.format("da"), lambda text: text.replace("touchpoint: website", "touchpoint: webside", 1))
    assert told(folder) == quoted[0]
    git(root, "checkout", "--quiet", ".")

    wrong = next(line for line in re.findall(r"`(action: [^`]*)`", page(folder)) if '"' not in line and "?" in line)
    change(own, action(wrong))
    assert told(folder) == quoted[1]
    right = written(folder, 'action: "')
    change(own, action(right))
    assert right == wrong.replace("action: ", 'action: "') + '"'
    assert "error[" not in run("playbook check").stdout
    git(root, "checkout", "--quiet", ".")

    change(own, action(next(line for line in re.findall(r"`(action: [^`]*\.)`", page(folder)))))
    assert told(folder) == quoted[2]
    git(root, "checkout", "--quiet", ".")

    source, new = Path(f"content/{folder}/journeys/{ORIGINALS[folder]}.md"), Path(NEW.format(folder))
    text = source.read_text(encoding="utf-8")
    new.write_text(
        re.sub("^(title: ).*", r"\1En ny\nstatus: draft", text, count=1, flags=re.MULTILINE), encoding="utf-8"
    )
    assert run("playbook check").stdout == "no mistakes found\n"
    change(str(new), lambda text: text.replace("status: draft\n", ""))
    assert told(folder) == quoted[3]
    line = quoted[3].rpartition(": ")[2].strip()
    change("published.txt", lambda text: f"{text}{line}\n")
    assert run("playbook check").stdout == "no mistakes found\n"
    assert len(quoted) == 4


def test_the_commands_do_what_the_page_says(root: Path) -> None:
    """In Danish; that the other languages name the same commands is tested below."""
    _, minor, new, begin, accept, todo, difference = (command.strip() for command in fences("da", "sh"))

    change(
        FILE.format("da"),
        lambda text: text.replace("Kunden læser anmeldelser for at", "Kunden læser anmeldelser, for at", 1),
    )
    assert run(todo).stdout.endswith("1 text to translate: 1 stale, 0 missing\n")
    assert run(minor).stdout.endswith("2 ledgers written\n")
    assert run(todo).stdout == "nothing to translate\n"

    decided = ("--title=Cykel", "--id=bicycle-purchase", "--kind=planned", "--segment=consumer")
    made = run(new, *decided, "--stage-model=relationship")
    assert made.exit_code == 0, made.output
    assert "status: draft" in Path(NEW.format("da")).read_text(encoding="utf-8")

    begun = run(begin)
    assert begun.exit_code == 0, begun.output
    half = Path(NEW.format("sv"))
    assert half.read_text(encoding="utf-8").startswith("---\ntranslates: da\n")
    half.write_text("---\ntranslates: da\ntitle: Cykel\n---\n", encoding="utf-8")
    assert run("playbook check").stdout == "no mistakes found\n"
    assert run(accept).exit_code == 0
    assert f"{NEW.format('da')}:" in run(todo).stdout

    change(FILE.format("da"), action("emotion: -2\n    action: Kunden leder."))
    change(
        FILE.format("da"), lambda text: re.sub(r"(emotion: -2\n(?:    .*\n)*?)    emotion: 1\n", r"\1", text, count=1)
    )
    changed = run(difference).stdout
    assert "step 'visits-website', emotion: +1 → −2" in changed
    assert "stale" in changed


@each_language
def test_all_languages_name_the_same_commands_and_fields(folder: str) -> None:
    def neutral(name: str) -> list[str]:
        commands = [re.sub(r"(--messages|--language) \w+", r"\1 X", each) for each in fences(name, "sh")]
        return [
            re.sub(r"accept content/\w+/journeys/bicycle", "accept content/X/journeys/bicycle", each)
            for each in commands
        ]

    assert neutral(folder) == neutral("da")
    assert f"--messages {LANGUAGES[folder]}\n" in fences(folder, "sh")[0]
    shown = fences(folder, "yaml")[0].splitlines()
    there = (PROJECT / FILE.format(folder)).read_text(encoding="utf-8").splitlines()
    assert [line for line in shown if line not in there and "touchpoint: " not in line] == []


@each_language
def test_what_the_page_calls_by_name_is_called_so(folder: str) -> None:
    from playbook.languages import catalog

    words = catalog(folder).ugettext
    for name in ("Edit", "Suggest a change to this page", "Translate this page"):
        assert f"**{words(name)}**" in page(folder)
    assert f"*{words('Original')}*" in page(folder)
