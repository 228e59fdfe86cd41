"""Diagrams in editors' prose: drawn when building, or in a real browser with the network off."""

from __future__ import annotations

import html
import json
import os
import re
import sys
import threading
import zlib
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import projects
from hosts import project, run
from mkdocs_playbook.outward import leads_outward

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("mermaid2")]

DRAWN = """\
```mermaid
flowchart LR
  A["Køb & salg"] --> B{Vil?}
  click A href "../journeys/buy/#step-buys"
```

- In a list:

    ```mermaid
    sequenceDiagram
      accTitle: Hvem taler med hvem
      Kunde->>Butik: Hej
    ```
"""
PICTURE = """\
flowchart LR
  A["Køb & salg #35;1"] --> B@{ img: "../picture.png", label: "Billede", w: 60, h: 60 }
"""
LIVE = f"```mermaid\n{PICTURE}```\n"
HOSTILE = """\
%%{{init: {{"securityLevel": "loose", "htmlLabels": true, "themeCSS": "*{{background:url({canary}/css)}}",
  "fontFamily": "x;}} * {{background:url({canary}/font)}}"}}}}%%
flowchart LR
  A["<img src='{canary}/label' onerror='pwned(1)'>"] --> B["<script>pwned(2)</script><svg onload=pwned(3)>"]
  B --> C["`<iframe src='javascript:parent.pwned(4)'></iframe>`"] --> D@{{ img: "../picture.png", w: 60, h: 60 }}
  C -- "</code></pre><script>pwned(5)</script><img src={canary}/edge>" --> D
  D --> E@{{ img: "{canary}/shape", label: "x" }}
  click A "javascript:pwned(6)"
  click B call pwned(7)
  click C href "{canary}/link" _blank
  style A background-image:url({canary}/style)
  classDef c fill:red,background:url({canary}/class)
"""
HTML = """\
architecture-beta
  service x "<form action={canary}><input name=code><h1 style='position:fixed;inset:0'>Log ind</h1></form>"[T]
"""
"""In a kind of diagram whose labels become HTML, after one that is so large that no other on its page is drawn here."""
LARGE = "flowchart LR\n" + "  a --> b\n" * 1000
BEGINNING, LINES = HOSTILE.splitlines()[:3], HOSTILE.splitlines()[3:]
"""Each line is tried alone too: one that is refused must not hide what another would have done."""


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")


def hostile(canary: str) -> list[str]:
    """Diagrams that only the browser can draw, since each has a picture."""
    picture = '  Z@{ img: "../picture.png", w: 60, h: 60 }\n'
    start = "".join(f"{line}\n" for line in BEGINNING)
    sources = [HOSTILE, start + picture, *(f"flowchart LR\n{picture}{line}\n" for line in LINES), LARGE, HTML]
    return [source.replace("{{", "{").replace("}}", "}").replace("{canary}", canary) for source in sources]


