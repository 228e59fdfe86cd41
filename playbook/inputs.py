"""What a build reads, as it is when the build begins, to be compared with what it is when the build ends."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playbook.checksums import digest
from playbook.plain_files import entries_below
from playbook.root import MADE_OF

_LARGE = 1 << 20
PROGRAM = Path(__file__).parent

State = tuple[int, ...]
"""Of a file: what the file system says of it without reading it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    """Everything that a build reads, by path relative to the project folder."""

    states: Mapping[str, State]
    digests: Mapping[str, str]
    program: Mapping[str, State]
    """The same of the program with its templates and words, which are read all along."""

    @property
    def digest(self) -> str:
        """One SHA-256 for all of it but the program, in hexadecimal digits."""
        lines = (f"{self.digests[name]}  {name}\0" for name in sorted(self.digests))
        return hashlib.sha256("".join(lines).encode(errors="surrogateescape")).hexdigest()


def taken(root: Path) -> Inputs:
    """What a project holds now. Raises OSError."""
    states = dict(_states(root))
    return Inputs(states=states, digests={name: _digest(root, name) for name in states}, program=_program())


def changed(root: Path, inputs: Inputs) -> tuple[str, ...]:
    """The files of the project that hold something else now, are gone or are new. Raises OSError.

    Only those are read again of which the file system says something else.
    """
    now = dict(_states(root))
    told = (name for name in now.keys() | inputs.states.keys() if now.get(name) != inputs.states.get(name))
    return tuple(
        sorted(
            name
            for name in told
            if name not in now or name not in inputs.states or _digest(root, name) != inputs.digests[name]
        )
    )


def is_program_changed(inputs: Inputs) -> bool:
    """Whether the program is another one now, as after an update."""
    return _program() != inputs.program


def _states(root: Path) -> Iterator[tuple[str, State]]:
    for name in MADE_OF:
        path = root / name
        if path.is_dir() and not path.is_symlink():
            yield from _below(path, f"{name}/")
        elif path.exists():
            yield name, _state(path.lstat())


def _below(folder: Path, prefix: str) -> Iterator[tuple[str, State]]:
    """Hidden files are nobody's content: editors' programs put them there for a while."""
    for parts, entry in entries_below(folder):
        if not entry.name.startswith("."):
            yield prefix + "/".join(parts), _state(entry.stat(follow_symlinks=False))


def _state(found: os.stat_result) -> State:
    return found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _digest(root: Path, name: str) -> str:
    """Empty for what is no ordinary file: it cannot be published, and reading it may never end."""
    path = root / name
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        return ""
    if found.st_size > _LARGE:
        return digest(path)
    with path.open("rb", buffering=0) as file:
        return hashlib.sha256(file.read()).hexdigest()


def _program() -> dict[str, State]:
    return {
        name: (state[2], state[3])
        for name, state in _below(PROGRAM, "")
        if not name.startswith("__pycache__/") and "/__pycache__/" not in name
    }
