"""The real playbook, built strictly; then small playbooks for what must not happen to a site."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

import projects
from hosts import run
from playbook.model import Release
from playbook.releases import format_release
from playbook.schema import schemas

PROJECT = Path(__file__).parent.parent
TAGS = {"da": "da", "sv": "sv", "no": "nb"}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
CONFIGURATION = """\
site_name: Prøve
site_url: {site_url}
docs_dir: content
theme: material
plugins:
  - playbook:
      format: 1
      segments: {{startup: {{da: N, sv: N, "no": N}}}}
      owners: {{cx: {{da: N, sv: N, "no": N}}}}
      edit_uri_template: https://git.example/edit/main/{{path}}
      issue_uri_template: https://git.example/new?title={{title}}&body={{body}}
"""
RELEASE = {
    "releases/2026-11-22-v1.json": format_release(Release(name="v1", day=date(2026, 11, 22), commit="0" * 40, news=()))
}

pytestmark = pytest.mark.xdist_group("site")


class Parsed(HTMLParser):
    """What of a page the tests look at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> Iterator[dict[str, str]]:
        return (attributes for name, attributes in self.elements if name == tag)

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


def pages(site: Path) -> dict[str, Parsed]:
    """Every page by its address on the site, such as ``da/journeys/``."""
    found = sorted(site.rglob("index.html"))
    return {
        f"{path.parent.relative_to(site).as_posix()}/".removeprefix("./"): Parsed(path.read_text(encoding="utf-8"))
        for path in found
    }


@pytest.fixture(scope="session")
def real(site: Path) -> dict[str, Parsed]:
    return pages(site)


def test_the_site_has_the_schemas_for_front_matter(site: Path) -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in (site / "schema").iterdir()} == schemas()


def test_every_language_has_the_same_pages(real: dict[str, Parsed]) -> None:
    by_language = {code: {address[3:] for address in real if address.startswith(f"{code}/")} for code in TAGS}
    assert by_language["da"] == by_language["sv"] == by_language["no"]
    assert {
        "",
        "journeys/startup-app/",
        "stages/advocacy/",
        "touchpoints/review/",
        "methods/five-steps/",
    } <= by_language["da"]


def test_pages_tell_their_language(real: dict[str, Parsed]) -> None:
    for address, page in real.items():
        if address:
            assert next(page.all("html"))["lang"] == TAGS[address[:2]], address


def test_every_link_and_anchor_leads_somewhere(site: Path, real: dict[str, Parsed]) -> None:
    anchors = {address: set(page.ids) for address, page in real.items()}
    checked = 0
    for address, page in real.items():
        for attributes in (*page.all("a"), *page.all("link"), *page.all("script"), *page.all("img")):
            target = attributes.get("href") or attributes.get("src") or ""
            parts = urlsplit(urljoin(f"https://site.invalid/{address}", target))
            if not target or parts.hostname != "site.invalid":
                continue
            path = unquote(parts.path).removeprefix("/")
            file = site / path / "index.html" if not path or path.endswith("/") else site / path
            assert file.is_file(), f"{address} -> {target}"
            if parts.fragment and path in anchors and parts.fragment not in ("__tabbed", ""):
                assert unquote(parts.fragment) in anchors[path], f"{address} -> {target}"
            checked += 1
    assert checked > 1000


def test_ids_are_unique_on_each_page(real: dict[str, Parsed]) -> None:
    for address, page in real.items():
        assert [id_ for id_, number in Counter(page.ids).items() if number > 1] == [], address


def test_no_page_shows_markdown_that_was_meant_to_be_read(site: Path) -> None:
    code = re.compile(r"<(pre|code|script)\b.*?</\1>", re.DOTALL)
    for path in site.rglob("*.html"):
        text = re.sub(r"<[^>]*>", "", code.sub("", path.read_text(encoding="utf-8")))
        assert not re.search(r"\{: ?[#.]|^\s*#{1,6} |\]\(", text, re.MULTILINE), path.relative_to(site)


