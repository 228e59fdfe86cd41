"""Small sites that know their number, and what must hold for them at any moment."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playbook import build_record
from playbook.build_record import BuildRecord
from playbook.publishing import PublishError, Staging
from playbook.verification import seal, surveyed, verify

PAGES = ("index.html", "sv/index.html", "sv/a/index.html", "sv/b/index.html")
HIDDEN = ".git/HEAD"
"""What lies in the site and is nobody's release."""


class DrillError(AssertionError):
    """Something did not hold."""


def publish(site: Path, number: int) -> str:
    """Publish a site with a number as ``playbook build`` publishes; returns why that was not possible, if so."""
    try:
        staging = Staging(site)
    except PublishError as error:
        return str(error)
    try:
        write(staging.folder, number)
        staging.publish()
    except (PublishError, OSError) as error:
        staging.discard()
        return str(error)
    return ""


def write(folder: Path, number: int) -> None:
    """Write and seal a site in an empty folder."""
    for name in PAGES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<!doctype html><html><body>{number}</body></html>\n", encoding="utf-8")
    record = BuildRecord(
        commit="",
        date="",
        content=str(number),
        site_url="",
        languages=("sv",),
        pages={"sv": {"page": 3}},
        versions={},
    )
    if problems := seal(folder, surveyed(folder, record), record).problems:
        raise DrillError(problems[0])


def number_of(site: Path) -> int | None:
    """The number of a site, None where there is no site at all; raises DrillError when it is not whole."""
    if not site.exists():
        return None
    if problems := verify(site).problems:
        raise DrillError(f"{site.name} is not whole: {problems[0]}")
    return int(build_record.read(site).content)


def refuse_leftovers(site: Path) -> None:
    """After a build that went well there are the site, the one before, and nothing else; raises DrillError."""
    expected = {site.name, f".{site.name}.previous"}
    found = {entry.name for entry in site.parent.iterdir() if site.name in entry.name}
    if found - expected:
        raise DrillError(f"left behind: {', '.join(sorted(found - expected))}")
    if not (site / HIDDEN).is_file():
        raise DrillError(f"{HIDDEN} is gone")
    number_of(site.parent / f".{site.name}.previous")


@contextmanager
def read_all_along(site: Path) -> Iterator[list[int]]:
    """A process that reads a site's pages again and again; listed after: how often, and how often in vain."""
    told, telling = os.pipe()
    reader = os.fork()
    if not reader:
        _read(site, telling)
    os.close(telling)
    counts: list[int] = []
    try:
        yield counts
    finally:
        os.kill(reader, signal.SIGTERM)
        with os.fdopen(told) as said:
            counts += map(int, said.read().split())
        os.waitpid(reader, 0)


def _read(site: Path, telling: int) -> None:
    """Read until terminated; never returns."""
    reads = misses = 0

    def end(*_: object) -> None:
        os.write(telling, f"{reads} {misses}".encode())
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    while True:
        for name in PAGES:
            reads += 1
            try:
                (site / name).read_bytes()
            except OSError:
                misses += 1
        time.sleep(0.0005)
