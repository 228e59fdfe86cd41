"""What our commands ask of the plugin, in environment variables: MkDocs hands nothing else on."""

from __future__ import annotations

import os

from playbook.store import NO_CACHE_VARIABLE

LANGUAGES_VARIABLE = "PLAYBOOK_LANGUAGES"
"""With the folders of the languages to build, separated by commas or spaces; for people too."""


def languages() -> tuple[str, ...]:
    """The folders of the languages that are to be built; none when it is all of them."""
    return tuple(os.environ.get(LANGUAGES_VARIABLE, "").replace(",", " ").split())


def diagnostics() -> str:
    """How the content's mistakes are told: ``plain``, in lines of their own, or ``strict``, when warnings stop it too.

    Empty when MkDocs is to tell them.
    """
    return os.environ.get("PLAYBOOK_DIAGNOSTICS", "")


def is_hurried() -> bool:
    """Whether the system is to tell of changes, while serving."""
    return bool(os.environ.get("PLAYBOOK_HURRY"))


def is_cached() -> bool:
    """Whether something may be taken over from the builds before."""
    return not os.environ.get(NO_CACHE_VARIABLE)


def is_offline() -> bool:
    """Whether the site will be opened as files, without a server."""
    return bool(os.environ.get("PLAYBOOK_OFFLINE"))
