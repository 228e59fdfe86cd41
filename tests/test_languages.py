"""The table of languages, the catalogs, and the order of letters."""

from __future__ import annotations

import string
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import playbook
from playbook.finding import FOUND
from playbook.languages import LANGUAGES, catalog, first_letter, label, sort_key
from playbook.model import KINDS, Aspect, vocabulary

PACKAGE = Path(playbook.__file__).parent
PLUGIN = PACKAGE.parent / "plugins" / "mkdocs_playbook"
METHODS = [("**/theme/**.html", "jinja2"), ("**/templates/**", "jinja2"), ("**.py", "python")]
VOCABULARIES = {
    "stage": vocabulary.CanonicalStage,
    "journey-kind": vocabulary.JourneyKind,
    "journey-state": vocabulary.JourneyState,
    "phase": vocabulary.Phase,
    "perspective": vocabulary.Perspective,
    "obligation": vocabulary.Obligation,
    "evidence": vocabulary.Evidence,
    "medium": vocabulary.Medium,
    "ownership": vocabulary.Ownership,
    "pain-category": vocabulary.PainCategory,
    "direction": vocabulary.Direction,
    "opportunity-state": vocabulary.OpportunityState,
    "source-state": vocabulary.SourceState,
    "status": vocabulary.Status,
    "aspect": Aspect,
}


def messages() -> set[str]:
    """Every message id in code and templates."""
    found: set[str] = set()
    for folder in (PACKAGE, PLUGIN):
        for _, _, message, _, _ in extract_from_dir(folder, METHODS, {}):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


@pytest.mark.parametrize("folder", LANGUAGES)
def test_the_catalogs_have_every_message_and_nothing_fuzzy_or_unused(folder: str) -> None:
    entries = read_po(BytesIO((PACKAGE / "locale" / f"{folder}.po").read_bytes()))
    held = {(m.id[0] if isinstance(m.id, tuple) else m.id) for m in entries if m.id and not m.context}
    assert held == messages()
    for message in entries:
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(texts), message.id
        assert not message.fuzzy or not message.id, message.id
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        for id_, text in zip(ids, texts, strict=True):
            if message.id:
                assert fields(text) == fields(id_), text


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("folder", LANGUAGES)
def test_every_word_of_the_vocabularies_has_a_label(folder: str) -> None:
    entries = read_po(BytesIO((PACKAGE / "locale" / f"{folder}.po").read_bytes()))
    held = {(message.context, message.id) for message in entries if message.context}
    words = {(name, value) for name, literal in VOCABULARIES.items() for value in get_args(literal)}
    words |= {("emotion", str(score)) for score in range(-2, 3)} | {("language", code) for code in LANGUAGES}
    words |= {("kind", kind.name) for kind in KINDS} | {("one-kind", kind) for kind in FOUND}
    words |= {("freshness", state) for state in ("current", "stale", "missing")}
    assert held == words


def test_norwegian_is_bokmaal_to_every_tool_and_no_to_readers() -> None:
    norwegian = LANGUAGES["no"]
    assert (norwegian.tag, norwegian.theme, norwegian.search) == ("nb", "nb", "no")
    assert label("no", "stage", "purchase") == "Kjøp"
    assert catalog("no").ngettext("{number} step", "{number} steps", 2) == "{number}\N{NO-BREAK SPACE}steg"


# The order of ICU 72 (PyICU 2.17), locales da, sv and nb.
ORDERS = {
    "da": (
        "1. trin|10 tips|2. trin|a b|ab|Anbefaling|Annons|Cafe|cafe|Café|e-mail|e-post|ecole|école|email|"
        "epost|KPI|kpi'er|Mads|Mylius|Müller|NPS|vand|vann|wand|wann|über|Zebra|zon|zone|Æble|æble|ändra|"
        "Ändring|ærlig|ärlig|öl|öppen|Øre|øre|øst|Övervägande|Å|AA|å|aa|Åbning|Åbo|Aalborg|åpning|år|aar"
    ),
    "sv": (
        "1. trin|10 tips|2. trin|a b|aa|AA|Aalborg|aar|ab|Anbefaling|Annons|cafe|Cafe|Café|e-mail|e-post|"
        "ecole|école|email|epost|KPI|kpi'er|Mads|Mylius|Müller|NPS|vand|vann|wand|wann|über|Zebra|zon|zone|å|"
        "Å|Åbning|Åbo|åpning|år|æble|Æble|ändra|Ändring|ärlig|ærlig|öl|öppen|øre|Øre|øst|Övervägande"
    ),
    "no": (
        "1. trin|10 tips|2. trin|a b|ab|Anbefaling|Annons|cafe|Cafe|Café|e-mail|e-post|ecole|école|email|"
        "epost|KPI|kpi'er|Mads|Mylius|Müller|NPS|vand|vann|wand|wann|über|Zebra|zon|zone|æble|Æble|ändra|"
        "Ändring|ærlig|ärlig|öl|öppen|øre|Øre|øst|Övervägande|å|Å|aa|AA|Åbning|Åbo|Aalborg|åpning|år|aar"
    ),
}


@pytest.mark.parametrize("folder", LANGUAGES)
def test_words_sort_as_icu_sorts_them(folder: str) -> None:
    order = ORDERS[folder].split("|")
    shuffled = [*order[1::2], *order[::2]]
    assert sorted(shuffled, key=lambda word: sort_key(folder, word)) == order


@pytest.mark.parametrize(
    ("folder", "text", "letter"),
    [
        ("da", "aabenhed", "Å"),
        ("sv", "aabenhed", "A"),
        ("no", "ændring", "Æ"),
        ("sv", "ændring", "Ä"),
        ("da", "überrejse", "Y"),
        ("sv", "”event”", "0–9"),
        ("no", "3 trinn", "0–9"),
        ("da", "…", "0–9"),
    ],
)
def test_a_word_stands_under_its_letter(folder: str, text: str, letter: str) -> None:
    assert first_letter(folder, text) == letter
