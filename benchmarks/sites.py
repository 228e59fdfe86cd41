"""What a finished site is made of, in bytes."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ASSETS = "assets"
"""The folder of the theme's files, in the site and in each language's part of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """The sizes of a site."""

    pages: int
    bytes: int
    """Of all files."""
    bytes_of_a_journey: float
    """Mean size of a journey's HTML."""
    largest_page: int
    """Bytes of HTML."""
    copies: int
    """How many times the asset that is there most often is there; 0 without assets."""
    repeated: int
    """Bytes of all assets that are there a second time or more."""


def site(folder: Path) -> Site:
    """Look at all files of a site. Raises ValueError when it has no page of a journey."""
    sizes = {path.relative_to(folder): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    pages = {path: size for path, size in sizes.items() if path.suffix == ".html"}
    journeys = [size for path, size in pages.items() if path.match("*/journeys/*/index.html")]
    if not journeys:
        raise ValueError(f"{folder} has no page of a journey")
    assets = Counter(
        (path.name, size, _digest(folder / path))
        for path, size in sizes.items()
        if ASSETS in path.parts and path not in pages
    )
    return Site(
        pages=len(pages),
        bytes=sum(sizes.values()),
        bytes_of_a_journey=sum(journeys) / len(journeys),
        largest_page=max(pages.values()),
        copies=max(assets.values(), default=0),
        repeated=sum(size * (number - 1) for (_, size, _), number in assets.items()),
    )


def digest(folder: Path, *patterns: str) -> str:
    """A short hash of the files that patterns such as ``**/*.md`` name, with their paths."""
    found = hashlib.sha256()
    files = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    for path in sorted(path for path in files if "__pycache__" not in path.parts):
        found.update(f"{path.relative_to(folder).as_posix()} {_digest(path)}\n".encode())
    return found.hexdigest()[:12]


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
