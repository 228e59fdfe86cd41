"""A large language on many processors: its pages are shared by several workers, and the site is the same."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import projects
from hosts import contents, run
from mkdocs_playbook.kept import Kept
from mkdocs_playbook.sharing import processors, shares
from parted import job
from playbook.variables import PROCESSORS, VariableError

pytestmark = pytest.mark.xdist_group("hosts")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped playbook, never built before."""
    return projects.shipped(tmp_path / "project")


def test_shares_are_what_is_not_kept_each_page_once(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = job(root, tmp_path / "site", "sv", tree=tmp_path / "tree", is_cached=True)
    monkeypatch.setenv(PROCESSORS, "2")
    parts = shares(whole, languages=1)
    pages = set(whole.language["pages"])
    assert len(parts) == 2
    assert parts[0].share | parts[1].share == pages
    assert not parts[0].share & parts[1].share
    assert len({each.site_dir for each in (whole, *parts)}) == 3
    kept = Kept(whole)
    assert kept.store
    for path in sorted(pages)[:50]:
        kept.store.put(kept._key(path, whole.language["pages"][path]), b"a page")
    assert set(kept.missing()) == pages - set(sorted(pages)[:50])
    monkeypatch.setenv(PROCESSORS, "99")
    assert len(shares(whole, languages=1)) == (len(pages) - 50) // 50


def test_a_language_is_not_shared_where_it_is_not_worth_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = job(root, tmp_path / "site", "sv", tree=tmp_path / "tree", is_cached=True)
    monkeypatch.setenv(PROCESSORS, "5")
    assert len(shares(whole, languages=2)) == 2
    assert shares(whole, languages=3) == ()
    assert shares(job(root, tmp_path / "site", "sv", tree=tmp_path / "tree"), languages=1) == ()


def test_a_build_takes_eight_processors_unless_it_is_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PROCESSORS, raising=False)
    for there, taken in ((1, 1), (4, 4), (64, 8)):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, number=there: set(range(number)), raising=False)
        assert processors() == taken
    for named, taken in (("12", 12), ("0", 1)):
        monkeypatch.setenv(PROCESSORS, named)
        assert processors() == taken
    for named in ("many", "-1", "²", "9" * 5000):
        monkeypatch.setenv(PROCESSORS, named)
        with pytest.raises(VariableError, match="PLAYBOOK_PROCESSORS is no whole number"):
            processors()


def test_the_site_is_the_same_whoever_makes_its_pages(root: Path) -> None:
    command = ("playbook", "build", "--language", "sv", "--site-dir")
    alone = run(root, *command, "alone", PLAYBOOK_PROCESSORS="1")
    assert alone.returncode == 0, alone.stdout + alone.stderr
    shutil.rmtree(root / ".cache")
    shared = run(root, *command, "shared", PLAYBOOK_PROCESSORS="3")
    assert shared.returncode == 0, shared.stdout + shared.stderr
    assert "workers share" not in alone.stderr
    assert "sv: 3 workers share its pages" in shared.stderr
    assert contents(root / "shared") == contents(root / "alone")
    assert not list((root / ".cache").rglob(".share-*"))
    tree = next((root / ".cache/playbook").glob("built-*"))
    (tree / ".share-sv-7").mkdir()
    again = run(root, *command, "shared", PLAYBOOK_PROCESSORS="3")
    assert "workers share" not in again.stderr
    assert not (tree / ".share-sv-7").exists()
    assert contents(root / "shared") == contents(root / "alone")
