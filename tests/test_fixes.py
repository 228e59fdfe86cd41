"""Mistakes that are mended: only where they are, and only where there is one way."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown

import projects
import test_cli
from playbook import changes
from playbook.cli import main
from playbook.edits import apply
from playbook.fixes import Source, fix, in_quotes
from playbook.markdown_tree import EXTENSIONS
from playbook.mending import mend
from playbook.model import Journey
from playbook.source import parse
from playbook.white_space import without_trailing
from playbook.yaml_core import read

JOURNEY = "content/da/journeys/buy.md"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    projects.write(tmp_path, projects.base() | {"mkdocs.yml": test_cli.CONFIGURATION})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def replaced(root: Path, *pairs: tuple[str, str], file: str = JOURNEY) -> bytes:
    """The file with some words replaced, each of which stands there once."""
    data = (root / file).read_bytes()
    for old, new in pairs:
        assert data.count(old.encode()) == 1, old
        data = data.replace(old.encode(), new.encode())
    (root / file).write_bytes(data)
    return data


def mended(root: Path, file: str = JOURNEY) -> str | None:
    data = mend(root).changes.get(file)
    return None if data is None else data.decode()


# --- What is mended ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("touchpoint: website", "touchpoint: webiste"),
        ("touchpoint: website", "touchpoint: 'websit'"),
        ("personas: [mette]", "personas: [mete]"),
        ("stage_model: simple", "stage_model: simpel"),
        ("opportunities: [clear-ad]", "opportunities: [clear-add]  # to be discussed"),
        ("kind: example", "kind: exampel"),
        ("stage: purchase", "stage: purchas"),
        ("scenario: Kunden", "scenaro: Kunden"),
        ("owner: cx", '"owner": cxx'),
        ("reason: Et", "reson: Et"),
        ("code: too-stale", "code: to-stale"),
    ],
)
def test_a_slip_of_the_keyboard(right: str, wrong: str, root: Path) -> None:
    replaced(root, (right, wrong))
    made = mended(root)
    assert made is not None
    comment = wrong.partition("  #")[1] + wrong.partition("  #")[2]
    quoted = right.replace("website", "'website'") if "'" in wrong else right
    quoted = quoted.replace("owner", '"owner"') if '"' in wrong else quoted
    assert made == projects.base()[JOURNEY].replace(right, quoted + comment)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("title: Et køb: og mere", 'title: "Et køb: og mere"'),
        ('title: Et "køb": og mere', "title: 'Et \"køb\": og mere'"),
        ("title: Sag #12", 'title: "Sag #12"'),
        ("title: 2024", 'title: "2024"'),
        ("title: 4.50 # pris", 'title: "4.50" # pris'),
        ("title: @alle", 'title: "@alle"'),
        ("title: *Fed* tekst", 'title: "*Fed* tekst"'),
        ("title:   50: 50  ", 'title:   "50: 50"'),
    ],
)
def test_quotes_that_are_missing(wrong: str, right: str, root: Path) -> None:
    replaced(root, ("title: Et køb", wrong))
    assert mended(root) == projects.base()[JOURNEY].replace("title: Et køb", right)


def test_a_text_in_a_list_that_its_colon_has_split(root: Path) -> None:
    replaced(root, ("pains: [Uklart budskab, For mange ord]", "pains:\n      - Uklart: budskab\n      - For mange ord"))
    made = mended(root)
    assert made is not None
    assert '\n      - "Uklart: budskab"\n      - For mange ord\n' in made


def test_links_in_prose(root: Path) -> None:
    replaced(root, ("Brødtekst.", "Se [her](touchpoint:webste), [der](../models/simpl.md#x) og `touchpoint:webste`."))
    made = mended(root)
    assert made is not None
    assert "Se [her](touchpoint:website), [der](../models/simple.md#x) og `touchpoint:webste`." in made


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("waive:\n  - {code: unused-touchpoint, reason: R}\n", ""),
        ("waive: [{code: unused-touchpoint, reason: R}]\n", ""),
        ("waive:\n- code: unused-touchpoint\n  reason: R\n", ""),
        (
            "waive:\n  - {code: unused-touchpoint, reason: R}\n  # why\n  - {code: unused-opportunity, reason: R}\n",
            "waive:\n  # why\n",
        ),
    ],
)
def test_waivers_that_silence_nothing(before: str, after: str, root: Path) -> None:
    replaced(root, ("title: Mette", f"{before}title: Mette"), file="content/da/personas/mette.md")
    made = mended(root, "content/da/personas/mette.md")
    assert made is not None
    if after:  # the list is left with nothing but a comment, which is another mistake and somebody's to mend
        assert "# why" in made
    else:
        assert made == projects.base()["content/da/personas/mette.md"]


def test_a_mark_within_a_file(root: Path) -> None:
    replaced(root, ("Brødtekst.", "Brød\ufefftekst."))
    assert mended(root) == projects.base()[JOURNEY]


def test_one_mistake_that_hides_another(root: Path) -> None:
    replaced(root, ("title: Et køb", "titel: Et: køb"), ("personas: [mette]", "persons: [mete]"))
    assert mended(root) == projects.base()[JOURNEY].replace("title: Et køb", 'title: "Et: køb"')


def test_settings(root: Path) -> None:
    replaced(root, ("      owners:", "      ownrs:"), file="mkdocs.yml")
    assert mended(root, "mkdocs.yml") == test_cli.CONFIGURATION


def test_line_ends_and_the_first_mark_stay(root: Path) -> None:
    data = replaced(root, ("touchpoint: website", "touchpoint: webiste"))
    (root / JOURNEY).write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    made = mend(root).changes[JOURNEY]
    assert made == b"\xef\xbb\xbf" + projects.base()[JOURNEY].encode().replace(b"\n", b"\r\n")


# --- What is left alone -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("touchpoint: website", "touchpoint: shop"),
        ("stage: purchase", "stage: purchase # or use"),
        ("title: Et køb", "title: Et køb # et eksempel"),
        ("title: Et køb", "title: Et: køb # et eksempel"),
        ("title: Et køb", "title: Et: køb\n  i to linjer"),
        ("title: Et køb", "title: &x Et køb"),
        ("title: Et køb", "title: [Et: køb: nu]"),
        ("scenario: Kunden", "title: Kunden"),
        ("sources: [interviews]", "sources: [interview-1]"),
        ("Brødtekst.", "Se [her](touchpoint:shop)."),
    ],
)
def test_what_has_no_single_answer(right: str, wrong: str, root: Path) -> None:
    replaced(root, (right, wrong))
    assert mend(root).changes == {}


def test_a_file_in_the_wrong_place_is_not_read_for_the_name_of_its_folder(root: Path) -> None:
    projects.write(root, {"content/daa/x.md": "daa\n"})
    assert "did you mean 'da'?" in run().stdout
    assert mend(root).changes == {}


def test_a_field_that_is_there_already_is_not_written_twice(root: Path) -> None:
    replaced(root, ("title: Et køb", "title: Et køb\ntitel: Et andet"))
    assert mend(root).changes == {}


def test_a_playbook_without_mistakes_stays_as_it_is(root: Path) -> None:
    assert mend(root).changes == {}


def test_the_shipped_content_has_nothing_to_mend() -> None:
    assert mend(projects.DATA.parent).changes == {}


# --- White space ------------------------------------------------------------------------------------------------------

FRONT = "---\ntitle: x  \nsummary: |\n  a\n  b\n---\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Et \nto\n", "Et\nto\n"),
        ("Et  \nto\n", "Et  \nto\n"),
        ("Et  \n\nto\t\n", "Et\n\nto\n"),
        ("Et\n   \nto\n", "Et\n\nto\n"),
        ("```\nkode  \n   \n```\nto \n", "```\nkode  \n   \n```\nto\n"),
        ("    kode \n", "    kode \n"),
        ("Et\t\nto\n", "Et\t\nto\n"),
    ],
)
def test_white_space_at_the_ends_of_lines(body: str, expected: str) -> None:
    source = Source(file="content/da/x.md", data=(FRONT + body).encode())
    made = apply(source.data, (each.edit for each in without_trailing(source)))
    assert made.decode() == FRONT.replace("x  ", "x") + expected


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab#-`*>|\\[]() \t", max_size=12), max_size=8))
def test_white_space_is_deleted_only_where_it_means_nothing(lines: list[str]) -> None:
    body = "\n".join(lines) + "\n"
    source = Source(file="content/da/x.md", data=(FRONT + body).encode())
    made = parse(apply(source.data, (each.edit for each in without_trailing(source))), file="x.md")[0]
    old, new = (_read_by_people(each) for each in (source.parsed[0].body, made.body))
    assert new == old


def _read_by_people(text: str) -> str:
    """The page, without the white space that no browser shows."""
    html = Markdown(extensions=EXTENSIONS).convert(text)
    return re.sub(r"[ \t]+(?=\n|<|\Z)", "", html)


# --- Properties -------------------------------------------------------------------------------------------------------

WORDS = st.text(alphabet="abcæøå '\"#:-@*%&!?,.[]{}|>\\`~€🎉0", min_size=1, max_size=20)


@given(WORDS)
def test_a_text_in_quotes_is_read_as_itself(text: str) -> None:
    reading = read(f"k: {in_quotes(text)}", file="x", first_line=1, depth=3, number_characters=20)
    assert (reading.value, reading.diagnostics) == ({"k": text}, [])


@given(WORDS, st.sampled_from(["title: ", "  - ", "- action: ", "title:    "]), st.booleans())
def test_quotes_change_one_value_and_nothing_else(text: str, before: str, crlf: bool) -> None:
    line = f"{before}{text}"
    written = f"---\n# comment  # here\nkey: 1\nrest:\n{line}\n# end\n---\nBrød\n"
    data = written.encode() if not crlf else written.replace("\n", "\r\n").encode()
    source = Source(file="content/da/x.md", data=data, cls=Journey)
    for diagnostic in source.parsed[1]:
        found = fix(diagnostic, source)
        if found is None:
            continue
        edit, made = found.edit, source.after(found.edit)
        assert made.data == data[: edit.start] + edit.text.encode() + data[edit.end :]
        assert data[: edit.start].count(b"\n") == data[: edit.end].count(b"\n") == 4
        assert read(edit.text, file="", first_line=1, depth=1, number_characters=20).value == (
            data[edit.start : edit.end].decode()
        )
        again = {(each.code, each.location.line) for each in made.parsed[1]}
        assert (diagnostic.code, diagnostic.location.line) not in again


SLIPS = {
    "touchpoint: website": ["touchpoint: webste", "touchpoint: websiite", "touchpont: website", "touchpoint: wesbite"],
    "personas: [mette]": ["personas: [mete]", "persona: [mette]", "personas: ['metteh']"],
    "title: Et køb": ["titel: Et køb", "title: Et: køb", "title: Køb #1", "title: 12"],
    "stage_model: simple": ["stage_model: simpl", "stagemodel: simple"],
    "Brødtekst.": ["Brød [x](touchpoint:websit).", "Brød\ufefftekst."],
    "emotion: 1": ["emotoin: 1", "emotion: 1   "],
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({right: st.sampled_from([right, *wrong]) for right, wrong in SLIPS.items()}), st.data())
def test_everything_outside_the_spans_is_untouched_and_the_mistakes_are_gone(
    tmp_path: Path, chosen: dict[str, str], data: st.DataObject
) -> None:
    text = projects.base()[JOURNEY]
    for right, wrong in chosen.items():
        text = text.replace(right, wrong, 1)
    for line in data.draw(st.sets(st.sampled_from(["segment: startup\n", "steps:\n", "  - id: buys\n"]))):
        text = text.replace(line, f"{line}# En kommentar: '{line.strip()}' #æ\n", 1)
    files = projects.base() | {"mkdocs.yml": test_cli.CONFIGURATION, JOURNEY: text}
    root = projects.write(tmp_path, files)
    made = mend(root)
    assert [str(each) for each in made.diagnostics] == []
    assert made.changes.keys() <= {JOURNEY}
    new = made.changes.get(JOURNEY, text.encode()).decode()
    assert [line for line in new.splitlines() if "# En" in line] == [
        line for line in text.splitlines() if "# En" in line
    ]
    assert new.count("\n") == text.count("\n")
    touched = Counter(each.location.line for each in made.fixes)
    pairs = zip(text.split("\n"), new.split("\n"), strict=True)
    assert {number for number, (old, now) in enumerate(pairs, 1) if old != now} == set(touched)


# --- The command ------------------------------------------------------------------------------------------------------


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


def test_what_was_interrupted_is_finished_first(root: Path) -> None:
    before = replaced(root, ("touchpoint: website", "touchpoint: webiste"))
    part = root / changes.PENDING
    steps = [{"file": JOURNEY, "number": 0, "before": sha256(before).hexdigest(), "after": "x"}]
    part.mkdir(parents=True)
    (part / "0").write_bytes(before.replace(b"webiste", b"website"))
    (part / "list.json").write_text(json.dumps({"name": "check --fix", "steps": steps}), encoding="utf-8")
    done = run("--fix")
    assert (done.exit_code, done.stdout) == (0, "no mistakes found\n")
    assert done.stderr.startswith("finished what was interrupted: playbook check --fix\n")


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
