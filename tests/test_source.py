"""Files of tests/source hold cases: a title, with limits after a bar; the file; what is said about it.

In a case ⟦202E⟧ stands for that character and ⟦xFF⟧ for that byte; blanks at the end of a line are written so too.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import projects
from playbook import yaml_core
from playbook.diagnostics import Diagnostic
from playbook.marks import outer_keys
from playbook.source import FRONT_LINE, Document, Limits, parse

CASES = Path(__file__).parent / "source"
LIBYAML: Callable[[str], Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PARSERS = {"libyaml": LIBYAML, "python": yaml.SafeLoader}


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_core, "PARSER", PARSERS[request.param])


def read(front: str, **limits: int) -> tuple[Document, tuple[Diagnostic, ...]]:
    return parse(f"---\n{front}\n---\n".encode(), file="x.md", limits=Limits(**limits))


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.txt")):
        for case in re.split(r"^#### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, rest = case.split("\n", 1)
            text, expected = rest.split("\n====\n")
            limits = {name: int(value) for name, value in re.findall(r"(\w+)=(\d+)", title.partition(" | ")[2])}
            yield pytest.param(projects.as_bytes(text), limits, expected.strip(), id=f"{path.stem}: {title}")


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("data", "limits", "expected"), list(cases()))
def test_golden(data: bytes, limits: dict[str, int], expected: str) -> None:
    _, diagnostics = parse(data, file="x.md", limits=Limits(**limits))
    assert "\n".join(map(str, diagnostics)) == expected


# --- The core schema ---


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None), ("nULL", "nULL")),
        *(("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False)),
        *((word, word) for word in ("no", "No", "yes", "on", "off", "y", "n", "tRUE")),
        *(("0", 0), ("-2", -2), ("+2", 2), ("010", 10), ("0o17", 15), ("0xfF", 255), ("-0", 0)),
        *(
            (word, word)
            for word in ("0b1", "1_000", "-0x1", "0o8", "12:30", "1:2:3", "2026-11-21", "1.2.3", "1,5", "٣")
        ),
        *(("1.5", 1.5), (".5", 0.5), ("5.", 5.0), ("1e3", 1000.0), ("-1.5E-1", -0.15), ("+.5", 0.5)),
        *((word, word) for word in (".", "e3", ".inf", "-.Inf", ".nan", "inf", "nan", "infinity", "=", "<<")),
        *(('"no"', "no"), ("'5'", "5"), ('""', ""), ("|\n  5", "5\n"), (">-\n  true", "true")),
        *(('"a\\r\\nb\\tc"', "a\nb\tc"), ('"A\\u0301"', "A\u0301"), ("A\u0301", "A\u0301"), ('"\\U0001F600"', "😀")),
        *(("|\n  two blanks  \n  break", "two blanks  \nbreak\n"), ("a\tb", "a b")),
    ],
)
def test_core_schema(written: str, value: object) -> None:
    document, diagnostics = read(f"a: {written}")
    assert diagnostics == ()
    assert document.meta == {"a": value}
    assert type(document.meta["a"]) is type(value)


# --- Positions ---

JOURNEY = """\
\ufeff---\r
title: Følelse 😀\r
# a comment\r
steps:\r
  - id: sees-ad\r
    pains: [Uklart, "😀 å", {to: x, y: ~}]\r
    touchpoint:   social-ad\r
  -\r
    id: next\r
checklist:\r
- id: a\r
- |\r
  text\r
