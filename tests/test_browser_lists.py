"""Lists that filter and sort, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import projects
from browsing import barriers, opened, sideways
from playbook.languages import LANGUAGES, catalog, sort_key
from playbook.model import CANONICAL_STAGES, Journey, Playbook, Touchpoint

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

ENTRIES = {"journeys": ".cards > li", "touchpoints": ".touchpoints tbody tr"}
Values = dict[str, set[str]]


def content() -> Playbook:
    return projects.opened()[0].playbook


def media(touchpoint: Touchpoint) -> set[str]:
    return {"online", "offline"} if touchpoint.medium == "both" else {touchpoint.medium}


def of_journey(journey: Journey) -> Values:
    met = [content().touchpoints[step.touchpoint] for step in journey.steps if step.touchpoint]
    return {
        "stage": {step.stage for step in journey.steps},
        "segment": {journey.segment},
        "persona": set(journey.personas),
        "channel": {touchpoint.channel for touchpoint in met},
        "medium": {medium for touchpoint in met for medium in media(touchpoint)},
        "kind": {journey.kind},
        "owner": {journey.owner or "none"},
        "emotion": {str(min(step.emotion for step in journey.steps))},
        "gap": {str(max((t.gap for t in met if t.gap is not None), default="none"))},
    }


def of_touchpoint(touchpoint: Touchpoint) -> Values:
    met = [j for j in content().journeys.values() if touchpoint.id in {step.touchpoint for step in j.steps}]
    return {
        "stage": set(touchpoint.stages),
        "segment": {journey.segment for journey in met},
        "persona": {persona for journey in met for persona in journey.personas},
        "channel": {touchpoint.channel},
        "medium": media(touchpoint),
        "owner": {touchpoint.owner or "none"},
        "importance": {str(touchpoint.importance)},
        "gap": {"none" if touchpoint.gap is None else str(touchpoint.gap)},
    }


def held(index: str) -> dict[str, Values]:
    """The values of each entry of an index, by id."""
    if index == "journeys":
        return {journey.id: of_journey(journey) for journey in content().journeys.values()}
    return {touchpoint.id: of_touchpoint(touchpoint) for touchpoint in content().touchpoints.values()}


def fitting(index: str, **wanted: Iterable[str]) -> set[str]:
    return {id_ for id_, values in held(index).items() if all(values[f].intersection(v) for f, v in wanted.items())}


def shown(page: Page, index: str) -> list[str]:
    """The ids of the entries that can be seen, in their order."""
    links: list[str] = page.locator(f"{ENTRIES[index]} a:not(.edit):visible").evaluate_all(
        "all => all.map(a => a.href)"
    )
    return [urlsplit(link).path.rstrip("/").rpartition("/")[2] for link in links]


def said(page: Page) -> Locator:
    return page.locator(".filter [role=status]")


def numbers(page: Page, facet: str) -> dict[str, int]:
    """How often each choice of a facet says it is there."""
    found = page.locator(f".filter input[name={facet}]").evaluate_all(
        "all => all.map(box => [box.value, Number(box.parentElement.querySelector('.filter__count').textContent)])"
    )
    return dict(found)


@pytest.mark.parametrize("index", ENTRIES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_each_facet_leaves_the_entries_that_have_the_value(
    browser: Browser, address: str, code: str, index: str
) -> None:
    entries = held(index)
    with opened(browser, address) as page:
        page.goto(f"{address}{code}/{index}/")
        offered = page.locator(".filter__facet").count()
        for facet in next(iter(entries.values())):
            values = {value for held_ in entries.values() for value in held_[facet]}
            button = page.locator(f"[aria-controls=facet-{facet}]")
            if len(values) < 2:
                assert button.count() == 0
                continue
            offered -= 1
            assert numbers(page, facet) == {value: len(fitting(index, **{facet: [value]})) for value in values}
            button.click()
            boxes = page.locator(f"input[name={facet}]")
            value = boxes.last.get_attribute("value") or ""
            boxes.last.check()
            expected = fitting(index, **{facet: [value]})
            assert set(shown(page, index)) == expected, f"{facet}={value}"
            some, every = (
                catalog(code).gettext("Showing {number} of {total}"),
                catalog(code).gettext("Showing all {total}"),
            )
            message = every if len(expected) == len(entries) else some
            assert said(page).inner_text() == message.format(number=len(expected), total=len(entries))
            boxes.last.uncheck()
            assert sorted(shown(page, index)) == sorted(entries)
        assert offered == 0


def test_counts_follow_the_choices_in_the_other_facets(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}sv/touchpoints/?stage=use,service&medium=offline")
        both = ["use", "service"]
        assert set(shown(page, "touchpoints")) == fitting("touchpoints", stage=both, medium=["offline"])
        for stage, number in numbers(page, "stage").items():
            assert number == len(fitting("touchpoints", stage=[stage], medium=["offline"])), stage
            box = page.locator(f"input[name=stage][value={stage}]")
            assert box.is_disabled() is (number == 0 and stage not in both)
        for channel, number in numbers(page, "channel").items():
            assert number == len(fitting("touchpoints", stage=both, medium=["offline"], channel=[channel]))


def test_what_is_chosen_is_told_and_can_be_taken_back(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/touchpoints/?stage=use&channel=app,web")
        chips = page.locator(".filter__chosen button")
        names = [" ".join(text.split()) for text in chips.all_inner_texts()]
        assert names == ["Fjern Fase: Opstart og brug", "Fjern Kanal: App", "Fjern Kanal: Web"]
        chips.nth(1).press("Enter")
        assert set(shown(page, "touchpoints")) == fitting("touchpoints", stage=["use"], channel=["web"])
        expect(chips.nth(1)).to_be_focused()
        page.locator(".filter__reset").click()
        assert page.url == f"{address}da/touchpoints/"
        assert len(shown(page, "touchpoints")) == len(content().touchpoints)
        expect(page.get_by_role("searchbox", name="Navn")).to_be_focused()
        expect(page.locator(".filter__reset")).to_be_hidden()
        assert chips.count() == 0


def test_the_address_holds_the_choices(browser: Browser, address: str) -> None:
    expected = fitting("journeys", channel=["app"], owner=["cx"])
    assert 0 < len(expected) < len(content().journeys)
    with opened(browser, address) as page:
        page.goto(f"{address}da/journeys/")
        page.locator("[aria-controls=facet-channel]").click()
        page.locator("input[name=channel][value=app]").check()
        page.locator("[aria-controls=facet-owner]").click()
        expect(page.locator("#facet-channel")).to_be_hidden()
        page.locator("input[name=owner][value=cx]").check()
        page.locator("select[name=sort]").select_option("gap")
        assert page.url == f"{address}da/journeys/?channel=app&owner=cx&sort=gap"
        page.reload()
        assert set(shown(page, "journeys")) == expected
        page.goto(page.url.replace("/da/", "/no/"))
        assert set(shown(page, "journeys")) == expected
        assert page.locator("select[name=sort]").input_value() == "gap"
        page.go_back()
        page.go_back()
        expect(page.locator("select[name=sort]")).to_have_value("name")
        page.go_back()
        expect(page.locator("input[name=owner][value=cx]")).not_to_be_checked()
        assert set(shown(page, "journeys")) == fitting("journeys", channel=["app"])
        page.go_back()
        assert page.url == f"{address}da/journeys/"
        assert set(shown(page, "journeys")) == set(content().journeys)


def test_the_language_switch_keeps_the_choices(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}no/touchpoints/?stage=use&sort=gap&name=app")
        page.get_by_role("navigation").get_by_role("link", name="Dansk").click()
        page.wait_for_url(f"{address}da/touchpoints/?stage=use&sort=gap")
        assert set(shown(page, "touchpoints")) == fitting("touchpoints", stage=["use"])


def test_choices_that_do_not_exist_are_left_out(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}no/journeys/?stage=use,nowhere&colour=red&sort=weight")
        assert set(shown(page, "journeys")) == fitting("journeys", stage=["use"])
        assert page.locator("select[name=sort]").input_value() == "name"


@pytest.mark.parametrize("code", LANGUAGES)
def test_lists_are_sorted_as_the_language_and_the_numbers_say(browser: Browser, address: str, code: str) -> None:
    def name(entity: Touchpoint | Journey) -> Any:
        return sort_key(code, entity.title.read(code))

    def first(stages: Iterable[str]) -> int:
        return min(map(CANONICAL_STAGES.index, stages))

    def lowest(journey: Journey) -> int:
        return min(step.emotion for step in journey.steps)

    def gap(touchpoint: Touchpoint) -> float:
        return float("inf") if touchpoint.gap is None else -touchpoint.gap

    def widest(journey: Journey) -> float:
        return min((gap(content().touchpoints[s.touchpoint]) for s in journey.steps if s.touchpoint), default=99)

    touchpoints: dict[str, Callable[[Touchpoint], Any]] = {
        "name": name,
        "stage": lambda t: (first(t.stages), name(t)),
        "gap": lambda t: (gap(t), -t.importance, name(t)),
        "importance": lambda t: (-t.importance, gap(t), name(t)),
    }
    journeys: dict[str, Callable[[Journey], Any]] = {
        "name": name,
        "stage": lambda j: (first(step.stage for step in j.steps), name(j)),
        "emotion": lambda j: (lowest(j), widest(j), name(j)),
        "gap": lambda j: (widest(j), lowest(j), name(j)),
    }
    with opened(browser, address) as page:
        page.goto(f"{address}{code}/touchpoints/")
        listed = shown(page, "touchpoints")
        assert page.locator("select option").count() == len(touchpoints) + 1
        for order, key in touchpoints.items():
            page.locator("select[name=sort]").select_option(order)
            assert shown(page, "touchpoints") == [t.id for t in sorted(content().touchpoints.values(), key=key)], order
        page.locator("select[name=sort]").select_option("theme")
        assert shown(page, "touchpoints") == listed
        page.goto(f"{address}{code}/journeys/")
        assert page.locator("select option").count() == len(journeys)
        for order, by in journeys.items():
            page.locator("select[name=sort]").select_option(order)
            assert shown(page, "journeys") == [j.id for j in sorted(content().journeys.values(), key=by)], order


def test_headings_without_entries_are_hidden(browser: Browser, address: str) -> None:
    inventories = {inventory.id: inventory.place.file for inventory in content().inventories["touchpoint"]}
    travel = {t.id for t in content().touchpoints.values() if t.place.file == inventories["travel"]}
    found = fitting("touchpoints", stage=["use"], channel=["app"])
    assert found
    assert not found & travel
    with opened(browser, address) as page:
        page.goto(f"{address}da/touchpoints/?stage=use&channel=app")
        for id_, file in inventories.items():
            is_shown = any(content().touchpoints[each].place.file == file for each in found)
            assert page.locator(f"h2#{id_}").is_visible() is is_shown, id_
            assert page.locator(f".md-sidebar a[href='#{id_}']").is_visible() is is_shown, id_
        assert page.locator("h2#channels").is_visible()
        page.locator("select[name=sort]").select_option("gap")
        assert page.locator("h2:visible").evaluate_all("found => found.map(each => each.id)") == ["channels", "added"]
        assert page.locator("table.touchpoints:visible caption").inner_text() == "Alle kontaktpunkter"
        page.locator(".filter__reset").click()
        assert page.locator("h2:visible").count() == len(inventories) + 2  # the channels, and what is added


@pytest.mark.parametrize(
    ("code", "typed", "meant"),
    [
        ("da", "OPDAT", "opdat"),
        ("da", "paamind", "påmind"),
        ("sv", "mote", "möte"),
        ("no", "kundeomtale", "kundeomtale"),
    ],
)
def test_names_and_synonyms_are_found_as_they_are_typed(
    browser: Browser, address: str, code: str, typed: str, meant: str
) -> None:
    names = {t.id: (t.title.read(code), *t.synonyms.read(code)) for t in content().touchpoints.values()}
    expected = {id_ for id_, held_ in names.items() if meant in " ".join(held_).lower()}
    assert expected
    with opened(browser, address) as page:
        page.goto(f"{address}{code}/touchpoints/")
        page.get_by_role("searchbox", name=catalog(code).gettext("Name")).press_sequentially(typed)
        page.wait_for_url(f"**/touchpoints/?name={typed}")
        assert set(shown(page, "touchpoints")) == expected
        page.go_back()  # what was typed is no step back
        assert page.url == "about:blank"


def test_nothing_found_is_said_in_words(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}sv/touchpoints/")
        page.get_by_role("searchbox", name="Namn").fill("xyzzy")
        expect(said(page)).to_have_text("Inget stämmer med dina val. Ta bort ett val eller återställ alla.")
        assert shown(page, "touchpoints") == []
        assert page.locator(".filter__reset").is_visible()


def test_the_glossary_is_found_by_name(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/terms/?name=nps")
        assert "net-promoter-score" in page.locator(".glossary > div:visible").evaluate_all("all => all.map(e => e.id)")
        assert page.locator(".glossary > div:visible").count() < len(content().terms) / 4
        assert page.locator(".filter select, .filter input[type=checkbox]").count() == 0
        for part in (page.locator("h2[id^=letter-]"), page.locator(".md-sidebar a[href^='#letter-']")):
            assert 0 < part.locator("visible=true").count() < part.count()


@pytest.mark.parametrize("index", ENTRIES)
def test_the_whole_list_is_there_without_scripts(browser: Browser, address: str, index: str) -> None:
    with opened(browser, address, script=False) as page:
        page.goto(f"{address}no/{index}/?stage=exit&sort=gap")
        assert sorted(shown(page, index)) == sorted(held(index))
        assert page.locator(".filter *:visible").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (390, "light"), (1280, "dark"), (1280, "light")])
def test_nothing_bars_the_way_with_the_facets_open(browser: Browser, address: str, width: int, scheme: str) -> None:
    with opened(browser, address, width=width, scheme=scheme) as page:
        for path, facet in (("journeys/?stage=use", "stage"), ("touchpoints/?gap=2&sort=gap", "channel")):
            page.goto(f"{address}da/{path}")
            toggle = page.locator(".filter__toggle")
            assert toggle.is_visible() is (width < 600)
            assert page.locator(".filter__facet").first.is_visible() is (width > 600)
            if width < 600:
                assert " ".join(toggle.inner_text().split()) == "Filtrer (1)"
                toggle.click()
            page.locator(f"[aria-controls=facet-{facet}]").click()
            assert page.locator(f"#facet-{facet} input").first.is_visible()
            for box in page.locator(".filter :is(button, input, select, label):visible").all():
                size = box.bounding_box()
                assert size
                assert min(size["width"], size["height"]) >= 24, box.inner_text()
                assert size["x"] + size["width"] <= width, box.inner_text()
            assert sideways(page) <= 0
            assert barriers(page) == [], path
            page.locator(f"[aria-controls=facet-{facet}]").focus()
            page.keyboard.press("Escape")
            expect(page.locator(f"[aria-controls=facet-{facet}]")).to_be_focused()
            assert page.locator(f"#facet-{facet}").is_hidden()
