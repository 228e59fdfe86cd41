"""The server is told of each change by the system, and of nothing else."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from mkdocs_playbook import noticing

PATIENCE = 20.0
"""Seconds until something that must be told has not been."""


class Told(FileSystemEventHandler):
    """What is told, as the names of files, in the order in which it is."""

    def __init__(self) -> None:
        self._names: queue.SimpleQueue[str] = queue.SimpleQueue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._names.put(Path(str(event.src_path)).name)

    def until(self, name: str) -> list[str]:
        """What is told until a name is; queue.Empty when it never is."""
        names: list[str] = []
        while name not in names:
            names.append(self._names.get(timeout=PATIENCE))
        return names


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("content/da/a.md", "content/da/sub/b.md", "mkdocs.yml", "other.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before", encoding="utf-8")
    return tmp_path


@pytest.fixture
def told(folder: Path) -> Iterator[Told]:
    listening = Told()
    with noticing.Changes() as changes:
        changes.schedule(listening, str(folder / "content"), recursive=True)
        changes.schedule(listening, folder / "mkdocs.yml")
        yield listening


def test_every_sort_of_change_is_told(folder: Path, told: Told) -> None:
    """Each by a name of its own: a file that is written may be told of twice, and late."""
    content = folder / "content" / "da"
    (content / "a.md").write_text("after", encoding="utf-8")
    told.until("a.md")
    (content / "new.md").write_text("", encoding="utf-8")
    told.until("new.md")
    (content / "sub/b.md").rename(content / "named.md")
    told.until("b.md")
    (content / "named.md").unlink()
    told.until("named.md")
    (content / "sub").rename(folder / "gone")
    told.until("sub")


def test_a_file_is_watched_though_it_is_replaced_by_another_and_its_neighbours_are_not(
    folder: Path, told: Told
) -> None:
    def replace() -> None:
        (folder / "part").write_text("after", encoding="utf-8")
        (folder / "part").replace(folder / "mkdocs.yml")

    for _ in range(2):
        replace()
        assert told.until("part") == ["part"]
    (folder / "other.txt").write_text("after", encoding="utf-8")
    replace()
    assert told.until("part") == ["part"]


def test_what_is_only_read_is_not_told(folder: Path, told: Told) -> None:
    (folder / "content/da/a.md").read_bytes()
    list((folder / "content/da").iterdir())
    (folder / "content/da/sub/b.md").unlink()
    assert told.until("b.md") == ["b.md"]


def test_where_the_system_cannot_tell_the_server_goes_on_looking(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    server = LiveReloadServer(lambda: None, host="127.0.0.1", port=0, root=str(folder))
    server.watch(str(folder / "content"))
    looking = server.observer

    def refused(self: object, *args: object, **kwargs: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(noticing.Changes, "schedule", refused)
    with caplog.at_level("INFO"):
        noticing.hurry(server, [str(folder / "content")])
    assert server.observer is looking
    assert "inotify watch limit reached" in caplog.text
    monkeypatch.undo()
    noticing.hurry(server, [str(folder / "content")])
    assert isinstance(server.observer, noticing.Changes)
    server.server_close()
