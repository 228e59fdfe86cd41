"""The file of a translation to be written: every text that is missing as a note, which an editor makes a field.

A note is the field as the origin has it, behind ``# ``. It is a comment until that is gone, so the file checks clean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playbook.descriptions import description
from playbook.edits import Lines, apply
from playbook.fields import Path, fields_of, key_of
from playbook.filling.fields import text_lines
from playbook.filling.file import empty_file
from playbook.filling.front import Filling
from playbook.filling.layout import Layout
from playbook.filling.tree import Branch, tree
from playbook.languages import LANGUAGES, N_, catalog
from playbook.model import Kind
from playbook.reader import Words, read_texts
from playbook.sections import split
from playbook.source import Document, Limits, parse

_INTRODUCTION = (
    N_("Translation of {file} into {language}."),
    N_("Take '# ' away before a field and write its text. What is missing is shown in the language of the original."),
)
_BODY = N_("The text below the last line '---' is translated as a whole.")
_SECTIONS = N_("The text below the last line '---' is translated as a whole, with the same headings and ids:")


@dataclass(slots=True)
class _Notes:
    """Writes fields as notes, in the language of a folder."""

    folder: str
    is_short: bool
    """Whether to leave out what each field is for."""
    explained: set[tuple[type, str]] = field(default_factory=set)

    def lines(self, branch: Branch, indent: int) -> list[str]:
        pad = " " * indent
        told = description(branch.cls, branch.name, folder=self.folder)
        is_new = (branch.cls, branch.name) not in self.explained and not self.is_short
        self.explained.add((branch.cls, branch.name))
        written = [f"{pad}# {line[indent:]}".rstrip() for line in text_lines(branch, indent)]
        gap = [""] if not indent and not self.is_short else []
        return [*gap, f"{pad}## {told}", *written] if told and is_new else written


def blank(origin: Document, kind: Kind, *, origin_language: str, folder: str, limits: Limits) -> bytes:
    """A translation in which nothing is translated yet; shorter when its front matter would be too large."""
    begun = empty_file(origin_language)
    for is_short in (False, True):
        filling = _filling(begun, origin.file, folder, limits, is_short=is_short)
        filling.fields(tree(kind.file, origin.meta, _all_texts(origin, kind)), (), after="translates")
        made = _introduced(apply(begun, filling.all_edits()).decode(), origin, folder)
        if len(made.encode()) <= limits.front_matter_bytes:
            break
    return made.encode()


def with_notes(
    data: bytes, missing: Mapping[str, Words], *, file: str, kind: Kind, origin: Document, folder: str, limits: Limits
) -> tuple[bytes, tuple[str, ...]]:
    """A translation with notes for texts that are missing in it, and the keys of those that no note can stand for.

    What has a note already gets no other. A note has no place in brackets, and none below the fields.
    """
    filling = _filling(data, file, folder, limits, is_short=True)
    noted = _Noted(filling.layout, kind)
    fields = {key: words for key, words in missing.items() if key.partition("#")[0] != "body"}
    wanted = {key: words for key, words in fields.items() if not noted.has(key)}
    filling.fields(tree(kind.file, origin.meta, wanted), (), after="translates")
    return apply(data, filling.all_edits()), (*filling.left, *(key for key in missing if key not in fields))


def _filling(data: bytes, file: str, folder: str, limits: Limits, *, is_short: bool) -> Filling:
    document, _ = parse(data, file=file, limits=limits)
    notes = _Notes(folder, is_short)
    return Filling(document=document, lines=Lines(data), leaf=notes.lines, takes_brackets=False)


def _all_texts(origin: Document, kind: Kind) -> Mapping[str, Words]:
    """Those of the fields, with such as each language has for itself."""
    found = read_texts(origin, kind)
    return {**found.texts, **found.local_texts}


def _introduced(made: str, origin: Document, folder: str) -> str:
    """The file with what an editor should know: first how to go on, last what the body needs."""
    words = catalog(folder)
    names = {"file": origin.file, "language": LANGUAGES[folder].name.lower()}
    told = [words.gettext(each).format(**names) for each in _INTRODUCTION]
    parts = [part for part in split(origin.body) if not part.local]
    headings = [f"  {part.text.partition(chr(10))[0]}" for part in parts if part.id]
    opening, first, rest = made.split("\n", 2)
    front, _, _ = rest.rpartition("---\n")
    below = [words.gettext(_SECTIONS if headings else _BODY), *headings] if parts else []
    lines = [opening, first, *(f"## {line}" for line in told), front.removesuffix("\n")]
    return "\n".join([*(line for line in lines if line), *(f"## {line}" for line in below), "---", ""])


@dataclass(frozen=True, slots=True)
class _Noted:
    """Where in a file notes stand already."""

    layout: Layout
    kind: Kind

    def has(self, key: str) -> bool:
        """Whether a text has a note at its place."""
        path, name = self._parent(key)
        if path is None:
            return False
        note = re.compile(rf"{'[ ]+' if path else ''}#\s*{re.escape(name)}:")
        start, end = self._lines(path)
        return any(note.match(line) for line in self.layout.lines[start:end])

    def _parent(self, key: str) -> tuple[Path | None, str]:
        """The mapping in which a text would stand, if it is there, and the text's name."""
        cls: type = self.kind.file
        path: Path = ()
        held: Any = self.layout.document.meta
        *way, name = key.split(".")
        for part in way:
            if isinstance(held, list):
                index = next((i for i, each in enumerate(held) if each.get(key_of(cls)) == part), None)
                if index is None:
                    return None, name
                path, held = (*path, index), held[index]
            else:
                inner = fields_of(cls)[part].part
                if part not in held or inner is None:
                    return None, name
                cls, path, held = inner, (*path, part), held[part]
        return path, name

    def _lines(self, path: Path) -> tuple[int, int]:
        """The lines that belong to a mapping, with the comments behind it."""
        if not path or self.layout.is_in_brackets(path):
            return 0, len(self.layout.lines)
        last = self.layout.end(path).line + 1
        while last < len(self.layout.lines) and self.layout.lines[last].lstrip().startswith("#"):
            last += 1
        return self.layout.dash(path).line, last
