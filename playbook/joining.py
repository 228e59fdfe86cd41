"""Parts of a site, built on several machines, put together into the site that one machine would have built."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from playbook import build_record, checksums
from playbook.build_record import BuildRecord, BuildRecordError
from playbook.checksums import ChecksumsError
from playbook.verification import Verified, seal, surveyed

WORDS = {
    "commit": "from different commits",
    "date": "with different dates",
    "content": "from different content",
    "site_url": "for different addresses",
    "languages": "for different languages",
    "versions": "with different versions",
}
"""How parts differ that do not fit together, by the field of their records."""


class PartsError(ValueError):
    """Parts do not make a site, told in one line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of a site, as ``playbook build --language`` makes it."""

    folder: Path
    record: BuildRecord
    sums: Mapping[str, str]
    """By file, what it must hold."""


def read(folder: Path) -> Part:
    """A part in a folder. Raises PartsError."""
    try:
        return Part(folder=folder, record=build_record.read(folder), sums=checksums.read(folder))
    except (BuildRecordError, ChecksumsError) as error:
        raise PartsError(str(error)) from error


def record_of(parts: Sequence[Part]) -> BuildRecord:
    """The record of the site that the parts make together.

    Raises PartsError when they are not from one build, or when they lack a language or have one twice.
    """
    first = parts[0]
    pages: dict[str, Mapping[str, int]] = {}
    holders: dict[str, Path] = {}
    for part in parts:
        one, other = asdict(first.record), asdict(part.record)
        for field, words in WORDS.items():
            if one[field] != other[field]:
                raise PartsError(f"'{first.folder}' and '{part.folder}' were built {words}")
        for language, kinds in part.record.pages.items():
            if language in holders:
                raise PartsError(f"'{language}' is in '{holders[language]}' and in '{part.folder}'")
            pages[language], holders[language] = kinds, part.folder
    if missing := [language for language in first.record.languages if language not in pages]:
        raise PartsError(f"no part has '{missing[0]}'")
    return replace(first.record, pages=pages)


def join(parts: Sequence[Part], to: Path) -> Verified:
    """Put parts together in an empty folder, look at the whole, and seal it when nothing is wrong.

    Raises PartsError when the parts do not fit or are damaged, OSError when something cannot be read or written.
    """
    record = record_of(parts)
    holders: dict[str, Part] = {}
    for part in parts:
        for name, expected in part.sums.items():
            if name == build_record.FILE:
                continue
            if name not in holders:
                holders[name] = part
                (to / name).parent.mkdir(parents=True, exist_ok=True)
                _copy(part, name, to)
            elif holders[name].sums[name] != expected:
                raise PartsError(f"'{name}' is not the same in '{holders[name].folder}' and in '{part.folder}'")
    surveys = surveyed(to, record)
    for found in surveys:
        for name, digest in found.checksums.items():
            if digest != holders[name].sums[name]:
                raise PartsError(f"'{holders[name].folder / name}' has been changed since it was built")
    return seal(to, surveys, record)


def _copy(part: Part, name: str, to: Path) -> None:
    if (part.folder / name).is_symlink():
        raise PartsError(f"'{part.folder / name}' is a link")
    try:
        shutil.copyfile(part.folder / name, to / name)
    except FileNotFoundError as error:
        raise PartsError(f"'{part.folder / name}' is missing") from error
