"""What changes on every page with the day or the version alone: put in last, so that finished pages can be kept."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import escape

from mkdocs_playbook.manifest import LanguageEntry

UPDATED, VERSION = "\x1dupdated\x1d", "\x1dversion\x1d"
"""What stands for them until then, in characters that content cannot hold."""


def left_open(address: str) -> str:
    """An address that was made with ``VERSION``, with the place for it as no content can write it."""
    return address.replace(quote(VERSION, safe=""), VERSION)


def put_in(page: bytes, language: LanguageEntry) -> bytes:
    """A page with the sentence when its content last changed, and with the version in the addresses that name it."""
    dated = page.replace(UPDATED.encode(), escape(language["updated"]).encode())
    return dated.replace(VERSION.encode(), quote(language["version"], safe="").encode())
