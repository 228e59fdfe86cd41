"""Where a playbook lies: the folder with its configuration file."""

from __future__ import annotations

from pathlib import Path

CONFIG_FILE = "mkdocs.yml"
FOLDERS = ("content", "translations", "reviews", "releases")
"""With all that is written of a playbook."""
MADE_OF = (*FOLDERS, "published.txt", CONFIG_FILE)
"""Files and folders, relative to the project folder: all that its site is made of."""


CACHE = ".cache/playbook"
"""Relative to the project folder; everything in it can be deleted."""


def linked_cache(root: Path) -> Path | None:
    """The folder for caches or one in it, when it is a link: one that came with a pull request could lead anywhere.

    What is written there could be written over somebody's files, or remove them.
    """
    cache = root / CACHE
    folders = (cache.parent, cache, *(cache.iterdir() if cache.is_dir() else ()))
    return next((each for each in folders if each.is_symlink()), None)


def find_root(start: Path) -> Path | None:
    """The project folder that a path is in: the nearest one above with a configuration file."""
    return next((folder for folder in (start, *start.parents) if (folder / CONFIG_FILE).is_file()), None)
