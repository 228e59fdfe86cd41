"""Reading with a memory and without one comes to the same, whatever has been changed in between.

``EDITS=300 python -m pytest tests/test_remembered.py`` makes a long sequence of edits.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import projects
from playbook import remembered
from playbook.configuration import read_configuration
from playbook.library import Library, load
from playbook.remembered import Memory
from playbook.settings import Settings
from playbook.source import Limits
from playbook.store import Store

ROOT = Path(__file__).parent.parent
EDITS = int(os.environ.get("EDITS", "4"))
SPOILING = ("kundereise", "kund resa", "12", "vi", "[x](../no.md)", "<b>", "nedladdning", "{#taken}", "\u202e")
WAYS = ("spoil", "spoil", "word", "cut", "twice", "gone", "moved", "copied", "ledger", "restore", "name")

LEFT_OUT = shutil.ignore_patterns(*(("methods", "metrics", "opportunities") if EDITS < 10 else ()))
"""To be quick; what refers to them is wrong then, which is as good a beginning as any."""


def on_disk(folder: Path) -> Memory:
    """A memory that another process has left."""
    return Memory(Store(folder / "kept", limit=50_000_000))


def facts(library: Library) -> dict[str, object]:
    """All that a reading comes to."""
    return {
        "said": [(str(each), each.told("da"), each.told("no")) for each in library.diagnostics],
        "diagnostics": library.diagnostics,
        "playbook": library.playbook,
        "entities": library.entities,
        "files": library.files,
        "ledgers": {key: library.ledgers[key] for key in sorted(library.ledgers)},
        "documents": {file: library.documents[file] for file in sorted(library.documents)[::9]},
        "published": library.published,
    }


# --- Any edits of the real content ------------------------------------------------------------------------------------


def edit(root: Path, chance: random.Random) -> str:
    """Change one thing somewhere, as people do and as they do not; returns what was done."""
    files = sorted(path for path in (root / "content").rglob("*.md"))
    file = chance.choice(files)
    lines = file.read_text(encoding="utf-8").split("\n")
    number = chance.randrange(len(lines))
    way = chance.choice(WAYS)
    ledgers = sorted((root / "translations").rglob("*.txt"))
    if way == "spoil":
        lines[number] += f" {chance.choice(SPOILING)}"
    elif way == "word":
        lines[number] = lines[number].replace("e", "a", 1)
    elif way == "cut":
        del lines[number]
    elif way == "twice":
        lines.insert(number, lines[number])
    elif way == "name":  # what words are right may depend on it
        lines = [f"{line}s" if line.startswith("title:") and line[-1].isalpha() else line for line in lines]
    if way == "gone":
        file.unlink()
    elif way == "moved":
        file.rename(file.with_name(f"{file.stem}-{chance.randrange(99)}.md"))
    elif way == "copied":
        shutil.copy(file, file.with_name(f"{file.stem}-{chance.randrange(99)}.md"))
    elif way == "ledger":
        ledger = chance.choice(ledgers)
        lines = ledger.read_text().splitlines(keepends=True)
        ledger.write_text("".join(line for line in lines if chance.random() < 0.5))
    elif way == "restore":
        for folder in ("content", "translations"):
            shutil.rmtree(root / folder)
            shutil.copytree(ROOT / folder, root / folder, ignore=LEFT_OUT)
    else:
        file.write_text("\n".join(lines), encoding="utf-8")
    return f"{way} {file.relative_to(root)}:{number + 1}"


def test_any_edits_of_the_real_content_come_to_the_same(tmp_path: Path) -> None:
    seed = int(os.environ.get("SEED", "7"))
    chance, root = random.Random(seed), tmp_path / "project"  # noqa: S311 - no secret
    root.mkdir()
    for name in ("content", "translations", "reviews", "releases"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=LEFT_OUT)
    for name in ("mkdocs.yml", "published.txt"):
        shutil.copy(ROOT / name, root / name)
    configuration, _ = read_configuration(root)
    assert configuration is not None
    settings, running, done = configuration.settings, Memory(None), ["begin"]
    for turn in range(EDITS):
        without = facts(load(root, settings))
        memory = on_disk(tmp_path) if turn % 2 else running
        assert facts(load(root, settings, memory=memory)) == without, done
        if turn % 4 == 3:
            assert facts(load(root, settings, memory=on_disk(tmp_path))) == without, done
        done += [edit(root, chance) for _ in range(chance.choice([1, 1, 2, 5]))]


# --- What is remembered -----------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return projects.write(tmp_path / "project", projects.base())


def read_files(root: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[str]:
    """The files that a reading has really read."""
    read: list[str] = []
    real = remembered_reader()

    def noted(sources, *, limits: Limits):  # type: ignore[no-untyped-def]  # a spy
        read.extend(source.each.file for source in sources)
        return real(sources, limits=limits)

    with monkeypatch.context() as patched:
        patched.setattr("playbook.library.read_group", noted)
        load(root, settings, memory=memory)
    return read


def remembered_reader():  # type: ignore[no-untyped-def]  # a function of the library's
    from playbook import library

    return library.read_group


def test_only_what_has_changed_is_read_again(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(root, projects.SETTINGS).diagnostics == ()
    assert len(read_files(root, on_disk(tmp_path), monkeypatch, projects.SETTINGS)) == len(list(root.rglob("*.md")))
    assert read_files(root, on_disk(tmp_path), monkeypatch, projects.SETTINGS) == []
    journey = root / "content/da/journeys/buy.md"
    journey.write_text(f"{journey.read_text(encoding='utf-8')}\nMere tekst.\n", encoding="utf-8")
    read = read_files(root, on_disk(tmp_path), monkeypatch, projects.SETTINGS)
    assert {Path(file).name for file in read} == {"buy.md"}


def test_other_limits_read_everything_again(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(root, projects.SETTINGS, memory=on_disk(tmp_path))
    other = replace(projects.SETTINGS, limits={"depth": 20})
    assert read_files(root, on_disk(tmp_path), monkeypatch, other) != []


def test_another_version_of_the_code_reads_everything_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(root, projects.SETTINGS, memory=on_disk(tmp_path))
    monkeypatch.setattr(remembered, "code", lambda _: "other")
    assert read_files(root, on_disk(tmp_path), monkeypatch, projects.SETTINGS) != []


def test_a_word_that_is_to_be_avoided_now_is_found_in_files_that_nobody_touched(root: Path, tmp_path: Path) -> None:
    load(root, projects.SETTINGS, memory=on_disk(tmp_path))
    projects.write(root, {"content/da/terms/words.md": TERMS})
    without = load(root, projects.SETTINGS).diagnostics
    assert load(root, projects.SETTINGS, memory=on_disk(tmp_path)).diagnostics == without
    assert "avoided-word" in {each.code for each in without}


TERMS = """---
title: Ord
terms:
  - {id: message, title: besked, avoid: [budskab], definition: Det sagte.}
