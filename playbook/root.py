"""Where a playbook lies: the folder with its configuration file."""

from __future__ import annotations

from pathlib import Path

CONFIG_FILE = "mkdocs.yml"


def find_root(start: Path) -> Path | None:
    """The project folder that a path is in: the nearest one above with a configuration file."""
    return next((folder for folder in (start, *start.parents) if (folder / CONFIG_FILE).is_file()), None)
