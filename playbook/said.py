"""Sentences for editors: English in the code, and the same in their own language when they ask for it.

The sentences are message ids of catalogs of their own, ``locale/messages.*.po``, which are read when first asked for.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Any

from playbook.languages import LANGUAGES, messages


class Said(str):
    """A sentence with its values filled in, in English; it can be said in another language too."""

    __slots__ = ("sentence", "several", "values")
    sentence: str
    """With names in braces where the values stand, as in the catalogs; empty when nothing is said."""
    several: str
    """The same for any number but one, which is the value ``number``; empty when no number decides."""
    values: Mapping[str, Any]
    """Texts, numbers and places, as they stand there in any language; ``Said`` for words that are translated too."""

    def __new__(cls, sentence: str = "", values: Mapping[str, Any] | None = None, *, several: str = "") -> Said:
        """Made by ``said`` and ``counted``, by which the sentences are found for the catalogs."""
        held = values or {}
        chosen = several if several and held["number"] != 1 else sentence
        made = super().__new__(cls, chosen.format(**{name: _joined(value) for name, value in held.items()}))
        made.sentence, made.several, made.values = sentence, several, held
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, str]]:
        return (self.sentence, self.values), {"several": self.several}

    def told(self, folder: str) -> str:
        """The words in the language of a folder; in English without one."""
        if not folder or not self.sentence:
            return str(self)
        found = messages(folder)
        if self.several:
            chosen = found.ungettext(self.sentence, self.several, self.values["number"])
        else:
            chosen = found.ugettext(self.sentence)
        values = {name: _told(value, folder) for name, value in self.values.items()}
        return _Numbers(LANGUAGES[folder].tag).vformat(chosen, (), values)


NOTHING = Said()


def said(sentence: str, **values: object) -> Said:
    """A sentence and its values, by the names in braces; a tuple of values is written with commas."""
    return Said(sentence, values)


def counted(one: str, several: str, number: int, **values: object) -> Said:
    """A sentence for one thing or for several, whose ``number`` is one of its values."""
    return Said(one, {"number": number, **values}, several=several)


def S_(sentence: str) -> str:  # noqa: N802 - as gettext's own N_
    """Marks a sentence that is said later, so that it is found for the catalogs."""
    return sentence


def tell(words: str, folder: str) -> str:
    """Words in the language of a folder, if they can be said in it; in English without one."""
    return words.told(folder) if isinstance(words, Said) else words


def _joined(value: object) -> object:
    return ", ".join(map(str, value)) if type(value) is tuple else value


def _told(value: object, folder: str) -> object:
    if type(value) is tuple:  # not one with names, which says itself how it is written
        return ", ".join(str(_told(item, folder)) for item in value)
    return tell(value, folder) if isinstance(value, str) else value


class _Numbers(string.Formatter):
    """Fills in values, with thousands as a language divides them."""

    def __init__(self, tag: str) -> None:
        self.tag = tag

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec != ",":
            return str(value)
        from babel.numbers import format_decimal  # slow to load, and hardly ever needed

        return str(format_decimal(value, locale=self.tag))
