"""Fields of the model as options of a command, and as questions on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import click

from playbook.descriptions import description
from playbook.fields import Field, Role
from playbook.model import Kind
from playbook.scaffold import ordered

TAKEN = frozenset({"id", "language"})
"""Options that every new thing has; a field of the same name gets its kind before it."""


class Words(click.ParamType[tuple[str, ...]]):
    """Several words, with commas between them."""

    name = "words"

    def __init__(self, words: Sequence[str] = ()) -> None:
        """``words`` are those that there are; without them any will do."""
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The words of a text."""
        found = tuple(word.strip() for word in value.split(",")) if isinstance(value, str) else tuple(value)
        for word in found:
            if self.words and word not in self.words:
                self.fail(f"'{word}' is none of: {', '.join(self.words)}", param, ctx)
        return found


def options(kind: Kind) -> list[click.Option]:
    """An option for each field of a kind that one value says."""
    return [_option(kind, each) for each in _fields(kind)]


def option_name(kind: Kind, field: Field) -> str:
    """``stage_model`` as ``--stage-model``."""
    own = f"{kind.name}-" if field.name in TAKEN else ""
    return f"--{own}{field.name.replace('_', '-')}"


def answered(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the options say, by field."""
    found = {each.name: values[_parameter(each)] for each in _fields(kind)}
    found = {name: value.date() if isinstance(value, datetime) else value for name, value in found.items()}
    return {name: value for name, value in found.items() if value not in (None, ())}


def needed(kind: Kind, answers: Mapping[str, Any]) -> Iterator[Field]:
    """The fields that nobody can fill in later: the title, and what cannot be a placeholder."""
    for each in _fields(kind):
        is_needed = each.required and (each.role is Role.STRUCTURE or each.name == "title")
        if is_needed and each.name not in answers:
            yield each


def said_as(kind: Kind, field: Field, known: Sequence[str]) -> str:
    """An option with what it can be: ``--medium online|offline|both``."""
    words = field.choices or known
    return f"{option_name(kind, field)} {'|'.join(words)}".strip()


def ask(kind: Kind, field: Field, known: Sequence[str]) -> Any:
    """Ask for a field on the terminal."""
    click.echo(description(kind.entity, field.name))
    name = field.name.replace("_", " ")
    if field.plain is bool:
        return click.confirm(name)
    shown = f"{name} ({', '.join(field.choices or known)})" if field.several and (field.choices or known) else name
    value = click.prompt(shown, type=_type(field, known))
    return value.date() if isinstance(value, datetime) else value


@dataclass(slots=True)
class Interview:
    """What is needed: asked for on a terminal, else noted, so that all that is missing is told at once."""

    missing: list[str] = field(default_factory=list)
    """The options that would say it."""

    @property
    def is_answered(self) -> bool:
        """Whether somebody is there."""
        return is_terminal()

    def get(self, found: Any, question: Callable[[], Any], option: str) -> Any:
        """What was said, or the answer to a question; nothing when nobody answers. An empty option goes without."""
        if found:
            return found
        if self.is_answered:
            return question()
        if option:
            self.missing.append(option)
        return ""


def is_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _fields(kind: Kind) -> list[Field]:
    return [each for each in ordered(kind.entity) if each.role not in (Role.PART, Role.PARTS) and not each.given]


def _parameter(field: Field) -> str:
    return f"field_{field.name}"


def _option(kind: Kind, field: Field) -> click.Option:
    name, told = option_name(kind, field), description(kind.entity, field.name)
    if field.plain is bool:
        return click.Option([_parameter(field), f"{name}/--not-{name.removeprefix('--')}"], default=None, help=told)
    many = field.role in (Role.TEXT_LIST, Role.LOCAL_TEXTS)
    told += " Repeat it for more." if many else ""
    return click.Option([_parameter(field), name], type=_type(field, ()), multiple=many, help=told)


def _type(field: Field, known: Sequence[str]) -> click.ParamType[Any] | type:
    if field.several:
        return Words(field.choices or known)
    if field.choices or known:
        return click.Choice(field.choices or known)
    if field.bounds:
        return click.IntRange(*field.bounds)
    if field.plain is date:
        return click.DateTime(["%Y-%m-%d"])
    return field.plain if field.plain in (int, float) else str
