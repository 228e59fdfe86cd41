"""The texts that are compared with one another: each in its original language and in another.

Only translations that are in step are compared: a stale one may differ, and is reported as stale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location
from playbook.links import shown_on
from playbook.model import Entity, Text, TextList
from playbook.outlines import Outline
from playbook.passages import words_at
from playbook.prose import Prose
from playbook.rules.scope import Scope
from playbook.said import Said, said
from playbook.source import Document, at_most
from playbook.translations import shared_units


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """A unit in one language."""

    document: Document
    prose: Prose
    """Of the whole body."""
    language: str
    key: str
    words: str | tuple[str, ...]

    @property
    def is_prose(self) -> bool:
        """Whether the unit is a section of the body."""
        return self.key.partition("#")[0] == "body"

    @property
    def outline(self) -> Outline:
        """What the section is made of."""
        return self.prose.outlines.get(self.key, Outline())

    def at(self, offset: int = 0, *, item: int | None = None) -> Location:
        """The place of a character of the words."""
        return words_at(self.document, self.key, offset, item=item)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A unit as it was first written, and a translation of it."""

    page: str
    """The page that shows it, relative to the language folder."""
    origin: Side
    translation: Side


Compare = Callable[[Pair], Iterator[Diagnostic]]
"""What is wrong with a translation, beside its original."""
Worth = Callable[[str | tuple[str, ...], str], bool]
"""Whether the words of a language are worth being compared."""


def compared(
    scope: Scope, compare: Compare, *, prose_only: bool = False, worth: Worth | None = None
) -> Iterator[Diagnostic]:
    """What differs between units, or sections of a body, and their translations that are in step: so much of a file.

    With ``worth`` only those of which one side is.
    """
    for kind, held in scope.files:
        others = [language for language in held.files if language != held.origin]
        if not others or held.status == "retired":
            continue
        page = shown_on(kind, held.id)
        sections = (section.text for section in held.body if not section.local)
        units: dict[str, list[Text | TextList]] = {language: [] for language in others}
        for unit in sections if prose_only else shared_units(held):
            in_step = [language for language in others if unit.freshness(language) == "current"]
            if worth is not None and in_step and not worth(unit.words[held.origin], held.origin):
                in_step = [each for each in in_step if worth(unit.words[each], each)]
            for language in in_step:
                units[language].append(unit)
        for language, of_file in units.items():
            pairs = (_pair(scope, held, language, page, unit) for unit in of_file)
            yield from at_most(scope.most, chain.from_iterable(map(compare, pairs)))


def _pair(scope: Scope, held: Entity, language: str, page: str, unit: Text | TextList) -> Pair:
    origin, translation = (_side(scope, unit, each, held.files[each]) for each in (held.origin, language))
    return Pair(page=page, origin=origin, translation=translation)


def _side(scope: Scope, unit: Text | TextList, language: str, file: str) -> Side:
    return Side(
        document=scope.documents[file],
        prose=scope.prose.get(file, _NO_PROSE),
        language=language,
        key=unit.key,
        words=unit.words[language],
    )


_NO_PROSE = Prose()


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """The sentences for what only one of two languages has; ``{words}`` is what stands there."""

    code: Code
    missing: str
    extra: str


Found = Iterable[tuple[str, Location]]
"""Words of one language that the other lacks, and where they stand; looked up when they are told."""


def differences(
    pair: Pair, difference: Difference, *, missing: Found, extra: Found, item: int | None = None
) -> Iterator[Diagnostic]:
    """A diagnostic for each thing that only one side has; what is missing is told where another stands in its place."""
    for one, other in zip_longest(missing, extra):
        yield Diagnostic(
            location=other[1] if other else pair.translation.at(item=item),
            code=difference.code,
            message=said(difference.extra, words=other[0]) if other else said(difference.missing, words=one[0]),
            hint=_in_the_origin(*one) if one else said("the origin is {place}", place=pair.origin.at(item=item)),
        )


def _in_the_origin(words: str, place: Location) -> Said:
    return said("the origin has '{words}': {place}", words=words, place=place)
