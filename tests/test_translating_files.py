"""Texts put into translations: what they become, and that nothing around them changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from playbook.characters import forbidden
from playbook.edits import Lines
from playbook.filling import UnwritableError, blank, empty_file, with_notes, with_texts
from playbook.filling.layout import Layout
from playbook.filling.styles import one_line, value
from playbook.library import load
from playbook.model import KIND_OF_FOLDER
from playbook.reader import Words, read_texts
from playbook.source import Document, Limits, parse
from playbook.yaml_core import read
from projects import SETTINGS, base, write

KIND = KIND_OF_FOLDER["journeys"]
FILE = "content/sv/journeys/buy.md"
ORIGIN_TEXT = """\
---
title: Et køb
kind: example
scenario: Kunden mangler en app.
customer_goal: At få overblik.
steps:
  - id: sees-ad
    action: Ser en annonce
    thought: Hm.
    pains: [Uklart, For langt]
    next:
      - to: buys
        label: ja
  - id: waits
    action: Venter
  - id: buys
    action: Køber
checklist:
  - id: first
    text: Tekst
    why: Grund
---
Indledning.

## Et {#one}

Mere.

## To {#two}

Mest.
"""
ORIGIN, _ = parse(ORIGIN_TEXT.encode(), file="content/da/journeys/buy.md", limits=Limits())


def put(text: str, **texts: Words) -> str:
    """The file after texts are put in; a key is written with __ for each point and _H_ for the sign before an id."""
    wanted = {key.replace("_H_", "#").replace("__", ".").replace("sees_ad", "sees-ad"): w for key, w in texts.items()}
    return with_texts(text.encode(), wanted, file=FILE, kind=KIND, origin=ORIGIN, limits=Limits()).decode()


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("title: Ett köp  \n", "Köp", "title: Köp  \n"),
        ("title:   Ett köp\n", "a: b", "title:   'a: b'\n"),
        ("title: 'Ett köp' # kanske\n", "Det's", "title: 'Det''s' # kanske\n"),
        ('title: "Ett köp" # kanske\n', "Två\nrader", 'title: "Två\\nrader" # kanske\n'),
        ('title: "Ett\n  köp"\n', "Köp", 'title: "Köp"\n'),
        ("title: Ett\n  köp\nscenario: x\n", "Köp", "title: Köp\nscenario: x\n"),
        ("title: >- # så här\n   Ett\n   köp\n\n# slut\n", "Två köp", "title: >- # så här\n   Två köp\n\n# slut\n"),
        ("title: >\n  Ett\n", "Två\n\nstycken", "title: |-\n  Två\n\n  stycken\n"),
        ("title: |+\n  Ett\n\n", "# nej", "title: >-\n  # nej\n\n"),
        ("title: Ett\n", "Två\n rader", "title: |-\n  Två\n   rader\n"),
        ("title: Ett\n", " två\nrader".strip(), "title: |-\n  två\n  rader\n"),
        ("title: Ett\n", "tab\there", 'title: "tab\\there"\n'),
        ("title: no\n", "12:30", "title: '12:30'\n"),
    ],
)
def test_a_text_takes_the_place_and_the_style_of_the_one_before(before: str, text: str, after: str) -> None:
    assert put(f"---\ntranslates: da\n{before}---\n", title=text) == f"---\ntranslates: da\n{after}---\n"


def test_a_long_text_is_folded_where_lines_already_are_below() -> None:
    made = put("---\ntranslates: da\ntitle: >-\n  Ett\n---\n", title="ord " * 40 + "slut")
    assert max(map(len, made.splitlines())) <= 120
    assert made.count("\n") == 6


LISTS = """\
---
translates: da
steps:
  - id: sees-ad
    pains:  [Oklart ,  'För långt']  # båda
  # sedan
  - {id: buys, action: Köper}
