"""Waivers: warnings that an editor has silenced in a file or an item, each with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from playbook.codes import CODES, WAIVABLE
from playbook.diagnostics import Diagnostic, Location, Severity, did_you_mean
from playbook.model import Entity
from playbook.rules.scope import Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class _Waiver:
    """One waiver, where it stands and how far it reaches."""

    code: str
    location: Location
    code_location: Location
    files: frozenset[str]
    """The origin file and its translations."""
    first: Location | None = None
    """For a waiver of an item: where the item begins in its file."""
    beyond: Location | None = None
    """Where the next item begins, if there is one."""

    def silences(self, diagnostic: Diagnostic) -> bool:
        place = diagnostic.location
        if diagnostic.severity is Severity.ERROR or diagnostic.code != self.code or place.file not in self.files:
            return False
        return (self.first is None or self.first <= place) and (self.beyond is None or place < self.beyond)


def apply(scope: Scope, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics that no waiver silences, and a warning for each waiver that silences none."""
    diagnostics = tuple(found)
    used: set[Location] = set()
    left: list[Diagnostic] = []
    waivers = [waiver for waiver in _waivers(scope) if waiver.code in WAIVABLE]
    for diagnostic in diagnostics:
        silencing = [waiver.location for waiver in waivers if waiver.silences(diagnostic)]
        used.update(silencing)
        if not silencing:
            left.append(diagnostic)
    unused = [waiver for waiver in waivers if waiver.location not in used] if scope.is_sound else []
    return (*left, *map(_unused, unused))


def _unused(waiver: _Waiver) -> Diagnostic:
    return Diagnostic(
        location=waiver.location,
        code="unused-waiver",
        message=f"nothing here is '{waiver.code}'",
        hint="delete the waiver",
    )


def wrong_waivers(scope: Scope) -> Iterator[Diagnostic]:
    """Waivers of what cannot be waived."""
    for waiver in _waivers(scope):
        if waiver.code not in CODES:
            yield Diagnostic(
                location=waiver.code_location,
                code="unknown-code",
                message=f"'{waiver.code}' is not a code",
                hint=did_you_mean(waiver.code, WAIVABLE),
            )
        elif waiver.code not in WAIVABLE:
            yield Diagnostic(
                location=waiver.code_location,
                code="not-waivable",
                message=f"'{waiver.code}' cannot be waived",
                hint="delete the waiver and mend what is wrong; what can be waived is: " + ", ".join(WAIVABLE),
            )


def _waivers(scope: Scope) -> Iterator[_Waiver]:
    """Every waiver of a file, and of each item of an inventory."""
    for kind, held in scope.files:
        files = frozenset(held.files.values())
        yield from _of(scope, held, held, (), files)
        items: tuple[Entity, ...] = getattr(held, kind.items) if kind.items else ()
        for index, item in enumerate(items):
            yield from _of(scope, held, item, (kind.items, index), files, is_last=index + 1 == len(items))


def _of(
    scope: Scope,
    held: Entity,
    entity: Entity,
    at: tuple[str | int, ...],
    files: frozenset[str],
    *,
    is_last: bool = False,
) -> Iterator[_Waiver]:
    for number, waiver in enumerate(entity.waive):
        path = (*at, "waive", number)
        yield _Waiver(
            code=waiver.code,
            location=scope.locate(held, path),
            code_location=scope.locate(held, (*path, "code")),
            files=frozenset({held.place.file}) if at else files,
            first=scope.locate(held, at) if at else None,
            beyond=None if not at or is_last else scope.locate(held, (at[0], int(at[1]) + 1)),
        )
