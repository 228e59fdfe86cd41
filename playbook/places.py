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
        for text in (self.searched, self.document.body) if words else ():
            found = text.find(words, self.used.get(words, 0))
            if found < 0:
                found = text.find(words)
            if found >= 0:
                self.used[words] = found + len(words)
                return self.at(found)
        return self.at(0)

    def find_address(self, address: str) -> Location:
        """The next place of an address that is a link's or a picture's."""
        key = f"({address}"
        found = self._alone(address, self.used.get(key, 0)) or self._alone(address, 0)
        if not found:
            return self.find(address)
        self.used[key] = found + len(address)
        return self.at(found)

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

    def _alone(self, address: str, start: int) -> int:
        """The next offset at which an address stands between blanks or brackets; 0, where no link can, for nowhere."""
        while (found := self.searched.find(address, start)) > 0:
            start = found + len(address)
            before, behind = self.searched[found - 1], self.searched[start : start + 1]
            if (before in "(<" or before.isspace()) and (behind in ")>" or behind.isspace()):
                return found
        return 0
