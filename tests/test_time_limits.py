"""Work on a page that takes too long is ended, wherever it is, and the error names the page and the limit."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

import projects
from answering import CONFIGURATION
from playbook import prose
from playbook.source import Document, Limits
from playbook.time_limits import TookTooLongError, limited

TOLD = "content/da/wall.md: this page takes more than 1 seconds; make it simpler"


def spin(*_: object) -> None:
    while True:
        pass


@pytest.mark.parametrize("work", [spin, lambda: re.match(r"(a+)+b", "a" * 60)], ids=["a loop", "an expression"])
def test_work_is_ended_wherever_it_is(work: object) -> None:
    assert callable(work)
    with (
        pytest.raises(TookTooLongError, match=r"^x\.md: this page takes more than 0\.05 seconds"),
        limited("x.md", 0.05),
    ):
        work()


def test_no_library_swallows_it() -> None:
    def stubborn() -> None:
        while True:
            with suppress(Exception):
                spin()

    with pytest.raises(TookTooLongError), limited("x.md", 0.05):
        stubborn()


def test_what_is_done_in_time_is_left_alone() -> None:
    with limited("x.md", 0.2):
        pass
    until = time.process_time() + 0.4
    while time.process_time() < until:
        pass
    with limited("x.md", 0):  # no limit
        pass


def test_the_check_tells_it_as_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "read_markdown", spin)
    found = prose.read_prose(Document(file="x.md", body="- a"), limits=Limits(page_seconds=1)).diagnostics
    assert [(each.code, str(each.message)) for each in found] == [
        ("tangled-text", "Markdown takes more than 1 seconds over this text")
    ]


def test_a_build_is_ended_with_one_line(tmp_path: Path) -> None:
    """The check does not read plain text as Markdown, and its underlined headings are the slowest of all."""
    limits = "      limits: {page_seconds: 1, marks: 1000000}\n"
    projects.write(
        tmp_path,
        projects.base()
        | {"mkdocs.yml": CONFIGURATION + limits, "content/da/wall.md": "---\ntitle: Mur\n---\n" + "a\n---\n" * 14_000},
    )
    done = subprocess.run(
        [sys.executable, "-m", "playbook", "build", "--language", "da"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert said.count(TOLD) == 1, said
    assert "Traceback" not in said
    assert not (tmp_path / "site").exists()
