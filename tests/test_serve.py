"""The server beside an editor at work: mistakes where the page would be, everything else up, no memory lost."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import projects
from browsing import opened
from hosts import project
from served import PATIENCE, Served, serving

pytestmark = pytest.mark.xdist_group("serve")

ORIGIN, TRANSLATION = "content/da/journeys/buy.md", "content/sv/journeys/buy.md"
INVENTORY = "content/da/touchpoints/all.md"
TITLES = {"da": "Der er fejl på siden", "sv": "Det finns fel på sidan", "no": "Det er feil på siden"}
MISTAKES = {
    "da": "fejl[unknown-touchpoint]: der er intet kontaktpunkt &#39;add&#39;",
    "sv": "fel[unknown-touchpoint]: det finns ingen kontaktpunkt &#39;add&#39;",
    "no": "feil[unknown-touchpoint]: det finnes ikke noe kontaktpunkt &#39;add&#39;",
}
SAVES = int(os.environ.get("SAVES", "8"))
"""In the test of memory; 200 take four minutes."""
WARM_UP = 3
PROCESSES = 7
"""The command, MkDocs, what keeps count of MkDocs' workers, what these split off from, and the three of them."""
LOOKS = 30
"""So many in a row, of 20 a second, must show these: before it writes the index, a worker waits for half a second."""
MAY_GROW = 16 * 1024
"""KiB that a process may grow however often somebody saves: allocators settle, a leak goes on."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(project(tmp_path_factory.mktemp("serve"), plugins=("mermaid2",))) as running:
        yield running


def test_a_broken_file_shows_its_mistakes_in_every_language_until_it_is_mended(served: Served) -> None:
    good = projects.base()[ORIGIN]
    served.save(**{ORIGIN: good.replace("touchpoint: ad\n", "touchpoint: add\n")})
    for folder, title in TITLES.items():
        page = served.wait_for(f"{folder}/journeys/buy/", title)
        assert f"<code>{ORIGIN}:17:17</code> {MISTAKES[folder]}" in page
        assert " du &#39;ad&#39;?" in page
        assert "Mette" in served.get(f"{folder}/personas/mette/")
    assert f"{ORIGIN}:17:17: error[unknown-touchpoint]: no touchpoint 'add'" in served.said
    served.save(**{ORIGIN: good})
    for folder in TITLES:
        served.wait_for(f"{folder}/journeys/buy/", 'class="pele pele-journey"')


def test_a_broken_translation_leaves_the_other_languages_alone(served: Served) -> None:
    good = projects.base()[TRANSLATION]
    served.save(**{TRANSLATION: good.replace("title: Ett köp", "title: [Ett köp")})
    page = served.wait_for("sv/journeys/buy/", TITLES["sv"])
    assert f"<code>{TRANSLATION}:3:8</code> fel[unclosed-bracket]" in page
    assert 'class="pele pele-journey"' in served.get("da/journeys/buy/")
    served.save(**{TRANSLATION: good})
    served.wait_for("sv/journeys/buy/", "Ett köp")


def test_a_broken_item_shows_its_mistakes_on_its_own_page(served: Served) -> None:
    good = projects.base()[INVENTORY]
    served.save(**{INVENTORY: good.replace("medium: online", "medium: onlin", 1)})
    page = served.wait_for("da/touchpoints/website/", TITLES["da"])
    assert f"<code>{INVENTORY}:" in page
    assert "[unknown-value]" in page
    served.wait_for("sv/touchpoints/ad/", TITLES["sv"])  # nothing in the file can be read
    served.save(**{INVENTORY: good})
    served.wait_for("da/touchpoints/website/", "Hjemmeside")
    assert TITLES["sv"] not in served.get("sv/touchpoints/ad/")


def test_what_only_the_whole_playbook_shows_stands_on_the_page_of_the_item_alone(served: Served) -> None:
    good = projects.base()[INVENTORY]
    served.save(**{INVENTORY: good.replace("Hjemmeside\n    channel: web\n", "Hjemmeside\n    channel: wep\n")})
    served.wait_for("no/touchpoints/website/", "wep")
    assert TITLES["no"] not in served.get("no/touchpoints/ad/")
    served.save(**{INVENTORY: good})
    served.wait_for("no/touchpoints/website/", "Hjemmeside")


def test_settings_that_are_no_yaml_are_told_on_the_home_page_and_the_server_goes_on(served: Served) -> None:
    configuration = (served.root / "mkdocs.yml").read_text(encoding="utf-8")
    served.save(**{"mkdocs.yml": configuration.replace("plugins:", "plugins: [")})
    served.wait_for("", "error[invalid-configuration]")
    assert "Mette" in served.get("da/personas/mette/")
    served.save(**{"mkdocs.yml": configuration.replace("theme: material", "theme: materiel")})
    served.wait_for("", "MkDocs does not take mkdocs.yml")
    served.save(**{"mkdocs.yml": configuration})
    served.wait_for("da/", "Velkommen")


def test_wrong_settings_are_told_on_the_page_too(served: Served) -> None:
    configuration = (served.root / "mkdocs.yml").read_text(encoding="utf-8")
    served.save(**{"mkdocs.yml": configuration.replace("format: 1", "format: 9")})
    served.wait_for("", "error[wrong-setting]")
    served.save(**{"mkdocs.yml": configuration})
    served.wait_for("da/", "Velkommen")


def test_vs_codes_task_sees_when_a_build_begins_and_ends(served: Served) -> None:
    task = (Path(__file__).parent.parent / ".vscode" / "tasks.json").read_text(encoding="utf-8")
    patterns = re.findall(r'"(?:begins|ends)Pattern": "(.+)"', task)
    assert [bool(re.search(pattern, served.said)) for pattern in patterns] == [True, True]


@pytest.mark.browser
def test_the_search_catches_up_with_the_newest_content(served: Served, browser: Browser) -> None:
    path, good = "content/da/personas/mette.md", projects.base()["content/da/personas/mette.md"]

    def titles(query: str) -> list[str]:
        """What a reader who comes now finds."""
        page = browser.new_page()
        page.goto(f"{served.address}da/personas/mette/")
        page.keyboard.press("/")
        page.keyboard.insert_text(query)
        expect(page.locator(".pb-search__status")).not_to_be_empty()
        expect(page.locator(".pb-search__results")).to_have_attribute("aria-busy", "false")
        found = page.locator(".pb-search__title").all_inner_texts()
        page.close()
        return found

    served.wait("the first index", lambda: bool(served.get("da/pagefind/pagefind-entry.json")))
    served.wait("the name is found", lambda: "Mette" in titles("mette"))
    for name in ("Zenobia", "Ximena", "Quintus"):  # the second and the third come while the index before is made
        served.save(**{path: good.replace("title: Mette", f"title: {name}")})
        served.wait_for("da/personas/mette/", name)
        assert served.get("da/pagefind/pagefind-entry.json")  # there is always one
    served.wait("the newest name is found", lambda: "Quintus" in titles("quintus"))
    assert "Ximena" not in titles("ximena")
    served.save(**{path: good})
    served.wait_for("da/personas/mette/", "Mette")


@pytest.mark.browser
def test_an_open_page_is_loaded_anew_under_its_policy(served: Served, browser: Browser) -> None:
    path, good = "content/da/personas/mette.md", projects.base()["content/da/personas/mette.md"]
    with opened(browser, served.address.removesuffix("sub/path/")) as page:
        page.goto(f"{served.address}da/personas/mette/")
        assert "'unsafe-inline'" in (page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content") or "")
        chooser = page.context.new_page()
        chooser.goto(served.address)
        chooser.evaluate("window.isOld = true")
        served.save(**{path: good.replace("title: Mette", "title: Rosa")})
        expect(page.locator("h1")).to_have_text("Rosa", timeout=PATIENCE * 1000)
        expect(chooser.locator(".chooser")).to_be_visible()
        while chooser.evaluate("window.isOld"):
            chooser.wait_for_timeout(50)
        for each in (page, chooser):  # else they would wait for the next change for ever
            each.goto("about:blank")
    served.save(**{path: good})
    served.wait_for("da/personas/mette/", "Mette")


def test_saving_again_and_again_takes_no_more_memory(served: Served) -> None:
    path, good = "content/da/personas/mette.md", projects.base()["content/da/personas/mette.md"]
    before: dict[str, int] = {}
    for number in range(WARM_UP + SAVES):
        if number == WARM_UP:
            before = settled(served)
        served.save(**{path: good.replace("title: Mette", f"title: Mette den {number}.")})
        for folder in TITLES:
            served.wait_for(f"{folder}/personas/mette/", f"Mette den {number}.")
    after = settled(served)
    assert after.keys() == before.keys(), served.said  # no process was lost, none is left over
    sys.stdout.writelines(f"{name}: {before[name]} -> {after[name]} KiB\n" for name in before)  # shown by `-s`
    assert {name: after[name] - before[name] for name in before if after[name] - before[name] > MAY_GROW} == {}


def settled(served: Served) -> dict[str, int]:
    """Its memory when the search index is written: the program that makes it has gone."""
    seen: list[bool] = []

    def is_quiet() -> bool:
        seen.append(len(served.memory()) == PROCESSES)
        return len(seen) >= LOOKS and all(seen[-LOOKS:])

    served.wait("the index is written", is_quiet)
    return served.memory()
