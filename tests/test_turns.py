"""Of the workers only some make their search index at once; nobody waits for ever."""

from __future__ import annotations

from multiprocessing import get_context

import pytest

from mkdocs_playbook import build


def test_a_turn_is_taken_and_given_back() -> None:
    turns = get_context("spawn").Semaphore(1)
    with build.in_turn(turns):
        assert not turns.acquire(block=False)
    assert turns.acquire(block=False)


def test_a_turn_is_given_back_when_the_work_fails() -> None:
    turns = get_context("spawn").Semaphore(1)
    with pytest.raises(ValueError, match="wrong"), build.in_turn(turns):
        raise ValueError("wrong")
    assert turns.acquire(block=False)


def test_who_waits_too_long_goes_on_and_gives_nothing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "LONGEST_TURN", 0.01)
    turns = get_context("spawn").Semaphore(0)
    with build.in_turn(turns):
        pass
    assert not turns.acquire(block=False)


def test_without_turns_there_is_nothing_to_wait_for() -> None:
    with build.in_turn(None):
        pass
