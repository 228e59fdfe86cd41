"""Pagefind, which makes the search index, as a program that is asked and answers."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Collection
from fnmatch import fnmatchcase
from types import TracebackType
from typing import Any

from pagefind.service import get_executable

SURROUNDINGS = {"_RJEM_MALLOC_CONF": "narenas:1,dirty_decay_ms:200,muzzy_decay_ms:0"}
"""Its allocator gives memory back soon, which takes a fifth from the highest moment; at once, it took more time."""


class SearchError(RuntimeError):
    """The index could not be made, told in one line."""


class Pagefind:
    """One index in the making. The program speaks JSON in base64, and a comma ends each message.

    Its own wrapper for Python waits a tenth of a second for every answer, and its command line takes the pages in the
    order of the file system.
    """

    def __init__(self, language: str) -> None:
        """``language`` is that of the stemmer."""
        self._config = {"force_language": language}
        self._is_asked = False

    def __enter__(self) -> Pagefind:
        program = get_executable()
        if program is None:
            raise SearchError("there is no search index without Pagefind: install 'pagefind[bin]'")
        try:
            self._process = subprocess.Popen(
                [program, "--service"],
                env=SURROUNDINGS | os.environ,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # so that Ctrl-C does not reach it before us
            )
        except OSError as error:
            raise SearchError(f"Pagefind cannot be started: {error.strerror or error}") from error
        assert self._process.stdin  # noqa: S101 - it has these, being asked for them
        assert self._process.stdout  # noqa: S101
        self._asked, self._answered = self._process.stdin, self._process.stdout
        try:
            self._id = self._ask(type="NewIndex", config=self._config)["index_id"]
        except SearchError:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()  # closes its pipes

    def add(self, address: str, html: str) -> None:
        """A page; while it is taken in, the caller can make the next."""
        self._send(type="AddFile", index_id=self._id, url=address, file_path=None, file_contents=html)

    def files(self, wanted: Collection[str]) -> dict[str, bytes]:
        """The index of all pages so far, by path: the files that a pattern wants, such as ``*.pf_meta``.

        Asked to write them itself, it says that they are there when some are still empty.
        """
        found = self._ask(type="GetFiles", index_id=self._id)["files"]
        files = {}
        while found:  # the answer is large, and is let go file by file
            file = found.pop()
            if any(fnmatchcase(file["path"], pattern) for pattern in wanted):
                files[file["path"]] = base64.b64decode(file["content"])
        return files

    def _ask(self, **payload: object) -> dict[str, Any]:
        self._send(**payload)
        return self._answer()

    def _send(self, **payload: object) -> None:
        """Ask when what was asked before is answered."""
        message = base64.b64encode(json.dumps({"message_id": 1, "payload": payload}).encode())
        if self._is_asked:
            self._answer()
        try:
            self._asked.write(message + b",")
            self._asked.flush()
        except OSError as error:
            raise _ended(error) from error
        self._is_asked = True

    def _answer(self) -> dict[str, Any]:
        self._is_asked = False
        try:
            answer = bytearray()
            while not answer.endswith(b","):
                read = os.read(self._answered.fileno(), 1 << 16)
                if not read:
                    raise SearchError("Pagefind has ended before the search index was made")
                answer += read
        except OSError as error:
            raise _ended(error) from error
        del answer[-1:]
        told = base64.b64decode(answer)
        del answer
        found: dict[str, Any] = json.loads(told)["payload"]
        if found["type"] == "Error":
            raise SearchError(f"Pagefind: {found['message']}")
        return found


def _ended(error: OSError) -> SearchError:
    return SearchError(f"Pagefind has ended: {error.strerror or error}")
