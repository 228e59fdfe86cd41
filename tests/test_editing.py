"""What editors' programs are given: settings and tasks for VS Code, and hooks for pre-commit."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import hosts
import projects
from playbook.cli.schemas import WITH_IDS
from playbook.languages import LANGUAGES
from playbook.model import KINDS
from playbook.schema import schemas

ROOT = Path(__file__).parent.parent
JOURNEY = "content/da/journeys/buy.md"
HOOK_KEYS = {
    "id", "name", "entry", "language", "files", "exclude", "types", "types_or", "exclude_types", "always_run",
    "fail_fast", "verbose", "pass_filenames", "require_serial", "description", "language_version",
    "minimum_pre_commit_version", "args", "stages",
}  # fmt: skip
"""https://pre-commit.com/#new-hooks"""


def commented_json(name: str) -> Any:
    """One of VS Code's files: JSON, with comments on lines of their own."""
    text = (ROOT / ".vscode" / name).read_text(encoding="utf-8")
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


# --- VS Code ----------------------------------------------------------------------------------------------------------


def test_every_folder_of_content_has_the_schema_of_its_kind_in_its_language() -> None:
    settings = commented_json("settings.json")
    assert settings["yaml.schemas"] == {
        f"./{WITH_IDS}/{kind.name}.{language.tag}.json": "/".join(
            filter(None, ("content", folder, kind.folder, "*.md"))
        )
        for folder, language in LANGUAGES.items()
        for kind in KINDS
    }
    assert {Path(path).name for path in settings["yaml.schemas"]} < schemas().keys()


def test_no_setting_lets_an_extension_ask_another_computer() -> None:
    settings = commented_json("settings.json")
    assert settings["redhat.telemetry.enabled"] is False
    assert settings["yaml.schemaStore.enable"] is False
    assert settings["yaml.kubernetesCRDStore.enable"] is False
    assert "http" not in json.dumps(settings)


def test_the_tasks_run_our_commands_and_understand_what_they_say(tmp_path: Path) -> None:
    tasks = {task["label"]: task for task in commented_json("tasks.json")["tasks"]}
    assert {label: task["args"] for label, task in tasks.items()} == {
        "playbook check": ["-m", "playbook", "check"],
        "playbook serve": ["-m", "playbook", "serve"],
        "playbook schema": ["-m", "playbook", "schema", "--ids"],
    }
    broken = projects.base()[JOURNEY].replace("touchpoint: ad\n", "touchpoint: add\n")
    said = hosts.run(hosts.project(tmp_path, **{JOURNEY: broken}), *tasks["playbook check"]["args"][1:]).stdout
    pattern = tasks["playbook check"]["problemMatcher"]["pattern"]
    names = ("file", "line", "column", "severity", "code", "message")
    found = [match for line in said.splitlines() if (match := re.match(pattern["regexp"], line))]
    assert next({name: match[pattern[name]] for name in names} for match in found) == {
        "file": JOURNEY,
        "line": "17",
        "column": "17",
        "severity": "error",
        "code": "unknown-touchpoint",
        "message": "no touchpoint 'add'",
    }
    assert tasks["playbook serve"]["problemMatcher"]["pattern"] == pattern


# --- pre-commit -------------------------------------------------------------------------------------------------------


def hooks(file: str) -> dict[str, dict[str, Any]]:
    held = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    listed = held if isinstance(held, list) else held["repos"][0]["hooks"]
    return {hook["id"]: hook for hook in listed}


@pytest.mark.parametrize("file", [".pre-commit-hooks.yaml", ".pre-commit-config.yaml"])
def test_hooks_say_what_pre_commit_asks_and_nothing_that_it_does_not_know(file: str) -> None:
    for hook in hooks(file).values():
        assert {"id", "name", "entry", "language"} <= hook.keys() <= HOOK_KEYS
        re.compile(hook.get("files", ""))


def test_hooks_run_for_what_a_check_reads_and_for_nothing_else() -> None:
    ours = [hooks(file)["playbook-check"]["files"] for file in (".pre-commit-hooks.yaml", ".pre-commit-config.yaml")]
    assert ours[0] == ours[1] == hooks(".pre-commit-hooks.yaml")["playbook-fix"]["files"]
    read = ["content/da/index.md", "translations/sv/index.txt", "reviews/index.txt", "published.txt", "mkdocs.yml"]
    other = ["README.md", "docs/content/x.md", "site/index.html", "mkdocs.yml.bak"]
    assert [name for name in (*read, *other) if re.search(ours[0], name)] == read


def run_hook(id: str, root: Path) -> subprocess.CompletedProcess[str]:
    """What pre-commit runs: the entry, without file names, at the root of the repository."""
    beside = Path(sys.executable).parent
    command = shlex.split(hooks(".pre-commit-hooks.yaml")[id]["entry"])
    surroundings = os.environ | {"PATH": f"{beside}{os.pathsep}{os.environ['PATH']}", "PRE_COMMIT": "1"}
    return subprocess.run(command, cwd=root, env=surroundings, capture_output=True, text=True, check=False, timeout=120)


def test_the_hooks_work_in_another_repository(tmp_path: Path) -> None:
    broken = projects.base()[JOURNEY].replace("segment: startup", "segmnt: startup")
    root = hosts.project(tmp_path, **{JOURNEY: broken})
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    checked = run_hook("playbook-check", root)
    assert checked.returncode == 1
    assert f"{JOURNEY}:4:1: error[unknown-field]" in checked.stdout
    assert (root / JOURNEY).read_text(encoding="utf-8") == broken
    fixed = run_hook("playbook-fix", root)
    assert fixed.returncode == 0, fixed.stdout + fixed.stderr
    assert (root / JOURNEY).read_text(encoding="utf-8") == projects.base()[JOURNEY]
    assert run_hook("playbook-check", root).returncode == 0
