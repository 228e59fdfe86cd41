"""Ledgers, and the notes of reviews, as lines: changed one by one, their order and alignment stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from playbook.ledger import format_ledger

Line = tuple[str, str]
"""A unit's key and the hash of its original."""
_LINE = re.compile(r"(?P<key>\S+)(?P<gap>\s+)(?P<hash>[0-9a-f]{8})(?P<rest>\s*)\Z")


def companion_of(file: str) -> str:
    """The path, inside a language folder, of the content that a ledger or a note is about; empty for another file."""
    folders = {"translations": 2, "reviews": 1}
    parts = file.split("/")
    path = "/".join(parts[folders[parts[0]] :]) if parts[0] in folders else ""
    return f"{path.removesuffix('.txt')}.md" if path.endswith(".txt") else ""


def renamed_companion(file: str, path: str) -> str:
    """The ledger or note of the same sort for content at another path."""
    return f"{file.removesuffix(companion_of(file).removesuffix('.md') + '.txt')}{path.removesuffix('.md')}.txt"


def altered(text: str, change: Callable[[str, str], Line | None]) -> str:
    """A ledger in which each line is what ``change`` makes of its key and hash; None takes the line out."""
    found = [(line, _LINE.match(line)) for line in text.splitlines(keepends=True)]
    read = [(each["key"], each["hash"]) for _, each in found if each]
    if _in_order(read) == text:
        return _in_order(made for key, hash_ in read if (made := change(key, hash_)))
    pieces: list[str] = []
    for line, each in found:
        made = change(each["key"], each["hash"]) if each else None
        if each is None:
            pieces.append(line)
        elif made is not None:
            pieces.append(f"{made[0]}{each['gap']}{made[1]}{each['rest']}")
    return "".join(pieces)


def _in_order(lines: Iterable[Line]) -> str:
    hashes: dict[str, set[str]] = {}
    for key, hash_ in lines:
        hashes.setdefault(key, set()).add(hash_)
    return format_ledger({key: frozenset(each) for key, each in hashes.items()})
