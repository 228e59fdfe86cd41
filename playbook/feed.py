"""The versions of the playbook as an Atom feed (RFC 4287) in one language, for those who follow it with a reader."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from playbook.languages import N_
from playbook.links import CHANGES_PAGE, FEED, folder_of, fragment_of
from playbook.model import News, Release
from playbook.parts import page_of, parts
from playbook.view import View, plain

_ATOM, _XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
_XML = "http://www.w3.org/XML/1998/namespace"
HEADINGS = {"added": N_("New"), "changed": N_("Changed"), "removed": N_("Removed")}


def feed(view: View, *, site_name: str, title: str) -> bytes:
    """The feed's file; it has the days of the versions, and none of its own."""
    home = f"{view.site_url}{view.language.folder}/"
    page = home + _address(CHANGES_PAGE)
    root = Element("feed", {"xmlns": _ATOM, f"{{{_XML}}}lang": view.language.tag})
    _text(root, "id", page)
    _text(root, "title", f"{site_name}: {title}")
    _text(root, "updated", _time(max(release.day for release in view.playbook.releases)))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": home + FEED})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": page})
    _text(SubElement(root, "author"), "name", site_name)
    cut = parts(view, "changes", CHANGES_PAGE)
    begins = {group.heading[0].id: home + _address(part.path) for part in reversed(cut) for group in part.groups}
    for release in view.playbook.releases:
        entry = SubElement(root, "entry")
        _text(entry, "id", f"{page}#{release.id}")
        _text(entry, "title", release.name)
        _text(entry, "updated", _time(release.day))
        address = f"{begins[release.id]}#{release.id}"
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
        content = SubElement(entry, "content", {"type": "xhtml"})
        _told(SubElement(content, "div", {"xmlns": _XHTML}), view, release, home)
    ElementTree.indent(root, " ")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _told(into: Element, view: View, release: Release, home: str) -> None:
    if release.is_first:
        _text(into, "p", view.gettext("The first version."))
    for what, heading in HEADINGS.items():
        found = view.news(release, what)
        if found:
            _text(into, "h3", view.gettext(heading))
            _listed(SubElement(into, "ul"), view, found, home)


def _listed(into: Element, view: View, found: Iterable[News], home: str) -> None:
    for news in found:
        title, item = view.title(news), SubElement(into, "li")
        if view.find(news.kind, news.id):
            fragment = fragment_of(news.kind, news.id)
            address = home + _address(page_of(view, news.kind, news.id)) + (f"#{fragment}" if fragment else "")
            shown = _text(item, "a", title)
            shown.set("href", address)
        else:
            shown = _text(item, "span", title)
        if title.lang:
            shown.set(f"{{{_XML}}}lang", title.lang)
        aspects = view.labels("aspect", news.aspects_in(view.language.folder)) if news.what == "changed" else ""
        shown.tail = f": {aspects}" if aspects else None


def _text(into: Element, tag: str, text: str) -> Element:
    """A new element with a text on one line, without the characters that XML cannot hold."""
    element = SubElement(into, tag)
    element.text = "".join(c for c in plain(text) if c.isprintable() or c == "\N{NO-BREAK SPACE}")
    return element


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _address(path: str) -> str:
    """The address of a page, relative to the language's home."""
    folder = folder_of(path)
    return quote(f"{folder}/") if folder else ""
