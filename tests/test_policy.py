"""The Content-Security-Policy: every page has one, the whole site works under it, and what is not ours does not run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browsing import Quiet, hosted, opened
from hosts import project, run
from mkdocs_playbook import policy
from playbook.languages import catalog
from test_browser import TEMPLATES
from test_mermaid2 import LIVE, png

SERVERS = Path(__file__).parent.parent / "docs" / "servers"
HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>Prøve</title></head>'
Directives = dict[str, set[str]]


def directives(text: str) -> Directives:
    """A policy as a browser reads it."""
    return {name: set(sources) for name, *sources in (part.split() for part in text.split(";"))}


class Inline(HTMLParser):
    """The policies of a page, with what stands before the first, and everything that runs or styles it from within."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policies: list[str] = []
        self.before: list[str] = []
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(given["content"] or "")
        elif not self.policies:
            self.before.append(tag)
        if (tag == "script" and "src" not in given and given.get("type") != "application/json") or tag == "style":
            self.found.add(tag)
        self.found |= {name for name in given if name == "style" or name.startswith("on")}


# --- What it says -----------------------------------------------------------------------------------------------------


def of(page: str, **how: bool) -> Directives:
    return directives(Inline(policy.finish(page, **how)).policies[0])


def test_it_stands_before_all_else_in_the_head() -> None:
    finished = policy.finish(f"{HEAD}<body>Hej</body></html>")
    assert Inline(finished).before == ["html", "head", "meta"]
    assert (
        finished.replace(finished[finished.index("\n<meta") : finished.index("<title>")], "")
        == f"{HEAD}<body>Hej</body></html>"
    )


def test_a_script_that_got_into_the_text_is_not_named() -> None:
    page = f"{HEAD}<body><script>evil()</script></body></html>"
    assert of(page) == of(f"{HEAD}<body></body></html>")
    assert of(page)["script-src"] == {"'self'", "'wasm-unsafe-eval'"}


def test_of_a_page_with_a_live_diagram_the_last_script_alone_is_named() -> None:
    ours, theirs = "<script>window.mermaidConfig = {};</script>", "<script>evil()</script>"
    named = of(f"{HEAD}<body>{ours}</body></html>", is_live=True)
    assert of(f"{HEAD}<body>{theirs}{ours}</body></html>", is_live=True) == named
    assert of(f"{HEAD}<body>{theirs}</body></html>", is_live=True) != named
    assert named["style-src"] == {"'self'", "'unsafe-inline'"}


@pytest.mark.parametrize(
    ("body", "allows"),
    [
        ('<div class="x" style="--score:1">', True),
        ("<div\n style='--score:1'>", True),
        ("<p>style=\"color:red\" &lt;div style=''&gt;</p>", False),
        ('<p data-style="x">', False),
    ],
)
def test_style_attributes_are_allowed_where_there_are_any(body: str, allows: bool) -> None:
    assert ("style-src-attr" in of(f"{HEAD}<body>{body}</body></html>")) is allows


def test_while_serving_the_script_that_loads_a_page_anew_may_run() -> None:
    for is_live in (False, True):  # beside a hash, a browser would not heed 'unsafe-inline'
        served = of(f"{HEAD}<body><script>x</script></body></html>", is_served=True, is_live=is_live)
        assert served["script-src"] == {"'self'", "'unsafe-inline'", "'wasm-unsafe-eval'"}


@pytest.mark.parametrize("is_live", [True, False])
def test_pages_opened_as_files_may_also_use_files(is_live: bool) -> None:
    page = f"{HEAD}<body><script>x</script></body></html>"
    opened, usual = of(page, is_live=is_live, is_offline=True), of(page, is_live=is_live)
    usual["script-src"].remove("'wasm-unsafe-eval'")  # the search is plain JavaScript there
    for name in ("script-src", "style-src", "img-src"):
        usual[name].add("file:")
    assert opened == usual
    assert "style-src 'self' file:" in policy.bare(is_offline=True)
    assert "file:" not in policy.bare()


