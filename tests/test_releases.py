"""``playbook release``, the pages that tell what is new, and the feeds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from click.testing import CliRunner, Result

import projects
from playbook.cli import main
from playbook.compiler import compile_edition
from playbook.edition import Edition
from playbook.model import News, Release
from playbook.project import open_project
from playbook.releases import format_release, read_releases, release_file
from playbook.source import Limits
from repositories import commit, edit, repository

JOURNEY = "content/da/journeys/buy.md"
SWEDISH = "content/sv/journeys/buy.md"
ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = repository(tmp_path / "project")
    monkeypatch.chdir(made)
    return made


def run(*arguments: str, today: str = "2026-11-22") -> Result:
    return CliRunner().invoke(main, ["release", *arguments, "--today", today])


def editions(root: Path, site_url: str = "https://x.example/sub") -> dict[str, Edition]:
    configuration, library, problems = open_project(root)
    assert not problems
    assert configuration is not None
    assert library is not None
    settings = configuration.settings
    return {
        folder: compile_edition(library.playbook, settings, folder, site_url=site_url) for folder in settings.languages
    }


def page(edition: Edition) -> str:
    return next(each.markdown for each in edition.pages if each.path == "changes/index.md")


def noted(root: Path, *news: News, name: str = "v1", day: str = "2026-11-22") -> None:
    release = Release(name=name, day=date.fromisoformat(day), commit="0" * 40, news=news)
    projects.write(root, {release_file(release): format_release(release)})


def journey_news(**others: object) -> News:
    return replace(News(what="changed", kind="journey", id="buy", titles={"da": "Et køb", "sv": "Ett köp"}), **others)  # type: ignore[arg-type]


# --- Versions --------------------------------------------------------------------------------------------------------


def test_the_first_version_has_nothing_to_be_compared_with(root: Path) -> None:
    done = run("v1")
    assert (done.exit_code, done.stdout) == (0, "releases/2026-11-22-v1.json: the first version\n")
    (release,), _ = read_releases(root, Limits())
    assert (release.is_first, release.news) == (True, ())


def test_a_version_brings_what_has_come_since_the_last_one(root: Path) -> None:
    run("v1")
    edit(root, JOURNEY, "    emotion: 0", "    emotion: -2")
    edit(root, SWEDISH, "Köper appen", "Hämtar appen")
    edit(root, "content/da/opportunities/clear-ad.md", "effort: 1", "effort: 2")
    edit(root, "content/da/personas/mette.md", "title: Mette", "title: Mette\nstatus: draft")
    edit(root, "content/da/models/simple.md", "title: To faser", "title: To faser\nowner: cx")
    projects.write(root, {"content/da/om.md": "---\ntitle: Om os\n---\n"})
    projects.write(root, {"content/da/kladde.md": "---\ntitle: Kladde\nstatus: draft\n---\n"})
    commit(root, "second")
    done = run("v2", today="2026-12-24")
    assert (done.exit_code, done.stdout) == (0, "releases/2026-12-24-v2.json: 2 changed, 1 removed, 1 added\n")
    release = read_releases(root, Limits())[0][0]
    assert release.news == (
        journey_news(aspects=("emotions",), own_aspects={"sv": ("text",)}),
        News(what="removed", kind="persona", id="mette", titles={"da": "Mette"}),
        News(what="changed", kind="opportunity", id="clear-ad", titles={"da": "Klar annonce"}, aspects=("facts",)),
        News(what="added", kind="page", id="om", titles={"da": "Om os"}),
    )


def test_a_version_is_what_is_committed(root: Path) -> None:
    edit(root, JOURNEY, "    emotion: 0", "    emotion: -2")
    done = run("v1")
    assert done.exit_code == 1
    assert done.stderr == (
        "error: there are changes in the content that are not committed\n  hint: commit them first\n"
    )
    assert not (root / "releases").exists()


def test_a_version_whose_content_cannot_be_read_is_none(root: Path) -> None:
    (root / "content/da/index.md").write_text("x", encoding="utf-8")
    commit(root, "broken")
    done = run("v2", "--since", "first")
    assert done.exit_code == 1
    assert "content/da/index.md:1:1: error[missing-front-matter]" in done.stderr
    assert "error: 1 file cannot be read\n" in done.stderr


def test_names_are_those_of_files_and_used_once(root: Path) -> None:
    assert run("v/1").stderr.startswith("error: 'v/1' cannot name a version")
    assert run("v1").exit_code == 0
    assert run("v1", today="2026-12-01").stderr.startswith("error: there is a version 'v1' already")


def test_an_unknown_commit_is_told(root: Path) -> None:
    noted(root)
    assert run("v2").stderr.startswith("error: there are changes in the content that are not committed\n")
    commit(root, "noted")
    done = run("v2")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (3, f"error: there is no commit '{'0' * 40}' here")
    assert run("v2", "--since", "first").stdout == "releases/2026-11-22-v2.json: nothing new for readers\n"


def test_versions_are_sorted_by_day_and_number(tmp_path: Path) -> None:
    for name, day in (("v9", "2026-11-22"), ("v10", "2026-11-22"), ("v11", "2026-11-01")):
        noted(tmp_path, name=name, day=day)
    assert [each.name for each in read_releases(tmp_path, Limits())[0]] == ["v10", "v9", "v11"]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{}", '{"format": 1, "name": "v", "day": "2026-13-01", "commit": ""}', "\udcff"]
)
def test_a_note_that_is_none_is_reported(text: str, tmp_path: Path) -> None:
    projects.write(tmp_path, {"releases/x.json": ""})
    (tmp_path / "releases/x.json").write_bytes(text.encode(errors="surrogateescape"))
    found, diagnostics = read_releases(tmp_path, Limits())
    assert (found, [each.code for each in diagnostics]) == ((), ["bad-release"])


def test_a_note_can_name_no_kind_and_no_language_that_is_none(tmp_path: Path) -> None:
    noted(tmp_path, journey_news(kind="jurney"), name="a")
    noted(tmp_path, journey_news(titles={"xx": "T"}), name="b")
    assert len(read_releases(tmp_path, Limits())[1]) == 2


TITLES = ["A\u202e", "A\0", "A\u001b[31m", "A\ufffe", "", " ", "\u200b", "\u00ad\u3164\U000e0041"]


@pytest.mark.parametrize("title", TITLES)
def test_a_note_can_say_nothing_that_content_cannot(title: str, tmp_path: Path) -> None:
    noted(tmp_path, journey_news(titles={"da": title}))
    (problem,) = read_releases(tmp_path, Limits())[1]
    assert str(problem) == (
        "releases/2026-11-22-v1.json:1:1: error[bad-release]: this is not what 'playbook release' writes\n"
        "  hint: take it back from git, or delete it"
    )


NEWS = {"what": "added", "kind": "page", "id": "index", "titles": {"da": "Hjem"}}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("name", name) for name in ("", "²", "9" * 5_000, "v\u202e", "v 1", "../v", "v\n::error::pwn")),
        *(("commit", commit) for commit in ("a\0b", "x\n::error::pwn", "\u001b]0;t\u0007", "HEAD", "--all", "0000\n")),
        ("news", [NEWS | {"id": "../../x"}]),
        ("news", [NEWS | {"own_aspects": {"xx": ["text"]}}]),
        ("news", [NEWS, []]),
        ("news", {}),
    ],
)
def test_a_note_holds_what_the_command_writes(field: str, value: object, tmp_path: Path) -> None:
    note = {"format": 1, "name": "v1", "day": "2026-11-22", "commit": "0" * 40, field: value}
    projects.write(tmp_path, {"releases/a.json": json.dumps(note), "releases/b.json": json.dumps(note)})
    found, diagnostics = read_releases(tmp_path, Limits())
    assert (found, [each.code for each in diagnostics]) == ((), ["bad-release", "bad-release"])


def test_a_note_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    projects.write(tmp_path, {"releases/x.json": " " * 3_000_000})
    (problem,) = read_releases(tmp_path, Limits())[1]
    assert str(problem) == (
        "releases/x.json:1:1: error[file-too-large]: the file is larger than 1,048,576 bytes\n"
        "  hint: take it back from git, or delete it"
    )


# --- Pages and feeds -------------------------------------------------------------------------------------------------


def test_without_versions_there_is_no_page_and_no_feed(root: Path) -> None:
    for edition in editions(root).values():
        assert "changes/index.md" not in {each.path for each in edition.pages}
        assert edition.feed == b""


def test_a_page_tells_each_language_what_is_new_in_it(root: Path) -> None:
    noted(
        root,
        News(what="added", kind="persona", id="mette", titles={"da": "Mette"}),
        journey_news(aspects=("steps",), own_aspects={"sv": ("translation",)}),
        News(what="changed", kind="page", id="index", titles={"da": "Hjem"}, own_aspects={"da": ("text",)}),
        News(what="removed", kind="journey", id="gone", titles={"sv": "<b>[Borta](x)"}),
    )
    made = editions(root)
    danish, swedish, norwegian = (page(made[folder]) for folder in ("da", "sv", "no"))
    assert "## v1, 22&#46; november 2026 {: #2026-11-22-v1 }\n\n### Nyt\n\n- [Mette](../personas/mette.md)\n" in danish
    assert "### Ændret\n\n- [Et køb](../journeys/buy.md): trin\n- [Hjem](../index.md): tekst\n" in danish
    assert "- [Ett köp](../journeys/buy.md): steg, översättning\n" in swedish
    assert '- [<span lang="da">Et køb</span>](../journeys/buy.md): trinn' not in norwegian
    assert '- [<span lang="da">Et køb</span>](../journeys/buy.md): steg\n' in norwegian
    assert '### Fjernet\n\n- <span lang="sv">&lt;b>\\[Borta\\](x)</span>\n' in danish


def test_what_changed_in_another_language_alone_is_no_news_here(root: Path) -> None:
    noted(root, journey_news(own_aspects={"sv": ("text",)}))
    made = editions(root)
    assert "Ett köp" in page(made["sv"])
    assert "Et køb" not in page(made["da"])
    assert "Et køb" not in page(made["no"])


def test_a_link_may_lead_to_the_versions_when_there_are_any(root: Path) -> None:
    index = "content/da/index.md"
    (root / index).write_text("---\ntitle: H\n---\n[Nyt](changes/index.md#2026-11-22-v1)\n", encoding="utf-8")
    assert [each.code for each in open_project(root)[2]] == ["broken-link"]
    noted(root)
    assert open_project(root)[2] == ()
    (root / index).write_text("---\ntitle: H\n---\n[Nyt](changes/index.md#v2)\n", encoding="utf-8")
    assert [each.code for each in open_project(root)[2]] == ["broken-anchor"]


def feed(edition: Edition) -> Element:
    return ElementTree.fromstring(edition.feed)  # noqa: S314 - our own


def times(root: Element) -> Iterator[datetime]:
    for each in root.iter(f"{ATOM}updated"):
        assert each.text is not None
        yield datetime.fromisoformat(each.text)


def test_a_feed_is_what_rfc_4287_asks_for(root: Path) -> None:
    noted(root, journey_news(titles={"da": "A & <b>\u00ad"}, aspects=("text",)))
    noted(root, name="v2", day="2026-12-01")
    for folder, edition in editions(root).items():
        tree = feed(edition)
        assert tree.tag == f"{ATOM}feed"
        entries = tree.findall(f"{ATOM}entry")
        assert len(entries) == 2
        for holder in (tree, *entries):
            for name in ("id", "title", "updated"):
                (found,) = holder.findall(f"{ATOM}{name}")
                assert found.text
        assert tree.findtext(f"{ATOM}author/{ATOM}name")
        ids = [each.text for each in tree.iter(f"{ATOM}id")]
        assert len(set(ids)) == len(ids)
        assert next(times(tree)) == max(times(tree))
        assert all(each.tzinfo for each in times(tree))
        links = [each.attrib for each in tree.findall(f"{ATOM}link")]
        base = f"https://x.example/sub/{folder}/changes/"
        assert [(each["rel"], each["href"]) for each in links] == [("self", f"{base}feed.xml"), ("alternate", base)]
        assert all(urlsplit(each.attrib["href"]).scheme for each in tree.iter() if "href" in each.attrib)
        content = entries[1].find(f"{ATOM}content")
        assert content is not None
        assert content.attrib == {"type": "xhtml"}
        assert [each.tag for each in content] == [f"{XHTML}div"]
        (link,) = content.iter(f"{XHTML}a")
        assert (link.text, link.attrib["href"]) == ("A & <b>", f"https://x.example/sub/{folder}/journeys/buy/")
        assert edition.feed == editions(root)[folder].feed


def test_a_feed_needs_the_address_of_the_site(root: Path) -> None:
    noted(root)
    assert editions(root, site_url="")["da"].feed == b""
    assert "feed.xml" not in page(editions(root, site_url="")["da"])
    assert "[Nyhedsfeed (Atom)](feed.xml)" in page(editions(root)["da"])


def test_the_feed_lies_in_the_compiled_tree(root: Path, tmp_path: Path) -> None:
    noted(root)
    for _ in range(2):  # the second time nothing is new
        compilation = projects.compilation(root, tmp_path / "tree", site_url="https://x.example/sub")
        described = compilation.complete([compilation.language(folder) for folder in ("da", "sv", "no")])
        assert (tmp_path / "tree/sv/changes/feed.xml").read_bytes() == editions(root)["sv"].feed
    assert json.loads((tmp_path / "tree/playbook.json").read_text(encoding="utf-8")) == described
