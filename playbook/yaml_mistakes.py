"""From a YAML parser's complaint to the mistake that an editor most likely made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from playbook.codes import Code
from playbook.item_signs import other_sign
from playbook.marks import Spot


@dataclass(kw_only=True, slots=True)
class Seen:
    """What had been read when the parser gave up."""

    lines: Sequence[str]
    scalar: tuple[Spot, Spot] | None = None
    """Beginning and end of the last text, quoted or not."""
    quoted: tuple[Spot, Spot] | None = None
    """Beginning and end of the last text in quotes."""
    brackets: list[Spot] = field(default_factory=list)
    """Brackets that are still open, outermost first."""

    def sign(self, spot: Spot) -> str:
        """The character at a place, or nothing at the end of a line."""
        line = self.lines[spot.line] if spot.line < len(self.lines) else ""
        return line[spot.column : spot.column + 1]

    def before(self, spot: Spot) -> str:
        """The line up to a place."""
        return self.lines[spot.line][: spot.column] if spot.line < len(self.lines) else ""


class Mistake(NamedTuple):
    """A code, its place, and the values that its words need."""

    code: Code
    spot: Spot
    values: Mapping[str, str]


_CLOSING = {"[": "]", "{": "}"}
_INSIDE = {'"': '\\"', "'": "''"}

# Both parsers' words, theirs to choose: libyaml's and PyYAML's own differ a little.
_QUOTE = re.compile(r"quoted scalar: found unexpected")
_ESCAPE = re.compile(r"escape|hexdecimal")
_SIGN_AT_CONTEXT = re.compile(r"(?:alias|anchor|tag|directive|block scalar): |undefined tag handle")
_SIGN_AT_PROBLEM = re.compile(r"cannot start any token|mapping keys are not allowed|node content")
_COMMA = re.compile(r"expected ',' or")
_LIST = re.compile(r"sequence entries are not allowed")
_SECOND_COLON = re.compile(r"mapping values are not allowed")
_NO_COLON = re.compile(r"could not find expected ':'")


_REFUSED_SIGNS = ("\t", "\n%", "\n---", "\n...")
_REFUSED: tuple[tuple[Code, re.Pattern[str]], ...] = (
    ("tab-indentation", re.compile(r"[ ]*(?=\t[ \t]*[^ \t])")),
    ("yaml-directive", re.compile(r"(?=%)")),
    ("yaml-document", re.compile(r"(?=(?:---|\.\.\.)(?:[ \t]|\Z))")),
)


def refused(text: str, lines: Sequence[str]) -> Iterator[Mistake]:
    """Lines of a text that begin with what no front matter may have; most texts have no such sign anywhere."""
    if not any(sign in text for sign in _REFUSED_SIGNS) and text[:1] not in ("%", "-", "."):
        return
    for number, line in enumerate(lines):
        for code, beginning in _REFUSED:
            if found := beginning.match(line):
                yield Mistake(code, Spot(number, found.end()), {"marker": line[:3]})


def explain(error: Exception, seen: Seen) -> Mistake:
    """The mistake behind a parser's error."""
    said, context, place = _complaint(error)
    if _QUOTE.search(said):
        return _unclosed_quote(context, seen)
    if _ESCAPE.search(said):
        return Mistake("unknown-escape", Spot(place.line, max(seen.before(_next(place)).rfind("\\"), 0)), {})
    if seen.quoted and seen.quoted[0].line < seen.quoted[1].line == place.line:
        return _unclosed_quote(seen.quoted[0], seen)  # it ran on to the next quote, lines below
    if not seen.brackets and (item := other_sign(seen.lines, (context, place))):
        return Mistake(*item, {})
    if _SIGN_AT_CONTEXT.search(said):
        return Mistake("reserved-character", context, {"sign": seen.sign(context)})
    if seen.brackets and seen.brackets[-1].line < place.line:
        sign = seen.sign(seen.brackets[-1])
        return Mistake("unclosed-bracket", seen.brackets[-1], {"sign": sign, "closing": _CLOSING.get(sign, "")})
    if _SIGN_AT_PROBLEM.search(said) and seen.sign(place):
        return Mistake("reserved-character", place, {"sign": seen.sign(place)})
    if _COMMA.search(said):
        return Mistake("missing-comma", place, {})
    if _LIST.search(said):
        return Mistake("misplaced-list", place, {})
    if _NO_COLON.search(said):
        return Mistake("missing-colon", context, {})
    if _SECOND_COLON.search(said):
        return _second_colon(place, seen)
    return _misfit(place, seen)


def _complaint(error: Exception) -> tuple[str, Spot, Spot]:
    """What the parser said, where the thing it was reading began, and where it stopped."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return str(error), Spot(0, 0), Spot(0, 0)
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    place, context = (Spot(mark.line, mark.column) for mark in (marks[0], marks[-1])) if marks else (Spot(0, 0),) * 2
    return f"{error.context}: {error.problem}", context, place


def _next(spot: Spot) -> Spot:
    return Spot(spot.line, spot.column + 1)


def _unclosed_quote(spot: Spot, seen: Seen) -> Mistake:
    return Mistake("unclosed-quote", spot, {"quote": seen.sign(spot)})


def _second_colon(place: Spot, seen: Seen) -> Mistake:
    """A colon where no key can be: within a text, or after lines that the parser took for one text."""
    if re.search(r":[ ]", seen.before(place)):
        return Mistake("colon-in-text", place, {})
    start = Spot(place.line, _indentation(seen.before(place)))
    if seen.scalar and seen.scalar[0].line < place.line:
        first = seen.scalar[0]
        if _indentation(seen.before(first)) == first.column == start.column:
            return Mistake("missing-colon", first, {})
    return Mistake("wrong-indentation", start, {})


def _misfit(place: Spot, seen: Seen) -> Mistake:
    """Something where the parser expected the next key, the next item or the end."""
    if seen.quoted and seen.quoted[1].line == place.line:
        start, end = seen.quoted
        if not seen.before(place)[end.column :].strip():
            quote = seen.sign(start)
            return Mistake("text-after-quote", place, {"quote": quote, "inside": _INSIDE.get(quote, "")})
    if seen.sign(place) not in ("", ":", "]", "}") and not seen.before(place).strip():
        return Mistake("wrong-indentation", place, {})
    return Mistake("invalid-yaml", place, {})


def _indentation(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
