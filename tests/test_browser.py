"""The real playbook in a real browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

JOURNEYS = {"da": "Fra annonce til ambassadør", "sv": "Från annons till ambassadör", "no": "Fra annonse til ambassadør"}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Say nothing: pytest's output is for failures."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def opened(
    browser: Browser, address: str, *, width: int = 1280, scheme: str = "light", script: bool = True
) -> Iterator[Page]:
    """A page that notes what it asks for and what goes wrong; both are checked when it is closed."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
    )
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield page
    page.wait_for_load_state("networkidle")
    context.close()
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert wrong == []


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
        expected = "rgb(255, 255, 255)"
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (background == expected) is (scheme == "light")


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


@pytest.mark.parametrize(
    ("code", "query", "title"),
    [("da", "anmeldelser", "Anmeldelse"), ("sv", "recension", "Recension"), ("no", "anmeldelse", "Anmeldelse")],
)
def test_the_search_finds_a_touchpoint(browser: Browser, address: str, code: str, query: str, title: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}{code}/")
        page.keyboard.press("/")
        page.keyboard.type(query)
        found = page.locator(".md-search-result__item h1", has_text=title)
        found.first.wait_for(timeout=10_000)


def test_a_step_has_an_address_of_its_own(browser: Browser, address: str) -> None:
    with opened(browser, address, width=390) as page:
        page.goto(f"{address}no/touchpoints/customer-service/")
        page.locator("article a[href*='#step-']").first.click()
        page.wait_for_url("**/no/journeys/startup-app/#step-*")
        assert page.locator(":target").is_visible()


AXE = "axe_playwright_python/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TEMPLATES = [
    "",
    "404.html",
    "journeys/",
    "journeys/agency-growth/",
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
    "translations/",
    "about/",
]


@pytest.mark.parametrize(
    ("code", "width", "scheme"), [("da", 1280, "light"), ("sv", 390, "dark"), ("no", 390, "light")]
)
def test_axe_finds_nothing(browser: Browser, address: str, code: str, width: int, scheme: str) -> None:
    axe = Path(str(distribution("axe-playwright-python").locate_file(AXE)))
    with opened(browser, address, width=width, scheme=scheme) as page:
        for path in TEMPLATES:
            page.goto(f"{address}{code}/{path}")
            page.add_script_tag(path=axe)
            found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
            assert len(found["passes"]) > 10, path
            assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == [], path
