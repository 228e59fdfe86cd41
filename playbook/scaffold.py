"""New content as text: the fields of its kind with what is known, and where an editor must write, words that say so.

It follows the model: a field that is added there stands in new files by itself.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any

from playbook.descriptions import choices, description
from playbook.edits import Edit, Lines
from playbook.fields import Field, Role, fields_of
from playbook.inventories import items_of
from playbook.languages import N_, catalog
from playbook.model import Entity, Kind
from playbook.source import Limits, parse
from playbook.yaml_text import folded, scalar

FIRST = ("id", "title", "summary", "status", "owner", "review_by")
LAST = ("sources",)
LEFT_OUT = frozenset({"reviewed", "waive"})
"""What nobody writes into something new."""
WIDTH = 112
"""Of comments, in characters."""
FEW = 15
"""So many ids are named in a comment."""

Answers = Mapping[str, Any]
"""What is known of an entity: values as Python has them, by field; for a list of parts, a list of answers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hand:
    """Who writes, and how."""

    folder: str
    """Of the language."""
    known: Mapping[str, Sequence[str]]
    """The ids that a field can refer to, by what it refers to."""
    comments: bool = True
    """Whether a comment says what each field is, and what else there could be."""

    @property
    def placeholder(self) -> str:
        """Stands where an editor must write."""
        return str(catalog(self.folder).gettext(N_("Write here.")))


def new_file(kind: Kind, answers: Answers, hand: Hand) -> str:
    """A file with one entity, or the beginning of an inventory: its own answers, and those of its first item."""
    known = {name: value for name, value in answers.items() if name != "id"}
    lines = ["---", *_fields(kind.file, known, hand, indent=0), "---"]
    body = [hand.placeholder] if kind.name == "page" else []
    return "\n".join([*lines, *body]) + "\n"


def new_item(data: bytes, file: str, kind: Kind, answers: Answers, hand: Hand, *, limits: Limits) -> Edit | None:
    """The edit that adds an item to an inventory; None when nothing can be added without touching what is there."""
    document, _ = parse(data, file=file, limits=limits)
    items = items_of(document, kind.items)
    if items is None:
        return None
    lines, end_of_line = Lines(data), Lines(data).line_end()
    written = _item(kind.entity, answers, hand, indent=items.indent, gap=items.gap)
    at = lines.offset(items.end, 1)
    text = "".join(f"{line}{end_of_line}" for line in (*([""] if items.is_spaced else []), *written))
    after, problems = parse(data[:at] + text.encode() + data[at:], file=file, limits=limits)
    kept = {**after.meta, kind.items: list(after.meta.get(kind.items) or ())[:-1]}
    return Edit(file=file, start=at, end=at, text=text) if kept == document.meta and not problems else None


def ordered(cls: type) -> list[Field]:
    """The fields that something new can have, in the order in which they are written."""
    is_item = issubclass(cls, Entity)
    found = [each for each in fields_of(cls).values() if not each.given or (each.name == "id" and is_item)]
    return sorted((each for each in found if each.name not in LEFT_OUT), key=_rank)


def _rank(field: Field) -> int:
    if field.name in FIRST:
        return FIRST.index(field.name) - len(FIRST)
    is_list = field.role is Role.PARTS and field.part is not None and issubclass(field.part, Entity)
    return 2 if is_list else int(field.name in LAST)


# --- Fields as lines --------------------------------------------------------------------------------------------------


def _fields(cls: type, answers: Answers, hand: Hand, *, indent: int, brief: bool = False) -> Iterator[str]:
    """The lines of all fields; ``brief`` ones are only those that are needed, without a comment."""
    margin = " " * indent
    usual = {each.name: each.default for each in fields(cls) if each.default is not MISSING}
    for each in ordered(cls):
        if each.name == "id" and each.name not in answers and each.given:
            continue
        value = answers.get(each.name)
        needed = value is not None or (each.required and each.role is not Role.LOCAL_TEXTS)
        if brief and not needed:
            continue
        if hand.comments and not brief:
            yield from (f"{margin}# {line}" for line in _explained(cls, each, hand))
        if needed:
            yield from (f"{margin}{line}" for line in _written(each, value, hand, brief=brief))
        elif hand.comments:
            shown = _written(each, usual.get(each.name) or None, hand, brief=True)
            yield from (f"{margin}# {line}" for line in shown)


