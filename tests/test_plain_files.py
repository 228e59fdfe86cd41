"""Files that are read again and again are read again when they may be others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from playbook import plain_files
from playbook.plain_files import FileCache, TooLargeError, entries_below, read_plain, signature


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


def test_more_bytes_than_wanted_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_bytes(b"12345")
    assert read_plain(tmp_path, "list.txt", most=5) == b"12345"
    with pytest.raises(TooLargeError):
        read_plain(tmp_path, "list.txt", most=4)


def test_folders_are_walked_however_deep_they_lie_in_the_order_of_their_names(tmp_path: Path) -> None:
    folders = [f"{tmp_path}{'/a' * depth}" for depth in range(1, 1_101)]
    for folder in folders:
        os.mkdir(folder)  # noqa: PTH102 - pathlib goes up and down again
    for file in ("b.md", "a/c", f"{'a/' * 1_100}.x"):
        (tmp_path / file).touch()
    (tmp_path / "link").symlink_to("a")
    found = [parts for parts, _ in entries_below(tmp_path)]
    (tmp_path / "a/c").unlink()
    Path(folders[-1], ".x").unlink()
    for folder in reversed(folders):  # pytest's own clearing away would go too deep
        os.rmdir(folder)  # noqa: PTH106
    assert found == [(*["a"] * 1_100, ".x"), ("a", "c"), ("b.md",), ("link",)]
