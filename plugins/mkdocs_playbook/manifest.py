"""What the compiler tells a host about a language and its pages, as in the compiled tree's ``playbook.json``.

It comes from the compiler in the same run, so its shape is stated here and not checked again.
"""

from __future__ import annotations

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
    """Of its entity; ``index`` for a page that lists, ``part`` for one on which a long list goes on,
    ``problem`` for one that cannot be shown."""
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
    part_of: str
    """For a page on which a long list goes on: the Markdown file of the one on which it begins."""
    leads_to: str
    """For an address that has been given up: the Markdown file of what took its place, with a fragment where needed."""
    digest: str
    """Of its Markdown, SHA-256."""
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
