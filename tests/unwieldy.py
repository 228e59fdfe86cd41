"""What documents of a hostile size or shape are made with."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

import projects
from playbook.ledger import words_hash
from playbook.sections import split

PAGE = "content/da/wall.md"
TRANSLATION = "content/sv/wall.md"
LEDGER = "translations/sv/wall.txt"
JOURNEY = "content/da/journeys/wall.md"
TAB = "\t"
FULL = 250_000
"""Bytes of a body that just fits into a file."""
FRONT = 31_000
"""Bytes of front matter that just fit."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file and what it holds, and what lies beside it."""

    file: str
    data: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)


def page(body: str | bytes) -> Document:
    """A free page with a body."""
    data = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    return Document(PAGE, b"---\ntitle: Mur\n---\n" + data)


def front(text: str, body: str = "") -> Document:
    """A free page with more front matter."""
    return Document(PAGE, f"---\ntitle: Mur\n{text}\n---\n{body}".encode("utf-8", "surrogatepass"))


def diagram(text: str) -> Document:
    """A free page with a drawing."""
    return page(f"```mermaid\n{text}\n```\n")


def journey(steps: str, more: str = "") -> Document:
    """A journey with these steps."""
    head = projects.base()["content/da/journeys/buy.md"].partition("steps:\n")[0]
    return Document(JOURNEY, f"{head}steps:\n{steps}{more}---\n".encode())


def pair(origin: str, translation: str, *, summaries: tuple[str, str] = ("Kort.", "Kort.")) -> Document:
    """A translation of a free page that counts as in step with its original."""
    summary, translated = summaries
    units = {"title": "Mur", "summary": summary} | {part.key: part.text for part in split(origin)}
    return Document(
        TRANSLATION,
        f"---\ntranslates: da\ntitle: Mur\nsummary: {translated}\n---\n{translation}".encode(),
        {
            PAGE: f"---\ntitle: Mur\nsummary: {summary}\n---\n{origin}".encode(),
            LEDGER: "".join(f"{key} {words_hash(words)}\n" for key, words in units.items()).encode(),
        },
    )


def glossary(avoided: str, text: str) -> Document:
    """Words to avoid, and a page with some."""
    term = f"  - {{id: a, title: A, definition: D, avoid: [{avoided}]}}\n"
    terms = f"---\ntitle: Ord\nsummary: Kort.\nterms:\n{term}---\n"
    return Document(PAGE, f"---\ntitle: Mur\n---\n{text}".encode(), {"content/da/terms/wall.md": terms.encode()})


def filled(piece: str, size: int = FULL) -> str:
    """A piece again and again, up to a size in bytes."""
    return piece * (size // len(piece.encode("utf-8", "surrogatepass")))


def numbered(line: str, size: int = FULL) -> str:
    """A line with a number for each ``{n}``, again and again, up to a size in bytes."""
    found: list[str] = []
    length = n = 0
    while length < size:
        found.append(line.replace("{n}", str(n)))
        length += len(found[-1])
        n += 1
    return "".join(found)


def nested(opening: str, closing: str, size: int = FULL, inside: str = "x") -> str:
    """Brackets in brackets."""
    depth = size // len(opening + closing)
    return opening * depth + inside + closing * depth


def staircase(mark: str, size: int = FULL) -> str:
    """Each line one level deeper than the line before."""
    lines: list[str] = []
    length = 0
    while length < size:
        lines.append(mark.replace("{", "    " * len(lines) if "{" in mark else "{") + "\n")
        length += len(lines[-1])
    return "".join(lines)


def noise(alphabet: str, size: int = 60_000, seed: int = 1) -> str:
    """Signs in any order, the same on every run."""
    return "".join(random.Random(seed).choices(alphabet, k=size))  # noqa: S311 - it is to be the same each time


def steps(number: int, line: str = "") -> str:
    """So many steps of a journey, each with a line of its own."""
    return "".join(
        f"  - {{id: s{n}, stage: awareness, action: a, touchpoint: ad, emotion: 0{line.replace('{n}', str(n))}}}\n"
        for n in range(number)
    )
