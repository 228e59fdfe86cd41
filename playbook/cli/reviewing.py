"""``playbook review`` and ``codeowners``."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click

from playbook.changes import write
from playbook.cli.changing import make, path_from_here, resume
from playbook.cli.console import FORMAT, Exit, fail, main, opened, project_root, say, stop_at_errors
from playbook.content import path_in_language
from playbook.project import plural

DAY = click.DateTime(["%Y-%m-%d"])


@main.command(
    epilog="""\b
Examples:
  playbook review                                          what is overdue, or due in 30 days
  playbook review --owner cx --days 90
  playbook review --done content/da/journeys/startup-app.md
  playbook review --done content/da/terms --review-by 2027-12-01
"""
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--done", is_flag=True, help="PATHS have been reviewed, as they are now, in all their languages.")
@click.option("--owner", "owners", multiple=True, help="Only what this owner answers for; repeat for more.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(0), help="How far to look ahead.")
@FORMAT
@click.option("--review-by", type=DAY, help="When the next review is; else as long from now as the last time.")
@click.option("--today", type=DAY, help="Another day than the clock says.")
def review(
    paths: tuple[Path, ...],
    done: bool,
    owners: tuple[str, ...],
    days: int,
    form: str,
    review_by: datetime | None,
    today: datetime | None,
) -> None:
    """List what is to be reviewed, by owner, or note with --done that it has been.

    A review is due at the date 'review_by'. With --done, PATHS, files or folders of content, get the date of today as
    'reviewed' and a new 'review_by', and reviews/ notes what they hold: an edit from then on shows as not reviewed.
    """
    day = today.date() if today else date.today()  # noqa: DTZ011 - the day where the reviewer is
    if done != bool(paths) or (review_by and not done):
        raise click.UsageError("name the files that have been reviewed, after --done")
    if done:
        _note(paths, day, review_by.date() if review_by else None)
    else:
        _list(owners, day, days=days, form=form)


def _list(owners: tuple[str, ...], today: date, *, days: int, form: str) -> None:
    from playbook.review_report import as_data, as_lines, as_markdown, listed
    from playbook.upkeep import reviewed

    root = project_root()
    configuration, library = opened(root)
    for owner in owners:
        if owner not in configuration.settings.owners:
            known = ", ".join(configuration.settings.owners)
            fail(Exit.CONFIGURATION, f"'{owner}' is no owner in the settings", f"use one of: {known}")
    found = listed(reviewed(library.playbook), today, days=days, owners=owners)
    if form == "json":
        click.echo(json.dumps(as_data(found, today), ensure_ascii=False, indent=1))
    elif form == "markdown":
        click.echo(as_markdown(found), nl=False)
    else:
        for line in as_lines(found, shown_as=partial(path_from_here, root)):
            click.echo(line)


def _note(paths: tuple[Path, ...], today: date, review_by: date | None) -> None:
    from playbook.review_dates import UnwritableError, with_review
    from playbook.reviews import format_reviews, review_file, reviews_of

    root = project_root()
    resume(root)
    _, library = opened(root)
    stop_at_errors(library)
    wanted = {path.resolve(): path for path in paths}
    matched: set[Path] = set()
    made: dict[str, bytes | None] = {}
    for kind, held in library.entities:
        files = [root / file for file in held.files.values()]
        covering = [each for each in wanted if any(file == each or each in file.parents for file in files)]
        if not covering:
            continue
        matched.update(covering)
        file, data = held.place.file, (root / held.place.file).read_bytes()
        try:
            made[file] = with_review(data, kind, held, today=today, review_by=review_by, limits=library.limits)
        except UnwritableError as error:
            fail(Exit.CONTENT, f"{path_from_here(root, file)}: {error}", error.hint)
        made[review_file(path_in_language(file))] = format_reviews(reviews_of(held, today)).encode()
    for path, given in wanted.items():
        if path not in matched:
            fail(Exit.CONTENT, f"no content lies at {given}", "name a file or a folder below content/")
    make(root, made)
    for file in made:
        click.echo(path_from_here(root, file))
    click.echo(f"{plural(len(made) // 2, 'file')} reviewed")


@main.command(
    epilog="""\b
Examples:
  playbook codeowners          print the lines
  playbook codeowners --write  put them into CODEOWNERS
  playbook codeowners --check  fail when CODEOWNERS is not current
"""
)
@click.option("--write", "writes", is_flag=True, help="Put the lines into the file; the rest of it stays as it is.")
@click.option("--check", "checks", is_flag=True, help="Exit with 1 when the lines in the file are others.")
@click.option(
    "--file", "file", type=click.Path(path_type=Path, dir_okay=False), help="Instead of the repository's own."
)
def codeowners(writes: bool, checks: bool, file: Path | None) -> None:
    """Say on GitHub or GitLab who reviews which content: the teams of its owners.

    The setting 'teams' names the teams of each owner. The lines stand between two marks in CODEOWNERS, where the
    repository has it (.github, .gitlab, docs), else at its top.
    """
    from playbook.codeowners import PLACES, USUAL_PLACE, code_owners, put_into
    from playbook.history import place_in_repository

    root = project_root()
    configuration, library = opened(root)
    stop_at_errors(library)
    if not configuration.settings.teams:
        fail(Exit.CONFIGURATION, "the setting 'teams' names no team", "see docs/settings.md")
    repository, prefix = place_in_repository(root.resolve())
    there = next((place for place in PLACES if (repository / place).is_file()), USUAL_PLACE)
    path = file or repository / there
    made = code_owners(library.entities, configuration.settings.teams, prefix=prefix)
    for owner, number in made.without_team.items():
        say(f"{plural(number, 'file')} {f'of the owner {owner!r} without a team' if owner else 'without an owner'}")
    if not writes and not checks:
        click.echo(made.text, nl=False)
        return
    try:
        text = path.read_bytes().decode() if path.exists() else ""
        if checks and put_into(text, made.text) != text:
            fail(Exit.CONTENT, f"{os.path.relpath(path)} is not current", "run: playbook codeowners --write")
        if writes:
            write(path, put_into(text, made.text).encode())
    except (OSError, UnicodeDecodeError) as error:
        fail(Exit.ENVIRONMENT, f"{os.path.relpath(path)} cannot be read or written: {error}")
    click.echo(f"{os.path.relpath(path)} is current")
