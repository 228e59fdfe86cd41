"""The file of a translation with other texts in it, or made anew; everything else in it stays as it is."""

from __future__ import annotations

from collections.abc import Mapping

from playbook.edits import Lines, apply
from playbook.filling.body import section_edits
from playbook.filling.front import Filling
from playbook.filling.tree import tree
from playbook.model import Kind
from playbook.reader import Words, read_texts
from playbook.sections import split
from playbook.source import Document, Limits, parse


class UnwritableError(ValueError):
    """A text cannot be put into the file without touching something else."""


def empty_file(origin_language: str) -> bytes:
    """A translation without a text."""
    return f"---\ntranslates: {origin_language}\n---\n".encode()


def with_texts(
    data: bytes, wanted: Mapping[str, Words], *, file: str, kind: Kind, origin: Document, limits: Limits
) -> bytes:
    """The bytes of a translation after texts, by unit key, have been put in; those that are there already stay.

    What is new goes where the origin has it. Raises UnwritableError.
    """
    document, problems = parse(data, file=file, limits=limits)
    if problems:
        raise UnwritableError(str(problems[0]))
    filling = Filling(document=document, lines=Lines(data))
    sections = {key: words for key, words in wanted.items() if isinstance(words, str) and _is_section(key)}
    order = [part.key for part in split(origin.body) if not part.local]
    try:
        filling.fields(tree(kind.file, origin.meta, wanted), (), after="translates")
        edits = [*filling.all_edits(), *section_edits(document, filling.lines, sections, order=order)]
        made = apply(data, edits)
    except (ValueError, LookupError, TypeError, AttributeError) as error:  # a field holds something else than its kind
        raise UnwritableError(f"{file}: {error}") from error
    after, problems = parse(made, file=file, limits=limits)
    if problems or read_texts(after, kind).texts != {**read_texts(document, kind).texts, **wanted}:
        raise UnwritableError(f"{file}: a text of it can only be changed by hand")
    return made


def _is_section(key: str) -> bool:
    return key == "body" or key.startswith("body#")
