"""The compiled tree's manifest, ``playbook.json``: what the compiler tells a host about its pages.

It is our own file, written by the compiler in the same run, so its shape is stated here and not checked again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NotRequired, TypedDict


class NavigationItem(TypedDict):
    """An entry of the navigation."""

    title: str
    """Plain text."""
    path: str
    """Of the Markdown file, relative to the language's folder."""
    children: NotRequired[list[NavigationItem]]


class PageEntry(TypedDict):
    """What is known of a page besides its Markdown."""

    title: str
    """Plain text."""
    description: str
    """Plain text, may be empty."""
    source: str
    """The file behind it, relative to the project folder; empty for a generated page."""
    translated: bool
    """Whether it counts as a real page in this language."""
    canonical: str
    """The folder of the language whose page is the canonical one."""
    alternates: list[str]
    """Folders of the languages that really have it, for ``hreflang``; empty when not translated."""
    versions: list[str]
    """Folders of the languages in which the page exists at all."""


class LanguageEntry(TypedDict):
    """One language of the site."""

    folder: str
    tag: str
    """BCP 47."""
    theme: str
    """Material's code."""
    search: str
    """The search's code."""
    name: str
    """In its own words."""
    site_name: str
    site_description: str
    updated: str
    """When the content last changed, as a sentence; may be empty."""
    navigation: list[NavigationItem]
    pages: dict[str, PageEntry]
    """By the Markdown file's path, relative to the language's folder."""


class Manifest(TypedDict):
    """The whole of ``playbook.json``."""

    format: int
    languages: list[LanguageEntry]
    """In the order of the settings."""
    noindex: bool
    date: str


class UnknownLanguageError(ValueError):
    """A language was asked for that the playbook does not have."""


def selected(manifest: Manifest, wanted: Iterable[str]) -> list[LanguageEntry]:
    """The languages to build, all of them when none is asked for.

    Raises UnknownLanguageError for a folder that the manifest lacks.
    """
    folders = set(wanted)
    known = [language["folder"] for language in manifest["languages"]]
    if unknown := sorted(folders.difference(known)):
        raise UnknownLanguageError(f"no language '{unknown[0]}' to build; use: {', '.join(known)}")
    return [language for language in manifest["languages"] if not folders or language["folder"] in folders]
