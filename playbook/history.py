"""A playbook as it was at a commit, or is in the working tree."""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from playbook.configuration import Configuration, read_configuration
from playbook.content import CONTENT
from playbook.diagnostics import Diagnostic, errors
from playbook.differences import Snapshot, Unread
from playbook.library import Library, load
from playbook.root import MADE_OF

WORKING_TREE = "the working tree"


class HistoryError(Exception):
    """Git cannot tell what was asked."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def commit_of(root: Path, name: str) -> str:
    """The full hash of a commit, a branch or a tag. Raises HistoryError."""
    _git(root, "rev-parse", "--git-dir")
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode().strip()
    except HistoryError:
        raise HistoryError(f"there is no commit '{name}' here", _way_to(root, name)) from None


def fork_of(root: Path, one: str, other: str) -> str:
    """The full hash of the commit where two lines of history part. Raises HistoryError."""
    commits = commit_of(root, one), commit_of(root, other)
    try:
        return _git(root, "merge-base", *commits).decode().strip()
    except HistoryError:
        message = f"no commit is known where '{one}' and '{other}' part"
        raise HistoryError(message, _way_to(root, one)) from None


def place_in_repository(root: Path) -> tuple[Path, str]:
    """The repository that a project lies in, and the way to it from there; the project itself when it is in none."""
    try:
        prefix = _git(root, "rev-parse", "--show-prefix").decode(errors="surrogateescape").rstrip("\n")
    except HistoryError:
        prefix = ""
    return root.parents[prefix.count("/") - 1] if prefix else root, prefix


def is_clean(root: Path) -> bool:
    """Whether everything that makes the playbook is committed. Raises HistoryError."""
    return not _git(root, "status", "--porcelain", "--untracked-files=all", "--", *MADE_OF).strip()


def at_commit(root: Path, name: str, *, otherwise: Configuration) -> Snapshot:
    """The playbook as it was at a commit, a branch or a tag, as far as it can be read. Raises HistoryError.

    When its settings cannot be read, those of ``otherwise`` are taken instead, and that is said.
    """
    commit = commit_of(root, name)
    shown = commit[:8] if commit.startswith(name) else f"{name} ({commit[:8]})"
    with unpacked(root, commit) as folder:
        return snapshot(folder, shown, otherwise=otherwise)


@contextmanager
def unpacked(root: Path, commit: str) -> Iterator[Path]:
    """A folder with what makes the playbook at a commit, while it is needed. Raises HistoryError."""
    with tempfile.TemporaryDirectory(prefix="playbook-") as folder:
        for path, data in _files(root, commit):
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        yield Path(folder)


def changed_files(root: Path, commit: str) -> frozenset[str]:
    """The files that differ from a commit, with those that git does not know yet, relative to the project folder.

    Raises HistoryError.
    """
    differing = _git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", commit, "--", ".")
    unknown = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return frozenset((differing + unknown).decode(errors="surrogateescape").split("\0")) - {""}


def snapshot(root: Path, name: str = WORKING_TREE, *, otherwise: Configuration) -> Snapshot:
    """The playbook as it is in a folder, as far as it can be read."""
    configuration, problems = read_configuration(root)
    used = (configuration or otherwise).settings
    library = load(root, used)
    return Snapshot(
        name=name,
        playbook=library.playbook,
        unread=(*(_unread_file(name, each) for each in problems[:1]), *_unread(library, name)),
        assets={file: hashlib.sha256((root / file).read_bytes()).hexdigest() for file in library.assets},
        settings=asdict(used),
    )


def _unread(library: Library, name: str) -> Iterator[Unread]:
    """The content files that are no part of the playbook, each with the first mistake in it."""
    mistakes = {each.location.file: each for each in reversed(errors(library.diagnostics))}
    known = {file for _, entity in library.entities for file in entity.files.values()}
    found = {each.file for each in library.files}
    for file in sorted(found - known):
        yield Unread(state=name, file=file, why=str(mistakes.get(file, file)).partition("\n")[0])
    for file, mistake in mistakes.items():
        if file not in found and file.startswith(f"{CONTENT}/"):
            yield _unread_file(name, mistake)


def _unread_file(name: str, mistake: Diagnostic) -> Unread:
    return Unread(state=name, file=mistake.location.file, why=str(mistake).partition("\n")[0])


# --- Git -------------------------------------------------------------------------------------------------------------


def _files(root: Path, commit: str) -> Iterator[tuple[str, bytes]]:
    """The files of a commit that make the playbook, by path relative to the project folder; links are left out."""
    listed = _git(root, "ls-tree", "-r", "-z", commit, "--", *MADE_OF).decode(errors="surrogateescape")
    entries = [entry.partition("\t") for entry in listed.split("\0") if entry]
    wanted = [(path, facts.split()[2]) for facts, _, path in entries if facts.startswith("100") and _is_inside(path)]
    with subprocess.Popen(
        ["git", "cat-file", "--batch"], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as git:
        if git.stdin is None or git.stdout is None:  # it was asked for
            raise HistoryError("git cannot be spoken to")
        for path, blob in wanted:
            git.stdin.write(f"{blob}\n".encode())
            git.stdin.flush()
            head = git.stdout.readline().split()
            if len(head) != 3:
                raise HistoryError(
                    f"'{path}' of commit {commit[:8]} is not in this clone", "fetch it: git fetch --refetch"
                )
            yield path, git.stdout.read(int(head[2]))
            git.stdout.read(1)


def _is_inside(path: str) -> bool:
    """Whether a path of a commit, which may be made to do harm, stays in the folder that it is written to."""
    if not path.isprintable() or set(path) & set("\\:"):
        return False
    return not path.startswith("/") and not {"..", "."} & set(PurePosixPath(path).parts)


def _way_to(root: Path, name: str) -> str:
    """What to do about a commit that is not there."""
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        return f"this clone is shallow; fetch what is missing: git fetch --depth=1 origin {name}"
    return "name a commit, a branch or a tag that 'git log --oneline --all' shows"


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, check=False, env=os.environ | {"LC_ALL": "C"}
        )
    except OSError as error:
        raise HistoryError(f"git cannot be started: {error.strerror}", "install git") from error
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["git failed"]
        raise HistoryError(last[0].removeprefix("fatal: "))
    return done.stdout
