"""The workflows to copy: what linters say, what they may do, and their scripts, run in a repository."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import projects
from workflows import WORKFLOWS, Runner, checkout, git, workflow

GITHUB = ("pull-request.yml", "comment.yml", "publish.yml")
ACTIONS = {
    "actions/checkout": "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "actions/deploy-pages": "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
    "actions/download-artifact": "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1",
    "actions/setup-python": "5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
    "actions/upload-artifact": "043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1",
    "actions/upload-pages-artifact": "fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
}
"""Each by the commit of its release, as the workflows of astral-sh/uv and zizmorcore/zizmor name them."""
READ = {"contents": "read"}
PERMISSIONS = {
    ("pull-request.yml", "check"): READ,
    ("pull-request.yml", "scope"): READ,
    ("pull-request.yml", "differences"): READ,
    ("pull-request.yml", "preview"): READ,
    ("comment.yml", "comment"): {"actions": "read", "pull-requests": "write"},
    ("publish.yml", "language"): READ,
    ("publish.yml", "join"): READ,
    ("publish.yml", "deploy"): {"id-token": "write", "pages": "write"},
}
EDITED = "content/sv/journeys/buy.md"
JOBS = [(name, job, body) for name in GITHUB for job, body in workflow(name)["jobs"].items()]


# --- What they say ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", [f"github/{name}" for name in GITHUB]),
        ("custom.github-workflows-require-timeout", [f"github/{name}" for name in GITHUB]),
        ("vendor.dependabot", ["github/dependabot.yml"]),
        ("vendor.gitlab-ci", ["gitlab/gitlab-ci.yml"]),
    ],
)
def test_they_are_valid(schema: str, files: list[str]) -> None:
    transform = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *transform]
    done = subprocess.run(
        [*command, *(str(WORKFLOWS / file) for file in files)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_auditor_finds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    for name in GITHUB:
        shutil.copy(WORKFLOWS / "github" / name, folder)
    shutil.copy(WORKFLOWS / "github" / "dependabot.yml", folder.parent)
    command = [str(Path(sys.executable).parent / "zizmor"), "--offline", "--no-config", "--persona", "pedantic"]
    done = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(f"{name}" in done.stderr for name in GITHUB), "it has not seen all of them"


def test_all_github_files_are_tested() -> None:
    assert {path.name for path in (WORKFLOWS / "github").iterdir()} == {*GITHUB, "dependabot.yml"}


@pytest.mark.parametrize("name", GITHUB)
def test_actions_are_named_by_commit(name: str) -> None:
    text = (WORKFLOWS / "github" / name).read_text(encoding="utf-8")
    used = re.findall(r"uses: *(.+)", text)
    assert used
    assert set(used) <= {f"{action}@{commit}" for action, commit in ACTIONS.items()}


def test_each_job_may_do_what_it_needs() -> None:
    assert {(name, job): body["permissions"] or {} for name, job, body in JOBS} == PERMISSIONS
    assert all(workflow(name)["permissions"] == {} for name in GITHUB)


@pytest.mark.parametrize("name", GITHUB)
def test_no_workflow_gives_secrets_to_a_pull_request(name: str) -> None:
    text = (WORKFLOWS / "github" / name).read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in workflow(name)["on"]
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")


def test_what_may_write_runs_no_code_of_a_pull_request() -> None:
    body = workflow("comment.yml")["jobs"]["comment"]
    assert [step.get("uses", "").partition("@")[0] for step in body["steps"]] == ["actions/download-artifact", ""]
    assert all("subprocess" not in step.get("run", "") for step in body["steps"])


def test_what_is_published_comes_from_no_cache() -> None:
    assert "cache" not in json.dumps(workflow("publish.yml"))
    for job in ("language", "pages", "comment"):
        assert "extends" not in workflow_of_gitlab(job)


def workflow_of_gitlab(job: str) -> dict[str, Any]:
    return dict(workflow("gitlab-ci.yml")[job])


# --- What a pull request is told --------------------------------------------------------------------------------------


def edited() -> dict[str, str]:
    """A Swedish translation with other words."""
    return {EDITED: projects.base()[EDITED].replace("Köper appen", "Köper den")}


def job(name: str, job: str) -> dict[str, Any]:
    return dict(workflow(f"{name}.yml")["jobs"][job])


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(checkout(tmp_path, edited()))


def test_a_change_without_mistakes_passes(runner: Runner) -> None:
    done = runner.run(job("pull-request", "check"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "::error" not in done.stdout


def test_a_mistake_is_shown_where_it_is(tmp_path: Path) -> None:
    runner = Runner(checkout(tmp_path, {EDITED: edited()[EDITED].replace("  - id: buys", "  - id: bys")}))
    done = runner.run(job("pull-request", "check"))
    assert done.returncode == 1
    assert f"::error file={EDITED},line=" in done.stdout
    assert "1 error in 1 file" in runner.summary.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({EDITED: "x"}, ""),
        ({EDITED: "x", "published.txt": "x", "translations/sv/x.txt": "x", "reviews/x.txt": "x"}, ""),
        ({EDITED: "x", "mkdocs.yml": "x"}, "warning"),
        ({EDITED: "x", "playbook/x.py": "x", ".github/workflows/x.yml": "x"}, "warning"),
        ({"playbook/x.py": "x"}, "notice"),
        ({"contents/x": "x", "x\n::error::y": "x"}, "notice"),
    ],
)
def test_what_is_not_content_is_pointed_out(tmp_path: Path, changes: dict[str, str], level: str) -> None:
    runner = Runner(checkout(tmp_path, changes))
    done = runner.run(job("pull-request", "scope"))
    assert done.returncode == 0, done.stderr
    assert re.findall(r"^::(\w+)", done.stdout, re.MULTILINE) == ([level] if level else [])
    summary = runner.summary.read_text(encoding="utf-8")
    outside = [name for name in changes if not name.startswith(("content/", "translations/", "reviews/", "published"))]
    assert summary.count("\n    ") == len(outside)


def test_the_differences_are_kept_for_the_comment(runner: Runner) -> None:
    done = runner.run(job("pull-request", "differences"))
    assert done.returncode == 0, done.stderr
    text = (runner.artefact("differences") / "differences.md").read_text(encoding="utf-8")
    assert text.startswith("<!-- playbook diff -->\n")
    assert "Köper den" in text
    assert runner.summary.read_text(encoding="utf-8") == text


def test_a_preview_is_built(runner: Runner) -> None:
    done = runner.run(job("pull-request", "preview"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (runner.artefact("preview") / "sv" / "index.html").is_file()


# --- Publishing -------------------------------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_languages_built_alone_and_joined_are_the_site(runner: Runner) -> None:
    language = job("publish", "language")
    for each in language["strategy"]["matrix"]["language"]:
        runner.values["matrix.language"] = each
        done = runner.run(language)
        assert done.returncode == 0, done.stdout + done.stderr
    done = runner.run(job("publish", "join"))
    assert done.returncode == 0, done.stdout + done.stderr
    whole = runner.script(".venv/bin/playbook build --site-dir whole", runner.folder, {})
    assert whole.returncode == 0, whole.stderr
    expected = contents(runner.folder / "whole")
    assert contents(runner.artefact("github-pages")) == expected

    folder = shutil.copytree(runner.folder, runner.folder.parent / "gitlab", ignore=shutil.ignore_patterns("parts"))
    for part in runner.artefact("x").parent.glob("part-*"):
        shutil.copytree(part, folder / "parts" / part.name.removeprefix("part-"))
    done = runner.script("\n".join(workflow_of_gitlab("pages")["script"]), folder, {}, "sh")
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(folder / "public") == expected


# --- The comment ------------------------------------------------------------------------------------------------------


class Host:
    """A code host's API: answers by method and address, and what was asked of it."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.asked: list[tuple[str, str, Any]] = []
        host = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                host.asked.append((self.command, self.path, body))
                found = host.answers.get(self.path, [])
                self.send_response(found if isinstance(found, int) else 200)
                self.end_headers()
                self.wfile.write(found.encode() if isinstance(found, str) else json.dumps(found).encode())

            do_GET = do_POST = do_PATCH = do_PUT = answer  # noqa: N815

            def log_message(self, *args: object) -> None:
                """Nothing: standard error is for mistakes."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def written(self) -> list[tuple[str, str, Any]]:
        return [each for each in self.asked if each[0] != "GET"]


@pytest.fixture
def host() -> Iterator[Host]:
    made = Host()
    yield made
    made.server.shutdown()
    made.server.server_close()


MARKER = "<!-- playbook diff -->\n"
PULLS = "/repos/o/p/pulls?state=open&head=someone%3Afix%261"
COMMENTS = "/repos/o/p/issues/7/comments"
BAD = f"""{MARKER}
/merge
  /approve
