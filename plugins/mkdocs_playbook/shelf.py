"""Texts that are put aside for a while in a file without a name, so that they take no memory."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile


class Shelf:
    """Texts by name."""

    def __init__(self, folder: Path) -> None:
        """The file lies in a folder that is no memory itself, as ``/tmp`` may be. Raises OSError."""
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - closed with the shelf
        self._places: dict[str, tuple[int, int]] = {}
        """Where each begins, and its length, in bytes."""
        self._end = 0

    def put(self, name: str, text: str) -> None:
        """Put a text aside. Raises OSError."""
        self._file.seek(self._end)
        length = self._file.write(text.encode())
        self._places[name] = self._end, length
        self._end += length

    def take(self, name: str) -> str:
        """The text with a name, which is then there no more. Raises OSError."""
        start, length = self._places.pop(name)
        self._file.seek(start)
        return self._file.read(length).decode()

    def close(self) -> None:
        """Let the file go, with what is in it."""
        self._file.close()
