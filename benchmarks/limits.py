"""What must hold, and whether it does by what was measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2

from benchmarks.results import EDITED, OURS, Results, Series
from benchmarks.sites import Site

SMALLEST, MIDDLE, LARGE, LARGEST = 50, 200, 1000, 2000
"""Journeys. What is smaller than the smallest is a trial, and not judged."""
SHIPPED, GENERATED = "the shipped playbook", "a generated playbook"
START, ALL_FILES, FEW_CHANGED, SAME = (
    "`playbook --help`",
    "`playbook check`, nothing known from before",
    "`playbook check`, few files changed",
    "`playbook check`, nothing changed",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """What was measured of a limit."""

    amount: float
    open: bool = False
    """Whether it is at least the amount, since what it was compared with was stopped."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """One requirement."""

    table: str
    """Where what it is judged by stands."""
    title: str
    told: str
    """How an amount is written, such as ``{:.1f} s``."""
    bound: float
    least: bool = False
    """Whether the bound is the least that is wanted; otherwise it is the most."""
    value: Callable[[Results], Value | None]
    """None when it is not measured yet."""

    def verdict(self, results: Results) -> tuple[str, str, str]:
        """What is wanted, what was measured, and whether that is ``holds``, ``**missed**`` or ``not known``."""
        wanted = f"{'at least' if self.least else 'at most'} {self.told.format(self.bound)}"
        value = self.value(results)
        if value is None:
            return wanted, "–", "not known"
        measured = ("more than " if value.open else "") + self.told.format(value.amount)
        if value.amount >= self.bound if self.least else value.amount <= self.bound:
            return wanted, measured, "holds"
        return wanted, measured, "not known" if value.open else "**missed**"


def per_doubling(small: Series, large: Series, value: Callable[[Series], float]) -> float:
    """By how much a value grows when the number of journeys doubles."""
    return float((value(large) / value(small)) ** (1 / log2(large.number / small.number)))


def wall(series: Series) -> float:
    """Seconds of the quickest run."""
    return series.quickest.cost.wall


def cpu(series: Series) -> float:
    """Seconds of processor time of the quickest run."""
    return series.quickest.cost.cpu


def cold_of(results: Results, edited: Series) -> Series | None:
    """The cold builds of the same size that the builds after an edit belong to."""
    return results.get(edited.table, OURS, edited.number)


def _faster_than(neighbour: str) -> Callable[[Results], Value | None]:
    def value(results: Results) -> Value | None:
        ours, theirs = results.get("comparison", OURS, LARGE), results.get("comparison", neighbour, LARGE)
        if ours is None or theirs is None:
            return None
        return Value(amount=wall(theirs) / wall(ours), open=theirs.quickest.cost.stopped)

    return value


def _edited_of_cold(number: int) -> Callable[[Results], Value | None]:
    def value(results: Results) -> Value | None:
        edited = results.get("comparison", EDITED, number)
        cold = cold_of(results, edited) if edited else None
        return Value(amount=100 * wall(edited) / wall(cold)) if edited and cold else None

    return value


def _growth(results: Results) -> Value | None:
    return _worst([per_doubling(small, large, wall) for small, large in pairwise(_grown(results))])


def _memory(results: Results) -> Value | None:
    largest = results.get("growth", OURS, LARGEST)
    return Value(amount=max(run.cost.memory for run in largest.runs) / 1e6) if largest else None


def _spread(results: Results) -> Value | None:
    sizes = [site.bytes_of_a_journey for site in _sites(results)]
    return Value(amount=100 * (max(sizes) / min(sizes) - 1)) if len(sizes) > 1 else None


def _largest_page(results: Results) -> Value | None:
    return _worst([site.largest_page / 1e3 for site in _sites(results)])


def _copies(results: Results) -> Value | None:
    return _worst([float(site.copies) for site in _sites(results)])


def _served(name: str, number: int) -> Callable[[Results], Value | None]:
    def value(results: Results) -> Value | None:
        series = results.get("serving", name, number)
        return Value(amount=series.median) if series else None

    return value


def _checked(name: str) -> Callable[[Results], Value | None]:
    def value(results: Results) -> Value | None:
        rates = [each.number / wall(each) for each in results.table("checking") if each.name == name]
        return Value(amount=min(rates)) if rates else None

    return value


def _started(results: Results) -> Value | None:
    series = results.get("checking", START, 0)
    return Value(amount=wall(series)) if series else None


def _grown(results: Results) -> list[Series]:
    """The series of growth that are large enough to be judged."""
    return [series for series in results.table("growth") if series.number >= SMALLEST]


def _sites(results: Results) -> list[Site]:
    return [series.quickest.site for series in _grown(results) if series.quickest.site]


def _worst(amounts: Sequence[float]) -> Value | None:
    return Value(amount=max(amounts)) if amounts else None


LIMITS = (
    Limit(
        table="comparison",
        title="Cold, against plain MkDocs, 1,000 journeys",
        told="{:.1f} times faster",
        bound=12,
        least=True,
        value=_faster_than("plain"),
    ),
    Limit(
        table="comparison",
        title="Cold, against Zensical, 1,000 journeys",
        told="{:.1f} times faster",
        bound=2,
        least=True,
        value=_faster_than("zensical"),
    ),
    *(
        Limit(
            table="comparison",
            title=f"`playbook build` after one edit, {number:,} journeys",
            told="{:.0f} % of cold",
            bound=15,
            value=_edited_of_cold(number),
        )
        for number in (LARGE, MIDDLE, SMALLEST)
    ),
    Limit(
        table="serving",
        title="`playbook serve`, from save to browser, the shipped playbook",
        told="{:.2f} s",
        bound=0.5,
        value=_served(SHIPPED, 0),
    ),
    Limit(
        table="serving",
        title="`playbook serve`, from save to browser, 1,000 journeys",
        told="{:.2f} s",
        bound=2,
        value=_served(GENERATED, LARGE),
    ),
    Limit(table="growth", title="Time per doubling, the worst step", told="{:.2f} times", bound=2.1, value=_growth),
    Limit(table="growth", title="Memory, 2,000 journeys", told="{:.0f} MB", bound=1000, value=_memory),
    Limit(table="growth", title="Spread of bytes per journey page", told="{:.1f} %", bound=2, value=_spread),
    Limit(table="growth", title="Largest page", told="{:.0f} KB", bound=300, value=_largest_page),
    Limit(table="growth", title="Copies of any one asset of the theme", told="{:.0f}", bound=1, value=_copies),
    Limit(
        table="checking",
        title=ALL_FILES,
        told="{:.0f} journey files a second",
        bound=300,
        least=True,
        value=_checked(ALL_FILES),
    ),
    Limit(
        table="checking",
        title=FEW_CHANGED,
        told="{:.0f} journey files a second",
        bound=1500,
        least=True,
        value=_checked(FEW_CHANGED),
    ),
    Limit(table="checking", title=START, told="{:.3f} s", bound=0.2, value=_started),
)
