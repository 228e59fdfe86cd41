"""A language that nothing has touched is taken over from the site that is there, whatever has happened to that."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hosts import contents, project, run
from mkdocs_playbook import build as building
from mkdocs_playbook.build import Memory, build_language
from mkdocs_playbook.job import Job, Sibling
from parted import job

LATE = """\
from mkdocs.plugins import event_priority

@event_priority(-1000)
def on_post_build(config):
    raise OSError(28, "No space left")
"""
"""A hook that fails when the languages are there."""

pytestmark = pytest.mark.xdist_group("hosts")


@pytest.fixture
def built(tmp_path: Path) -> Job:
    """A language that has been built and published; another build of it is about to begin."""
    root = project(tmp_path / "project")
    first = job(root, tmp_path / "site", "sv", tree=tmp_path / "tree", is_cached=True)
    assert not build_language(first, Memory(), lambda number: None).failure
    return replace(first, site_dir=tmp_path / "staging/sv")


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages that are built in the ordinary way from now on."""
    found: list[str] = []
    make = building._build_once

    def noted(job: Job, *more: Any) -> bool:
        found.append(job.language["folder"])
        return make(job, *more)

    monkeypatch.setattr(building, "_build_once", noted)
    return found


def test_it_is_taken_over_with_what_is_known_of_its_files(built: Job, rendered: list[str]) -> None:
    first = build_language(replace(built, site_dir=built.published / "sv"), Memory(), lambda number: None)
    again = build_language(built, Memory(), lambda number: None)
    assert again == first
    assert again.survey
    assert again.survey.outward
    assert rendered == []
    assert contents(built.site_dir) == contents(built.published / "sv")


def test_what_was_said_of_it_is_said_again(built: Job, rendered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    touched = replace(built, copyright="&copy; 2026")
    monkeypatch.setattr(building.search, "write", lambda *_, **__: building.log.warning("of the search"))
    for _ in range(2):
        assert [each.message for each in build_language(touched, Memory(), lambda number: None).records] == [
            "of the search"
        ]
    assert rendered == ["sv", "sv"]


def gone(file: Path) -> None:
    file.unlink()


def changed(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"</p>", b"<b>?</b></p>", 1))


def a_link(file: Path) -> None:
    file.rename(file.with_name("other.html"))
    file.symlink_to("other.html")


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def below_a_link(file: Path) -> None:
    file.parent.rename(file.parent.with_name("elsewhere"))
    file.parent.symlink_to("elsewhere")


@pytest.mark.parametrize("spoil", [gone, changed, a_link, a_pipe, a_folder, below_a_link])
def test_when_a_file_of_it_is_another_it_is_built(
    built: Job, rendered: list[str], spoil: Callable[[Path], None]
) -> None:
    site = contents(built.published / "sv")
    spoil(built.published / "sv/personas/mette/index.html")
    assert not build_language(built, Memory(), lambda number: None).failure
    assert rendered == ["sv"]
    assert contents(built.site_dir) == site


def test_files_that_are_not_its_own_stay_behind(built: Job, rendered: list[str]) -> None:
    site = contents(built.published / "sv")
    (built.published / "sv/notes.txt").write_text("forgotten", encoding="utf-8")
    build_language(built, Memory(), lambda number: None)
    assert rendered == []
    assert contents(built.site_dir) == site


