"""Where a playbook lies: the folder with its configuration file."""

from __future__ import annotations

from pathlib import Path

CONFIG_FILE = "mkdocs.yml"
FOLDERS = ("content", "translations", "reviews", "releases")
"""With all that is written of a playbook."""
MADE_OF = (*FOLDERS, "published.txt", CONFIG_FILE)
"""Files and folders, relative to the project folder: all that its site is made of."""


def find_root(start: Path) -> Path | None:
    """The project folder that a path is in: the nearest one above with a configuration file."""
    return next((folder for folder in (start, *start.parents) if (folder / CONFIG_FILE).is_file()), None)