def test_the_page_that_tells_a_problem_has_its_own_style_sheet_and_no_other() -> None:
    page = f"{HEAD}<style>b {{}}</style><body>&lt;style&gt;</body>"
    assert directives(Inline(policy.finish_problem(page)).policies[0])["style-src"] == {
        "'sha256-zy87ZYlZV4kMyp51wB+3ABJeEclAGRFupKDmlDS9DAw='"
    }


# --- Every page, and the servers --------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def policies(site: Path) -> dict[str, Inline]:
    """Every page of the real site by its path."""
    pages = sorted(site.rglob("*.html"))
    return {path.relative_to(site).as_posix(): Inline(path.read_text(encoding="utf-8")) for path in pages}


@pytest.mark.xdist_group("site")
def test_every_page_has_one_and_nothing_that_it_forbids(policies: dict[str, Inline]) -> None:
    for path, page in policies.items():
        assert page.before == ["html", "head", "meta"], path
        assert len(page.policies) == 1, path
        allowed = directives(page.policies[0])
        assert page.found == ({"style"} if "style-src-attr" in allowed else set()), path
        assert "'unsafe-inline'" not in str({**allowed, "style-src-attr": ""}), path
    bare = {path for path, page in policies.items() if "script-src" not in directives(page.policies[0])}
    assert bare == {"index.html", "404.html"}
    styled = {path.split("/", 1)[1] for path, page in policies.items() if "style" in page.found}
    assert all(re.fullmatch(r"compare/index\.html|journeys/[^/]+/index\.html", path) for path in styled), styled


@pytest.mark.xdist_group("site")
def test_a_server_is_told_what_the_pages_need_and_no_more(policies: dict[str, Inline]) -> None:
    needed: Directives = {"frame-ancestors": {"'none'"}}
    for page in policies.values():
        for name, sources in directives(page.policies[0]).items():
            needed[name] = needed.get(name, set()) | sources
    assert directives(headers()["Content-Security-Policy"]) == needed


def headers() -> dict[str, str]:
    """Those of the file ``_headers``."""
    lines = (SERVERS / "_headers").read_text(encoding="utf-8").splitlines()
    return dict(line.strip().split(": ", 1) for line in lines if line.startswith("  "))


SETTINGS = {
    "nginx.conf": r'^  add_header ([\w-]+) "?([^"]*?)"? always;$',
    "Caddyfile": r'^\t\t\??([A-Z][\w-]+) "([^"]*)"$',
}


@pytest.mark.parametrize("name", SETTINGS)
def test_all_servers_send_the_same(name: str) -> None:
    text = (SERVERS / name).read_text(encoding="utf-8")
    sent = dict(re.findall(SETTINGS[name], text, re.MULTILINE))
    if name == "nginx.conf":
        assert sent["Content-Security-Policy"] == "$playbook_policy"
        sent["Content-Security-Policy"] = re.findall(r'^  default "(.*)";$', text, re.MULTILINE)[0]
        assert sent.pop("Cache-Control") == "$playbook_cache"
    assert sent == headers()
    assert text.count("{") == text.count("}")


