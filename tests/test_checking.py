"""The measurement of the check works, and leaves what it measures as it was. Nothing is timed."""

from __future__ import annotations

from pathlib import Path

from benchmarks.checking import measure_checking
from benchmarks.generate import write_playbook
from benchmarks.journeys import BRIEF
from playbook.project import open_project


def test_the_check_is_measured_and_its_files_are_left_as_they_were(tmp_path: Path) -> None:
    write_playbook(tmp_path, 2)
    before = {path: path.read_bytes() for path in (tmp_path / "content").rglob("*.md")}
    found = measure_checking(tmp_path, rounds=1)
    assert {path: path.read_bytes() for path in (tmp_path / "content").rglob("*.md")} == before
    assert (found.files, found.journey_files) == (len(before), 6)
    assert min(found.start, found.cold.cpu, found.edited.wall, found.same.memory) > 0


def test_what_is_checked_has_four_kilobytes_of_front_matter_and_no_mistakes(tmp_path: Path) -> None:
    write_playbook(tmp_path, 30, size=BRIEF)
    fronts = [len(file.read_bytes().split(b"\n---\n")[0]) for file in tmp_path.glob("content/*/journeys/*.md")]
    assert len(fronts) == 90
    assert 3800 <= sum(fronts) / len(fronts) <= 4400
    assert open_project(tmp_path)[2] == ()
