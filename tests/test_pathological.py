"""Documents of a hostile size or shape: each is answered in time and in little memory, and never with a crash."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from answering import MEGABYTES, SECONDS
from pathological import DOCUMENTS

TESTS = Path(__file__).parent
BATCHES = 6
NAMES = sorted(DOCUMENTS)


def test_there_are_enough() -> None:
    assert len(DOCUMENTS) >= 110


@pytest.mark.parametrize("batch", range(BATCHES))
def test_each_is_answered(batch: int) -> None:
    names = NAMES[batch::BATCHES]
    done = subprocess.run(
        [sys.executable, str(TESTS / "answering.py")],
        input=json.dumps(names),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    answers = {each["name"]: each for each in map(json.loads, done.stdout.splitlines())}
    assert list(answers) == names, done.stderr[-2000:]
    for name, each in answers.items():
        assert each["answer"].startswith(("refused: ", "shown: ")), f"{name}: {each['answer']}"
        assert "Traceback" not in each["answer"], name
        assert each["seconds"] < SECONDS, f"{name}: {each['seconds']:.2f} seconds"
        assert each["megabytes"] < MEGABYTES, f"{name}: {each['megabytes']:.0f} MB"
