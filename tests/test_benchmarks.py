"""The benchmarks' generator writes a playbook without a mistake, the same each time, that builds. Nothing is timed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str, cwd: Path = ROOT) -> str:
    done = subprocess.run([sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated") / "playbook"
    run("benchmarks.generate", "3", "--to", str(folder))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_number_gives_the_same_bytes(generated: Path, tmp_path: Path) -> None:
    run("benchmarks.generate", "3", "--to", str(tmp_path))
    assert contents(tmp_path) == contents(generated)


def test_the_playbook_is_whole_and_builds(generated: Path, tmp_path: Path) -> None:
    assert run("playbook", "check", cwd=generated) == "no mistakes found\n"
    for line in run("playbook", "translations", "status", cwd=generated).splitlines():
        assert "100 % current" in line
    run("playbook", "build", "--site-dir", str(tmp_path / "site"), cwd=generated)
    for language in ("da", "sv", "no"):
        assert len(list((tmp_path / "site" / language / "journeys").glob("journey-*/index.html"))) == 3
