"""``playbook new``: a command for each kind of content, made from the model."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from playbook.changes import Changes
from playbook.cli.asking import Interview, answered, ask, needed, options, said_as
from playbook.cli.changing import clickable, make, path_from_here, resume, tell, tried_out
from playbook.cli.console import Exit, fail, known_languages, main, opened, project_root
from playbook.configuration import Configuration
from playbook.content import CONTENT
from playbook.diagnostics import Location, did_you_mean
from playbook.edits import Lines, apply
from playbook.identifiers import identifier_from
from playbook.library import Library
from playbook.model import CANONICAL_STAGES, KINDS, Kind, is_identifier
from playbook.published import FILE as PUBLISHED
from playbook.published import Address, Name, format_published
from playbook.scaffold import FEW, Hand, new_file, new_item, ordered
from playbook.source import Limits, parse
from playbook.validator import bad_identifier

OF_NAME = {kind.name: kind for kind in KINDS}


class _Kinds(click.Group):
    """The kinds as commands, each made when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(OF_NAME)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _command(OF_NAME[cmd_name]) if cmd_name in OF_NAME else None


@main.group(
    cls=_Kinds,
    epilog="""\b
Examples:
  playbook new journey --language sv
  playbook new persona --language no --title "Kari, kommunikasjonssjef" --fictional
  playbook new term --language da --title kundeafgang --in measuring
  playbook new touchpoint --help
""",
)
def new() -> None:
    """Write something new: a file for it, or an item of a list.

    What is needed and not said is asked for. Comments say what each field is, in the language of the content. It is a
    draft at first: readers see it once its status is 'published'.
    """


def _command(kind: Kind) -> click.Command:
    shared = [
        click.Option(["--language"], help="The folder of the language; usually the one that you are in."),
        click.Option(["--id"], help="Its id, the same in every language; usually made from the title."),
        click.Option(["--comments/--no-comments"], default=True, help="Say in comments what each field is."),
    ]
    lists = [
        click.Option(
            ["list_", "--in"], help="The list to add it to, by its file's name; a new one when there is none."
        ),
        click.Option(["--list-title"], help="The title of a new list."),
    ]
    return click.Command(
        kind.name,
        params=[*shared, *(lists if kind.items else []), *options(kind)],
        callback=lambda **values: _new(kind, values),
        help=f"Write a new {kind.name}.",
        epilog=f"\b\nExamples:\n  playbook new {kind.name} --language sv    in a terminal, it asks for the rest",
    )


def _new(kind: Kind, values: Mapping[str, Any]) -> None:
    root = project_root()
    resume(root, goes_on=True)
    configuration, library = opened(root)
    known = _known(configuration, library)
    language, list_, answers = _gathered(kind, values, root, configuration, library, known)
    _refuse(kind, answers, known, library)
    hand = Hand(folder=language, known=known, comments=values["comments"])
    file = posixpath.join(CONTENT, language, kind.folder, f"{list_ or answers['id']}.md")
    line = 1
    if not kind.items:
        data = new_file(kind, _with_steps(library, answers), hand).encode()
    elif not (root / file).exists():
        title = values["list_title"] or Interview().get("", partial(click.prompt, "title of the list"), "")
        data = new_file(kind, {"title": title or None, kind.items: [answers]}, hand).encode()
    else:
        data, line = _with_item(root, library.limits, file, kind, answers, hand)
    name = Name(kind.name, answers["id"])
    changes: Changes = {file: data, **_listed(root, library, name, answers)}
    _, warnings = tried_out(root, library, changes)
    make(root, changes)
    click.echo(clickable(root, Location(file=file, line=line)))
    tell(root, warnings)
    if answers["status"] == "draft":
        click.echo("a draft: 'playbook serve' shows it, and readers see it once its status is 'published'")


def _gathered(
    kind: Kind,
    values: Mapping[str, Any],
    root: Path,
    configuration: Configuration,
    library: Library,
    known: Mapping[str, Sequence[str]],
) -> tuple[str, str, dict[str, Any]]:
    """The language, the list and the answers; what is missing is asked for, or ends the command."""
    interview, languages = Interview(), configuration.settings.languages
    language = interview.get(
        _language(root, configuration, values["language"]), partial(_chosen, "language", languages),
        f"--language {'|'.join(languages)}",
    )  # fmt: skip
    answers = {"status": "draft", **answered(kind, values)}
    for field in needed(kind, answers):
        there = known.get(field.reference, ())
        answers[field.name] = interview.get(None, partial(ask, kind, field, there), said_as(kind, field, there[:FEW]))
    answers["id"] = _id(interview, kind, values["id"], answers["title"], library)
    list_ = ""
    if kind.items:
        lists = [held.id for each, held in library.entities if each is kind and held.origin == language]
        question = partial(click.prompt, f"list ({', '.join([*lists, 'or a new one'])})")
        list_ = values["list_"] or (lists[0] if len(lists) == 1 else "")
        list_ = interview.get(list_, question, "--in " + "|".join(lists or ["all"]))
    if interview.missing:
        fail(Exit.CONFIGURATION, f"say also: {', '.join(interview.missing)}")
    return language, list_, answers


