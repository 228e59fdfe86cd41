"""The real files with one mistake each: none loses anything in silence, and nearly all are told where they are."""

from __future__ import annotations

import os
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import projects
from mutations import judge, measure, mutants, real_files
from playbook.compiler import compile_edition
from playbook.library import load
from playbook.markup import escape_markdown
from playbook.model import Journey
from playbook.reader import read
from playbook.source import Limits, parse
from playbook.yaml_text import scalar

NUMBER = int(os.environ.get("PLAYBOOK_MUTATIONS", "600"))
"""5000 for the long form."""
LEAST = 0.97 if NUMBER >= 5000 else 0.95
"""Few mutants scatter more."""
TEXT = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=40).filter(str.strip)


def test_mistakes_in_the_real_files_are_told_and_in_their_place() -> None:
    silent, share = measure(NUMBER, seed=1)
    assert [(mutant.file.file, mutant.lines, mutant.way, verdict.lost) for mutant, verdict in silent] == []
    assert share >= LEAST


def test_the_measure_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that keeps the last of two keys, as most do, is found out."""
    monkeypatch.setattr("mutations._told", lambda file, data: (parse(data, file=file.file, limits=Limits())[0], ()))
    lost = [verdict.lost for verdict in map(judge, mutants(300, seed=1)) if verdict.lost]
    assert any(each.startswith("lost") for each in lost)
    assert any(each.startswith("retyped") for each in lost)


def test_the_same_seed_makes_the_same_mistakes() -> None:
    assert list(mutants(20, seed=3)) == list(mutants(20, seed=3))
    assert len(real_files()) > 100


# --- Properties -------------------------------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4), TEXT)
def test_the_reader_gives_back_what_was_written(pains: list[str], title: str) -> None:
    text = projects.base()["content/da/journeys/buy.md"]
    text = text.replace("title: Et køb", f"title: {scalar(title.strip())}")
    written = ", ".join(scalar(each.strip(), in_brackets=True) for each in pains)
    text = text.replace("[Uklart budskab, For mange ord]", f"[{written}]")
    document, found = parse(text.encode(), file="content/da/journeys/buy.md", limits=Limits())
    entity, more = read(document, _journey_kind(), id="buy", language="da")
    assert (*found, *more) == ()
    assert isinstance(entity, Journey)
    assert entity.title.read("da") == title.strip()
    assert entity.steps[0].pains is not None
    assert list(entity.steps[0].pains.read("da")) == [each.strip() for each in pains]


def _journey_kind() -> object:
    return next(each.kind for each, _ in real_files() if each.kind.name == "journey")


@settings(max_examples=15, deadline=None)
@given(st.sets(st.sampled_from(["title", "scenario", "customer_goal", "steps"])), TEXT)
def test_the_joiner_shows_each_text_in_the_readers_language_or_as_its_original(
    tmp_path_factory: pytest.TempPathFactory, missing: set[str], title: str
) -> None:
    files = projects.base()
    lines = files["content/sv/journeys/buy.md"].split("\n")
    begin, end = lines.index("steps:"), lines.index("---", 1)
    kept = [line for line in lines[1:begin] if line.partition(":")[0] not in missing]
    steps = [] if "steps" in missing else lines[begin:end]
    files["content/sv/journeys/buy.md"] = "\n".join(["---", *kept, *steps, *lines[end:]])
    files["content/da/journeys/buy.md"] = files["content/da/journeys/buy.md"].replace("Et køb", scalar(title.strip()))
    library = load(projects.write(tmp_path_factory.mktemp("joined"), files), projects.SETTINGS)
    journey = library.playbook.journeys["buy"]
    assert journey.title.read("sv") == (title.strip() if "title" in missing else "Ett köp")
    assert journey.scenario.read("sv") == (
        "Kunden mangler en app." if "scenario" in missing else "Kunden saknar en app."
    )
    assert journey.steps[1].action.read("sv") == ("Køber appen" if "steps" in missing else "Köper appen")
    assert journey.title.read("da") == title.strip()


@settings(max_examples=8, deadline=None)
@given(TEXT)
@example("\U0002f800")  # composed, it is another character
def test_the_compiler_shows_a_text_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    title = " ".join(title.split())
    files = projects.base()
    files["content/da/personas/mette.md"] = files["content/da/personas/mette.md"].replace(
        "title: Mette", f"title: {scalar(title)}"
    )
    library = load(projects.write(tmp_path_factory.mktemp("compiled"), files), projects.SETTINGS)
    made = compile_edition(library.playbook, projects.SETTINGS, "da")
    page = next(page for page in made.pages if page.path == "personas/mette.md")
    assert f"\n# {escape_markdown(title)}\n" in page.markdown
    assert page.title == unicodedata.normalize("NFC", title)
