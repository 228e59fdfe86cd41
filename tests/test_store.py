"""Results on disk: what was kept is found, and nothing else is ever believed."""

from __future__ import annotations

import errno
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from playbook.store import Store, key

LIMIT = 1_000_000
PARTS = st.lists(st.one_of(st.binary(max_size=8), st.text(max_size=8)), max_size=4)


def entries(folder: Path) -> list[Path]:
    """The files that hold what is kept."""
    return sorted(path for path in folder.iterdir() if path.name.endswith(".kept"))


# --- Keys -------------------------------------------------------------------------------------------------------------


@given(PARTS, PARTS)
def test_a_key_tells_other_parts_and_other_divisions_apart(one: list[bytes | str], other: list[bytes | str]) -> None:
    assert (key(*one) == key(*other)) == (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [(("ab", "c"), ("a", "bc")), (("a",), (b"a",)), (("a", ""), ("a",)), ((), ("",)), (("s1:a",), ("a",))],
)
def test_a_key_is_unambiguous(one: tuple[bytes | str, ...], other: tuple[bytes | str, ...]) -> None:
    assert key(*one) != key(*other)


def test_a_key_is_the_same_in_every_process() -> None:
    assert key("a", b"b") == "4349ff95c078e08ebc40803e5be32ae4ec682d4939e4000038bf8fd8178400bf"


# --- Keeping ----------------------------------------------------------------------------------------------------------


@given(st.text(), st.binary(max_size=300))
def test_what_was_kept_is_found_whatever_the_key(tmp_path_factory: pytest.TempPathFactory, k: str, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("around") / "store"
    store = Store(folder, limit=LIMIT)
    assert store.get(k) is None
    store.put(k, data)
    assert store.get(k) == data
    assert [path.parent for path in folder.parent.rglob("*") if path.is_file()] == [folder]


@pytest.mark.parametrize("k", ["../outside", "/etc/passwd", "a/b", "..", ".", "", "con", "a\0b", "x" * 5000, "\ud800"])
def test_no_key_is_a_path(tmp_path: Path, k: str) -> None:
    store = Store(tmp_path / "store", limit=LIMIT)
    store.put(k, b"data")
    assert store.get(k) == b"data"
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
    assert len(list((tmp_path / "store").iterdir())) == 1


def test_the_last_one_that_was_kept_counts(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=LIMIT)
    store.put("k", b"one")
    store.put("k", b"two")
    assert store.get("k") == b"two"
    assert len(list(tmp_path.iterdir())) == 1


def test_what_is_larger_than_the_store_is_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=1000)
    store.put("k", b"x" * 1000)
    assert store.get("k") is None
    assert not list(tmp_path.iterdir())


# --- Foreign, wrong, cut ----------------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(st.data())
def test_a_changed_file_is_never_believed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("store")
    store = Store(folder, limit=LIMIT)
    kept = data.draw(st.binary(max_size=100))
    store.put("k", kept)
    (file,) = entries(folder)
    before = file.read_bytes()
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    after = before[:start] + data.draw(st.binary(max_size=20)) + before[end:]
    file.write_bytes(after)
    assert store.get("k") == (kept if after == before else None)


@pytest.mark.parametrize("length", [0, 1, 17, 48, 49, 50, 51])
def test_a_cut_file_is_missing(tmp_path: Path, length: int) -> None:
    store = Store(tmp_path, limit=LIMIT)
    store.put("k", b"data")
    (file,) = entries(tmp_path)
    file.write_bytes(file.read_bytes()[:length])
    assert store.get("k") is None
    store.put("k", b"data")
    assert store.get("k") == b"data"


def test_files_that_were_swapped_are_missing(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=LIMIT)
    store.put("a", b"of a")
    store.put("b", b"of b")
    one, other = entries(tmp_path)
    one.rename(tmp_path / "x")
    other.rename(one)
    (tmp_path / "x").rename(other)
    assert store.get("a") is None
    assert store.get("b") is None


def test_another_secret_believes_nothing(tmp_path: Path) -> None:
    Store(tmp_path, limit=LIMIT, secret=b"ours").put("k", b"data")
    assert Store(tmp_path, limit=LIMIT, secret=b"ours").get("k") == b"data"
    assert Store(tmp_path, limit=LIMIT, secret=b"theirs").get("k") is None
    assert Store(tmp_path, limit=LIMIT).get("k") is None


def _link(file: Path) -> None:
    target = file.with_name("target")
    file.rename(target)
    file.symlink_to(target)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize("instead", [_link, _folder, _pipe])
def test_what_is_no_ordinary_file_is_missing(tmp_path: Path, instead: Callable[[Path], None]) -> None:
    store = Store(tmp_path, limit=LIMIT)
    store.put("k", b"data")
    (file,) = entries(tmp_path)
    instead(file)
    assert store.get("k") is None
    store.sweep()
    store.put("k", b"data")
    assert store.get("k") == (None if file.is_dir() else b"data")


def test_nothing_is_kept_behind_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    Store(outside, limit=10_000).put("k", b"data")
    (tmp_path / "store").symlink_to(outside)
    store = Store(tmp_path / "store", limit=100)
    store.put("other", b"data")
    store.sweep()
    assert len(entries(outside)) == 1


