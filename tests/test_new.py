"""What ``playbook new`` writes checks clean, says what each field is, and leaves everything else as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import projects
from playbook.cli import asking, main
from playbook.descriptions import choices, description
from playbook.edits import apply
from playbook.fields import fields_of
from playbook.identifiers import identifier_from
from playbook.languages import LANGUAGES
from playbook.model import KINDS, is_identifier
from playbook.scaffold import LEFT_OUT, Hand, new_file, new_item, ordered
from playbook.source import Limits, parse

CONFIGURATION = """\
site_name: x
plugins:
  - playbook:
      format: 1
      segments: {startup: {da: N, sv: N, no: N}}
      owners: {cx: {da: N, sv: N, no: N}}
"""
OF_NAME = {kind.name: kind for kind in KINDS}
HAND = Hand(folder="sv", known={"owner": ["cx"], "channel": ["web"], "segment": ["startup"], "model": ["simple"]})
NEEDED = {
    "journey": ("--kind", "example", "--segment", "startup", "--stage-model", "simple"),
    "stage": ("--id", "need", "--phase", "before"),
    "model": (),
    "touchpoint": (
        "--channel", "web", "--medium", "both", "--ownership", "owned", "--stages", "need, use", "--importance", "3",
    ),
    "channel": (),
    "persona": ("--fictional",),
    "opportunity": ("--customer-value", "0", "--business-value", "100", "--effort", "5"),
    "method": (),
    "metric": ("--direction", "higher", "--stages", "use"),
    "term": ("--in", "words"),
    "source": ("--source-language", "en"),
    "page": ("--id", "guide/what-it-is"),
}  # fmt: skip
WHERE = {
    "stage": "stages/need.md",
    "channel": "channels/all.md",
    "touchpoint": "touchpoints/all.md",
    "term": "terms/words.md",
    "source": "sources/background.md",
    "page": "guide/what-it-is.md",
}
"""The files that are not named after the title."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    projects.write(tmp_path, projects.base() | {"mkdocs.yml": CONFIGURATION})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", *arguments], input=answers)


def text(root: Path, file: str) -> str:
    return (root / file).read_text(encoding="utf-8")


def check() -> str:
    return CliRunner().invoke(main, ["check"]).output


@pytest.mark.parametrize("kind", NEEDED)
def test_everything_new_checks_clean(root: Path, kind: str) -> None:
    done = run(kind, "--language", "da", "--title", "Nyt: #1 på listen", *NEEDED[kind])
    assert done.exit_code == 0, done.output
    file = "content/da/" + WHERE.get(kind, f"{OF_NAME[kind].folder}/nyt-1-paa-listen.md")
    assert done.output.startswith(f"{file}:")
    told = re.findall(r"(error|warning)\[([a-z-]+)\]", done.output)
    assert re.findall(r"(error|warning)\[([a-z-]+)\]", check()) == told
    assert {code for _, code in told} <= {"unused-touchpoint", "unused-opportunity", "no-step-after-purchase"}
    assert "title: 'Nyt: #1 på listen'\n" in text(root, file)
    assert done.output.endswith(
        "a draft: 'playbook serve' shows it, and readers see it once its status is 'published'\n"
    )


@pytest.mark.parametrize("kind", NEEDED)
def test_what_was_there_stays_byte_for_byte(root: Path, kind: str) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    run(kind, "--language", "da", "--title", "Nyt", *NEEDED[kind])
    for path, data in before.items():
        after = path.read_bytes()
        if after != data:
            end = data.rindex(b"---\n")
            assert after.startswith(data[:end])
            assert after.endswith(data[end:])
    assert len([path for path, data in before.items() if path.read_bytes() != data]) <= 1


def test_a_file_that_is_there_is_never_written_again(root: Path) -> None:
    before = text(root, "content/da/journeys/buy.md")
    for arguments in (("--language", "da"), ("--language", "sv"), ("--language", "no")):
        done = run("journey", *arguments, "--title", "x", "--id", "buy", *NEEDED["journey"])
        assert done.exit_code == 1
        assert done.output == "error: there is a journey 'buy' already\n  hint: choose another id with --id\n"
    assert run("touchpoint", "--language", "da", "--title", "x", "--id", "ad", *NEEDED["touchpoint"]).exit_code == 1
    assert text(root, "content/da/journeys/buy.md") == before


def test_without_a_terminal_one_line_says_what_is_missing(root: Path) -> None:
    done = run("journey")
    assert done.exit_code == 2
    kinds = "--kind example|planned|actual|analogy"
    assert done.output == (
        f"error: say also: --language da|sv|no, --title, {kinds}, --segment startup, --stage-model simple\n"
    )
    assert run("term", "--language", "sv", "--title", "x").output == "error: say also: --in all\n"
    assert run("page", "--language", "sv", "--title", "…").output == "error: say also: --id\n"
    stages = run("stage", "--language", "sv", "--title", "x", "--phase", "before").output
    assert stages.startswith("error: say also: --id need|awareness|consideration|")


