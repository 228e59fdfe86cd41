"""The user's secret: made once, and nowhere near a project."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from playbook import remembered
from playbook.seals import own_secret


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_a_secret_is_made_once(caches: Path) -> None:
    secret = own_secret()
    assert secret is not None
    assert len(secret) == 32
    assert own_secret() == secret
    (file,) = (caches / "journey-playbook").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_another_user_has_another_secret(caches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = own_secret()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    assert own_secret() not in (None, first)


@pytest.mark.parametrize("data", [b"", b"short", bytes(33)])
def test_what_is_no_secret_is_none_and_stays(caches: Path, data: bytes) -> None:
    (caches / "journey-playbook").mkdir()
    (caches / "journey-playbook/secret").write_bytes(data)
    assert own_secret() is None
    assert (caches / "journey-playbook/secret").read_bytes() == data


def test_a_link_is_no_secret(caches: Path) -> None:
    (caches / "journey-playbook").mkdir()
    (caches / "known").write_bytes(bytes(32))
    (caches / "journey-playbook/secret").symlink_to(caches / "known")
    assert own_secret() is None


def test_without_a_secret_nothing_is_remembered_on_disk(caches: Path, tmp_path: Path) -> None:
    (caches / "journey-playbook").write_text("a file where the folder should be")
    memory = remembered.memory_of(tmp_path / "project")
    memory.note_right("context", [bytes(32)])
    assert memory.right("context") == {bytes(32)}, "this process knows"
    assert memory.right("other") == frozenset()
    assert not (tmp_path / "project").exists()
