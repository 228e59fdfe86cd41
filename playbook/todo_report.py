"""What is left to translate, told: as text with the changed words marked, as Markdown, as data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from playbook.diagnostics import Location, printable
from playbook.open_texts import Former, OpenText
from playbook.reader import Words
from playbook.word_marks import Piece, compared

Mark = Callable[[str, str], str]
"""What a word that one version alone has is shown as: ``old`` or ``new``, and the word."""
Show = Callable[[Location], str]

NOT_THERE: dict[Former, str] = {
    "not-found": "not found in the git history that is here",
    "never-noted": "unknown: nothing notes which text was translated",
    "no-history": "unknown: there is no git history here",
}


def plain_mark(what: str, words: str) -> str:
    """``[-old-]`` and ``{+new+}``, as git marks words."""
    return f"[-{words}-]" if what == "old" else f"{{+{words}+}}"


def as_text(found: Iterable[OpenText], *, show: Show, mark: Mark = plain_mark) -> Iterator[str]:
    """Lines for a terminal: each text with its place, the original before and now, and the translation."""
    for each in found:
        language, origin = each.pair.language, each.pair.entity.origin
        beside = f" (original: {show(each.origin)})" if each.state == "stale" else f" in {language}"
        yield f"{show(each.place)}: {each.state}{beside}: {each.key}"
        if each.before is not None:
            pieces = compared(_one(each.before), _one(each.now))
            yield from _told(f"{origin}, before", _marked(pieces, "old", mark))
            yield from _told(f"{origin}, now", _marked(pieces, "new", mark))
        else:
            if each.former:
                yield from _told(f"{origin}, before", [f"({NOT_THERE[each.former]})"])
            yield from _told(f"{origin}, now", _plain(each.now))
        if each.translation is not None:
            yield from _told(language, _plain(each.translation))


def _told(name: str, lines: Iterable[str]) -> Iterator[str]:
    begun = f"  {name}:"
    for line in lines:
        yield f"{begun:<14}{line}".rstrip()
        begun = ""


def _one(words: Words) -> str:
    return words if isinstance(words, str) else "\n".join(f"- {each}" for each in words)


def _plain(words: Words) -> list[str]:
    return [printable(line) for line in _one(words).split("\n")]


def _marked(pieces: Iterable[Piece], what: str, mark: Mark) -> Iterator[str]:
    """The lines of one version in which something is otherwise; those between are left out."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.what not in ("same", what):
            continue
        first, *others = piece.text.split("\n")
        lines[-1].append(Piece(piece.what, first))
        lines += [[Piece(piece.what, line)] for line in others]
    for has_mark, group in groupby(lines, key=lambda line: any(piece.what == what for piece in line)):
        own = ["".join(_shown(piece, mark) for piece in line) for line in group]
        yield from own if has_mark or len(own) == 1 else ["…"]


def _shown(piece: Piece, mark: Mark) -> str:
    text = printable(piece.text)
    if piece.what == "same" or not text.strip():
        return text
    words = text.strip()
    return text.replace(words, mark(piece.what, words))


def before_and_now(before: Words, now: Words) -> str:
    """Both versions of a text on one line, each changed word marked."""
    old, new = (" ".join(_one(words).split()) for words in (before, now))
    return "".join(_shown(piece, plain_mark) for piece in compared(old, new))


# --- Markdown --------------------------------------------------------------------------------------------------------


def as_markdown(found: Iterable[OpenText]) -> Iterator[str]:
    """Lines of Markdown, for an issue or a mail: a heading for each file and each text, and the texts in code."""
    for file, texts in groupby(found, key=lambda each: each.pair.file):
        own = list(texts)
        yield from (f"## {file}", "", f"Original: {own[0].pair.origin_file}", "")
        for each in own:
            yield from (f"### `{each.key}` ({each.state})", "")
            yield from _in_markdown(each)


def _in_markdown(each: OpenText) -> Iterator[str]:
    now = _one(each.now).split("\n")
    if each.before is None:
        if each.former:
            yield from (f"{each.pair.entity.origin}, before: {NOT_THERE[each.former]}.", "")
        yield from _fenced(now, each.pair.entity.origin)
    else:
        old = _one(each.before).split("\n")
        shared = set(old) & set(now)
        gone = [f"- {line}" for line in old if line not in shared]
        come = [f"+ {line}" for line in now if line not in shared]
        yield from _fenced([*gone, *come], f"{each.pair.entity.origin}, before and now", "diff")
    if each.translation is not None:
        yield from _fenced(_one(each.translation).split("\n"), each.pair.language)


def _fenced(lines: list[str], name: str, kind: str = "") -> Iterator[str]:
    text = "\n".join(printable(line) for line in lines)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    yield from (f"{name}:", "", f"{fence}{kind}", text, fence, "")


# --- Data ------------------------------------------------------------------------------------------------------------


def as_data(found: Iterable[OpenText]) -> dict[str, object]:
    """The same as values for JSON; lists of texts are lists."""
    return {"texts": [_data(each) for each in found]}


def _data(each: OpenText) -> dict[str, object]:
    return {
        "language": each.pair.language,
        "file": each.pair.file,
        "key": each.key,
        "state": each.state,
        "place": str(each.place),
        "origin": {"language": each.pair.entity.origin, "place": str(each.origin)},
        "now": each.now,
        "before": each.before,
        "former": each.former,
        "translation": each.translation,
    }
