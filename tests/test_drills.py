"""The drills' short form. The long form: ``python -m drills --kills 1000 --builds 1000``."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from drills import builds
from drills.ground import Ground, prepare, small_playbook

ROOT = Path(__file__).parent.parent
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own in it, where flushing does not wait for others' files
pytestmark = pytest.mark.xdist_group("drills")


@pytest.fixture(scope="module")
def memory() -> Iterator[str]:
    """A folder in memory where there is such a thing."""
    with tempfile.TemporaryDirectory(prefix="drills-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield folder


@pytest.mark.parametrize("name", ["kill-publishing", "each-operation", "two-steps"])
def test_publishing(name: str, memory: str) -> None:
    """In a process of its own, which forks: this one has threads."""
    command = [sys.executable, "-m", "drills", name, "--folder", memory]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"| {name} | " in done.stdout


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return prepare(tmp_path_factory.mktemp("drills") / "playbook", small_playbook())


@pytest.fixture
def ground(original: Ground, tmp_path: Path) -> Ground:
    return Ground(root=shutil.copytree(original.root, tmp_path / "playbook", ignore=shutil.ignore_patterns("many")))


@pytest.mark.parametrize(
    "drill",
    [drill for drill in builds.ALL if drill not in builds.LONG],
    ids=lambda drill: drill.__name__.replace("_", "-"),
)
def test_a_build_that_is_disturbed(drill: builds.Drill, ground: Ground) -> None:
    assert drill(ground)
