"""A Markdown file as a Document: front matter, body, and the position of every key and value."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from playbook.characters import forbidden, is_harmless, without_forbidden
from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location, in_order
from playbook.marks import Marks, Path, Positions, Spot
from playbook.source_problems import problem
from playbook.yaml_core import read
from playbook.yaml_scalars import Scalar, described

__all__ = ["FRONT_LINE", "Document", "Limits", "Path", "Scalar", "at_most", "parse"]

FRONT_LINE = 2
"""The line of a file on which its front matter begins."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How large a file may be; each has its own diagnostic."""

    file_bytes: int = 256 * 1024
    front_matter_bytes: int = 32 * 1024
    """Between the two lines ``---``, as UTF-8 with line feeds."""
    depth: int = 24
    """Levels of lists and groups inside one another; in a body, of lists, quotations, emphasis and links."""
    number_characters: int = 20
    """Of a number without quotes."""
    problems: int = 100
    """Diagnostics for one file."""
    effort: int = 32_000_000
    """Of Markdown, for one body, as ``markdown_tree`` counts it: half a second to a second."""
    marks: int = 16_000
    """Of Markdown, in one body: its lines, and the signs that can mean something in it."""
    page_seconds: int = 20
    """Of processor time: for reading the body, for compiling a page, for rendering it; 0 for as long as it takes."""
    list_bytes: int = 1024 * 1024
    """Of ``published.txt``, of a ledger, of a version: far more than 2,000 journeys need."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A file of content. ``meta`` is empty when the front matter could not be read."""

    file: str
    """Path relative to the project folder, with forward slashes."""
    meta: Mapping[str, Any] = field(default_factory=dict)
    """YAML 1.2 core values: None, bool, int, float, str, list, dict."""
    front: str = ""
    """The front matter as it is written, from the second line on, lines ended with a line feed."""
    body: str = ""
    """Markdown after the front matter, lines ended with a line feed."""
    body_line: int = 1
    """Line of the file on which the body begins, counted from 1."""
    marks: Marks = field(default_factory=Marks)
    """Where each value of ``meta`` stands."""

    @property
    def positions(self) -> Mapping[Path, Location]:
        """Where each value begins, by its path in ``meta``: ``("steps", 2, "touchpoint")``; ``()`` is the whole."""
        return self._placed.values

    @property
    def key_positions(self) -> Mapping[Path, Location]:
        """Where each key or list item begins."""
        return self._placed.keys

    @property
    def ends(self) -> Mapping[Path, Spot]:
        """Behind each single value: its line in ``front`` and its column, both from 0."""
        return self._placed.ends

    @property
    def _placed(self) -> Positions:
        return self.marks.positions(self.meta, self.file, first_line=FRONT_LINE)

    def locate(self, path: Path) -> Location:
        """Where a value begins; when it is not there, the key or item nearest above it, else the file's beginning."""
        return self.positions.get(path) or self.locate_key(path[:-1])

    def locate_key(self, path: Path) -> Location:
        """Where a key or list item begins; when it is not there, the nearest above it, else the file's beginning."""
        ways = (self.key_positions.get(path[:length]) for length in range(len(path), 0, -1))
        return next((place for place in ways if place), Location(file=self.file))


def parse(data: bytes, *, file: str, limits: Limits) -> tuple[Document, tuple[Diagnostic, ...]]:
    """A file's bytes as a document, and everything wrong with them as text and as YAML; raises for no bytes.

    A byte order mark and the line ends of any system are accepted. Forbidden characters are replaced in what is
    returned. What is read in spite of an error stays in ``meta``, so that the rest can be checked too.
    """
    document = Document(file=file)
    if len(data) > limits.file_bytes:
        return document, (problem("file-too-large", Location(file=file), limit=limits.file_bytes),)
    data = data.removeprefix(BOM_UTF8)
    try:
        text = _lines_ended_alike(data.decode())
    except UnicodeDecodeError as error:
        return document, (_not_utf_8(data, error, file),)
    if (conflict := _conflict(text, file)) is not None:
        return document, (conflict,)
    found: list[Diagnostic] = []
    if not is_harmless(text):
        found = list(islice(_forbidden(text, file), limits.problems + 1))
        text = without_forbidden(text)
    document, more = _divided(replace(document, body=text), limits)
    return document, at_most(limits.problems, in_order([*found, *more]))