def test_nothing_is_loaded_from_elsewhere(real: dict[str, Parsed]) -> None:
    for address, page in real.items():
        for tag, attributes in page.elements:
            loaded = attributes.get("src") if tag != "link" else attributes.get("href")
            if loaded and attributes.get("rel", "").strip() not in ("canonical", "alternate"):
                assert not urlsplit(loaded).netloc, f"{address}: {loaded}"


def test_every_home_page_shows_the_same_journeys_and_one_for_everybody_first(real: dict[str, Parsed]) -> None:
    shown = {
        code: [
            a["href"]
            for a in real[f"{code}/"].all("a")
            if a.get("class") == "card__title" and a["href"].startswith("journeys/")
        ]
        for code in TAGS
    }
    assert shown["da"] == shown["sv"] == shown["no"]
    ids = ["startup-app", "consultancy-engagement", "agency-growth", "holiday", "online-shop-redesign"]
    assert [href.split("/")[1] for href in shown["da"]][:5] == ids


def test_translations_name_each_other(real: dict[str, Parsed]) -> None:
    named: dict[str, dict[str, str]] = {}
    for address, page in real.items():
        links = [link for link in page.all("link") if link.get("rel", "").strip() == "alternate"]
        named[f"https://playbook.example/{address}"] = {link["hreflang"]: link["href"] for link in links}
    for address, alternates in named.items():
        others = {tag: href for tag, href in alternates.items() if tag != "x-default"}
        assert set(others) == set(TAGS.values()), address
        assert alternates["x-default"] == "https://playbook.example/"
        for href in others.values():
            assert {tag: target for tag, target in named[href].items() if tag != "x-default"} == others


def test_the_switch_stays_on_the_page(real: dict[str, Parsed]) -> None:
    for address, page in real.items():
        if not address:
            continue
        hrefs = [a["href"] for a in page.all("a") if a.get("class") == "pb-switch__link"]
        targets = [urljoin(f"https://x/{address}", href).removeprefix("https://x/") for href in hrefs]
        assert targets == [f"{code}/{address[3:]}" for code in TAGS]


def addresses(sitemap: Path) -> list[str | None]:
    root = ElementTree.fromstring(sitemap.read_text(encoding="utf-8"))  # noqa: S314 - our own
    return [element.text for element in root.iter(f"{SITEMAP}loc")]


def test_sitemaps_list_every_page(site: Path, real: dict[str, Parsed]) -> None:
    children = addresses(site / "sitemap.xml")
    assert children == [f"https://playbook.example/{code}/sitemap.xml" for code in TAGS]
    for code in TAGS:
        listed = set(addresses(site / code / "sitemap.xml"))
        assert listed == {f"https://playbook.example/{address}" for address in real if address.startswith(f"{code}/")}
    assert "Sitemap: https://playbook.example/sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def test_each_language_has_its_own_page_for_wrong_addresses(site: Path) -> None:
    for code, words in {"da": "Siden findes ikke", "sv": "Sidan finns inte", "no": "Siden finnes ikke"}.items():
        text = (site / code / "404.html").read_text(encoding="utf-8")
        assert words in text
        assert all(
            not a["href"] or a["href"].startswith(("/", "#", "https://")) for a in Parsed(text).all("a") if "href" in a
        )
        assert words in (site / "404.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", TAGS)
def test_the_journey_is_the_same_in_picture_text_and_table(site: Path, code: str) -> None:
    text = (site / code / "journeys/startup-app/index.html").read_text(encoding="utf-8")
    assert "mermaid" not in text  # in lower case it would make mermaid2 parse the page again
    picture = re.search(r'<figure class="diagram".*?</figure>', text, re.DOTALL)
    outline = re.search(r'<details class="outline">.*?</details>', text, re.DOTALL)
    table = re.search(r'<table class="steps".*?</table>', text, re.DOTALL)
    assert picture
    assert outline
    assert table
    source = re.search(r"<code>(.*?)</code>", picture[0], re.DOTALL)
    assert source
    drawn = re.findall(r"^ +(\d+)\.\s(.*): (\d): ", source[1], re.MULTILINE)
    told = re.findall(r'<li value="(\d+)">(.*?) – [^,]*? ([−+]?\d),', outline[0])
    listed = re.findall(
        r'steps__number">(\d+)</td>\s*<th[^>]*><span class="steps__action">([^<]*).*?emotion__score">(.*?)<',
        table[0],
        re.DOTALL,
    )
    assert len(told) == 13
    emotions = [int(score.replace("−", "-")) for _, _, score in told]
    assert [int(score) - 3 for _, _, score in drawn] == emotions
    assert [int(score.replace("−", "-")) for _, _, score in listed] == emotions
    assert [(number, action.strip()) for number, action, _ in listed] == [
        (number, action) for number, action, _ in told
    ]
    assert [number for number, _, _ in drawn] == [number for number, _, _ in told]
    shown = re.sub(r"<[^>]+>|\s", "", re.search(r"<svg.*</svg>", picture[0], re.DOTALL)[0])  # type: ignore[index]
    for number, action, _ in told:
        assert "".join(f"{number}.{action}".split()) in shown