@pytest.mark.parametrize(
    "touch",
    [
        lambda job: replace(job, copyright="&copy;"),
        lambda job: replace(job, siblings=(Sibling(folder="da", tag="da", name="Dansk", site_name="Prøve"),)),
        lambda job: replace(job, language={**job.language, "version": "2026.1"}),
        lambda job: replace(job, language={**job.language, "facets": {}}),
        lambda job: (job.docs_dir / "picture.png").write_bytes(b"png") and job,
        lambda job: replace(job, is_cached=False),
        lambda job: replace(job, published=job.published / "nothing"),
    ],
)
def test_whatever_it_is_made_from_touches_it(
    built: Job, rendered: list[str], touch: Callable[[Job], Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building.search, "write", lambda *_, **__: True)  # not every one of these can be searched
    build_language(touch(built), Memory(), lambda number: None)
    assert rendered == ["sv"]


# --- The site that goes ----------------------------------------------------------------------------------------------


def test_files_that_the_site_that_goes_has_too_are_moved_over(built: Job, tmp_path: Path) -> None:
    goes = shutil.copytree(built.published, tmp_path / "goes")
    changed(goes / "sv/personas/mette/index.html")
    (goes / "sv/index.html").unlink()
    (goes / "sv/index.html").symlink_to(built.published / "sv/index.html")
    was = contents(goes)
    for path in was:
        os.utime(goes / path, (0, 0))
    build_language(replace(built, outgoing=goes), Memory(), lambda number: None)
    assert contents(built.site_dir) == contents(built.published / "sv")
    assert contents(goes) == was
    apart = {
        path
        for path in contents(built.site_dir)
        if not (built.site_dir / path).samefile(goes / "sv" / path) or (goes / "sv" / path).is_symlink()
    }
    assert apart == {"index.html", "personas/mette/index.html"}
    assert all((built.site_dir / path).stat().st_mtime > 0 for path in contents(built.site_dir))


@pytest.mark.parametrize(
    "alter", [lambda file: file.chmod(0o600), lambda file: os.link(file, file.with_name("elsewhere"))]
)
def test_files_that_are_not_as_new_ones_are_copied(built: Job, tmp_path: Path, alter: Callable[[Path], object]) -> None:
    goes = shutil.copytree(built.published, tmp_path / "goes")
    alter(goes / "sv/index.html")
    build_language(replace(built, outgoing=goes), Memory(), lambda number: None)
    made = built.site_dir / "index.html"
    assert not made.samefile(goes / "sv/index.html")
    assert (made.stat().st_nlink, made.stat().st_mode) == (1, (built.site_dir / "404.html").stat().st_mode)
    assert (built.site_dir / "404.html").samefile(goes / "sv/404.html")


def test_where_files_cannot_be_linked_they_are_copied(
    built: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    goes = shutil.copytree(built.published, tmp_path / "goes")
    build_language(replace(built, outgoing=goes), Memory(), lambda number: None)
    assert contents(built.site_dir) == contents(built.published / "sv")


def inodes(site: Path) -> dict[str, int]:
    files = [path for path in site.rglob("*") if path.is_file()]
    assert {path.stat().st_nlink for path in files} == {1}
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in files}


def test_two_sites_take_turns_and_share_no_file(tmp_path: Path) -> None:
    root = project(tmp_path)
    journey = root / "content/sv/journeys/buy.md"
    seen = []
    for word in ("den", "ett", "två", "nya"):
        text = journey.read_text(encoding="utf-8")
        journey.write_text(text.replace("appen", f"{word} appen"), encoding="utf-8")
        done = run(root, "playbook", "build")
        assert done.returncode == 0, done.stdout + done.stderr
        seen.append(inodes(root / "site"))
        if len(seen) > 1:
            assert inodes(root / ".site.previous") == seen[-2]
    page = "sv/journeys/buy/index.html"
    assert len({each[page] for each in seen[-2:]}) == 2
    untouched = [path for path in seen[0] if path.startswith(("da/", "no/"))]
    assert len(untouched) > 40
    for path in untouched:
        assert seen[0][path] == seen[2][path] != seen[1][path] == seen[3][path], path
    before = contents(root / ".site.previous")
    (root / "late.py").write_text(LATE, encoding="utf-8")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [late.py]\n")
    done = run(root, "playbook", "build")
    assert (done.returncode, "verified: " in done.stderr) == (3, True), done.stdout + done.stderr
    assert inodes(root / ".site.previous") == seen[-2]
    assert contents(root / ".site.previous") == before
