"""What is wrong in content, where, and what to do: values that are collected, sorted and printed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from playbook.codes import WARNINGS, Code


class Severity(StrEnum):
    """How much a diagnostic weighs: an error stops publishing, a warning does so only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Location:
    """A place in a file."""

    file: str
    """Path relative to the project folder, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnostic:
    """One mistake, told in one line, with a hint that says what to do."""

    location: Location
    code: Code
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """An error, unless the code is a warning's."""
        return Severity.WARNING if self.code in WARNINGS else Severity.ERROR

    def __str__(self) -> str:
        line = f"{self.location}: {self.severity}[{self.code}]: {printable(self.message)}"
        return f"{line}\n  hint: {printable(self.hint)}" if self.hint else line


def printable(text: str) -> str:
    """The text on one line, with control and format characters shown as escapes: content is quoted in messages."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each diagnostic once, sorted by place, then code."""
    return tuple(sorted(set(diagnostics), key=lambda d: (d.location, d.code, d.message)))


def errors(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Only those that stop publishing."""
    return tuple(d for d in diagnostics if d.severity is Severity.ERROR)


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """A hint that names the nearest known word, or all of a few known words, or ``otherwise``."""
    words = list(dict.fromkeys(known))
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    if words and len(words) <= 15:
        return "use one of: " + ", ".join(words)
    return otherwise
