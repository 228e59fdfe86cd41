"""A playbook full of hostile inputs in Chromium, with the Content-Security-Policy and without it: nothing runs or asks.

``HOSTILE=all`` opens every page in both languages and both ways, not only a selection.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

import hostile_inputs
import projects
from browsing import hosted
from hostile_vectors import CANARY, POLYGLOT, VECTORS
from hosts import run
from mkdocs_playbook.titles import FILE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("hostile")]

IS_LONG = os.environ.get("HOSTILE") == "all"
AUDIT = (Path(__file__).parent / "hostile_audit.js").read_text(encoding="utf-8")
"""Finds what is on a page that no page of ours has: it would run, load or lead elsewhere, now or when it is used."""


@dataclass
class Watched:
    """A page, and what an intruder would have done on it."""

    page: Page
    address: str
    done: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to a page of the site, use what is on it, and look at all of it."""
        self.page.goto(f"{self.address}{path}")
        self.done += [f"{path}: {found}" for found in self.page.evaluate(AUDIT)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    projects.write(root, hostile_inputs.files(hostile_inputs.harmless()))
    done = run(root, "mkdocs", "build", "--quiet")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return root / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with hosted(site) as found:
        yield found


@pytest.fixture(scope="module")
def bare(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same site, its pages without their policies."""
    copy = tmp_path_factory.mktemp("bare") / "site"
    shutil.copytree(site, copy)
    for path in copy.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        stripped = re.sub("<meta http-equiv=.Content-Security-Policy.[^>]*>", "", text)
        assert stripped != text, path
        path.write_text(stripped, encoding="utf-8")
    with hosted(copy) as found:
        yield found


@contextmanager
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """Every call, dialog, error, violation and foreign request in here is a failure."""
    with browser.new_context() as context:
        seen = Watched(context.new_page(), address)

        def note(*words: object) -> None:
            seen.done.append(" ".join(map(str, (seen.page.url, *words))))

        for name in ("pwned", "violated"):
            context.expose_function(name, partial(note, name))
        context.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => violated(e.violatedDirective, e.blockedURI))"
        )
        context.on("request", lambda r: None if r.url.startswith((address, "data:")) else note("asked", r.url))
        seen.page.on("dialog", lambda dialog: (note("dialog", dialog.message), dialog.dismiss()))
        seen.page.on("pageerror", lambda error: note("error", str(error)))
        yield seen
        assert "\n".join(seen.done[:20]) == ""


def paths(site: Path, *, folder: str) -> list[str]:
    """The pages of a language, as addresses."""
    return [f"{path.parent.relative_to(site).as_posix()}/" for path in sorted((site / folder).rglob("index.html"))]


def test_there_are_enough_inputs() -> None:
    assert len(VECTORS) >= 100
    assert len(VECTORS) * len(hostile_inputs.sinks()) >= 10_000


@pytest.mark.parametrize("has_policy", [True, False])
def test_nothing_runs_and_nothing_is_asked_on_any_page(
    browser: Browser, site: Path, address: str, bare: str, has_policy: bool
) -> None:
    chosen = paths(site, folder="da")
    if IS_LONG:
        chosen += paths(site, folder="sv")
    elif has_policy:  # without it every page is opened, and what it would stop is seen there
        chosen = chosen[::6]
    with watched(browser, address if has_policy else bare) as seen:
        for path in ("", *chosen, "sv/", "sv/personas/persona-0/", "sv/journeys/journey-1/"):
            seen.open(path)


def test_an_intruder_would_be_seen(browser: Browser, bare: str) -> None:
    with watched(browser, bare) as seen:
        seen.page.goto(f"{bare}da/personas/persona-0/")
        for name in ("img-error", "img-foreign", "svg-animate", "iframe", "details", "form", "link-data"):
            seen.page.evaluate("text => { document.querySelector('article').innerHTML = text; }", VECTORS[name])
            seen.page.wait_for_timeout(50)
            assert bool(seen.page.evaluate(AUDIT)) is (name != "link-data"), name
        assert any(each.endswith(" pwned 1") for each in seen.done)
        assert any(f"asked {CANARY}/img" in each for each in seen.done)
        seen.done.clear()


def test_texts_are_shown_as_they_were_written(browser: Browser, bare: str) -> None:
    with watched(browser, bare) as seen:
        for number in range(hostile_inputs.SETS):
            seen.open(f"da/personas/persona-{number}/")
            fields = hostile_inputs.entity("persona", number)
            assert seen.page.locator("h1").inner_text().split() == fields["title"].split()
            assert seen.page.title().startswith(" ".join(fields["title"].split()))
            items = seen.page.locator("article li").all_inner_texts()
            shown = {" ".join(text.split()) for text in items}
            assert {" ".join(text.split()) for text in fields["goals"]} <= shown


@pytest.mark.parametrize("has_policy", [True, False])
def test_the_search_shows_what_it_finds_as_text(browser: Browser, address: str, bare: str, has_policy: bool) -> None:
    with watched(browser, address if has_policy else bare) as seen:
        seen.open("da/")
        seen.page.keyboard.press("/")
        query = seen.page.locator(".pb-search__query")
        for asked in ("pwned", "script", "onerror", "canary", "<img src=x onerror=pwned(1)>", "{{ 7*7 }}", 'x" onload'):
            query.fill(asked)
            expect(seen.page.locator(".pb-search__status")).not_to_be_empty()
            expect(seen.page.locator(".pb-search__results")).to_have_attribute("aria-busy", "false")
            seen.done += seen.page.evaluate(AUDIT)
        query.fill("pwned")
        expect(seen.page.locator(".pb-search__excerpt").first).to_be_visible()
        seen.page.locator(".pb-search__facets summary").click()
        seen.done += seen.page.evaluate(AUDIT)


def test_lists_of_what_is_kept_show_titles_as_text(browser: Browser, site: Path, bare: str) -> None:
    keys = re.findall(r'^"([^"]+)":', (site / "da" / FILE).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(keys) > 50
    with watched(browser, bare) as seen:
        seen.open("da/personas/persona-0/")
        seen.page.evaluate(
            "keys => { playbook.write('favourites', keys); playbook.write('read', keys.slice(0, 8)); }", keys
        )
        seen.open("da/favourites/")
        expect(seen.page.locator("[data-kept=favourites] a").nth(40)).to_be_attached()
        seen.done += seen.page.evaluate(AUDIT)
        seen.open("da/")
        seen.open("da/checklists/")
        seen.open("da/journeys/journey-0/?with=sv")
        expect(seen.page.locator(".beside__table")).to_be_visible()
        seen.done += seen.page.evaluate(AUDIT)
        seen.open("da/compare/?a=journey-0&b=journey-1")
        seen.page.locator(".compare").first.wait_for()


ADDRESSES = (
    "da/journeys/?name={}&stage={}&sort={}",
    "da/touchpoints/?channel={}#{}",
    "da/terms/?name={}",
    "da/compare/?a={}&b={}",
    "da/journeys/journey-0/?with={}#{}",
    "da/stages/exit/#ticked={}",
    "da/checklists/#ticked=stage-exit/{}~12345678",
    "da/personas/persona-0/#{}",
    "da/favourites/?{}",
)
"""What a link from elsewhere can carry to a script of ours."""


def test_an_address_brings_nothing_in(browser: Browser, bare: str) -> None:
    texts = list(VECTORS.values())
    with watched(browser, bare) as seen:
        for at, template in enumerate(ADDRESSES):
            for text in (" ".join(texts[at :: len(ADDRESSES)]), POLYGLOT, VECTORS["out-tag"]):
                seen.open(template.replace("{}", quote(text)))
