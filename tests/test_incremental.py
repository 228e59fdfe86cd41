"""What is compiled after an edit is what would have been compiled anew, whatever the edit; and only that is made."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import projects
from playbook.configuration import read_configuration
from playbook.dependencies import Reads
from playbook.incremental import Incremental, state_name
from playbook.library import load
from playbook.model import Playbook
from playbook.settings import Settings
from playbook.store import Store
from playbook.watching import ALL, Read, parts, read

EDITS = int(os.environ.get("EDITS", "4"))
"""Edits of the real content that are tried; each compiles three languages twice."""
_WORD = re.compile(r"[^\W\d_]{4,}")


def compiled(
    root: Path, tree: Path, settings: Settings, kept: Path | None, *, serve: bool = True
) -> tuple[list[Any], dict[str, bytes]]:
    """The entries of all languages, and every file of the tree."""
    compilation = projects.compilation(
        root, tree, settings=settings, kept=kept, serve=serve, site_url="https://x.example/"
    )
    entries = [compilation.language(folder) for folder in settings.languages]
    compilation.complete(entries)
    return entries, {
        path.relative_to(tree).as_posix(): path.read_bytes() for path in sorted(tree.rglob("*")) if path.is_file()
    }


def files_in(root: Path) -> list[Path]:
    return sorted(
        path for folder in ("content", "translations") for path in (root / folder).rglob("*") if path.is_file()
    )


def other_word(root: Path, chance: random.Random) -> str:
    path = chance.choice([each for each in files_in(root) if each.suffix == ".md"])
    text = path.read_text(encoding="utf-8")
    word = chance.choice(list(_WORD.finditer(text)))
    path.write_text(text[: word.start()] + f"nyt{word[0]}" + text[word.end() :], encoding="utf-8")
    return f"another word in {path}, for {word[0]}"


def line_less(root: Path, chance: random.Random) -> str:
    path = chance.choice(files_in(root))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    line = lines.pop(chance.randrange(len(lines)))
    path.write_text("".join(lines), encoding="utf-8")
    return f"a line less in {path}: {line}"


def file_less(root: Path, chance: random.Random) -> str:
    path = chance.choice(files_in(root))
    path.unlink()
    return f"without {path}"


def file_more(root: Path, chance: random.Random) -> str:
    path = chance.choice([each for each in files_in(root) if each.suffix == ".md"])
    shutil.copy(path, path.with_name(f"new-{path.name}"))
    return f"a copy of {path}"


CHANGES = (other_word, other_word, other_word, line_less, file_less, file_more)


def tried(root: Path, tmp: Path, settings: Settings, *, edits: int, seed: int, serve: bool) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    compiled(root, tmp / "tree", settings, tmp / "kept", serve=serve)
    done: list[str] = []
    for number in range(edits):
        done.append(chance.choice(CHANGES)(root, chance))
        shutil.rmtree(tmp / "anew", ignore_errors=True)
        now = compiled(root, tmp / "tree", settings, tmp / "kept", serve=serve)
        assert now == compiled(root, tmp / "anew", settings, None, serve=serve), (number, done)


@pytest.mark.parametrize("serve", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_a_small_playbook_after_any_edits_is_as_if_compiled_anew(tmp_path: Path, seed: int, serve: bool) -> None:
    root = projects.write(tmp_path / "project", projects.base())
    tried(root, tmp_path, projects.SETTINGS, edits=4, seed=seed, serve=serve)


@pytest.mark.parametrize("serve", [True, False])
def test_the_real_playbook_after_any_edits_is_as_if_compiled_anew(tmp_path: Path, serve: bool) -> None:
    root = projects.shipped(tmp_path / "project")
    configuration, _ = read_configuration(root)
    assert configuration
    tried(root, tmp_path, configuration.settings, edits=EDITS, seed=20261122, serve=serve)


def test_of_the_real_playbook_nothing_is_made_again_without_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = projects.shipped(tmp_path / "project")
    configuration, _ = read_configuration(root)
    assert configuration
    assert len(made(root, tmp_path, monkeypatch, configuration.settings)) > 100
    assert made(root, tmp_path, monkeypatch, configuration.settings) == set()


def worked_out(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The things of which it is worked out what they tell, from now on."""
    asked: set[str] = set()
    tell = Reads._told

    def told(self: Reads, noted: Read) -> str:
        name, wanted, _ = parts(noted)
        if name in {"journeys", "personas", "touchpoints"} and wanted != ALL:
            asked.add(f"{name} {wanted}")
        return tell(self, noted)

    monkeypatch.setattr(Reads, "_told", told)
    return asked


def test_while_serving_only_what_has_changed_gets_a_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = projects.write(tmp_path / "project", projects.base())
    before = compiled(root, tmp_path / "tree", projects.SETTINGS, tmp_path / "kept")
    asked = worked_out(monkeypatch)
    assert compiled(root, tmp_path / "tree", projects.SETTINGS, tmp_path / "kept") == before
    assert asked == set()
    journey = root / "content/da/journeys/buy.md"
    journey.write_text(journey.read_text(encoding="utf-8").replace("Køber appen", "appen Køber"), encoding="utf-8")
    assert compiled(root, tmp_path / "tree", projects.SETTINGS, tmp_path / "kept") != before
    assert asked == {"journeys buy"}


