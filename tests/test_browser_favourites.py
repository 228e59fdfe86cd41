"""Favourites, the pages read last and what is in progress, in a real browser."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, expect

from browsing import opened
from device import STAGE, kept, plant, tick

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site2")]


def test_favourites_are_there_in_every_language(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/")
        assert page.locator(".mine").is_hidden()
        assert page.locator(".favourite").count() == 0
        page.goto(f"{address}da/touchpoints/review/")
        button = page.get_by_role("button", name="Gem som favorit")
        assert button.get_attribute("aria-pressed") == "false"
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        assert kept(page) == {"favourites": ["touchpoint/review"]}
        page.goto(f"{address}sv/{STAGE}")
        page.get_by_role("button", name="Spara som favorit").click()
        page.get_by_role("link", name="Alla favoriter").click()
        cards = page.locator("[data-kept=favourites] li")
        expect(cards).to_have_count(2)
        assert [card.split("\n")[0] for card in cards.all_inner_texts()] == ["Medvetenhet", "Recension"]
        page.goto(f"{address}no/")
        page.locator(".mine").get_by_role("link", name="Anmeldelse").click()
        page.wait_for_url("**/no/touchpoints/review/")
        page.get_by_role("button", name="Lagre som favoritt").click()
        assert kept(page) == {"favourites": ["stage/awareness"]}
        page.goto(f"{address}no/favourites/")
        page.get_by_role("button", name="Fjern: Oppmerksomhet").click()
        assert kept(page) == {}
        assert page.get_by_text("Ingen favoritter ennå.").is_visible()
        expect(page.get_by_role("switch")).to_be_focused()


def test_a_favourite_that_is_gone_can_be_removed(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/{STAGE}")
        hostile = ["journey/gone", "<b>", "journey/../../x", "method/<img>", 7, None, "stage/awareness"]
        plant(page, "favourites", json.dumps(hostile))
        page.goto(f"{address}da/favourites/")
        cards = page.locator("[data-kept=favourites] li")
        expect(cards).to_have_count(2)
        assert "Findes ikke på dette sprog" in cards.first.inner_text()
        assert cards.first.get_by_role("link").count() == 0
        page.get_by_role("button", name="Fjern: gone").click()
        expect(cards).to_have_count(1)
        expect(page.get_by_role("button", name="Fjern: Opmærksomhed")).to_be_focused()


def test_the_pages_read_last_are_kept_only_when_the_reader_says_so(browser: Browser, address: str) -> None:
    pages = [
        f"stages/{id_}/" for id_ in ("need", "awareness", "lead", "decision", "purchase", "use", "service", "exit")
    ]
    with opened(browser, address) as page:
        for path in ("", *pages, "favourites/"):
            page.goto(f"{address}da/{path}")
        switch = page.get_by_role("switch", name="Husk de sider, jeg senest har læst")
        assert (kept(page), switch.is_checked()) == ({}, False)
        switch.check()
        assert kept(page) == {"read": []}
        for path in ("", "methods/five-steps/", *pages, "stages/lead/", "stages/"):
            page.goto(f"{address}da/{path}")
        expected = ["lead", "exit", "service", "use", "purchase", "decision", "awareness", "need"]
        assert kept(page) == {"read": [f"stage/{id_}" for id_ in expected]}
        page.goto(f"{address}sv/")
        shown = page.locator(".mine [data-kept=read] a")
        expect(shown.first).to_have_text("Lead")
        assert shown.count() == 6
        page.goto(f"{address}sv/favourites/")
        expect(page.locator("[data-kept=read] li")).to_have_count(8)
        page.get_by_role("switch").uncheck()
        expect(page.locator("[data-kept=read] li")).to_have_count(0)
        assert kept(page) == {}


def test_the_home_page_shows_the_checklists_in_progress(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}da/")
        assert not any(url.endswith("titles.js") for url in asked)  # nothing to name
        page.goto(f"{address}da/{STAGE}")
        tick(page, 0, 2)
        page.goto(f"{address}sv/")
        mine = page.get_by_role("region", name="Fortsätt där du slutade")
        assert "Avbockade: 2 av 7" in mine.inner_text()
        mine.get_by_role("link", name="Medvetenhet").click()
        page.wait_for_url(f"**/sv/{STAGE}#checks-stage-awareness")


def test_reading_stores_nothing(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        for path in ("", STAGE, "journeys/startup-app/", "checklists/", "favourites/"):
            page.goto(f"{address}da/{path}")
            assert kept(page) == {}, path
            assert page.evaluate("localStorage.length + sessionStorage.length") == 0, path
            assert page.context.cookies() == []
