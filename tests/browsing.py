"""Pages of a built site in a browser, for the tests of several modules."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution
from pathlib import Path

from playwright.sync_api import Browser, Page


class Quiet(SimpleHTTPRequestHandler):
    """A server of files."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Say nothing: pytest's output is for failures."""


@contextmanager
def hosted(folder: Path, *, by: type[SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """A folder on a web server of its own; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(by, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
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


def at_rest(page: Page) -> Page:
    """The same page, loaded, when what moves or fades has come to its end: half faded, no text has contrast."""
    page.wait_for_load_state("networkidle")
    page.evaluate(
        """async () => {
          const frame = () => new Promise(requestAnimationFrame);
          const moving = () => document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime < 1e6);
          for (let quiet = 0; quiet < 5; quiet = moving().length ? 0 : quiet + 1) await frame();
        }"""
    )
    return page


AXE = "axe_playwright_python/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def barriers(page: Page, *, within: str = "html") -> list[tuple[str, str]]:
    """What axe finds there that bars somebody's way, when nothing moves any more: rules with their first elements."""
    axe = Path(str(distribution("axe-playwright-python").locate_file(AXE)))
    at_rest(page).evaluate(axe.read_text(encoding="utf-8"))
    found = page.evaluate("([within, rules]) => axe.run(within, {runOnly: rules})", [within, RULES])
    assert found["passes"], "axe has found nothing to look at"
    return [(violation["id"], violation["nodes"][0]["html"]) for violation in found["violations"]]


def sideways(page: Page) -> int:
    """The pixels by which the page is wider than its window."""
    found: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found
