"""Checklists with a memory, in a real browser."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import barriers, opened, sideways
from device import STAGE, boxes, kept, plant, said, tick, use

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site2")]

PROGRESS = {
    "da": "Afkrydset: 2 af 7 · skal: 2 af 4",
    "sv": "Avbockade: 2 av 7 · ska: 2 av 4",
    "no": "Huket av: 2 av 7 · skal: 2 av 4",
}


def count(page: Page) -> str:
    return page.locator(".checks__count").first.inner_text()


# --- Ticking ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 390])
def test_ticks_stay_over_reloads_languages_and_pages(browser: Browser, address: str, width: int) -> None:
    with opened(browser, address, width=width) as page:
        page.goto(f"{address}da/{STAGE}")
        assert count(page) == "Afkrydset: 0 af 7 · skal: 0 af 4"
        tick(page, 0, 2)
        for code, words in PROGRESS.items():
            page.goto(f"{address}{code}/{STAGE}")
            assert boxes(page) == [True, False, True, False, False, False, False], code
            assert count(page) == words
            assert page.locator("progress").first.evaluate("bar => [bar.value, bar.max]") == [2, 7]
        page.goto(f"{address}da/journeys/startup-app/")
        assert boxes(page) == [True, False, True, False, False, False, False]
        assert sum(boxes(page, "purchase")) == 0
        assert list(kept(page)) == ["ticks"]


def test_an_item_is_a_labelled_box_that_the_keyboard_reaches(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/{STAGE}")
        first = page.get_by_role("checkbox", name="Beskriv målgruppen, før I vælger kanaler", exact=True)
        described = first.get_attribute("aria-describedby") or ""
        words = [page.locator(f"#{id_}").inner_text() for id_ in described.split()]
        assert words == ["Skal", "Uden en klar målgruppe er det tilfældigt, hvem I når."]
        first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert boxes(page)[:3] == [True, True, False]
        page.get_by_text("Beskriv målgruppen, før I vælger kanaler").click()
        assert boxes(page)[:3] == [False, True, False]
        assert page.locator(".checks__count").first.get_attribute("aria-live") == "polite"


def test_an_item_whose_text_has_changed_since_says_so(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/{STAGE}")
        tick(page, 0, 2)
        before = kept(page)["ticks"]
        plant(page, "ticks", json.dumps({**before, "stage-awareness/target-group": "00000000"}))
        page.goto(f"{address}sv/{STAGE}")
        note = page.locator(".checklist__changed")
        assert note.count() == 1
        assert "Ändrad sedan du bockade av den." in note.inner_text()
        assert count(page) == "Avbockade: 2 av 7 · ska: 2 av 4 · ändrat: 1"
        assert boxes(page)[0]
        page.get_by_role("button", name="Behåll bocken").click()
        assert note.count() == 0
        assert kept(page)["ticks"] == before
        assert page.evaluate("document.activeElement.type") == "checkbox"


def test_other_windows_are_kept_in_step(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/{STAGE}")
        other = page.context.new_page()
        other.goto(f"{address}sv/{STAGE}")
        tick(page, 1)
        expect(other.locator(".checklist input").nth(1)).to_be_checked()
        assert other.locator(".checks__count").inner_text().startswith("Avbockade: 1 av 7")


def test_a_browser_that_keeps_nothing_is_told_of_once(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }")
        page.goto(f"{address}da/{STAGE}")
        tick(page, 0)
        assert said(page).startswith("Browseren gemmer ikke noget herfra.")
        tick(page, 1)
        assert said(page) == ""
        assert boxes(page)[:3] == [True, True, False]


def test_what_is_kept_is_read_as_from_a_stranger(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/{STAGE}")
        tick(page, 0)
        for value in ("[", "[]", '"x"', "7", '{"stage-awareness/target-group": 7, "<b>": "00000000"}'):
            plant(page, "ticks", value)
            page.reload()
            assert not any(boxes(page)), value
        tick(page, 0)
        assert list(kept(page)["ticks"]) == ["stage-awareness/target-group"]


# --- Tools -----------------------------------------------------------------------------------------------------------


def test_a_reset_can_be_undone(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/stages/lead/")
        tick(page, 0)
        page.goto(f"{address}da/{STAGE}")
        tick(page, 0, 3)
        assert page.locator("[data-do=undo]").is_hidden()
        use(page, "reset")
        assert (any(boxes(page)), said(page)) == (False, "Listen er nulstillet.")
        use(page, "undo")
        assert boxes(page) == [True, False, False, True, False, False, False]
        assert page.locator("[data-do=undo]").is_hidden()
        assert page.evaluate("document.activeElement.dataset.do") == "reset"
        use(page, "reset")
        assert [item.split("/")[0] for item in kept(page)["ticks"]] == ["stage-lead"]


def test_a_list_is_copied_as_markdown(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{address}da/{STAGE}")
        tick(page, 1)
        use(page, "copy")
        expect(page.locator(".checks__status").first).to_have_text("Listen er kopieret som Markdown.")
        lines = page.evaluate("navigator.clipboard.readText()").splitlines()
        assert lines[:4] == [
            "Tjekliste: Opmærksomhed",
            "",
            "- [ ] Skal: Beskriv målgruppen, før I vælger kanaler",
            "- [x] Skal: Formuler ét hovedbudskab, der tager afsæt i kundens problem",
        ]
        assert lines[-1] == f"{address}da/{STAGE}"


def test_without_a_clipboard_the_text_is_there_to_copy(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        page.goto(f"{address}da/{STAGE}")
        use(page, "copy")
        field = page.get_by_label("Kopier selv dette:")
        expect(field).to_be_focused()
        assert field.input_value().startswith("Tjekliste: Opmærksomhed\n\n- [ ] Skal:")


def test_a_list_is_printed_alone(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.add_init_script("window.print = () => { window.hasPrinted = true; }")
        page.goto(f"{address}da/journeys/startup-app/")
        page.emulate_media(media="print")
        tools = page.locator(".checks__tools").first
        assert tools.is_hidden()
        assert page.locator("table.steps").is_visible()
        page.emulate_media(media="screen")
        page.locator("summary:has(#checklist-awareness)").click()
        page.locator("[data-list=stage-awareness] [data-do=print]").click()
        assert page.evaluate("window.hasPrinted")
        page.emulate_media(media="print")
        assert page.locator("[data-list=stage-awareness] li").first.is_visible()
        assert page.locator("h1").is_visible()
        for selector in ("table.steps", "[data-list=journey-startup-app]", "h2", "[data-list=stage-awareness] button"):
            assert page.locator(selector).first.is_hidden(), selector
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("table.steps").is_visible()


# --- Without scripts, narrow, and for everybody ----------------------------------------------------------------------


def test_everything_reads_well_without_scripts(browser: Browser, address: str) -> None:
    with opened(browser, address, script=False) as page:
        page.goto(f"{address}da/{STAGE}")
        assert page.locator(".checklist li").count() == 7
        assert page.locator(".checklist li").first.inner_text().split("\n") == [
            "Skal",
            "Beskriv målgruppen, før I vælger kanaler",
            "Uden en klar målgruppe er det tilfældigt, hvem I når.",
        ]
        for selector in ("[data-do]", ".checks progress", ".favourite button"):
            assert not any(found.is_visible() for found in page.locator(selector).all()), selector
        page.goto(f"{address}da/checklists/")
        assert page.locator(".lists__row").count() == 21
        assert page.get_by_role("button", name="Hent fra fil").count() == 0
        page.get_by_role("link", name="Opmærksomhed").click()
        page.wait_for_url(f"**/{STAGE}#checks-stage-awareness")
        page.goto(f"{address}da/favourites/")
        assert page.get_by_text("kræver JavaScript").is_visible()
        assert page.get_by_role("switch").count() == 0


@pytest.mark.parametrize(
    ("code", "width", "scheme"), [("da", 1280, "light"), ("sv", 320, "dark"), ("no", 390, "light")]
)
def test_axe_finds_nothing_where_something_is_kept(
    browser: Browser, address: str, code: str, width: int, scheme: str
) -> None:
    def check(what: str) -> None:
        assert barriers(page) == [], what
        assert sideways(page) <= 0, what

    with opened(browser, address, width=width, scheme=scheme) as page:
        page.goto(f"{address}{code}/favourites/")
        check("no favourites")
        page.get_by_role("switch").check()
        page.goto(f"{address}{code}/{STAGE}#ticked=stage-awareness/one-message~12345678")
        check("shared")
        use(page, "take")
        tick(page, 0)
        page.locator(".favourite button").click()
        check("changed")
        use(page, "reset")
        use(page, "undo")
        for path in ("", "checklists/", "favourites/"):
            page.goto(f"{address}{code}/{path}")
            page.wait_for_load_state("networkidle")
            check(path)
        use_sizes = page.eval_on_selector_all(
            ".kept button:not([hidden]), .kept input", "all => all.map(each => each.getBoundingClientRect().height)"
        )
        assert min(use_sizes) >= 24