---
"""


def spoilt(folder: Path) -> Iterator[Path]:
    """The files of a store, each otherwise than it was."""
    for number, path in enumerate(sorted((folder / "kept").iterdir())):
        data = path.read_bytes()
        path.write_bytes([data[:-1], b"", data[:60] + b"x" + data[61:], b"{}"][number % 4])
        yield path


def test_a_spoilt_memory_is_no_memory(root: Path, tmp_path: Path) -> None:
    without = facts(load(root, projects.SETTINGS))
    load(root, projects.SETTINGS, memory=on_disk(tmp_path))
    assert list(spoilt(tmp_path))
    assert facts(load(root, projects.SETTINGS, memory=on_disk(tmp_path))) == without


@pytest.mark.parametrize("data", [b"", b"x", b"[]", b"{}\n[]", b'{"content/da/index.md": [[], {}]}\n[{}]'])
def test_what_something_else_has_kept_is_not_believed(root: Path, tmp_path: Path, data: bytes) -> None:
    """Under the right key and with the right digest, and yet no group."""
    import zlib

    class Foreign(Store):
        def get(self, key: str) -> bytes | None:
            return zlib.compress(data)

        def put(self, key: str, data: bytes) -> None:
            pass

    memory = Memory(Foreign(tmp_path, limit=10**6))
    assert facts(load(root, projects.SETTINGS, memory=memory)) == facts(load(root, projects.SETTINGS))


def test_the_key_of_a_group_tells_ledgers_and_files_apart() -> None:
    from playbook.content import ContentFile
    from playbook.groups import Source
    from playbook.model import KINDS

    each = ContentFile(file="content/da/x.md", language="da", path="x.md", kind=KINDS[-1], id="x")
    keys = {
        Memory(None).group_key([Source(each, data, ledger=ledger)], Limits())
        for data in (b"", b"a", b"a\n")
        for ledger in (None, b"", b"a", b"\n")
    }
    assert len(keys) == 12
