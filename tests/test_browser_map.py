"""The journey map in a real browser: wide and narrow, by keyboard, without script, on paper; and journeys compared."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import barriers, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site2")]

CODES = ["da", "sv", "no"]
JOURNEYS = sorted(path.stem for path in (Path(__file__).parent.parent / "content" / "da" / "journeys").glob("*.md"))
THIRTEEN = "startup-app"
BRANCHING = "agency-growth"
SCREEN = 390

SMALL_TEXT = """() => [...document.querySelectorAll(".map *")].filter(e => e.checkVisibility()
  && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 12
).map(e => e.outerHTML)"""
CUT = """() => [...document.querySelectorAll(".map__band, .map__step > *, .map__step li")].filter(e =>
  e.checkVisibility() && !e.matches(".map__label") && e.clientWidth && e.scrollWidth > e.clientWidth + 1
).map(e => e.className + e.textContent)"""
# A word, or the part of one between soft hyphens, that goes on in the next line has broken without a hyphen.
BROKEN = """() => {
  const texts = document.createTreeWalker(document.querySelector(".map__stages"), NodeFilter.SHOW_TEXT), found = [];
  const range = new Range();
  const line = (node, place) => {
    range.setStart(node, place);
    range.setEnd(node, place + 1);
    return Math.round([...range.getClientRects()].at(-1).top);
  };
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (!node.parentElement.checkVisibility() || node.parentElement.closest(".map__label, .pb-hidden")) continue;
    for (const { 0: part, index } of node.data.matchAll(/[^\\s\\u00ad–/-]+/g)) {
      if (line(node, index) !== line(node, index + part.length - 1)) found.push(part);
    }
  }
  return found;
}"""


def wide_enough(page: Page) -> bool:
    """Whether nothing but a scrolling box is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def show_all(page: Page) -> None:
    """Every lane, also those that a phone shows when asked."""
    page.evaluate("document.querySelectorAll('.map__switch input:not(:checked)').forEach(box => box.click())")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("width", [1280, SCREEN])
def test_every_map_is_readable(browser: Browser, address: str, code: str, width: int) -> None:
    with opened(browser, address, width=width) as page:
        for journey in JOURNEYS:
            page.goto(f"{address}{code}/journeys/{journey}/")
            assert wide_enough(page), journey
            show_all(page)
            assert page.evaluate(SMALL_TEXT) == [], journey
            assert page.evaluate(CUT) == [], journey
            assert page.evaluate(BROKEN) == [], journey


def test_thirteen_steps_need_no_scrolling(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        for code in CODES:
            page.goto(f"{address}{code}/journeys/{THIRTEEN}/")
            assert page.locator(".map__step").count() == 13
            assert (
                page.evaluate("(box => box.scrollWidth - box.clientWidth)(document.querySelector('.map__scroll'))") == 0
            )
            boxes = [link.bounding_box() for link in page.locator(".map__link").all()]
            assert len({round(box["y"]) for box in boxes if box}) == 1


def test_thirty_steps_scroll_in_their_own_box(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}sv/journeys/{THIRTEEN}/")
        page.evaluate("""() => {
          const stages = document.querySelector(".map__stages"), grid = document.querySelector(".map__grid");
          [...stages.children, ...stages.children].forEach(stage => stages.append(stage.cloneNode(true)));
          grid.style.setProperty("--steps", stages.querySelectorAll(".map__step").length);
        }""")
        assert page.locator(".map__step").count() == 39
        assert wide_enough(page)
        assert page.evaluate("(box => box.scrollWidth > 2 * box.clientWidth)(document.querySelector('.map__scroll'))")


def test_on_a_phone_time_runs_downwards(browser: Browser, address: str) -> None:
    with opened(browser, address, width=SCREEN) as page:
        page.goto(f"{address}no/journeys/{THIRTEEN}/")
        boxes = [box for link in page.locator(".map__link").all() if (box := link.bounding_box())]
        assert len({round(box["x"]) for box in boxes}) == 1
        assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)
        marks = [box for mark in page.locator(".map__mark").all() if (box := mark.bounding_box())]
        scores = [int(text.replace("−", "-")) for text in page.locator(".map__score").all_inner_texts()]
        assert len(marks) == len(scores) == 13
        for box, score in zip(marks, scores, strict=True):
            for other, its in zip(marks, scores, strict=True):
                assert (box["x"] < other["x"]) is (score < its)


