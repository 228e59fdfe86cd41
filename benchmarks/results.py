"""What was measured, kept in a file: series can be measured in pieces, and the tables are made from all of them."""

from __future__ import annotations

import json
import os
import platform
import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import Cost
from benchmarks.sites import Site

FILE = Path(__file__).with_name("results.json")
OURS, EDITED = "ours", "ours, after one edit"
"""Names of series: a cold build, and one more after a text of a journey has changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One run of what is measured."""

    date: str
    """The day, as ``2026-11-22``."""
    load: float
    """The machine's load average over one minute, before it."""
    cost: Cost
    site: Site | None = None
    """What it built; None for what builds nothing, or did not come to its end."""
    front_matter: int | None = None
    """Bytes of a journey file's front matter on average; None where it does not matter."""

    def told(self) -> str:
        """One line for whoever waits."""
        took = f"stopped after {self.cost.wall:.0f} s" if self.cost.stopped else f"{self.cost.wall:.2f} s"
        pages = f"{self.site.pages} pages, " if self.site else ""
        return f"{pages}{took}, load {self.load} before"


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """Runs of the same, under the same conditions."""

    table: str
    """Where it belongs: ``growth``, ``comparison``, ``serving`` or ``checking``."""
    name: str
    """What is measured, such as ``ours`` or ``plain``."""
    number: int
    """Journeys, or for a check, files of journeys; 0 where it does not matter."""
    conditions: tuple[str, ...]
    """The machine, then versions, then a hash of the pages that were built where several engines build them."""
    runs: tuple[Run, ...] = ()

    @property
    def key(self) -> tuple[str, int, str]:
        """By which it is found and sorted."""
        return self.table, self.number, self.name

    @property
    def quickest(self) -> Run:
        """The run in which the machine did least beside it."""
        return min(self.runs, key=lambda run: run.cost.wall)

    @property
    def median(self) -> float:
        """Seconds."""
        return median(run.cost.wall for run in self.runs)


class Results:
    """All series, in a file that is written after every run."""

    def __init__(self, file: Path = FILE) -> None:
        self.file = file
        held = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
        self._series = {series.key: series for series in map(_series, held)}

    def get(self, table: str, name: str, number: int) -> Series | None:
        """One series."""
        return self._series.get((table, number, name))

    def table(self, table: str) -> list[Series]:
        """All series of a table, by number and name."""
        return [series for key, series in sorted(self._series.items()) if series.table == table]

    def begun(self, series: Series, *, again: bool = False) -> Series:
        """The series as far as it was measured under the same conditions; not at all when ``again``."""
        known = self._series.get(series.key)
        return series if again or known is None or known.conditions != series.conditions else known

    def add(self, series: Series, run: Run) -> Series:
        """The series with one run more, which is written down."""
        longer = replace(series, runs=(*series.runs, run))
        self._series[series.key] = longer
        new = self.file.with_suffix(".new")
        new.write_text(
            json.dumps([asdict(each) for _, each in sorted(self._series.items())], indent=1) + "\n", encoding="utf-8"
        )
        new.replace(self.file)
        return longer


def _series(held: dict[str, Any]) -> Series:
    return Series(**held | {"conditions": tuple(held["conditions"]), "runs": tuple(map(_run, held["runs"]))})


def _run(held: dict[str, Any]) -> Run:
    site = held["site"] and Site(**held["site"])
    return Run(**held | {"cost": Cost(**held["cost"]), "site": site})


def load() -> float:
    """How busy the machine is: its load average over one minute."""
    return round(os.getloadavg()[0], 2)


def today() -> str:
    """The day, in UTC."""
    return f"{datetime.now(UTC):%Y-%m-%d}"


def machine() -> str:
    """What the runs are made on."""
    processor = platform.processor() or platform.machine()
    memory = ""
    if Path("/proc/cpuinfo").is_file():
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
        processor = found[1] if found else processor
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB"
    return f"{processor}, {os.cpu_count()} cores{memory}, {platform.system()}, Python {platform.python_version()}"
