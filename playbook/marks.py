"""Where the values of a front matter stand: six numbers each, and their paths only for who asks."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from playbook.diagnostics import Location

Path = tuple[str | int, ...]
"""Where a value stands in front matter: ``("steps", 2, "touchpoint")``; ``()`` is the whole."""
NO_END = -1
_NUMBERS = 6


class Spot(NamedTuple):
    """A place in a YAML text: line and column, both from 0."""

    line: int
    column: int


class Positions(NamedTuple):
    """Where values stand, by their paths."""

    values: Mapping[Path, Location]
    keys: Mapping[Path, Location]
    """Where each key or list item begins."""
    ends: Mapping[Path, Spot]
    """Behind each single value: its line and its column in the front matter, both from 0."""


class Marks:
    """The places of all values of a front matter.

    ``numbers`` holds for each value, the whole first, then what is in it in its order: the line and the column on
    which it begins, those of its key or item, and those behind it, which are ``NO_END`` for all but single values. They
    are counted from 0.
    """

    __slots__ = ("_positions", "numbers")

    def __init__(self) -> None:
        self.numbers: array[int] = array("i")
        self._positions: Positions | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Marks) and self.numbers == other.numbers

    __hash__ = None  # type: ignore[assignment]  # they are filled while a text is read

    def positions(self, meta: Mapping[str, Any], file: str, *, first_line: int) -> Positions:
        """The places by path; ``meta`` is what they belong to. They are worked out once."""
        if self._positions is None:
            self._positions = _positions(self.numbers, meta, file, first_line)
        return self._positions


def _positions(numbers: array[int], meta: Mapping[str, Any], file: str, first_line: int) -> Positions:
    found: tuple[dict[Path, Location], dict[Path, Location], dict[Path, Spot]] = {}, {}, {}
    values, keys, ends = found
    for index, path in enumerate(_paths(meta, ())) if numbers else ():
        line, column, key_line, key_column, end_line, end_column = numbers[_NUMBERS * index : _NUMBERS * (index + 1)]
        values[path] = Location(file=file, line=first_line + line, column=column + 1)
        if path:
            keys[path] = Location(file=file, line=first_line + key_line, column=key_column + 1)
        if end_line != NO_END:
            ends[path] = Spot(end_line, end_column)
    return Positions(*found)


def _paths(value: Any, path: Path) -> Iterator[Path]:
    """The path of a value and of everything in it, in the order of the text."""
    yield path
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _paths(below, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _paths(below, (*path, index))


def number_of_marks(value: Any) -> int:
    """How many marks a value has: its own and those of everything in it."""
    kind = type(value)
    if kind is not dict and kind is not list:
        return 1
    number = 1 + len(value)
    for below in value.values() if kind is dict else value:
        if type(below) is dict or type(below) is list:
            number += number_of_marks(below) - 1
    return number


def outer_keys(marks: Marks, meta: Mapping[str, Any]) -> Iterator[tuple[str, int | None, int]]:
    """Each field of a front matter, and each item of its lists: the field, the item's number, the line of its key.

    They come in the order of the text; the number is None for the field itself, and lines are counted from 0.
    """
    lines, number = marks.numbers[2::_NUMBERS], 1
    for name, value in meta.items() if lines else ():
        yield name, None, lines[number]
        below = number + 1
        for index, item in enumerate(value) if isinstance(value, list) else ():
            yield name, index, lines[below]
            below += number_of_marks(item)
        number = below if isinstance(value, list) else number + number_of_marks(value)


def extent(marks: Marks, number: int) -> tuple[int, int, int, int]:
    """The line and the column on which the value with a number begins, and those behind it."""
    line, column, _, _, end_line, end_column = marks.numbers[_NUMBERS * number : _NUMBERS * (number + 1)]
    return line, column, end_line, end_column
