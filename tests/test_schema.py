"""JSON Schema for front matter: real content passes, what one file can show to be wrong does not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

import hosts
import projects
from playbook.cli import main
from playbook.content import ContentFile, find
from playbook.languages import LANGUAGES
from playbook.model import KINDS
from playbook.schema import schema, schemas
from playbook.source import Document, Limits, parse

ROOT = Path(__file__).parent.parent
FOLDERS = ("", *LANGUAGES)
EVERY = {made["$id"]: made for kind in KINDS for folder in FOLDERS for made in [schema(kind, folder=folder)]}


CASES = sorted(path.stem for path in (projects.DATA / "library").glob("*.txt") if path.stem != "base")
SHOWN = {
    "bad-id", "duplicate-item", "empty-field", "misplaced-file", "missing-field", "not-waivable", "out-of-range",
    "structure-in-translation", "unknown-code", "unknown-field", "unknown-value", "wrong-type",
}  # fmt: skip
"""What a file shows by itself; on the first line, it is its name that is wrong."""
UNREAD = {
    "empty-front-matter",
    "merge-conflict",
    "missing-front-matter",
    "second-origin",
    "unclosed-bracket",
    "unclosed-quote",
}
"""Of a file that has one of these, the check looks no further."""


@cache
def validator(name: str) -> Draft7Validator:
    return Draft7Validator(EVERY[name])


def mistakes(meta: Mapping[str, Any], name: str) -> list[str]:
    found = validator(name).iter_errors(meta)
    return sorted(f"{'.'.join(map(str, each.absolute_path))}: {each.message}" for each in found)


def documents(root: Path) -> Iterator[tuple[ContentFile, Document]]:
    for each in find(root, tuple(LANGUAGES)).files:
        yield each, parse((root / each.file).read_bytes(), file=each.file, limits=Limits())[0]


def test_all_content_passes_in_the_schemas_of_every_language() -> None:
    read = list(documents(ROOT))
    assert {each.kind.name for each, _ in read} == {kind.name for kind in KINDS}
    tag = {folder: language.tag for folder, language in LANGUAGES.items()}
    found = {
        each.file: wrong
        for each, document in read
        for name in (f"{each.kind.name}.json", f"{each.kind.name}.{tag[each.language]}.json")
        if (wrong := mistakes(document.meta, name))
    }
    assert found == {}


@pytest.mark.parametrize("name", EVERY)
def test_each_is_a_schema_that_explains_every_field(name: str) -> None:
    Draft7Validator.check_schema(EVERY[name])
    fields = [
        (f"{part}.{field}", each)
        for part, made in EVERY[name]["definitions"].items()
        for field, each in made["properties"].items()
    ]
    assert [where for where, each in fields if not each["description"]] == []


def test_they_explain_in_the_editors_language() -> None:
    said = {folder: schema(KINDS[0], folder=folder)["definitions"]["Step"]["properties"] for folder in FOLDERS}
    assert [each["action"]["description"] for each in said.values()] == [
        "What the customer does, in one sentence.",
        "Hvad kunden gør, i én sætning.",
        "Vad kunden gör, i en mening.",
        "Hva kunden gjør, i én setning.",
    ]
    assert said["no"]["stage"]["enum"][3] == "evaluation"
    assert said["no"]["stage"]["enumDescriptions"][3] == "Vurdering av alternativer"
    assert "enumDescriptions" not in said[""]["stage"]


@pytest.mark.parametrize("case", CASES)
def test_a_schema_finds_what_a_file_shows_by_itself_and_nothing_else(case: str, tmp_path: Path) -> None:
    files, _ = projects.changed((projects.DATA / "library" / f"{case}.txt").read_text(encoding="utf-8"))
    told = projects.told(tmp_path, files)
    unread = {each.location.file for each in told if each.code in UNREAD}
    found = {
        each.file
        for each, document in documents(tmp_path)
        if each.file not in unread and mistakes(document.meta, f"{each.kind.name}.json")
    }
    assert found == {each.location.file for each in told if each.code in SHOWN and each.location.line > 1} - unread


def test_mistakes_are_told_at_their_place(tmp_path: Path) -> None:
    origin = {
        "title": "Et køb",
        "kind": "exampel",
        "segment": "startup",
        "scenario": "Mette har travlt.",
        "customer_goal": " ",
        "stage_model": "simple",
        "evidnce": "assumed",
        "review_by": "01.05.2027",
        "steps": [{"id": "buys", "stage": "purchase", "action": "Køber", "emotion": 7, "next": [], "gains": []}],
    }
    assert mistakes(origin, "journey.json") == [
        ": Additional properties are not allowed ('evidnce' was unexpected)",
        "customer_goal: ' ' does not match '\\\\S'",
        "kind: 'exampel' is not one of ['example', 'planned', 'actual', 'analogy']",
        "review_by: '01.05.2027' does not match '^\\\\d{4}-\\\\d{2}-\\\\d{2}$'",
        "steps.0.emotion: 7 is greater than the maximum of 2",
        "steps.0.gains: [] should be non-empty",
    ]
    translation = {"translates": "da", "kind": "example", "steps": [{"id": "buys", "emotion": 1}, {"action": "Köper"}]}
    assert mistakes(translation, "journey.sv.json") == [
        ": Additional properties are not allowed ('kind' was unexpected)",
        "steps.0: Additional properties are not allowed ('emotion' was unexpected)",
        "steps.1: 'id' is a required property",
    ]


def test_those_in_the_repository_are_current() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "schema").iterdir()}
    assert written == schemas(), "run: playbook schema"


# --- The command ------------------------------------------------------------------------------------------------------


def test_the_command_writes_what_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = hosts.project(tmp_path / "project")
    monkeypatch.chdir(root / "content" / "da")
    first = CliRunner().invoke(main, ["schema"])
    assert (first.exit_code, first.output) == (
        0,
        f"{len(EVERY)} schemas in ../../schema, {len(EVERY)} of them written\n",
    )
    (root / "schema" / "term.json").write_text("{", encoding="utf-8")
    again = CliRunner().invoke(main, ["schema", "--to", "../../schema"])
    assert again.output == f"{len(EVERY)} schemas in ../../schema, 1 of them written\n"
    assert {path.name: path.read_text(encoding="utf-8") for path in (root / "schema").iterdir()} == schemas()


def test_ids_are_proposed_with_their_names_and_others_stay_possible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hosts.project(tmp_path))
    assert CliRunner().invoke(main, ["schema", "--ids"]).exit_code == 0
    made = json.loads((tmp_path / ".vscode" / "schema" / "journey.sv.json").read_text(encoding="utf-8"))
    step = made["definitions"]["Step"]["properties"]
    proposed = {"enum": ["ad", "website"], "enumDescriptions": ["Annonce", "Hjemmeside"]}
    assert step["touchpoint"]["anyOf"][0] == proposed
    assert made["definitions"]["Journey"]["properties"]["segment"]["anyOf"][0]["enum"] == ["startup"]
    assert Draft7Validator(step["touchpoint"]).is_valid("new-one")
    assert not Draft7Validator(step["touchpoint"]).is_valid("New one")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(hosts.project(tmp_path))
    (tmp_path / "schema").write_text("in the way", encoding="utf-8")
    told = CliRunner().invoke(main, ["schema"])
    assert (told.exit_code, told.output) == (3, f"error: {tmp_path / 'schema'} cannot be written: File exists\n")
