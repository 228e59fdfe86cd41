"""How fresh the translations are, text by text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from playbook.content import CONTENT, path_in_language
from playbook.diagnostics import Location
from playbook.ledger import ledger_file
from playbook.library import Library
from playbook.model import Entity, Kind, Text, TextList
from playbook.reader import read_texts
from playbook.translations import shared_units

State = Literal["current", "stale", "missing", "orphan"]
"""Of a text in a translation; an orphan is noted in the ledger and has no original any more."""
STATES: tuple[State, ...] = get_args(State)
_NAMED = 5
"""Texts that are named before the rest is only hinted at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A file of content that should be there in a language, and its origin."""

    language: str
    kind: Kind
    entity: Entity
    file: str
    """Of the translation, relative to the project folder; it may not be there yet."""
    ledger: Mapping[str, frozenset[str]]

    @property
    def is_there(self) -> bool:
        """Whether the translation has been begun, and can be read."""
        return self.language in self.entity.files

    @property
    def origin_file(self) -> str:
        """Relative to the project folder."""
        return self.entity.place.file

    @property
    def ledger_file(self) -> str:
        """Relative to the project folder."""
        return ledger_file(self.language, path_in_language(self.file))

    def units(self) -> list[Text | TextList]:
        """The texts that the translation should have: those of the fields, then those of the body."""
        return sorted(shared_units(self.entity), key=lambda unit: unit.key.partition("#")[0] == "body")

    def states(self) -> Mapping[str, State]:
        """Of each text, by unit key, in the order of the origin; then the orphans."""
        found: dict[str, State] = {unit.key: unit.freshness(self.language) for unit in self.units()}
        return found | dict.fromkeys(sorted(self.ledger.keys() - found.keys()), "orphan")


def pairs(library: Library, languages: Iterable[str]) -> Iterator[Pair]:
    """Everything that should be translated into these languages."""
    for language in languages:
        for kind, entity in library.entities:
            path = path_in_language(entity.place.file)
            if entity.origin != language:
                yield Pair(
                    language=language,
                    kind=kind,
                    entity=entity,
                    file=entity.files.get(language, f"{CONTENT}/{language}/{path}"),
                    ledger=library.ledgers.get((language, path), {}),
                )


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many texts of a language are in which state."""

    numbers: Mapping[State, int]

    @property
    def total(self) -> int:
        """All texts that the language should have."""
        return sum(number for state, number in self.numbers.items() if state != "orphan")

    @property
    def percent(self) -> int:
        """Current ones, rounded down; 100 when there is nothing to translate."""
        return 100 * self.numbers["current"] // self.total if self.total else 100

    def __str__(self) -> str:
        share = f"{self.percent} % current" if self.total else "nothing to translate"
        return f"{share} ({', '.join(f'{number} {state}' for state, number in self.numbers.items())})"


def count(found: Iterable[Pair]) -> Count:
    """All texts of some files, counted."""
    states = [state for pair in found for state in pair.states().values()]
    return Count(numbers={state: states.count(state) for state in STATES})


def status_lines(library: Library, languages: Iterable[str], *, show: Callable[[str], str] = str) -> Iterator[str]:
    """A line per language that counts its texts, and one per file that is not wholly current.

    ``show`` gives the path of a file as it is printed.
    """
    for language in languages:
        found = list(pairs(library, [language]))
        yield f"{language}: {count(found)}"
        for pair in found:
            told = _open_texts(pair.states())
            if told:
                yield f"  {show(pair.file)}: {told}"


def _open_texts(states: Mapping[str, State]) -> str:
    by_state = {state: [key for key, each in states.items() if each == state] for state in STATES if state != "current"}
    return "; ".join(
        f"{state}: {', '.join(keys[:_NAMED])}{' …' if len(keys) > _NAMED else ''}"
        for state, keys in by_state.items()
        if keys
    )


def lines_of_texts(library: Library, languages: Iterable[str], *, show: Callable[[str], str] = str) -> Iterator[str]:
    """A line per language that counts its texts, and one per text that is not current, with its place."""
    for language in languages:
        found = list(pairs(library, [language]))
        yield f"{language}: {count(found)}"
        for pair in found:
            for key, state, place in placed_states(library, pair):
                if state != "current":
                    yield f"  {show(place.file)}:{place.line}:{place.column}: {state}: {key}"


def placed_states(library: Library, pair: Pair) -> Iterator[tuple[str, State, Location]]:
    """Each text of a translation with its state and its place: in the translation, or in the origin when it is missing.

    An orphan's place is in the ledger.
    """
    here, there = (places(library, file, pair.kind) for file in (pair.file, pair.origin_file))
    for key, state in pair.states().items():
        if state == "orphan":
            yield key, state, Location(file=pair.ledger_file)
        else:
            found = there if state == "missing" else here
            yield key, state, found.get(key, Location(file=pair.origin_file))


def places(library: Library, file: str, kind: Kind) -> Mapping[str, Location]:
    """Where the texts of a file begin, by unit key; none when it is not there."""
    document = library.documents.get(file)
    return read_texts(document, kind).places if document else {}


def as_data(library: Library, languages: Iterable[str], *, fields: bool = False) -> dict[str, object]:
    """The state of the translations as values for JSON; with ``fields``, each text with its place."""
    found = {language: list(pairs(library, [language])) for language in languages}
    return {
        "languages": [
            {
                "language": language,
                **_numbers(count(own)),
                "files": [_file_data(library, pair, fields=fields) for pair in own],
            }
            for language, own in found.items()
        ]
    }


def _file_data(library: Library, pair: Pair, *, fields: bool) -> dict[str, object]:
    told: dict[str, object] = {"file": pair.file, "origin": pair.origin_file, "exists": pair.is_there}
    told |= _numbers(count([pair]))
    if fields:
        told["fields"] = [
            {"key": key, "state": state, "file": place.file, "line": place.line, "column": place.column}
            for key, state, place in placed_states(library, pair)
        ]
    return told


def _numbers(counted: Count) -> dict[str, int]:
    return {"total": counted.total, "percent": counted.percent, **{str(k): n for k, n in counted.numbers.items()}}