def _explained(cls: type, field: Field, hand: Hand) -> Iterator[str]:
    """What a field is for, and what can stand in it."""
    sentence = description(cls, field.name, folder=hand.folder)
    words = [f"{word} ({said.rstrip('.')})" for word, said in choices(field, folder=hand.folder).items()]
    ids = hand.known.get(field.reference, ()) if field.reference else ()
    listed = words or [*ids[:FEW], *(["…"] if len(ids) > FEW else [])]
    options = str(catalog(hand.folder).gettext(N_("Choose from: {words}"))).format(words=", ".join(listed))
    for text in (sentence, options if listed else ""):
        yield from textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _written(field: Field, value: Any, hand: Hand, *, brief: bool) -> Iterator[str]:
    """A field with its value, or with what stands for one."""
    if field.role is Role.TEXT:
        first, *more = folded(str(value or hand.placeholder), indent=2)
        yield f"{field.name}: {first}"
        yield from more
    elif field.role in (Role.TEXT_LIST, Role.LOCAL_TEXTS):
        yield f"{field.name}:"
        yield from (f"  - {scalar(str(text))}" for text in value or [hand.placeholder])
    elif field.role is Role.PARTS and field.part is not None:
        yield f"{field.name}:"
        for number, part in enumerate(value or [{}]):
            yield from _item(field.part, part, hand, indent=2, gap=1, brief=brief or number > 0)
    elif field.role is Role.PART and field.part is not None:
        inner = (f"{each.name}: {_plain(each, None, hand)}" for each in ordered(field.part) if each.required)
        yield f"{field.name}: {{{', '.join(inner)}}}"
    elif field.several:
        values = value or [_stand_in(field, hand)]
        yield f"{field.name}: [{', '.join(scalar(str(each), in_brackets=True) for each in values)}]"
    else:
        yield f"{field.name}: {_plain(field, value, hand)}"


def _item(cls: type, answers: Answers, hand: Hand, *, indent: int, gap: int, brief: bool = False) -> Iterator[str]:
    """The lines of an item of a list; the dash stands before its first field, and comments on that above it."""
    inner = indent + 1 + gap
    lines = list(_fields(cls, answers, hand, indent=inner, brief=brief))
    first = next(number for number, line in enumerate(lines) if not line.lstrip().startswith("#"))
    yield from (f"{' ' * indent}{line.lstrip()}" for line in lines[:first])
    yield f"{' ' * indent}-{' ' * gap}{lines[first].lstrip()}"
    yield from lines[first + 1 :]


def _plain(field: Field, value: Any, hand: Hand) -> str:
    """A single value as YAML."""
    chosen = _stand_in(field, hand) if value is None else value
    if isinstance(chosen, bool):
        return "true" if chosen else "false"
    return str(chosen) if isinstance(chosen, int | float | date) else scalar(str(chosen), in_brackets=True)


def _stand_in(field: Field, hand: Hand) -> object:
    """What a field holds until an editor has decided: valid wherever the kind allows it."""
    if field.choices:
        return field.choices[0]
    if field.reference:
        return next(iter(hand.known.get(field.reference, ())), "some-id")
    if field.bounds:
        least, greatest = field.bounds
        return min(max(0, least), greatest)
    stand_ins: Mapping[type | None, object] = {bool: False, int: 0, float: 0, date: date(2030, 1, 31)}
    return stand_ins.get(field.plain, "first" if field.is_key else hand.placeholder)
