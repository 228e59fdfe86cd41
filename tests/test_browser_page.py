"""What every page has, in a real browser: colours, footer, print, and the edition without a server."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import opened, sideways

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site2")]

PROJECT = Path(__file__).parent.parent
DARK, LIGHT = "rgb(16, 23, 22)", "rgb(252, 251, 248)"


def ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_colours_follow_the_device_until_the_reader_chooses(browser: Browser, address: str) -> None:
    with opened(browser, address, scheme="dark") as page:
        page.goto(f"{address}da/stages/lead/")
        assert ground(page) == DARK
        page.get_by_role("button", name="Skift til lyse farver").click()
        assert ground(page) == LIGHT
        page.goto(f"{address}sv/")
        assert ground(page) == LIGHT
        page.get_by_role("button", name="Byt till mörka färger").click()
        assert ground(page) == DARK
        assert page.evaluate("localStorage.length") == 0
        page.emulate_media(color_scheme="light")
        assert ground(page) == LIGHT


def test_without_scripts_there_is_no_button_that_does_nothing(browser: Browser, address: str) -> None:
    with opened(browser, address, scheme="dark", script=False) as page:
        page.goto(f"{address}no/")
        assert ground(page) == DARK
        assert not page.locator(".pb-scheme").is_visible()


@pytest.mark.parametrize("code", ["da", "sv", "no"])
def test_the_foot_of_a_page_leads_to_what_it_promises(browser: Browser, address: str, code: str) -> None:
    with opened(browser, address) as page:
        for place in ("privacy", "accessibility"):
            page.goto(f"{address}{code}/stages/lead/")
            page.locator(f"footer a[href$='{place}/']").click()
            page.wait_for_url(f"{address}{code}/{place}/")
            expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(("page_of", "section"), [("journeys/startup-app", "steps"), ("stages/lead", "do")])
def test_a_long_page_says_what_it_holds(browser: Browser, address: str, page_of: str, section: str) -> None:
    for width in (320, 1280):
        with opened(browser, address, width=width) as page:
            page.goto(f"{address}sv/{page_of}/")
            link = page.locator(f"nav a[href='#{section}']:visible")
            if width == 320:
                assert link.count() == 0  # folded
                page.locator(".pb-onpage summary").click()
            link.click()  # one alone: beside the page or above it
            assert page.locator(":target").get_attribute("id") == section
            assert sideways(page) <= 0


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_cut_on_a_phone(browser: Browser, address: str, width: int) -> None:
    outside = """() => [...document.querySelectorAll(".facts dd, .md-header__inner > :not(.md-header__title)")].filter(
      each => each.checkVisibility()
        && (each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().right > innerWidth)
    ).map(each => each.outerHTML)"""
    with opened(browser, address, width=width) as page:
        for path in ("da/personas/consultancy-client/", "sv/touchpoints/review/", "no/metrics/conversion-rate/"):
            page.goto(f"{address}{path}")
            assert page.evaluate(outside) == [], path
            assert page.locator(".md-header .md-logo").is_visible() is (width == 320)
            if width > 320:
                name = page.locator(".md-header__topic:first-child .md-ellipsis")
                cut = "each => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight + 1"
                assert not name.evaluate(cut), path


def test_the_systems_own_colours_hide_nothing(browser: Browser, address: str) -> None:
    """A ground is nothing there, and an edge that was transparent is an edge."""
    ground = """selector => [...document.querySelectorAll(selector)].map(each =>
      getComputedStyle(each, "::after").backgroundColor === getComputedStyle(document.body).backgroundColor)"""
    with opened(browser, address) as page:
        page.emulate_media(forced_colors="active")
        page.goto(f"{address}da/journeys/agency-growth/")
        assert set(page.evaluate(ground, ".map__arc")) == {False}
        expect(page.locator(".map__number").first).to_have_css("border-top-width", "1px")
        tabs = [
            page.locator(f".pb-tabs__link{here}").first.evaluate("each => getComputedStyle(each).borderBottomColor")
            for here in (":not([aria-current])", "[aria-current]")
        ]
        assert tabs[0] == page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert tabs[0] != tabs[1]
        expect(page.locator(".checklist input").first).to_have_css("appearance", "auto")


def test_tables_and_boxes_fit_on_paper(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.set_viewport_size({"width": 688, "height": 1000})  # A4 between its margins
        page.emulate_media(media="print")
        for path in ("sv/diagnosis/", "da/contribute/", "no/stages/lead/"):
            page.goto(f"{address}{path}")
            assert sideways(page) <= 0
            for table in page.locator("table:visible").all():
                assert table.evaluate("each => each.getBoundingClientRect().right <= innerWidth"), path
        page.goto(f"{address}no/journeys/startup-app/")
        expect(page.locator(".steps__stage").first).to_have_css("break-after", "avoid")
        page.goto(f"{address}da/compare/")
        sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(format="A4", prefer_css_page_size=True))
        assert all(float(width) > float(height) for width, height in sizes)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_review_that_is_late_says_so(browser: Browser, address: str, days: int) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/stages/lead/")
        due = page.locator("time[data-overdue]").get_attribute("datetime")
        assert due
        page.clock.set_fixed_time(datetime.fromisoformat(due).replace(hour=12, tzinfo=UTC) - timedelta(days=days))
        page.reload()
        assert page.get_by_text("gennemgang forsinket").count() == (days < 0)


def test_paper_shows_everything_and_what_it_is(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/journeys/startup-app/")
        page.emulate_media(media="print", color_scheme="dark")
        assert not page.locator(".md-header").is_visible()
        assert not page.locator(".pb-bar").is_visible()
        assert page.locator("#checks-journey-startup-app li").last.is_visible()
        assert not page.locator("#checks-stage-use").is_visible()  # it has a page of its own
        foot = page.locator("footer").inner_text()
        assert "Kunderejseansvarlig" in foot
        assert "Dansk" in foot
        assert "https://playbook.example/da/journeys/startup-app/" in foot
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_the_edition_without_a_server_is_opened_as_files(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "open"
    command = [sys.executable, "-m", "playbook", "build", "--offline", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not [path for name in ("404.html", "robots.txt", "sitemap.xml") for path in folder.rglob(name)]
    with opened(browser, "file://") as page:
        page.goto(f"{folder.as_uri()}/index.html")
        page.get_by_role("link", name="Svenska").click()
        page.get_by_role("link", name="Kundresor", exact=True).first.click()
        page.get_by_role("link", name="Från annons till ambassadör").first.click()
        assert page.locator("h1").inner_text() == "Från annons till ambassadör"
        page.get_by_role("navigation").get_by_role("link", name="Dansk").click()
        assert page.locator("h1").inner_text() == "Fra annonce til ambassadør"
        for link in page.locator("a[href]").all():
            href = link.get_attribute("href") or ""
            assert not href.partition("#")[0].endswith("/") or "://" in href, href
        page.keyboard.press("/")
        page.keyboard.type("anmeldelser")
        page.get_by_role("dialog").get_by_role("link", name="Anmeldelse").first.click()
        assert page.url.endswith("/da/touchpoints/review/index.html")


@pytest.mark.parametrize(
    ("code", "path", "part", "first"),
    [
        ("da", "journeys/startup-app", "#step-reads-reviews", "- id: reads-reviews"),
        ("sv", "journeys/startup-app", "#step-reads-reviews", "- id: reads-reviews"),
        ("no", "stages/use", "h2#checklist", "checklist:"),
        ("sv", "terms", "#journey-map", "- id: journey-map"),
        ("no", "about", "h2#origin", "## "),
    ],
)
def test_a_part_leads_to_the_line_where_it_is_written(
    browser: Browser, address: str, code: str, path: str, part: str, first: str
) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}{code}/{path}/")
        found = page.locator(part)
        link = page.locator(f"{part} + .edits .edit" if part.startswith("h2") else f"{part} .edit")
        assert link.evaluate("link => getComputedStyle(link).opacity") == "0"
        found.hover()
        assert link.evaluate("link => getComputedStyle(link).opacity") == "1"
        file, _, line = (link.get_attribute("href") or "").partition("/main/")[2].partition("#L")
        assert file.startswith(f"content/{code}/")
        assert (PROJECT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1].strip().startswith(first)
        page.emulate_media(media="print")
        assert not link.is_visible()


def test_the_keyboard_finds_the_way_to_the_line(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}sv/stages/use/")
        link = page.get_by_role("link", name="Redigera: Gör")
        link.focus()
        assert link.evaluate("link => getComputedStyle(link).opacity") == "1"


def test_without_scripts_the_page_leads_to_its_file(browser: Browser, address: str) -> None:
    with opened(browser, address, script=False) as page:
        page.goto(f"{address}da/stages/use/")
        assert page.locator(".edit").count() == 0
        href = page.get_by_role("link", name="Rediger", exact=True).get_attribute("href") or ""
        assert href.endswith("/content/da/stages/use.md#L1")