def _id(interview: Interview, kind: Kind, said: str | None, title: str | None, library: Library) -> str:
    """The id that was said, or that the title suggests; of a stage, one that has no page yet."""
    if kind.name == "stage":
        free = [stage for stage in CANONICAL_STAGES if stage not in library.playbook.stages]
        return str(interview.get(said, partial(_chosen, "id", free), f"--id {'|'.join(free)}"))
    suggested = identifier_from(title or "")
    question = partial(click.prompt, "id", default=suggested or None)
    return str(interview.get(said or ("" if interview.is_answered else suggested), question, "--id" if title else ""))


def _chosen(what: str, words: Sequence[str]) -> str:
    return str(click.prompt(what, type=click.Choice(words)))


def _language(root: Path, configuration: Configuration, said: str | None) -> str:
    """The language that was said, or in whose folder we are; empty when there is none."""
    if said:
        known_languages(configuration, (said,))
        return said
    here = Path.cwd().resolve().relative_to(root.resolve()).parts
    inside = here[1] if len(here) > 1 and here[0] == CONTENT else ""
    return inside if inside in configuration.settings.languages else ""


def _known(configuration: Configuration, library: Library) -> dict[str, Sequence[str]]:
    """What a field can refer to: settings, and what is not retired."""
    found: dict[str, Sequence[str]] = {
        kind.name: [id_ for id_, each in library.playbook.of(kind.name).items() if each.status != "retired"]
        for kind in KINDS
    }
    settings = configuration.settings
    return {**found, "owner": list(settings.owners), "segment": list(settings.segments)}


def _refuse(kind: Kind, answers: Mapping[str, Any], known: Mapping[str, Sequence[str]], library: Library) -> None:
    """End the command when the id cannot be used, or another one names nothing."""
    id_ = answers["id"]
    if not all(map(is_identifier, id_.split("/") if kind.name == "page" else [id_])):
        fail(Exit.CONTENT, *bad_identifier(id_)[1:])
    taken = [each.file for each in library.files if each.kind is kind and each.id == id_ and not kind.items]
    if id_ in library.playbook.of(kind.name) or taken:
        fail(Exit.CONTENT, f"there is a {kind.name} '{id_}' already", "choose another id with --id")
    for field in ordered(kind.entity):
        value = answers.get(field.name)
        for each in (value if field.several else [value]) if field.reference and value else ():
            if each not in known[field.reference]:
                there = known[field.reference]
                fail(Exit.CONTENT, f"there is no {field.reference} '{each}'", did_you_mean(each, there))


# --- What is written --------------------------------------------------------------------------------------------------


def _with_item(
    root: Path, limits: Limits, file: str, kind: Kind, answers: Mapping[str, Any], hand: Hand
) -> tuple[bytes, int]:
    """The bytes of an inventory with the item added to it, and the line on which that begins."""
    data, here = (root / file).read_bytes(), path_from_here(root, file)
    if "translates" in parse(data, file=file, limits=limits)[0].meta:
        fail(Exit.CONTENT, f"{here} is a translation", "add the item to its original, or name another list with --in")
    edit = new_item(data, file, kind, answers, hand, limits=limits)
    if edit is None:
        hint = "begin each item with a dash on a line of its own"
        fail(Exit.CONTENT, f"nothing can be added to {here} as it is written", hint)
    line = Lines(data).place(edit.start, file).line
    return apply(data, [edit]), line + (1 if edit.text[0] in "\r\n" else 0)


def _with_steps(library: Library, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """A journey's answers, with a step for each stage of its model."""
    model = library.playbook.models.get(answers.get("stage_model", ""))
    stages = [entry.stages[0] for entry in model.entries] if model else []
    return {**answers, "steps": [{"id": stage, "stage": stage} for stage in stages]} if stages else answers


def _listed(root: Path, library: Library, name: Name, answers: Mapping[str, Any]) -> Changes:
    """The list of published addresses with something new that readers see, if there is a list."""
    if library.published is None or answers["status"] != "published":
        return {}
    text = (root / PUBLISHED).read_text(encoding="utf-8")
    return {PUBLISHED: format_published([*library.published, Address(name=name)], before=text).encode()}
