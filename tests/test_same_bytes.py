"""The same input gives the same bytes: with what builds before have left or without, wherever and by whomever."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hosts import contents, project, run, surroundings
from mkdocs_playbook.kept import frame
from parted import job
from playbook.model import Release
from playbook.releases import format_release, release_file

pytestmark = pytest.mark.xdist_group("hosts")

JOURNEY = "content/da/journeys/buy.md"
STORE = ".cache/playbook/store"


def build(root: Path, *arguments: str, site: str = "site", **more: str) -> dict[str, bytes]:
    done = run(root, "playbook", "build", "--site-dir", site, *arguments, **more)
    assert done.returncode == 0, done.stdout + done.stderr
    return contents(root / site)


def edited(root: Path, old: str, new: str, *, file: str = JOURNEY) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_build_after_edits_is_a_fresh_build(tmp_path: Path) -> None:
    root = project(tmp_path)
    first = build(root)
    assert list((root / STORE).iterdir())
    edited(root, "Køber appen", "Køber en app")
    (root / "content/sv/journeys/buy.md").unlink()
    edited(root, "title: Mette", "title: Mette & Søn", file="content/da/personas/mette.md")
    second = build(root)
    assert second != first
    assert second == build(root, "--no-cache", site="anew")


def test_on_another_day_and_with_a_version_finished_pages_are_dated_anew(tmp_path: Path) -> None:
    root = project(tmp_path)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write('      issue_uri_template: "https://git.example/new?title={title}&body={body}"\n')
    with (root / "content/da/personas/mette.md").open("a", encoding="utf-8") as persona:
        persona.write("\n[Svar](https://x.example/%1Dversion%1D)\n")
    first = build(root)
    day = {"SOURCE_DATE_EPOCH": "1795219200"}
    second = build(root, **day)
    assert second == build(root, "--no-cache", site="anew", **day)
    page = second["sv/personas/mette/index.html"].decode()
    assert "21 november 2026" in page
    assert "2026-11-21" in page
    assert "14 november 2023" in first["sv/personas/mette/index.html"].decode()
    assert not [path for path, data in second.items() if path.endswith(".html") and b"\x1d" in data]
    assert 'href="https://x.example/%1Dversion%1D"' in second["da/personas/mette/index.html"].decode()
    version = Release(name="2026.1", day=date(2026, 11, 21), commit="0" * 40, is_first=True)
    (root / "releases").mkdir()
    (root / release_file(version)).write_text(format_release(version), encoding="utf-8")
    third = build(root, **day)
    assert "2026.1" in third["sv/personas/mette/index.html"].decode()
    assert third == build(root, "--no-cache", site="anew", **day)


def test_of_what_is_dated_a_finished_page_tells_only_that_there_is_something(tmp_path: Path) -> None:
    made = job(project(tmp_path / "project"), tmp_path / "site", "sv", tree=tmp_path / "tree")
    assert not made.language["updated"]

    def framed(updated: str, version: str) -> str:
        return frame(replace(made, language={**made.language, "updated": updated, "version": version}))

    assert framed("i dag", "1") == framed("i går", "2")
    assert len({framed("", ""), framed("i dag", ""), framed("", "1"), framed("i dag", "1")}) == 4


@pytest.fixture
def spoilt(tmp_path: Path) -> tuple[Path, dict[str, bytes]]:
    """A playbook that has been built, and its site; then something is done to what it keeps."""
    root = project(tmp_path)
    return root, build(root)


def test_what_is_kept_may_be_wrong_cut_or_foreign(spoilt: tuple[Path, dict[str, bytes]]) -> None:
    root, site = spoilt
    chance = random.Random(7)  # noqa: S311 - no secret
    kept = {path: path.read_bytes() for path in sorted((root / STORE).iterdir())}
    for path, held in kept.items():
        data = bytearray(held)
        match chance.randrange(4):
            case 0:
                path.write_bytes(data[: len(data) // 2])
            case 1:
                data[chance.randrange(len(data))] ^= 1
                path.write_bytes(data)
            case 2:
                path.write_bytes(chance.choice([*kept.values()]))
            case _:
                path.unlink()
                path.symlink_to(root / JOURNEY)
    for path in (root / ".cache/playbook").rglob("*.md"):
        if chance.randrange(3) == 0:
            path.write_text("<script>alert(1)</script>", encoding="utf-8")
    assert build(root) == site


def test_what_another_user_has_kept_is_not_believed(spoilt: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    root, site = spoilt
    before = {path: path.stat().st_mtime_ns for path in (root / STORE).iterdir()}
    home = {"HOME": str(tmp_path / "home"), "XDG_CACHE_HOME": str(tmp_path / "home")}
    assert build(root, **home) == site
    assert all(path.stat().st_mtime_ns != time for path, time in before.items() if path.exists())


def test_two_builds_at_once_may_keep_their_pages_in_one_place(tmp_path: Path) -> None:
    root = project(tmp_path)
    command = [sys.executable, "-m", "playbook", "build", "--site-dir"]
    both = [
        subprocess.Popen([*command, site], cwd=root, env=surroundings(), stdout=subprocess.DEVNULL)
        for site in ("one", "other")
    ]
    assert [each.wait(120) for each in both] == [0, 0]
    assert contents(root / "one") == contents(root / "other")


def test_wherever_and_whenever_it_is_built(tmp_path: Path) -> None:
    """Another folder, its files in another order and of other times; another user, locale, zone and seed; one core."""
    here = project(tmp_path / "here")
    (here / "content/da/kort.png").write_bytes(b"\x89PNG")
    there = tmp_path / "somewhere else" / "æøå"
    for number, path in enumerate(sorted(contents(here), reverse=True)):
        (there / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(here / path, there / path)
        os.utime(there / path, (1_000_000_000 + number, 2_000_000_000 - number))
    surrounding = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Tokyo", "USER": "nobody"}
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        elsewhere = build(there, "--no-cache", **surrounding)
    finally:
        os.sched_setaffinity(0, cores)
    assert build(here, PYTHONHASHSEED="1") == elsewhere
