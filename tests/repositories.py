"""Real git repositories for tests, made of small playbooks."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import projects

CONFIGURATION = """\
site_name: x
site_url: https://x.example/sub/
plugins:
  - playbook:
      format: 1
      segments: {startup: {da: N, sv: N, "no": N}}
      owners: {cx: {da: Kundeteam, sv: Kundteam, "no": Kundeteam}, sales: {da: Salg, sv: Sälj, "no": Salg}}
"""
_NOBODY = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "2026-11-01T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-11-01T12:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(root: Path, *arguments: str) -> str:
    """What git says; it knows nothing of this machine's user."""
    done = subprocess.run(
        ["git", *arguments], cwd=root, env=os.environ | _NOBODY, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def repository(root: Path, files: dict[str, str] | None = None) -> Path:
    """A repository whose first commit, tagged ``first``, holds the base playbook and what a test changes in it."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch", "main")
    projects.write(root, projects.base() | {"mkdocs.yml": CONFIGURATION} | (files or {}))
    commit(root, "first")
    return root


def commit(root: Path, tag: str) -> str:
    """Commit everything under a tag; the hash of the commit."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", tag)
    git(root, "tag", tag)
    return git(root, "rev-parse", "HEAD")


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Replace what stands once in a file."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")