def _divided(document: Document, limits: Limits) -> tuple[Document, list[Diagnostic]]:
    """The document with its front matter read and taken out of its body."""
    top = Location(file=document.file)
    if not document.body.strip():
        return document, [problem("empty-file", top)]
    opening = _OPENING.match(document.body)
    if not opening:
        return document, [problem("missing-front-matter", top)]
    closing = _CLOSING.search(document.body, opening.end())
    if not closing:
        return replace(document, body=""), [_unclosed(document)]
    front = document.body[opening.end() : closing.start()]
    last_line = 2 + front.count("\n")
    document = replace(document, front=front, body=document.body[closing.end() :], body_line=last_line + 1)
    if _EARLY_END.match(document.body):
        return replace(document, body=""), [problem("early-end", Location(file=document.file, line=last_line))]
    size = len(front.encode())
    if size > limits.front_matter_bytes:
        return document, [problem("front-matter-too-large", top, size=size, limit=limits.front_matter_bytes)]
    return _with_front_matter(document, front, limits)


def _unclosed(document: Document) -> Diagnostic:
    """At the line that was most likely meant to end the front matter: nearly right, or just before the empty one."""
    lines = document.body.split("\n")
    near = (number for number, line in enumerate(lines[1:], start=2) if _NEARLY_CLOSING.match(line))
    empty = (number for number, line in enumerate(lines[1:-1], start=2) if not line.strip())
    place = next(near, None) or next(empty, None)
    if place is None:
        return problem("unclosed-front-matter", Location(file=document.file))
    return problem("unclosed-front-matter", Location(file=document.file, line=place))


_NEARLY_CLOSING = re.compile(r"[^\w>|]*-[^\w>|]*-[^\w>|]*\Z|---|\S.*[^-]---\s*\Z")
_EARLY_END = re.compile(r"(?:[a-z_]+:(?: .*)?|[ ]+\S.*|- \S.*)\n(?:(?![ \t]*\n|---).*\n)*---[ \t]*(?:\n|\Z)")
"""A body that begins like a field of front matter, and goes on without an empty line up to another end of it."""
_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


def _with_front_matter(document: Document, front: str, limits: Limits) -> tuple[Document, list[Diagnostic]]:
    reading = read(
        front,
        file=document.file,
        first_line=FRONT_LINE,
        depth=limits.depth,
        number_characters=limits.number_characters,
        most=limits.problems,
    )
    if reading.value in (None, {}) and not reading.diagnostics:  # nothing but comments, or nothing at all
        return document, [problem("empty-front-matter", Location(file=document.file, line=FRONT_LINE))]
    if isinstance(reading.value, dict):
        return replace(document, meta=reading.value, marks=reading.marks), reading.diagnostics
    if reading.diagnostics:
        return document, reading.diagnostics
    line, column = reading.marks.numbers[:2]
    place = Location(file=document.file, line=FRONT_LINE + line, column=column + 1)
    return document, [problem("front-matter-not-mapping", place, what=described(reading.value))]


def _lines_ended_alike(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _forbidden(text: str, file: str) -> Iterator[Diagnostic]:
    line, start, scanned = 1, 0, 0
    for offset, code, character in forbidden(text):
        line += text.count("\n", scanned, offset)
        start = max(start, text.rfind("\n", scanned, offset) + 1)
        scanned = offset
        yield problem(code, Location(file=file, line=line, column=offset - start + 1), character=character)


def _conflict(text: str, file: str) -> Diagnostic | None:
    """At the first line that Git has left where two changes of one text met."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:  # most texts
        return None
    found = _CONFLICT.search(text)
    line = text.count("\n", 0, found.start()) + 1 if found else 0
    return problem("merge-conflict", Location(file=file, line=line)) if found else None


_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)


def _not_utf_8(data: bytes, error: UnicodeDecodeError, file: str) -> Diagnostic:
    before = _lines_ended_alike(data[: error.start].decode())
    place = Location(file=file, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))
    return problem("not-utf-8", place, byte=f"0x{data[error.start]:02X}")


def at_most(limit: int, found: Iterable[Diagnostic], *, code: Code = "too-many-problems") -> tuple[Diagnostic, ...]:
    """So many diagnostics, and one that says so when there are more; the others are not looked for."""
    first = tuple(islice(found, limit + 1))
    if len(first) <= limit:
        return first
    return *first[:limit], problem(code, first[limit].location, limit=limit)
