"""Templates that were compiled before are not compiled again, and nobody else's are run."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from playbook.bytecode import Bytecode
from playbook.markup import html_environment, markdown_environment
from playbook.store import Store
from playbook.variables import NO_CACHE

SOURCES = {"a": "{{ word }}!"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for caches of a user who has none yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv(NO_CACHE, raising=False)
    return tmp_path / "journey-playbook"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are compiled from now on."""
    found: list[str] = []
    compile_one = Environment._generate

    def noted(self: Environment, source: object, name: str, *more: object, **named: object) -> str:
        found.append(name)
        return compile_one(self, source, name, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Environment, "_generate", noted)
    return found


def shown(kept: Bytecode, sources: dict[str, str] | None = None) -> str:
    """What a new environment makes of a template."""
    environment = Environment(loader=DictLoader(sources or SOURCES), bytecode_cache=kept, autoescape=True)
    return environment.get_template("a").render(word="<hej>")


def test_a_template_is_compiled_once_on_a_machine(compiled: list[str]) -> None:
    assert [shown(Bytecode("x")) for _ in range(3)] == ["&lt;hej&gt;!"] * 3
    assert compiled == ["a"]


def test_what_it_depends_on_makes_it_another(compiled: list[str], tmp_path: Path) -> None:
    shown(Bytecode("x"))
    shown(Bytecode("y"))
    (tmp_path / "code").mkdir()
    shown(Bytecode("x", tmp_path / "code"))
    assert len(compiled) == 3
    assert shown(Bytecode("x"), {"a": "{{ word }}?"}) == "&lt;hej&gt;?"
    assert len(compiled) == 4


def test_without_a_cache_nothing_is_kept_but_in_the_process(
    home: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NO_CACHE, "1")
    kept = Bytecode("x")
    assert [shown(kept) for _ in range(2)] == ["&lt;hej&gt;!"] * 2
    assert compiled == ["a"]
    assert not home.exists()
    shown(Bytecode("x"))
    assert compiled == ["a", "a"]


def test_what_is_cut_or_kept_by_another_is_compiled(home: Path, compiled: list[str]) -> None:
    shown(Bytecode("x"))
    (entry,) = (home / "store").iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-1])
    shown(Bytecode("x"))
    assert len(compiled) == 2
    forged = Bytecode("x")
    forged.store = Store(home / "store", limit=1 << 20, secret=b"another's")
    shown(forged)  # which does not believe ours either, and keeps its own in its place
    assert len(compiled) == 3
    assert entry.read_bytes() != whole
    shown(Bytecode("x"))
    assert len(compiled) == 4


def test_pages_and_blocks_are_escaped_each_in_its_own_way(compiled: list[str]) -> None:
    for _ in range(2):
        outcomes = []
        for environment in (markdown_environment(), html_environment()):
            environment.loader = DictLoader({"a": "{{ word }}"})
            outcomes.append(environment.get_template("a").render(word="*"))
        assert outcomes == ["\\*", "*"]
    assert len(compiled) == 2