---
"""


def test_items_of_a_list_are_changed_alone() -> None:
    made = put(LISTS, steps__sees_ad__pains=("Oklart", "Lång, trög"))
    assert made == LISTS.replace("'För långt'", "'Lång, trög'")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a, b, c]  # tre", "[Ett, Två]  # tre"),
        ("\n      - a\n      # b\n", "\n      - Ett\n      - Två\n      # b\n"),
        ("\n    - a", "\n    - Ett\n    - Två"),
    ],
)
def test_a_list_of_another_length_is_written_anew(before: str, after: str) -> None:
    text = f"---\ntranslates: da\nsteps:\n  - id: sees-ad\n    pains: {before}\n---\n"
    made = put(text, steps__sees_ad__pains=("Ett", "Två"))
    assert made == text.replace(before, after)


def test_new_fields_and_items_go_where_the_origin_has_them() -> None:
    made = put(
        LISTS,
        title="Köp",
        steps__sees_ad__action="Ser",
        steps__sees_ad__next__buys__label="ja",
        steps__waits__action="Väntar",
        steps__buys__action="Köper!",
        checklist__first__why="Skäl",
    )
    assert made == (
        LISTS.replace("translates: da\n", "translates: da\ntitle: Köp\n")
        .replace("sees-ad\n", "sees-ad\n    action: Ser\n")
        .replace("båda\n", "båda\n    next:\n      - to: buys\n        label: ja\n  - id: waits\n    action: Väntar\n")
        .replace("Köper}\n", "Köper!}\nchecklist:\n  - id: first\n    why: Skäl\n")
    )


def test_in_brackets_new_fields_and_items_stand_in_brackets() -> None:
    text = "---\ntranslates: da\nsteps: [{id: buys, action: Köper}]\n---\n"
    made = put(text, steps__sees_ad__action="Ser", steps__waits__action="Vän, tar", steps__buys__action="Köp")
    assert made == text.replace(
        "[{id: buys, action: Köper}]",
        "[{id: sees-ad, action: Ser}, {id: waits, action: 'Vän, tar'}, {id: buys, action: Köp}]",
    )
    made = put(text.replace("action: Köper", "thought: x"), steps__sees_ad__pains=("a", "b"), steps__buys__action="ö")
    assert "{id: sees-ad, pains: [a, b]}, {id: buys, action: ö, thought: x}" in made


def test_items_that_are_spaced_stay_so() -> None:
    text = "---\ntranslates: da\nsteps:\n  - id: sees-ad\n    action: Ser\n\n  - id: buys\n    action: Köper\n---\n"
    made = put(text, steps__waits__action="Väntar")
    assert made == text.replace("Ser\n\n", "Ser\n\n  - id: waits\n    action: Väntar\n\n")


BODY = """\
---
translates: da
---

Inledning.


## Eget {#own .local}

Bara här.

## Två {#two}

Mest.

