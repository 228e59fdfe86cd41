"""The real playbook in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import barriers, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

SCREENSHOTS = Path(__file__).parent.parent / ".cache" / "screenshots"
"""To look at, not to compare with."""
JOURNEYS = {"da": "Fra annonce til ambassadør", "sv": "Från annons till ambassadör", "no": "Fra annonse til ambassadør"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("code", JOURNEYS)
def test_a_journey_is_shown(browser: Browser, address: str, code: str, width: int, scheme: str) -> None:
    with opened(browser, address, width=width, scheme=scheme) as page:
        page.goto(f"{address}{code}/journeys/startup-app/")
        assert page.locator("h1").inner_text() == JOURNEYS[code]
        picture = page.locator("figure.diagram svg").first
        box = picture.bounding_box()
        assert box
        assert box["height"] > 200
        assert page.locator("table.steps tr[id]").count() == 13
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"journey-{code}-{width}-{scheme}.png", full_page=True)
        assert background == {"light": "rgb(252, 251, 248)", "dark": "rgb(16, 23, 22)"}[scheme]


@pytest.mark.parametrize("script", [True, False])
def test_the_language_switch_stays_on_the_page(browser: Browser, address: str, script: bool) -> None:
    with opened(browser, address, script=script) as page:
        page.goto(address)
        page.get_by_role("link", name="Dansk").click()
        page.get_by_role("link", name=JOURNEYS["da"]).first.click()
        for name, code in (("Svenska", "sv"), ("Norsk", "no"), ("Dansk", "da")):
            page.get_by_role("navigation").get_by_role("link", name=name).click()
            page.wait_for_url(f"{address}{code}/journeys/startup-app/")
            assert page.locator("h1").inner_text() == JOURNEYS[code]


def test_a_step_has_an_address_of_its_own(browser: Browser, address: str) -> None:
    with opened(browser, address, width=390) as page:
        page.goto(f"{address}no/touchpoints/customer-service/")
        page.locator("article a[href*='#step-']").first.click()
        page.wait_for_url("**/no/journeys/startup-app/#step-*")
        assert page.locator(":target").is_visible()


TEMPLATES = [
    "",
    "404.html",
    "journeys/",
    "journeys/agency-growth/",
    "compare/",
    "stages/",
    "stages/lead/",
    "touchpoints/",
    "touchpoints/review/",
    "personas/",
    "personas/busy-project-lead/",
    "methods/",
    "methods/five-steps/",
    "models/",
    "models/relationship/",
    "metrics/",
    "metrics/churn/",
    "opportunities/",
    "opportunities/guided-first-day/",
    "terms/",
    "sources/",
    "review/",
    "translations/",
    "checklists/",
    "favourites/",
    "about/",
]


@pytest.mark.parametrize(
    ("code", "width", "scheme"), [("da", 1280, "light"), ("sv", 390, "dark"), ("no", 390, "light")]
)
def test_axe_finds_nothing(browser: Browser, address: str, code: str, width: int, scheme: str) -> None:
    with opened(browser, address, width=width, scheme=scheme) as page:
        for path in TEMPLATES:
            page.goto(f"{address}{code}/{path}")
            assert barriers(page) == [], path
