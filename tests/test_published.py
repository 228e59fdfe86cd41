"""Addresses that were published do not die: the list of them, and the pages that lead on."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import hosts
import projects
from playbook.cli import main
from playbook.compiler import compile_edition
from playbook.edition import Page
from playbook.library import load
from playbook.published import Address, Name, ends, format_published, moved, parse_published, redirects, trail

LIST = """\
channel web
channel website -> web
journey buy
journey purchase -> buy
journey shopping -> purchase
journey trial gone
model simple
opportunity clear-ad
page guide/ads -> channel website
page index
persona mette
source interviews
touchpoint ad
touchpoint website
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    hosts.project(tmp_path, **{"published.txt": LIST})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pages(root: Path, folder: str, **changes: str) -> dict[str, Page]:
    settings = replace(projects.SETTINGS, **changes)  # type: ignore[arg-type]
    library = load(root, settings)
    assert library.diagnostics == ()
    return {page.path: page for page in compile_edition(library.playbook, settings, folder).pages}


# --- The list ---------------------------------------------------------------------------------------------------------


def test_the_list_is_checked(root: Path) -> None:
    done = run("published")
    assert (done.exit_code, done.output) == (0, "every published address is in published.txt, and none is dead\n")
    projects.write(root, {"published.txt": LIST.replace("persona mette\n", "") + "journey holiday\n"})
    done = run("published")
    assert done.exit_code == 1
    assert re.findall(r"\[([a-z-]+)\]", done.output) == ["unlisted-page", "vanished-page"]
    assert done.output.endswith("1 error and 1 warning in 2 files\n")


def test_what_is_missing_is_added_in_order(root: Path) -> None:
    comment = "# Our addresses.\n"
    shuffled = (
        comment
        + "".join(sorted(LIST.replace("persona mette\n", "").splitlines(True), reverse=True))
        + "journey purchase\n"
    )
    projects.write(root, {"published.txt": shuffled})
    done = run("published", "--write")
    assert done.exit_code == 0, done.output
    assert (root / "published.txt").read_text(encoding="utf-8") == comment + LIST
    assert run("published", "--write").output == "every published address is in published.txt, and none is dead\n"


def test_a_playbook_begins_its_list_when_it_wants_to(root: Path) -> None:
    (root / "published.txt").unlink()
    assert run("check").exit_code == 0
    done = run("published")
    assert done.exit_code == 1
    assert done.output == "error: there is no published.txt\n  hint: begin it with: playbook published --write\n"
    assert run("published", "--write").exit_code == 0
    written = (root / "published.txt").read_text(encoding="utf-8")
    assert written.startswith("# Every address that has been published.")
    plain = [line for line in LIST.splitlines() if " -> " not in line and not line.endswith(" gone")]
    assert [line for line in written.splitlines() if not line.startswith("#")] == plain


def test_lines_that_cannot_be_read_are_not_lost(root: Path) -> None:
    projects.write(root, {"published.txt": LIST + "what is this\n"})
    done = run("published", "--write")
    assert done.exit_code == 1
    assert "published.txt:15:1: error[bad-published-line]" in done.output
    assert "what is this\n" in (root / "published.txt").read_text(encoding="utf-8")


def test_something_new_is_listed_when_readers_see_it(root: Path) -> None:
    run("new", "page", "--language", "da", "--title", "Om")
    assert (root / "published.txt").read_text(encoding="utf-8") == LIST
    assert run("new", "page", "--language", "da", "--title", "Hjem", "--status", "published").exit_code == 0
    assert "page hjem\n" in (root / "published.txt").read_text(encoding="utf-8")
    assert run("published").exit_code == 0


IDS = st.sampled_from([Name(kind, id_) for kind in ("journey", "page") for id_ in ("a", "b", "c")])
ADDRESSES = st.lists(st.builds(Address, name=IDS, to=st.none() | IDS, is_gone=st.just(False))).map(tuple)


@given(ADDRESSES, IDS, IDS.filter(lambda name: name.kind == "page"))
def test_after_a_move_nothing_leads_to_the_old_name_and_all_that_was_listed_still_is(
    before: tuple[Address, ...], old: Name, to: Name
) -> None:
    after = moved(before, old, to)
    assert {each.name for each in before} <= {each.name for each in after}
    if old != to:
        assert all(each.to != old for each in after)
    assert parse_published(format_published(after))[1] == ()


@given(ADDRESSES, st.sets(IDS))
def test_redirects_end_at_what_is_there(addresses: tuple[Address, ...], existing: set[Name]) -> None:
    found = redirects(addresses, existing)
    assert set(found.values()) <= existing
    assert not set(found) & existing


@given(ADDRESSES)
def test_the_list_is_read_as_it_is_written(addresses: tuple[Address, ...]) -> None:
    text = format_published(addresses)
    read, problems = parse_published(text)
    assert problems == ()
    assert format_published(read) == text


def diagnostics(root: Path, text: str) -> list[str]:
    projects.write(root, {"published.txt": text})
    found = load(root, projects.SETTINGS).diagnostics
    return [str(each) for each in found if each.location.file == "published.txt"]


