"""What a report is made from, whatever its format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from playbook.diagnostics import Diagnostic, Severity, Wording, printable
from playbook.said import NOTHING, Said, counted, said


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """Diagnostics, and how their reader knows languages and files."""

    diagnostics: tuple[Diagnostic, ...]
    """Sorted by place."""
    folder: str = ""
    """The language of their words; English when it is empty."""
    path: Callable[[str], str] = str
    """From a file relative to the project folder to one relative to where the reader stands."""

    def wording(self, diagnostic: Diagnostic) -> Wording:
        """What a diagnostic says, in the language of the report."""
        return diagnostic.in_words(self.folder)

    def place(self, diagnostic: Diagnostic) -> str:
        """A location as its reader knows it: ``path:line:column``, on one line whatever the file is called."""
        where = diagnostic.location
        return f"{self.file(diagnostic)}:{where.line}:{where.column}"

    def file(self, diagnostic: Diagnostic) -> str:
        """The file as its reader knows it, with escapes for what cannot be printed and for bytes that are no text."""
        return printable(self.path(diagnostic.location.file))

    def summary(self) -> str:
        """One line that counts errors, warnings and the files that they are in."""
        return summarised(self.diagnostics).told(self.folder)

    def fingerprints(self) -> Iterator[tuple[Diagnostic, str]]:
        """Each diagnostic with 32 hexadecimal digits that stay the same when lines move, in any language of the words.

        They stand for the file, the code and what the message names; of equal ones in a file, for their order too.
        """
        met: Counter[tuple[str, ...]] = Counter()
        for each in self.diagnostics:
            key = (each.location.file, each.code, *_named(each.message))
            met[key] += 1
            yield each, sha256("\0".join((*key, str(met[key]))).encode(errors="surrogateescape")).hexdigest()[:32]


def summarised(diagnostics: tuple[Diagnostic, ...]) -> Said:
    """How many errors and warnings there are, and in how many files."""
    if not diagnostics:
        return said("no mistakes found")
    number = Counter(each.severity for each in diagnostics)
    errors = counted("{number} error", "{number} errors", number[Severity.ERROR])
    warnings = counted("{number} warning", "{number} warnings", number[Severity.WARNING])
    both = said("{errors} and {warnings}", errors=errors, warnings=warnings)
    files = counted("{number} file", "{number} files", len({each.location.file for each in diagnostics}))
    what = both if all(number[each] for each in Severity) else errors if number[Severity.ERROR] else warnings
    return said("{mistakes} in {files}", mistakes=what, files=files)


def _named(message: str) -> Iterator[str]:
    """The sentence and the words in it; places and numbers move with the lines."""
    if not isinstance(message, Said):
        yield message
        return
    yield message.sentence
    for value in message.values.values():
        if isinstance(value, Said) and value is not NOTHING:
            yield from _named(value)
        elif isinstance(value, str):
            yield value