@pytest.mark.xdist_group("mermaid2")
@pytest.mark.parametrize("name", SETTINGS)
def test_servers_say_that_names_with_a_hash_may_be_kept_and_no_others(name: str, live: Path) -> None:
    text = (SERVERS / name).read_text(encoding="utf-8")
    assert text.count("no-cache") == 1
    said = re.findall(r'^.*"~\^\(200\|206\|304\) \.\*(.*)" "public, max-age=31536000, immutable";$', text, re.MULTILINE)
    said += re.findall(r"^\t\tpath_regexp (.*)$", text, re.MULTILINE) if name == "Caddyfile" else []
    kept = re.compile("|".join(said))
    hashed = {file.suffix for file in live.rglob("*") if kept.search(f"/{file.relative_to(live).as_posix()}")}
    assert hashed == {".css", ".js", ".pf_fragment", ".pf_index", ".pf_meta"}
    for other in ("/da/index.html", "/assets/map.css", "/da/pagefind/pagefind.js", "/da/pagefind/pagefind-entry.json"):
        assert not kept.search(other)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small playbook with a diagram that the browser draws."""
    pages = {"live": LIVE, "table": "| a | b |\n|---|--:|\n| 1 | 2 |\n"}
    files = {f"content/da/{name}.md": f"---\ntitle: Prøve\n---\n{text}" for name, text in pages.items()}
    root = project(tmp_path_factory.mktemp("policy"), plugins=("mermaid2",), **files)
    (root / "content/da/picture.png").write_bytes(png())
    done = run(root, "mkdocs", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


@pytest.mark.xdist_group("mermaid2")
def test_servers_name_the_exception_for_live_diagrams(live: Path) -> None:
    own = directives(Inline((live / "da/live/index.html").read_text(encoding="utf-8")).policies[0])
    for name in (*SETTINGS, "_headers"):
        found = re.findall(
            r"^\s*# .*?(default-src [^\n\"]*'sha256-[^\n\"]*)",
            (SERVERS / name).read_text(encoding="utf-8"),
            re.MULTILINE,
        )
        assert [directives(each) for each in found] == [own | {"frame-ancestors": {"'none'"}}], name


# --- In a browser -----------------------------------------------------------------------------------------------------


class WithHeaders(Quiet):
    """A server that sends what ``_headers`` says."""

    sent: Mapping[str, str] = headers()

    def end_headers(self) -> None:
        for name, value in self.sent.items():
            self.send_header(name, value)
        super().end_headers()


@contextmanager
def watched(browser: Browser, address: str, *, width: int = 1280) -> Iterator[Page]:
    """A page whose violations are errors; ``opened`` sees those that the console tells."""
    violations: list[str] = []
    with opened(browser, address, width=width) as page:
        page.context.expose_function("violated", lambda told: violations.append(told))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => "
            "violated(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"
        )
        yield page
    assert violations == []


@pytest.fixture(scope="module")
def strict(site: Path) -> Iterator[str]:
    """The real site on a server that sends the headers."""
    with hosted(site, by=WithHeaders) as address:
        yield address


@pytest.mark.browser
@pytest.mark.xdist_group("site")
@pytest.mark.parametrize("code", ["da", "sv", "no"])
def test_every_kind_of_page_works_under_it(browser: Browser, strict: str, code: str) -> None:
    with watched(browser, strict) as page:
        for path in TEMPLATES:
            page.goto(f"{strict}{code}/{path}")
            assert page.locator("h1").first.is_visible(), path
        for path in ("", "404.html"):
            page.goto(f"{strict}{path}")
            assert page.locator(".chooser a").count() == 3
        page.emulate_media(media="print", color_scheme="dark")
        page.goto(f"{strict}{code}/journeys/startup-app/")


@pytest.mark.browser
@pytest.mark.xdist_group("site")
@pytest.mark.parametrize(("code", "other", "width"), [("da", "sv", 1280), ("sv", "no", 390), ("no", "da", 1280)])
def test_what_a_reader_does_works_under_it(browser: Browser, strict: str, code: str, other: str, width: int) -> None:
    words = catalog(code).gettext
    with watched(browser, strict, width=width) as page:
        page.goto(f"{strict}{code}/journeys/")  # filters
        if width < 600:
            page.locator(".filter__toggle").click()
        page.locator("[aria-controls=facet-stage]").click()
        page.locator("input[name=stage][value=use]").check()
        page.locator(".filter__reset").click()

        page.goto(f"{strict}{code}/stages/awareness/")  # checklists, favourites, colours
        page.locator(".checklist input").first.check()
        page.locator("[data-favourite] button").click()
        page.get_by_role("button", name=words("Switch to dark colours")).click()
        assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
        page.goto(f"{strict}{code}/checklists/")
        expect(page.locator(".lists-begun .lists__row")).to_have_count(1)
        page.goto(f"{strict}{code}/favourites/")
        expect(page.locator("article a[href$='stages/awareness/']").first).to_be_visible()

        page.goto(f"{strict}{code}/journeys/startup-app/?with={other}")  # side by side, the map's own panel
        expect(page.locator(".beside__table tr[data-step]").first).to_be_visible()
        page.locator(".map__link").first.click()
        page.goto(f"{strict}{code}/compare/?a=startup-app&b=agency-growth")
        expect(page.locator(".compare")).to_be_visible()

        page.keyboard.press("/")  # the search, which is WebAssembly
        page.keyboard.insert_text(words("Journey"))
        expect(page.locator(".pb-search__title").first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/compare/" not in url)


@pytest.mark.browser
@pytest.mark.xdist_group("mermaid2")
def test_a_live_diagram_is_drawn_under_it(browser: Browser, live: Path) -> None:
    with hosted(live) as address, watched(browser, address) as page:
        page.goto(f"{address}da/live/")
        page.wait_for_selector(".diagram__scroll > svg")
        page.emulate_media(color_scheme="dark")
        page.wait_for_selector('.diagram--live[data-tried="dark"] svg')
        page.goto(f"{address}da/table/")  # how it is aligned needs no style
        aligned = page.locator("td").last.evaluate("cell => getComputedStyle(cell).textAlign")
        assert aligned in ("right", "-webkit-right")


INTRUDERS = """\
<script>pwned("script")</script>
<img src="nothing.png" onerror="pwned('handler')">
<a id="link" href="javascript:pwned('link')">x</a>
<form id="form" action="https://canary.invalid/form"><button>x</button></form>
<iframe srcdoc="<script>parent.pwned('frame')</script>"></iframe>
<style>body { background: url(https://canary.invalid/style) }</style>
<link rel="stylesheet" href="https://canary.invalid/sheet">
<script src="https://canary.invalid/script"></script>
<img src="https://canary.invalid/picture"><object data="https://canary.invalid/object"></object>
<base href="https://canary.invalid/">
"""


@pytest.mark.browser
@pytest.mark.xdist_group("site")
@pytest.mark.parametrize("path", ["da/about/", "sv/journeys/startup-app/", "no/404.html", ""])
@pytest.mark.parametrize("is_on", [True, False])
def test_what_would_have_got_into_a_page_does_nothing(browser: Browser, address: str, path: str, is_on: bool) -> None:
    """Even if all checks and escapes failed; without the policy, the same does its worst."""
    ran: list[str] = []
    asked: list[str] = []

    def intrude(route: Route) -> None:
        text = route.fetch().text()
        body = text if is_on else re.sub("<meta http-equiv=.Content-Security-Policy.[^>]*>", "", text)
        route.fulfill(body=body.replace("<main", f"{INTRUDERS}<main", 1), content_type="text/html; charset=utf-8")

    def elsewhere(route: Route) -> None:
        asked.append(route.request.url.rpartition("/")[2])
        route.abort()

    with browser.new_context() as context:
        context.expose_function("pwned", lambda word: ran.append(word))
        page = context.new_page()
        page.route("https://canary.invalid/**", elsewhere)
        page.route(f"{address}{path}", intrude)
        page.goto(f"{address}{path}")
        page.locator("#link").dispatch_event("click")
        page.locator("#form button").dispatch_event("click")
        page.wait_for_timeout(100)
    assert set(ran) == (set() if is_on else {"script", "handler", "link", "frame"})
    assert {"style", "sheet", "script", "picture", "form"}.isdisjoint(asked) is is_on
    if is_on:
        assert asked == []
