"""The benchmarks: what they generate, edit and keep, and what they conclude from it. Nothing is timed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.limits import LIMITS
from benchmarks.measure import CommandError, Cost, measure
from benchmarks.neighbours import NEIGHBOURS, write_project
from benchmarks.ours import FOLDER, Playbook, env
from benchmarks.report import BEGIN, END, README, rendered
from benchmarks.results import EDITED, OURS, Results, Run, Series
from benchmarks.sites import Site, site

ROOT = Path(__file__).parent.parent
LANGUAGES = ("da", "sv", "no")


def run(*command: str, cwd: Path = ROOT) -> str:
    done = subprocess.run([sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated") / "playbook"
    run("benchmarks.generate", "3", "--to", str(folder))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_number_gives_the_same_bytes(generated: Path, tmp_path: Path) -> None:
    run("benchmarks.generate", "3", "--to", str(tmp_path))
    assert contents(tmp_path) == contents(generated)


def test_the_playbook_is_whole(generated: Path) -> None:
    assert run("playbook", "check", cwd=generated) == "no mistakes found\n"
    for line in run("playbook", "translations", "status", cwd=generated).splitlines():
        assert "100 % current" in line


def test_it_is_built_and_built_again_after_an_edit(generated: Path, tmp_path: Path) -> None:
    playbook = Playbook(shutil.copytree(generated, tmp_path / "playbook"))
    playbook.clear()
    written = contents(playbook.folder)
    for cost in (playbook.cold(), playbook.after_an_edit()):
        assert cost.wall > 0
        assert cost.cpu > 0
    for language in LANGUAGES:
        assert len(list((playbook.site / language / "journeys").glob("journey-*/index.html"))) == 3
    assert site(playbook.site).pages > 3 * len(LANGUAGES)
    playbook.clear()
    assert contents(playbook.folder) == written


@pytest.mark.parametrize("name", [name for name in NEIGHBOURS if NEIGHBOURS[name].configuration != "material"])
def test_a_neighbour_gets_every_page_with_its_diagrams_as_fences(generated: Path, tmp_path: Path, name: str) -> None:
    run("playbook", "compile", "--to", str(tmp_path / "tree"), cwd=generated)
    write_project(tmp_path / name, tmp_path / "tree", NEIGHBOURS[name], tmp_path)
    docs = tmp_path / name / "docs"
    assert len(list(docs.rglob("*.md"))) == len(list((tmp_path / "tree").rglob("*.md")))
    for language in LANGUAGES:
        assert "\n```mermaid\n" in (docs / language / "journeys" / "journey-0.md").read_text(encoding="utf-8")


# --- Measuring --------------------------------------------------------------------------------------------------------


def test_python_is_compiled_once_whatever_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    for folder in (None, tmp_path):
        said = "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)"
        done = subprocess.run([sys.executable, "-c", said], env=env(folder), capture_output=True, text=True, check=True)
        assert done.stdout == f"False {FOLDER / 'bytecode'}\n"


def test_a_command_is_stopped_at_its_limit(tmp_path: Path) -> None:
    sleeper = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(600)'])"
    cost = measure([sys.executable, "-c", sleeper], cwd=tmp_path, env=env(), log=tmp_path / "log", limit=0.5)
    assert cost.stopped


def test_a_command_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"exit code 1\nno such thing"):
        measure(
            [sys.executable, "-c", "import sys; sys.exit('no such thing')"],
            cwd=tmp_path,
            env=env(),
            log=tmp_path / "log",
        )


def test_a_site_is_weighed(tmp_path: Path) -> None:
    files = {
        "da/journeys/a/index.html": 100,
        "sv/journeys/a/index.html": 300,
        "sv/index.html": 500,
        "assets/x.css": 10,
        "da/assets/x.css": 10,
        "sv/assets/x.css": 10,
        "da/assets/y.css": 7,
        "sv/pagefind/x.css": 10,
    }
    for name, size in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    assert site(tmp_path) == Site(pages=3, bytes=947, bytes_of_a_journey=200.0, largest_page=500, copies=3, repeated=20)


# --- What is kept, and what follows from it ---------------------------------------------------------------------------

SMALL = Site(pages=9, bytes=9000, bytes_of_a_journey=100.0, largest_page=300_000, copies=1, repeated=0)


def taken(wall: float, *, stopped: bool = False, sizes: Site | None = SMALL) -> Run:
    cost = Cost(wall=wall, cpu=wall, memory=10**9, stopped=stopped)
    return Run(date="2026-11-22", load=0.5, cost=cost, site=None if stopped else sizes)


def series(table: str, name: str, number: int, *conditions: str) -> Series:
    return Series(table=table, name=name, number=number, conditions=conditions or ("machine", "playbook 1"))


def verdicts(results: Results, *titles: str) -> list[tuple[str, str, str]]:
    return [limit.verdict(results) for limit in LIMITS if limit.title in titles]


def test_a_series_goes_on_only_under_the_same_conditions(tmp_path: Path) -> None:
    begun = series("growth", OURS, 50)
    Results(tmp_path / "r.json").add(begun, taken(2.0))
    kept = Results(tmp_path / "r.json")
    assert [one.cost.wall for one in kept.begun(begun).runs] == [2.0]
    assert kept.begun(begun, again=True).runs == ()
    assert kept.begun(series("growth", OURS, 50, "machine", "playbook 2")).runs == ()
    longer = kept.add(kept.begun(begun), taken(1.0))
    assert Results(tmp_path / "r.json").get("growth", OURS, 50) == longer
    assert longer.quickest.cost.wall == 1.0


def test_each_limit_says_what_was_measured(tmp_path: Path) -> None:
    results = Results(tmp_path / "r.json")
    assert {limit.verdict(results)[1:] for limit in LIMITS} == {("–", "not known")}
    walls = {(OURS, 50): 10.0, (EDITED, 50): 1.4, (OURS, 1000): 100.0, (EDITED, 1000): 16.0, ("zensical", 1000): 150.0}
    for (name, number), wall in walls.items():
        results.add(series("comparison", name, number), taken(wall))
    against, zensical, edited = LIMITS[0].title, LIMITS[1].title, LIMITS[2].title
    assert verdicts(results, zensical, edited) == [
        ("at least 2.0 times faster", "1.5 times faster", "**missed**"),
        ("at most 15 % of cold", "16 % of cold", "**missed**"),
    ]
    wanted = "at least 12.0 times faster"
    results.add(series("comparison", "plain", 1000), taken(1100.0, stopped=True))
    assert verdicts(results, against) == [(wanted, "more than 11.0 times faster", "not known")]
    results.add(series("comparison", "plain", 1000), taken(1300.0, stopped=True))
    assert verdicts(results, against) == [(wanted, "more than 13.0 times faster", "holds")]


def test_growth_is_judged_by_its_worst_step(tmp_path: Path) -> None:
    results = Results(tmp_path / "r.json")
    for number, wall in {4: 1.0, 50: 10.0, 100: 20.0, 400: 88.2}.items():
        results.add(series("growth", OURS, number), taken(wall))
    assert verdicts(results, "Time per doubling, the worst step", "Largest page") == [
        ("at most 2.10 times", "2.10 times", "holds"),
        ("at most 300 KB", "300 KB", "holds"),
    ]
    assert "| 400 | 9 | 88.2 | 2.10 | 88.2 | 2.10 | 1000 | 0.0 | 0.1 | 300 | 0 | 1 |" in rendered(results)


def test_the_readme_tells_what_was_measured() -> None:
    text = README.read_text(encoding="utf-8")
    assert text.partition(BEGIN)[2].partition(END)[0] == f"\n\n{rendered(Results())}\n\n"
