"""Emotion curves: smooth lines through scores, as paths of SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Bezier = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """The part of a curve that lies in one step's column: a square of 100, the score in the middle of its width."""

    line: str
    """Empty for a step that nothing leads to or from."""
    area: str
    """What lies between the line and zero."""


def height(score: float) -> float:
    """Where a score of -2..+2 lies in a height of 100, counted from above; zero is in the middle."""
    return 50 - 19 * score


def pieces(scores: Sequence[int], joined: Sequence[bool]) -> tuple[Piece, ...]:
    """A curve cut into columns; ``joined`` says of each but the last whether the line goes on to the next."""
    points = [(100.0 * index + 50, height(score)) for index, score in enumerate(scores)]
    arcs = _through(points, joined)
    halves = [_halves(arc) if arc else None for arc in arcs]
    return tuple(
        _piece(point, halves[index - 1] if index else None, halves[index] if index < len(halves) else None, 100 * index)
        for index, point in enumerate(points)
    )


def path(points: Sequence[Point], joined: Sequence[bool], *, digits: int = 1, dash: float = 0) -> str:
    """A curve through points from left to right as one path, with a gap wherever two are not joined.

    A point without neighbours is a dash of this length. ``digits`` are those after the decimal point.
    """
    drawn: list[str] = []
    is_open = False
    for point, curve in zip(points, [*_through(points, joined), None], strict=True):
        if not is_open:
            x, y = (round(number, digits) for number in point)
            start = x if curve else x - dash / 2
            drawn.append(f"M{_short(start, digits)} {_short(y, digits)}")
        if not is_open and not curve and dash:
            drawn.append(f"h{_short(dash, digits)}")
        if curve:
            drawn.append(_relative(curve, digits))
        is_open = curve is not None
    return "".join(drawn)


def _through(points: Sequence[Point], joined: Sequence[bool]) -> list[Bezier | None]:
    """A cubic curve from each point to the next, None for a gap. It never runs past a score: it would invent emotions.

    The slopes are those of M. Steffen, A simple method for monotonic interpolation in one dimension (1990).
    """
    slopes = [
        (after[1] - before[1]) / (after[0] - before[0]) if on and after[0] > before[0] else None
        for (before, after), on in zip(pairwise(points), joined, strict=True)
    ]
    tangents = [_tangent(left, right) for left, right in zip([None, *slopes], [*slopes, None], strict=True)]
    return [
        None if slope is None else _bezier(points[index], points[index + 1], tangents[index], tangents[index + 1])
        for index, slope in enumerate(slopes)
    ]


def _tangent(left: float | None, right: float | None) -> float:
    if left is None or right is None or left * right <= 0:
        return 0.0
    least = min(abs(left), abs(right), abs(left + right) / 4)
    return 2 * least if left > 0 else -2 * least


def _bezier(start: Point, end: Point, leaving: float, arriving: float) -> Bezier:
    third = (end[0] - start[0]) / 3
    return start, (start[0] + third, start[1] + leaving * third), (end[0] - third, end[1] - arriving * third), end


def _halves(curve: Bezier) -> tuple[Bezier, Bezier]:
    """A curve cut in the middle (de Casteljau), which is halfway between its ends."""
    a, b, c, d = curve
    ab, bc, cd = _middle(a, b), _middle(b, c), _middle(c, d)
    abc, bcd = _middle(ab, bc), _middle(bc, cd)
    middle = _middle(abc, bcd)
    return (a, ab, abc, middle), (middle, bcd, cd, d)


def _middle(first: Point, second: Point) -> Point:
    return (first[0] + second[0]) / 2, (first[1] + second[1]) / 2


def _piece(
    point: Point, before: tuple[Bezier, Bezier] | None, after: tuple[Bezier, Bezier] | None, left: float
) -> Piece:
    curves = [curve for curve in (before and before[1], after and after[0]) if curve]
    if not curves:
        return Piece(line="", area="")
    moved = [tuple((x - left, y) for x, y in curve) for curve in curves]
    line = f"M{_at(moved[0][0])}" + "".join(_curve(curve[1:]) for curve in moved)
    return Piece(line=line, area=f"{line}L{_at((moved[-1][3][0], 50))} {_at((moved[0][0][0], 50))}Z")


def _curve(points: Sequence[Point]) -> str:
    return "C" + " ".join(_at(point) for point in points)


def _relative(curve: Bezier, digits: int) -> str:
    """A curve as it is written after its start, from rounded places, so that nothing adds up along a path."""
    (left, top), *others = [(round(x, digits), round(y, digits)) for x, y in curve]
    moves = (f"{_short(x - left, digits)} {_short(y - top, digits)}" for x, y in others)
    return ("c" + " ".join(moves)).replace(" -", "-")


def _at(point: Point) -> str:
    return f"{_short(point[0], 1)} {_short(point[1], 1)}"


def _short(number: float, digits: int) -> str:
    """A number without needless zeros."""
    written = f"{number:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{number:.0f}"
    return "0" if written == "-0" else written
