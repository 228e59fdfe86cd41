"""Texts put into the front matter of a translation: as edits, so that nothing else in the file changes by a byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playbook.edits import Edit, Lines
from playbook.fields import Path
from playbook.filling.fields import (
    Leaf,
    field_in_brackets,
    field_lines,
    in_brackets,
    item_in_brackets,
    item_lines,
    items,
    text_lines,
)
from playbook.filling.layout import Layout
from playbook.filling.styles import value
from playbook.filling.tree import Branch, Item
from playbook.marks import Spot
from playbook.source import FRONT_LINE, Document


@dataclass(slots=True)
class Filling:
    """The edits of one file, gathered."""

    document: Document
    lines: Lines
    leaf: Leaf = text_lines
    takes_brackets: bool = True
    """Whether what ``leaf`` writes can also be put between brackets."""
    layout: Layout = field(init=False)
    edits: list[Edit] = field(default_factory=list)
    inserted: dict[int, list[str]] = field(default_factory=dict)
    """Texts by the place where they are put in, several in their order."""
    left: list[str] = field(default_factory=list)
    """Keys of what could not be put between brackets."""

    def __post_init__(self) -> None:
        self.layout = Layout(self.document)

    def all_edits(self) -> list[Edit]:
        """What has been gathered."""
        added = (self._edit(at, at, "".join(texts)) for at, texts in self.inserted.items())
        return [*self.edits, *added]

    def fields(self, branches: Iterable[Branch], path: Path, *, after: str) -> None:
        """Put the wanted texts of a mapping in; ``after`` is the field behind which the first new one goes."""
        held = _at(self.document.meta, path)
        anchor = (*path, after)
        for branch in branches:
            here = (*path, branch.name)
            if branch.name in held:
                self._change(branch, here, held[branch.name])
                anchor = here
            elif branch.is_wanted:
                self._add_field(branch, anchor)

    def _change(self, branch: Branch, path: Path, held: Any) -> None:
        if isinstance(branch.words, str):
            self._replace(path, branch.words, held)
        elif branch.words is not None:
            self._change_list(path, branch.words, held)
        elif branch.parts is not None:
            self.fields(branch.parts, path, after=next(iter(held)))
        elif branch.items is not None:
            self._change_items(branch.items, path, held)

    def _replace(self, path: Path, words: str, held: object) -> None:
        if isinstance(held, str) and held.strip() == words:
            return
        made = value(
            words,
            indent=self.layout.indent_below(path),
            style=self.layout.sign(path),
            on_one_line=bool(self.layout.rest(path).strip()) and self.layout.sign(path) not in ("|", ">"),
            in_brackets=self.layout.is_in_brackets(path),
        )
        rest = self.layout.rest(path) if self.layout.sign(path) in ("|", ">") else ""
        self._put(self.layout.start(path), self.layout.end(path), [made.head + rest, *made.below])

    def _change_list(self, path: Path, words: Sequence[str], held: Sequence[object]) -> None:
        if len(words) == len(held):
            for index, (text, before) in enumerate(zip(words, held, strict=True)):
                self._replace((*path, index), text, before)
        elif self.layout.sign(path) == "[" or self.layout.is_in_brackets(path):
            self._put(self.layout.start(path), self.layout.end(path), [in_brackets(words)])
        else:
            dash = self.layout.dash((*path, 0))
            lines = items(words, dash.column)
            self._put(dash, self.layout.end(path), [lines[0].lstrip(" "), *lines[1:]])

    def _change_items(self, wanted: Iterable[Item], path: Path, held: Sequence[Any]) -> None:
        last: int | None = None
        for item in wanted:
            index = next((i for i, each in enumerate(held) if each.get(item.id_field) == item.id), None)
            if index is not None:
                self.fields(item.parts, (*path, index), after=item.id_field)
                last = index
            elif item.is_wanted:
                self._add_item(item, path, last)

    def _add_field(self, branch: Branch, anchor: Path) -> None:
        if self.layout.is_in_brackets(anchor):
            self._add_in_brackets(f"{branch.name}: {field_in_brackets(branch)}", branch.key, self.layout.end(anchor))
        else:
            indent = self.layout.key(anchor).column
            self._add_lines(field_lines(branch, indent, self.leaf), self.layout.end(anchor), indent)

    def _add_item(self, item: Item, path: Path, last: int | None) -> None:
        if self.layout.sign(path) == "[":
            end = self.layout.end((*path, last)) if last is not None else None
            start = self.layout.start(path)
            self._add_in_brackets(
                item_in_brackets(item), item.parts[0].key, end or Spot(start.line, start.column + 1), first=end is None
            )
        else:
            end = self.layout.end((*path, last)) if last is not None else self.layout.key(path)
            indent = self.layout.dash((*path, 0)).column
            gap = [""] if last is not None and self._is_spaced(path) else []
            self._add_lines([*gap, *item_lines(item, indent, self.leaf)], end, indent)

    def _is_spaced(self, path: Path) -> bool:
        """Whether a blank line stands between the first two items of a list."""
        second = (*path, 1)
        lines = self.layout.lines
        return second in self.document.key_positions and not lines[self.layout.dash(second).line - 1].strip()

    def _add_in_brackets(self, text: str, key: str, spot: Spot, *, first: bool = False) -> None:
        if not self.takes_brackets:
            self.left.append(key)
            return
        self.inserted.setdefault(self._offset(spot), []).append(f"{text}, " if first else f", {text}")

    def _add_lines(self, lines: list[str], spot: Spot, indent: int) -> None:
        """Below a place, and below the comments there that are indented more: they belong to what is above."""
        offset = self._offset(Spot(self.layout.behind_comments(spot.line + 1, indent), 0))
        self.inserted.setdefault(offset, []).append("".join(line + self.lines.line_end() for line in lines))

    def _put(self, start: Spot, end: Spot, lines: Sequence[str]) -> None:
        text = self.lines.line_end().join(lines)
        self.edits.append(self._edit(self._offset(start), self._offset(end), text))

    def _edit(self, start: int, end: int, text: str) -> Edit:
        return Edit(file=self.document.file, start=start, end=end, text=text)

    def _offset(self, spot: Spot) -> int:
        return self.lines.offset(spot.line + FRONT_LINE, spot.column + 1)


def _at(meta: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    held: Any = meta
    for part in path:
        held = held[part]
    return held  # type: ignore[no-any-return]
