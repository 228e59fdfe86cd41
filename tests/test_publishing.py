"""The swap, the way back, parts of a site, and what a build has read; the drills do the same while things go wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import projects
from drills.sites import HIDDEN, number_of, publish, refuse_leftovers, write
from playbook import inputs, joining
from playbook.build_record import BuildRecord
from playbook.joining import PartsError
from playbook.publishing import PublishError, Staging, roll_back
from playbook.verification import seal, surveyed, verify


def taken(folder: Path) -> None:
    """Any site will do."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The second of two sites, with a hidden file."""
    found = tmp_path / "out" / "site"
    publish(found, 1)
    projects.write(found, {HIDDEN: "x"})
    publish(found, 2)
    return found


def test_a_rollback_returns_what_was_there_and_another_one_returns_again(site: Path) -> None:
    for number in (1, 2, 1):
        roll_back(site, check=taken)
        assert number_of(site) == number
        refuse_leftovers(site)


def test_there_may_be_nothing_to_roll_back_to(tmp_path: Path) -> None:
    publish(tmp_path / "site", 1)
    with pytest.raises(PublishError, match="there is no site before this one beside"):
        roll_back(tmp_path / "site", check=taken)
    assert number_of(tmp_path / "site") == 1


def test_what_the_check_refuses_does_not_become_the_site(site: Path) -> None:
    def refuse(folder: Path) -> None:
        raise PublishError(f"{folder.name} is damaged")

    with pytest.raises(PublishError, match="previous is damaged"):
        roll_back(site, check=refuse)
    assert number_of(site) == 2
    refuse_leftovers(site)


def test_a_rollback_waits_for_no_build(site: Path) -> None:
    staging = Staging(site)
    with pytest.raises(PublishError, match="another build is writing"):
        roll_back(site, check=taken)
    staging.discard()


def test_it_is_known_which_site_will_go(site: Path, tmp_path: Path) -> None:
    staging = Staging(site)
    going = staging.outgoing
    assert going
    assert number_of(going) == 1
    (staging.folder / "index.html").write_text("3", encoding="utf-8")
    kept = (going / "index.html").stat().st_ino
    staging.publish()
    assert (going / "index.html").stat().st_ino != kept
    for folder in (tmp_path / "nothing", tmp_path / "first"):
        staging = Staging(folder)
        assert staging.outgoing is None
        staging.discard()
        publish(tmp_path / "first", 1)
    shutil.rmtree(site)
    staging = Staging(site)
    assert staging.outgoing is None  # nothing takes the place of the site before
    staging.discard()


def test_when_the_site_is_removed_during_a_build_the_one_before_shares_no_file(site: Path) -> None:
    staging = Staging(site)
    assert staging.outgoing
    write(staging.folder, 3)
    for file in [file for file in staging.outgoing.rglob("*") if file.is_file()]:
        linked = staging.folder / file.relative_to(staging.outgoing)
        linked.unlink(missing_ok=True)
        os.link(file, linked)
    shutil.rmtree(site)
    staging.publish()
    assert {file.stat().st_nlink for file in site.rglob("*") if file.is_file()} == {1}
    roll_back(site, check=taken)


def test_a_folder_that_is_no_site_is_not_replaced(tmp_path: Path) -> None:
    projects.write(tmp_path / "work", {"thesis.txt": "x"})
    assert "has no index.html, so it is no site" in publish(tmp_path / "work", 1)
    assert (tmp_path / "work/thesis.txt").read_text(encoding="utf-8") == "x"
    assert "is a file; the site needs a folder" in publish(tmp_path / "work/thesis.txt", 1)


def test_a_folder_whose_name_is_a_pattern(tmp_path: Path) -> None:
    site = tmp_path / "[x]*"
    for number in (1, 2):
        assert publish(site, number) == ""
        assert number_of(site) == number
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".[x]*.previous", "[x]*"]


