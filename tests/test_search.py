"""The search as readers use it, in a real browser: what it finds, its dialog, its keys, with a server and without."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import parted
from browsing import barriers, hosted, opened
from hosts import project, run, surroundings
from playbook.languages import LANGUAGES, catalog

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

QUERIES = Path(__file__).parent / "queries"
RIGHT = 0.95
"""The share of queries that must have a right page among the first three."""
WORDS = {"da": "anmeldelser", "sv": "recensioner", "no": "anmeldelser"}

ASK = """async queries => {
  const [input, list] = [document.querySelector(".pb-search__query"), document.querySelector(".pb-search__results")];
  const answers = [];
  for (const query of queries) {
    input.value = query;
    input.dispatchEvent(new Event("input"));
    input.dispatchEvent(new Event("change"));
    while (list.ariaBusy === "true") await new Promise(requestAnimationFrame);
    answers.push([...list.querySelectorAll("a")].map((link) => link.href));
  }
  return answers;
}"""
"""Types each query and reads what is shown."""


def queries(code: str) -> list[tuple[str, list[str]]]:
    """What people type, and the addresses that answer it."""
    lines = (QUERIES / f"{code}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("->") for line in lines if "->" in line and not line.startswith("#")]
    return [(query.strip(), addresses.split()) for query, addresses in pairs]


def missed(asked: list[tuple[str, list[str]]], answers: list[list[str]], home: str) -> list[str]:
    """The queries without a right page among the first three, with what came instead."""
    found = []
    for (query, right), links in zip(asked, answers, strict=True):
        first = [link.removeprefix(home).replace("index.html", "") or "." for link in links[:3]]
        if not set(first) & set(right):
            found.append(f"{query}: {', '.join(first) or 'nothing'}; wanted: {', '.join(right)}")
    return found


def search(page: Page, query: str) -> None:
    """Open the search, write, and wait for the answer."""
    page.keyboard.press("/")
    page.keyboard.insert_text(query)
    expect(page.locator(".pb-search__status")).not_to_have_text("")
    expect(page.locator(".pb-search__results")).to_have_attribute("aria-busy", "false")


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_people_type_finds_what_they_mean(browser: Browser, address: str, code: str) -> None:
    asked = queries(code)
    assert len(asked) >= 60
    with opened(browser, address) as page:
        page.goto(f"{address}{code}/about/")
        page.keyboard.press("/")
        answers = page.evaluate(ASK, [query for query, _ in asked])
    wrong = missed(asked, answers, f"{address}{code}/")
    assert len(wrong) <= (1 - RIGHT) * len(asked), "\n".join(wrong)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_reader_searches_with_the_keyboard_alone(browser: Browser, address: str, code: str) -> None:
    words = catalog(code)
    with opened(browser, address) as page:
        page.goto(f"{address}{code}/about/")
        button = page.get_by_role("button", name=words.gettext("Search"))
        expect(button).to_be_visible()
        button.focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name=words.gettext("Search"))
        field = dialog.get_by_role("searchbox")
        expect(field).to_be_focused()
        page.keyboard.type(WORDS[code])
        first = dialog.get_by_role("listitem").first
        expect(first).to_contain_text(words.pgettext("one-kind", "touchpoint"))
        expect(first.locator("mark").first).to_be_visible()
        expect(dialog.get_by_role("status")).to_contain_text(
            words.gettext("{number} hits").replace("{number}", "").strip()
        )
        page.keyboard.press("ArrowDown")
        expect(first.get_by_role("link")).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(field).to_be_focused()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(button).to_be_focused()
        page.keyboard.press("Control+k")
        page.keyboard.type(WORDS[code])
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}{code}/touchpoints/review/")


def test_nothing_of_it_is_loaded_before_it_is_opened(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        page.goto(f"{address}da/about/")
        page.wait_for_load_state("networkidle")
        assert [url for url in loaded if "pagefind" in url or "search-" in url] == []
        search(page, "rejse")
        assert [url for url in loaded if url.startswith(f"{address}da/pagefind/")]


def test_a_slash_in_a_field_is_a_slash(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/about/")
        page.keyboard.press("/")
        page.keyboard.type("før/efter")
        expect(page.locator(".pb-search__query")).to_have_value("før/efter")


@pytest.mark.parametrize("width", [1280, 320])
def test_facets_narrow_the_search(browser: Browser, address: str, width: int) -> None:
    with opened(browser, address, width=width) as page:
        page.goto(f"{address}sv/about/")
        search(page, "kund")
        dialog, status = page.get_by_role("dialog"), page.locator(".pb-search__status")
        before = status.inner_text()
        dialog.get_by_text("Filtrera", exact=True).click()
        kinds = dialog.get_by_role("group", name="Typ")
        label = kinds.locator("label", has_text="Persona")
        number = label.locator(".pb-search__count").inner_text()
        label.click()
        expect(status).to_have_text(f"{number} träffar")
        assert {item.inner_text() for item in page.locator(".pb-search__kind").all()} == {"Persona"}
        expect(kinds.get_by_role("checkbox", checked=True)).to_be_focused()
        dialog.get_by_role("group", name="Persona").locator("label", has_text="Malin Berg").click()
        expect(status).to_have_text("1 träff")
        expect(page.locator(".pb-search__title")).to_have_text("Malin Berg")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("(d => d.scrollWidth - d.clientWidth)(document.querySelector('.pb-search__body'))") <= 0
        dialog.get_by_role("button", name="Återställ").click()
        expect(status).to_have_text(before)


def test_more_results_are_shown_when_asked_for(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}no/about/")
        search(page, "kunde")
        items = page.locator(".pb-search__hit")
        expect(items).to_have_count(10)
        page.get_by_role("button", name="Vis flere").click()
        expect(items).to_have_count(20)
        expect(items.nth(10).get_by_role("link")).to_be_focused()


@pytest.mark.parametrize("code", LANGUAGES)
def test_finding_nothing_comes_with_help(browser: Browser, address: str, code: str) -> None:
    words = catalog(code)
    with opened(browser, address) as page:
        page.goto(f"{address}{code}/about/")
        search(page, "xqzwvb")
        expect(page.locator(".pb-search__status")).to_have_text(words.gettext("No hits"))
        page.get_by_role("link", name=words.gettext("Look the word up in the glossary")).click()
        page.wait_for_url(f"{address}{code}/terms/")


def test_a_term_on_the_same_page_closes_the_search(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/terms/")
        search(page, "følelseskurve")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}da/terms/#emotion-curve")
        expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_index_that_cannot_be_fetched_is_told_in_words(browser: Browser, address: str, code: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{address}{code}/about/")
    page.keyboard.press("/")
    message = catalog(code).gettext("The search cannot be loaded. Check the connection and try again.")
    expect(page.locator(".pb-search__status")).to_have_text(message)
    page.unroute("**/pagefind/**")
    page.keyboard.type(WORDS[code])
    expect(page.locator(".pb-search__hit").first).to_be_visible()
    context.close()


def test_without_script_there_is_a_way_to_the_glossary_instead(browser: Browser, address: str) -> None:
    with opened(browser, address, script=False) as page:
        page.goto(f"{address}sv/about/")
        expect(page.locator("[data-search-open]")).to_be_hidden()
        page.locator("header").get_by_role("link", name="Ordlista").click()
        page.wait_for_url(f"{address}sv/terms/")


@pytest.mark.parametrize(
    ("code", "width", "scheme"), [("da", 1280, "light"), ("sv", 320, "dark"), ("no", 390, "light")]
)
def test_axe_finds_nothing_in_the_open_search(
    browser: Browser, address: str, code: str, width: int, scheme: str
) -> None:
    with opened(browser, address, width=width, scheme=scheme) as page:
        page.goto(f"{address}{code}/about/")
        for query in (WORDS[code], "xqzwvb"):
            page.reload()
            search(page, query)
            if page.locator(".pb-search__facets").is_visible():
                page.locator(".pb-search__facets summary").click()
            assert barriers(page) == []


@pytest.fixture(scope="module")
def divided(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real playbook in Danish with its index in parts, as that of a large playbook is."""
    folder = tmp_path_factory.mktemp("divided")
    copied = folder / "site"
    shutil.copytree(site, copied, copy_function=os.link, ignore=shutil.ignore_patterns("sv", "no"))
    root = Path(__file__).parent.parent
    parted.index(root, copied, "da", tree=folder / "tree", largest=60)
    return copied


