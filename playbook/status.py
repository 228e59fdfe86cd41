"""How fresh the translations are, and the ledgers that say so."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from playbook.content import path_in_language
from playbook.ledger import Ledger, format_ledger, ledger_file, unit_hash
from playbook.library import Library
from playbook.model import Entity, Text, TextList
from playbook.translations import shared_units


def status_lines(library: Library, languages: Iterable[str]) -> Iterator[str]:
    """A line per language that counts its texts, and one per file that is not wholly current."""
    for language in languages:
        counts = {"current": 0, "stale": 0, "missing": 0, "orphan": 0}
        details: list[str] = []
        for path, entity in _translatable(library, language):
            states = _states(entity, language, library.ledgers.get((language, path), {}))
            for state, keys in states.items():
                counts[state] += len(keys)
            open_states = {state: keys for state, keys in states.items() if keys and state != "current"}
            details += [f"  {entity.files.get(language, path)}: {_told(open_states)}"] if open_states else []
        total = counts["current"] + counts["stale"] + counts["missing"]
        share = f"{100 * counts['current'] // total} %" if total else "nothing to translate"
        yield f"{language}: {share} current ({', '.join(f'{number} {state}' for state, number in counts.items())})"
        yield from details


def _told(states: dict[str, list[str]]) -> str:
    return "; ".join(f"{state}: {', '.join(keys[:5])}{' …' if len(keys) > 5 else ''}" for state, keys in states.items())


def _translatable(library: Library, language: str) -> Iterator[tuple[str, Entity]]:
    """What has its origin in another language, with its path inside the language folder."""
    for _, entity in library.entities:
        if entity.origin != language:
            yield path_in_language(entity.place.file), entity


def _states(entity: Entity, language: str, ledger: Ledger) -> dict[str, list[str]]:
    states: dict[str, list[str]] = {"current": [], "stale": [], "missing": [], "orphan": []}
    units = list(shared_units(entity))
    for unit in units:
        states[unit.freshness(language)].append(unit.key)
    states["orphan"] = sorted(ledger.keys() - {unit.key for unit in units})
    return states


def accept(root: Path, library: Library, wanted: list[Path]) -> tuple[list[str], list[Path]]:
    """Write the ledger of every translation at or under the wanted paths; returns them, and paths that hold none."""
    written: list[str] = []
    matched: set[Path] = set()
    for _, entity in library.entities:
        for language, file in entity.files.items():
            path = root / file
            covering = [each for each in wanted if path == each or each in path.parents]
            if language == entity.origin or not covering:
                continue
            matched.update(covering)
            hashes = {unit.key: unit_hash(unit) for unit in shared_units(entity) if _has(unit, language)}
            ledger = ledger_file(language, path_in_language(entity.place.file))
            _write(root / ledger, format_ledger(hashes))
            written.append(ledger)
    return written, [path for path in wanted if path not in matched]


def _has(unit: Text | TextList, language: str) -> bool:
    return language in unit.words


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)
