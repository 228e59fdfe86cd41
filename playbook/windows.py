"""Two texts side by side, with only as much of them as shows where they differ."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches

LONGEST = 160
"""Characters of a text that is shown; the rest is left out."""
_CONTEXT = 3
"""Words that are shown around what is otherwise."""
_COMPARED = 3000
"""Words of a text that are compared one by one; what is beyond is taken as one difference."""
_PAIRED = 40_000
"""Pairs of texts of which it is asked whether one became the other; beyond, all of them only went or came."""
_GAP = "…"


def shortened(text: str, *, most: int = LONGEST) -> str:
    """A text on one line, cut when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rstrip()}{_GAP}"


def windows(old: str, new: str, *, most: int = LONGEST) -> tuple[str, str]:
    """What is otherwise in two texts, with a few words around it; both the same when only white space is."""
    before, after = old.split(), new.split()
    if before == after:
        line = shortened(old, most=most)
        return line, line
    places = _places(before, after)
    return (
        _joined(before, [(first, last) for first, last, _, _ in places], most),
        _joined(after, [(first, last) for _, _, first, last in places], most),
    )


def paired(old: list[str], new: list[str]) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Texts that became others of their kind, and those that only went or only came."""
    pairs: list[tuple[str, str]] = []
    left = list(new)
    for text in old if len(old) * len(new) <= _PAIRED else ():
        near = get_close_matches(text, left, n=1, cutoff=0.6)
        if near:
            left.remove(near[0])
            pairs.append((text, near[0]))
    reworded = [text for text, _ in pairs]
    return pairs, [text for text in old if text not in reworded], left


def _places(before: list[str], after: list[str]) -> list[tuple[int, int, int, int]]:
    """Where two texts differ, with some words around it: from and to in the one, from and to in the other."""
    if max(len(before), len(after)) > _COMPARED:
        start = _alike(before, after)
        end = _alike(before[start:][::-1], after[start:][::-1])
        first = max(0, start - _CONTEXT)
        return [(first, len(before) - max(0, end - _CONTEXT), first, len(after) - max(0, end - _CONTEXT))]
    groups = SequenceMatcher(a=before, b=after, autojunk=False).get_grouped_opcodes(_CONTEXT)
    return [(group[0][1], group[-1][2], group[0][3], group[-1][4]) for group in groups]


def _alike(one: list[str], other: list[str]) -> int:
    """How many words two texts have in common from their beginning on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (word, same) in pairs if word != same), min(len(one), len(other)))


def _joined(words: list[str], places: list[tuple[int, int]], most: int) -> str:
    """The words of some places, with a mark where others are left out."""
    text = f" {_GAP} ".join(" ".join(words[first:last]) for first, last in places)
    cut = shortened(text, most=most)
    before = f"{_GAP} " if places[0][0] else ""
    return before + cut + (f" {_GAP}" if places[-1][1] < len(words) and not cut.endswith(_GAP) else "")
