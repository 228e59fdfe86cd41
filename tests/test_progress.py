"""What is shown of long work, and that quick work is quiet."""

from __future__ import annotations

import io
import time

from playbook.progress import Progress, shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_line_counts_what_is_done() -> None:
    assert Progress(what="building", done=340, total=1800).line(12.4) == "building: 340 of 1800 pages, 12 s"
    assert Progress(what="reading").line(3) == "reading: 3 s"


def test_the_bar_fills() -> None:
    assert Progress(what="building", total=4).bar(1).startswith("[------------------------] building: 0 of 4")
    assert Progress(what="building", done=2, total=4).bar(1).startswith("[############------------] ")
    assert Progress(what="building", done=5, total=4).bar(1).startswith("[########################] ")


def test_quick_work_is_quiet() -> None:
    said: list[str] = []
    for stream in (Terminal(), io.StringIO()):
        with shown("building", say=said.append, stream=stream):
            pass
        assert (said, stream.getvalue()) == ([], "")


def test_into_a_pipe_go_lines() -> None:
    said: list[str] = []
    with shown("building", say=said.append, stream=io.StringIO(), quiet=0, every=0.001) as progress:
        progress.total = 3
        progress.reach(2)
        while not said or "of" not in said[-1]:
            time.sleep(0.001)
    assert said[-1] == "building: 2 of 3 pages, 0 s"


def test_on_a_terminal_the_bar_is_drawn_in_one_place_and_taken_away() -> None:
    terminal = Terminal()
    with shown("building", say=lambda line: None, stream=terminal, quiet=0, every=0.001) as progress:
        progress.total = 2
        while "of 2 pages" not in terminal.getvalue():
            time.sleep(0.001)
    assert "\n" not in terminal.getvalue()
    *_, cleared, end = terminal.getvalue().split("\r")
    assert (cleared.strip(), end) == ("", "")
