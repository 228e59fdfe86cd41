"""``build.json``: from what a site was built, and what must be in it; it has no clock."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from playbook.languages import LANGUAGES

FILE = "build.json"
"""At the site's root."""
FORMAT = 1
PACKAGES = (
    "Babel", "Jinja2", "Markdown", "MarkupSafe", "PyYAML", "journey-playbook", "mermaid-render", "mermaidx", "mkdocs",
    "mkdocs-material", "mkdocs-mermaid2-plugin", "pagefind", "pymdown-extensions", "quickjs-ng",
)  # fmt: skip
"""Those whose version decides bytes of the site. Python is not among them: 3.11 to 3.13 give the same."""


class BuildRecordError(ValueError):
    """A record cannot be read, told in one line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildRecord:
    """The record of a site, or of a part of one."""

    format: int = FORMAT
    commit: str
    """Of the project, in hexadecimal digits; empty where git knows none."""
    date: str
    """Of the content, as the pages tell it; empty when it is not known."""
    content: str
    """SHA-256 of everything that was read: content, translations, reviews, versions, settings."""
    site_url: str
    """Ending with a slash; empty when it is not known, or does not matter."""
    languages: tuple[str, ...]
    """The folders of all languages of the playbook."""
    pages: Mapping[str, Mapping[str, int]]
    """By the folder of each language that was built, and by kind, how many pages there are."""
    versions: Mapping[str, str]
    """By package."""


def versions() -> dict[str, str]:
    """The versions that are installed of what decides the site's bytes."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # mermaid2 and what it loads can be left out
            continue
    return found


def write(folder: Path, record: BuildRecord) -> None:
    """Write the record of a site."""
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / FILE).write_bytes(f"{text}\n".encode())


def read(folder: Path) -> BuildRecord:
    """The record of a site. Raises BuildRecordError."""
    file = folder / FILE
    try:
        found: dict[str, Any] = json.loads(file.read_bytes())
        found["languages"] = tuple(found["languages"])
        record = BuildRecord(**found)
        if not all(_is_well(record)):
            raise ValueError
    except OSError as error:
        raise BuildRecordError(f"{file}: {error.strerror}; 'playbook build' writes it") from error
    except (ValueError, KeyError, TypeError):
        raise BuildRecordError(f"{file}: this is no record of a build") from None
    if record.format != FORMAT:
        raise BuildRecordError(f"{file}: its format is {record.format}; this version of the playbook reads {FORMAT}")
    return record


def _is_well(record: BuildRecord) -> Iterable[bool]:
    yield all(isinstance(text, str) for text in (record.commit, record.date, record.content, record.site_url))
    yield all(folder in LANGUAGES for folder in record.languages)
    yield isinstance(record.versions, dict)
    yield isinstance(record.pages, dict)
    yield all(
        isinstance(kinds, dict) and all(isinstance(n, int) for n in kinds.values()) for kinds in record.pages.values()
    )
    yield record.pages.keys() <= set(record.languages)
