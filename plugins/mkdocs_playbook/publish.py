"""Staging beside the site, and the swap that makes a finished build the site."""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
import sys
from pathlib import Path

from mkdocs_playbook.lock import BusyError, Lock

AT_FDCWD = -100
RENAME_EXCHANGE = 2
"""Both from Linux' ``renameat2(2)``."""


class PublishError(RuntimeError):
    """The site's folder cannot be written, told in one line."""


class Staging:
    """A folder beside the site, built in and then swapped for it, with a lock held until that is done."""

    def __init__(self, site: Path) -> None:
        """Take the lock, clear what a killed build left, and make the folder.

        Raises PublishError when another build runs or the folder is not a site's.
        """
        self.site = Path(os.path.realpath(site))
        self.site.parent.mkdir(parents=True, exist_ok=True)
        self._lock = Lock(self.site.parent / f".{self.site.name}.lock")
        try:
            self._lock.acquire()
        except BusyError:
            raise PublishError(f"another build is writing '{site}'; wait until it is done") from None
        try:
            _refuse_other_folders(self.site)
            _clear(self.site)
            self.folder = self._beside("staging")
            self.folder.mkdir()
        except BaseException:
            self._lock.release()
            raise

    def publish(self) -> None:
        """Put the folder in the site's place; the site before it is removed, except hidden files such as ``.git``."""
        try:
            before = self._swap()
            if before:
                _keep_hidden(before, self.site)
                shutil.rmtree(before, ignore_errors=True)
        except OSError as error:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise PublishError(f"'{self.site}' could not be replaced: {error.strerror or error}") from error
        finally:
            self._lock.release()

    def discard(self) -> None:
        """Remove the folder; the site stays as it was."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()

    def _swap(self) -> Path | None:
        """Where the site before is now, or None if there was none."""
        if not self.site.exists():
            self.folder.rename(self.site)
            return None
        shutil.copymode(self.site, self.folder)
        if _exchange(self.folder, self.site):
            return self.folder
        before = self._beside("before")
        self.site.rename(before)
        try:
            self.folder.rename(self.site)
        except OSError:
            before.rename(self.site)
            raise
        return before

    def _beside(self, kind: str) -> Path:
        return self.site.parent / f".{self.site.name}.{kind}-{secrets.token_hex(4)}"


def _refuse_other_folders(site: Path) -> None:
    """A wrong ``site_dir`` must not cost anybody a folder: only an empty one or a site is replaced."""
    if site.exists() and not site.is_dir():
        raise PublishError(f"'{site}' is a file; the site needs a folder")
    visible = site.is_dir() and any(not entry.name.startswith(".") for entry in site.iterdir())
    if visible and not (site / "index.html").exists():
        raise PublishError(f"'{site}' has no index.html, so it is no site; name another folder")


def _clear(site: Path) -> None:
    """Remove what killed builds left, and put the site back if one was killed between two renames."""
    for before in sorted(site.parent.glob(f".{site.name}.before-*")):
        if site.exists():
            shutil.rmtree(before, ignore_errors=True)
        else:
            before.rename(site)
    for stale in site.parent.glob(f".{site.name}.staging-*"):
        shutil.rmtree(stale, ignore_errors=True)


def _keep_hidden(before: Path, site: Path) -> None:
    for entry in sorted(before.iterdir()):
        if entry.name.startswith(".") and not (site / entry.name).exists():
            entry.rename(site / entry.name)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system or the file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    return bool(renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)
