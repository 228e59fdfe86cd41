"""What a finished page refers to, read with a few expressions: a page of 70 KB takes about a millisecond."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class References:
    """Of one HTML page; all addresses as they are written, each once."""

    ids: tuple[str, ...]
    """To which addresses with a fragment lead."""
    links: tuple[str, ...]
    """Where the reader can go."""
    loads: tuple[str, ...]
    """What the browser fetches by itself, or sends to: scripts, styles, pictures, frames, forms."""
    alternates: tuple[tuple[str, str], ...]
    """The language and the address of each translation that the page names."""


_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
"""Any tag: in the values of its attributes others may seem to stand."""
_REFERRING = frozenset({
    "a", "area", "audio", "base", "button", "embed", "feimage", "form", "frame", "iframe", "image", "img", "input",
    "link", "meta", "object", "script", "source", "track", "use", "video",
})  # fmt: skip
_ATTRIBUTE = re.compile(rf"""([^\s=>"'/]+)(?:{_VALUE})?""")
"""Any attribute, for the same reason."""
_ID = re.compile(rf"""(?:[^"']|"[^"]*"|'[^']*')*?\sid{_VALUE}""", re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style", re.IGNORECASE | re.DOTALL)
_STYLING = frozenset({
    "clip-path", "cursor", "fill", "filter", "marker-end", "marker-mid", "marker-start", "mask", "stroke", "style",
})  # fmt: skip
"""The attributes in which ``url(…)`` fetches something; in others it is text."""
_FETCHING = re.compile(r"url\((?!['\"]?#|&quot;#|&#39;#)|@import")
"""What names more than a part of the page itself."""
_URL = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SCRIPT = re.compile(r"(<script\b[^>]*>).*?(?=</script)", re.IGNORECASE | re.DOTALL)
_REFRESH = re.compile(r"^\s*[\d.]+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)
_LOADING = ("src", "poster", "data", "action", "formaction", "ping")
_SAID = frozenset({"alternate", "author", "canonical", "help", "license", "next", "prev"})
"""What a ``link`` can be without being fetched."""


def references(page: str) -> References:
    """What a page refers to; its scripts are not run, and what they would load is not known."""
    if "<!--" in page:
        page = _COMMENT.sub("", page)
    page = _SCRIPT.sub(r"\1", page)
    links: dict[str, None] = {}
    loads: dict[str, None] = {}
    ids: dict[str, None] = {}
    alternates: dict[tuple[str, str], None] = {}
    for tag, written in _TAG.findall(page):
        if "id" in written and (found := _ID.match(written)):
            ids[_value(*found.groups(""))] = None
        is_fetching = "url(" in written and bool(_FETCHING.search(written))
        if (tag := tag.lower()) not in _REFERRING and not is_fetching:
            continue
        attributes = {
            name.lower().removeprefix("xlink:"): _value(*value) for name, *value in _ATTRIBUTE.findall(written)
        }
        if is_fetching:
            styles = (value for name, value in attributes.items() if name in _STYLING)
            loads.update((each, None) for style in styles for each in style_loads(style))
        href, rel = attributes.get("href"), attributes.get("rel", "").lower().split()
        if tag == "link":
            if "alternate" in rel and "hreflang" in attributes:
                alternates[attributes["hreflang"], href or ""] = None
            elif href:
                (links if _SAID.issuperset(rel) else loads)[href] = None
        elif tag == "meta":
            if attributes.get("http-equiv", "").lower() == "refresh":
                links.update(dict.fromkeys(_REFRESH.findall(attributes.get("content", ""))))
        elif href:
            (links if tag in ("a", "area") else loads)[href] = None
        if tag == "a" and "name" in attributes:
            ids[attributes["name"]] = None
        loads.update((attributes[name], None) for name in _LOADING if attributes.get(name))
        if "srcset" in attributes:
            loads.update((part.split()[0], None) for part in attributes["srcset"].split(",") if part.strip())
    for style in _STYLE.findall(page):
        loads.update(dict.fromkeys(style_loads(style)))
    return References(
        ids=tuple(ids),
        links=tuple(links),
        loads=tuple(loads),
        alternates=tuple(alternates),
    )


def style_loads(css: str) -> tuple[str, ...]:
    """What a style sheet fetches."""
    return tuple(dict.fromkeys("".join(found) for found in _URL.findall(css)))


def _value(*written: str) -> str:
    value = "".join(written)
    return html.unescape(value) if "&" in value else value
