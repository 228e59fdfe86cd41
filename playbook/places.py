"""Where the words of a body stand in its file, when only Markdown knows that they are there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playbook.diagnostics import Location
from playbook.source import Document
from playbook.verbatim import without_code

_GIVEN_ID = re.compile(r"(?<=[{: ])#(?P<id>[^\s{}#]+)(?=[ \t}])")

_NO_ADDRESS = re.compile(r"\]\(\s*(?:<\s*>)?\s*(?:\"[^\"]*\"|'[^']*')?\s*\)")


@dataclass
class Places:
    """Where words stand in a body; the same words asked for again are looked for further on."""

    document: Document
    searched: str = field(init=False)
    """The body with blanks for code."""
    used: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.searched = without_code(self.document.body)

    def at(self, offset: int) -> Location:
        """The place of an offset in the body."""
        before = self.document.body[:offset]
        line, column = before.count("\n"), offset - before.rfind("\n")
        return Location(file=self.document.file, line=self.document.body_line + line, column=column)

    def find(self, words: str) -> Location:
        """The next place of words; the body's beginning when Markdown has changed them."""
        return self._next(words)

    def find_address(self, address: str) -> Location:
        """The next place of an address that is a link's or a picture's."""
        return self._next(address, before="(<", behind=")>")

    def find_no_address(self) -> Location:
        """The next place of a link or a picture without an address."""
        found = _NO_ADDRESS.search(self.searched, self.used.get("", 0)) or _NO_ADDRESS.search(self.searched)
        self.used[""] = found.end() if found else 0
        return self.at(found.start() + 1 if found else 0)

    def of_ids(self) -> dict[str, list[Location]]:
        """Every place where something is given an id: ``{#here}``."""
        found: dict[str, list[Location]] = {}
        for each in _GIVEN_ID.finditer(self.searched):
            found.setdefault(each["id"], []).append(self.at(each.start()))
        return found

    def find_in_fence(self, words: str) -> Location:
        """The next place of words on a line that opens a code block."""
        pattern = rf"^[ \t>]*(?:`{{3,}}|~{{3,}}).*?(?P<words>{re.escape(words)})(?![\w-])"
        found = re.compile(pattern, re.MULTILINE).search(self.document.body, self.used.get(pattern, 0))
        self.used[pattern] = found.end() if found else 0
        return self.at(found.start("words")) if found else self.at(0)

    def _next(self, words: str, *, before: str = "", behind: str = "") -> Location:
        """The next place of words, best between these signs or white space, best outside code."""
        bounds, used = (before, behind) if before else None, f"{before}{words}{behind}"
        ways = ((self.searched, bounds), (self.searched, None), (self.document.body, None))
        for text, signs in ways if words else ():
            found = _find(text, words, self.used.get(used, 0), signs)
            if found < 0:
                found = _find(text, words, 0, signs)
            if found >= 0:
                self.used[used] = found + len(words)
                return self.at(found)
        return self.at(0)


def _find(text: str, words: str, start: int, bounds: tuple[str, str] | None) -> int:
    """The first offset of words from ``start`` on, between these signs or white space if any are given; else -1."""
    found = text.find(words, start)
    while found >= 0 and bounds is not None:
        around = text[found - 1 : found] if found else "", text[found + len(words) : found + len(words) + 1]
        if all(not sign or sign.isspace() or sign in signs for sign, signs in zip(around, bounds, strict=True)):
            break
        found = text.find(words, found + 1)
    return found
