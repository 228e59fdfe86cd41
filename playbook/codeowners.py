"""CODEOWNERS: which team on GitHub or GitLab is asked to review which content, from the owners in the content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from playbook.content import CONTENT, path_in_language
from playbook.model import Entity, Kind

PLACES = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where the hosts look for the file, relative to the repository."""
USUAL_PLACE = "CODEOWNERS"
BEGIN = "# playbook: begin. These lines are written by: playbook codeowners --write"
END = "# playbook: end"
_BLOCK = re.compile(r"^# playbook: begin\b.*?^# playbook: end\b[^\n]*\n?", re.MULTILINE | re.DOTALL)
_SPECIAL = re.compile(r"[\s\\*?\[\]#!]")


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeOwners:
    """The lines for all content."""

    text: str
    """Between two marks, so that what else stands in the file stays as it is."""
    without_team: Mapping[str, int]
    """Files by an owner that has no team; under an empty name those that have no owner."""


def code_owners(entities: Iterable[tuple[Kind, Entity]], teams: Mapping[str, str], *, prefix: str = "") -> CodeOwners:
    """A line for each thing in the content, which holds for its origin and for every translation.

    ``prefix`` is the way from the repository to the project folder: empty, or ending with a slash.
    """
    lines: list[str] = []
    without: dict[str, int] = {}
    for kind, held in entities:
        owners = _owners(kind, held)
        for owner in owners or ("",):
            if owner not in teams:
                without[owner] = without.get(owner, 0) + 1
        asked = dict.fromkeys(name for owner in owners for name in teams.get(owner, "").split())
        if asked:
            where = f"/{_escaped(prefix)}{CONTENT}/*/{path_in_language(held.place.file)}"
            lines.append(f"{where} {' '.join(asked)}\n")
    text = "".join([f"{BEGIN}\n", *sorted(lines), f"{END}\n"])
    return CodeOwners(text=text, without_team=dict(sorted(without.items())))


def _owners(kind: Kind, held: Entity) -> tuple[str, ...]:
    """Who answers for a file: its owner, or the owners of the things that it lists."""
    if held.owner or not kind.items:
        return (held.owner,) if held.owner else ()
    return tuple(sorted({item.owner for item in getattr(held, kind.items) if item.owner}))


def _escaped(path: str) -> str:
    """A path without what has a meaning in a pattern."""
    return _SPECIAL.sub(r"\\\g<0>", path)


def put_into(text: str, block: str) -> str:
    """The text of a file with the lines between the marks replaced, or put at its end; its line ends are kept."""
    if "\r\n" in text:
        return put_into(text.replace("\r\n", "\n"), block).replace("\n", "\r\n")
    found = _BLOCK.search(text)
    if found:
        return text[: found.start()] + block + text[found.end() :]
    return text + ("" if text.endswith("\n") or not text else "\n") + ("\n" if text else "") + block
