"""Text in several languages: the units that are written, translated and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal

Freshness = Literal["current", "stale", "missing"]
"""Of a text in one language, against its origin."""


class _Translated:
    """What a unit knows of its languages, whatever its words are."""

    __slots__ = ()
    origin: str
    words: Mapping[str, object]
    stale: tuple[str, ...]

    def language_for(self, language: str) -> str:
        """The language that a reader of ``language`` gets: that one, or the origin's when it is missing."""
        return language if language in self.words else self.origin

    def freshness(self, language: str) -> Freshness:
        """How the words of ``language`` stand to the origin."""
        if language not in self.words:
            return "missing"
        return "stale" if language in self.stale else "current"


@dataclass(frozen=True, kw_only=True, slots=True)
class Text(_Translated):
    """One unit of text in every language that has it; ``words`` always holds the origin's."""

    key: str
    """Where it stands in its file, by ids: ``steps.sees-ad.action``."""
    origin: str
    """The language folder it was first written in."""
    words: Mapping[str, str]
    """By language folder."""
    stale: tuple[str, ...] = ()
    """Languages whose words are older than the origin's."""

    def __str__(self) -> str:
        return self.words[self.origin]

    def read(self, language: str) -> str:
        """The words for a reader of ``language``."""
        return self.words[self.language_for(language)]


@dataclass(frozen=True, kw_only=True, slots=True)
class TextList(_Translated):
    """A plain list of texts: one unit, of the same length in every language."""

    key: str
    origin: str
    words: Mapping[str, tuple[str, ...]]
    stale: tuple[str, ...] = ()

    def read(self, language: str) -> tuple[str, ...]:
        """The texts for a reader of ``language``."""
        return self.words[self.language_for(language)]


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalTexts:
    """Texts that belong to a language and are not translated, such as synonyms."""

    key: str
    origin: str
    words: Mapping[str, tuple[str, ...]]

    def read(self, language: str) -> tuple[str, ...]:
        """The texts of ``language``; never those of another language."""
        return self.words.get(language, ())


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of a body: the text before the first heading with an id, or one such heading and what follows it."""

    id: str = ""
    """Empty for the text before the first heading with an id."""
    text: Text
    """Markdown, with its heading line."""
    local: bool = False
    """True when only this language has it, by the mark ``.local``."""


def units(value: object) -> Iterator[Text | TextList]:
    """Every translated unit inside a value of the model, in the order of its fields."""
    found: list[Text | TextList] = []
    _gather(found, value)
    return iter(found)


def _gather(found: list[Text | TextList], value: Any) -> None:
    kind: Any = type(value)
    if isinstance(value, (Text, TextList)):
        found.append(value)
    elif kind is tuple:
        for item in value:
            if type(item) is str:  # a plain list of ids
                return
            _gather(found, item)
    else:
        for name in field_names(kind):
            held = getattr(value, name)
            if held is not None and type(held) is not str:  # most fields
                _gather(found, held)


@cache
def field_names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a class of the model; none of any other."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