def test_on_a_phone_no_height_hangs_on_a_column_that_is_shared(browser: Browser, address: str) -> None:
    """Safari's engine measures the rows of a subgrid as if its columns were as wide as the whole grid."""
    with opened(browser, address, width=SCREEN) as page:
        page.goto(f"{address}da/journeys/{THIRTEEN}/")
        columns = page.evaluate(
            """[...document.querySelectorAll(".map__stages, .map__stage, .map__steps, .map__step")]
              .map(e => getComputedStyle(e).gridTemplateColumns)"""
        )
        assert len(columns) > 13
        assert not [each for each in columns if "subgrid" in each]


def test_better_emotions_are_higher(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/journeys/{THIRTEEN}/")
        marks = [box["y"] for mark in page.locator(".map__mark").all() if (box := mark.bounding_box())]
        scores = [int(text.replace("−", "-")) for text in page.locator(".map__score").all_inner_texts()]
        assert sorted(zip(scores, marks, strict=True)) == sorted(
            zip(scores, marks, strict=True), key=lambda pair: -pair[1]
        )
        zero = page.locator(".map__lane--emotion i").nth(2).bounding_box()
        neutral = page.locator(".map__emotion[data-score='0'] .map__mark").first.bounding_box()
        assert zero
        assert neutral
        assert abs(zero["y"] - neutral["y"] - neutral["height"] / 2) < 2
        faces = page.locator(".map__mark use").evaluate_all("all => all.map(use => use.getAttribute('href'))")
        assert faces == [f"#map-face-{score}" for score in scores]


def test_the_keyboard_walks_from_step_to_step(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}sv/journeys/{THIRTEEN}/")
        page.locator(".map__link").first.focus()
        for key, number in (
            ("ArrowRight", "2"), ("ArrowDown", "3"), ("ArrowLeft", "2"), ("ArrowUp", "1"), ("ArrowUp", "1"),
            ("End", "13"), ("ArrowRight", "13"), ("Home", "1"),
        ):  # fmt: skip
            page.keyboard.press(key)
            expect(page.locator(".map__link:focus .map__number")).to_have_text(number)
        expect(page.locator("#map-keys")).to_be_visible()


@pytest.mark.parametrize("width", [1280, SCREEN])
def test_a_panel_tells_a_step_in_full(browser: Browser, address: str, width: int) -> None:
    with opened(browser, address, width=width) as page:
        page.goto(f"{address}da/journeys/{BRANCHING}/")
        panel = page.locator(".map-panel")
        expect(panel).to_be_hidden()
        link = page.locator(".map__link").nth(4)
        link.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        row = page.locator(link.get_attribute("href") or "")
        for told in row.locator("th > span, q, li, .emotion, td > a").all_text_contents():
            expect(panel).to_contain_text(" ".join(told.split()))
        expect(panel.locator("h2")).to_be_focused()
        box = panel.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("ArrowRight")
        expect(panel.locator("h2")).to_contain_text("6. ")
        panel.locator("[data-go='1']").click()
        expect(panel.locator("h2")).to_contain_text("7. ")
        expect(page.locator(".map__link[aria-expanded='true'] .map__number")).to_have_text("7")
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(page.locator(".map__link:focus .map__number")).to_have_text("7")
        page.locator(".map__link").first.click()
        expect(panel.locator("[data-go='-1']")).to_be_disabled()
        panel.get_by_role("link").last.click()
        expect(panel).to_be_hidden()
        assert page.url.endswith(page.locator(".map__link").first.get_attribute("href") or "-")


def test_without_script_a_step_leads_to_the_text_and_lanes_can_be_hidden(browser: Browser, address: str) -> None:
    with opened(browser, address, script=False) as page:
        page.goto(f"{address}no/journeys/{BRANCHING}/")
        for lane in ("touchpoint", "emotion", "moment", "pains", "gains", "opportunities", "ways"):
            shown = page.locator(f".map__{lane}").first
            expect(shown).to_be_visible()
            page.locator(f"[data-lane='{lane}']").uncheck()
            expect(shown).to_be_hidden()
        expect(page.locator("#map-keys")).to_be_hidden()
        expect(page.locator(".diagram__copy").first).to_be_hidden()
        page.locator(".map__link").nth(6).click()
        expect(page.locator("tr:target .steps__number")).to_have_text("7")


def test_hidden_lanes_stay_hidden_in_every_language(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/journeys/{THIRTEEN}/")
        page.locator("[data-lane='pains']").uncheck()
        page.goto(f"{address}sv/journeys/{BRANCHING}/")
        expect(page.locator(".map__pains").first).to_be_hidden()
        expect(page.locator(".map__gains").first).to_be_visible()
        page.locator("[data-lane='pains']").check()
        page.reload()
        expect(page.locator(".map__pains").first).to_be_visible()
        assert not [key for key in page.evaluate("Object.keys(localStorage)") if "map" in key]


def test_a_phone_shows_the_course_first_and_the_rest_when_asked(browser: Browser, address: str) -> None:
    with opened(browser, address, width=SCREEN) as page:
        page.goto(f"{address}da/journeys/{THIRTEEN}/")
        expect(page.locator(".map__pains").first).to_be_hidden()
        page.locator("[data-lane='pains-narrow']").check()
        page.reload()
        expect(page.locator(".map__pains").first).to_be_visible()


@pytest.mark.parametrize("format_", ["A4", "A3"])
def test_on_paper_every_map_fills_one_page_on_its_side(browser: Browser, address: str, format_: str) -> None:
    with opened(browser, address, scheme="dark") as page:
        for journey in JOURNEYS:
            page.goto(f"{address}no/journeys/{journey}/")
            printed = page.pdf(format=format_, prefer_css_page_size=True, print_background=True)
            sizes = [tuple(map(float, size)) for size in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)]
            assert [width > height for width, height in sizes] == [True] + [False] * (len(sizes) - 1), journey
            assert len(sizes) > 1


def test_on_paper_nothing_is_hidden_or_cut(browser: Browser, address: str) -> None:
    with opened(browser, address, scheme="dark") as page:
        page.goto(f"{address}da/journeys/{BRANCHING}/")
        for box in page.locator(".map__switch:visible input").all():
            box.uncheck()
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 1047, "height": 718})
        for lane in ("touchpoint", "emotion", "moment", "pains", "gains", "opportunities", "ways"):
            assert page.locator(f".map__{lane}").first.is_visible(), lane
        assert page.evaluate(CUT) == []
        assert page.evaluate("getComputedStyle(document.querySelector('.map__scroll')).overflowX") == "visible"
        expect(page.locator(".map__action").first).to_have_css("color", "rgb(0, 0, 0)")
        last = page.locator(".map__step").last.bounding_box()
        assert last
        assert last["x"] + last["width"] <= 1047


