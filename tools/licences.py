"""List the licences of what the site is built with, from the metadata of what is installed, in ``docs/licences.md``.

``python tools/licences.py`` prints the page; a test compares it with the file.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNSAID = {"quickjs-ng": "MIT", "resvg-py": "MIT"}
"""Whose metadata names none: read in the licence that lies in them."""
HEAD = """\
# Licences

What the site is built with, as `requirements.txt` locks it, and the licence that each package's own metadata names.
Nothing of it is copied into this repository; what reaches a published site is listed in [the supply
chain](supply-chain.md). Written by `python tools/licences.py > docs/licences.md`.

| Package | Licence |
|---|---|
"""


def locked() -> list[str]:
    """The names of the packages in the lock file."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==", text, re.MULTILINE)))


def licence(package: Distribution) -> str:
    """The licence as an SPDX expression where there is one, else as the package says it."""
    metadata = package.metadata
    classified = (line for line in metadata.get_all("Classifier", []) if line.startswith("License ::"))
    said = [*metadata.get_all("License-Expression", []), *(line.rpartition(" :: ")[2] for line in classified)]
    named = UNSAID.get(metadata["Name"].lower().replace("_", "-"), "")
    return next(filter(None, (*said, named, *metadata.get_all("License", []))), "")


def page() -> str:
    """The page, with a line for each package that is installed here."""
    rows = []
    for name in locked():
        try:
            rows.append(f"| {name} | {licence(distribution(name))} |\n")
        except PackageNotFoundError:  # another system's
            rows.append(f"| {name} | not for this system |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(page())
