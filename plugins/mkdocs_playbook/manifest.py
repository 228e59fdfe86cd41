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


class FindingEntry(TypedDict):
    """By what a search finds a page or an entry; words are separated by spaces."""

    whole: str
    """Its title and its other names, each in plain spelling and written as one word."""
    names: str
    """Other words for what it is about, and plain spellings of them."""
    parts: str
    """Parts of the compounds among its names."""
    words: str
    """Hidden words from its text."""
    facets: dict[str, list[str]]
    """Ids, by facet."""


class PlacedEntry(TypedDict):
    """Something that is found by itself and stands on a page with others, such as a term."""

    kind: str
    fragment: str
    """Of the page's address."""
    title: str
    text: str
    finding: FindingEntry


class PageEntry(TypedDict):
    """What is known of a page besides its Markdown."""

    kind: str
    """Of its entity; ``index`` for a page that lists, ``problem`` for one that cannot be shown."""
    id: str
    """Language-neutral; with the kind it names the page."""
    title: str
    """Plain text."""
    description: str
    """Plain text, may be empty."""
    owner: str
    """Who answers for it, by name; may be empty."""
    source: str
    """The file behind it, relative to the project folder; empty for a generated page."""
    line: int
    """On which line of that file it begins."""
    translated: bool
    """Whether it counts as a real page in this language."""
    canonical: str
    """The folder of the language whose page is the canonical one."""
    alternates: list[str]
    """Folders of the languages that really have it, for ``hreflang``; empty when not translated."""
    versions: list[str]
    """Folders of the languages in which the page exists at all."""
    leads_to: str
    """For an address that has been given up: the Markdown file of what took its place, with a fragment where needed."""
    checklist: list[str]
    """Ids of the items of the checklist of its stage or journey; empty where it shows none."""
    finding: FindingEntry
    entries: list[PlacedEntry]


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
    version: str
    """The newest version and the day of the last change, for people; may be empty."""
    feed: str
    """The file of its Atom feed, relative to the language's folder; empty when there is none."""
    navigation: list[NavigationItem]
    footer: list[NavigationItem]
    facets: dict[str, dict[str, str]]
    """What a search can be narrowed by: by facet and id the words for it, in their order."""
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
