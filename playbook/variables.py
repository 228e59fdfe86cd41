"""Environment variables: what our commands ask of the processes that they start, and what people may set."""

from __future__ import annotations

import os

NO_CACHE = "PLAYBOOK_NO_CACHE"
"""Set when nothing may be taken over from before, and nothing kept."""
OFFLINE = "PLAYBOOK_OFFLINE"
"""Set when the site will be opened as files, without a server."""
HURRY = "PLAYBOOK_HURRY"
"""Set when the system is to tell of changes, while serving."""
DIAGNOSTICS = "PLAYBOOK_DIAGNOSTICS"
"""How the content's mistakes are told: ``plain``, in lines of their own, or ``strict``, when warnings stop it too."""
LIFELINE = "PLAYBOOK_LIFELINE"
"""Set when standard input stays open for as long as the command is there that has asked."""
LANGUAGES = "PLAYBOOK_LANGUAGES"
"""For people too: the folders of the languages to build, separated by commas or spaces."""
PATIENCE = "PLAYBOOK_PATIENCE"
"""For people: seconds in which a worker must say that it has done some more pages, or is taken for one that hangs."""
PROCESSORS = "PLAYBOOK_PROCESSORS"
"""For people: the number of processors to make use of."""
BUILD_TIME = "SOURCE_DATE_EPOCH"
"""For people: the time of a build in seconds since 1970, as reproducible-builds.org has it."""


class VariableError(OSError):
    """A variable says what cannot be: the surroundings are wrong, as when a disk is full."""


def whole_number(name: str, *, otherwise: int) -> int:
    """The number that a variable holds, or another one when it is not set. Raises VariableError."""
    text = os.environ.get(name, "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 16):
        raise VariableError(f"the environment variable {name} is no whole number: {text[:40]!r}")
    return int(text) if text else otherwise