"""


def test_sections_are_changed_and_added_in_the_order_of_the_origin() -> None:
    made = put(BODY, body_H_one="## Ett {#one}\n\nMer.", body_H_two="## Två {#two}\n\nMer än mest.")
    assert made == BODY.replace("Inledning.\n", "Inledning.\n\n## Ett {#one}\n\nMer.\n").replace(
        "Mest.", "Mer än mest."
    )
    without = BODY.replace("Inledning.\n", "")
    assert put(without, body="Börja.") == without.replace("## Eget", "Börja.\n\n## Eget")


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_body_is_begun_below_the_fields(end: str) -> None:
    made = put(f"---\ntranslates: da\n---{end}", body="Börja.", body_H_one="## Ett {#one}")
    assert made == f"---\ntranslates: da\n---{end or chr(10)}Börja.\n\n## Ett {{#one}}\n"


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    data = b"\xef\xbb\xbf" + (LISTS + BODY.partition("---\n\n")[2]).replace("\n", "\r\n").encode()
    wanted: dict[str, Words] = {"title": "a\nb", "body": "x\ny", "body#one": "## Ett {#one}\nx"}
    made = with_texts(data, wanted, file=FILE, kind=KIND, origin=ORIGIN, limits=Limits())
    assert made.startswith(b"\xef\xbb\xbf---\r\n")
    assert made.count(b"\n") == made.count(b"\r\n") == made.count(b"\r")


def test_a_new_file_has_the_order_of_the_origin() -> None:
    wanted = dict(read_texts(ORIGIN, KIND).texts)
    made = with_texts(empty_file("da"), wanted, file=FILE, kind=KIND, origin=ORIGIN, limits=Limits()).decode()
    structure = ("kind: example\n", "---\ntitle")
    assert made == ORIGIN_TEXT.replace(structure[0], "").replace(structure[1], "---\ntranslates: da\ntitle")


@pytest.mark.parametrize(("text", "title"), [("steps: 3\n", "Köp"), ("a: b: c\n", "Köp"), ("", "K\u202eöp")])
def test_what_cannot_be_put_in_is_refused(text: str, title: str) -> None:
    with pytest.raises(UnwritableError):
        put(f"---\ntranslates: da\n{text}---\n", title=title, steps__waits__action="Väntar")


# --- Any text, in any style -------------------------------------------------------------------------------------------

SIGNS = "abæøåÄ09 \u00a0:#'\"\\[]{},&*!|>%@`-?\n\t.–=~<_"
WORDS = st.text(st.sampled_from(SIGNS), min_size=1, max_size=60).map(str.strip).filter(bool)
ANY = st.text(min_size=1).map(lambda text: text.replace("\r", " ").strip()).filter(bool)
STYLES = st.sampled_from(["", "'", '"', ">", "|"])


@given(st.one_of(WORDS, ANY), STYLES, st.booleans())
@example("a  b", ">", False)
@example(" ".join(["–"] * 90) + " a", ">", False)
@example("yes", "", True)
def test_a_text_is_read_back_as_it_was(text: str, style: str, in_brackets: bool) -> None:
    assume(not list(forbidden(text)))
    made = value(text, indent=4, style=style, in_brackets=in_brackets)
    written = f"k: [{made.head}]" if in_brackets else "\n".join([f"a:\n  k: {made.head}", *made.below])
    reading = read(written + "\nz: 1", file="", first_line=1, depth=24, number_characters=20)
    assert reading.diagnostics == []
    expected = {"k": [text], "z": 1} if in_brackets else {"a": {"k": text}, "z": 1}
    assert reading.value == expected
    assert "\n" not in one_line(text)


STYLED = """\
---
translates: da
COMMENT
title: TITLE

steps:
COMMENT
  -   id: sees-ad
      action: ACTION
      pains:
      - 'a'  # ett

      -   b
COMMENT
  - id: waits
    action: WAITS
---

X.