@pytest.mark.parametrize("code", TAGS)
def test_a_journey_page_is_light(site: Path, code: str) -> None:
    page = site / code / "journeys/startup-app/index.html"
    text = page.read_text(encoding="utf-8")
    scripts = [page.parent / found for found in re.findall(r'<script[^>]* src="([^"]+)"', text)]
    loaded_later = [*(site / code / "assets").glob("search-*.js"), site / code / "assets/titles.js"]
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in (*scripts, *loaded_later)}
    theirs = sum(size for name, size in sizes.items() if name.startswith("bundle."))
    assert theirs
    assert sum(sizes.values()) - theirs <= 60_000, sizes
    assert sum(sizes.values()) <= 150_000, sizes
    assert len(gzip.compress(text.encode())) <= 60_000


def test_the_tree_says_of_every_page_what_the_site_shows(site: Path, tmp_path: Path) -> None:
    done = run(PROJECT, "playbook", "compile", "--to", str(tmp_path / "tree"))
    assert done.returncode == 0, done.stderr
    described = json.loads((tmp_path / "tree/playbook.json").read_text(encoding="utf-8"))
    for language in described["languages"]:
        for path, entry in language["pages"].items():
            assert entry["translated"], path
            assert not entry["source"] or (PROJECT / entry["source"]).is_file()
            address = path.removesuffix("index.md") if path.endswith("index.md") else path.removesuffix(".md")
            assert (site / language["folder"] / address / "index.html").is_file(), path


# --- What must not happen to a site --------------------------------------------------------------------------------


