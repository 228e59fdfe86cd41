"""Addresses on the host of the repository, from an organisation's templates: to edit, to begin a file, to suggest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "edit_uri_template": ("path", "line"),
    "new_uri_template": ("path",),
    "issue_uri_template": ("title", "body"),
}
"""By setting, the names that can stand in it in braces; the first of them must."""
_NAME = re.compile(r"\{([^{}]*)\}")
_UNFIT = re.compile(r"[\s\"'<>\\^`|\x00-\x1f\x7f]")


def is_template(setting: str, template: str) -> bool:
    """Whether a setting is the address of a page that is read over HTTPS, with the names that it must and may hold."""
    first, *others = TEMPLATES[setting]
    names = _NAME.findall(template)
    try:
        host = urlsplit(_NAME.sub("", template)).hostname
    except ValueError:
        return False
    fits = template.startswith("https://") and host and "{" not in template[8:].partition("/")[0]
    return bool(fits) and first in names and {first, *others}.issuperset(names) and not _UNFIT.search(template)


def edit_address(template: str | None, file: str, line: int = 1) -> str:
    """Where a file of the project is edited, at a line where the host knows lines; empty without template or file."""
    return _filled(template, path=quote(file), line=str(line)) if template and file else ""


def new_address(template: str | None, file: str) -> str:
    """Where a file that is not there yet is begun; empty without a template."""
    return _filled(template, path=quote(file)) if template else ""


def issue_address(template: str | None, *, title: str, body: str) -> str:
    """Where an issue is opened, with its title and its text filled in; empty without a template."""
    return _filled(template, title=quote(title, safe=""), body=quote(body, safe="")) if template else ""


def _filled(template: str, **values: str) -> str:
    return _NAME.sub(lambda found: values[found[1]], template)
