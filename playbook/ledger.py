"""The freshness ledger: which origin text each translated text was made from.

One file per translated file, ``translations/<language>/<path>.txt``, one sorted line per unit: its key and the hash
of the origin's text at the time. Several lines for a key are legal, so that git can merge by union.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping

from playbook.diagnostics import Diagnostic, Location
from playbook.model import Text, TextList
from playbook.said import said
from playbook.source import Limits, at_most

_LIMITS = Limits()
_LINE = re.compile(r"(\S+)\s+([0-9a-f]{8})\s*\Z")
_LINES = re.compile(r"^(\S+) +([0-9a-f]{8})\n", re.MULTILINE)

Ledger = Mapping[str, frozenset[str]]
"""Hashes of the origin's text, by unit key."""


def ledger_folder(language: str) -> str:
    """Where the ledgers of a language are, relative to the project folder."""
    return f"translations/{language}"


def ledger_file(language: str, path: str) -> str:
    """Where the ledger of a content file is, relative to the project folder; ``path`` is inside the language folder."""
    return f"{ledger_folder(language)}/{path.removesuffix('.md')}.txt"


def unit_hash(unit: Text | TextList) -> str:
    """The hash of the origin's words."""
    return words_hash(unit.words[unit.origin])


def words_hash(words: str | tuple[str, ...]) -> str:
    """Eight hexadecimal digits that stand for a text or a list of texts; white space at line ends does not count."""
    text = words if isinstance(words, str) else "\x1f".join(words)
    text = unicodedata.normalize("NFC", text).strip()
    if "\n" in text:
        text = "\n".join(line.rstrip() for line in text.split("\n"))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def parse_ledger(text: str, *, file: str, most: int = _LIMITS.problems) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """A ledger from its text, and its unreadable lines, at most so many."""
    plain = _LINES.findall(text)
    if len(plain) == text.count("\n") == len({key for key, _ in plain}) and text.endswith("\n"):  # as we write it
        return {key: frozenset((digest,)) for key, digest in plain}, ()
    found: dict[str, set[str]] = {}
    diagnostics: list[Diagnostic] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.match(line)
        if match:
            found.setdefault(match[1], set()).add(match[2])
        elif len(diagnostics) <= most and line.strip():
            diagnostics.append(
                Diagnostic(
                    location=Location(file=file, line=number),
                    code="bad-ledger-line",
                    message=said("this line is not a key and a hash"),
                    hint=said("delete it and run: playbook translations accept"),
                )
            )
    return {key: frozenset(hashes) for key, hashes in found.items()}, at_most(most, tuple(diagnostics))


def format_ledger(ledger: Ledger) -> str:
    """The text of a ledger, sorted, with a line for each hash."""
    width = max((len(key) for key in ledger), default=0)
    return "".join(f"{key:<{width}}  {each}\n" for key in sorted(ledger) for each in sorted(ledger[key]))


def updated(ledger: Ledger, *, current: Mapping[str, str], stale: Collection[str] = ()) -> Ledger:
    """A ledger in which some texts are in step with the hashes of their origins, and others with none."""
    kept = {key: hashes for key, hashes in ledger.items() if key not in stale}
    return kept | {key: frozenset({each}) for key, each in current.items()}
