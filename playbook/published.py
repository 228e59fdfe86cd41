"""The list of all addresses that the playbook has published, and where those lead that are no more.

One line each, so that git can merge by union: ``journey startup-app`` for what is there, ``journey old -> new`` for
what has another id or has been replaced, ``journey old gone`` for what nothing replaces.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from playbook.diagnostics import Diagnostic, Location, did_you_mean
from playbook.model import KINDS, Playbook, is_identifier
from playbook.said import NOTHING, Said, said

FILE = "published.txt"
"""Relative to the project folder."""
HEADING = """\
# Every address that has been published. None of them dies: see docs/commands/published.md.
# A page that has another id now, or is replaced:   journey old -> new
# A page that is gone for good:                      journey old gone
"""
_KIND_NAMES = tuple(kind.name for kind in KINDS)
_LINE = re.compile(
    r"(?P<kind>\S+)\s+(?P<id>\S+)(?:\s+(?:(?P<gone>gone)|->\s*(?:(?P<to_kind>\S+)\s+)?(?P<to>\S+)))?\s*\Z"
)


class Name(NamedTuple):
    """What an address stands for."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """A line of the list."""

    name: Name
    to: Name | None = None
    """What took its place."""
    is_gone: bool = False
    """Whether nothing did, and that is meant."""
    line: int = 0
    """Counted from 1; 0 when it is not written yet."""

    def __str__(self) -> str:
        if self.is_gone:
            return f"{self.name} gone"
        if self.to is None:
            return str(self.name)
        return f"{self.name} -> {self.to.id if self.to.kind == self.name.kind else self.to}"

    @property
    def location(self) -> Location:
        """Where it is written."""
        return Location(file=FILE, line=self.line)


Addresses = tuple[Address, ...]
"""In the order of their lines; several may have the same name, of which those that lead on count."""


def parse_published(text: str) -> tuple[Addresses, tuple[Diagnostic, ...]]:
    """The list from its text, and its unreadable lines."""
    found: list[Address] = []
    diagnostics: list[Diagnostic] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        read = _LINE.match(line.strip())
        wrong = _wrong(read)
        if read is None or wrong:
            diagnostics.append(
                Diagnostic(
                    location=Location(file=FILE, line=number),
                    code="bad-published-line",
                    message=said("this line is no kind with an id"),
                    hint=wrong or said("write one of: journey some-id, journey old -> new, journey old gone"),
                )
            )
            continue
        to = Name(read["to_kind"] or read["kind"], read["to"]) if read["to"] else None
        name = Name(read["kind"], read["id"])
        found.append(Address(name=name, to=to, is_gone=bool(read["gone"]), line=number))
    return tuple(found), tuple(diagnostics)


def _wrong(read: re.Match[str] | None) -> Said:
    """A hint for a line that has the right shape and the wrong words."""
    if read is None:
        return NOTHING
    for kind in (read["kind"], read["to_kind"]):
        if kind and kind not in _KIND_NAMES:
            return did_you_mean(kind, _KIND_NAMES)
    for id_ in (read["id"], read["to"]):
        if id_ and not all(map(is_identifier, id_.split("/"))):
            return said("'{id}' cannot be an id", id=id_)
    return NOTHING


def format_published(addresses: Iterable[Address], *, before: str = "") -> str:
    """The text of a list, sorted, below the comments that it had ``before``.

    What leads on is not listed plainly as well.
    """
    comments = [f"{line.rstrip()}\n" for line in before.splitlines() if line.lstrip().startswith("#")]
    listed = tuple(addresses)
    leading_on = {each.name for each in listed if each.to or each.is_gone}
    lines = {f"{each}\n" for each in listed if each.to or each.is_gone or each.name not in leading_on}
    return ("".join(comments) or HEADING) + "".join(sorted(lines))


def moved(addresses: Addresses, old: Name, to: Name | None, *, leaves_address: bool = True) -> Addresses:
    """The list when something else, or with ``None`` nothing, takes the place of what was there.

    What led to it follows. What was never published need not leave its address behind.
    """
    is_listed = any(each.name == old for each in addresses)
    others = (_following(each, old, to) for each in addresses if each.name != old)
    if not is_listed:
        return tuple(others)
    left = [Address(name=old, to=to, is_gone=to is None)] if leaves_address else []
    return (*(each for each in others if each.name != to), *([Address(name=to)] if to else []), *left)


def _following(each: Address, old: Name, to: Name | None) -> Address:
    return replace(each, to=to, is_gone=to is None) if each.to == old else each


def published_names(playbook: Playbook) -> set[Name]:
    """Everything that readers see."""
    return {Name(kind.name, entity.id) for kind, entity in playbook.entities() if entity.status == "published"}


def redirects(addresses: Addresses, existing: Collection[Name]) -> Mapping[Name, Name]:
    """Where the addresses lead whose pages are no more: the existing thing at the end of the way, if there is one."""
    targets = {each.name: each.to for each in addresses if each.to}
    found: dict[Name, Name] = {}
    for name in targets:
        end = trail(targets, name)[-1]
        if name not in existing and end in existing:
            found[name] = end
    return found


def trail(targets: Mapping[Name, Name], name: Name) -> tuple[Name, ...]:
    """The way from a name on; it ends where nothing follows, or at the first name that comes again."""
    way = [name]
    while (following := targets.get(way[-1])) is not None:
        way.append(following)
        if following in way[:-1]:
            break
    return tuple(way)
