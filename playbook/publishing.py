"""Staging beside the site, the swap that makes a finished build the site, and the way back to the site before.

Beside ``site`` there are, while something happens, hidden folders whose names say what they hold, so that whoever comes
after a killed build can tidy up:

- ``.site.staging-…`` is being built, or is being removed;
- ``.site.ready-N`` is whole and about to be swapped; ``N`` is the number that the file system has given the new folder:
  when another folder has the name, the swap has been made, and it is the site before;
- ``.site.before-…`` is the site before, where two folders cannot be swapped in one step;
- ``.site.previous`` is the site before, and stays.
"""

from __future__ import annotations

import glob
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playbook import disk
from playbook.lock import BusyError, Lock

HOME = "index.html"
"""What a folder has that is a site."""


class PublishError(RuntimeError):
    """The site's folder cannot be written, told in one line."""


class Staging:
    """A folder beside the site, built in and then swapped for it, with a lock held until that is done."""

    def __init__(self, site: Path) -> None:
        """Take the lock, clear what a killed build left, and make the folder.

        Raises PublishError when another build runs, the folder is not a site's, or nothing can be written there.
        """
        self.site = Path(os.path.realpath(site))
        with _told(f"'{site}' cannot be written"):
            self._lock = _locked(self.site)
            try:
                _refuse_other_folders(self.site)
                _settle(self.site)
                self.folder = _hidden(self.site, "staging")
                self.folder.mkdir()
            except BaseException:
                self._lock.release()
                raise

    @property
    def outgoing(self) -> Path | None:
        """The site before the one that is there, which publishing removes; None when it removes none."""
        previous = _previous(self.site)
        return previous if (self.site / HOME).is_file() and previous.is_dir() else None

    def publish(self) -> None:
        """Put the folder in the site's place, and keep the site before for ``roll_back``.

        Hidden files of the site, such as ``.git``, stay in it. Raises PublishError: the site is as it was, unless the
        message says otherwise.
        """
        try:
            with _told(f"'{self.site}' could not be replaced"):
                disk.flush(self.folder)
                ready = _hidden(self.site, "ready", self.folder.stat().st_ino)
                self.folder = self.folder.rename(ready)
                is_first = not self.site.exists()
                _put(self.folder, self.site)
                if is_first:  # somebody has removed the site: what was linked to is not going
                    _part(_previous(self.site))
            with _told(f"'{self.site}' is the new site, but the one before could not be kept"):
                disk.flush_names(self.site.parent)
                _settle(self.site)
        finally:
            with suppress(OSError):
                _settle(self.site)
            self._lock.release()

    def discard(self) -> None:
        """Remove the folder; the site stays as it was."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()


def roll_back(site: Path, *, check: Callable[[Path], None]) -> None:
    """Swap the site for the one before; once more, and it is back.

    ``check`` raises what it likes when it is given a folder that must not become the site. Raises PublishError.
    """
    site = Path(os.path.realpath(site))
    with _told(f"'{site}' cannot be rolled back"):
        lock = _locked(site)
        try:
            _settle(site)
            previous = _previous(site)
            if not (previous / HOME).is_file():
                raise PublishError(f"there is no site before this one beside '{site}'")
            check(previous)
            _put(previous, site)
            _settle(site)
            disk.flush_names(site.parent)
        finally:
            lock.release()


# --- One step ---------------------------------------------------------------------------------------------------------


def _put(folder: Path, site: Path) -> None:
    """Put a folder in the site's place; where the site before is then, its name says."""
    if not site.exists():
        folder.rename(site)
        return
    shutil.copymode(site, folder)
    if disk.exchange(folder, site):
        return
    before = _hidden(site, "before")
    site.rename(before)
    try:
        folder.rename(site)
    except OSError:
        before.rename(site)
        raise


# --- Before it --------------------------------------------------------------------------------------------------------


def _locked(site: Path) -> Lock:
    site.parent.mkdir(parents=True, exist_ok=True)
    lock = Lock(site.parent / f".{site.name}.lock")
    try:
        lock.acquire()
    except BusyError:
        raise PublishError(f"another build is writing '{site}'; wait until it is done") from None
    return lock


def _refuse_other_folders(site: Path) -> None:
    """A wrong ``site_dir`` must not cost anybody a folder: only an empty one or a site is replaced."""
    if site.exists() and not site.is_dir():
        raise PublishError(f"'{site}' is a file; the site needs a folder")
    visible = site.is_dir() and any(not entry.name.startswith(".") for entry in site.iterdir())
    if visible and not (site / HOME).exists():
        raise PublishError(f"'{site}' has no {HOME}, so it is no site; name another folder")


def _settle(site: Path) -> None:
    """Finish or undo what was begun; afterwards there are the site and the one before, if there are any."""
    for before in _all_hidden(site, "before"):
        if site.exists():
            _retire(before, site)
        else:
            before.rename(site)
    for ready in _all_hidden(site, "ready"):
        if ready.stat().st_ino == int(ready.name.rpartition("-")[2]):
            shutil.rmtree(ready, ignore_errors=True)
        else:
            _retire(ready, site)
    for stale in _all_hidden(site, "staging"):
        shutil.rmtree(stale, ignore_errors=True)
    if _previous(site).is_dir() and site.is_dir():
        _keep_hidden(_previous(site), site)


def _retire(before: Path, site: Path) -> None:
    """Keep what was the site as the one before, without its hidden files; what was kept until now is removed."""
    _keep_hidden(before, site)
    if (before / HOME).is_file():
        if _previous(site).exists():
            _previous(site).rename(_hidden(site, "staging"))
        before.rename(_previous(site))
    else:
        shutil.rmtree(before, ignore_errors=True)


def _part(before: Path) -> None:
    """Give the site before files of its own, where it shares them."""
    for file in before.rglob("*"):
        if file.is_file() and not file.is_symlink() and file.stat().st_nlink > 1:
            copy = file.with_name(f".{file.name}.part")
            shutil.copy2(file, copy)
            copy.replace(file)


def _keep_hidden(before: Path, site: Path) -> None:
    for entry in sorted(before.iterdir()):
        if entry.name.startswith(".") and not (site / entry.name).exists():
            entry.rename(site / entry.name)


def _previous(site: Path) -> Path:
    return site.parent / f".{site.name}.previous"


def _hidden(site: Path, kind: str, number: int | None = None) -> Path:
    ending = secrets.token_hex(4) if number is None else number
    return site.parent / f".{site.name}.{kind}-{ending}"


def _all_hidden(site: Path, kind: str) -> list[Path]:
    return sorted(site.parent.glob(f".{glob.escape(site.name)}.{kind}-*"))


@contextmanager
def _told(what: str) -> Iterator[None]:
    """What the machine refuses, in one line."""
    try:
        yield
    except OSError as error:
        raise PublishError(f"{what}: {error.strerror or error}") from error
