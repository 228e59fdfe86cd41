"""Why there is no site when nothing is wrong with the content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.exceptions import PluginError

from playbook.publishing import PublishError
from playbook.time_limits import TookTooLongError


class SurroundingsError(PluginError):
    """The machine refuses, or somebody else is at work; told in one line."""


@contextmanager
def told_in_a_line() -> Iterator[None]:
    """Let what the machine refuses be a SurroundingsError, and a page that is past its limit a PluginError."""
    try:
        yield
    except PublishError as error:
        raise SurroundingsError(str(error)) from error
    except (OSError, MemoryError) as error:
        raise SurroundingsError(reason(error)) from error
    except TookTooLongError as error:
        raise PluginError(f"no site: {error}") from None


def reason(error: OSError | MemoryError) -> str:
    """What the machine says, with the file that it is about."""
    if isinstance(error, MemoryError):
        return "the memory is used up"
    return ": ".join(filter(None, (str(error.filename or ""), error.strerror or str(error))))
