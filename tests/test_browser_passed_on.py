"""Ticks that are passed on, in an address and in a file, in a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browsing import opened, sideways
from device import STAGE, boxes, kept, said, tick, use

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site2")]


# --- Addresses -------------------------------------------------------------------------------------------------------


def shared_address(browser: Browser, address: str, *numbers: int) -> str:
    with opened(browser, address) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{address}da/{STAGE}")
        tick(page, *numbers)
        use(page, "share")
        expect(page.locator(".checks__status").first).to_contain_text("Adressen er kopieret.")
        found: str = page.evaluate("navigator.clipboard.readText()")
    return found


def test_a_shared_list_is_shown_and_taken_over_only_when_asked(browser: Browser, address: str) -> None:
    link = shared_address(browser, address, 1, 2)
    assert re.fullmatch(re.escape(f"{address}da/{STAGE}#ticked=stage-awareness/") + "[a-z0-9~.-]+", link)
    with opened(browser, address) as page:
        page.goto(f"{address}da/{STAGE}")
        tick(page, 0)
        own = kept(page)
        page.goto("about:blank")
        page.goto(link)
        notice = page.locator(".checks__shared")
        assert (
            "Du ser en delt liste, hvor 2 af 7 er afkrydset. Din egen liste, hvor 1 er afkrydset" in notice.inner_text()
        )
        assert boxes(page)[:4] == [False, True, True, False]
        assert page.locator(".checklist input").first.is_disabled()
        assert kept(page) == own
        page.get_by_role("button", name="Behold min egen").click()
        assert (boxes(page)[:4], kept(page)) == ([True, False, False, False], own)
        assert "#" not in page.url
        page.evaluate("link => { location.href = link; }", link)
        page.get_by_role("button", name="Overtag den delte liste").click()
        assert boxes(page)[:4] == [False, True, True, False]
        assert notice.is_hidden()
        use(page, "undo")
        assert kept(page) == own


def test_a_shared_list_is_taken_over_on_another_page_and_in_another_language(browser: Browser, address: str) -> None:
    fragment = shared_address(browser, address, 1, 2).partition("#")[2]
    with opened(browser, address, width=390) as page:
        page.goto(f"{address}no/journeys/startup-app/#{fragment.replace('~', '%7E')}")
        shared = page.locator("[data-list=stage-awareness]")
        expect(shared).to_be_in_viewport()
        shared.get_by_role("button", name="Ta over den delte listen").click()
        assert boxes(page)[:4] == [False, True, True, False]
        assert sideways(page) <= 0


HOSTILE_FRAGMENTS = (
    "ticked=stage-awareness/<img src=x onerror=document.hacked=1>~00000000",
    "ticked=stage-awareness/one-message~XYZ",
    "ticked=stage-awareness/one-message~00000000.",
    "ticked=stage-nowhere/one-message~00000000",
    "ticked=__proto__/one-message~00000000",
    "ticked=stage-awareness/" + "a" * 30_000 + "~00000000",
    "ticked=stage-awareness/" + ".".join(f"item-{number}~00000000" for number in range(900)),
    "ticked=",
)


def test_a_hostile_address_shows_nothing_of_itself(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/{STAGE}")
        tick(page, 0)
        own = kept(page)
        for fragment in HOSTILE_FRAGMENTS:
            page.locator(".checks__status").evaluate("status => { status.textContent = ''; }")
            page.evaluate("fragment => { location.hash = fragment; }", fragment)
            expect(page.locator(".checks__status")).to_have_text("Fluebenene i adressen kan ikke læses.")
            assert page.locator(".checks__shared").is_hidden(), fragment
            assert kept(page) == own, fragment
        assert page.evaluate("document.hacked") is None
        assert page.locator("img[src=x]").count() == 0


def test_unknown_items_in_an_address_are_left_out(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/{STAGE}#ticked=stage-awareness/gone~00000000.one-message~12345678")
        assert "1 af 7" in page.locator(".checks__shared").inner_text()
        use(page, "take")
        assert kept(page) == {"ticks": {"stage-awareness/one-message": "12345678"}}
        assert page.locator(".checklist__changed").count() == 1  # it was ticked with another text


# --- All checklists, and files ---------------------------------------------------------------------------------------


def test_the_overview_puts_what_is_in_progress_first(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/checklists/")
        assert page.locator(".lists-begun").is_hidden()
        assert page.locator("progress:visible").count() == 0
        page.goto(f"{address}da/journeys/startup-app/")
        page.locator("[data-list=journey-startup-app] input").first.check()
        page.locator("summary:has(#checklist-purchase)").click()
        for box in page.locator("[data-list=stage-purchase] input").all():
            box.check()
        page.goto(f"{address}no/checklists/")
        begun = page.locator(".lists-begun .lists__row")
        assert begun.evaluate_all("rows => rows.map(row => row.dataset.row)") == ["journey-startup-app"]
        assert begun.locator("progress").evaluate("bar => [bar.value, bar.max]") == [1, 6]
        assert "Huket av: 1 av 6" in begun.inner_text()
        assert "is-done" in (page.locator(".lists__row[data-row=stage-purchase]").get_attribute("class") or "")
        begun.get_by_role("link").click()
        expect(page.locator("[data-list=journey-startup-app]")).to_be_in_viewport()


def test_all_ticks_go_to_a_file_and_back(browser: Browser, address: str, tmp_path: Path) -> None:
    file = tmp_path / "ticks.json"
    with opened(browser, address) as page:
        page.goto(f"{address}sv/checklists/")
        assert page.locator("[data-do=export]").is_disabled()
        page.goto(f"{address}sv/{STAGE}")
        tick(page, 0, 4)
        ticked = kept(page)
        page.goto(f"{address}sv/checklists/")
        with page.expect_download() as download:
            use(page, "export")
        assert re.fullmatch(r"checklistor-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
        download.value.save_as(file)
        assert said(page) == "Bockar i filen: 2"
        use(page, "reset")
        assert kept(page) == {}
        use(page, "undo")
        assert kept(page) == ticked
    with opened(browser, address) as page:
        page.goto(f"{address}da/{STAGE}")
        tick(page, 0, 1)
        page.goto(f"{address}da/checklists/")
        with page.expect_file_chooser() as chooser:
            use(page, "import")
        chooser.value.set_files(file)
        expect(page.locator(".checks__status")).to_have_text("Nye flueben fra filen: 1")
        page.goto(f"{address}da/{STAGE}")
        assert boxes(page) == [True, True, False, False, True, False, False]


def hostile_files() -> list[str]:
    good = {"stage-awareness/one-message": "12345678"}
    whole = {"format": "playbook-ticks", "version": 1, "ticks": good}
    wrong: list[object] = [
        None,
        [],
        {**whole, "format": "other"},
        {**whole, "version": 2},
        {**whole, "more": 1},
        {**whole, "ticks": {}},
        {**whole, "ticks": ["stage-awareness/one-message"]},
        {**whole, "ticks": {**good, "<img src=x>": "12345678"}},
        {**whole, "ticks": {**good, "__proto__": "12345678"}},
        {**whole, "ticks": {**good, "stage-a/b": 12345678}},
        {**whole, "ticks": {**good, "stage-a/b": "<b>"}},
        {**whole, "ticks": {f"stage-a/i{number}": "12345678" for number in range(5001)}},
    ]
    too_large = json.dumps(whole) + " " * 1_000_001
    return ["", "<script>document.hacked = 1</script>", too_large, *(json.dumps(each) for each in wrong)]


def test_a_hostile_file_changes_nothing(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/{STAGE}")
        tick(page, 0)
        own = kept(page)
        page.goto(f"{address}da/checklists/")
        for text in hostile_files():
            page.locator(".checks__status").evaluate("status => { status.textContent = ''; }")
            page.locator("input[type=file]").set_input_files(
                {"name": "ticks.json", "mimeType": "application/json", "buffer": text.encode()}
            )
            expect(page.locator(".checks__status")).to_have_text(
                "Filen indeholder ikke flueben fra en playbook. Intet er ændret."
            )
            assert kept(page) == own, text[:200]
        assert page.evaluate("document.hacked") is None
