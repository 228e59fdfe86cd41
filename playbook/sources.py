"""Our own code as something that results depend on: with another version, nothing that was kept is used."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from playbook.store import key


@cache
def code(folder: Path) -> str:
    """A digest of all that lies in a package's folder: modules, templates, words."""
    files = sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if _is_source(path))
    return key(*(part for name, path in files for part in (name, path.read_bytes())))


@cache
def versions(packages: tuple[str, ...]) -> str:
    """The versions of packages, and of Python."""
    return repr((sys.version_info, [(name, version(name)) for name in packages]))


def _is_source(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts
