"""Edits of files by their bytes, and texts as YAML holds them."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.edits import Edit, Lines, apply
from playbook.ledger_lines import altered
from playbook.source import Limits
from playbook.yaml_core import read
from playbook.yaml_text import folded, scalar

CONTENT = st.text(st.sampled_from("aæ😀 \n\r\t:#'\""), max_size=40)


@given(CONTENT, st.data())
def test_an_edit_touches_nothing_but_its_own_bytes(content: str, data: st.DataObject) -> None:
    raw = content.encode()
    places = sorted(data.draw(st.lists(st.integers(0, len(raw)), min_size=4, max_size=4)))
    edits = [
        Edit(file="x", start=places[0], end=places[1], text="ø"),
        Edit(file="x", start=places[2], end=places[3], text=""),
    ]
    after = apply(raw, reversed(edits))
    assert after == raw[: places[0]] + "ø".encode() + raw[places[1] : places[2]] + raw[places[3] :]


def test_edits_that_overlap_are_refused() -> None:
    edits = [Edit(file="x", start=0, end=2, text="a"), Edit(file="x", start=1, end=3, text="b")]
    with pytest.raises(ValueError, match="overlaps"):
        apply(b"abc", edits)
    with pytest.raises(ValueError, match="not in the file"):
        apply(b"abc", [Edit(file="x", start=2, end=9, text="")])


@given(CONTENT, st.booleans(), st.data())
def test_lines_and_columns_lead_to_the_byte_and_back(content: str, marked: bool, data: st.DataObject) -> None:
    raw = (b"\xef\xbb\xbf" if marked else b"") + content.encode()
    lines = Lines(raw)
    index = data.draw(st.integers(0, len(content)))
    offset = len(raw) - len(content[index:].encode())
    if content[index - 1 : index + 1] != "\r\n":
        place = lines.place(offset, "x.md")
        assert lines.at(place) == offset
        assert content[:index].replace("\r\n", "\n").replace("\r", "\n").count("\n") == place.line - 1


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"]), min_size=1)


@given(WORDS.filter(lambda text: text == text.strip()))
@settings(max_examples=300)
def test_a_text_is_written_so_that_yaml_gives_it_back(text: str) -> None:
    written = f"k: {scalar(text)}\nl: [{scalar(text, in_brackets=True)}]\n"
    limits = Limits()
    found = read(written, file="x.md", first_line=1, depth=limits.depth, number_characters=limits.number_characters)
    assert found.value == yaml.safe_load(written) == {"k": text, "l": [text]}


@pytest.mark.parametrize(
    "text", ["no", "12:30", "1e5", "0o17", "a: b", "a #b", "[x", "'", "null", "-", "2027-01-31", "é, b"]
)
def test_a_text_that_looks_like_something_else_gets_quotes(text: str) -> None:
    assert scalar(text, in_brackets=True)[0] in "'\""


def test_a_long_text_is_folded() -> None:
    words = " ".join(["ord"] * 60)
    first, *lines = folded(words, indent=4)
    assert first == ">-"
    assert len(lines) == 3
    assert " ".join(line.removeprefix("    ") for line in lines) == words


def test_a_ledger_that_is_out_of_order_is_changed_line_by_line() -> None:
    mixed = "b  01234567\r\na   89abcdef\nnot a line\nb  11111111\n"
    assert altered(mixed, lambda key, hash_: ("longer", hash_) if key == "b" else None) == (
        "longer  01234567\r\nnot a line\nlonger  11111111\n"
    )
