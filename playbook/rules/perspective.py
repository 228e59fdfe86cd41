"""Who speaks: steps are told from the customer's side, and checklists leave it to their badge how binding they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from playbook.model import ChecklistItem, Next, Step
from playbook.rules.exemptions import QUOTATION
from playbook.rules.manuscript import WORD, Manuscript, Passage, Remark, plain
from playbook.said import said
from playbook.source import Document

_WE_WORDS: Mapping[str, frozenset[str]] = {
    "da": frozenset(("vi", "os", "vores", "vor", "vort", "vore")),
    "sv": frozenset(("vi", "oss", "vår", "vårt", "våra")),
    "no": frozenset(("vi", "oss", "vår", "vårt", "våre")),
}
"""By language folder."""
_WE: Mapping[str, re.Pattern[str]] = {
    language: re.compile(rf"\b(?:{'|'.join(sorted(words))})\b", re.IGNORECASE) for language, words in _WE_WORDS.items()
}
_OBLIGATIONS: Mapping[str, frozenset[str]] = {
    "da": frozenset(("skal", "bør", "kan", "må")),
    "sv": frozenset(("ska", "skall", "bör", "kan", "får", "måste", "må")),
    "no": frozenset(("skal", "bør", "kan", "må")),
}
_BOUND = frozenset(("dere", "du", "i", "man", "ni", "teamet", "vi"))
"""Those who must, should or may."""


def in_perspective(manuscript: Manuscript, language: str) -> Iterator[Remark]:
    """The company that says *we* in a step, and items of checklists that begin with *must*, *should* or *may*."""
    for passage in manuscript.passages():
        if passage.owner in (Step, Next) and passage.field != "thought":
            yield from _company_views(manuscript, passage, _WE[language])
        elif passage.owner is ChecklistItem and passage.field == "text":
            yield from _obligations(manuscript, passage, _OBLIGATIONS[language])


def may_lack_perspective(document: Document, language: str, words: Iterable[str]) -> bool:
    """Whether one of the words in question is there; an apostrophe may hide one: *vi's*.

    ``words`` are those of the front matter, in small letters. False is certain.
    """
    if not _WE_WORDS[language].isdisjoint(words) or "'" in "".join(words):
        return True
    items = document.meta.get("checklist")
    texts = (item.get("text") for item in items if isinstance(item, dict)) if isinstance(items, list) else ()
    return any(not _OBLIGATIONS[language].isdisjoint(WORD.findall(plain(str(text)))[:2]) for text in texts)


def _company_views(manuscript: Manuscript, passage: Passage, we: re.Pattern[str]) -> Iterator[Remark]:
    """What the customer says in quotation marks is left alone."""
    if not we.search(manuscript.text, passage.start, passage.end):
        return
    text = QUOTATION.sub(lambda found: " " * len(found[0]), manuscript.text[passage.start : passage.end])
    for found in we.finditer(text):
        yield Remark(
            start=passage.start + found.start(),
            code="company-view",
            message=said("'{word}' is the company speaking", word=found[0]),
            hint=said("say what the customer does, meets or feels; what the customer thinks stands under 'thought'"),
        )


def _obligations(manuscript: Manuscript, passage: Passage, words: frozenset[str]) -> Iterator[Remark]:
    first = list(islice(WORD.finditer(manuscript.text, passage.start, passage.end), 2))
    if len(first) > 1 and plain(first[0][0]) in _BOUND:
        first = first[1:]
    is_question = manuscript.text[passage.start : passage.end].rstrip(" \n'\"").endswith("?")
    if first and plain(first[0][0]) in words and not is_question:
        yield Remark(
            start=first[0].start(),
            code="obligation-in-text",
            message=said("'{word}' is what 'obligation' says", word=first[0][0]),
            hint=said("begin the text with what is to be done, in the imperative"),
        )
