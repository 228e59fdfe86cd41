"""``playbook verify``, ``rollback`` and ``join``: what happens to sites that are built."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click

from playbook.build_record import FILE as RECORD
from playbook.build_record import BuildRecord, BuildRecordError
from playbook.build_record import read as read_record
from playbook.checksums import ChecksumsError
from playbook.cli.console import Exit, configuration_of, fail, main, project_root, say
from playbook.joining import PartsError, read
from playbook.joining import join as put_together
from playbook.progress import shown
from playbook.project import plural
from playbook.publishing import PublishError, Staging, roll_back
from playbook.verification import Verified
from playbook.verification import verify as look_at

SHOWN = 20
"""So many problems are told; the rest is counted."""
FOLDER = click.Path(path_type=Path, file_okay=False)


@main.command(
    epilog="""\b
Examples:
  playbook verify                     the site that was built last
  playbook verify /srv/www/playbook   a site anywhere, without its content
"""
)
@click.argument("site", required=False, type=FOLDER)
def verify(site: Path | None) -> None:
    """Look at a finished site again: is it whole, and as it was built?

    Every file is compared, every link and anchor followed; translations must name each other, and nothing may come
    from another host. SITE is the playbook's own unless it is named. Ends with 1 when something is wrong.
    """
    site = site or _site_of_project()
    with shown("verifying", say=say):
        try:
            found = look_at(site)
        except (BuildRecordError, ChecksumsError) as error:
            fail(Exit.CONTENT, str(error))
    if found.problems:
        _not_whole(site, found.problems)
    click.echo(f"{site} is whole: {_counted(found)}")


@main.command(
    epilog="""\b
Examples:
  playbook rollback                                the site before the last build; once more, and back
  playbook rollback --site-dir /srv/www/playbook   another site than that of mkdocs.yml
"""
)
@click.option("--site-dir", type=FOLDER, help="The site, when it is not that of mkdocs.yml.")
def rollback(site_dir: Path | None) -> None:
    """Put the site before the last build back in its place, in one step; a second time returns."""
    site = site_dir or _site_of_project()
    try:
        roll_back(site, check=_refuse_damaged)
    except PublishError as error:
        fail(Exit.ENVIRONMENT, str(error), "the site is as it was")
    click.echo(f"{site} is the site before: {_told(site)}")


@main.command(
    epilog="""\b
Examples:
  playbook join parts/da parts/sv parts/no                 into site/
  playbook join parts/* --to public                        into another folder
"""
)
@click.argument("parts", metavar="PART...", nargs=-1, required=True, type=FOLDER)
@click.option("--to", type=FOLDER, help="Where the site goes, instead of site/.")
def join(parts: tuple[Path, ...], to: Path | None) -> None:
    """Put parts of a site together, each built with --language, into the site that one build would have made.

    Parts that were built from other content, with other settings or other versions, and damaged ones are refused.
    """
    site = to or _site_of_project()
    staging = None
    try:
        staging = Staging(site)
        with shown("joining", say=say):
            found = put_together([read(part) for part in parts], staging.folder)
        if found.problems:
            _not_whole(site, found.problems)
        taken, staging = staging, None
        taken.publish()
    except PartsError as error:
        fail(Exit.CONTENT, str(error), "the site is as it was")
    except PublishError as error:
        fail(Exit.ENVIRONMENT, str(error))
    finally:
        if staging:
            staging.discard()
    click.echo(f"{site} is whole: {_counted(found)}")


def _site_of_project() -> Path:
    root = project_root()
    site = root / configuration_of(root).site_dir
    return site.relative_to(Path.cwd()) if site.is_relative_to(Path.cwd()) else site


def _not_whole(site: Path, problems: Iterable[str]) -> NoReturn:
    held = tuple(problems)
    for problem in held[:SHOWN]:
        click.echo(problem)
    if len(held) > SHOWN:
        click.echo(f"and {len(held) - SHOWN} more")
    fail(Exit.CONTENT, f"'{site}' is not whole: {plural(len(held), 'problem')}")


def _refuse_damaged(site: Path) -> None:
    """A site from before there were records is taken as it is; nothing is known of it."""
    if not (site / RECORD).is_file():
        return
    try:
        problems = look_at(site).problems
    except (BuildRecordError, ChecksumsError) as error:
        problems = (str(error),)
    if problems:
        raise PublishError(f"the site before is damaged: {problems[0]}")


def _counted(found: Verified) -> str:
    return f"{plural(found.pages, 'page')}, {plural(found.links, 'link')}, {plural(found.files, 'file')}"


def _told(site: Path) -> str:
    try:
        record: BuildRecord = read_record(site)
    except BuildRecordError:
        return f"it has no {RECORD}"
    commit = f"commit {record.commit[:8]}, " if record.commit else ""
    return f"{commit}content {record.content[:8]}{f', {record.date}' if record.date else ''}"
