"""What our commands ask of the plugin, in environment variables: MkDocs hands nothing else on."""

from __future__ import annotations

import os

from playbook import variables


def languages() -> tuple[str, ...]:
    """The folders of the languages that are to be built; none when it is all of them."""
    return tuple(os.environ.get(variables.LANGUAGES, "").replace(",", " ").split())


def diagnostics() -> str:
    """How the content's mistakes are told: ``plain``, in lines of their own, or ``strict``, when warnings stop it too.

    Empty when MkDocs is to tell them.
    """
    return os.environ.get(variables.DIAGNOSTICS, "")


def is_hurried() -> bool:
    """Whether the system is to tell of changes, while serving."""
    return bool(os.environ.get(variables.HURRY))


def is_cached() -> bool:
    """Whether something may be taken over from the builds before."""
    return not os.environ.get(variables.NO_CACHE)


def is_offline() -> bool:
    """Whether the site will be opened as files, without a server."""
    return bool(os.environ.get(variables.OFFLINE))
