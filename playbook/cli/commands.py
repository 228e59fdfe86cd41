"""Which commands there are: a command's module is loaded when the command is called, not to be listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Listed(NamedTuple):
    """A command that need not be loaded yet."""

    module: str
    """Of ``playbook.cli``; it makes the command."""
    help: str
    """The first sentence of its help."""


COMMANDS: Mapping[str, Listed] = {
    "build": Listed(
        "building",
        "Check the content and build the site; a site that is there already stays as it is when anything is wrong.",
    ),
    "check": Listed("checking", "Report every mistake in the content, with file, line, column and what to do."),
    "codeowners": Listed("reviewing", "Say on GitHub or GitLab who reviews which content: the teams of its owners."),
    "compile": Listed("building", "Write every page as plain Markdown, for any site engine."),
    "diff": Listed("comparing", "Say what has changed in the playbook, in its own terms."),
    "join": Listed(
        "publishing",
        "Put parts of a site together, each built with --language, into the site that one build would have made.",
    ),
    "new": Listed("writing", "Write something new: a file for it, or an item of a list."),
    "published": Listed(
        "moving", "Check that every published address is in published.txt, and that none of them is dead."
    ),
    "release": Listed("comparing", "Note a version of the playbook, with what it brings its readers."),
    "remove": Listed("moving", "Tell what removing something would break; with --yes, remove what breaks nothing."),
    "rename": Listed("moving", "Give something another id, in all languages and wherever it is named."),
    "review": Listed("reviewing", "List what is to be reviewed, by owner, or note with --done that it has been."),
    "rollback": Listed(
        "publishing", "Put the site before the last build back in its place, in one step; a second time returns."
    ),
    "schema": Listed("schemas", "Write JSON Schemas for the front matter, for programs that complete and explain it."),
    "serve": Listed("building", "Show the playbook in the browser, and again after every change."),
    "translations": Listed("exchanging", "See what is to be translated, have it translated, and keep how fresh it is."),
    "verify": Listed("publishing", "Look at a finished site again: is it whole, and as it was built?"),
}
"""By name."""