class Canary(BaseHTTPRequestHandler):
    """Another host, which must never be asked."""

    asked: list[str] = []  # noqa: RUF012 - of all its instances

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def canary() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Canary) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, canary: str) -> Path:
    """A playbook with a page of each sort, built where any use of the network is a failure."""
    fences = "\n".join(f"```mermaid\n{source}```\n" for source in hostile(canary))
    pages = {
        "drawn": DRAWN,
        "live": LIVE,
        "hostile": fences,
        "word": "About mermaid the library.\n",
    }
    files = {f"content/da/{name}.md": f"---\ntitle: Prøve\n---\n{text}" for name, text in pages.items()}
    root = project(tmp_path_factory.mktemp("mermaid2"), plugins=("mermaid2",), **files)
    (root / "content/da/picture.png").write_bytes(png())
    projects.write(root, {"offline/sitecustomize.py": OFFLINE})
    done = run(root, "mkdocs", "build", PYTHONPATH=os.pathsep.join([str(root / "offline"), *sys.path]))
    assert done.returncode == 0, done.stdout + done.stderr
    (root / "log.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    return root / "site"


OFFLINE = """\
import socket

def refuse(*arguments, **options):
    raise AssertionError("the build asked for the network")

socket.getaddrinfo = socket.create_connection = refuse
"""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that notes what an intruder calls."""
    with browser.new_context(color_scheme="light") as context:
        context.add_init_script("window.calls = []; window.pwned = (number) => calls.push(number)")
        yield context.new_page()


def test_what_can_be_drawn_is_static_and_needs_no_script(site: Path) -> None:
    text = (site / "da/drawn/index.html").read_text(encoding="utf-8")
    assert "mermaid" not in text  # in lower case it would make mermaid2 parse the page again
    assert "diagrams.js" not in text
    figures = re.findall(r'<figure class="diagram.*?</figure>', text, re.DOTALL)
    assert len(figures) == 2
    assert 'href="../journeys/buy/#step-buys"' in figures[0]
    assert "Køb &amp; salg" in figures[0]
    assert 'aria-label="Diagram 1"' in figures[0]
    assert 'aria-label="Hvem taler med hvem"' in figures[1]
    assert "<summary>Diagrammets kildetekst</summary>" in figures[1]


def test_pages_without_diagrams_have_no_trace_of_them(site: Path) -> None:
    for page in site.rglob("*.html"):
        if page.parent.name not in ("live", "hostile", "word"):
            assert "mermaid" not in page.read_text(encoding="utf-8"), page
    assert "<script>window.mermaidConfig" not in (site / "da/word/index.html").read_text(encoding="utf-8")


def test_the_build_says_what_is_left_to_the_browser(site: Path) -> None:
    said = (site.parent / "log.txt").read_text(encoding="utf-8")
    left = "content/da/live.md: diagram 1: a static picture cannot hold <image>; it is left to the reader's browser"
    assert f"INFO    -  playbook: da: {left}\n" in said
    assert "MERMAID2" not in said


def test_the_library_names_its_authors(site: Path) -> None:
    with (site / "da/assets/mermaid.js").open(encoding="utf-8") as file:
        notice = file.read(2000)
    assert notice.startswith("/*! Mermaid, Copyright (c) 2014 Knut Sveidqvist")
    assert "The above copyright notice and this permission notice shall be included" in notice


def test_a_live_diagram_is_drawn_from_the_playbook_s_own_library(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}da/live/")
    page.wait_for_selector(".diagram__scroll > svg")
    assert f"{address}da/assets/mermaid.js" in asked
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert page.text_content(".diagram__scroll .node text") == "Køb & salg #1"
    assert page.get_attribute(".diagram__scroll > svg", "role") == "img"
    assert page.evaluate("document.querySelector('.diagram__scroll image').href.baseVal") == "../picture.png"
    assert not page.locator(".diagram details").evaluate("(details) => details.open")
    assert "Køb & salg #35;1" in (page.text_content(".diagram__source") or "")


def test_a_live_diagram_is_readable_in_the_dark(page: Page, address: str) -> None:
    page.goto(f"{address}da/live/")
    page.wait_for_selector('.diagram--live[data-tried="default"] svg')
    light = contrast(page)
    page.evaluate("document.documentElement.dataset.scheme = 'dark'")
    page.wait_for_selector('.diagram--live[data-tried="dark"] svg')
    assert min(light, contrast(page)) >= 4.5


def contrast(page: Page) -> float:
    """Of the first label on its shape, as WCAG 2 counts it."""
    text, shape = page.evaluate("""() => [".node text, .node tspan", ".node rect"].map(
      (selector) => getComputedStyle(document.querySelector(`.diagram__scroll ${selector}`)).fill)""")
    one, other = sorted(map(luminance, (text, shape)), reverse=True)
    return (one + 0.05) / (other + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_without_a_script_the_source_is_there_to_read(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        opened = context.new_page()
        opened.goto(f"{address}da/live/")
        assert opened.locator(".diagram pre").is_visible()


def test_what_could_ask_another_host_is_not_left_to_the_browser(
    browser: Browser, site: Path, address: str, canary: str
) -> None:
    said = (site.parent / "log.txt").read_text(encoding="utf-8")
    refused = "nor by the reader's browser, since it holds HTML or leads to another site"
    assert f"da: content/da/hostile.md: diagram 2: a static picture cannot hold <image>; {refused}\n" in said
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{address}da/hostile/")
        left = {"click B call pwned(7)", f'click C href "{canary}/link" _blank', "a --> b"}
        page.locator(".diagram--live[data-tried]").nth(len(left) - 1).wait_for(state="attached")
        sources = page.locator(".diagram--live code").all_text_contents()
        assert {source.strip().splitlines()[-1].strip() for source in sources} == left
        assert page.locator(".diagram--prose").count() == len(hostile(canary))
    assert Canary.asked == []


@pytest.mark.parametrize(
    "source",
    [
        'A@{ img: "https:example.org/x" }',
        'A@{ img: "/\\example.org/x" }',
        'A@{ img: "/\t/example.org/x" }',
        'A@{ img: "\\x2f\\x2fexample.org/x" }',
        'A@{ img: "\\u002F\\/example.org/x" }',
        'A@{ img: "ht\\\n   tps:example.org/x" }',
        'A["#lt;img src=x#gt;"]',
        'A["#38;lt;img src=x#38;gt;"]',
        'A["&amp;lt;img src=x"]',
        "style A mask:u\\72 l(x)",
        "style A mask:image-set('x' 1x)",
        'click A "javascript:x"',
        'click A "https://example.org" --> B@{ img: "//example.org/x" }',
        "A --> <<interface>><svg onload=x>",
    ],
)
def test_what_leads_outward_is_seen_however_it_is_written(source: str) -> None:
    assert leads_outward(f"flowchart LR\n  {source}\n")


@pytest.mark.parametrize(
    "source",
    [
        PICTURE,
        'flowchart LR\n  A["Ét<br/>to & 3 #lt; 4"] <--> B\n  click A href "https://example.org/x" _blank\n',
        "classDiagram\n  class A\n  <<interface>> A\n  A <|-- B\n",
        "flowchart LR\n  A[/skrå/] --> B[\\skrå\\] --> C{x<5?}\n  style A fill:#fff\n",
    ],
)
def test_what_does_not_lead_outward_may_be_drawn(source: str) -> None:
    assert not leads_outward(source)


def test_a_hostile_diagram_runs_nothing_and_asks_no_other_host(
    page: Page, site: Path, address: str, canary: str
) -> None:
    """The second lock: as if all of them had been left to the browser."""
    before, figure, after = re.split(
        r"(<figure class=\"diagram.*?</figure>)",
        (site / "da/live/index.html").read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    code = re.compile(r"(?<=<code>).*(?=</code>)", re.DOTALL)
    figures = [code.sub(lambda _, source=source: html.escape(source), figure) for source in hostile(canary)]
    (site / "da/all").mkdir()
    (site / "da/all/index.html").write_text("".join([before, *figures, after]), encoding="utf-8")
    page.goto(f"{address}da/all/")
    count = page.locator(".diagram--live").count()
    assert count == len(LINES) + 4
    page.locator(".diagram--live[data-tried]").nth(count - 1).wait_for(state="attached")
    assert page.locator(".diagram__scroll > svg").count() >= 7  # as Mermaid itself refuses the others
    for link in page.locator(".diagram a, .diagram .clickable").all():
        link.dispatch_event("click")
    page.wait_for_timeout(200)
    assert page.evaluate("calls") == []
    assert page.url == f"{address}da/all/"
    assert Canary.asked == []
    assert page.locator(".diagram :is(script, iframe, foreignObject)").count() == 0
    assert page.locator(".diagram__scroll :is(form, input, h1, img)").count() == 0
    assert page.locator(".diagram__scroll").last.evaluate("place => place.children.length") == 1
    names = "(all) => all.flatMap((element) => [...element.attributes].map((attribute) => attribute.name))"
    assert not [name for name in page.locator(".diagram *").evaluate_all(names) if name.startswith("on")]


def test_the_policy_names_every_script_of_the_page(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}da/live/")
    page.wait_for_selector(".diagram__scroll > svg")
    assert said == []
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content") or ""
    assert "script-src 'self' 'wasm-unsafe-eval' 'sha256-" in policy
    assert json.dumps(policy).count("unsafe-inline") == 1  # for styles
