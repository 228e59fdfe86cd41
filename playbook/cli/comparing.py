"""``playbook diff`` and ``release``."""

from __future__ import annotations

import json
import shlex
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click

from playbook.cli.changing import make, path_from_here, resume
from playbook.cli.console import FORMAT, Exit, configuration_of, fail, main, project_root, report, say
from playbook.configuration import Configuration
from playbook.model import News
from playbook.progress import shown
from playbook.project import plural


@main.command(
    epilog="""\b
Examples:
  playbook diff HEAD                     what is not committed yet
  playbook diff main --merge-base        what this branch has changed
  playbook diff v1.0 v1.1 --format json  what came with a version
"""
)
@click.argument("base")
@click.argument("head", required=False)
@FORMAT
@click.option("--merge-base", is_flag=True, help="Compare with the commit where HEAD has left BASE.")
def diff(base: str, head: str | None, form: str, merge_base: bool) -> None:
    """Say what has changed in the playbook, in its own terms.

    BASE and HEAD are commits, branches or tags; without HEAD, BASE is compared with the files as they are. Content
    that cannot be read is named, and the rest is compared. Markdown is made for one comment on a pull request.
    """
    from playbook.comparison import compare
    from playbook.differences import as_data
    from playbook.history import HistoryError, at_commit, fork_of, snapshot
    from playbook.sticky import as_markdown
    from playbook.telling import as_text

    root = project_root()
    configuration = configuration_of(root)
    try:
        with shown("reading both states", say=say):
            start = fork_of(root, base, head or "HEAD") if merge_base else base
            old = at_commit(root, start, otherwise=configuration)
            new = at_commit(root, head, otherwise=configuration) if head else snapshot(root, otherwise=configuration)
    except HistoryError as error:
        fail(Exit.ENVIRONMENT, str(error), error.hint)
    found = compare(old, new)
    if form == "json":
        click.echo(json.dumps(as_data(found), ensure_ascii=False, indent=1))
    elif form == "markdown":
        asked = [base, *([head] if head else []), *(["--merge-base"] if merge_base else [])]
        click.echo(as_markdown(found, command=shlex.join(["playbook", "diff", *asked])), nl=False)
    else:
        for line in as_text(found, shown_as=partial(path_from_here, root)):
            click.echo(line)


@main.command(
    epilog="""\b
Examples:
  playbook release v1.2             what has come since the last version
  playbook release v1.0 --since v0  what has come since a commit, a branch or a tag
"""
)
@click.argument("name")
@click.option("--since", help="Compare with this commit, branch or tag, instead of the last version.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Another day than the clock says.")
def release(name: str, since: str | None, today: datetime | None) -> None:
    """Note a version of the playbook, with what it brings its readers.

    The note is a file in releases/, to be committed. From all of them the pages "What is new" and the news feeds are
    made. What is compared is what is committed.
    """
    from playbook.history import HistoryError, commit_of, is_clean
    from playbook.model import Release
    from playbook.releases import format_release, is_name, read_releases, release_file
    from playbook.source import Limits

    root = project_root()
    resume(root)
    configuration = configuration_of(root)
    day = today.date() if today else date.today()  # noqa: DTZ011 - the day where the publisher is
    earlier, mistakes = read_releases(root, Limits(**configuration.settings.limits))
    if mistakes:
        report(mistakes)
        sys.exit(Exit.CONTENT)
    if not is_name(name):
        fail(
            Exit.CONTENT,
            f"'{name}' cannot name a version",
            "use letters without accents, digits, and . _ - between them",
        )
    if any(each.name == name for each in earlier):
        fail(Exit.CONTENT, f"there is a version '{name}' already", "give this one another name")
    try:
        if not is_clean(root):
            fail(Exit.CONTENT, "there are changes in the content that are not committed", "commit them first")
        made = Release(name=name, day=day, commit=commit_of(root, "HEAD"), is_first=not (earlier or since))
        if not made.is_first:
            made = replace(made, news=_news(root, since or earlier[0].commit, configuration))
    except HistoryError as error:
        fail(Exit.ENVIRONMENT, str(error), error.hint)
    make(root, {release_file(made): format_release(made).encode()})
    counted = Counter(news.what for news in made.news)
    told = ", ".join(f"{number} {what}" for what, number in counted.items())
    first = "the first version" if made.is_first else "nothing new for readers"
    click.echo(f"{path_from_here(root, release_file(made))}: {told or first}")


def _news(root: Path, since: str, configuration: Configuration) -> tuple[News, ...]:
    """What the last commit brings; ends the command when not all of it can be read."""
    from playbook.comparison import compare
    from playbook.history import at_commit
    from playbook.releases import news_of

    with shown("reading both states", say=say):
        old, new = at_commit(root, since, otherwise=configuration), at_commit(root, "HEAD", otherwise=configuration)
    for each in new.unread:
        say(each.why)
    if new.unread:
        fail(Exit.CONTENT, f"{plural(len(new.unread), 'file')} cannot be read", "mend them and commit that first")
    return tuple(news_of(compare(old, new), old.playbook, new.playbook))
