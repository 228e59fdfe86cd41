"""Whether a finished site is whole: the pages are there, every address leads somewhere, nothing is foreign."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from playbook import build_record, checksums
from playbook.build_record import BuildRecord
from playbook.references import references
from playbook.survey import Survey, root_files, survey


@dataclass(frozen=True, kw_only=True, slots=True)
class Verified:
    """What a look at a whole site gives."""

    pages: int
    links: int
    files: int
    problems: tuple[str, ...]
    """A line each, sorted; empty for a site that is whole."""


def verify(site: Path) -> Verified:
    """Look at a finished site, or a part of one, with nothing at hand but its own files.

    Raises BuildRecordError and ChecksumsError when it has no record or no sums, OSError when it cannot be read.
    """
    record, expected = build_record.read(site), checksums.read(site)
    surveys = surveyed(site, record)
    found = {name: each for part in surveys for name, each in part.checksums.items()}
    verified = together(site, surveys, record)
    changed = checksums.differences(expected, found)
    return Verified(
        pages=verified.pages,
        links=verified.links,
        files=verified.files,
        problems=tuple(sorted({*verified.problems, *changed})),
    )


def seal(site: Path, surveys: Iterable[Survey], record: BuildRecord, *, compiled: Iterable[str] = ()) -> Verified:
    """Look at a site that has just been built, and when it is whole write its record and its sums. Raises OSError.

    The surveys are those of all its files; ``compiled`` are the pages that must be among them.
    """
    held = tuple(surveys)
    verified = together(site, held, record)
    files = {name for part in held for name in part.checksums}
    if missing := [f"{page}: the page is missing" for page in compiled if page not in files]:
        verified = replace(verified, problems=tuple(sorted({*verified.problems, *missing})))
    if not verified.problems:
        build_record.write(site, record)
        sums = {name: each for part in held for name, each in part.checksums.items()}
        checksums.write(site, sums | {build_record.FILE: checksums.digest(site / build_record.FILE)})
    return verified


def surveyed(site: Path, record: BuildRecord) -> tuple[Survey, ...]:
    """The surveys of a site's languages and of its root. Raises OSError."""
    languages = (tuple(checksums.files(site, folder)) for folder in record.pages if (site / folder).is_dir())
    every = (*languages, tuple(root_files(site, record.languages)))
    return tuple(survey(site, names, site_url=record.site_url) for names in every)


def together(site: Path, surveys: Iterable[Survey], record: BuildRecord) -> Verified:
    """What the surveys of a site say together; those that a part of it leads to in other parts count as there."""
    held = tuple(surveys)
    files = {name for each in held for name in each.checksums}
    elsewhere = tuple(f"{folder}/" for folder in record.languages if folder not in record.pages)
    problems = [
        *(problem for each in held for problem in each.problems),
        *(problem for each in held for problem in _nowhere(site, each, files, elsewhere)),
        *_one_sided({page: named for each in held for page, named in each.alternates.items()}, elsewhere),
        *_miscounted(files, record),
    ]
    return Verified(
        pages=sum(each.pages for each in held),
        links=sum(each.links for each in held),
        files=len(files - {build_record.FILE}),
        problems=tuple(sorted(set(problems))),
    )


def _nowhere(site: Path, found: Survey, files: Collection[str], elsewhere: tuple[str, ...]) -> Iterator[str]:
    for (file, fragment), place in found.outward.items():
        if file.startswith(elsewhere):
            continue
        if file not in files:
            yield f"{place} leads nowhere"
        elif fragment and fragment not in references((site / file).read_text(encoding="utf-8", errors="replace")).ids:
            yield f"{place} leads to no place on that page"


def _one_sided(alternates: Mapping[str, tuple[tuple[str, str], ...]], elsewhere: tuple[str, ...]) -> Iterator[str]:
    """Translations must name each other, and each itself, with the same words; the root is nobody's translation."""
    for page, named in alternates.items():
        others = [file for tag, file in named if tag != "x-default" and "/" in page]
        if others and page not in others:
            yield f"{page}: it does not name itself among its translations"
        for file in others:
            if not file.startswith(elsewhere) and alternates.get(file) != named:
                yield f"{page}: it names {file} as a translation, which does not say the same of it"


def _miscounted(files: Collection[str], record: BuildRecord) -> Iterator[str]:
    for folder, kinds in record.pages.items():
        there = sum(name.startswith(f"{folder}/") and name.endswith("/index.html") for name in files)
        if there != sum(kinds.values()):
            yield f"{folder}: there are {there} pages of {sum(kinds.values())}"
