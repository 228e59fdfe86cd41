"""Words: one for each idea, in the language of the page, from the customer's side.

What is wrong is known from the glossary (``lexicon``), from a table (``neighbours``) and from how words are spelt. A
text is searched by looking up its words; only where one of them is known is its place in the file worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from operator import add

from playbook.diagnostics import Diagnostic
from playbook.languages import LANGUAGES
from playbook.model import Entity, Journey, Stage
from playbook.rules.exemptions import is_name, read_exempt
from playbook.rules.items import places_of
from playbook.rules.lexicon import Lexicon, disputed, lexicon
from playbook.rules.manuscript import Manuscript, PlainWords, Remark, Words, read_manuscript, words_of
from playbook.rules.perspective import in_perspective, may_lack_perspective
from playbook.rules.scope import Scope
from playbook.rules.spelling import Sign, foreign_signs
from playbook.said import S_, Said, said
from playbook.source import Document, at_most

_TIMES = 10
"""So many times as many words are told of a file as there may be mistakes: a waiver may silence most of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Wanted:
    """What the words of a language are looked up in."""

    language: str
    lexicon: Lexicon
    signs: Mapping[str, Sign]
    """Words whose spelling is foreign."""
    words: frozenset[str]
    """Every word at which it is worth looking closer."""
    joined: frozenset[str]
    """The same for two words written together."""

    def is_among(self, words: Sequence[str]) -> bool:
        """Whether it is worth looking closer at a text of these words."""
        return not self.words.isdisjoint(words) or not self.joined.isdisjoint(_joined(words))


def wrong_words(scope: Scope) -> Iterator[Diagnostic]:
    """Words that the glossary avoids, of a neighbour language, split, or not said from the customer's side."""
    for language in scope.playbook.languages:
        files = tuple(_files(scope, language))
        if not files:
            continue
        words_of_pieces = PlainWords()
        sequences = [words_of_pieces.of_file(document, cls) for _, document, cls in files]
        wanted = _wanted(scope, language, set().union(*chain.from_iterable(sequences)))
        for (held, document, cls), (front, body) in zip(files, sequences, strict=True):
            words = front + body
            is_told = isinstance(held, Journey | Stage) and may_lack_perspective(document, language, front)
            is_misused = language not in scope.unnamed and wanted.is_among(words)
            if is_told or is_misused:
                manuscript = read_manuscript(document, cls)
                remarks = chain(
                    in_perspective(manuscript, language) if is_told else (),
                    _misused(wanted, held, manuscript) if is_misused else (),
                )
                most = scope.most * _TIMES
                yield from at_most(most, manuscript.diagnostics(remarks), code="too-many-warnings")


def disputed_words(scope: Scope) -> Iterator[Diagnostic]:
    """Words that the glossary avoids for one thing and uses for another: no rule can tell which is meant."""
    for language in scope.playbook.languages:
        for term, index, named in disputed(scope.playbook, language):
            for other, document, path in places_of(scope, term, term):
                if other == language:
                    yield Diagnostic(
                        location=document.locate((*path, "avoid", index)),
                        code="disputed-word",
                        message=said("this is the word for '{id}'", id=named.id),
                        hint=said("write it under 'ambiguous', which readers see and no rule looks for"),
                    )


# --- From afar --------------------------------------------------------------------------------------------------------


def _files(scope: Scope, language: str) -> Iterator[tuple[Entity, Document, type]]:
    """What is held, the file of it in a language, and the class of what that file holds."""
    for kind, held in scope.files:
        document = scope.documents.get(held.files.get(language, ""))
        if document is not None and held.status != "retired":
            yield held, document, kind.file


def _wanted(scope: Scope, language: str, all_words: set[str]) -> _Wanted:
    tag = scope.tags.get(language, language)
    known = lexicon(scope.playbook, language, tag)
    signs = dict(foreign_signs(all_words - known.own, tag))
    return _Wanted(
        language=language,
        lexicon=known,
        signs=signs,
        words=frozenset((*known.words, *signs)),
        joined=frozenset((*known.compounds.joined, *known.beginnings)),
    )


def _joined(sequence: Sequence[str]) -> Iterator[str]:
    """Words that follow one another, written together."""
    return map(add, sequence, islice(sequence, 1, None))


# --- Closer -----------------------------------------------------------------------------------------------------------


def _misused(wanted: _Wanted, held: Entity, manuscript: Manuscript) -> Iterator[Remark]:
    """What is wrong with words and their neighbours; quotations and names are left alone."""
    words = words_of(manuscript)
    exempt = read_exempt(manuscript, held, wanted.language)
    for index, word in enumerate(words.plain):
        joined = word + words.plain[index + 1] if index + 1 < len(words.plain) else ""
        if word in wanted.words or joined in wanted.joined:
            remark = _avoided(wanted, words, index) or _split(wanted, words, index) or _foreign(wanted, words, index)
            if remark and not exempt.holds(word, remark.start):
                yield remark


def _avoided(wanted: _Wanted, words: Words, index: int) -> Remark | None:
    """The word, or the expression that it begins, when the glossary avoids it."""
    for length in wanted.lexicon.lengths.get(words.plain[index], ()):
        last = index + length - 1
        right = wanted.lexicon.phrases.get(tuple(words.plain[index : last + 1]))
        if right is not None and words.are_together(index, last):
            return _avoid(words, index, last, right)
    wrong = wanted.lexicon.words.get(words.plain[index])
    if wrong is not None and wrong.code == "avoided-word":
        return _avoid(words, index, index, wrong.right)
    return None


def _avoid(words: Words, first: int, last: int, right: str) -> Remark:
    message = said("'{word}' is a word to avoid", word=words.said(first, last))
    return Remark(start=words.start(first), code="avoided-word", message=message, hint=_write(right))


def _split(wanted: _Wanted, words: Words, index: int) -> Remark | None:
    """The word and the next one, when they are one word."""
    together = "".join(words.plain[index : index + 2])
    if together not in wanted.lexicon.compounds.joined or not words.are_together(index, index + 1):
        return None
    before = (words.plain[near] for near in range(max(0, index - 3), index) if words.are_together(near, index))
    right = wanted.lexicon.compounds.meant_by(words.plain[index], words.plain[index + 1], before=before)
    if not right:
        return None
    message = said("'{words}' is one word", words=words.said(index, index + 1))
    return Remark(start=words.start(index), code="split-compound", message=message, hint=_write(right))


def _write(right: str) -> Said:
    return said("write '{word}'", word=right)


def _foreign(wanted: _Wanted, words: Words, index: int) -> Remark | None:
    """The word, when it is a neighbour's and no name."""
    wrong, sign = wanted.lexicon.words.get(words.plain[index]), wanted.signs.get(words.plain[index])
    if (wrong is None and sign is None) or is_name(words, index):
        return None
    word, language = words.said(index, index), said(LANGUAGES[wanted.language].english)
    if wrong is not None:
        hint = said("in {language} it is '{word}'", language=language, word=wrong.right)
    elif sign is not None and not sign.may_be_a_name(word) and sign.right:
        hint = said("{language} has '{right}', not '{wrong}'", language=language, right=sign.right, wrong=sign.wrong)
    elif sign is not None and not sign.may_be_a_name(word):
        hint = said("{language} has no {letters}", language=language, letters=said(sign.wrong))
    else:
        return None
    message = said("'{word}' is foreign here", word=word)
    return Remark(start=words.start(index), code="foreign-word", message=message, hint=hint)


_NAMES_OF_LANGUAGES = (S_("Danish"), S_("Swedish"), S_("Norwegian"))
"""Said by the table of languages, which knows nothing of catalogs."""
