"""What finished pages refer to, and whether a site is whole; small pages that show one fact each."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

import projects
from mkdocs_playbook.surveying import kept
from playbook import build_record, checksums
from playbook.build_record import BuildRecord, BuildRecordError
from playbook.checksums import ChecksumsError
from playbook.references import references, style_loads
from playbook.store import Store
from playbook.survey import FileSurvey, is_foreign, look_into, resolved
from playbook.verification import seal, surveyed, verify

URL = "https://x.example/sub/"


def page(body: str = "", *, at: str = "sv/") -> str:
    """A page of the site, as others see it."""
    languages = "".join(
        f'<link rel="alternate" hreflang="{tag}" href="{URL}{folder}/{at[3:]}">'
        for folder, tag in {"sv": "sv", "da": "da"}.items()
    )
    return f"<!doctype html><html><head>{languages}</head><body>{body}</body></html>\n"


@pytest.mark.parametrize(
    ("html", "links", "loads"),
    [
        ('<a href="x/">x</a><a href=\'y/\'>y</a><A HREF=z/>z</A><a\n href="x/">', ["x/", "y/", "z/"], []),
        ('<a title="a > b" href="x?a=1&amp;b=2#c">', ["x?a=1&b=2#c"], []),
        ('<area href="x"><svg><a xlink:href="y"></a></svg>', ["x", "y"], []),
        ('<img src="a.png" srcset="b.png 1x, c.png 2x"><video poster="d.png"><source src="e">', [], None),
        ('<link rel="stylesheet" href="a.css"><link rel="canonical" href="/x/"><link rel=icon href=b>', ["/x/"], None),
        ('<script src="a.js"></script><script>"<img src=no>"</script><!-- <img src=no> -->', [], ["a.js"]),
        ('<form action="a"></form><button formaction="b"><iframe src="c"></iframe><a ping="d" href="e">', ["e"], None),
        ('<svg><use href="#a"/><image xlink:href="b"/><feImage href="c"/></svg><object data="d">', [], None),
        ('<meta http-equiv="refresh" content="0; url=../x/"><meta name="x" content="1; url=no">', ["../x/"], []),
        ('<p style="background: url(a)"><g fill="url(#b)"/><style>@import "c"; p {d: url(\'e\')}</style>', [], None),
        (
            "<a title='\"><img src=no>' href=x><p title=\"<img src=no> id=no\"><img alt='&lt;a href=no' src=y>",
            ["x"],
            ["y"],
        ),
        ("<code>&lt;img src=no&gt;</code> url(no) <base href='x'>", [], ["x"]),
    ],
)
def test_what_a_page_refers_to(html: str, links: list[str], loads: list[str] | None) -> None:
    found = references(html)
    assert list(found.links) == links
    expected = {
        "a.png": ["a.png", "b.png", "c.png", "d.png", "e"],
        "a.css": ["a.css", "b"],
        'form action="a"': ["a", "b", "c", "d"],
        "<use": ["#a", "b", "c", "d"],
        "<p style": ["a", "c", "e"],
    }
    if loads is None:
        loads = next(value for key, value in expected.items() if key in html)
    assert sorted(each for each in found.loads if each != "#b") == loads


def test_ids_and_translations() -> None:
    found = references('<p id="a"><a name="b">x</a><meta name="no"><link rel="alternate " hreflang="da" href="/da/">')
    assert set(found.ids) == {"a", "b"}
    assert found.alternates == (("da", "/da/"),)


def test_what_a_style_sheet_loads() -> None:
    css = "@import 'a.css'; p {b: url(\"b.png\"), url( c.png ), url(data:x)} @font-face {src: url('d.woff2')}"
    assert style_loads(css) == ("a.css", "b.png", "c.png", "data:x", "d.woff2")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("", ("sv/x/index.html", "")),
        ("#a%C3%A5", ("sv/x/index.html", "aå")),
        ("../", ("sv/index.html", "")),
        ("..", ("sv/index.html", "")),
        (".", ("sv/x/index.html", "")),
        ("../../da/y/#z", ("da/y/index.html", "z")),
        ("../a.png?v=1", ("sv/a.png", "")),
        ("../../..", ("../index.html", "")),
        (f"{URL}da/", ("da/index.html", "")),
        ("/sub/da/", ("da/index.html", "")),
        ("/other/", None),
        ("https://y.example/", None),
        ("//y.example/", None),
        ("mailto:x@y.example", None),
    ],
)
def test_where_an_address_leads(address: str, target: tuple[str, str] | None) -> None:
    assert resolved("sv/x/index.html", address, site_url=URL) == target


@pytest.mark.parametrize(
    "address", ["https://y.example/a.js", "//y.example/a.js", "HTTP://y/", "javascript:x", " https://y"]
)
def test_what_is_foreign(address: str) -> None:
    assert is_foreign(address, URL)


@pytest.mark.parametrize("address", ["a.js", "/a.js", "data:image/png;base64,x", f"{URL}a.js", "a:b/c"[2:], ""])
def test_what_is_our_own(address: str) -> None:
    assert not is_foreign(address, URL)


def test_what_is_found_in_a_file_is_kept_for_its_name_its_sum_and_the_address_of_the_site(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=1 << 20)
    html = page('<p id="a"><a href="#b"></a><a href="../y/#c"></a><img src="http://x/">').encode()
    look = partial(look_into, "sv/x/index.html", html, URL)
    found = kept(store, URL, "sv/x/index.html", "0", look)
    assert found == look()
    assert found.targets[0] == ("sv/y/index.html", "c", "../y/#c")
    assert len(found.alternates) == len(found.problems) == 2
    assert kept(store, URL, "sv/x/index.html", "0", FileSurvey) == found
    for other in ((URL, "sv/x/index.html", "1"), (URL, "da/x/index.html", "0"), ("", "sv/x/index.html", "0")):
        assert kept(store, *other, FileSurvey) == FileSurvey()


# --- A whole site -----------------------------------------------------------------------------------------------------

RECORD = BuildRecord(
    commit="",
    date="2026-01-15",
    content="0" * 64,
    site_url=URL,
    languages=("sv", "da"),
    pages={"sv": {"page": 2}, "da": {"page": 2}},
    versions={"mkdocs": "1"},
)
FILES = {
    "index.html": page('<a href="sv/"></a>'),
    "assets/a.css": "p {b: url(a.png)}",
    "assets/a.png": "",
    "sv/index.html": page('<a href="x/#a"></a>', at="sv/"),
    "sv/x/index.html": page('<p id="a"><a href="../../da/x/#a"></a><img src="../../assets/a.png">', at="sv/x/"),
    "da/index.html": page(at="da/"),
    "da/x/index.html": page('<p id="a">', at="da/x/"),
    "sv/sitemap.xml": f"<loc>{URL}sv/</loc><loc>{URL}sv/x/</loc>",
}


def sealed(site: Path, files: dict[str, str], record: BuildRecord = RECORD) -> tuple[str, ...]:
    projects.write(site, files)
    return seal(site, surveyed(site, record), record).problems


def test_a_whole_site_is_sealed(tmp_path: Path) -> None:
    assert sealed(tmp_path, FILES) == ()
    assert build_record.read(tmp_path) == RECORD
    found = verify(tmp_path)
    assert (found.pages, found.files, found.problems) == (4, len(FILES), ())
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", checksums.FILE], cwd=tmp_path, check=False)
    assert done.returncode == 0


SOME = "sv/x/index.html"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({SOME: page('<p id="a"><a href="../y/"></a>', at="sv/x/")}, f"{SOME}: '../y/' leads nowhere"),
        ({SOME: page('<p id="a"><a href="../../da/y/"></a>', at="sv/x/")}, f"{SOME}: '../../da/y/' leads nowhere"),
        ({SOME: page('<p id="a"><img src="b.png">', at="sv/x/")}, f"{SOME}: 'b.png' leads nowhere"),
        ({SOME: page('<p id="a"><a href="#b"></a>', at="sv/x/")}, f"{SOME}: '#b' leads to no place on the page"),
        ({SOME: page(at="sv/x/")}, "sv/index.html: 'x/#a' leads to no place on that page"),
        ({"da/x/index.html": page(at="da/x/")}, f"{SOME}: '../../da/x/#a' leads to no place on that page"),
        (
            {SOME: page('<p id="a"><script src="https://cdn.example/a.js"></script>', at="sv/x/")},
            f"{SOME}: 'https://cdn.example/a.js' is fetched from another host",
        ),
        ({"assets/a.css": "@import '//y/a.css'"}, "assets/a.css: '//y/a.css' is fetched from another host"),
        ({SOME: page('<p id="a">', at="sv/x/")[:-9]}, f"{SOME}: the page has been cut"),
        ({"sv/sitemap.xml": f"<loc>{URL}sv/y/</loc>"}, f"sv/sitemap.xml: '{URL}sv/y/' leads nowhere"),
        ({"sv/z/index.html": page(at="sv/")}, "sv: there are 3 pages of 2"),
        (
            {"da/x/index.html": '<p id="a"></html>'},
            f"{SOME}: it names da/x/index.html as a translation, which does not say the same of it",
        ),
    ],
)
def test_what_is_wrong_with_a_site_is_told_and_it_is_not_sealed(
    tmp_path: Path, changes: dict[str, str], problem: str
) -> None:
    assert problem in sealed(tmp_path, FILES | changes)
    assert not (tmp_path / checksums.FILE).exists()
    assert not (tmp_path / build_record.FILE).exists()


def test_a_page_that_was_compiled_must_be_there(tmp_path: Path) -> None:
    projects.write(tmp_path, FILES)
    surveys = surveyed(tmp_path, RECORD)
    compiled = ["sv/x/index.html", "sv/y/index.html"]
    assert seal(tmp_path, surveys, RECORD, compiled=compiled).problems == ("sv/y/index.html: the page is missing",)


def test_what_a_part_leads_to_in_other_languages_is_taken_as_there(tmp_path: Path) -> None:
    part = {name: text for name, text in FILES.items() if not name.startswith("da/")}
    assert sealed(tmp_path, part, replace(RECORD, pages={"sv": {"page": 2}})) == ()
    assert verify(tmp_path).problems == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda site: (site / "assets/a.png").write_bytes(b"x"), "assets/a.png: the file has been changed"),
        (lambda site: (site / "assets/a.png").unlink(), "assets/a.png: the file is missing"),
        (lambda site: (site / "new.txt").touch(), "new.txt: the file is not in checksums.txt"),
        (lambda site: shutil.rmtree(site / "da"), "da: there are 0 pages of 2"),
    ],
)
def test_what_has_happened_to_a_site_since_is_told(tmp_path: Path, change: object, problem: str) -> None:
    sealed(tmp_path, FILES)
    change(tmp_path)  # type: ignore[operator]
    assert problem in verify(tmp_path).problems


def test_hidden_files_are_no_part_of_a_site(tmp_path: Path) -> None:
    sealed(tmp_path, FILES)
    projects.write(tmp_path, {".git/x": "x", ".nojekyll": ""})
    assert verify(tmp_path).problems == ()


# --- Sums and record --------------------------------------------------------------------------------------------------


def test_names_with_line_breaks_and_backslashes(tmp_path: Path) -> None:
    names = ["a b", "a\\b", "a\nb", "å"]
    for name in names:
        (tmp_path / name).write_text(name, encoding="utf-8")
    checksums.write(tmp_path, {name: hashlib.sha256(name.encode()).hexdigest() for name in names})
    assert list(checksums.read(tmp_path)) == sorted(names)
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", checksums.FILE], cwd=tmp_path, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x\n", "checksums.txt:1: this is no checksum"),
        (f"{'0' * 64}  ../x\n", "checksums.txt:1: this file is not in the site"),
        (f"{'0' * 64}  /x\n", "checksums.txt:1: this file is not in the site"),
        (None, "checksums.txt: No such file or directory"),
    ],
)
def test_sums_that_cannot_be_read(tmp_path: Path, text: str | None, told: str) -> None:
    if text is not None:
        (tmp_path / checksums.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ChecksumsError) as raised:
        checksums.read(tmp_path)
    assert str(raised.value) == f"{tmp_path}/{told}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x", "this is no record of a build"),
        ("[]", "this is no record of a build"),
        ("{}", "this is no record of a build"),
        ('{"languages": ["../sv"]}', "this is no record of a build"),
        (None, "No such file or directory; 'playbook build' writes it"),
    ],
)
def test_records_that_cannot_be_read(tmp_path: Path, text: str | None, told: str) -> None:
    if text is not None:
        (tmp_path / build_record.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(BuildRecordError) as raised:
        build_record.read(tmp_path)
    assert str(raised.value) == f"{tmp_path}/build.json: {told}"


def test_a_record_of_another_format_is_not_guessed_at(tmp_path: Path) -> None:
    build_record.write(tmp_path, replace(RECORD, format=2))
    with pytest.raises(BuildRecordError, match="its format is 2; this version of the playbook reads 1"):
        build_record.read(tmp_path)