def test_on_a_terminal_it_asks(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "is_terminal", lambda: True)
    answers = ["sv", "Fax", "web", "offline", "owned", "need,nedd", "need", "9", "4", "", "kanaler", "Alla"]
    done = run("touchpoint", answers="\n".join(answers) + "\n")
    assert done.exit_code == 0, done.output
    assert (
        "How much it matters to the customer, from 1 (least) to 5 (most).\nimportance: 9\nError: 9 is not"
        in done.output
    )
    assert "'nedd' is none of: need, awareness" in done.output
    assert "id [fax]: " in done.output
    written = text(root, "content/sv/touchpoints/kanaler.md")
    assert "\ntitle: Alla\n" in written
    assert "  - id: fax\n" in written
    assert "    importance: 4\n" in written
    done = run("persona", "--language", "da", answers="Anna\ny\nanna-b\n")
    assert done.exit_code == 0, done.output
    assert "fictional: true\n" in text(root, "content/da/personas/anna-b.md")
    done = run("stage", "--language", "da", answers="Behov\nbefore\nneed\n")
    assert done.exit_code == 0, done.output
    assert "phase: before\n" in text(root, "content/da/stages/need.md")


def test_the_language_is_that_of_the_folder_one_is_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "content/sv/journeys")
    done = run("page", "--title", "Måling")
    assert done.output.startswith("../maaling.md:1:1\n")
    assert text(root, "content/sv/maaling.md").endswith("---\nSkriv här.\n")


def test_a_journey_gets_a_step_for_each_stage_of_its_model(root: Path) -> None:
    run("journey", "--language", "sv", "--title", "Resa", *NEEDED["journey"])
    written = text(root, "content/sv/journeys/resa.md")
    assert re.findall(r"^  - id: (.+)$", written, re.MULTILINE) == ["need", "purchase"]
    assert "    # Vad kunden gör, i en mening.\n    action: Skriv här.\n" in written
    assert "    # Vad kunden tänker.\n    # thought: Skriv här.\n" in written
    assert "  - id: purchase\n    stage: purchase\n    action: Skriv här.\n    emotion: 0\n" in written


