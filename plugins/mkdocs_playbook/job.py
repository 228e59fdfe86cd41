"""What goes to a worker and what comes back: values only, so that they can be sent. Imports nothing of MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mkdocs_playbook.manifest import LanguageEntry
from playbook.survey import Survey


@dataclass(frozen=True, kw_only=True, slots=True)
class Sibling:
    """A language as the others see it: for the switch, the chooser and ``hreflang``."""

    folder: str
    tag: str
    name: str
    site_name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One language to build."""

    language: LanguageEntry
    siblings: tuple[Sibling, ...]
    """All languages of the site, this one too, also those that are not built now."""
    project: Path
    """The project folder."""
    docs_dir: Path
    site_dir: Path
    """Of this language."""
    published: Path
    """The folder of the whole site as it is now; there may be none."""
    outgoing: Path | None
    """That of the site before, when it is removed once this one is published."""
    site_url: str
    """Of the whole site, ending with a slash; empty when it is not known."""
    edit_uri_template: str
    """With ``{path}`` for the file relative to the project folder, and maybe ``{line}``; empty for no edit links."""
    issue_uri_template: str
    """With ``{title}`` and maybe ``{body}``; empty for no suggestions."""
    copyright: str
    live: bool
    """Whether diagrams that cannot be drawn beforehand are left to mermaid2, in the reader's browser."""
    noindex: bool
    page_seconds: int
    """The processor time that Markdown may take over a page; 0 for no limit."""
    is_cached: bool = False
    """Whether finished pages are kept from build to build."""
    share: frozenset[str] = frozenset()
    """Paths of the pages that are to be made and kept, and nothing else; empty for the language as a whole."""
    offline: bool = False
    """The site will be opened as files, without a server."""
    serving: bool = False
    """Somebody is working on content, templates or words, and wants to see the change soon."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """A line of a worker's log."""

    level: int
    """As in ``logging``."""
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """How a build went."""

    records: tuple[Record, ...] = ()
    failure: str = ""
    """Why there is no site in this language; empty when there is one."""
    is_surroundings: bool = False
    """Whether the machine is to blame for that, not the content or the program."""
    survey: Survey | None = None
    """Of the finished files; none while serving."""
