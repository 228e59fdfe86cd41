"""The real files with one mistake each, made by a seeded generator, and what the reader says of them.

Two things are measured, file by file, without what other files say:

*In silence*: a mutant of which nothing is said, although something of it is lost or retyped. Lost: the words of its
front matter (without comment lines; numbers in decimal or as they are written) are not the words of the keys and
values that were read; or a word of its body is not in the body that was read. Retyped: a value that is there before and
after is of another type.

*In its place*: of the mutants of which something is said, those where one of the things said stands in a line that the
mutation touched, or in one beside it.

Run as a program with a number and a seed it prints both measures and each mutant that misses:
``python tests/mutations.py 5000 1``.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playbook.content import ContentFile, find
from playbook.diagnostics import Diagnostic
from playbook.prose import read_prose
from playbook.reader import read, read_translation
from playbook.source import Document, Limits, parse
from playbook.source_problems import problem

ROOT = Path(__file__).parent.parent
WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutant:
    """A file with a mistake."""

    way: str
    file: ContentFile
    before: bytes
    after: bytes
    lines: tuple[int, int]
    """The first and the last line that the mutation touched, from 1, as they are after it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What became of a mutant."""

    told: tuple[Diagnostic, ...]
    lost: str = ""
    """What was lost or retyped while nothing was told."""
    is_in_place: bool = True


# --- Making mistakes --------------------------------------------------------------------------------------------------

Lines = list[str]
Way = Callable[[random.Random, Lines, int], tuple[Lines, int] | None]
"""From lines and the number of one, from 0: the lines that take its place and how many it takes; None if it cannot."""


def _at(line: str, choose: random.Random, pattern: str) -> int | None:
    found = [match.start() for match in re.finditer(pattern, line)]
    return choose.choice(found) if found else None


def _without(pattern: str) -> Way:
    def way(choose: random.Random, lines: Lines, n: int) -> tuple[Lines, int] | None:
        at = _at(lines[n], choose, pattern)
        return None if at is None else ([lines[n][:at] + lines[n][at + 1 :]], 1)

    return way


def _with(pattern: str, new: str) -> Way:
    def way(choose: random.Random, lines: Lines, n: int) -> tuple[Lines, int] | None:
        at = _at(lines[n], choose, pattern)
        return None if at is None else ([lines[n][:at] + new + lines[n][at:]], 1)

    return way


def _instead(pattern: str, *new: str) -> Way:
    def way(choose: random.Random, lines: Lines, n: int) -> tuple[Lines, int] | None:
        changed = re.sub(pattern, lambda _: choose.choice(new), lines[n], count=1)
        return None if changed == lines[n] else ([changed], 1)

    return way


def _swap(choose: random.Random, lines: Lines, n: int) -> tuple[Lines, int] | None:
    at = _at(lines[n], choose, r"(?s).(?=.)")
    if at is None:
        return None
    line = lines[n]
    return [line[:at] + line[at + 1] + line[at] + line[at + 2 :]], 1


def _twin(choose: random.Random, lines: Lines, n: int) -> tuple[Lines, int] | None:
    at = _at(lines[n], choose, r".")
    return None if at is None else ([lines[n][: at + 1] + lines[n][at:]], 1)


WAYS: Mapping[str, Way] = {
    "a character is missing": _without(r"."),
    "a character stands twice": _twin,
    "two characters are swapped": _swap,
    "a strange character": _with(r".", "#"),
    "a control character": _with(r".", "\x07"),
    "a bracket is missing": _without(r"[][{}()]"),
    "a bracket too many": _with(r"\w", "["),
    "a quote is missing": _without(r"[\"']"),
    "a quote too many": _with(r"(?<= )\w", '"'),
    "a colon is missing": _without(r":"),
    "a colon too many": _with(r"(?<=\w) \w", ":"),
    "a comma is missing": _without(r","),
    "a hyphen is missing": _without(r"-"),
    "a blank is missing": _without(r" "),
    "a blank too many": _with(r"^\s*\S", " "),
    "two blanks too many": _with(r"^\s*\S", "  "),
    "a tab for blanks": _instead(r"^ +", "\t"),
    "a key misspelt": _instead(r"(?<=\w)\w(?=\w*:)", "q"),
    "another id": _instead(r"(?<=id: )\S+", "Ændret", "x y", "", "12"),
    "a number for a text": _instead(r"(?<=: )\S.*", "12", "1.5", "0x1F", "1e3"),
    "true for a text": _instead(r"(?<=: )\S.*", "true", "null", "~", "no"),
    "a list for a text": _instead(r"(?<=: )\S.*", "[a, b]", "{a: b}", "|", ">"),
    "a text for a number": _instead(r"(?<=: )-?\d+$", '"1"', "one", "1,5"),
    "an anchor": _instead(r"(?<=: )(?=\S)", "&a ", "*a ", "!!str ", "%a "),
    "a comment in a text": _instead(r"(?<=\w) (?=\w)", " #", " # "),
    "a line is missing": lambda _choose, _lines, _n: ([], 1),
    "a line stands twice": lambda _choose, lines, n: ([lines[n], lines[n]], 1),
    "two lines are swapped": lambda _choose, lines, n: (lines[n : n + 2][::-1], 2) if n + 1 < len(lines) else None,
    "two lines are one": lambda _choose, lines, n: ([lines[n] + lines[n + 1]], 2) if n + 1 < len(lines) else None,
    "a line is cut": lambda choose, lines, n: ([lines[n][: choose.randrange(len(lines[n]) + 1)]], 1),
    "an empty line": lambda _choose, lines, n: (["", lines[n]], 1),
    "three dashes": lambda _choose, lines, n: (["---", lines[n]], 1),
}


def real_files() -> tuple[tuple[ContentFile, bytes], ...]:
    """The files of the playbook in this repository."""
    found = find(ROOT, ("da", "sv", "no"))
    return tuple((each, (ROOT / each.file).read_bytes()) for each in found.files)


def mutants(number: int, *, seed: int) -> Iterator[Mutant]:
    """So many mistakes, the same for the same seed; every one in front matter or in the line behind it."""
    choose = random.Random(seed)  # noqa: S311 - it is to be the same each time
    files = real_files()
    while number:
        file, data = choose.choice(files)
        lines = data.decode().split("\n")
        end = lines.index("---", 1)
        way = choose.choice(list(WAYS))
        n = choose.randrange(min(end + 1, len(lines)))
        made = WAYS[way](choose, lines, n)
        if made is None:
            continue
        new, taken = made
        after = "\n".join([*lines[:n], *new, *lines[n + taken :]]).encode()
        if after != data:
            number -= 1
            yield Mutant(way=way, file=file, before=data, after=after, lines=(n + 1, n + max(1, len(new))))


# --- What is said of them ---------------------------------------------------------------------------------------------


def judge(mutant: Mutant) -> Verdict:
    """Read a mutant as the check does, and see whether it was told, and where."""
    before, _ = _told(mutant.file, mutant.before)
    document, told = _told(mutant.file, mutant.after)
    if told:
        first, last = mutant.lines
        return Verdict(told=told, is_in_place=any(first - 1 <= each.location.line <= last + 1 for each in told))
    return Verdict(told=(), lost=_lost(mutant, document) or _retyped(before.meta, document.meta))


ORIGINS = {each.path: each.language for each, data in real_files() if b"\ntranslates: " not in data}
"""The language of each origin, by its path."""


def _told(file: ContentFile, data: bytes) -> tuple[Document, tuple[Diagnostic, ...]]:
    document, found = parse(data, file=file.file, limits=Limits())
    told = list(found)
    if document.meta and "translates" in document.meta:
        if document.meta["translates"] != ORIGINS.get(file.path):  # as the library says
            told.append(problem("key-not-text", document.locate(("translates",)), what="no origin"))
        told += read_translation(document, file.kind, language=file.language, origin_file="content/da/x.md")[1]
    elif document.meta:
        told += read(document, file.kind, id=file.id, language=file.language)[1]
    if not found:
        told += read_prose(document, limits=Limits()).diagnostics
    return document, tuple(sorted(told, key=lambda each: each.location.line))


def _lost(mutant: Mutant, document: Document) -> str:
    lines = mutant.after.decode().split("\n")
    end = lines.index("---", 1) if "---" in lines[1:] else len(lines)
    whole = "\n".join(lines[1:end])
    front = "\n".join(line for line in lines[1:end] if not line.lstrip().startswith("#"))
    kept = Counter(WORD.findall(" ".join(_words(document.meta))))
    written = [Counter(WORD.findall(each)) for each in (front, _in_decimal(front), whole)]
    missing = [] if kept in written else [*(written[0] - kept), *(kept - written[0])]
    body = Counter(WORD.findall("\n".join(lines[end + 1 :]))) - Counter(WORD.findall(document.body))
    return f"lost: {' '.join([*missing, *body])}" if missing or body else ""


def _in_decimal(front: str) -> str:
    front = re.sub(r"(?<=: )0x[0-9a-fA-F]+$", lambda found: str(int(found[0], 16)), front, flags=re.MULTILINE)
    return re.sub(r"(?<=: )\d+e\d+$", lambda found: str(float(found[0])), front, flags=re.MULTILINE)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, held in value.items():
            yield from (key, *_words(held))
    elif isinstance(value, list):
        for held in value:
            yield from _words(held)
    elif value is not None:
        yield str(value).lower() if isinstance(value, bool) else str(value)


def _retyped(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    types = dict(_types(before, ""))
    found = [path for path, kind in _types(after, "") if types.get(path, kind) is not kind]
    return f"retyped: {', '.join(found)}" if found else ""


def _types(value: Any, path: str) -> Iterator[tuple[str, type]]:
    yield path, type(value)
    if isinstance(value, dict):
        for key, held in value.items():
            yield from _types(held, f"{path}.{key}")
    elif isinstance(value, list):
        for index, held in enumerate(value):
            yield from _types(held, f"{path}.{index}")


def measure(number: int, *, seed: int) -> tuple[list[tuple[Mutant, Verdict]], float]:
    """The mutants that lost something in silence, and the share of the told ones that were told in their place."""
    judged = [(mutant, judge(mutant)) for mutant in mutants(number, seed=seed)]
    told = [verdict for _, verdict in judged if verdict.told]
    silent = [(mutant, verdict) for mutant, verdict in judged if verdict.lost]
    return silent, sum(verdict.is_in_place for verdict in told) / len(told)


def main() -> None:
    """Print the two measures and what misses them."""
    number, seed = (int(each) for each in sys.argv[1:3])
    judged = [(mutant, judge(mutant)) for mutant in mutants(number, seed=seed)]
    told = [verdict for _, verdict in judged if verdict.told]
    misses = 0
    for mutant, verdict in judged:
        if verdict.lost or not verdict.is_in_place:
            misses += not verdict.is_in_place
            first = min(verdict.told, key=lambda each: each.location.line, default="")
            line = mutant.after.decode().split("\n")[mutant.lines[0] - 1]
            sys.stdout.write(
                f"{mutant.file.file}:{mutant.lines[0]}: {mutant.way}: {line[:70]!r}\n    {verdict.lost}{first}\n"
            )
    silent = sum(bool(verdict.lost) for _, verdict in judged)
    sys.stdout.write(f"{number} mutants, seed {seed}: {len(told)} told, {silent} lost or retyped in silence; ")
    sys.stdout.write(f"{1 - misses / len(told):.2%} told in their place\n")


if __name__ == "__main__":
    main()
