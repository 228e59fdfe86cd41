"""A playbook whose things are named in every way, for the tests of renaming and removing."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner, Result

import projects
from playbook.cli import main

CONFIGURATION = """\
site_name: x
plugins:
  - playbook:
      format: 1
      navigation: [home, journeys, about]  # at the top
      segments: {startup: {da: N, sv: N, no: N}}
      owners: {cx: {da: N, sv: N, no: N}}
"""
PROSE = """\
[1](touchpoint:ad), [](touchpoint:ad#used) `[x](touchpoint:ad)`, ad, [2](touchpoint:website), [3](../touchpoints/ad.md)

[4][r] [5](../touchpoints/ad.md#used "ad") [6](../terms/index.md#nps) [7](term:nps) [8](../about.md) [9](<../about.md>)

```
[x](touchpoint:ad) ../touchpoints/ad.md
```

[r]: ../touchpoints/ad.md#used "Ad"
"""
ABOUT = "[1](journeys/buy.md#step-buys), [2](index.md), [3](#se), [4](journey:buy)\n\n## Se {#se}\n\n![x](ad.png)\n"


def files() -> dict[str, str]:
    """The base playbook, with a free page in two languages, and prose that names things in every way."""
    base = projects.base()
    for file, words in (("content/da/journeys/buy.md", "Brødtekst.\n"), ("content/sv/journeys/buy.md", "Brödtext.\n")):
        base[file] = base[file].replace(words, PROSE)
    waived = "  - {code: too-stale, reason: Oversættelsen er ny.}\n"
    base["content/da/journeys/buy.md"] = base["content/da/journeys/buy.md"].replace(waived, "")
    return base | {
        "mkdocs.yml": CONFIGURATION,
        "content/da/about.md": f"---\ntitle: Om\n---\n{ABOUT}",
        "content/sv/about.md": f"---\ntranslates: da\ntitle: Om\n---\n{ABOUT}",
        "content/da/ad.png": "",
        "content/sv/ad.png": "",
        "content/sv/touchpoints/all.md": (
            "---\ntranslates: da\ntitle: Kontaktpunkter\ntouchpoints:\n  # Annons\n  - id: 'ad'\n    title: Annons\n"
            "\n  -\n    # Sajten\n    id: website\n    title: Webbplats\n# Slut\n---\n"
        ),
        "content/da/terms/words.md": (
            "---\ntitle: Ord\nterms:\n- id: nps\n  title: NPS\n  definition: >-\n    Et tal.\n\n---\n"
            "[1](#nps), [2](index.md#nps).\n"
        ),
    }


def contents(root: Path) -> dict[str, bytes]:
    """The bytes of all files but those of the cache, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".cache" not in path.parts
    }


def run(*arguments: str) -> Result:
    """Run a command of the playbook."""
    return CliRunner().invoke(main, arguments)


def problems() -> list[str]:
    """The codes of all that is wrong, without places."""
    return sorted(re.findall(r"(?:error|warning)\[([a-z-]+)\]", run("check").output))


def begin(root: Path) -> None:
    """Write it, with all translations accepted and all addresses listed; the folder is the working one."""
    projects.write(root, files())
    run("translations", "accept", "--all")
    run("published", "--write")


def text(root: Path, file: str) -> str:
    """What a file holds."""
    return (root / file).read_text(encoding="utf-8")
