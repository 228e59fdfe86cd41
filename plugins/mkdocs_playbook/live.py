"""What mermaid2 needs to draw in the reader's browser: a library of our own, strict settings, a policy for the page."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.metadata import distribution
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

LIBRARY = "assets/mermaid.js"
"""Where mermaid2 finds it, relative to the language's folder; given a path, it asks no other host for one."""

_OURS = ("securityLevel", "htmlLabels", "suppressErrorRendering", "startOnLoad")
_REFUSED = (
    "altFontFamily", "darkMode", "dompurifyConfig", "flowchart", "fontFamily", "layout", "look", "maxEdges",
    "maxTextSize", "secure", "theme", "themeCSS", "themeVariables",
)  # fmt: skip
OPTIONS: dict[str, object] = {
    "javascript": LIBRARY,
    "arguments": {
        "startOnLoad": False,
        "securityLevel": "strict",
        "htmlLabels": False,
        "flowchart": {"htmlLabels": False},
        "fontFamily": "system-ui, sans-serif",
        "suppressErrorRendering": True,
        "secure": [*_OURS, *_REFUSED],
    },
}
"""mermaid2's. What is ``secure`` cannot be set by a diagram itself; ``themeCSS``, for one, could load from anywhere."""

POLICY = (
    "default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
"""A Content-Security-Policy in which no script runs but the page's own, and nothing is asked of another host."""
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_CHARSET = re.compile(r'<meta charset="utf-8"\s*/?>')


def place_library(files: Files, config: MkDocsConfig) -> None:
    """Put Mermaid into the docs folder, where mermaid2 looks for it, and among the files that are published.

    The file comes from mermaidx, which leaves out Mermaid's own notice; it goes before the code, as its licence asks.
    """
    package = distribution("mermaidx")
    code = Path(str(package.locate_file("mermaidx/assets/mermaid.js"))).read_bytes()
    terms = package.read_text("licenses/LICENSE.txt") or ""
    notice = f"/*! Mermaid, Copyright (c) 2014 Knut Sveidqvist; packed by mermaidx.\n\n{terms.strip()} */\n"
    target = Path(config.docs_dir, LIBRARY)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(notice.encode() + code)
    if files.get_file_from_path(LIBRARY) is None:
        files.append(File(LIBRARY, config.docs_dir, config.site_dir, config.use_directory_urls))


def finish(page: str) -> str:
    """A page that mermaid2 has written anew, with the policy in its head; its own scripts are named by their hashes.

    mermaid2 also tidies the space away that keeps Material's script from asking for the translations' sitemaps.
    """
    page = page.replace(' rel="alternate"', ' rel="alternate "')
    digests = dict.fromkeys(hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(page))
    hashes = "".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY.format(hashes=hashes)}">'
    return _CHARSET.sub(lambda charset: f"{charset[0]}\n{meta}", page, count=1)
