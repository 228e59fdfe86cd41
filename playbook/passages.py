"""Where words stand in their file: from a unit's key and an offset in its text to a line and a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import Any

from playbook.diagnostics import Location
from playbook.sections import split
from playbook.source import FRONT_LINE, Document, Path
from playbook.verbatim import without_code


def words_at(document: Document, key: str, offset: int = 0, *, item: int | None = None) -> Location:
    """The place of a character of a unit's text in its file; of the unit itself when the text is not found.

    ``item`` is the number of the text in a list of texts. White space around a text does not count.
    """
    if key.partition("#")[0] == "body":
        return _in_body(document, key, offset)
    path = tuple(_path(document.meta, key))
    if item is not None:
        path = (*path, item)
    begin, text = document.positions.get(path), _value(document.meta, path)
    if begin is None or not isinstance(text, str):
        return document.locate(path)
    return _in_front_matter(document, begin, text, len(text) - len(text.lstrip()) + offset)


# --- The body ---------------------------------------------------------------------------------------------------------


def prose_alone(text: str) -> str:
    """Markdown with blanks for what is not its words, so that they stay where they are: code, addresses, ids, marks."""
    text = without_code(text)
    unread = _UNREAD if "]:" in text or _NUMBERED.search(text) else _UNREAD_IN_LINES
    return unread.sub(lambda found: " " * len(found[0]), text)


_UNREAD = re.compile(
    r"""(?<=\])\( [^()\n]* (?: \([^()\n]*\) [^()\n]* )* \)   # where a link leads to
      | ^[ ]{0,3} \[ (?!\^) [^\]\n]+ \]: .* $                # what defines one
      | \[\^ [^][\n]+ \]:?                                   # the mark of a footnote
      | ^[ \t>]* \d+\. (?=[ \t])                            # the mark of a numbered item
      | (?<=\])\[ [^\]\n]* \]                                # and what uses the definition
      | \{ [:#.][^{}\n]* \}                                  # an id or a class
      | <[^<>\s]+>                                           # an address, or what looks like HTML
      | \b https?:// [^\s<>)]+
      | & \#? \w+ ;""",
    re.VERBOSE | re.MULTILINE,
)
_NUMBERED = re.compile(r"\.(?<=\d\.)[ \t]")
_UNREAD_IN_LINES = re.compile(
    r"""\((?<=\]\() [^()\n]* (?: \([^()\n]*\) [^()\n]* )* \)
      | \[ (?: \^ [^][\n]+ \]:? | (?<=\]\[) [^\]\n]* \] )
      | \{ [:#.][^{}\n]* \}
      | <[^<>\s]+>
      | h(?<=\bh)ttps?:// [^\s<>)]+
      | & \#? \w+ ;""",
    re.VERBOSE,
)
"""The same without what begins a line, for a text that has nothing of it: ten times as quick, since each alternative
begins with a sign of its own."""


def _in_body(document: Document, key: str, offset: int) -> Location:
    begin = _beginnings(document.body).get(key)
    if begin is None:
        return Location(file=document.file, line=document.body_line)
    return _location(document.file, document.body, begin + offset, first_line=document.body_line)


@lru_cache(maxsize=2)
def _beginnings(body: str) -> Mapping[str, int]:
    """Where each section of a body begins, by its key; kept, since an original and its translation are compared."""
    starts = [0, *accumulate(len(line) + 1 for line in body.split("\n"))]
    found: dict[str, int] = {}
    for part in split(body):
        found.setdefault(part.key, body.index(part.text, starts[part.line]))
    return found


# --- Front matter -----------------------------------------------------------------------------------------------------


def _path(value: Any, key: str) -> Iterator[str | int]:
    """The way to a unit in front matter, where items are numbered, from its key, where they have ids."""
    for name in key.split("."):
        step: str | int = name
        if isinstance(value, list):
            ids = [(item.get("id"), item.get("to")) if isinstance(item, dict) else () for item in value]
            step = next((number for number, found in enumerate(ids) if name in found), -1)
        yield step
        value = _value(value, (step,))


def _value(value: Any, path: Path) -> Any:
    for step in path:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
        else:
            value = value[step] if isinstance(value, list) and 0 <= step < len(value) else None
    return value


_SPACE = " \t\n"
_SKIPPED = {
    '"': re.compile(r"(?:[ \t\n]|\\[nrt \t\n])*"),
    "": re.compile(r"[ \t\n]*"),
}
_WRITTEN = {
    '"': re.compile(r"\\(?:x.{2}|u.{4}|U.{8}|.)|.", re.DOTALL),
    "'": re.compile(r"''|.", re.DOTALL),
    "": re.compile(r".", re.DOTALL),
}
"""One character of a text, as YAML writes it between these quotes."""


def _in_front_matter(document: Document, begin: Location, text: str, offset: int) -> Location:
    raw = document.front
    first = sum(len(line) + 1 for line in raw.split("\n")[: begin.line - FRONT_LINE]) + begin.column - 1
    return _location(document.file, raw, _places(raw, first, text)[min(offset, len(text))], first_line=FRONT_LINE)


@lru_cache(maxsize=2)
def _places(raw: str, first: int, text: str) -> tuple[int, ...]:
    """Where each character of a text stands, and its end: YAML folds lines and hides quotes, but keeps the order.

    ``first`` is where it begins. Kept, since many places of one text may be asked for, in two languages.
    """
    style = raw[first] if raw[first : first + 1] in ("'", '"') else ""
    skipped, written = _SKIPPED.get(style, _SKIPPED[""]), _WRITTEN[style]
    at = raw.find("\n", first) if raw[first : first + 1] in ("|", ">") else first + len(style)
    found = []
    for character in text:
        found.append(_behind(skipped, raw, at))
        if character not in _SPACE:
            at = _behind(written, raw, found[-1])
    return (*found, _behind(skipped, raw, at))


def _behind(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _location(file: str, text: str, offset: int, *, first_line: int) -> Location:
    before = text[:offset]
    return Location(file=file, line=first_line + before.count("\n"), column=offset - before.rfind("\n"))
