"""Mistakes that are mended: only where they are, and only where there is one way."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown

import projects
import test_cli
from playbook.cli import main
from playbook.edits import apply
from playbook.fixes import Source, fix, in_quotes
from playbook.markdown_tree import EXTENSIONS
from playbook.mending import mend
from playbook.model import Journey
from playbook.source import Limits, parse
from playbook.white_space import without_trailing
from playbook.yaml_core import read
from projects import replaced

JOURNEY = "content/da/journeys/buy.md"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    projects.write(tmp_path, projects.base() | {"mkdocs.yml": test_cli.CONFIGURATION})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mended(root: Path, file: str = JOURNEY) -> str | None:
    data = mend(root).changes.get(file)
    return None if data is None else data.decode()


# --- What is mended ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("touchpoint: website", "touchpoint: webiste"),
        ("touchpoint: website", "touchpoint: 'websit'"),
        ("personas: [mette]", "personas: [mete]"),
        ("stage_model: simple", "stage_model: simpel"),
        ("opportunities: [clear-ad]", "opportunities: [clear-add]  # to be discussed"),
        ("kind: example", "kind: exampel"),
        ("stage: purchase", "stage: purchas"),
        ("scenario: Kunden", "scenaro: Kunden"),
        ("owner: cx", '"owner": cxx'),
        ("owner: cx", "OWNER: cx"),
        ("reason: Et", "reson: Et"),
        ("code: too-stale", "code: to-stale"),
    ],
)
def test_a_slip_of_the_keyboard(right: str, wrong: str, root: Path) -> None:
    replaced(root, (right, wrong))
    made = mended(root)
    assert made is not None
    comment = wrong.partition("  #")[1] + wrong.partition("  #")[2]
    quoted = right.replace("website", "'website'") if "'" in wrong else right
    quoted = quoted.replace("owner", '"owner"') if '"' in wrong else quoted
    assert made == projects.base()[JOURNEY].replace(right, quoted + comment)


@pytest.mark.parametrize("sign", ["−", "–", "‑"])
def test_another_minus_becomes_that_of_the_keyboard(sign: str, root: Path) -> None:
    data = replaced(root, ("emotion: 1", f"emotion: {sign}1"))
    assert mended(root) == data.decode().replace(f"{sign}1", "-1")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("title: Et køb: og mere", 'title: "Et køb: og mere"'),
        ('title: Et "køb": og mere', "title: 'Et \"køb\": og mere'"),
        ("title: Sag #12", 'title: "Sag #12"'),
        ("title: 2024", 'title: "2024"'),
        ("title: 4.50 # pris", 'title: "4.50" # pris'),
        ("title: @alle", 'title: "@alle"'),
        ("title: *Fed* tekst", 'title: "*Fed* tekst"'),
        ("title:   50: 50  ", 'title:   "50: 50"'),
    ],
)
def test_quotes_that_are_missing(wrong: str, right: str, root: Path) -> None:
    replaced(root, ("title: Et køb", wrong))
    assert mended(root) == projects.base()[JOURNEY].replace("title: Et køb", right)


def test_a_text_in_a_list_that_its_colon_has_split(root: Path) -> None:
    replaced(root, ("pains: [Uklart budskab, For mange ord]", "pains:\n      - Uklart: budskab\n      - For mange ord"))
    made = mended(root)
    assert made is not None
    assert '\n      - "Uklart: budskab"\n      - For mange ord\n' in made


def test_links_in_prose(root: Path) -> None:
    replaced(root, ("Brødtekst.", "Se [her](touchpoint:webste), [der](../models/simpl.md#x) og `touchpoint:webste`."))
    made = mended(root)
    assert made is not None
    assert "Se [her](touchpoint:website), [der](../models/simple.md#x) og `touchpoint:webste`." in made


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("waive:\n  - {code: unused-touchpoint, reason: R}\n", ""),
        ("waive: [{code: unused-touchpoint, reason: R}]\n", ""),
        ("waive:\n- code: unused-touchpoint\n  reason: R\n", ""),
        (
            "waive:\n  - {code: unused-touchpoint, reason: R}\n  # why\n  - {code: unused-opportunity, reason: R}\n",
            "waive:\n  # why\n",
        ),
    ],
)
def test_waivers_that_silence_nothing(before: str, after: str, root: Path) -> None:
    replaced(root, ("title: Mette", f"{before}title: Mette"), file="content/da/personas/mette.md")
    made = mended(root, "content/da/personas/mette.md")
    assert made is not None
    if after:  # the list is left with nothing but a comment, which is another mistake and somebody's to mend
        assert "# why" in made
    else:
        assert made == projects.base()["content/da/personas/mette.md"]


def test_a_mark_within_a_file(root: Path) -> None:
    replaced(root, ("Brødtekst.", "Brød\ufefftekst."))
    assert mended(root) == projects.base()[JOURNEY]


def test_one_mistake_that_hides_another(root: Path) -> None:
    replaced(root, ("title: Et køb", "titel: Et: køb"), ("personas: [mette]", "persons: [mete]"))
    assert mended(root) == projects.base()[JOURNEY].replace("title: Et køb", 'title: "Et: køb"')


def test_settings(root: Path) -> None:
    replaced(root, ("      owners:", "      ownrs:"), file="mkdocs.yml")
    assert mended(root, "mkdocs.yml") == test_cli.CONFIGURATION


def test_line_ends_and_the_first_mark_stay(root: Path) -> None:
    data = replaced(root, ("touchpoint: website", "touchpoint: webiste"))
    (root / JOURNEY).write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    made = mend(root).changes[JOURNEY]
    assert made == b"\xef\xbb\xbf" + projects.base()[JOURNEY].encode().replace(b"\n", b"\r\n")


# --- What is left alone -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("touchpoint: website", "touchpoint: shop"),
        ("stage: purchase", "stage: purchase # or use"),
        ("title: Et køb", "title: Et køb # et eksempel"),
        ("title: Et køb", "title: Et: køb # et eksempel"),
        ("title: Et køb", "title: Et: køb\n  i to linjer"),
        ("title: Et køb", "title: &x Et køb"),
        ("title: Et køb", "title: [Et: køb: nu]"),
        ("scenario: Kunden", "title: Kunden"),
        ("sources: [interviews]", "sources: [interview-1]"),
        ("Brødtekst.", "Se [her](touchpoint:shop)."),
    ],
)
def test_what_has_no_single_answer(right: str, wrong: str, root: Path) -> None:
    replaced(root, (right, wrong))
    assert mend(root).changes == {}


def test_a_file_in_the_wrong_place_is_not_read_for_the_name_of_its_folder(root: Path) -> None:
    projects.write(root, {"content/daa/x.md": "daa\n"})
    assert "did you mean 'da'?" in CliRunner().invoke(main, ["check"]).stdout
    assert mend(root).changes == {}


def test_a_field_that_is_there_already_is_not_written_twice(root: Path) -> None:
    replaced(root, ("title: Et køb", "title: Et køb\ntitel: Et andet"))
    assert mend(root).changes == {}


def test_a_playbook_without_mistakes_stays_as_it_is(root: Path) -> None:
    assert mend(root).changes == {}


def test_the_shipped_content_has_nothing_to_mend() -> None:
    assert mend(projects.DATA.parent).changes == {}


# --- White space ------------------------------------------------------------------------------------------------------

FRONT = "---\ntitle: x  \nsummary: |\n  a\n  b\n---\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Et \nto\n", "Et\nto\n"),
        ("Et  \nto\n", "Et  \nto\n"),
        ("Et  \n\nto\t\n", "Et\n\nto\n"),
        ("Et\n   \nto\n", "Et\n\nto\n"),
        ("```\nkode  \n   \n```\nto \n", "```\nkode  \n   \n```\nto\n"),
        ("    kode \n", "    kode \n"),
        ("Et\t\nto\n", "Et\t\nto\n"),
    ],
)
def test_white_space_at_the_ends_of_lines(body: str, expected: str) -> None:
    source = Source(file="content/da/x.md", data=(FRONT + body).encode(), limits=Limits())
    made = apply(source.data, (each.edit for each in without_trailing(source)))
    assert made.decode() == FRONT.replace("x  ", "x") + expected


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab#-`*>|\\[]() \t", max_size=12), max_size=8))
def test_white_space_is_deleted_only_where_it_means_nothing(lines: list[str]) -> None:
    body = "\n".join(lines) + "\n"
    source = Source(file="content/da/x.md", data=(FRONT + body).encode(), limits=Limits())
    made = parse(apply(source.data, (each.edit for each in without_trailing(source))), file="x.md", limits=Limits())[0]
    old, new = (_read_by_people(each) for each in (source.parsed[0].body, made.body))
    assert new == old


def _read_by_people(text: str) -> str:
    """The page, without the white space that no browser shows."""
    html = Markdown(extensions=EXTENSIONS).convert(text)
    return re.sub(r"[ \t]+(?=\n|<|\Z)", "", html)


# --- Properties -------------------------------------------------------------------------------------------------------

WORDS = st.text(alphabet="abcæøå '\"#:-@*%&!?,.[]{}|>\\`~€🎉0", min_size=1, max_size=20)


@given(WORDS)
def test_a_text_in_quotes_is_read_as_itself(text: str) -> None:
    reading = read(f"k: {in_quotes(text)}", file="x", first_line=1, depth=3, number_characters=20)
    assert (reading.value, reading.diagnostics) == ({"k": text}, [])


@given(WORDS, st.sampled_from(["title: ", "  - ", "- action: ", "title:    "]), st.booleans())
def test_quotes_change_one_value_and_nothing_else(text: str, before: str, crlf: bool) -> None:
    line = f"{before}{text}"
    written = f"---\n# comment  # here\nkey: 1\nrest:\n{line}\n# end\n---\nBrød\n"
    data = written.encode() if not crlf else written.replace("\n", "\r\n").encode()
    source = Source(file="content/da/x.md", data=data, cls=Journey, limits=Limits())
    for diagnostic in source.parsed[1]:
        found = fix(diagnostic, source)
        if found is None:
            continue
        edit, made = found.edit, source.after(found.edit)
        assert made.data == data[: edit.start] + edit.text.encode() + data[edit.end :]
        assert data[: edit.start].count(b"\n") == data[: edit.end].count(b"\n") == 4
        assert read(edit.text, file="", first_line=1, depth=1, number_characters=20).value == (
            data[edit.start : edit.end].decode()
        )
        again = {(each.code, each.location.line) for each in made.parsed[1]}
        assert (diagnostic.code, diagnostic.location.line) not in again


SLIPS = {
    "touchpoint: website": ["touchpoint: webste", "touchpoint: websiite", "touchpont: website", "touchpoint: wesbite"],
    "personas: [mette]": ["personas: [mete]", "persona: [mette]", "personas: ['metteh']"],
    "title: Et køb": ["titel: Et køb", "title: Et: køb", "title: Køb #1", "title: 12"],
    "stage_model: simple": ["stage_model: simpl", "stagemodel: simple"],
    "Brødtekst.": ["Brød [x](touchpoint:websit).", "Brød\ufefftekst."],
    "emotion: 1": ["emotoin: 1", "emotion: 1   "],
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({right: st.sampled_from([right, *wrong]) for right, wrong in SLIPS.items()}), st.data())
def test_everything_outside_the_spans_is_untouched_and_the_mistakes_are_gone(
    tmp_path: Path, chosen: dict[str, str], data: st.DataObject
) -> None:
    text = projects.base()[JOURNEY]
    for right, wrong in chosen.items():
        text = text.replace(right, wrong, 1)
    for line in data.draw(st.sets(st.sampled_from(["segment: startup\n", "steps:\n", "  - id: buys\n"]))):
        text = text.replace(line, f"{line}# En kommentar: '{line.strip()}' #æ\n", 1)
    files = projects.base() | {"mkdocs.yml": test_cli.CONFIGURATION, JOURNEY: text}
    root = projects.write(tmp_path, files)
    made = mend(root)
    assert [str(each) for each in made.diagnostics] == []
    assert made.changes.keys() <= {JOURNEY}
    new = made.changes.get(JOURNEY, text.encode()).decode()
    assert [line for line in new.splitlines() if "# En" in line] == [
        line for line in text.splitlines() if "# En" in line
    ]
    assert new.count("\n") == text.count("\n")
    touched = Counter(each.location.line for each in made.fixes)
    pairs = zip(text.split("\n"), new.split("\n"), strict=True)
    assert {number for number, (old, now) in enumerate(pairs, 1) if old != now} == set(touched)
