"""The list of all addresses that the playbook has published, and where those lead that are no more.

One line each, so that git can merge by union: ``journey startup-app`` for what is there, ``journey old -> new`` for
what has another id or has been replaced, ``journey old gone`` for what nothing replaces.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from playbook.diagnostics import Diagnostic, Location, did_you_mean
from playbook.model import KINDS, Playbook, is_identifier
from playbook.plain_files import TooLargeError, read_plain
from playbook.said import NOTHING, Said, said
from playbook.source import Limits, at_most
from playbook.source_problems import problem

FILE = "published.txt"
"""Relative to the project folder."""
HEADING = """\
# Every address that has been published. None of them dies: see docs/commands/published.md.
# A page that has another id now, or is replaced:   journey old -> new
# A page that is gone for good:                      journey old gone
"""
_KIND_NAMES = tuple(kind.name for kind in KINDS)
_LIMITS = Limits()
_LONGEST_LINE = 4096
"""Two of the longest paths that content can have are shorter."""
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


def read_published(root: Path, limits: Limits) -> tuple[Addresses | None, tuple[Diagnostic, ...]]:
    """The list of a project, None when it keeps none that can be read, and what is wrong with it as a text."""
    place = Location(file=FILE)
    try:
        text = read_plain(root, FILE, most=limits.list_bytes).decode(errors="replace")
    except FileNotFoundError:
        return None, ()
    except TooLargeError:
        large = problem("file-too-large", place, limit=limits.list_bytes)
        return None, (replace(large, hint=said("take it back from git")),)
    except OSError as error:
        message = said("the file cannot be read: {reason}", reason=error.strerror)
        return None, (Diagnostic(location=place, code="unreadable-file", message=message),)
    return parse_published(text, most=limits.problems)


def parse_published(text: str, *, most: int = _LIMITS.problems) -> tuple[Addresses, tuple[Diagnostic, ...]]:
    """The list from its text, and its unreadable lines, at most so many."""
    found: list[Address] = []
    diagnostics: list[Diagnostic] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        read = _LINE.match(line.strip()) if len(line) <= _LONGEST_LINE else None
        if read is None or not _is_right(read):
            if len(diagnostics) <= most:
                diagnostics.append(_bad_line(number, read))
            continue
        to = Name(read["to_kind"] or read["kind"], read["to"]) if read["to"] else None
        name = Name(read["kind"], read["id"])
        found.append(Address(name=name, to=to, is_gone=bool(read["gone"]), line=number))
    return tuple(found), at_most(most, tuple(diagnostics))


def _is_right(read: re.Match[str]) -> bool:
    """Whether a line that has the right shape has the right words."""
    kinds = {read["kind"], read["to_kind"] or read["kind"]}
    return kinds <= _KINDS and all(_is_id(each) for each in (read["id"], read["to"]) if each)


_KINDS = frozenset(_KIND_NAMES)


def _is_id(text: str) -> bool:
    return all(map(is_identifier, text.split("/")))


def _bad_line(number: int, read: re.Match[str] | None) -> Diagnostic:
    return Diagnostic(
        location=Location(file=FILE, line=number),
        code="bad-published-line",
        message=said("this line is no kind with an id"),
        hint=_wrong(read) or said("write one of: journey some-id, journey old -> new, journey old gone"),
    )


def _wrong(read: re.Match[str] | None) -> Said:
    """A hint for a line that has the right shape and the wrong words."""
    if read is None:
        return NOTHING
    for kind in (read["kind"], read["to_kind"]):
        if kind and kind not in _KIND_NAMES:
            return did_you_mean(kind, _KIND_NAMES)
    for id_ in (read["id"], read["to"]):
        if id_ and not _is_id(id_):
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
    found = ends({each.name: each.to for each in addresses if each.to})
    return {name: end for name, end in found.items() if end and end in existing and name not in existing}


def ends(targets: Mapping[Name, Name]) -> Mapping[Name, Name | None]:
    """Where each name leads in the end; None when it leads in a circle. No part of a way is gone twice."""
    found: dict[Name, Name | None] = {}
    for name in targets:
        at, way = name, dict[Name, None]()
        while at in targets and at not in found and at not in way:
            way[at] = None
            at = targets[at]
        found.update(dict.fromkeys(way, None if at in way else found.get(at, at)))
    return found


def trail(targets: Mapping[Name, Name], name: Name) -> Iterator[Name]:
    """The way from a name on; it ends where nothing follows, or at the first name that comes again."""
    gone: set[Name] = set()
    at: Name | None = name
    while at is not None:
        yield at
        if at in gone:
            break
        gone.add(at)
        at = targets.get(at)
