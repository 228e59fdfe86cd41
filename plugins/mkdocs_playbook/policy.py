"""The Content-Security-Policy of each page: what a browser lets it run, show and ask for.

It stands in the head of every page, as narrow as that page can be. A server can send one for the whole site besides
(``docs/servers``); a browser then holds to both. Nothing is found out from the page that could widen what may run: a
script that got into it by mistake is not one of ours, and is blocked.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

Directives = dict[str, str]
"""What is allowed, by what for: ``{"img-src": "'self' data:"}``."""

BARE: Directives = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""Of a page without scripts: the language chooser, the 404 page of the whole site."""
PAGE: Directives = BARE | {
    "script-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons are in its style sheet
    "connect-src": "'self'",
    "worker-src": "'self'",
}
"""Of a page in a language; the search needs more."""
SEARCH = "'wasm-unsafe-eval'"
"""For scripts: the search is WebAssembly, except where pages are opened as files."""
INLINE = "'unsafe-inline'"
"""For what stands in the page itself: ``style`` attributes, as a journey's map has its numbers there (``--score:-1``);
the style sheets that Mermaid writes into a diagram; while serving, the script that MkDocs puts into each page, another
one each time, to load it anew."""
_RELOADS: Directives = {"script-src": INLINE, "connect-src": "'self'"}
"""More, while serving, for pages that have no scripts of their own."""
FILES = "file:"
"""For pages opened as files: not every browser takes a file for its neighbours' own kind."""
_FROM_FILES = ("script-src", "style-src", "img-src")

_BEGINNING = re.compile(r'<meta charset="utf-8"\s*/?>')
_STYLED = re.compile(r"<[a-z][^<>]*\sstyle=")


def finish(page: str, *, is_live: bool = False, is_served: bool = False, is_offline: bool = False) -> str:
    """A page of a language, as HTML that nothing is added to any more, with its policy before all else in its head.

    ``is_live`` is whether it holds a diagram that the browser draws: mermaid2 has put a script at its end.
    """
    directives = dict(PAGE)
    if is_offline:
        directives |= _opened(PAGE)
    else:
        directives["script-src"] += f" {SEARCH}"
    if is_served:  # beside a hash, a browser would not heed this
        directives["script-src"] += f" {INLINE}"
    elif is_live:
        directives["script-src"] += f" {_hashed(_last_script(page))}"
    if is_live:
        directives["style-src"] += f" {INLINE}"
    elif "style=" in page and _STYLED.search(page):
        directives["style-src-attr"] = INLINE
    return _begun(page, directives)


def finish_problem(page: str) -> str:
    """The page that tells, while serving, why there is no other; its own style sheet comes before what it tells."""
    style = page.partition("<style>")[2].partition("</style>")[0]
    return _begun(page, BARE | _RELOADS | {"style-src": _hashed(style)})


def bare(*, is_served: bool = False, is_offline: bool = False) -> str:
    """The policy of a page of the site's root, for its template."""
    return _written(BARE | (_RELOADS if is_served else {}) | (_opened(BARE) if is_offline else {}))


def _opened(directives: Directives) -> Directives:
    return {name: f"{directives[name]} {FILES}" for name in _FROM_FILES if name in directives}


def _begun(page: str, directives: Directives) -> str:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_written(directives)}">'
    return _BEGINNING.sub(lambda charset: f"{charset[0]}\n{meta}", page, count=1)


def _written(directives: Directives) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


@lru_cache
def _hashed(text: str) -> str:
    """An inline script or style sheet as a source in a policy: ``'sha256-…'``."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _last_script(page: str) -> str:
    """The text of the last inline script; what came with the page's content stands before it."""
    return page.rpartition("<script>")[2].partition("</script>")[0]
