"""The language switch keeps the place, and a journey stands in two languages side by side, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import projects
from browsing import barriers, opened, sideways
from playbook.languages import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]


def switch(page: Page, name: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=name).click()


def test_the_language_switch_keeps_the_anchor(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/journeys/startup-app/#step-reads-reviews")
        switch(page, "Svenska")
        page.wait_for_url(f"{address}sv/journeys/startup-app/#step-reads-reviews")
        assert page.locator("tr:target").is_visible()

        page.goto(f"{address}sv/terms/#touchpoint")
        switch(page, "Norsk")
        page.wait_for_url(f"{address}no/terms/#touchpoint")


def test_the_language_switch_keeps_the_place_on_the_page(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/journeys/startup-app/")
        page.locator("h2#checklists").evaluate("heading => heading.scrollIntoView()")
        switch(page, "Svenska")
        page.wait_for_url(f"{address}sv/journeys/startup-app/#*")
        box = page.locator("h2#checklists").bounding_box()
        assert box
        assert -100 < box["y"] < 200

        # A heading whose id was made from its words is none in the other language: the nearest one above is.
        page.goto(f"{address}da/diagnosis/")
        worded = page.locator("article :is(h2, h3)[data-worded]").last
        target = worded.get_attribute("id")
        assert target
        page.goto(f"{address}da/diagnosis/#{target}")
        switch(page, "Norsk")
        page.wait_for_url(re.compile(rf"{address}no/diagnosis/(#.*)?$"))
        assert page.url.rpartition("#")[2] != target
        assert page.locator(":target").count() == 1


# --- Side by side -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("code", "other"), [("da", "sv"), ("sv", "no"), ("no", "da")])
def test_a_journey_stands_in_two_languages_side_by_side(
    browser: Browser, address: str, code: str, other: str, width: int
) -> None:
    journey = projects.opened()[0].playbook.journeys["consultancy-engagement"]
    here, there = LANGUAGES[code], LANGUAGES[other]
    with opened(browser, address, width=width) as page:
        page.goto(f"{address}{code}/journeys/{journey.id}/")
        page.locator(".beside").get_by_role("button", name=there.name).click()
        rows = page.locator(".beside__table tr[data-step]")
        expect(rows).to_have_count(len(journey.steps))
        assert page.url == f"{address}{code}/journeys/{journey.id}/?with={other}#steps"
        assert page.locator("table.steps").is_hidden()
        for number, (row, step) in enumerate(zip(rows.all(), journey.steps, strict=True), start=1):
            assert row.locator("th").inner_text() == str(number)
            for cell, language in zip(row.locator("td").all(), (here, there), strict=True):
                assert cell.get_attribute("lang") == language.tag
                words = re.sub("\u00ad", "", cell.inner_text())
                assert step.action.read(language.folder) in words
                for pain in step.pains.read(language.folder) if step.pains else ():
                    assert pain in words
        opening = page.locator(".beside__table tbody").first.inner_text()
        assert journey.scenario.read(code) in opening
        assert journey.customer_goal.read(other) in opening
        assert sideways(page) <= 0

        switch(page, there.name)
        page.wait_for_url(f"{address}{other}/journeys/{journey.id}/?with={code}#steps")
        expect(rows).to_have_count(len(journey.steps))
        page.locator(".beside").get_by_role("button", name=here.name).click()
        expect(page.locator("table.steps")).to_be_visible()
        page.go_back()
        expect(rows.first).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_nothing_bars_the_way_side_by_side(browser: Browser, address: str, width: int, scheme: str) -> None:
    with opened(browser, address, width=width, scheme=scheme) as page:
        page.goto(f"{address}no/journeys/startup-app/?with=sv")
        expect(page.locator(".beside__table")).to_be_visible()
        assert barriers(page, within=".beside") == []


def test_side_by_side_says_when_the_other_page_does_not_come(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.route("**/sv/journeys/**", lambda route: route.fulfill(body="<p>nothing</p>", content_type="text/html"))
        page.goto(f"{address}da/journeys/startup-app/?with=sv")
        expect(page.locator(".beside__said")).to_contain_text("Den anden side kunne ikke hentes.")
        assert page.locator("table.steps").is_visible()
        assert page.locator(".beside__table").is_hidden()
        page.unroute_all()
        page.locator(".beside").get_by_role("button", name="Svenska").click()  # off
        page.locator(".beside").get_by_role("button", name="Svenska").click()
        expect(page.locator(".beside__table")).to_be_visible()


def test_side_by_side_takes_nothing_but_text(browser: Browser, address: str, site: Path) -> None:
    text = (site / "sv/journeys/startup-app/index.html").read_text(encoding="utf-8")
    bad = re.sub(r'(<th scope="row" class="steps__step">)', r'\1<img src="intruder"><a href="#">', text)
    assert bad != text
    with opened(browser, address) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.route("**/sv/journeys/**", lambda route: route.fulfill(body=bad, content_type="text/html"))
        page.goto(f"{address}da/journeys/startup-app/?with=sv")
        expect(page.locator(".beside__table")).to_be_visible()
        assert page.locator(".beside__table :is(a, img, script)").count() == 0
        page.wait_for_load_state("networkidle")
        assert not [url for url in asked if url.endswith("intruder")]


def test_side_by_side_is_not_offered_where_it_cannot_be(browser: Browser, address: str, site: Path) -> None:
    with opened(browser, address, script=False) as page:
        page.goto(f"{address}da/journeys/startup-app/?with=sv")
        assert page.locator(".beside").count() == 0
        assert page.locator("table.steps").is_visible()
    with opened(browser, "file://") as page:
        page.goto((site / "da/journeys/startup-app/index.html").as_uri())
        assert page.locator("table.steps").is_visible()
        assert page.locator(".beside").count() == 0
