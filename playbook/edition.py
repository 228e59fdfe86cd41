"""A language's edition: its pages as Markdown, and what a host must know of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from playbook.diagnostics import Diagnostic
from playbook.finding import Entry, Finding
from playbook.languages import N_, Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Index:
    """A page that lists what lies in a folder; also the name of its template."""

    folder: str
    title: str
    description: str


INDEXES = (
    Index(
        folder="stages",
        title=N_("Stages"),
        description=N_("What the customer wants in each stage, and what the team does about it."),
    ),
    Index(
        folder="journeys",
        title=N_("Journeys"),
        description=N_("Journeys step by step, with the customer's thoughts, emotions and touchpoints."),
    ),
    Index(
        folder="compare",
        title=N_("Compare journeys"),
        description=N_("Two journeys over the same stages: where the customer's emotions rise and fall."),
    ),
    Index(
        folder="touchpoints",
        title=N_("Touchpoints"),
        description=N_("Where customer and company meet, and how well each meeting goes."),
    ),
    Index(
        folder="personas",
        title=N_("Personas"),
        description=N_("Typical customers, with their goals, needs and frustrations."),
    ),
    Index(folder="methods", title=N_("Methods"), description=N_("Ways of working, step by step.")),
    Index(
        folder="checklists",
        title=N_("Checklists"),
        description=N_("What the team does and checks in each stage and on each journey."),
    ),
    Index(
        folder="favourites",
        title=N_("Favourites"),
        description=N_("The pages that you have saved, and those that you read last."),
    ),
    Index(
        folder="models",
        title=N_("Models"),
        description=N_("Ways of cutting a journey into stages, and how they compare."),
    ),
    Index(folder="metrics", title=N_("Metrics"), description=N_("How to measure whether a journey works.")),
    Index(
        folder="opportunities",
        title=N_("Opportunities"),
        description=N_("What could be better, what it is worth and what it takes."),
    ),
    Index(folder="terms", title=N_("Glossary"), description=N_("The words of the field, and what they mean here.")),
    Index(folder="sources", title=N_("Sources"), description=N_("What the playbook builds on.")),
    Index(
        folder="review",
        title=N_("Reviews"),
        description=N_("What is to be looked at again, by whom and when."),
    ),
    Index(
        folder="changes",
        title=N_("What is new"),
        description=N_("What each version of the playbook has brought."),
    ),
    Index(
        folder="translations",
        title=N_("Translations"),
        description=N_("How many texts are translated, and how many of these are in step with their originals."),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page of one language."""

    path: str
    """Relative to the language folder, with forward slashes: ``journeys/startup-app.md``."""
    kind: str
    """Of its entity: ``journey``; ``index`` for a page that lists, ``part`` for one on which a long list goes on,
    ``problem`` for one that cannot be shown, ``moved`` for an address that has been given up."""
    id: str
    """Of its entity, or the folder that an index lists: with ``kind`` it names the page in every language."""
    title: str
    description: str
    markdown: str
    """With front matter; everything in it is escaped. Empty when it has been written already."""
    digest: str = ""
    """Of the Markdown, SHA-256, when it has been written."""
    owner: str = ""
    """Who answers for it, by name."""
    source: str = ""
    """The content file behind it, relative to the project folder; empty for an index."""
    line: int = 1
    """On which line of that file it begins."""
    translated: bool = True
    """Whether it counts as a page of this language; one that shows its original does not."""
    canonical: str
    """The language folder whose page search engines should keep."""
    alternates: tuple[str, ...] = ()
    """Language folders in which it is a real translation."""
    versions: tuple[str, ...] = ()
    """Language folders in which it exists at all."""
    part_of: str = ""
    """For a page on which a long list goes on: ``path`` of the one on which it begins."""
    leads_to: str = ""
    """For an address that has been given up: where what took its place is, as ``path`` with a fragment where needed."""
    checklist: tuple[str, ...] = ()
    """Ids of the items that readers can tick off on it; each list stands on the page of its own stage or journey."""
    finding: Finding = field(default_factory=Finding)
    """By what a search finds it; empty for a page that cannot be shown."""
    entries: tuple[Entry, ...] = ()
    """What stands on it and is found by itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NavigationItem:
    """An entry of the global navigation or of the footer."""

    title: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """The playbook in one language."""

    language: Language
    site_name: str
    site_description: str
    navigation: tuple[NavigationItem, ...]
    footer: tuple[NavigationItem, ...]
    facets: Mapping[str, Mapping[str, str]]
    """What a search can be narrowed by: by facet and id the words for it, in their order."""
    pages: tuple[Page, ...]
    version: str = ""
    """The name of the newest version; empty when there is none."""
    feed: bytes = b""
    """Its versions as an Atom feed; empty without versions, or when nobody knows the site's address."""
    scripts: Mapping[str, bytes] = field(default_factory=dict)
    """By path, as ``Page.path``: the rows of long lists, for pages that show only some of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A page that cannot be shown as it is, and why; only while serving."""

    path: str
    file: str
    language: str
    diagnostics: tuple[Diagnostic, ...] = field(default_factory=tuple)