@pytest.mark.parametrize("line", ["persona p{n}", "persona p{n} -> nobody", "x y", "persona {n}X"])
def test_of_a_list_only_so_much_is_told(line: str, root: Path) -> None:
    found = diagnostics(root, "".join(f"{line.format(n=n)}\n" for n in range(150)))
    assert len(found) == 101
    assert found[-1] == (
        "published.txt:101:1: error[too-many-problems]: the file has more than 100 problems; the rest are not listed\n"
        "  hint: mend those above and check again"
    )


def test_a_list_that_is_too_large_is_not_read(root: Path) -> None:
    (problem,) = diagnostics(root, "persona p\n" * 300_000)
    assert problem == (
        "published.txt:1:1: error[file-too-large]: the file is larger than 1,048,576 bytes\n"
        "  hint: take it back from git"
    )


def test_a_line_that_is_longer_than_any_address_is_none(root: Path) -> None:
    (problem,) = diagnostics(root, f"page {'a/' * 3000}a\n")
    assert problem == (
        "published.txt:1:1: error[bad-published-line]: this line is no kind with an id\n"
        "  hint: write one of: journey some-id, journey old -> new, journey old gone"
    )


def test_of_a_long_circle_the_beginning_is_told(root: Path) -> None:
    found = diagnostics(root, "".join(f"page p{n} -> p{(n + 1) % 20}\n" for n in range(20)))
    assert len(found) == 20
    assert found[0] == (
        "published.txt:1:1: error[broken-redirect]: the address leads in a circle: "
        + "".join(f"page p{n} -> " for n in range(10))
        + "…\n  hint: let one of them lead to a page"
    )


class Counted(dict[Name, Name]):
    """Says how often it was asked."""

    asked = 0

    def __getitem__(self, name: Name) -> Name:
        self.asked += 1
        return super().__getitem__(name)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("is_circle", [True, False])
def test_no_part_of_a_way_is_gone_twice(order: int, *, is_circle: bool) -> None:
    names = [Name("page", f"p{n}") for n in range(1000)]
    following = [*names[1:], names[0] if is_circle else Name("page", "end")]
    targets = Counted(list(zip(names, following, strict=True))[::order])
    assert set(ends(targets).values()) == {None if is_circle else Name("page", "end")}
    assert targets.asked == 1000


@given(ADDRESSES)
def test_the_end_of_a_way_is_where_one_comes_who_goes_it(addresses: tuple[Address, ...]) -> None:
    targets = {each.name: each.to for each in addresses if each.to}
    for name, end in ends(targets).items():
        way = list(trail(targets, name))
        assert end == (None if way[-1] in way[:-1] else way[-1])


# --- The pages --------------------------------------------------------------------------------------------------------


def test_a_page_stands_at_each_address_that_leads_on(root: Path) -> None:
    found = {path: page.leads_to for path, page in pages(root, "sv").items() if page.leads_to}
    assert found == {
        "guide/ads.md": "touchpoints/index.md#channel-web",
        "journeys/purchase.md": "journeys/buy.md",
        "journeys/shopping.md": "journeys/buy.md",
    }
    page = pages(root, "sv")["journeys/purchase.md"]
    assert page.markdown == (
        "---\ntitle: Sidan har flyttats\n---\n\n# Sidan har flyttats\n\nDet du söker finns nu här: [Ett köp](buy.md)\n"
    )
    assert (page.translated, page.canonical, page.alternates) == (False, "sv", ())
    assert pages(root, "no")["journeys/purchase.md"].canonical == "da"


def test_it_is_there_in_the_languages_of_its_target(root: Path) -> None:
    assert "journeys/purchase.md" not in pages(root, "no", fallback="hide")
    assert pages(root, "sv", fallback="hide")["journeys/purchase.md"].versions == ("da", "sv")


def test_the_first_page_of_a_folder_needs_no_redirect(root: Path) -> None:
    projects.write(
        root,
        {
            "content/da/guide/index.md": "---\ntitle: Guide\n---\n",
            "published.txt": LIST + "page guide\npage guide/index\n",
        },
    )
    assert not [page for page in pages(root, "da").values() if page.path == "guide.md"]
    projects.write(root, {"published.txt": LIST + "page guide -> index\npage guide/index\n"})
    assert not [page for page in pages(root, "da").values() if page.path == "guide.md"]


def test_what_stands_on_a_common_page_keeps_its_old_places(root: Path) -> None:
    assert '<span id="channel-website"></span>' in pages(root, "da")["touchpoints/index.md"].markdown


@pytest.mark.xdist_group("site")
def test_the_site_leads_readers_and_search_engines_on(root: Path) -> None:
    done = hosts.run(root, "playbook", "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    site = root / "site"
    page = (site / "sv/journeys/purchase/index.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../buy/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="https://x.example/sub/path/sv/journeys/buy/">' in page
    assert '<a href="../buy/">Ett köp</a>' in page
    assert 'hreflang="da" href="https' not in page
    other = (site / "no/guide/ads/index.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../../touchpoints/#channel-web">' in other
    named = [file for file, data in hosts.contents(site / "sv").items() if b"journeys/purchase" in data]
    assert named == ["journeys/purchase/index.html"]  # not in the navigation, the sitemap, the search
    assert 'http-equiv="refresh"' not in (site / "sv/journeys/buy/index.html").read_text(encoding="utf-8")