def test_the_source_of_a_diagram_is_copied(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{address}sv/journeys/{BRANCHING}/")
        figure = page.locator("#diagram-flow")
        figure.locator("summary").click()
        figure.locator(".diagram__copy").click()
        expect(figure.get_by_role("status")).not_to_be_empty()
        assert page.evaluate("navigator.clipboard.readText()") == figure.locator("code").text_content()


def test_a_journey_page_is_light_and_does_not_jump(browser: Browser, address: str, site: Path) -> None:
    for code in CODES:
        for journey in JOURNEYS:
            html = (site / code / "journeys" / journey / "index.html").read_bytes()
            assert len(gzip.compress(html)) < 60_000
    with opened(browser, address) as page:
        page.goto(f"{address}da/journeys/{THIRTEEN}/")
        page.wait_for_load_state("networkidle")
        jumped = page.evaluate("""() => new Promise(done => new PerformanceObserver(list =>
          done(list.getEntries().reduce((sum, shift) => sum + shift.value, 0))
        ).observe({type: "layout-shift", buffered: true}) ?? setTimeout(() => done(0), 300))""")
        assert jumped < 0.01


# --- Compared ---------------------------------------------------------------------------------------------------------


def test_two_journeys_are_compared(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}da/journeys/{THIRTEEN}/")
        page.locator(".map__links a").last.click()
        first, second = page.get_by_role("combobox").nth(0), page.get_by_role("combobox").nth(1)
        expect(first).to_have_value(THIRTEEN)
        second.select_option(BRANCHING)
        assert page.url.endswith(f"/da/compare/?a={THIRTEEN}&b={BRANCHING}")
        expect(page.locator(".compare__curves path")).to_have_count(2)
        expect(page.locator(".compare__mark--a")).to_have_count(13)
        expect(page.locator(".compare__mark--b")).to_have_count(11)
        for place, journey in ((0, THIRTEEN), (1, BRANCHING)):
            listed = page.locator(f"tbody[data-journey='{journey}'] li").all_text_contents()
            told = page.locator(f".compare__text tbody td:nth-of-type({place + 1}) li").all_text_contents()
            assert told == listed
            assert all(re.search(r"Trin \d+: [+−]?\d \w", " ".join(each.split())) for each in told)
        assert wide_enough(page)


def test_what_is_compared_stands_in_the_address(browser: Browser, address: str) -> None:
    with opened(browser, address, width=SCREEN) as page:
        page.goto(f"{address}sv/compare/?a=holiday&b=phone-purchase")
        expect(page.get_by_role("combobox").nth(0)).to_have_value("holiday")
        expect(page.get_by_role("combobox").nth(1)).to_have_value("phone-purchase")
        page.goto(f"{address}sv/compare/?a=nothing")
        expect(page.locator(".compare__curves path")).to_have_count(2)
        assert wide_enough(page)


def test_without_script_all_journeys_stand_over_the_same_stages(browser: Browser, address: str) -> None:
    with opened(browser, address, script=False) as page:
        page.goto(f"{address}no/compare/")
        expect(page.get_by_role("combobox")).to_have_count(0)
        expect(page.locator("tbody[data-journey]")).to_have_count(len(JOURNEYS))
        expect(page.locator(f"tbody[data-journey='{THIRTEEN}'] .compare__step")).to_have_count(13)
        boxes = [box for step in page.locator(".compare__row .compare__step a").all() if (box := step.bounding_box())]
        assert min(min(box["width"], box["height"]) for box in boxes) >= 24


def test_journeys_are_recognised_by_their_shape(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(f"{address}sv/journeys/")
        shapes = page.locator(".card .map-small")
        expect(shapes).to_have_count(len(JOURNEYS))
        lines = shapes.evaluate_all("all => all.map(each => each.lastElementChild.getAttribute('d'))")
        assert len(set(lines)) == len(JOURNEYS)
        expect(page.get_by_role("img", name="Känslokurva: högst i steg").first).to_be_visible()


# --- Barriers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "width", "scheme"), [("da", 1280, "dark"), ("sv", SCREEN, "light"), ("no", 320, "dark")]
)
def test_axe_finds_nothing_on_maps(browser: Browser, address: str, code: str, width: int, scheme: str) -> None:
    with opened(browser, address, width=width, scheme=scheme) as page:
        for path in (f"journeys/{THIRTEEN}/", f"journeys/{BRANCHING}/", "journeys/", f"compare/?a={THIRTEEN}"):
            page.goto(f"{address}{code}/{path}")
            assert wide_enough(page), path
            show_all(page)
            if page.locator(".map").count():
                page.locator(".map__link").nth(2).click()
            assert barriers(page) == [], path