def mkdocs(root: Path, *arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=root,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000"} | surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def project(root: Path, *, site_url: str = "https://x.example/sub/path/", **changes: str) -> Path:
    return projects.write(root, projects.base() | {"mkdocs.yml": CONFIGURATION.format(site_url=site_url)} | changes)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_failing_build_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    root = project(tmp_path)
    first = mkdocs(root, "build", "--strict")
    assert first.returncode == 0, first.stderr
    before = contents(root / "site")
    for path, text in {
        "content/da/index.md": "---\ntitle: Forside\n---\n[væk](journeys/gone.md)\n",  # only --strict minds
        "content/da/personas/mette.md": "---\ntitle: Mette\n---\n",
    }.items():
        projects.write(root, {path: text})
        done = mkdocs(root, "build", "--strict")
        assert done.returncode == 1
        assert path in done.stderr
        assert contents(root / "site") == before
        assert [entry.name for entry in root.iterdir() if entry.name.startswith(".site")] == []
        projects.write(root, {path: projects.base()[path]})


def test_under_a_sub_path_everything_inside_is_relative(tmp_path: Path) -> None:
    root = project(tmp_path, **RELEASE)
    assert mkdocs(root, "build", "--strict").returncode == 0
    for address, page in pages(root / "site").items():
        for a in page.all("a"):
            assert not a.get("href", "").startswith("/"), address
    journey = pages(root / "site")["sv/journeys/buy/"]
    assert [link["href"] for link in journey.all("link") if link.get("rel") == "canonical"] == [
        "https://x.example/sub/path/sv/journeys/buy/"
    ]
    assert "https://git.example/edit/main/content/sv/journeys/buy.md" in {a.get("href") for a in journey.all("a")}
    feeds = [link["href"] for link in journey.all("link") if link.get("type") == "application/atom+xml"]
    assert feeds == ["../../changes/feed.xml"]
    assert (root / "site/sv/changes/feed.xml").is_file()
    (suggestion,) = [a["href"] for a in journey.all("a") if a.get("href", "").startswith("https://git.example/new")]
    asked = parse_qs(urlsplit(suggestion).query)
    assert asked["title"] == ["Förslag: Ett köp"]
    for known in (
        "https://x.example/sub/path/sv/journeys/buy/",
        "content/sv/journeys/buy.md",
        "Svenska",
        "v1, 2023-11-14",
    ):
        assert f" {known}\n" in asked["body"][0]
    untranslated = pages(root / "site")["no/journeys/buy/"]
    assert [link["href"] for link in untranslated.all("link") if link.get("rel") == "canonical"] == [
        "https://x.example/sub/path/da/journeys/buy/"
    ]
    assert not [link for link in untranslated.all("link") if "hreflang" in link]
    assert "no/journeys/buy" not in (root / "site/no/sitemap.xml").read_text(encoding="utf-8")


def test_one_language_alone_is_a_part_of_the_same_site(tmp_path: Path) -> None:
    root = project(tmp_path)
    assert mkdocs(root, "build", "--strict").returncode == 0
    whole = contents(root / "site")
    shutil.rmtree(root / "site")
    assert mkdocs(root, "build", "--strict", PLAYBOOK_LANGUAGES="sv").returncode == 0
    part = contents(root / "site")
    assert {name.split("/")[0] for name in part} & {"da", "no"} == set()
    # The record and the sums are those of the part; `playbook join` makes the whole's of them.
    of_the_part = {name for name in whole if name.split("/")[0] not in ("da", "no", "build.json", "checksums.txt")}
    assert {name: part[name] for name in of_the_part} == {name: whole[name] for name in of_the_part}
    assert part.keys() == of_the_part | {"build.json", "checksums.txt"}


def test_hostile_words_run_nowhere(tmp_path: Path) -> None:
    hostile = """</title><script>alert(1)</script>"><img src=x onerror=alert(1)>"""
    changes = {
        path: projects.base()[path]
        .replace(f"title: {title}", f"title: '{hostile}'")
        .replace("Køber appen", f"'{hostile}'")
        for path, title in (
            ("content/da/journeys/buy.md", "Et køb"),
            ("content/da/index.md", "Playbook for kunderejser"),
        )
    }
    root = project(tmp_path, **changes)
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    for address, page in pages(root / "site").items():
        assert not [a for a in page.all("img") if "onerror" in a], address
        assert all("alert" not in str(attributes.get("src")) for attributes in page.all("script"))
    for path in (root / "site").rglob("*.html"):
        assert "<script>alert" not in path.read_text(encoding="utf-8"), path


def playbook(root: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "playbook", *arguments]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.mark.parametrize(("arguments", "code"), [(["build"], 0), (["build", "--strict"], 1)])
def test_warnings_are_told_and_stop_only_a_strict_build(tmp_path: Path, arguments: list[str], code: int) -> None:
    journey = "content/da/journeys/buy.md"
    text = re.sub(r"  - \{code: too-stale.*\n", "", projects.base()[journey])
    with playbook(project(tmp_path, **{journey: text}), *arguments) as process:
        output = process.communicate(timeout=120)[0]
    assert process.returncode == code, output
    assert output.startswith("content/sv/journeys/buy.md:1:1: warning[too-stale]: 7 of 7 texts are older"), output
    assert (tmp_path / "site/index.html").exists() is (code == 0)


def test_parts_of_the_real_playbook_joined_are_the_real_site(site: Path, tmp_path: Path) -> None:
    for language in TAGS:
        with playbook(PROJECT, "build", "--language", language, "--site-dir", str(tmp_path / language)) as process:
            output = process.communicate()[0]
        assert process.returncode == 0, output
    with playbook(PROJECT, "join", *(str(tmp_path / each) for each in TAGS), "--to", str(tmp_path / "site")) as process:
        output = process.communicate()[0]
    assert process.returncode == 0, output
    assert contents(tmp_path / "site") == contents(site)