owner:\r
---\r
Brødtekst\r
"""

PLACES: dict[tuple[str | int, ...], tuple[str, str]] = {  # path: where the key or item begins, where the value begins
    (): ("1:1", "2:1"),
    ("title",): ("2:1", "2:8"),
    ("steps",): ("4:1", "5:3"),
    ("steps", 0): ("5:5", "5:5"),
    ("steps", 0, "id"): ("5:5", "5:9"),
    ("steps", 0, "pains"): ("6:5", "6:12"),
    ("steps", 0, "pains", 0): ("6:13", "6:13"),
    ("steps", 0, "pains", 1): ("6:21", "6:21"),
    ("steps", 0, "pains", 2): ("6:28", "6:28"),
    ("steps", 0, "pains", 2, "to"): ("6:29", "6:33"),
    ("steps", 0, "pains", 2, "y"): ("6:36", "6:39"),
    ("steps", 0, "touchpoint"): ("7:5", "7:19"),
    ("steps", 1): ("9:5", "9:5"),
    ("steps", 1, "id"): ("9:5", "9:9"),
    ("checklist",): ("10:1", "11:1"),
    ("checklist", 0): ("11:3", "11:3"),
    ("checklist", 0, "id"): ("11:3", "11:7"),
    ("checklist", 1): ("12:3", "12:3"),
    ("owner",): ("14:1", "14:7"),
}


@pytest.mark.usefixtures("parser")
def test_positions() -> None:
    document, diagnostics = parse(JOURNEY.encode(), file="x.md", limits=Limits())
    assert diagnostics == ()
    assert set(document.positions) == set(PLACES)
    assert set(document.key_positions) == set(PLACES) - {()}
    found = {path: (str(document.locate_key(path))[5:], str(document.locate(path))[5:]) for path in PLACES}
    assert found == PLACES
    assert (document.body, document.body_line) == ("Brødtekst\n", 16)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("steps", 0, "stage"), "5:5"),
        (("steps", 7, "stage"), "4:1"),
        (("title", "words"), "2:1"),
        (("unknown",), "1:1"),
    ],
)
def test_what_is_missing_is_placed_above(path: tuple[str | int, ...], place: str) -> None:
    document, _ = parse(JOURNEY.encode(), file="x.md", limits=Limits())
    assert str(document.locate(path)) == str(document.locate_key(path)) == f"x.md:{place}"


# --- What is left of a file with mistakes ---


def test_meta_is_empty_when_yaml_cannot_be_read() -> None:
    document, _ = parse(b"---\na: [b\n---\nBody\n---\n", file="x.md", limits=Limits())
    assert document == Document(file="x.md", front="a: [b\n", body="Body\n---\n", body_line=4)


@pytest.mark.usefixtures("parser")
def test_the_rest_is_kept_beside_a_mistake() -> None:
    document, _ = read("a: 1\na: {b: 2}\nc: *x\nd: !!str 3\n5: e\nf: 123456789012345678901\ng: A\u202eB\nh: 1e999")
    kept = {"a": 1, "c": None, "d": 3, "f": "123456789012345678901", "g": "A\ufffdB", "h": "1e999"}
    assert document.meta == kept
    assert set(document.positions) == {(), *((key,) for key in kept)}


def test_line_ends_and_forbidden_characters_of_the_body() -> None:
    document, _ = parse("---\r---\ra\r\nb\u2028c\rd\n".encode(), file="x.md", limits=Limits())
    assert (document.body, document.body_line) == ("a\nb\ufffdc\nd\n", 3)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "unit", ["[", "{", "- ", "? ", "[ ", "{a: ", "a: ", '"', "!", "*a ", "a\n", "a:\n ", "'", "[],"]
)
def test_hostile_repetition_is_refused_at_once(unit: str) -> None:
    started = time.process_time()
    _, diagnostics = read((unit * 32_000)[:32_000])
    assert 1 <= len(diagnostics) <= 101
    assert time.process_time() - started < 2


def test_numbers_beyond_reason_are_no_crash() -> None:
    _, diagnostics = read(f"a: {'9' * 5000}\nb: {'9' * 400}", number_characters=10**6)
    assert [d.code for d in diagnostics] == ["number-too-large", "number-too-large"]


def test_a_depth_beyond_reason_is_no_crash() -> None:
    _, diagnostics = read("[" * 20_000, depth=10**6)
    assert [d.code for d in diagnostics] == ["too-deep"]


# --- Any bytes, any text, any data ---

YAML_TEXT = st.text(st.sampled_from("ab1 \t\n:-?[]{},#&*!|>'\"%@`\\~.<=øå😀\u0301xuU0"), max_size=60)


@settings(deadline=None)
@given(st.one_of(st.binary(), st.binary().map(lambda data: b"---\n" + data + b"\n---\n")))
def test_any_bytes(data: bytes) -> None:
    document, diagnostics = parse(data, file="x.md", limits=Limits())
    assert document.meta or diagnostics or b"---" in data


@settings(max_examples=500, deadline=None)
@given(st.one_of(YAML_TEXT, st.text(max_size=40)))
def test_any_front_matter_means_the_same_to_both_parsers(front: str) -> None:
    readings = []
    for each in PARSERS.values():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yaml_core, "PARSER", each)
            readings.append(read(front))
    if not any(diagnostics for _, diagnostics in readings):  # each refuses a few odd shapes that the other reads
        assert readings[0][0].meta == readings[1][0].meta


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"]), max_size=20)
SCALARS = st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
DATA = st.recursive(
    SCALARS | TEXT | st.sampled_from(["a\nb", "a\tb", "a: b", "- a", "#", "no", "5"]),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(TEXT, below, max_size=4),
    max_leaves=12,
)


def quoted(value: Any) -> Any:
    """The value as safe_dump with quotes everywhere leaves it: all that is not nested is text."""
    if isinstance(value, dict):
        return {key: quoted(below) for key, below in value.items()}
    return [quoted(below) for below in value] if isinstance(value, list) else str(value)


@settings(deadline=None)
@pytest.mark.parametrize("name", PARSERS)
@given(st.dictionaries(TEXT, DATA, min_size=1, max_size=5), st.booleans(), st.booleans())
def test_dumped_data_comes_back_with_places(name: str, data: dict[str, Any], flow: bool, letters: bool) -> None:
    data = quoted(data)
    front = yaml.safe_dump(data, default_style='"', default_flow_style=flow, allow_unicode=letters, width=10**6)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_core, "PARSER", PARSERS[name])
        document, diagnostics = read(front)
    assert diagnostics == ()
    assert document.meta == data
    lines = ["---", *front.split("\n")]
    for path, place in document.positions.items():
        value: Any = data
        for key in path:
            value = value[key]
        begins = lines[place.line - 1][place.column - 1 :]
        shapes = ((str, ('"',)), (dict, ('"', "{", "? ")), (list, ("[", "- ")))
        expected = next(signs for shape, signs in shapes if isinstance(value, shape))
        assert begins.startswith(expected)
    keys = {path: place.line for path, place in document.key_positions.items()}
    outer = {
        (name,) if item is None else (name, item): line
        for name, item, line in outer_keys(document.marks, document.meta)
    }
    assert outer == {
        path: line - FRONT_LINE
        for path, line in keys.items()
        if len(path) == 1 or (len(path) == 2 and isinstance(data[path[0]], list))
    }


@pytest.mark.usefixtures("parser")
def test_values_end_where_the_file_says() -> None:
    document, _ = read("a: 'x'\nb: >-\n  y\n  z\n\n# no\nc: [d, \"e f\"]  # no\ng: h")
    ends = {path: tuple(end) for path, end in document.ends.items()}
    assert ends == {("a",): (0, 6), ("b",): (5, 0), ("c", 0): (6, 5), ("c", 1): (6, 12), ("g",): (7, 4)}