def test_a_link_to_the_site_stays_a_link(site: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(site)
    assert publish(tmp_path / "link", 3) == ""
    assert (tmp_path / "link").is_symlink()
    assert number_of(site) == 3


# --- Parts ------------------------------------------------------------------------------------------------------------

RECORD = BuildRecord(
    commit="a", date="", content="b", site_url="", languages=("da", "sv"), pages={}, versions={"mkdocs": "1"}
)


def part(folder: Path, language: str, *, record: BuildRecord = RECORD, root: str = "") -> Path:
    projects.write(folder, {"robots.txt": root, f"{language}/index.html": "<a href='../robots.txt'></a></html>"})
    record = replace(record, pages={language: {"page": 1}})
    assert seal(folder, surveyed(folder, record), record).problems == ()
    return folder


def test_parts_make_the_site(tmp_path: Path) -> None:
    read = [joining.read(part(tmp_path / language, language)) for language in ("sv", "da")]
    to = tmp_path / "site"
    to.mkdir()
    assert joining.join(read, to).problems == ()
    assert (verify(to).pages, verify(to).problems) == (2, ())


def hurt(folder: Path) -> None:
    (folder / "sv/index.html").write_text("<p>other</p></html>", encoding="utf-8")


def lose(folder: Path) -> None:
    (folder / "sv/index.html").unlink()


def link(folder: Path) -> None:
    lose(folder)
    (folder / "sv/index.html").symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"record": replace(RECORD, commit="x")}, "'{da}' and '{sv}' were built from different commits"),
        ({"record": replace(RECORD, content="x")}, "'{da}' and '{sv}' were built from different content"),
        ({"record": replace(RECORD, versions={})}, "'{da}' and '{sv}' were built with different versions"),
        ({"record": replace(RECORD, site_url="x")}, "'{da}' and '{sv}' were built for different addresses"),
        ({"root": "x"}, "'robots.txt' is not the same in '{da}' and in '{sv}'"),
        (hurt, "'{sv}/sv/index.html' has been changed since it was built"),
        (lose, "'{sv}/sv/index.html' is missing"),
        (link, "'{sv}/sv/index.html' is a link"),
        (
            lambda folder: (folder / "build.json").unlink(),
            "{sv}/build.json: No such file or directory; 'playbook build'",
        ),
        (lambda folder: shutil.copytree(folder.parent / "da", folder, dirs_exist_ok=True), "'da' is in '{da}' and"),
    ],
)
def test_parts_that_do_not_fit(tmp_path: Path, change: dict[str, object] | Callable[[Path], object], told: str) -> None:
    da = part(tmp_path / "da", "da")
    sv = part(tmp_path / "sv", "sv", **(change if isinstance(change, dict) else {}))  # type: ignore[arg-type]
    if callable(change):
        change(sv)
    (tmp_path / "site").mkdir()
    with pytest.raises(PartsError) as raised:
        joining.join([joining.read(da), joining.read(sv)], tmp_path / "site")
    assert str(raised.value).startswith(told.format(da=da, sv=sv))


def test_a_language_must_not_be_missing(tmp_path: Path) -> None:
    with pytest.raises(PartsError, match="no part has 'sv'"):
        joining.record_of([joining.read(part(tmp_path / "da", "da"))])


# --- What a build has read --------------------------------------------------------------------------------------------

CONTENT = {"mkdocs.yml": "x", "content/da/a.md": "a", "content/da/b.md": "b", "translations/sv/a.txt": "x"}


def test_what_has_not_changed_is_not_told(tmp_path: Path) -> None:
    projects.write(tmp_path, CONTENT)
    before = inputs.taken(tmp_path)
    projects.write(tmp_path, {"content/da/a.md": "a", "content/da/.b.md.swp": "x", "site/x": "x"})
    os.utime(tmp_path / "content/da/b.md")
    assert inputs.changed(tmp_path, before) == ()
    assert inputs.taken(tmp_path).digest == before.digest


@pytest.mark.parametrize("name", ["mkdocs.yml", "content/da/a.md", "content/da/c.md", "translations/sv/a.txt"])
def test_what_has_changed_is_told(tmp_path: Path, name: str) -> None:
    projects.write(tmp_path, CONTENT)
    before = inputs.taken(tmp_path)
    projects.write(tmp_path, {name: "!"})
    assert inputs.changed(tmp_path, before) == (name,)
    assert inputs.taken(tmp_path).digest != before.digest


def test_what_is_gone_is_told_and_what_never_ends_is_not_read(tmp_path: Path) -> None:
    projects.write(tmp_path, CONTENT)
    os.mkfifo(tmp_path / "content/da/pipe.md")
    before = inputs.taken(tmp_path)
    (tmp_path / "content/da/a.md").unlink()
    assert inputs.changed(tmp_path, before) == ("content/da/a.md",)


def test_a_site_knows_its_number(tmp_path: Path) -> None:
    write(tmp_path, 5)
    assert number_of(tmp_path) == 5
    assert number_of(tmp_path / "none") is None