def test_an_index_in_parts_finds_as_well(browser: Browser, divided: Path) -> None:
    parts = len([each for each in (divided / "da/pagefind").iterdir() if each.name.isdigit()])
    asked = queries("da")
    with hosted(divided) as address, opened(browser, address) as page:
        home = f"{address}da/"
        page.goto(f"{home}about/")
        page.keyboard.press("/")
        answers = page.evaluate(ASK, [query for query, _ in asked])
    wrong = missed(asked, answers, home)
    assert parts > 1
    assert len(wrong) <= (1 - RIGHT) * len(asked), "\n".join(wrong)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real playbook for reading without a server."""
    folder = tmp_path_factory.mktemp("offline") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "playbook", "build", "--offline", "--site-dir", str(folder)],
        cwd=Path(__file__).parent.parent,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(done.stdout + done.stderr)
    return folder


@pytest.mark.parametrize("code", LANGUAGES)
def test_without_a_server_it_finds_as_well(browser: Browser, folder: Path, code: str) -> None:
    asked = queries(code)
    home = f"{folder.as_uri()}/{code}/"
    with opened(browser, "file://") as page:
        page.goto(f"{home}about/index.html")
        page.keyboard.press("/")
        answers = page.evaluate(ASK, [query for query, _ in asked])
        page.locator(".pb-search__query").fill(WORDS[code])
        page.keyboard.press("Enter")
        page.wait_for_url(f"{home}touchpoints/review/index.html")
    wrong = missed(asked, answers, home)
    assert len(wrong) <= (1 - RIGHT) * len(asked), "\n".join(wrong)


def test_it_works_under_the_policy_of_a_page_with_a_live_diagram(browser: Browser, tmp_path: Path) -> None:
    diagram = '---\ntitle: Tegning\n---\n```mermaid\nflowchart LR\n  A --> B@{ img: "../picture.png" }\n```\n'
    root = project(tmp_path, plugins=("mermaid2",), **{"content/da/tegning.md": diagram})
    (root / "content/da/picture.png").touch()
    done = run(root, "mkdocs", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    with hosted(root / "site") as address, opened(browser, address) as page:
        page.goto(f"{address}da/tegning/")
        assert "Content-Security-Policy" in page.content()
        search(page, "tegninger")
        expect(page.locator(".pb-search__title")).to_have_text("Tegning")
