"""The search index as it lies beside the pages: the same bytes each time, nothing but what there is to read."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import parted
from hosts import contents, project, run
from mkdocs_playbook.indexer import Pagefind, SearchError
from mkdocs_playbook.readable import lean, text_of
from mkdocs_playbook.search import FOLDER, SCRIPT, _write_parts, write
from playbook.store import Store

pytestmark = pytest.mark.xdist_group("hosts")


def fragments(index: Path) -> list[dict[str, object]]:
    """What Pagefind keeps of each page."""
    packed = sorted((index / "fragment").iterdir())
    return [json.loads(gzip.decompress(each.read_bytes()).removeprefix(b"pagefind_dcd")) for each in packed]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playbook, built twice: in ``site`` and, one language alone, in ``again``."""
    root = project(tmp_path_factory.mktemp("index"))
    for arguments in (["--site-dir", "site"], ["--site-dir", "again", "--language", "da"]):
        done = run(root, "playbook", "build", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "agefind" not in done.stdout + done.stderr
    return root


def test_the_same_pages_give_the_same_bytes(root: Path) -> None:
    index = contents(root / "site/da" / FOLDER)
    assert index == contents(root / "again/da" / FOLDER)
    assert {path for path in index if "/" not in path and not path.endswith(".pf_meta")} == {
        "facets.json",
        "pagefind-entry.json",
        "pagefind-worker.js",
        "pagefind.js",
        "wasm.da.pagefind",
    }


@pytest.mark.parametrize("folder", ["da", "sv", "no"])
def test_each_language_has_an_index_of_its_own(root: Path, folder: str) -> None:
    entry = json.loads((root / "site" / folder / FOLDER / "pagefind-entry.json").read_text(encoding="utf-8"))
    pages = len(list((root / "site" / folder).rglob("index.html")))
    assert list(entry["languages"]) == [folder]
    assert entry["languages"][folder]["page_count"] >= pages


def test_only_what_is_to_be_read_is_searched(root: Path) -> None:
    found = {str(each["url"]): str(each["content"]) for each in fragments(root / "site/da" / FOLDER)}
    journey, _, hidden = found["journeys/buy/"].partition("␞")
    assert journey.startswith("Et køb. ")
    assert "Mette" in journey
    for chrome in ("journey title", "Gem som favorit", "Indholdsfortegnelse", "Oversættelser", "¶", "Rediger"):
        assert chrome not in journey, journey
    assert "kob" in hidden.split(".")[0].split()


@pytest.fixture(scope="module")
def divided(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same index in parts of ten pages."""
    folder = tmp_path_factory.mktemp("divided")
    shutil.copytree(root / "site/da", folder / "da")
    parted.index(root, folder, "da", tree=folder / "tree", largest=10)
    return folder / "da" / FOLDER


def test_a_large_language_has_its_pages_in_several_indexes(root: Path, divided: Path) -> None:
    whole = json.loads((root / "site/da" / FOLDER / "facets.json").read_text(encoding="utf-8"))
    facets = json.loads((divided / "facets.json").read_text(encoding="utf-8"))
    folders = [divided, *(divided / str(part) for part in range(2, len(facets["parts"]) + 1))]
    entries = [json.loads((each / "pagefind-entry.json").read_text(encoding="utf-8")) for each in folders]
    assert [entry["languages"]["da"]["page_count"] for entry in entries] == facets["parts"]
    assert len(folders) > 2
    assert "parts" not in whole
    assert facets["labels"] == whole["labels"]
    assert sorted(map(repr, facets["pages"])) == sorted(map(repr, whole["pages"]))


def test_each_page_is_in_one_index_and_what_reads_them_in_the_first(root: Path, divided: Path) -> None:
    parts = [divided, *(each for each in divided.iterdir() if each.name.isdigit())]
    found = [each for part in parts for each in fragments(part)]
    assert sorted(map(repr, found)) == sorted(map(repr, fragments(root / "site/da" / FOLDER)))
    assert {path.name for part in parts[1:] for path in part.iterdir() if path.suffix != ".pf_meta"} == {
        "fragment",
        "index",
        "pagefind-entry.json",
    }


def test_only_what_takes_much_memory_waits_for_its_turn(root: Path, tmp_path: Path) -> None:
    made = parted.job(root, tmp_path, "da", tree=tmp_path / "tree")
    pages = dict.fromkeys(made.language["pages"], "<h1>Køb</h1>")
    turns: list[str] = []

    @contextmanager
    def turn() -> Iterator[None]:
        turns.append("taken")
        yield
        turns.append("given back")

    write(made, pages, to=tmp_path / "whole", turn=turn)
    assert turns == []
    write(made, pages, to=tmp_path / "parts", turn=turn, largest=len(pages) - 1)
    assert turns == ["taken", "given back"] * 2


def test_two_parts_that_name_pages_alike_do_not_fit_together(tmp_path: Path) -> None:
    def made(part: int, parts: int) -> dict[str, bytes]:
        return {f"fragment/da_{part % 2 if parts < 4 else part}.pf_fragment": b"", "facets.json": b"[]"}

    assert [_write_parts(parts, tmp_path / "draft", made) for parts in (1, 2, 3, 4)] == [True, True, False, True]


def test_only_the_part_that_a_change_touches_is_made_again(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "site/da", tmp_path / "da")
    store = Store(tmp_path / "store", limit=1 << 30)
    kept = tmp_path / "store"
    parted.index(root, tmp_path, "da", tree=tmp_path / "tree", largest=10, store=store)
    first, before = set(kept.iterdir()), contents(tmp_path / "da" / FOLDER)
    parted.index(root, tmp_path, "da", tree=tmp_path / "tree", largest=10, store=store)
    assert set(kept.iterdir()) == first
    assert contents(tmp_path / "da" / FOLDER) == before
    page = tmp_path / "da/journeys/buy/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Mette", "Mathilde"), encoding="utf-8")
    parted.index(root, tmp_path, "da", tree=tmp_path / "tree", largest=10, store=store)
    assert len(set(kept.iterdir()) - first) == 1
    assert contents(tmp_path / "da" / FOLDER) != before


def test_what_is_there_to_be_used_is_not_to_be_read() -> None:
    page = (
        '<h1>Køb<a class="headerlink" href="#x">¶</a></h1><p>Et &amp; <em>to</em><br>tre</p><nav><p>Menu</p></nav>'
        '<div class="x diagram">Tegning<img src="x"></div><p hidden>Skjult</p><p data-search-exclude="true">Nej</p>'
        "<ul><li>Slut</ul><svg><title>Ikon</title></svg>"
    )
    assert text_of(lean(page)) == "Køb Et & to tre Slut"


def test_a_playbook_that_still_names_search_is_told(tmp_path: Path) -> None:
    done = run(project(tmp_path, plugins=("search",)), "mkdocs", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "mkdocs.yml: 'plugins.search' has no effect" in done.stderr
    assert not list((tmp_path / "site").rglob("search_index.json"))


@pytest.mark.parametrize(
    ("program", "reason"), [("false", "Pagefind has ended"), ("missing", "Pagefind cannot be started")]
)
def test_an_index_that_cannot_be_made_is_one_line_and_no_site(tmp_path: Path, program: str, reason: str) -> None:
    root = project(tmp_path)
    done = run(root, "playbook", "build", PAGEFIND_BINARY_PATH=f"/bin/{program}")
    assert done.returncode == 3
    lines = [line for line in done.stderr.splitlines() if "agefind" in line]
    assert len(lines) == 3, done.stderr  # one for each language
    assert all(reason in line for line in lines)
    assert "Traceback" not in done.stderr
    assert not (root / "site").exists()


def test_a_page_that_pagefind_cannot_take_is_told_with_the_next_question() -> None:
    with Pagefind("da") as index:
        known, index._id = index._id, 99
        index.add("x/", "<html></html>")
        index._id = known
        with pytest.raises(SearchError, match="Pagefind"):
            index.files(["*"])


def test_no_process_is_left_over() -> None:
    with Pagefind("da") as index:
        pid = index._process.pid
        os.kill(pid, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_site_for_files_has_its_index_in_a_script(tmp_path: Path) -> None:
    root = project(tmp_path)
    done = run(root, "playbook", "build", "--offline", "--language", "da", "--site-dir", "site")
    assert done.returncode == 0, done.stdout + done.stderr
    script = (root / "site/da" / SCRIPT).read_text(encoding="utf-8")
    index = json.loads(script.removeprefix("globalThis.playbookIndex=").removesuffix(";\n"))
    journey = next(page for page in index["pages"] if page["address"] == "journeys/buy/index.html")
    assert journey["title"] == "Et køb"
    assert not journey["text"].startswith("Et køb")
    assert [index["labels"]["kind"][place] for place in journey["facets"]["kind"]] == ["Kunderejse"]
    assert not (root / "site/da" / FOLDER).exists()
