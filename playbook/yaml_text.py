"""Texts as YAML: plain where that is read as the text itself, in quotes elsewhere."""

from __future__ import annotations

import textwrap

import yaml

from playbook.yaml_core import read

WIDTH = 100
"""Characters from which on a text is folded over several lines."""


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """A text on one line, after a key or, ``in_brackets``, as an item between commas.

    Both YAML 1.2 core and YAML 1.1, which MkDocs reads, give the text back.
    """
    for style in (None, "'", '"'):
        value = [text] if in_brackets else {"k": text}
        dumped = yaml.safe_dump(
            value, default_style=style, default_flow_style=in_brackets, allow_unicode=True, width=float("inf")
        ).strip()
        written = dumped.removeprefix("[").removesuffix("]") if in_brackets else dumped.partition(":")[2].strip()
        if _value(f"k: [{written}]" if in_brackets else f"k: {written}") == ([text] if in_brackets else text):
            return written
    raise ValueError(f"{text!r} cannot be written as YAML")


def folded(text: str, *, indent: int) -> list[str]:
    """A text as the value of a key: on the key's line, or below it over several lines, so many spaces from the left."""
    words = " ".join(text.split())
    if len(words) > WIDTH:
        lines = textwrap.wrap(words, WIDTH, break_long_words=False, break_on_hyphens=False)
        if _value("\n".join(["k: >-", *(f"  {line}" for line in lines)])) == words:
            return [">-", *(f"{' ' * indent}{line}" for line in lines)]
    return [scalar(words)]


def _value(yaml_text: str) -> object:
    reading = read(yaml_text, file="", first_line=1, depth=24, number_characters=20)
    return reading.value["k"] if isinstance(reading.value, dict) and not reading.diagnostics else None
