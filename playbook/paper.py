"""How large a journey map can stand on paper: a page of A4 on its side, or of A3, which has the same shape."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence

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
    place = bisect_right(_PERCENT, _HEIGHT, key=lambda percent: round(_height(shown, percent / 100)))
    return _PERCENT[max(place - 1, 0)] / 100


def _height(shown: JourneyMap, zoom: float) -> float:
    column = _WIDTH / zoom / len(shown.steps)
    inner = column - 12
    rows = [
        14 + _LINE * max(_lines(stage.label, column * len(stage.steps) - 18) for stage in shown.stages),
        *(_arcs(shown, level, column) for level in range(1, shown.levels + 1)),
        45 + _LINE * max(_lines(step.action, inner) for step in shown.steps),
        _CURVE,
        *(_lane(shown.steps, lane, inner) for lane in shown.lanes),
    ]
    return zoom * sum(rows)


def _arcs(shown: JourneyMap, level: int, column: float) -> float:
    arcs = (arc for arc in shown.arcs if arc.level == level)
    return 15 + _LINE * max(_lines(arc.label, column * max(arc.last - arc.first, 1) - 24) for arc in arcs)


def _lane(steps: Sequence[MapStep], lane: str, inner: float) -> float:
    if lane == "moment":
        return _FLAGS
    if lane == "touchpoint":
        return _HEAD + 20 + _LINE * max(_touchpoint(step, inner) for step in steps)
    return _HEAD + max(_list(_texts(step, lane), inner - 15) for step in steps)


def _touchpoint(step: MapStep, inner: float) -> int:
    if not step.touchpoint:
        return 0
    return _lines(step.touchpoint.title, inner) + _lines(step.touchpoint.channel_title, inner)


def _texts(step: MapStep, lane: str) -> Sequence[str]:
    if lane == "pains":
        return step.pains
    if lane == "gains":
        return step.gains
    if lane == "opportunities":
        return [named.title for named in step.opportunities]
    return [f"{way.label}: {way.course}" for way in step.ways]


def _list(texts: Iterable[str], width: float) -> float:
    return sum(_LINE * _lines(text, width) + 2.4 for text in texts)


def _lines(text: str, width: float) -> int:
    letters = len(text.replace(SOFT_HYPHEN, ""))
    return max(1, math.ceil(letters * _LETTER / max(width, 3 * _LETTER)))
