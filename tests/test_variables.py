"""Environment variables that say what cannot be are told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import hosts
from playbook.cli import main
from playbook.variables import BUILD_TIME, PATIENCE, VariableError, whole_number


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = hosts.project(tmp_path)
    monkeypatch.chdir(root)
    return root


def test_a_variable_holds_a_whole_number_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PATIENCE, raising=False)
    assert whole_number(PATIENCE, otherwise=7) == 7
    for text, number in (("", 7), ("0", 0), ("12", 12)):
        monkeypatch.setenv(PATIENCE, text)
        assert whole_number(PATIENCE, otherwise=7) == number
    for text in ("x", "1.5", "-1", "²", "٣", "9" * 5000):
        monkeypatch.setenv(PATIENCE, text)
        with pytest.raises(VariableError, match=f"{PATIENCE} is no whole number"):
            whole_number(PATIENCE, otherwise=7)


@pytest.mark.parametrize(
    ("text", "why"), [("yesterday", "no whole number: 'yesterday'"), ("99999999999999", "no time: 99999999999999")]
)
def test_a_build_has_a_time(text: str, why: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BUILD_TIME, text)
    done = CliRunner().invoke(main, ["compile", "--to", "tree"])
    assert done.exit_code == 3
    assert done.stderr.endswith(f"error: the environment variable {BUILD_TIME} is {why}\n")
    done = hosts.run(root, "playbook", "build", **{BUILD_TIME: text})
    assert done.returncode == 3
    assert f"the environment variable {BUILD_TIME} is {why}" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