"""


def rendered(texts: list[tuple[str, str]], end: str, comment: str) -> str:
    """A translation with a text in each of some styles, and everything around them that must stay."""
    values = [value(text, indent=indent, style=style) for (text, style), indent in zip(texts, (2, 8, 6), strict=True)]
    made = STYLED.replace("COMMENT\n", comment)
    for name, each in zip(("TITLE", "ACTION", "WAITS"), values, strict=True):
        made = made.replace(f": {name}\n", ": " + "\n".join([each.head, *each.below]) + "\n")
    return made.replace("\n", end)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(WORDS, STYLES), min_size=3, max_size=3),
    st.sampled_from(["title", "steps.sees-ad.action", "steps.waits.action", "body"]),
    WORDS,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "# nå\n"]),
)
def test_nothing_outside_a_changed_text_is_touched(
    texts: list[tuple[str, str]], key: str, text: str, end: str, comment: str
) -> None:
    before = rendered(texts, end, comment).encode()
    document, problems = parse(before, file=FILE, limits=Limits())
    assert problems == ()
    assume(key != "body" or not text.startswith("---"))
    held = read_texts(document, KIND).texts
    assume(text != held[key])
    try:
        after = with_texts(before, {key: text}, file=FILE, kind=KIND, origin=ORIGIN, limits=Limits())
    except UnwritableError:
        assert key == "body"  # what would be two sections, or another text
        return
    start, stop = span(document, Lines(before), key)
    assert after.startswith(before[:start])
    assert after.endswith(before[stop:])
    assert with_texts(after, {key: text}, file=FILE, kind=KIND, origin=ORIGIN, limits=Limits()) == after


def span(document: Document, lines: Lines, key: str) -> tuple[int, int]:
    if key == "body":
        start = lines.data.index(b"X.")
        return start, start + 2
    path: tuple[str | int, ...] = ("title",) if key == "title" else ("steps", int("waits" in key), "action")
    layout = Layout(document)
    begin, end = layout.start(path), layout.end(path)
    return lines.offset(begin.line + 2, begin.column + 1), lines.offset(end.line + 2, end.column + 1)


# --- Files to be filled -----------------------------------------------------------------------------------------------


def test_a_blank_translation_checks_clean_and_has_every_text_as_a_note(tmp_path: Path) -> None:
    root = write(tmp_path, base())
    kinds = {each.file: each.kind for each in load(root, SETTINGS).files}
    before = load(root, SETTINGS)
    for file, kind in kinds.items():
        if file.startswith("content/da/"):
            origin, _ = parse((root / file).read_bytes(), file=file, limits=Limits())
            made = blank(origin, kind, origin_language="da", folder="no", limits=Limits())
            write(root, {file.replace("/da/", "/no/"): made.decode()})
    assert load(root, SETTINGS).diagnostics == before.diagnostics
    assert (root / "content/no/journeys/buy.md").read_text(encoding="utf-8") == (
        "---\n"
        "translates: da\n"
        "## Oversettelse av content/da/journeys/buy.md til norsk.\n"
        "## Fjern «# » foran et felt, og skriv teksten. Det som mangler, vises på originalens språk.\n"
        "\n"
        "## Tittelen, slik den står i overskrifter, lister og lenker.\n"
        "# title: Et køb\n"
        "\n"
        "## Situasjonen som kundereisen begynner i.\n"
        "# scenario: Kunden mangler en app.\n"
        "\n"
        "## Hva kunden vil oppnå.\n"
        "# customer_goal: At få overblik.\n"
        "steps:\n"
        "  - id: sees-ad\n"
        "    ## Hva kunden gjør, i én setning.\n"
        "    # action: Ser en annonce\n"
        "    ## Hva som står i veien.\n"
        "    # pains: [Uklart budskab, For mange ord]\n"
        "  - id: buys\n"
        "    # action: Køber appen\n"
        "## Teksten under den siste linjen med --- oversettes i sin helhet.\n"
        "---\n"
    )


def test_a_blank_translation_without_its_marks_has_all_texts() -> None:
    made = blank(ORIGIN, KIND, origin_language="da", folder="sv", limits=Limits()).decode()
    assert "##   ## Et {#one}\n##   ## To {#two}\n---\n" in made
    without = "".join(line.replace("# ", "") for line in made.splitlines(keepends=True) if "## " not in line)
    document, problems = parse(without.encode(), file=FILE, limits=Limits())
    assert problems == ()
    texts = read_texts(ORIGIN, KIND).texts
    assert read_texts(document, KIND).texts == {key: words for key, words in texts.items() if "body" not in key}


def test_a_blank_translation_is_shorter_when_it_would_be_too_long() -> None:
    long = blank(ORIGIN, KIND, origin_language="da", folder="sv", limits=Limits())
    assert len(
        blank(ORIGIN, KIND, origin_language="da", folder="sv", limits=Limits(front_matter_bytes=len(long) - 1))
    ) < len(long)


def test_notes_are_added_once_and_below_the_notes_of_what_is_above() -> None:
    begun = LISTS.replace("båda\n", "båda\n    # thought: Hm.\n")
    missing: dict[str, Words] = {
        "title": "Et køb",
        "steps.sees-ad.thought": "Hm.",
        "steps.waits.action": "Venter",
        "steps.buys.thought": "x",
        "body": "Indledning.",
    }
    made, left = with_notes(begun.encode(), missing, file=FILE, kind=KIND, origin=ORIGIN, folder="sv", limits=Limits())
    assert made.decode() == begun.replace("da\n", "da\n# title: Et køb\n", 1).replace(
        "Hm.\n", "Hm.\n  - id: waits\n    # action: Venter\n"
    )
    assert left == ("body",)
    again, _ = with_notes(made, missing, file=FILE, kind=KIND, origin=ORIGIN, folder="sv", limits=Limits())
    assert again == made
