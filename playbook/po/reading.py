"""A PO file that comes from outside, read with suspicion: its messages, or the one thing that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

from playbook.po.names import MARK, Name

LARGEST = 16 * 1024 * 1024
"""Bytes of a file."""
_LINE = re.compile(r'(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]{1,2}\])?)[ \t]+)?"(?:[^"\\]|\\.)*"')
_LANGUAGE = re.compile(r"^Language:[ \t]*([A-Za-z]{2,3})\b", re.MULTILINE)


class PoError(ValueError):
    """A PO file cannot be read."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A text in a PO file, with its translation."""

    line: int
    """Counted from 1."""
    name: Name | None
    """None when it is no text of a playbook's."""
    original: str
    translation: str
    """Empty when there is none."""
    is_fuzzy: bool
    mark: str
    """What ``po.names.mark_of`` said when it was exported; empty when the file does not say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PoFile:
    """What a PO file says."""

    language: str
    """As its header has it, without a region; empty when it does not say."""
    entries: tuple[Entry, ...]


def read_po_file(data: bytes) -> PoFile:
    """The messages of a PO file. Raises PoError."""
    if len(data) > LARGEST:
        raise PoError(f"the file is larger than {LARGEST:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PoError("the file is not stored as UTF-8", data.count(b"\n", 0, error.start) + 1) from None
    listing = _Listing()
    try:
        PoFileParser(listing, ignore_obsolete=True, abort_invalid=True).parse(StringIO("\n".join(_checked(text))))
    except PoError:
        raise
    except PoFileError as error:
        raise PoError("this is not how a PO file is written", error.lineno + 1) from None
    except (IndexError, TypeError, ValueError, AttributeError):  # what Babel's parser meets in keywords out of order
        raise PoError("the file is not written as a PO file", 1) from None
    if not listing.listed:
        raise PoError("there are no texts in the file")
    header = next((message for message in listing.listed if message.id == ""), None)
    found = _LANGUAGE.search(str(header.string)) if header else None
    entries = tuple(_entry(message) for message in listing.listed if message.id != "")
    return PoFile(language=found[1].lower() if found else "", entries=entries)


class _Listing(Catalog):
    """Keeps messages as they come: a catalog would join equal ones, and believe the header."""

    def __init__(self) -> None:
        super().__init__()
        self.listed: list[Message] = []

    def __setitem__(self, id: object, message: Message) -> None:
        self.listed.append(message)


def _checked(text: str) -> Iterator[str]:
    """The lines, without texts that are no longer used."""
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        stripped = line.strip()
        if stripped.startswith("#"):
            yield "" if stripped.startswith(("#~", "#|")) else stripped
        elif stripped and not _LINE.fullmatch(stripped):
            raise PoError("this line is not how a PO file is written", number)
        else:
            yield stripped


def _entry(message: Message) -> Entry:
    line = message.lineno or 1
    if not isinstance(message.id, str) or not isinstance(message.string, str):
        raise PoError("a text with plural forms is none of the playbook's", line)
    marks = (comment.removeprefix(MARK) for comment in message.auto_comments if comment.startswith(MARK))
    return Entry(
        line=line,
        name=Name.read(message.context or ""),
        original=message.id,
        translation=message.string.replace("\r\n", "\n").replace("\r", "\n"),
        is_fuzzy="fuzzy" in message.flags,
        mark=next(marks, ""),
    )