def test_what_changed_in_a_generation_that_was_not_compiled_is_made_in_the_next(tmp_path: Path) -> None:
    root = projects.write(tmp_path / "project", projects.base())
    compiled(root, tmp_path / "tree", projects.SETTINGS, tmp_path / "kept")
    journey, persona = root / "content/da/journeys/buy.md", root / "content/da/personas/mette.md"
    journey.write_text(journey.read_text(encoding="utf-8").replace("Køber appen", "appen Køber"), encoding="utf-8")
    projects.compilation(root, tmp_path / "tree", kept=tmp_path / "kept", serve=True)  # and no language of it
    persona.write_text(persona.read_text(encoding="utf-8").replace("Mette", "Mona"), encoding="utf-8")
    now = compiled(root, tmp_path / "tree", projects.SETTINGS, tmp_path / "kept")
    assert now == compiled(root, tmp_path / "anew", projects.SETTINGS, None)
    assert b"appen K" in now[1]["da/journeys/buy.md"]


class Counting(Incremental):
    """Notes what is made."""

    made: list[str]

    def page(self, path: str, frame: str, make: Callable[[], Any]) -> Any:
        def noted() -> Any:
            self.made.append(path)
            return make()

        return super().page(path, frame, noted)


def made(root: Path, tmp: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings = projects.SETTINGS) -> set[str]:
    """The Danish pages that are made."""
    Counting.made = []
    monkeypatch.setattr("playbook.incremental.Incremental", Counting)
    projects.compilation(root, tmp / "tree", settings=settings, kept=tmp / "kept").language("da")
    return set(Counting.made)


def test_only_what_has_read_of_the_change_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = projects.write(tmp_path / "project", projects.base())
    first = made(root, tmp_path, monkeypatch)
    assert {"journeys/buy.md", "personas/mette.md", "index.md"} <= first
    assert made(root, tmp_path, monkeypatch) == set()
    journey = root / "content/da/journeys/buy.md"
    journey.write_text(journey.read_text(encoding="utf-8").replace("Køber appen", "appen Køber"), encoding="utf-8")
    again = made(root, tmp_path, monkeypatch)
    assert "journeys/buy.md" in again
    assert not again & {"methods/index.md", "terms/index.md", "personas/index.md", "favourites/index.md"}


def test_of_things_that_are_as_they_were_nothing_is_worked_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = projects.write(tmp_path / "project", projects.base())
    compiled(root, tmp_path / "tree", projects.SETTINGS, tmp_path / "kept", serve=False)
    asked = worked_out(monkeypatch)
    compiled(root, tmp_path / "tree", projects.SETTINGS, tmp_path / "kept", serve=False)
    assert asked == set()
    journey = root / "content/sv/journeys/buy.md"
    journey.write_text(journey.read_text(encoding="utf-8").replace("Köper appen", "appen Köper"), encoding="utf-8")
    compiled(root, tmp_path / "tree", projects.SETTINGS, tmp_path / "kept", serve=False)
    assert asked == {"journeys buy"}


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_page_that_is_damaged_or_gone_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | None
) -> None:
    root = projects.write(tmp_path / "project", projects.base())
    made(root, tmp_path, monkeypatch)
    page = tmp_path / "tree/da/journeys/buy.md"
    before = page.read_bytes()
    page.unlink()
    if damage is not None:
        page.write_bytes(damage)
    assert made(root, tmp_path, monkeypatch) == {"journeys/buy.md"}
    assert page.read_bytes() == before


def test_every_look_is_noted_and_what_was_read_decides_the_digest() -> None:
    book = Playbook(languages=("da",), unreviewed={"a": frozenset({"x", "y"}), "b": frozenset()})
    reads = Reads(book)
    watched = reads.playbook
    with reads.noted() as outer:
        with reads.noted() as inner:
            assert watched.unreviewed.get("c") is None
        with reads.unnoted():
            assert len(watched.unreviewed) == 2
        assert "a" in watched.unreviewed
    assert inner == {read("unreviewed", "c")}
    assert outer == {read("unreviewed", "c"), read("unreviewed", "a")}
    with reads.noted() as whole:
        assert [*watched.unreviewed.values()] == [frozenset({"x", "y"}), frozenset()]
    assert whole == {read("unreviewed", ALL)}
    other = Reads(Playbook(languages=("da",), unreviewed={"a": frozenset({"y", "x"}), "b": frozenset({"z"})}))
    assert [*map(reads.digest, sorted(outer))] == [*map(other.digest, sorted(outer))]
    assert [*map(reads.digest, whole)] != [*map(other.digest, whole)]


def test_a_state_that_somebody_else_wrote_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = projects.write(tmp_path / "project", projects.base())
    first = made(root, tmp_path, monkeypatch)
    for kept in (tmp_path / "kept").iterdir():
        kept.write_bytes(kept.read_bytes()[:-1])
    assert made(root, tmp_path, monkeypatch) == first
    assert load(root, projects.SETTINGS).playbook.journeys
    assert Store(tmp_path / "kept", limit=1 << 30).get(state_name("tree da"))
