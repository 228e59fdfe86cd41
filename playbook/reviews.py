"""The ledger of reviews: which content its owner has looked at, so that a later edit shows.

One file per origin file, ``reviews/<path>.txt``, one line per language: the folder, the day, and a hash. The line of
the origin's language stands for structure and words, those of the others for the words in them. Several lines for a
language are legal, so that git can merge by union.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from playbook.content import path_in_language
from playbook.diagnostics import Diagnostic, Location
from playbook.leaves import Items, leaves
from playbook.ledger import words_hash
from playbook.model import Entity, LocalTexts, Text, TextList
from playbook.plain_files import TooLargeError, read_plain
from playbook.said import Said, said
from playbook.source import Limits, at_most
from playbook.source_problems import problem

FOLDER = "reviews"
"""Relative to the project folder."""
_LIMITS = Limits()
_LINE = re.compile(r"(?P<language>[a-z]+)\s+(?P<day>\d{4}-\d\d-\d\d)\s+(?P<hash>[0-9a-f]{12})\s*\Z")
_UPKEEP = frozenset({"origin", "owner", "reviewed", "review_by", "waive"})
"""Fields that say who looks after content, and nothing to its readers."""


class Review(NamedTuple):
    """That somebody has looked at content, in one language."""

    language: str
    day: date
    hash: str


def review_file(path: str) -> str:
    """Where reviews are noted, relative to the project folder; ``path`` is that of the content in its language."""
    return f"{FOLDER}/{PurePosixPath(path).with_suffix('.txt')}"


def content_hash(entity: Entity, language: str) -> str:
    """Twelve hexadecimal digits that stand for what readers of a language get of a file.

    In the origin's language those for its structure and words, in another for the words in that language.
    """
    return hashlib.sha256("\n".join(sorted(_facts(entity, language))).encode()).hexdigest()[:12]


def _facts(entity: Entity, language: str) -> Iterator[str]:
    """Every value that was written, under its trail; so a field that the model gets later changes no hash."""
    for trail, leaf in leaves(entity).items():
        held = leaf.held
        if leaf.usual or trail[-1] in _UPKEEP:
            continue
        if isinstance(held, Text | TextList | LocalTexts):
            if language in held.words:
                yield f"{'.'.join(trail)}\t{words_hash(held.words[language])}"
        elif language == entity.origin:
            value = [id_ for id_ in held.ids or () if "." not in id_] if isinstance(held, Items) else held
            yield f"{'.'.join(trail)}\t{value!r}"


def reviews_of(entity: Entity, day: date) -> tuple[Review, ...]:
    """The reviews of a file in all its languages, as it is now."""
    return tuple(Review(language, day, content_hash(entity, language)) for language in sorted(entity.files))


def changed_languages(entity: Entity, reviews: Iterable[Review]) -> frozenset[str]:
    """The languages in which a file is otherwise than when it was reviewed; all of them, when its origin is."""
    known = {(review.language, review.hash) for review in reviews}
    changed = {language for language in entity.files if (language, content_hash(entity, language)) not in known}
    return frozenset(entity.files if entity.origin in changed else changed)


def read_unreviewed(
    root: Path, held: Iterable[Entity], limits: Limits
) -> tuple[Mapping[str, frozenset[str]], tuple[Diagnostic, ...]]:
    """By origin file, the languages that have changed since the review; only of files whose reviews are noted.

    ``root`` is the project folder. What is wrong with the ledgers comes with it.
    """
    found: dict[str, frozenset[str]] = {}
    diagnostics: list[Diagnostic] = []
    for entity in held:
        file = review_file(path_in_language(entity.place.file))
        try:
            text = read_plain(root, file, most=limits.list_bytes).decode().replace("\r\n", "\n")
        except FileNotFoundError:
            continue
        except TooLargeError:
            large = problem("file-too-large", Location(file=file), limit=limits.list_bytes)
            diagnostics.append(replace(large, hint=_anew()))
            continue
        except (OSError, UnicodeDecodeError):
            message = said("the ledger cannot be read")
            diagnostics.append(
                Diagnostic(location=Location(file=file), code="bad-ledger", message=message, hint=_anew())
            )
            continue
        reviews, problems = parse_reviews(text, file=file, most=limits.problems)
        diagnostics += problems
        found[entity.place.file] = changed_languages(entity, reviews)
    return found, tuple(diagnostics)


def _anew() -> Said:
    return said("delete it, and review the content again: playbook review --done")


def parse_reviews(
    text: str, *, file: str, most: int = _LIMITS.problems
) -> tuple[tuple[Review, ...], tuple[Diagnostic, ...]]:
    """The reviews from the text of a ledger, and its unreadable lines, at most so many."""
    found: list[Review] = []
    diagnostics: list[Diagnostic] = []
    for number, line in enumerate(text.splitlines(), start=1):
        review = _review(line)
        if review is not None:
            found.append(review)
        elif len(diagnostics) <= most and line.strip():
            diagnostics.append(
                Diagnostic(
                    location=Location(file=file, line=number),
                    code="bad-ledger-line",
                    message=said("this line is not a language, a day and a hash"),
                    hint=_anew(),
                )
            )
    return tuple(found), at_most(most, tuple(diagnostics))


def _review(line: str) -> Review | None:
    read = _LINE.match(line)
    try:
        return Review(read["language"], date.fromisoformat(read["day"]), read["hash"]) if read else None
    except ValueError:
        return None


def format_reviews(reviews: Iterable[Review]) -> str:
    """The text of a ledger, sorted."""
    return "".join(f"{each.language}  {each.day}  {each.hash}\n" for each in sorted(reviews))
