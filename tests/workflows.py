"""What runs the jobs of docs/workflows as far as they can run here: their scripts, and artefacts as folders."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

import projects

WORKFLOWS = Path(__file__).parent.parent / "docs" / "workflows"
CONFIGURATION = """\
site_name: Prøve
site_url: https://example.org/playbook/
docs_dir: content
theme: material
plugins:
  - playbook:
      format: 1
      segments: {startup: {da: N, sv: N, no: N}}
      owners: {cx: {da: N, sv: N, no: N}}
"""
PLACEHOLDER = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")


def workflow(name: str) -> dict[str, Any]:
    """A workflow's file; every value is text, and `on` and `no` are what they say."""
    text = next(WORKFLOWS.glob(f"*/{name}")).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (it constructs nothing but text)


def git(folder: Path, *arguments: str) -> str:
    """Run git as nobody in particular."""
    names = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {f"GIT_{who}_DATE": "2026-01-15T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=os.environ | names | dates | own,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def programs(folder: Path) -> Path:
    """A folder with `python`, `python3` and `playbook`, which are ours."""
    folder.mkdir(parents=True)
    for name in ("python", "python3"):
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    (folder / "playbook").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m playbook "$@"\n', encoding="utf-8")
    for program in folder.iterdir():
        program.chmod(0o755)
    return folder


def checkout(folder: Path, changes: Mapping[str, str] = {}) -> Path:
    """A clone as a runner has it, two commits deep: a branch with changes, merged into what was there before."""
    origin = folder / "origin"
    projects.write(
        origin,
        projects.base()
        | {
            "mkdocs.yml": CONFIGURATION,
            "requirements.txt": "",
            "tools/bootstrap.py": "",
            ".gitignore": ".venv/\n.cache/\nsite/\n",
        },
    )
    git(origin, "init", "--quiet", "--initial-branch=main")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message=Base")
    git(origin, "checkout", "--quiet", "-b", "change")
    projects.write(origin, dict(changes))
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--allow-empty", "--message=Change")
    git(origin, "checkout", "--quiet", "main")
    git(origin, "merge", "--quiet", "--no-ff", "--message=Merge", "change")
    git(folder, "clone", "--quiet", "--depth=2", f"file://{origin}", "clone")
    programs(folder / "clone" / ".venv" / "bin")
    return folder / "clone"


@dataclass
class Runner:
    """A machine that runs jobs; artefacts outlive them."""

    folder: Path
    """The checkout; a job without one gets an empty folder."""
    values: dict[str, str] = field(default_factory=dict)
    """What stands for expressions, `${{ … }}`."""

    def run(self, job: Mapping[str, Any], shell: str = "bash") -> subprocess.CompletedProcess[str]:
        """A job of GitHub's, step by step, until one fails."""
        has_checkout = any("actions/checkout@" in step.get("uses", "") for step in job["steps"])
        folder = self.folder if has_checkout else self._empty()
        done = subprocess.CompletedProcess[str]([], 0, "", "")
        for step in job["steps"]:
            inputs = {key: self._filled(value) for key, value in step.get("with", {}).items()}
            if "run" in step:
                assert "${{" not in step["run"], "a script is data to nobody: values come as variables"
                surroundings = {key: self._filled(value) for key, value in step.get("env", {}).items()}
                one = self.script(step["run"], folder, surroundings, step.get("shell", shell))
                done = subprocess.CompletedProcess(
                    [], one.returncode, done.stdout + one.stdout, done.stderr + one.stderr
                )
                if done.returncode:
                    return done
            elif "actions/upload-" in step["uses"]:
                self._upload(folder / inputs["path"], inputs.get("name", "github-pages"))
            elif "actions/download-" in step["uses"]:
                self._download(folder / inputs["path"], inputs["pattern"], "merge-multiple" in inputs)
        return done

    def script(
        self, text: str, folder: Path, surroundings: Mapping[str, str], shell: str = "bash"
    ) -> subprocess.CompletedProcess[str]:
        """A script as the hosts start it, with the variables that it may count on."""
        commands: dict[str, Sequence[str]] = {
            "bash": ("bash", "--noprofile", "--norc", "-eo", "pipefail"),
            "sh": ("sh", "-e"),
            "python": (sys.executable,),
        }
        file = folder.parent / "script"
        file.write_text(text, encoding="utf-8")
        found = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_"))}
        path = f"{self.folder / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            [*commands[shell], str(file)],
            cwd=folder,
            env=found | {"PATH": path, "CI": "true", "GITHUB_STEP_SUMMARY": str(self.summary), **surroundings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def summary(self) -> Path:
        """The file to which jobs of GitHub's add their summaries."""
        return self.folder.parent / "summary.md"

    def artefact(self, name: str) -> Path:
        """What was uploaded under a name."""
        return self.folder.parent / "artefacts" / name

    def _empty(self) -> Path:
        folder = self.folder.parent / "empty"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def _filled(self, text: str) -> str:
        return PLACEHOLDER.sub(lambda match: self.values.get(match[1], match[0]), text)

    def _upload(self, path: Path, name: str) -> None:
        to = self.artefact(name)
        shutil.rmtree(to, ignore_errors=True)
        if path.is_dir():  # hidden files stay behind, as they do with the real one
            shutil.copytree(path, to, ignore=shutil.ignore_patterns(".*"))
        else:
            to.mkdir(parents=True)
            shutil.copy(path, to)

    def _download(self, path: Path, pattern: str, merge: bool) -> None:
        for artefact in sorted(self.artefact("x").parent.glob(pattern)):
            shutil.copytree(artefact, path if merge else path / artefact.name, dirs_exist_ok=True)
