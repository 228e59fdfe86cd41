"""How `mkdocs serve` learns of changes: from the system, at once, and not by looking at every file twice a second."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

log = get_plugin_logger("playbook")

CHANGES = (
    FileCreatedEvent, FileModifiedEvent, FileDeletedEvent, FileMovedEvent, DirDeletedEvent, DirMovedEvent,
)  # fmt: skip
"""Those that matter: a file that is read is told of too."""
PAUSE = 0.02
"""Seconds without a further change after which a build begins: programs save in several steps."""


def hurry(server: LiveReloadServer, paths: Iterable[str]) -> None:
    """Let the system tell a server of changes; it watches ``paths`` already.

    Where the system cannot, such as for more files than it may watch, the server goes on looking itself.
    """
    watched = list(paths)
    try:
        _try(watched)
    except OSError as error:
        log.info("changes are looked for twice a second: the system does not tell of them (%s)", error.strerror)
        return
    for path in watched:
        server.unwatch(path)
    server.observer = Changes()
    for path in watched:
        server.watch(path)
    server.build_delay = PAUSE


def _try(paths: Iterable[str]) -> None:
    """Raise OSError when the system cannot watch these."""
    with Changes() as trial:
        for path in paths:
            trial.schedule(FileSystemEventHandler(), path, recursive=True)


class Changes(Observer):  # type: ignore[misc, valid-type]  # which one it is depends on the system
    """Tells of changes alone, and of those of a file too that is replaced by another."""

    def schedule(
        self,
        event_handler: FileSystemEventHandler,
        path: str | Path,
        *,
        recursive: bool = False,
        event_filter: Sequence[type[FileSystemEvent]] | None = CHANGES,
    ) -> ObservedWatch:
        """Watch a folder or a file."""
        is_file = Path(path).is_file()
        teller = _Teller(event_handler, str(path) if is_file else "")
        folder = str(Path(path).parent if is_file else path)
        found: ObservedWatch = super().schedule(
            teller, folder, recursive=recursive and not is_file, event_filter=event_filter
        )
        return found


class _Teller(FileSystemEventHandler):
    """Passes on that a file, or any when none is named, is another now."""

    def __init__(self, handler: FileSystemEventHandler, file: str) -> None:
        self._handler, self._file = handler, file

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Any of the changes."""
        if not self._file or self._file in (event.src_path, event.dest_path):
            self._handler.dispatch(FileModifiedEvent(event.src_path))
