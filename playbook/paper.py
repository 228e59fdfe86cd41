"""How large a journey map can stand on paper: a page of A4 on its side, or of A3, which has the same shape."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playbook.hyphenation import SOFT_HYPHEN
from playbook.journey_map import JourneyMap, MapStep

# In CSS pixels, as map.css has them for print: what a page of A4 holds below the title, and the parts of a map.
_WIDTH = 1047
_HEIGHT = 600
_LINE = 15.6
_LETTER = 8.0
"""A wide letter and its share of the end of a line, so that any font fits."""
_CURVE = 168
_FLAGS = 45
_HEAD = 31
"""Of a lane: its name, and the space below."""
_PERCENT = range(30, 111)


def scale(shown: JourneyMap) -> float:
    """The zoom at which a map fills a page of A4 without running over, estimated from its texts."""
    letters = _letters(shown)
    place = bisect_right(_PERCENT, _HEIGHT, key=lambda percent: round(_height(letters, percent / 100)))
    return _PERCENT[max(place - 1, 0)] / 100


@dataclass(frozen=True, kw_only=True, slots=True)
class _Letters:
    """How long the texts of a map are, in letters."""

    stages: tuple[tuple[int, int], ...]
    """With the number of columns below."""
    arcs: tuple[tuple[tuple[int, int], ...], ...]
    """By level; with the number of columns between."""
    actions: tuple[int, ...]
    lanes: Mapping[str, tuple[tuple[int, ...], ...]]
    """By lane and column."""


def _letters(shown: JourneyMap) -> _Letters:
    levels = range(1, shown.levels + 1)
    return _Letters(
        stages=tuple((_length(stage.label), len(stage.steps)) for stage in shown.stages),
        arcs=tuple(
            tuple((_length(arc.label), max(arc.last - arc.first, 1)) for arc in shown.arcs if arc.level == level)
            for level in levels
        ),
        actions=tuple(_length(step.action) for step in shown.steps),
        lanes={
            lane: tuple(tuple(map(_length, _texts(step, lane))) for step in shown.steps) for lane in sorted(shown.lanes)
        },
    )


def _height(letters: _Letters, zoom: float) -> float:
    column = _WIDTH / zoom / len(letters.actions)
    inner = column - 12
    rows = [
        14 + _LINE * max(_lines(stage, column * steps - 18) for stage, steps in letters.stages),
        *(15 + _LINE * max(_lines(arc, column * steps - 24) for arc, steps in level) for level in letters.arcs),
        45 + _LINE * max(_lines(action, inner) for action in letters.actions),
        _CURVE,
        *(_lane(lane, columns, inner) for lane, columns in letters.lanes.items()),
    ]
    return zoom * sum(rows)


def _lane(lane: str, columns: tuple[tuple[int, ...], ...], inner: float) -> float:
    if lane == "moment":
        return _FLAGS
    if lane == "touchpoint":
        return _HEAD + 20 + _LINE * max(sum(_lines(text, inner) for text in texts) for texts in columns)
    return _HEAD + max(sum(_LINE * _lines(text, inner - 15) + 2.4 for text in texts) for texts in columns)


def _texts(step: MapStep, lane: str) -> Sequence[str]:
    if lane == "moment":
        return ()
    if lane == "touchpoint":
        return (step.touchpoint.title, step.touchpoint.channel_title) if step.touchpoint else ()
    if lane == "pains":
        return step.pains
    if lane == "gains":
        return step.gains
    if lane == "opportunities":
        return [named.title for named in step.opportunities]
    return [f"{way.label}: {way.course}" for way in step.ways]


def _length(text: str) -> int:
    return len(text) - text.count(SOFT_HYPHEN)


def _lines(letters: int, width: float) -> int:
    return max(1, math.ceil(letters * _LETTER / max(width, 3 * _LETTER)))