def test_what_is_said_is_written_as_it_is(root: Path) -> None:
    scenario = "En kund: " + "har brug for meget mere plads, end der er på en linje; " * 4
    done = run(
        "journey", "--language", "da", "--title", "no", "--id", "x", *NEEDED["journey"], "--no-comments",
        "--scenario", scenario, "--personas", "mette", "--owner", "cx", "--review-by", "2027-01-31",
        "--status", "published", "--sources", "interviews", "--evidence", "proposed",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    written = text(root, "content/da/journeys/x.md")
    meta = parse(written.encode(), file="x.md", limits=Limits())[0].meta
    assert meta["title"] == "no"
    assert meta["scenario"] == scenario.strip()
    assert "personas: [mette]\n" in written
    assert "review_by: 2027-01-31\n" in written
    assert "#" not in written
    assert max(map(len, written.splitlines())) <= 120


UNKNOWN = {
    "another thing": (("--personas", "mete"), "there is no persona 'mete'\n  hint: did you mean 'mette'?\n"),
    "an owner": (("--owner", "cy"), "there is no owner 'cy'\n"),
    "an id": (("--id", "Å"), "'Å' cannot be an id\n"),
    "a language": (("--language", "nb"), "'nb' is not a language of this playbook\n"),
}


@pytest.mark.parametrize(("arguments", "message"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_names_nothing_is_refused(root: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run("journey", "--language", "da", "--title", "x", *NEEDED["journey"], *arguments)
    assert done.exit_code in (1, 2)
    assert f"error: {message}" in done.output
    assert not (root / "content/da/journeys/x.md").exists()


def test_what_would_be_wrong_is_told_and_not_written(root: Path) -> None:
    done = run("page", "--language", "da", "--title", "x", "--id", "terms")
    assert done.exit_code == 1
    assert "content/da/terms.md:1:1: error[reserved-name]" in done.output
    assert done.output.endswith("error: nothing is written: it would bring 1 error about\n")
    assert not (root / "content/da/terms.md").exists()


def test_a_list_in_another_language_is_not_added_to(root: Path) -> None:
    swedish = "---\ntranslates: da\ntitle: Kontaktpunkter\n---\n"
    projects.write(root, {"content/sv/touchpoints/all.md": swedish})
    done = run("touchpoint", "--language", "sv", "--title", "x", "--in", "all", *NEEDED["touchpoint"])
    assert "error: content/sv/touchpoints/all.md is a translation\n" in done.output
    done = run("touchpoint", "--language", "no", "--title", "x", "--in", "all", *NEEDED["touchpoint"])
    assert "error[second-origin]" in done.output
    assert text(root, "content/sv/touchpoints/all.md") == swedish


def test_a_list_in_brackets_is_left_to_the_editor(root: Path) -> None:
    words = "---\ntitle: Ord\nterms: [{id: a, title: A, definition: A}]\n---\n"
    projects.write(root, {"content/da/terms/words.md": words})
    done = run("term", "--language", "da", "--title", "b")
    assert done.exit_code == 1
    assert "nothing can be added to content/da/terms/words.md as it is written" in done.output
    assert text(root, "content/da/terms/words.md") == words


def test_the_help_of_each_kind_names_its_fields() -> None:
    for kind in KINDS:
        told = run(kind.name, "--help").output
        assert "--title" in told
        assert ("--in " in told) == bool(kind.items)
    assert "--ownership [paid|owned|earned]" in run("touchpoint", "--help").output


# --- The model --------------------------------------------------------------------------------------------------------


def test_every_field_is_described_in_every_language() -> None:
    classes: list[type] = [kind.file for kind in KINDS]
    for cls in classes:
        for field in fields_of(cls).values():
            if field.given:
                continue
            classes += [field.part] if field.part and field.part not in classes else []
            sentence = description(cls, field.name)
            assert sentence.endswith((".", "?", "…")), f"{cls.__name__}.{field.name}"
            assert len({description(cls, field.name, folder=folder) for folder in LANGUAGES} | {sentence}) >= 3
            for folder in LANGUAGES:
                words = choices(field, folder=folder)
                assert list(words) == list(field.choices)
                assert not words or any(word != said for word, said in words.items()), f"{cls.__name__}.{field.name}"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_stands_in_a_new_file(kind: object) -> None:
    assert kind in KINDS
    each = next(one for one in KINDS if one is kind)
    item = {"id": "x", "title": "x"}
    written = new_file(each, {"title": "x", each.items: [item]} if each.items else {"title": "x"}, HAND)
    names = {field.name for field in ordered(each.entity)} - {"id"}
    assert not names & LEFT_OUT
    for name in names:
        assert re.search(rf"^ *(?:# )?{name}:", written, re.MULTILINE), name


def test_what_is_commented_out_is_right_too() -> None:
    for kind in KINDS:
        item = {"id": "x", "title": "x"}
        written = new_file(kind, {"title": "x", kind.items: [item]} if kind.items else {"title": "x"}, HAND)
        plain = re.sub(r"^( *)# (?=(?:  )*(?:- )?[a-z_]+:(?: |$)|  - )", r"\1", written, flags=re.MULTILINE)
        document, problems = parse(plain.encode(), file="x.md", limits=Limits())
        assert problems == ()
        entity = document.meta[kind.items][0] if kind.items else document.meta
        assert {field.name for field in ordered(kind.entity)} - {"id"} <= entity.keys() | {"waive"}


SHAPES = [
    "terms:\n- id: a\n  title: A\n",
    "terms:\n    -   id: a\n        title: A\n\n    -   id: b\n        title: B\n\n\nowner: cx\n",
    "terms:\n  - title: >-\n      # no comment\n    id: a\n  # a comment\nowner: cx\n",
    "terms:\n  -\n    id: a\n    title: |\n      # no comment\n",
    "terms:\n  - {id: a, title: A}\n# the end\n",
    'terms: # the words\n  - "id": a\n',
]


@given(st.sampled_from(SHAPES), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "Tekst.\n"]), st.booleans())
@settings(deadline=None)
def test_an_item_is_added_in_the_way_the_list_is_written(shape: str, end: str, body: str, comments: bool) -> None:
    data = f"---\ntitle: x\n{shape}---\n{body}".replace("\n", end).encode()
    hand = Hand(folder="da", known={}, comments=comments)
    edit = new_item(data, "x.md", OF_NAME["term"], {"id": "new", "title": "ny: æ"}, hand, limits=Limits())
    assert edit is not None
    assert edit.start == edit.end
    before, after = (parse(each, file="x.md", limits=Limits())[0] for each in (data, apply(data, [edit])))
    assert after.meta["terms"][:-1] == before.meta["terms"]
    assert after.meta["terms"][-1] == {"id": "new", "title": "ny: æ", "definition": "Skriv her."}
    assert after.body == before.body
    assert ("#" in edit.text) == comments


@given(st.text(max_size=80))
def test_an_id_from_a_title_can_be_one(title: str) -> None:
    made = identifier_from(title)
    assert made == "" or is_identifier(made)


def test_nordic_letters_are_spelt_out() -> None:
    assert identifier_from("Måling & følelser på 1 æ-ö") == "maaling-foelelser-paa-1-ae-oe"
    assert identifier_from("CON") == ""