@all and @o/team, see #12, &#64;all &commat;all R&D, it&#x27;s <b>5 &lt; 6</b>
"""
GOOD = BAD.translate({ord(mark): f"{mark}\u200b" for mark in "@#"}).replace("&#\u200bx27;", "'")
GOOD = GOOD.replace("/merge", "\u200b/merge").replace("/approve", "\u200b/approve")
GOOD = GOOD.replace("&#", "&\u200b#").replace("&c", "&\u200bc").replace("&D", "&\u200bD")


def commented(tmp_path: Path, host: Host, text: str | None) -> subprocess.CompletedProcess[str]:
    """Run the job that comments, after a run that has left a text."""
    (tmp_path / "clone").mkdir()
    runner = Runner(
        tmp_path / "clone",
        {
            "github.token": "t",
            "github.event.workflow_run.head_repository.owner.login": "someone",
            "github.event.workflow_run.head_branch": "fix&1",
            "github.event.workflow_run.head_sha": "abc",
        },
    )
    body = job("comment", "comment")
    body["steps"][1]["env"] |= {"GITHUB_API_URL": host.address, "GITHUB_REPOSITORY": "o/p"}
    if text is not None:
        runner.artefact("differences").mkdir(parents=True)
        (runner.artefact("differences") / "differences.md").write_text(text, encoding="utf-8")
    return runner.run(body)


def test_a_first_comment_is_written(tmp_path: Path, host: Host) -> None:
    host.answers[PULLS] = [{"number": 7, "head": {"sha": "abc"}}]
    done = commented(tmp_path, host, f"{MARKER}Hej")
    assert done.returncode == 0, done.stderr
    assert host.written == [("POST", COMMENTS, {"body": f"{MARKER}Hej"})]


def test_the_comment_is_changed_when_it_is_there(tmp_path: Path, host: Host) -> None:
    host.answers[PULLS] = [{"number": 7, "head": {"sha": "abc"}}]
    bot = {"login": "github-actions[bot]"}
    host.answers[f"{COMMENTS}?per_page=100&page=1"] = [
        {"id": 1, "user": {"login": "mallory"}, "body": MARKER},
        {"id": 2, "user": bot, "body": "Something else"},
    ]
    host.answers[f"{COMMENTS}?per_page=100&page=2"] = [{"id": 3, "user": bot, "body": f"{MARKER}Old"}]
    done = commented(tmp_path, host, f"{MARKER}Hej")
    assert done.returncode == 0, done.stderr
    assert host.written == [("PATCH", "/repos/o/p/issues/comments/3", {"body": f"{MARKER}Hej"})]


def test_an_older_commit_says_nothing(tmp_path: Path, host: Host) -> None:
    host.answers[PULLS] = [{"number": 7, "head": {"sha": "newer"}}]
    assert commented(tmp_path, host, f"{MARKER}Hej").returncode == 0
    assert host.asked == [("GET", PULLS, None)]


@pytest.mark.parametrize(("text", "code"), [(None, 0), ("Buy my shoes", 1)])
def test_what_is_no_comparison_is_not_written(tmp_path: Path, host: Host, text: str | None, code: int) -> None:
    assert commented(tmp_path, host, text).returncode == code
    assert host.asked == []


def test_a_comment_calls_nobody_and_commands_nothing(tmp_path: Path, host: Host) -> None:
    host.answers[PULLS] = [{"number": 7, "head": {"sha": "abc"}}]
    commented(tmp_path, host, BAD + "x" * 100_000)
    (written,) = host.written
    assert written[2]["body"].startswith(GOOD)
    assert len(written[2]["body"]) == 65_000


# --- GitLab -----------------------------------------------------------------------------------------------------------


def gitlab(runner: Runner, name: str) -> subprocess.CompletedProcess[str]:
    base = git(runner.folder, "rev-parse", "HEAD^1")
    script = "\n".join(workflow_of_gitlab(name)["script"])
    return runner.script(script, runner.folder, {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base}, "sh")


def test_gitlab_reports_mistakes_as_code_quality(tmp_path: Path) -> None:
    runner = Runner(checkout(tmp_path, {EDITED: edited()[EDITED].replace("  - id: buys", "  - id: bys")}))
    assert gitlab(runner, "check").returncode == 1
    report = json.loads((runner.folder / "code-quality.json").read_text(encoding="utf-8"))
    assert {each["location"]["path"] for each in report} == {EDITED}


@pytest.mark.parametrize(
    ("changes", "code"), [({EDITED: "x"}, 0), ({EDITED: "x", "mkdocs.yml": "x"}, 4), ({"playbook/x.py": "x"}, 4)]
)
def test_gitlab_points_out_what_is_not_content(tmp_path: Path, changes: dict[str, str], code: int) -> None:
    runner = Runner(checkout(tmp_path, changes))
    done = gitlab(runner, "scope")
    assert done.returncode == code, done.stderr
    assert all((name in done.stdout) == (name != EDITED) for name in changes)


def test_gitlab_keeps_the_differences_and_the_preview(runner: Runner) -> None:
    assert gitlab(runner, "differences").returncode == 0
    assert "Köper den" in (runner.folder / "differences.md").read_text(encoding="utf-8")
    assert gitlab(runner, "preview").returncode == 0
    assert (runner.folder / "site" / "index.html").is_file()


def test_gitlab_comments_on_each_open_request(tmp_path: Path, host: Host) -> None:
    pages = "?per_page=100&page=1"
    host.answers |= {
        "/user": {"id": 1},
        "/projects/5/merge_requests?state=opened&per_page=100&page=1": [{"iid": n} for n in (2, 3, 4, 6)],
        "/projects/5/merge_requests/2": {"head_pipeline": {"id": 20, "project_id": 99}},
        "/projects/5/merge_requests/3": {"head_pipeline": {"id": 30, "project_id": 98}},
        "/projects/5/merge_requests/4": {"head_pipeline": None},
        "/projects/5/merge_requests/6": {"head_pipeline": {"id": 60, "project_id": 99}},
        f"/projects/99/pipelines/20/jobs{pages}": [{"id": 21, "name": "differences", "status": "success"}],
        f"/projects/98/pipelines/30/jobs{pages}": 404,
        f"/projects/99/pipelines/60/jobs{pages}": [{"id": 61, "name": "differences", "status": "success"}],
        "/projects/99/jobs/21/artifacts/differences.md": BAD,
        "/projects/99/jobs/61/artifacts/differences.md": f"{MARKER}Hej\n",
        f"/projects/5/merge_requests/6/notes{pages}": [{"id": 8, "author": {"id": 1}, "body": f"{MARKER}Old"}],
    }
    (tmp_path / "clone").mkdir()
    surroundings = {"CI_PROJECT_ID": "5", "CI_API_V4_URL": host.address, "PLAYBOOK_TOKEN": "t"}
    script = "\n".join(workflow_of_gitlab("comment")["script"])
    done = Runner(tmp_path / "clone").script(script, tmp_path / "clone", surroundings, "sh")
    assert done.returncode == 0, done.stderr
    assert [(method, address) for method, address, _ in host.written] == [
        ("POST", "/projects/5/merge_requests/2/notes"),
        ("PUT", "/projects/5/merge_requests/6/notes/8"),
    ]
    assert host.written[0][2]["body"] == GOOD
    assert "answered 404" in done.stdout
