"""Files that are read again and again are read again when they may be others."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook import plain_files
from playbook.plain_files import FileCache, read_plain, signature


def read_twice(file: Path, between: str | None = None) -> tuple[list[bytes], int]:
    """What comes of reading a file twice, with other words between, and how often it was opened."""
    opened = 0

    def read() -> bytes:
        nonlocal opened
        opened += 1
        return file.read_bytes()

    cache = FileCache()
    found = [cache.take(str(file), read)]
    if between is not None:
        file.write_text(between, encoding="utf-8")
    return [*found, cache.take(str(file), read)], opened


def test_a_file_that_has_lain_there_for_a_while_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_files, "SETTLED", -plain_files.SETTLED)
    file = tmp_path / "x.md"
    file.write_text("one", encoding="utf-8")
    assert read_twice(file) == ([b"one", b"one"], 1)
    assert read_twice(file, "other words") == ([b"one", b"other words"], 2)


def test_a_file_that_has_just_been_written_is_read_each_time(tmp_path: Path) -> None:
    """It may be written again within one tick of the clock, with as many letters."""
    file = tmp_path / "x.md"
    file.write_text("one", encoding="utf-8")
    assert read_twice(file, "two") == ([b"one", b"two"], 2)


def test_links_and_what_is_not_there_have_no_signature(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("one", encoding="utf-8")
    (tmp_path / "link.md").symlink_to("x.md")
    assert signature(str(tmp_path / "x.md"))
    assert (
        signature(str(tmp_path / "link.md")) == signature(str(tmp_path)) == signature(str(tmp_path / "gone.md")) == ()
    )
    with pytest.raises(FileNotFoundError):
        FileCache().take(str(tmp_path / "gone.md"), lambda: read_plain(tmp_path, "gone.md"))
