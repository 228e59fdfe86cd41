"""A body cut into sections: the units in which prose is translated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playbook.verbatim import outside_fences

_HEADING = re.compile(r"#{1,6}[ \t].*?\{(?P<marks>[^{}]*)\}[ \t]*+#*+[ \t]*+\Z")
_ID = re.compile(r"#([A-Za-z0-9][A-Za-z0-9_-]*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One section of one file's body."""

    id: str
    """Empty for the text before the first heading with an id."""
    local: bool
    """Whether its heading is marked ``.local``."""
    line: int
    """Of the body, counted from 0."""
    text: str
    """Markdown without white space around it."""

    @property
    def key(self) -> str:
        """Of the unit: ``body`` or ``body#<id>``."""
        return f"body#{self.id}" if self.id else "body"


def split(body: str) -> tuple[Part, ...]:
    """Cut a body at its headings with explicit ids; empty parts are left out."""
    starts: list[tuple[int, str, bool]] = [(0, "", False)]
    lines = body.split("\n")
    for number, line in outside_fences(lines):
        heading = _HEADING.match(line) if line.startswith("#") else None
        if heading is None:
            continue
        found, local = _ID.search(heading["marks"]), ".local" in heading["marks"].split()
        if found:
            starts.append((number, found[1], local))
    ends = [start for start, _, _ in starts[1:]] + [len(lines)]
    parts = (
        Part(id=id_, local=local, line=start, text="\n".join(lines[start:end]).strip("\n").rstrip())
        for (start, id_, local), end in zip(starts, ends, strict=True)
    )
    return tuple(part for part in parts if part.text.strip())
