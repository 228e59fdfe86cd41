"""Waivers: warnings that an editor has silenced in a file or an item, each with a reason."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from playbook.codes import CODES, WAIVABLE
from playbook.diagnostics import Diagnostic, Location, Severity, Suggestion, did_you_mean
from playbook.model import Entity
from playbook.rules.items import places_of
from playbook.rules.scope import Scope
from playbook.said import said
from playbook.source import Document


@dataclass(frozen=True, kw_only=True, slots=True)
class _Waiver:
    """One waiver, where it stands and how far it reaches."""

    code: str
    location: Location
    code_location: Location
    reach: Mapping[str, tuple[Location, Location | None]]
    """By file, the origin or a translation: where it begins, and where the next item begins, if there is one."""


_Reach = tuple[tuple[int, int], tuple[float, int]]
"""Of waivers in a file: the line and the column with which it begins, and those before which it ends."""


def apply(scope: Scope, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics that no waiver silences, and a warning for each waiver that silences none."""
    diagnostics = tuple(found)
    used: set[Location] = set()
    left: list[Diagnostic] = []
    waivers = [replace(each, code=meant) for each in _waivers(scope) if (meant := _meant(each.code)) in WAIVABLE]
    reaches = _reaches(waivers)
    for diagnostic in diagnostics:
        place = diagnostic.location
        there = {} if diagnostic.severity is Severity.ERROR else reaches.get((diagnostic.code, place.file), {})
        silencing = [those for (first, end), those in there.items() if first <= (place.line, place.column) < end]
        for those in silencing:  # noted once
            used.update(those)
            those.clear()
        if not silencing:
            left.append(diagnostic)
    unused = [waiver for waiver in waivers if waiver.location not in used] if scope.is_sound else []
    return (*left, *map(_unused, unused))


def _reaches(waivers: Iterable[_Waiver]) -> Mapping[tuple[str, str], Mapping[_Reach, list[Location]]]:
    """By code and file, where waivers reach, and where those stand."""
    found: dict[tuple[str, str], dict[_Reach, list[Location]]] = {}
    for each in waivers:
        for file, (first, beyond) in each.reach.items():
            reach = (first.line, first.column), (beyond.line, beyond.column) if beyond else (math.inf, 0)
            found.setdefault((each.code, file), {}).setdefault(reach, []).append(each.location)
    return found


def _meant(code: str) -> str:
    """The code that a misspelt one stands for: that is an error already, and what it would silence is no other one."""
    if code in CODES:
        return code
    near = did_you_mean(code, WAIVABLE)
    return near.meant if isinstance(near, Suggestion) else code


def _unused(waiver: _Waiver) -> Diagnostic:
    return Diagnostic(
        location=waiver.location,
        code="unused-waiver",
        message=said("nothing here is '{code}'", code=waiver.code),
        hint=said("delete the waiver"),
    )


def wrong_waivers(scope: Scope) -> Iterator[Diagnostic]:
    """Waivers of what cannot be waived."""
    for waiver in _waivers(scope):
        if waiver.code not in CODES:
            yield Diagnostic(
                location=waiver.code_location,
                code="unknown-code",
                message=said("'{code}' is not a code", code=waiver.code),
                hint=did_you_mean(waiver.code, WAIVABLE),
            )
        elif waiver.code not in WAIVABLE:
            yield Diagnostic(
                location=waiver.code_location,
                code="not-waivable",
                message=said("'{code}' cannot be waived", code=waiver.code),
                hint=said("delete the waiver and mend what is wrong; what can be waived is: {codes}", codes=WAIVABLE),
            )


def _waivers(scope: Scope) -> Iterator[_Waiver]:
    """Every waiver of a file, and of each item of an inventory."""
    for kind, held in scope.files:
        yield from _of(scope, held, held, (), {file: (Location(file=file), None) for file in held.files.values()})
        items: tuple[Entity, ...] = getattr(held, kind.items) if kind.items else ()
        for index, item in enumerate(items):
            if item.waive:
                yield from _of(scope, held, item, (kind.items, index), _reach(scope, held, item))


def _reach(scope: Scope, held: Entity, item: Entity) -> Mapping[str, tuple[Location, Location | None]]:
    """Where an item stands in its file and in the translations of that."""
    found: dict[str, tuple[Location, Location | None]] = {}
    for _, document, (name, index) in places_of(scope, held, item):
        following = document.key_positions.get((name, int(index) + 1))
        found[document.file] = (document.locate_key((name, index)), following or _end_of_front_matter(document))
    return found


def _end_of_front_matter(document: Document) -> Location:
    return Location(file=document.file, line=document.body_line)


def _of(
    scope: Scope,
    held: Entity,
    entity: Entity,
    at: tuple[str | int, ...],
    reach: Mapping[str, tuple[Location, Location | None]],
) -> Iterator[_Waiver]:
    for number, waiver in enumerate(entity.waive):
        path = (*at, "waive", number)
        yield _Waiver(
            code=waiver.code,
            location=scope.locate(held, path),
            code_location=scope.locate(held, (*path, "code")),
            reach=reach,
        )
