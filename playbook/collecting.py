"""Python's search for values that hold one another, which finds next to nothing while content is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW_VALUES = 100_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Search only after a hundred thousand new values for the length of a block, then as before; not if it is off.

    Reading makes values by the hundred thousand, all of which are kept or let go by themselves: measured, the search
    took 4 % of the time, and memory is the same without it. It concerns the whole process.
    """
    before = gc.get_threshold()
    if before[0]:
        gc.set_threshold(max(_NEW_VALUES, before[0]), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
