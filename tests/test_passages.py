"""The place of each character of a text in its file, in each style of YAML and in the body."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import projects
from playbook.library import load
from playbook.model import units
from playbook.passages import prose_alone, words_at
from playbook.source import Limits, parse

FILE = """\
---
plain: en to tre
folded: >-
  en to
  tre

  fire
literal: |
    en to

    tre
long: en
  to
  tre
single: 'den ''ene'' to
  tre'
double: "\\u00e9n \\"to\\"\\tog \\
  tre\\nfire"
list: [en, to tre, "fire"]
steps:
  - {id: first, text: en to}
  - id: second
    next: [{to: first, label: "tre: fire"}]
---
Før.

## Et {#one}

En to.

## To {#two}
"""


@pytest.mark.parametrize(
    ("key", "item"),
    [
        *((key, None) for key in ("plain", "folded", "literal", "long", "single", "double", "steps.first.text")),
        ("steps.second.next.first.label", None),
        *(("list", item) for item in range(3)),
        *((key, None) for key in ("body", "body#one", "body#two")),
    ],
)
def test_every_character_is_found(key: str, item: int | None) -> None:
    document, problems = parse(FILE.encode(), file="x.md", limits=Limits())
    assert not problems
    texts = {
        "steps.first.text": "en to",
        "steps.second.next.first.label": "tre: fire",
        "body": "Før.",
        "body#one": "## Et {#one}\n\nEn to.",
        "body#two": "## To {#two}",
    }
    text = texts.get(key) or document.meta[key]
    text = text[item] if item is not None else text
    lines = FILE.split("\n")
    for offset, character in enumerate(text.strip()):
        place = words_at(document, key, offset, item=item)
        found = lines[place.line - 1][place.column - 1 :]
        if not character.isspace():
            assert found.startswith(character) or (key == "double" and found.startswith("\\")), (place, character)


@given(text=st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1), data=st.data())
def test_any_quoted_text(text: str, data: st.DataObject) -> None:
    file = f"---\ntitle: {json.dumps(text + 'x')}\n---\n"
    document, problems = parse(file.encode(), file="x.md", limits=Limits())
    if not problems:
        offset = len(document.meta["title"].strip()) - 1
        assert words_at(document, "title", offset).column == len(file.split("\n")[1]) - 1


def test_what_is_not_there_has_the_place_above_it() -> None:
    document, _ = parse(FILE.encode(), file="x.md", limits=Limits())
    assert str(words_at(document, "steps.second.text", 3)) == "x.md:22:5"
    assert str(words_at(document, "missing", 3)) == "x.md:1:1"
    assert str(words_at(document, "body#three", 3)) == "x.md:25:1"


def test_every_text_of_the_real_playbook_is_found() -> None:
    """The first and the last character of each, in all styles that editors use."""
    root = projects.DATA.parent
    library = load(root, projects.SETTINGS)
    looked_at = 0
    for _, held in library.entities:
        for language, file in held.files.items():
            data = (root / file).read_bytes()
            document, lines = parse(data, file=file, limits=Limits())[0], data.decode().split("\n")
            for unit in units(held):
                words = unit.words.get(language)
                texts = [] if words is None else [(None, words)] if isinstance(words, str) else list(enumerate(words))
                for item, text in texts:
                    for offset in (0, len(text) - 1):
                        place = words_at(document, unit.key, offset, item=item)
                        assert lines[place.line - 1][place.column - 1] == text[offset], place
                        looked_at += 1
    assert looked_at > 5000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Se [fem](../a/8.md#9) og [to](x (y)).", "Se [fem]              og [to]       ."),
        ("`8` og\n```\n8\n```\n", "\xa0\xa0\xa0 og\n\xa0\xa0\xa0\n\xa0\n\xa0\xa0\xa0\n"),
        ("## To {#part-2}", "## To          "),
        ("{: #part-2}", "           "),
        ("2. Tre\n   3. Fire", "   Tre\n      Fire"),
        ("<https://x.dk/8> https://x.dk/9 &#160; &amp;", " " * 44),
        ("[en][8] to\n\n[8]: 9.md", "[en]    to\n\n         "),
        ("{8} og (9)", "{8} og (9)"),
    ],
)
def test_words_alone(text: str, expected: str) -> None:
    assert prose_alone(text) == expected


PIECES = [
    "[",
    "]",
    "(",
    ")",
    "](",
    "][",
    "]:",
    "[^",
    "{",
    "}",
    "{#",
    "<",
    ">",
    "https://",
    "&amp;",
    "8",
    ". ",
    "\n",
    "x",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_list_at_the_end_changes_nothing_before_it(text: str) -> None:
    assert prose_alone(f"{text}\n\n1. to") == f"{prose_alone(text)}\n\n   to"
