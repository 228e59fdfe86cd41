"""The playbook that is built while it is disturbed, its site, and what must be so afterwards."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from drills.machine import PATIENCE, family, run, wait_until
from drills.sites import DrillError
from playbook import build_record
from playbook.settings import CONFIG_FILE
from playbook.verification import verify

BASE = Path(__file__).parent.parent / "tests" / "library" / "base.txt"
CONFIGURATION = """\
site_name: Playbook
site_url: https://playbook.example/
docs_dir: content
theme: material
plugins:
  - playbook:
      format: 1
      segments: {startup: {da: N, sv: N, "no": N}}
      owners: {cx: {da: N, sv: N, "no": N}}
"""
HOME = "content/da/index.md"
"""A text that all languages show, having no translation of it."""
TRANSLATION = "content/sv/journeys/buy.md"
"""A text of one language alone."""
_LETTERS = str.maketrans("0123456789", "abcdefghij")


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How a build ended."""

    code: int
    """As a shell tells it: 128 and the number for a signal."""
    said: str
    """On both outputs."""

    @property
    def lines(self) -> list[str]:
        """What was said to people: without what MkDocs tells of its progress."""
        return [line for line in self.said.splitlines() if line.strip() and not line.startswith("INFO")]


@dataclass(kw_only=True)
class Ground:
    """A playbook whose site is published, to build it again."""

    root: Path
    more: Mapping[str, str] = field(default_factory=dict)
    """For the environment of builds."""

    @property
    def site(self) -> Path:
        """The published one."""
        return self.root / "out" / "site"

    def edit(self, name: str = HOME) -> None:
        """Change the content, so that a new site can be told from the old one."""
        with (self.root / name).open("a", encoding="utf-8") as file:
            file.write(f"\nUdgave {str(time.time_ns()).translate(_LETTERS)}.\n")

    def start(self, *before: str, site: Path | None = None) -> subprocess.Popen[str]:
        """Begin a build, as a process group of its own; ``before`` is a program that starts it."""
        command = [*before, sys.executable, "-m", "playbook", "build", "--site-dir", str(site or self.site)]
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=os.environ | self.more,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def build(self, *before: str, site: Path | None = None) -> Outcome:
        """Build to the end."""
        return ended(self.start(*before, site=site))

    def content(self) -> str:
        """What the published site was built from; raises DrillError when it is not whole."""
        if problems := verify(self.site).problems:
            raise DrillError(f"the site is not whole: {problems[0]}")
        return build_record.read(self.site).content

    def refuse_leftovers(self) -> None:
        """Raise DrillError when there is more than the site and the one before."""
        found = {entry.name for entry in self.site.parent.iterdir()} - {"site", ".site.previous"}
        if found:
            raise DrillError(f"left behind: {', '.join(sorted(found))}")


def ended(process: subprocess.Popen[str]) -> Outcome:
    """Wait for a build."""
    said = process.communicate(timeout=PATIENCE)[0]
    return Outcome(code=process.returncode if process.returncode >= 0 else 128 - process.returncode, said=said)


def small_playbook() -> dict[str, str]:
    """The files of the playbook on which the tests are built too."""
    parts = re.split(r"^=== (.+)\n", BASE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True)) | {CONFIG_FILE: CONFIGURATION}


def prepare(root: Path, files: Mapping[str, str]) -> Ground:
    """Write a playbook and publish its site."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    ground = Ground(root=root)
    require(ground.build(), 0)
    ground.edit()
    return ground


def require(outcome: Outcome, code: int, *words: str, may_trace: bool = False) -> str:
    """The line of an outcome with the words; raises DrillError without it, for another code, or a trace."""
    if outcome.code != code:
        raise DrillError(f"it ended with {outcome.code}, not {code}:\n{outcome.said}")
    if "Traceback" in outcome.said and not may_trace:
        raise DrillError(f"it says more than a line:\n{outcome.said}")
    for line in outcome.lines:
        if all(word in line for word in words):
            return line
    if words:
        raise DrillError(f"no line says '{' … '.join(words)}':\n{outcome.said}")
    return ""


def require_unchanged(ground: Ground, before: str) -> None:
    """Raise DrillError when the site was built from something else than before."""
    if ground.content() != before:
        raise DrillError("the site is not as it was")


def loading(ground: Ground) -> subprocess.Popen[str]:
    """A build that hears Ctrl-C, and has started the process in which it loads MkDocs."""
    process = hearing(ground, signal.SIGINT)
    wait_until(lambda: len(family(process.pid)) > 1, process)
    return process


def hearing(ground: Ground, number: int) -> subprocess.Popen[str]:
    """A build that hears a signal which is ignored here, as under nohup."""
    own = signal.signal(number, signal.SIG_DFL)
    process = ground.start()
    signal.signal(number, own)
    return process


@contextmanager
def mounted(ground: Ground, options: str) -> Iterator[Ground]:
    """The same ground, with its site on a file system of its own."""
    root = ground.root.with_name(f"{ground.root.name}-mounted")
    shutil.copytree(ground.root, root, ignore=shutil.ignore_patterns("out", "many"))
    small = Ground(root=root, more=ground.more)
    small.site.parent.mkdir()
    run("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(small.site.parent))
    try:
        shutil.copytree(ground.site, small.site)
        yield small
    finally:
        run("umount", str(small.site.parent))
        shutil.rmtree(root)
