"""Addresses of pages: relative where the reader clicks, absolute where a search engine reads."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from playbook.links import folder_of


def page_address(path: str) -> str:
    """The address of a Markdown file relative to its language's home: ``journeys/x.md`` is at ``journeys/x/``."""
    folder = folder_of(path)
    return quote(f"{folder}/") if folder else ""


def leaf(offline: bool) -> str:
    """What addresses of folders end with: a server finds the page in a folder by itself, a browser does not."""
    return "index.html" if offline else ""


def absolute(site_url: str, folder: str, path: str) -> str:
    """The full address of a page in a language; ``site_url`` ends with a slash."""
    return f"{site_url}{folder}/{page_address(path)}"


def server_path(site_url: str) -> str:
    """The path of the site on its server, with slashes at both ends; ``/`` when the address is not known."""
    return urlsplit(site_url).path.rstrip("/") + "/" if site_url else "/"
