"""A curve goes through its scores, and shows nothing in between that is not there."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from playbook.curves import height, path, pieces

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SCORES = st.lists(st.tuples(st.integers(-2, 2), st.booleans()), min_size=1, max_size=30)


def numbers(line: str) -> list[tuple[float, float]]:
    found = [float(each) for each in NUMBER.findall(line)]
    return list(zip(found[::2], found[1::2], strict=True))


@given(given_scores=SCORES)
def test_a_curve_passes_its_scores_and_invents_none(given_scores: list[tuple[int, bool]]) -> None:
    scores, joined = [score for score, _ in given_scores], [on for _, on in given_scores[:-1]]
    drawn = pieces(scores, joined)
    for index, (score, piece) in enumerate(zip(scores, drawn, strict=True)):
        before, after = index > 0 and joined[index - 1], index < len(joined) and joined[index]
        assert bool(piece.line) == (before or after)
        if piece.line:
            points = numbers(piece.line)
            assert (50, height(score)) in points
            assert (points[0][0], points[-1][0]) == (0 if before else 50, 100 if after else 50)
            near = [height(each) for each in scores[max(0, index - 1) : index + 2]]
            assert all(min(near) - 0.1 <= y <= max(near) + 0.1 for _, y in points)
        if after:
            assert numbers(piece.line)[-1][1] == numbers(drawn[index + 1].line)[0][1]


def test_a_curve_has_a_gap_where_a_journey_ends() -> None:
    first, second, third = pieces([0, 2, 1], [True, False])
    assert numbers(first.line)[-1] == (100, 31)
    assert numbers(second.line)[-1] == (50, 12)
    assert third.line == ""
    assert path([(0, 50), (10, 12), (20, 31)], [True, False], dash=4) == "M0 50c3.3 0 6.7-38 10-38M18 31h4"