def test_a_file_where_the_folder_should_be_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    store = Store(tmp_path / "store", limit=LIMIT)
    store.put("k", b"data")
    store.sweep()
    assert store.get("k") is None
    assert (tmp_path / "store").read_text() == "a file"


# --- Disks that do not keep -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", ["open", "replace", "mkdir"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_that_fails_keeps_nothing_and_raises_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str, number: int
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    folder = tmp_path / "store"
    store = Store(folder, limit=LIMIT)
    with monkeypatch.context() as patched:
        patched.setattr(os, operation, fails)
        store.put("k", b"data")
        assert store.get("k") is None
        store.sweep()
    assert not folder.exists() or not list(folder.iterdir())
    store.put("k", b"data")
    assert store.get("k") == b"data"


def test_a_disk_that_fills_up_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing fails after opening has succeeded."""
    real = os.open

    def not_to_be_written(path: Path, flags: int, mode: int = 0o777) -> int:
        return real(path, flags & ~os.O_WRONLY, mode)

    store = Store(tmp_path, limit=LIMIT)
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", not_to_be_written)
        store.put("k", b"data")
    assert store.get("k") is None
    assert not list(tmp_path.iterdir())


# --- The limit --------------------------------------------------------------------------------------------------------


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    large = Store(tmp_path, limit=LIMIT)
    for number in range(10):
        large.put(str(number), bytes(1000))
        (newest,) = set(entries(tmp_path)) - {path for path in entries(tmp_path) if path.stat().st_mtime < 1e9}
        os.utime(newest, (number, number))
    assert large.get("2") is not None  # is used, and so the newest now
    Store(tmp_path, limit=4300).sweep()
    assert [number for number in range(10) if large.get(str(number)) is not None] == [2, 7, 8, 9]


def test_use_is_noted_once_a_day_at_most(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=LIMIT)
    store.put("k", b"data")
    (file,) = entries(tmp_path)
    noted = time.time() - 60 * 60
    os.utime(file, (noted, noted))
    store.get("k")
    assert file.stat().st_mtime == pytest.approx(noted)
    os.utime(file, (noted - 100_000, noted - 100_000))
    store.get("k")
    assert file.stat().st_mtime > noted


def test_a_sweep_removes_what_killed_writers_left_and_nothing_foreign(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=0)
    old, new = tmp_path / f"{'0' * 64}.{'1' * 16}.part", tmp_path / f"{'0' * 64}.{'2' * 16}.part"
    foreign = [tmp_path / name for name in ("notes.txt", f"{'a' * 64}", "x.kept", ".part", "x.part")]
    for path in (old, new, *foreign):
        path.write_bytes(bytes(100))
        os.utime(path, (1e9, 1e9))
    os.utime(new)
    store.sweep()
    assert sorted(tmp_path.iterdir()) == sorted((new, *foreign))


class Bounded(RuleBasedStateMachine):
    """A small store against a dictionary: it may forget, but never tells something else, and never grows."""

    limit = 2000

    def __init__(self) -> None:
        super().__init__()
        self.held = tempfile.TemporaryDirectory()
        self.folder = Path(self.held.name) / "store"
        self.store = Store(self.folder, limit=self.limit)
        self.known: dict[str, bytes] = {}

    @rule(k=st.sampled_from("abcdef"), size=st.integers(0, 900), byte=st.integers(0, 255))
    def put(self, k: str, size: int, byte: int) -> None:
        self.store.put(k, bytes([byte]) * size)
        self.known[k] = bytes([byte]) * size

    @rule(k=st.sampled_from("abcdefg"))
    def get(self, k: str) -> None:
        assert self.store.get(k) in (None, self.known.get(k))

    @rule()
    def open_again(self) -> None:
        self.store = Store(self.folder, limit=self.limit)

    @precondition(lambda self: self.folder.is_dir() and entries(self.folder))
    @rule(data=st.data())
    def spoil(self, data: st.DataObject) -> None:
        data.draw(st.sampled_from(entries(self.folder))).write_bytes(data.draw(st.binary(max_size=60)))

    @rule()
    def sweep(self) -> None:
        self.store.sweep()
        assert self.size() <= self.limit

    @invariant()
    def never_grows_without_end(self) -> None:
        assert self.size() <= self.limit + self.limit // 4 + 1000

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.iterdir()) if self.folder.is_dir() else 0

    def teardown(self) -> None:
        self.held.cleanup()


Bounded.TestCase.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
TestBounded = Bounded.TestCase


# --- Together ---------------------------------------------------------------------------------------------------------


def _work(folder: str, seed: int) -> int:
    """Put, get and sweep; returns how often something else was found than what belongs there."""
    store, wrong = Store(Path(folder), limit=30_000), 0
    for turn in range(80):
        name = str((turn * 7 + seed) % 12)
        wrong += store.get(name) not in (None, name.encode() * 1500)
        store.put(name, name.encode() * 1500)
        if turn % 10 == seed % 10:
            store.sweep()
    return wrong


def test_processes_share_a_store(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert pool.starmap(_work, [(str(tmp_path), seed) for seed in range(3)]) == [0, 0, 0]
    store = Store(tmp_path, limit=30_000)
    store.sweep()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 30_000
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]
