"""Where the words of a body stand in its file, when only Markdown knows that they are there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playbook.diagnostics import Location
from playbook.source import Document
from playbook.verbatim import without_code

_GIVEN_ID = re.compile(r"(?<=[{: ])#(?P<id>[^\s{}#]+)(?=[ \t}])")


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
        return self._next(words, re.escape(words))

    def find_address(self, address: str) -> Location:
        """The next place of an address that is a link's or a picture's."""
        return self._next(address, rf"(?<![^\s(<]){re.escape(address)}(?![^\s)>])")

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

    def _next(self, words: str, pattern: str) -> Location:
        ways = [(self.searched, pattern), (self.searched, re.escape(words)), (self.document.body, re.escape(words))]
        for text, shape in ways if words else []:
            found = re.compile(shape).search(text, self.used.get(pattern, 0)) or re.search(shape, text)
            if found:
                self.used[pattern] = found.end()
                return self.at(found.start())
        return self.at(0)
