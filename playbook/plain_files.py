"""Files of a project read without trust in what lies at their path."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path, PurePosixPath

LARGEST = 16 * 1024 * 1024
"""Bytes of a list or a ledger; those of ten thousand pages take one."""


def read_plain(root: Path, file: str) -> bytes:
    """The bytes of an ordinary file, named relative to a project folder.

    Links are not followed, on the way there neither, and a pipe or a device is not waited for. Raises FileNotFoundError
    when there is nothing, and OSError for what cannot or may not be read.
    """
    for above in [*reversed(PurePosixPath(file).parents)][1:]:
        if (root / above).is_symlink():
            raise _refused(errno.ELOOP, root / above)
    path = root / file
    state = path.lstat()
    if not stat.S_ISREG(state.st_mode):
        raise _refused(errno.ELOOP if stat.S_ISLNK(state.st_mode) else errno.EINVAL, path)
    if state.st_size > LARGEST:
        raise _refused(errno.EFBIG, path)
    return path.read_bytes()


def _refused(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))
