"""The playbook's own settings: what an organisation decides, as the options of the plugin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le, MinLen

from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location, did_you_mean
from playbook.fields import Path
from playbook.hosting import TEMPLATES, is_template
from playbook.languages import LANGUAGES, Language
from playbook.root import CONFIG_FILE as CONFIG_FILE
from playbook.said import Said, said
from playbook.source import Limits
from playbook.validator import validate

Labels = Mapping[str, str]
"""A name in each language, by language folder."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What an organisation decides about its playbook."""

    format: Literal[1]
    """Of the content; a later format will come with a way to convert."""
    languages: Annotated[tuple[str, ...], MinLen(1)] = ("da", "sv", "no")
    """Language folders in the order in which they are shown."""
    norwegian: Literal["nb", "nn"] = "nb"
    """Which Norwegian the folder ``no`` holds; the interface's words are bokmål in both."""
    site_names: Mapping[str, str] = field(default_factory=dict)
    """By language folder; the home page's title where there is none."""
    segments: Mapping[str, Labels] = field(default_factory=dict)
    owners: Mapping[str, Labels] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    """By owner, the teams on the host of the repository who answer for their content: ``@org/cx-team``."""
    fallback: Literal["show", "link", "hide"] = "show"
    """For a page that is not translated: its original, a link to it, or no page."""
    stale_limit: Annotated[int, Ge(0), Le(100)] = 20
    """The share of a page's texts, in percent, that may be older than their originals without a warning."""
    navigation: tuple[str, ...] = ("home", "stages", "journeys", "touchpoints", "personas", "methods")
    footer: tuple[str, ...] = ()
    """What stands at the foot of every page, by the same names."""
    noindex: bool = False
    """Keep search engines out."""
    edit_uri_template: str | None = None
    """Address where a file is edited: ``{path}`` is the file relative to the project folder, ``{line}`` its line."""
    new_uri_template: str | None = None
    """Address where the file of a translation is begun; ``{path}`` as above."""
    issue_uri_template: str | None = None
    """Address where an issue is opened: ``{title}`` and ``{body}`` are what it says of the page."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """Other limits for content files, by the names in ``source.Limits``."""

    def language(self, folder: str) -> Language:
        """The language of a folder, with its codes."""
        found = LANGUAGES[folder]
        return replace(found, tag="nn", theme="nn") if (folder, self.norwegian) == ("no", "nn") else found


def read_settings(
    options: Mapping[str, Any], *, locate: Callable[[Path], Location] = lambda _: Location(file=CONFIG_FILE)
) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """Settings from the plugin's options, or what is wrong with them.

    ``locate`` gives the place of an option by its path; without it, all are at the beginning of the file.
    """
    given = {name: _norwegian(value) for name, value in options.items() if value is not None}
    settings, mistakes = validate(Settings, given)
    if not isinstance(settings, Settings):
        return None, tuple(
            Diagnostic(
                location=locate(path),
                code=_CODES.get(code, "wrong-setting"),
                message=said("'{name}' is not a setting", name=path[-1]) if code == "unknown-field" else message,
                hint=hint or did_you_mean(str(path[-1]), Settings.__dataclass_fields__),
            )
            for path, code, message, hint in mistakes
        )
    problems = tuple(
        Diagnostic(location=locate(path), code=code, message=message, hint=hint)
        for path, code, message, hint in _contradictions(settings)
    )
    return (None if problems else settings), problems


_TEAM = re.compile(r"(?:@@?[A-Za-z0-9_][\w./-]*|[^@\s]+@[^@\s]+\.[^@\s]+)\Z", re.ASCII)
"""A person, a team, a role or an e-mail address, as the hosts take them."""
_CODES: Mapping[Code, Code] = {"unknown-field": "unknown-setting", "missing-field": "missing-setting"}


def _contradictions(settings: Settings) -> Iterator[tuple[Path, Code, Said, Said]]:
    """Settings that are well-formed and yet cannot be: path, code, message, hint."""
    for index, language in enumerate(settings.languages):
        if language not in LANGUAGES:
            message = said("'{language}' is not a language of the playbook", language=language)
            yield ("languages", index), "unknown-language", message, did_you_mean(language, LANGUAGES)
    for name, labels in (("segments", settings.segments), ("owners", settings.owners)):
        for id_, words in labels.items():
            for language in settings.languages:
                if language not in words and language in LANGUAGES:
                    values = {"id": id_, "name": name, "language": language}
                    message = said("'{id}' in '{name}' has no name in '{language}'", **values)
                    yield (name, id_), "missing-label", message, said("add one for each language")
    for owner, asked in settings.teams.items():
        if owner not in settings.owners:
            message = said("'{owner}' in 'teams' is not one of the owners", owner=owner)
            yield ("teams", owner), "unknown-setting", message, did_you_mean(owner, settings.owners)
        elif not asked.split() or not all(map(_TEAM.match, asked.split())):
            message = said("'{team}' is not a team on GitHub or GitLab", team=asked)
            yield ("teams", owner), "wrong-setting", message, said('write "@organisation/team", or several with spaces')
    for name in TEMPLATES:
        template = getattr(settings, name)
        if template is not None and not is_template(name, template):
            message = said("'{name}' is not an address to be filled in", name=name)
            first, *others = (f"{{{each}}}" for each in TEMPLATES[name])
            hint = said("begin it with https://, and put {first} where that belongs", first=first)
            if others:
                hint = said(
                    "begin it with https://, and put {first} and, if you want, {other} where they belong",
                    first=first, other=others[0],
                )  # fmt: skip
            yield (name,), "wrong-setting", message, hint
    for name in settings.limits:
        if name not in Limits.__dataclass_fields__:
            hint = did_you_mean(name, Limits.__dataclass_fields__)
            yield ("limits", name), "unknown-setting", said("'{name}' is not a limit", name=name), hint


def _norwegian(value: Any) -> Any:
    """YAML 1.1, which MkDocs reads, takes ``no`` for False; in a list or a key of ours it can only be Norwegian."""
    if isinstance(value, dict):
        return {"no" if key is False else key: _norwegian(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return ["no" if held is False else _norwegian(held) for held in value]
    return value
