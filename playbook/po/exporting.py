"""Texts as a PO catalog, for translators who work with Weblate, Poedit and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from playbook.content import path_in_language
from playbook.descriptions import description
from playbook.filling.tree import Branch, tree
from playbook.languages import N_, catalog
from playbook.library import Library
from playbook.model import Text, TextList
from playbook.past_texts import PastTexts
from playbook.po.names import MARK, Name, mark_of
from playbook.reader import Words
from playbook.status import Pair, places

_NO_WRAP = 1 << 24
"""Characters of a line; Babel would break ``#|`` comments in the middle of a text."""
_GUESSED = frozenset({"python-format", "python-brace-format"})
"""Flags that Babel sets for texts such as ``20 % d…``, and that tools would hold the translation to."""


def po_file(
    library: Library, found: Iterable[Pair], past: PastTexts, *, folder: str, tag: str, project: str, created: datetime
) -> bytes:
    """A PO file with every text of some translations into the language of ``folder``, whose BCP 47 tag is ``tag``.

    A stale text is fuzzy, with the original that it was made from as the previous one where git has it.
    """
    words = catalog(folder)
    name = " ".join(project.split())  # on one line, as the header has a meaning by lines
    made = Catalog(
        locale=tag,
        project=name,
        version=str(created.date()),
        creation_date=created,
        header_comment=f"# {name}\n# {words.gettext(_HEADER)}",
        fuzzy=False,
    )
    for pair in found:
        _add(made, library, pair, past)
    buffer = BytesIO()
    write_po(buffer, made, width=_NO_WRAP, include_previous=True)
    return buffer.getvalue()


_HEADER = N_("Keep ids such as {#seen}, the addresses of links, and numbers as they are in the original.")
_BODY = N_("A part of the text below the fields, as Markdown; its heading keeps its id.")


def _add(made: Catalog, library: Library, pair: Pair, past: PastTexts) -> None:
    origin = library.documents[pair.origin_file]
    branches = {each.key: each for each in _leaves(tree(pair.kind.file, origin.meta, {}))}
    where = places(library, pair.origin_file, pair.kind)
    noted = {digest for key, state in pair.states().items() if state == "stale" for digest in pair.ledger.get(key, ())}
    old = past.find(pair.origin_file, pair.kind, noted)
    for unit in pair.units():
        branch = branches.get(unit.key)
        told = description(branch.cls, branch.name, folder=pair.language) if branch else ""
        before = next((old[digest] for digest in pair.ledger.get(unit.key, ()) if digest in old), None)
        for index, original, translation, previous in _texts(unit, pair.language, before):
            message = made.add(
                original,
                translation,
                locations=[(pair.origin_file, where[unit.key].line)] if unit.key in where else [],
                flags=["fuzzy"] if unit.freshness(pair.language) == "stale" else [],
                auto_comments=[told or catalog(pair.language).gettext(_BODY), f"{MARK}{mark_of(unit, pair.language)}"],
                previous_id=previous,
                context=str(Name(path_in_language(pair.origin_file), unit.key, index)),
            )
            message.flags -= _GUESSED


def _texts(unit: Text | TextList, language: str, before: Words | None) -> Iterator[tuple[int | None, str, str, str]]:
    """The texts of a unit: their number in a list, original, translation, previous original."""
    if isinstance(unit, Text):
        old = before if isinstance(before, str) and unit.freshness(language) == "stale" else ""
        yield None, unit.words[unit.origin], unit.words.get(language, ""), old
        return
    originals, translations = unit.words[unit.origin], unit.words.get(language, ())
    same = isinstance(before, tuple) and len(before) == len(originals) and unit.freshness(language) == "stale"
    for index, original in enumerate(originals):
        previous = before[index] if same and before is not None and before[index] != original else ""
        yield index + 1, original, translations[index] if index < len(translations) else "", previous


def _leaves(branches: Iterable[Branch]) -> Iterator[Branch]:
    for each in branches:
        yield each
        yield from _leaves(each.parts or ())
        for item in each.items or ():
            yield from _leaves(item.parts)
