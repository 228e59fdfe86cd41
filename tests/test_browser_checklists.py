"""Checklists with a memory, favourites and the pages read last, in a real browser."""

from __future__ import annotations

import json
import re
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import at_rest, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site2")]

STAGE = "stages/awareness/"
PROGRESS = {
    "da": "Afkrydset: 2 af 7 · skal: 2 af 4",
    "sv": "Avbockade: 2 av 7 · ska: 2 av 4",
    "no": "Huket av: 2 av 7 · skal: 2 av 4",
}
AXE = "axe_playwright_python/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def kept(page: Page) -> dict[str, Any]:
    """What the playbook keeps on this device, without the part of the names that tells playbooks apart."""
    stored: dict[str, str] = page.evaluate("({...localStorage})")
    return {key.split(":")[-1]: json.loads(value) for key, value in stored.items() if key.startswith("playbook:")}


def plant(page: Page, name: str, value: str) -> None:
    """Let something be kept that a page did not write; the test's site is at its server's root."""
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [f"playbook:/:{name}", value])


def boxes(page: Page, stage: str = "awareness") -> list[bool]:
    found: list[bool] = page.eval_on_selector_all(
        f"[data-list='stage-{stage}'] .checklist input", "boxes => boxes.map(box => box.checked)"
    )
    return found


def tick(page: Page, *numbers: int) -> None:
    for number in numbers:
        page.locator(".checklist input").nth(number).check()


def use(page: Page, name: str) -> None:
    page.locator(f"[data-do={name}]").first.click()


def count(page: Page) -> str:
    return page.locator(".checks__count").first.inner_text()


def said(page: Page) -> str:
    return page.locator(".checks__status").first.inner_text()


def sideways(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found


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
        shared.get_by_role("button", name="Ta over den delte").click()
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


# --- Favourites and last read ----------------------------------------------------------------------------------------


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
    axe = Path(str(distribution("axe-playwright-python").locate_file(AXE)))

    def check(what: str) -> None:
        at_rest(page).evaluate(axe.read_text(encoding="utf-8"))
        found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == [], what
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
