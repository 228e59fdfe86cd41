"""How long it takes from saving a file until a browser shows what was changed, beside ``playbook serve``."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import click
from playwright.sync_api import Page, sync_playwright

from benchmarks.generate import write_playbook
from benchmarks.limits import GENERATED, LARGE, SHIPPED
from benchmarks.measure import CommandError, Cost, memory, processor_time
from benchmarks.ours import FOLDER, PLAYBOOK, ROOT, Playbook, conditions, env
from benchmarks.report import conclude, results_option
from benchmarks.results import Results, Run, Series, load, today
from playbook.root import MADE_OF

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WARM_UP = 2
"""Edits that do not count."""
PATIENCE = 1800.0
"""Seconds until something that must happen has not."""
QUIET = 0.5
"""Part of a processor below which the server has nothing left to do: it looks at all files again and again."""
LOOK = 2.0
"""Seconds for which it must have been so."""
SHOWS = "word => document.body?.textContent.includes(word)"


@click.command()
@click.argument("sizes", nargs=-1, type=click.IntRange(min=0))
@click.option("--edits", default=10, show_default=True, help="Edits of each; the median counts.")
@results_option
def main(sizes: tuple[int, ...], edits: int, results: Results) -> None:
    """Measure playbooks of SIZES journeys, 0 for the one in this repository; 0 and 1000 when none are named.

    Needs Chromium, and Playwright from `make test-environment`.
    """
    for number in sorted(set(sizes or (0, LARGE))):
        series = Series(table="serving", name=GENERATED if number else SHIPPED, number=number, conditions=conditions())
        for run in _edited(_project(number), edits):
            series = results.add(series, run)
            click.echo(f"{number or 'shipped'} journeys: {run.told()}")
    shutil.rmtree(FOLDER / "serving")
    sys.exit(conclude(results, "serving"))


def _project(number: int) -> Playbook:
    """A generated playbook, or a copy of the shipped one."""
    folder = FOLDER / "serving" / str(number) / "playbook"
    shutil.rmtree(folder, ignore_errors=True)
    if number:
        write_playbook(folder, number)
    else:
        folder.mkdir(parents=True)
        for path in filter(Path.exists, (ROOT / name for name in MADE_OF)):
            shutil.copytree(path, folder / path.name) if path.is_dir() else shutil.copyfile(path, folder / path.name)
    return Playbook(folder)


def _edited(playbook: Playbook, edits: int) -> Iterator[Run]:
    """Serve, open the page of a journey, and save an edit of it again and again, each when the server is at rest."""
    with _served(playbook) as (pid, address), _opened(address + playbook.edit().page) as page:
        for turn in range(WARM_UP + edits):
            _wait_for_rest(pid)
            before, busy, edit = load(), processor_time(pid), playbook.edit()
            started = time.perf_counter()
            with page.expect_event("framenavigated", timeout=1000 * PATIENCE):  # looking at the old page takes power
                edit.save()
            page.wait_for_function(SHOWS, arg=edit.word, timeout=1000 * PATIENCE)
            wall = time.perf_counter() - started
            if turn >= WARM_UP:
                cost = Cost(wall=wall, cpu=processor_time(pid) - busy, memory=memory(pid))
                yield Run(date=today(), load=before, cost=cost)


@contextmanager
def _served(playbook: Playbook) -> Iterator[tuple[int, str]]:
    """Serve a playbook until the end of the block; gives the process and the address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    log = playbook.folder.parent / "serve.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [*PLAYBOOK, "serve", "--port", str(port)],
            cwd=playbook.folder,
            env=env(playbook.folder),
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            _wait("the first page", lambda: process.poll() is not None or _answers(address))
            if process.returncode is not None:
                raise CommandError(f"playbook serve: exit code {process.returncode}, see {log}")
            yield process.pid, address
        finally:
            process.send_signal(signal.SIGINT)


@contextmanager
def _opened(address: str) -> Iterator[Page]:
    """A page in Chromium. Raises FileNotFoundError when there is none."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise FileNotFoundError(f"install Chromium, so that one of these can be run: {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        yield page
        browser.close()


def _wait_for_rest(pid: int) -> None:
    """Until a server has done all that an edit leads to, such as the index of the search."""

    def is_at_rest() -> bool:
        before = processor_time(pid)
        time.sleep(LOOK)
        return processor_time(pid) - before < QUIET * LOOK

    _wait("rest", is_at_rest)


def _wait(what: str, is_so: Callable[[], bool]) -> None:
    """Until something is so. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not so after {PATIENCE:.0f} s")
        time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        with urlopen(address) as answer:  # noqa: S310 - our own address
            return bool(answer.read())
    except URLError:
        return False


if __name__ == "__main__":
    main()
