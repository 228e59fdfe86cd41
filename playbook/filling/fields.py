"""Fields that a translation does not have yet, as lines of YAML or, in brackets, as a part of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from playbook.filling.styles import Value, fresh_value, one_line
from playbook.filling.tree import Branch, Item

SHORT = 60
"""Characters up to which a new list of texts is written in brackets."""

Leaf = Callable[[Branch, int], list[str]]
"""The lines of a new field that is a text, from its column."""


def field_lines(branch: Branch, indent: int, leaf: Leaf) -> list[str]:
    """A field that is not there yet, with what is wanted in it."""
    pad = " " * indent
    if branch.items is not None:
        below = [line for item in branch.items if item.is_wanted for line in item_lines(item, indent + 2, leaf)]
        return [f"{pad}{branch.name}:", *below]
    if branch.parts is not None:
        below = [line for each in branch.parts if each.is_wanted for line in field_lines(each, indent + 2, leaf)]
        return [f"{pad}{branch.name}:", *below]
    return leaf(branch, indent)


def item_lines(item: Item, indent: int, leaf: Leaf) -> list[str]:
    """An item that is not there yet; ``indent`` counts the spaces before its dash."""
    below = [line for each in item.parts if each.is_wanted for line in field_lines(each, indent + 2, leaf)]
    return [f"{' ' * indent}- {item.id_field}: {one_line(item.id)}", *below]


def text_lines(branch: Branch, indent: int) -> list[str]:
    """A text, or a list of texts, under its name."""
    begun = f"{' ' * indent}{branch.name}:"
    if isinstance(branch.words, str):
        return _joined(f"{begun} ", fresh_value(branch.words, indent=indent + 2, before=len(begun) + 1))
    words = branch.words or ()
    if all("\n" not in each for each in words) and len(in_brackets(words)) <= SHORT:
        return [f"{begun} {in_brackets(words)}"]
    return [begun, *items(words, indent + 2)]


def items(words: Sequence[str], indent: int) -> list[str]:
    """A list of texts on lines of their own; ``indent`` counts the spaces before each dash."""
    begun = f"{' ' * indent}- "
    made = (_joined(begun, fresh_value(each, indent=indent + 2, before=indent + 2)) for each in words)
    return [line for lines in made for line in lines]


def _joined(begun: str, made: Value) -> list[str]:
    return [f"{begun}{made.head}", *made.below]


def in_brackets(words: Iterable[str]) -> str:
    """A list of texts on one line."""
    return f"[{', '.join(one_line(each, in_brackets=True) for each in words)}]"


def field_in_brackets(branch: Branch) -> str:
    """What a field holds, on one line."""
    if isinstance(branch.words, str):
        return one_line(branch.words, in_brackets=True)
    if branch.words is not None:
        return in_brackets(branch.words)
    if branch.parts is not None:
        parts = (f"{each.name}: {field_in_brackets(each)}" for each in branch.parts if each.is_wanted)
        return "{" + ", ".join(parts) + "}"
    return f"[{', '.join(item_in_brackets(item) for item in branch.items or () if item.is_wanted)}]"


def item_in_brackets(item: Item) -> str:
    """An item on one line."""
    fields = [f"{each.name}: {field_in_brackets(each)}" for each in item.parts if each.is_wanted]
    return "{" + ", ".join([f"{item.id_field}: {one_line(item.id, in_brackets=True)}", *fields]) + "}"
