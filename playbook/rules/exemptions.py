"""What the rules about words leave alone: names, titles of sources, a model's own labels, quotations from elsewhere."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from playbook.model import Entity, Source, StageModel
from playbook.rules.lexicon import read_words
from playbook.rules.manuscript import Manuscript, Words

Span = tuple[int, int]
"""Where something begins and ends, in characters."""

_LONGEST = 300
"""Characters of a quotation; without a limit, a text of nothing but quotation marks would take for ever."""
_QUOTED = "|".join(f"{opening}[^{closing}]{{1,{_LONGEST}}}{closing}" for opening, closing in ("«»", "»«", "””", "“”"))
_EMPHASISED = (
    rf"(?<![\w*])\*{{1,2}}(?![\s*])[^*\n]{{1,{_LONGEST}}}\*{{1,2}}|(?<!\w)_(?!\s)[^_\n]{{1,{_LONGEST}}}_(?!\w)"
)
_LINKED = rf"\[[^\]\n]{{1,{_LONGEST}}}\](?:\([^)\n]{{0,{_LONGEST}}}\))?"
QUOTATION = re.compile(_QUOTED)
_MENTIONED = re.compile(rf'{_QUOTED}|"[^"\n]{{1,{_LONGEST}}}"|{_EMPHASISED}')
_TAGGED = re.compile(rf"(?:{_EMPHASISED}|{_LINKED})\{{:?[^}}\n]{{0,40}}\blang\s*=")
_LANGUAGE = re.compile(r"\b(?:dansk|svensk|norsk|bokmål|nynorsk|engelsk|tysk)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\S.*(?:\n(?=.*\S).*)*")

_IN_A_SENTENCE = re.compile(r"[\w,)](?:[^\S\n]|\n(?!\s*\n))+\Z")
_SHORT = 4
_HYPHEN_BEFORE = re.compile(r"\w-\Z")
_HYPHEN_AFTER = re.compile(r"-\w")


@dataclass(frozen=True, kw_only=True, slots=True)
class Exempt:
    """What is left alone in a manuscript."""

    spans: tuple[Span, ...]
    """In order."""
    words: frozenset[str]
    """In small letters."""

    def holds(self, word: str, offset: int) -> bool:
        """Whether a word at a place is left alone."""
        index = bisect(self.spans, offset, key=lambda span: span[0])
        return word in self.words or any(start <= offset < end for start, end in self.spans[max(0, index - 2) : index])


def read_exempt(manuscript: Manuscript, held: Entity, language: str) -> Exempt:
    """What is left alone in a file that an entity or an inventory has in a language."""
    labels = held.entries if isinstance(held, StageModel) and held.origin == language else ()
    return Exempt(
        spans=tuple(sorted((*_quoted(manuscript), *_titles(manuscript)))),
        words=frozenset(word for entry in labels for word in read_words(str(entry.label))),
    )


def is_name(words: Words, index: int) -> bool:
    """Whether a word seems to be a name, by its capital, or a part of an English one, by its hyphen."""
    word, (before, after) = words.said(index, index), words.around(index)
    if word[0].isupper():
        return _IN_A_SENTENCE.search(before) is not None
    return len(word) <= _SHORT and bool(_HYPHEN_BEFORE.search(before) or _HYPHEN_AFTER.match(after))


def _titles(manuscript: Manuscript) -> Iterator[Span]:
    """Titles of sources are in the source's own language everywhere."""
    for each in manuscript.passages():
        if each.owner is Source and each.field == "title":
            yield each.start, each.end


def _quoted(manuscript: Manuscript) -> Iterator[Span]:
    """What is quoted or emphasised in a paragraph that names a language, or carries ``{lang=…}``."""
    written, text = manuscript.written, manuscript.text
    for passage in manuscript.passages():
        for paragraph in _PARAGRAPH.finditer(text, passage.start, passage.end):
            if _LANGUAGE.search(text, paragraph.start(), paragraph.end()):
                for found in _MENTIONED.finditer(text, paragraph.start(), paragraph.end()):
                    yield found.span()
    for found in _TAGGED.finditer(written, len(manuscript.document.front)):
        yield found.span()
