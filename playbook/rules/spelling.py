"""Endings, beginnings and letters that a language does not have: they give a neighbour's word away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from playbook.said import S_


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """What is foreign in the spelling of a word, and how the language itself would write it, if it has a way."""

    wrong: str
    right: str = ""

    def may_be_a_name(self, word: str) -> bool:
        """Whether a word as it is written has a capital, and letters that names have: *Malmö*, *Kjell*."""
        return word[0].isupper() and "-" not in self.wrong


_SIGNS: Mapping[str, tuple[tuple[str, Sign], ...]] = {
    "da": (
        (r"[a-zæøå]{2,}(?<!c)het(?:en|er|ene)?s?", Sign(wrong="-het", right="-hed")),
        (r"[a-zæøå]{2,}sjon(?:en|er|ene)?s?", Sign(wrong="-sjon", right="-tion")),
        (r"[a-zæøå]{2,}(?<!land)skap(?:et|er|ene|en)?s?", Sign(wrong="-skap", right="-skab")),
        (r"opp(?:[dfghjklmnst]|r(?!i))[a-zæøå]+", Sign(wrong="opp-", right="op-")),
        (r"inn[dfghklst][a-zæøå]+", Sign(wrong="inn-", right="ind-")),
        (r"kj(?!ole|ort|ov)[a-zæøå]+", Sign(wrong="kj", right="k")),
        (r"[a-zæøå]*øy[a-zæøå]*", Sign(wrong="øy", right="øj")),
        (r"[^\W\d_]*[äö][^\W\d_]*", Sign(wrong=S_("ä or ö"))),
    ),
    "sv": (
        (r"[a-zåäö]{2,}hed(?:en|er|erne)?s?", Sign(wrong="-hed", right="-het")),
        (r"[a-zåäö]{2,}sjon(?:en|er|ene)?s?", Sign(wrong="-sjon", right="-tion")),
        (r"[a-zåäö]{2,}skab(?:et|er|erne)?s?", Sign(wrong="-skab", right="-skap")),
        (r"hv[aeio][a-zåäö]+", Sign(wrong="hv-", right="v-")),
        (r"af(?:[bdhjkmnpsv]|g(?!han)|l(?!at)|t(?![eo]))[a-zåäö]+", Sign(wrong="af-", right="av-")),
        (r"[^\W\d_]*[æø][^\W\d_]*", Sign(wrong=S_("æ or ø"))),
    ),
    "nb": (
        (r"[a-zæøå]{2,}hed(?:en|er|erne)?s?", Sign(wrong="-hed", right="-het")),
        (r"[a-zæøå]{2,}(?<!s)tion(?:en|er|erne)?s?", Sign(wrong="-tion", right="-sjon")),
        (r"[a-zæøå]{2,}skab(?:et|er|erne)?s?", Sign(wrong="-skab", right="-skap")),
        (r"[a-zæøå]+igt", Sign(wrong="-igt", right="-ig")),
        (r"af(?:[bdhjkmnpsv]|g(?!han)|l(?!at)|t(?!en))[a-zæøå]+", Sign(wrong="af-", right="av-")),
        (r"[a-zæøå]*øj[a-zæøå]*", Sign(wrong="øj", right="øy")),
        (r"[^\W\d_]*[äö][^\W\d_]*", Sign(wrong=S_("ä or ö"))),
    ),
}
"""By BCP 47 tag. What the language has in spite of them is left out: *manchet*, *afghansk*, *bastion*."""
_PATTERNS = {
    tag: re.compile("|".join(f"({shape})" for shape, _ in signs)) for tag, signs in _SIGNS.items()
}  # fmt: skip


def foreign_signs(words: Iterable[str], tag: str) -> Iterator[tuple[str, Sign]]:
    """Those of some words in small letters whose spelling is not the language's, each with what gives it away."""
    pattern = _PATTERNS.get(tag)
    for word in words if pattern else ():
        found = pattern.fullmatch(word)  # type: ignore[union-attr]
        if found and found.lastindex:
            yield word, _SIGNS[tag][found.lastindex - 1][1]
