"""Long lists in a browser: one page shows a part, and its form and its choices reach all of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import markdown
import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import hosted, opened
from long_lists import grown
from playbook.list_rows import scripts
from playbook.parts import parts
from playbook.rendering import render

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site2")]

ASSETS = Path(__file__).parent.parent / "plugins" / "mkdocs_playbook" / "theme"
HEAD = """\
<!doctype html><html lang="da"><head><meta charset="utf-8"><title>T</title><link rel="icon" href="data:,">
<meta name="playbook" content='{facts}'><script src="{root}assets/device.js"></script></head><body>
"""
SCRIPTS = "".join(
    f'<script src="{{root}}assets/{name}.js"></script>' for name in ("compare", "lists", "ticks", "overview")
)
TITLES = """globalThis.playbookTitles = {
"journey/journey-0399":["Rejse 0399","journeys/journey-0399/",["one","two"]],
"journey/journey-0398":["Rejse 0398","journeys/journey-0398/",["one","two"]]};
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The lists of 400 journeys as they are compiled, with the scripts of the theme and nothing else of it."""
    view = grown(tmp_path_factory.mktemp("content"), 400)
    site = tmp_path_factory.mktemp("site")
    shutil.copytree(ASSETS / "shared" / "assets", site / "assets")
    for name in ("journeys", "compare", "checklists"):
        for part in parts(view, name, f"{name}/index.md"):
            folder = part.path.removesuffix(".md").removesuffix("/index")
            depth = folder.count("/") + 2
            facts = json.dumps({"kind": "index", "id": name, "language": "da", "root": "../" * depth, "leaf": ""})
            written = render(view, part.path, f"{name}.md.jinja", {"title": "T", "description": "D", "part": part})
            body = markdown.markdown(written, extensions=["md_in_html", "attr_list"])
            root = "../" * depth
            page = HEAD.format(facts=facts, root=root) + body + SCRIPTS.format(root=root) + "</body></html>"
            target = site / "da" / folder / "index.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(page, encoding="utf-8")
    (site / "da" / "assets").mkdir()
    (site / "da" / "assets" / "titles.js").write_text(TITLES, encoding="utf-8")
    for path, script in scripts(view).items():
        (site / "da" / path).write_text(script(), encoding="utf-8")
    with hosted(site) as found:
        yield found


def titles(page: Page) -> list[str]:
    return page.locator(".cards:not([hidden]) > li:not([hidden]) .card__title").all_inner_texts()


def test_a_name_is_found_on_whatever_page_it_stands(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/journeys/page/2/")
        expect(page.locator(".filter__said")).to_have_text("Viser 151-300 af 400")
        assert titles(page) == [f"Rejse {index:04}" for index in range(150, 300)]
        page.get_by_role("searchbox").fill("rejse 0007")
        expect(page.locator(".filter__said")).to_have_text("Viser 1 af 400")
        assert titles(page) == ["Rejse 0007"]
        expect(page.locator(".pages")).to_be_hidden()
        link = page.get_by_role("link", name="Rejse 0007", exact=True)
        assert link.evaluate("link => link.href") == f"{address}da/journeys/journey-0007/"
        page.get_by_role("button", name="Nulstil").click()
        expect(page.locator(".filter__said")).to_have_text("Viser 151-300 af 400")
        expect(page.locator(".pages")).to_be_visible()


def test_an_address_with_choices_shows_all_that_fits(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/journeys/?emotion=-2&sort=name")
        expect(page.locator(".filter__said")).to_have_text("Viser 80 af 400")
        assert titles(page) == [f"Rejse {index:04}" for index in range(0, 400, 5)]


def test_a_list_that_cannot_be_fetched_is_still_there(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/rows.js", lambda route: route.abort())
    page.goto(f"{address}da/journeys/")
    page.get_by_role("searchbox").fill("0399")
    expect(page.locator(".filter__said")).to_contain_text("kunne ikke hentes")
    assert len(titles(page)) == 150
    context.close()


def test_journeys_on_different_pages_are_compared(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/compare/?a=journey-0003&b=journey-0399")
        expect(page.locator(".compare__b a").first).to_have_text("Rejse 0399")
        expect(page.locator(".compare__a a").first).to_have_text("Rejse 0003")
        assert page.locator(".compare__curves path").count() == 2
        step = page.locator(".compare__text td:last-child .compare__step a").first
        assert step.evaluate("link => link.href").startswith(f"{address}da/journeys/journey-0399/#step-")
        assert page.locator("select[name=a] option").count() == 400
        page.locator("select[name=a]").select_option("journey-0200")
        expect(page.locator(".compare__a a").first).to_have_text("Rejse 0200")
        assert page.url.endswith("?a=journey-0200&b=journey-0399")


def test_checklists_in_progress_are_told_from_whatever_page_they_are_on(browser: Browser, address: str) -> None:
    ticks = {f"journey-journey-{number}/{item}": "0" * 8 for number, item in [("0001", "one"), ("0399", "two")]}
    ticks |= {f"journey-journey-0398/{item}": "0" * 8 for item in ("one", "two")}
    with opened(browser, address) as page:
        page.goto(f"{address}da/checklists/")
        page.evaluate("ticks => playbookTicks.replace(new Map(Object.entries(ticks)))", ticks)
        begun = page.locator(".lists-begun li")
        expect(begun).to_have_count(2)
        expect(begun.nth(0)).to_contain_text("Rejse 0001")
        expect(begun.nth(1)).to_contain_text("Rejse 0399")
        expect(begun.nth(1)).to_contain_text("1 af 2")
        link = begun.nth(1).locator("a")
        assert link.evaluate("a => a.href") == f"{address}da/journeys/journey-0399/#checks-journey-journey-0399"
