"""What mermaid2 needs to draw in the reader's browser: a library of our own and strict settings."""

from __future__ import annotations

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

_ALTERNATE = re.compile(r'(<link [^>]*?\brel="alternate)"')


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


def tidy(page: str) -> str:
    """A page that mermaid2 has written anew, with the space back that it has taken from ``rel``.

    The space keeps Material's script from asking for the sitemaps
    of the translations.
    """
    return _ALTERNATE.sub(r'\1 "', page)
