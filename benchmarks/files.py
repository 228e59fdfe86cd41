"""Content files: an origin whole, and its translations with text and ids only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from benchmarks.phrases import LANGUAGES, Words

Fields = dict[str, Any]
"""Front matter whose texts are ``Words``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One origin file with its translations."""

    path: str
    origin: str
    fields: Fields
    body: Sequence[tuple[str, Words]] = ()
    """Paragraphs, each with the id of the heading that it is, or an empty string."""


def markdown(entry: Entry, language: str) -> str:
    """The file of an entry in one language: the origin whole, a translation with text and ids only."""
    if language == entry.origin:
        fields = _spoken(entry.fields, language)
    else:
        fields = {"translates": entry.origin} | _spoken(_texts(entry.fields), language)
    body = "\n\n".join(
        f"## {_spoken(text, language)} {{#{id_}}}" if id_ else _spoken(text, language) for id_, text in entry.body
    )
    return f"---\n{dump(fields)}---\n" + (f"\n{body}\n" if body else "")


def _spoken(value: Any, language: str) -> Any:
    """Fields in one language."""
    if isinstance(value, Words):
        return value[LANGUAGES.index(language)]
    if isinstance(value, dict):
        return {key: _spoken(held, language) for key, held in value.items()}
    return [_spoken(item, language) for item in value] if isinstance(value, list) else value


def _texts(value: Any) -> Any:
    """What of the fields is translated, under the ids that it stands under; None where nothing is."""
    if isinstance(value, Words):
        return value
    if isinstance(value, list):
        return [kept for item in value if (kept := _texts(item)) is not None] or None
    if not isinstance(value, dict):
        return None
    texts = {key: kept for key, held in value.items() if (kept := _texts(held)) is not None}
    return {key: value[key] for key in ("id", "to") if key in value} | texts if texts else None


class _Dumper(yaml.CSafeDumper):
    """Without anchors, which content may not have."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(fields: Fields) -> str:
    """Fields as YAML."""
    return str(yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110))
