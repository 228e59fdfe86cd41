"""What a reader suggests about a page: the beginning of an issue, in the reader's language."""

from __future__ import annotations

from playbook.hosting import issue_address
from playbook.languages import N_, catalog

ASKED = N_("What should be changed, and why?")


def suggestion(template: str, *, folder: str, title: str, address: str, file: str, language: str, version: str) -> str:
    """The address of an issue that says which page in which language and version is meant; empty without a template.

    ``folder`` is the language's, ``address`` and ``file`` are those of the page. What is empty is left out.
    """
    if not template:
        return ""
    words = catalog(folder).ugettext
    known = {
        words(N_("Page:")): title,
        words(N_("Address:")): address,
        words(N_("File:")): file,
        words(N_("Language:")): language,
        words(N_("Version:")): version,
    }
    lines = [words(ASKED), "", "", "---", *(f"- {label} {value}" for label, value in known.items() if value)]
    return issue_address(
        template, title=words(N_("Suggestion: {title}")).format(title=title), body="\n".join(lines) + "\n"
    )
