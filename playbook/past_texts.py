"""What the origins' texts were before: the versions of their files in git, newest first."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from playbook.content import CONTENT
from playbook.ledger import words_hash
from playbook.model import Kind
from playbook.reader import Words, read_texts
from playbook.source import Limits, parse

COMMITS = 5000
"""So many of the latest commits are looked at."""
VERSIONS = 200
"""So many of the latest versions of a file are read."""

Version = Mapping[str, Words]
"""The texts of a file as they once were, by unit key."""

_ENVIRONMENT = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
_LOG = (
    *("git", "-c", "log.showSignature=false", "log", f"--max-count={COMMITS}", "--full-history", "--relative"),
    *("--format=", "--raw", "-z", "--no-abbrev", "--no-color", "--find-renames", "--", CONTENT),
)


@dataclass(slots=True)
class PastTexts:
    """The history of a project's origins; to be used in a ``with``, since a program of git's reads along."""

    root: Path
    limits: Limits
    is_there: bool = False
    """Whether there is a history at all."""
    _blobs: dict[str, list[str]] = field(default_factory=dict)
    """By file as it is called now, the names of its versions in git."""
    _versions: dict[str, Version] = field(default_factory=dict)
    _reader: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> PastTexts:
        log = _run(self.root)
        if log:
            self.is_there = True
            self._blobs = _blobs(log)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._reader is not None:
            self._reader.communicate()

    def versions(self, file: str, kind: Kind) -> Iterator[Version]:
        """The texts of an origin as they were, the latest version first; each is read when it is asked for."""
        for blob in self._blobs.get(file, ())[:VERSIONS]:
            if blob not in self._versions:
                self._versions[blob] = self._texts(file, kind, blob)
            yield self._versions[blob]

    def find(self, file: str, kind: Kind, hashes: Iterable[str]) -> Mapping[str, Words]:
        """The texts of an origin that have these hashes, by hash, as far as they are found."""
        wanted = set(hashes)
        found: dict[str, Words] = {}
        for version in self.versions(file, kind) if wanted else ():
            found |= {each: words for words in version.values() if (each := words_hash(words)) in wanted}
            if found.keys() == wanted:
                break
        return found

    def _texts(self, file: str, kind: Kind, blob: str) -> Version:
        data = self._read(blob)
        return {} if data is None else read_texts(parse(data, file=file, limits=self.limits)[0], kind).texts

    def _read(self, blob: str) -> bytes | None:
        """The bytes of a version; None when git does not have it, as in a partial clone."""
        if self._reader is None:
            self._reader = subprocess.Popen(
                ["git", "cat-file", "--batch"],
                cwd=self.root,
                env=os.environ | _ENVIRONMENT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        asked, told = self._reader.stdin, self._reader.stdout
        if asked is None or told is None or self._reader.poll() is not None:
            return None
        try:
            asked.write(f"{blob}\n".encode())
            asked.flush()
        except OSError:
            return None
        _, _, size = told.readline().decode().partition(" blob ")
        if not size.strip().isdigit():
            return None
        return told.read(int(size) + 1)[:-1]


def _run(root: Path) -> str:
    """What git tells of the content's changes; nothing without git, or outside a repository."""
    try:
        done = subprocess.run(_LOG, cwd=root, env=os.environ | _ENVIRONMENT, capture_output=True, check=False)
    except OSError:
        return ""
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""


def _blobs(log: str) -> dict[str, list[str]]:
    """The versions of each file, newest first, also under the names that it had before."""
    found: dict[str, dict[str, None]] = {}
    names: dict[str, str] = {}
    parts = iter(log.split("\0"))
    for part in parts:
        if not part.lstrip("\n").startswith(":"):
            continue
        _, _, old, new, what = part.split()
        before = next(parts, "")
        after = next(parts, "") if what[0] in "RC" else before
        file = names.get(after, after)
        if what[0] == "R":
            names[before] = file
        found.setdefault(file, {}).update((blob, None) for blob in (new, old) if blob.strip("0"))
    return {file: list(blobs) for file, blobs in found.items()}
