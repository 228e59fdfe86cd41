"""PO files: out and in again without loss, and nothing a stranger's file can do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import projects
from playbook.characters import forbidden
from playbook.cli import main
from playbook.filling import UnwritableError, empty_file, with_texts
from playbook.filling.styles import value
from playbook.library import Library, load
from playbook.past_texts import PastTexts
from playbook.po import PoError, po_file, read_po_file, taken_in
from playbook.po.reading import LARGEST
from playbook.source import Limits
from playbook.status import pairs
from repositories import commit, repository

SWEDISH = "content/sv/journeys/buy.md"
DANISH = "content/da/journeys/buy.md"
LEDGER = "translations/sv/journeys/buy.txt"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose Swedish journey is in step with its original."""
    repository(tmp_path)
    monkeypatch.chdir(tmp_path)
    run("accept", "--all")
    commit(tmp_path, "accepted")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["translations", *arguments])


def contents(root: Path) -> dict[str, bytes]:
    """Every file that makes the playbook."""
    found = (path for name in ("content", "translations") for path in (root / name).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def edit(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def exported(root: Path, *arguments: str, language: str = "sv") -> str:
    done = run("export", "--language", language, "--to", "t.po", "--force", *arguments)
    assert done.exit_code == 0, done.output
    return (root / "t.po").read_text(encoding="utf-8")


def imported(root: Path, text: str, *arguments: str) -> Result:
    (root / "t.po").write_text(text, encoding="utf-8")
    return run("import", "t.po", *arguments)


def message(text: str, name: str) -> str:
    """The part of a PO file that holds one text."""
    return next(part for part in text.split("\n\n") if f'msgctxt "{name}"' in part)


def translated(text: str, name: str, translation: str) -> str:
    """The PO file with another translation of a text."""
    part = message(text, name)
    return text.replace(part, part[: part.index("msgstr")] + f'msgstr "{translation}"')


# --- Export -----------------------------------------------------------------------------------------------------------


def test_every_text_is_exported_with_its_place_its_purpose_and_its_translation(root: Path) -> None:
    text = exported(root, SWEDISH)
    assert message(text, "journeys/buy.md#steps.sees-ad.pains[2]") == (
        "#. Vad som står i vägen.\n"
        "#. playbook: 9eda0015\n"
        "#: content/da/journeys/buy.md:19\n"
        'msgctxt "journeys/buy.md#steps.sees-ad.pains[2]"\n'
        'msgid "For mange ord"\n'
        'msgstr "För många ord"'
    )
    assert text.count("msgctxt") == 8
    assert '"Language: sv\\n"' in text
    assert run("export", "--language", "no", "--to", "no.po").output == "no.po: 32 texts of 8 files\n"
    assert '"Language: nb\\n"' in (root / "no.po").read_text(encoding="utf-8")


def test_a_stale_text_is_fuzzy_with_its_former_original(root: Path) -> None:
    long = "Køber appen " + "og mere, " * 30 + "til sidst"
    edit(root, DANISH, "Køber appen", long)
    commit(root, "long")
    run("accept", "--all")
    edit(root, DANISH, long, "Henter 20 % af appen")
    part = message(exported(root), "journeys/buy.md#steps.buys.action")
    assert f'#, fuzzy\n#| msgid "{long}"\n' in part
    assert "python-format" not in part


def test_an_export_is_the_same_each_time_and_overwrites_nothing_unasked(root: Path) -> None:
    assert exported(root) == exported(root)
    done = run("export", "--language", "sv", "--to", "t.po")
    assert (done.exit_code, done.output) == (
        1,
        "error: t.po is there already\n  hint: take another name, or write over it with --force\n",
    )
    assert run("export", "--language", "sv", "--to", "no/such/x.po").exit_code == 0
    (root / "file").write_text("", encoding="utf-8")
    assert run("export", "--language", "sv", "--to", "file/x.po").exit_code == 3


# --- Import -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["sv", "no"])
def test_importing_an_export_changes_no_byte(root: Path, language: str) -> None:
    edit(root, DANISH, "Køber appen", "Henter appen")
    before = contents(root)
    done = imported(root, exported(root, language=language))
    assert (done.exit_code, done.output) == (0, "nothing is otherwise than in the playbook\n")
    assert contents(root) == before


def test_a_changed_translation_is_the_only_change(root: Path) -> None:
    edit(root, SWEDISH, "title: Ett köp", "title:  'Ett köp'  # så")
    before = contents(root)
    done = imported(root, translated(exported(root), "journeys/buy.md#title", "Köpet"))
    assert (done.exit_code, done.output) == (0, f"{SWEDISH}: 1 text written, 0 in step again\n")
    assert contents(root) == before | {SWEDISH: before[SWEDISH].replace("'Ett köp'".encode(), "'Köpet'".encode())}


def test_a_text_that_is_no_longer_fuzzy_is_in_step_again(root: Path) -> None:
    edit(root, DANISH, "Køber appen", "Henter appen")
    before = contents(root)
    text = exported(root)
    done = imported(root, text.replace("#, fuzzy\n", ""), "--dry-run")
    assert done.output == f"{SWEDISH}: 0 texts would be written, 1 in step again\n"
    assert contents(root) == before
    assert imported(root, text.replace("#, fuzzy\n", "")).exit_code == 0
    after = contents(root)
    assert [file for file in after if after[file] != before.get(file)] == [LEDGER]
    assert "(7 current, 0 stale" in run("status", "--language", "sv").output


def test_a_text_that_is_marked_fuzzy_becomes_stale(root: Path) -> None:
    part = message(text := exported(root), "journeys/buy.md#title")
    assert imported(root, text.replace(part, part.replace("msgctxt", "#, fuzzy\nmsgctxt"))).exit_code == 0
    assert f"{SWEDISH}: stale: title" in run("status", "--language", "sv").output


def test_missing_texts_and_files_are_added(root: Path) -> None:
    text = exported(root)
    for name, translation in {
        "models/simple.md#title": "Två faser",
        "models/simple.md#entries.then.label": "Sedan: nu",
        "index.md#title": "Playbook",
        "index.md#body": "Välkommen.",
    }.items():
        text = translated(text, name, translation)
    done = imported(root, text)
    assert done.exit_code == 0, done.output
    assert (root / "content/sv/models/simple.md").read_text(encoding="utf-8") == (
        "---\ntranslates: da\ntitle: Två faser\nentries:\n  - id: then\n    label: 'Sedan: nu'\n---\n"
    )
    home = "---\ntranslates: da\ntitle: Playbook\n---\nVälkommen.\n"
    assert (root / "content/sv/index.md").read_text(encoding="utf-8") == home
    assert (root / "translations/sv/index.txt").is_file()
    assert "(11 current, 0 stale" in run("status", "--language", "sv").output


def test_what_has_changed_in_the_playbook_since_is_left_out_and_told(root: Path) -> None:
    text = translated(exported(root), "journeys/buy.md#title", "Köpet")
    text = translated(text, "journeys/buy.md#steps.buys.action", "Hämtar appen")
    text = translated(text, "journeys/buy.md#scenario", "Kunden saknar en ny app.")
    edit(root, DANISH, "Køber appen", "Henter appen")
    edit(root, SWEDISH, "Ett köp", "Mitt köp")
    edit(root, SWEDISH, "Kunden saknar en app.", "Kunden saknar en ny app.")
    before = contents(root)
    done = imported(root, text)
    line = {name: text[: text.index(f'"{name}"')].count("\n") + 2 for name in ("journeys/buy.md#title",)}
    assert done.exit_code == 1
    assert done.output.splitlines()[0] == (
        f"t.po:{line['journeys/buy.md#title']}: left out: journeys/buy.md#title: "
        "the translation has changed in the playbook since the export"
    )
    assert "#steps.buys.action: the original has changed since the export\n" in done.output
    assert done.output.count("left out") == 2
    assert contents(root) == before


def test_with_an_error_in_the_result_nothing_is_written(root: Path) -> None:
    edit(root, DANISH, "Brødtekst.", "Se [hjemmesiden](touchpoint:website).")
    run("accept", "--all")
    before = contents(root)
    text = translated(exported(root), "journeys/buy.md#title", "Köpet")
    done = imported(root, translated(text, "journeys/buy.md#body", "Se [webbplatsen](touchpoint:webiste)."))
    assert done.exit_code == 1
    assert f"{SWEDISH}:13:18: error[broken-link]: " in done.output
    assert "nothing is written: it would bring " in done.output
    assert contents(root) == before


def test_a_body_is_taken_in_whole_or_not_at_all(root: Path) -> None:
    edit(root, DANISH, "Brødtekst.", "Et.\n\n## To {#two}\n\nTo.")
    edit(root, SWEDISH, "Brödtext.\n", "")
    text = translated(exported(root), "journeys/buy.md#body", "Ett.")
    before = contents(root)
    done = imported(root, text)
    assert done.exit_code == 1
    assert done.output.splitlines()[0].endswith("journeys/buy.md#body: a body is translated whole; missing: body#two")
    assert contents(root) == before
    done = imported(root, translated(text, "journeys/buy.md#body#two", "## Två {#two}\\n\\nTvå."))
    assert done.exit_code == 0
    assert (root / SWEDISH).read_text(encoding="utf-8").endswith("---\nEtt.\n\n## Två {#two}\n\nTvå.\n")


LIST = "journeys/buy.md#steps.sees-ad.pains"
LEFT_OUT: dict[str, tuple[Callable[[str], str], str]] = {
    "empty item": (lambda t: translated(t, f"{LIST}[2]", ""), f"{LIST}: 1 of 2 texts of the list are translated"),
    "no item": (lambda t: t.replace(message(t, f"{LIST}[2]"), ""), f"{LIST}: 1 of 2 texts of the list are translated"),
    "more items": (lambda t: t.replace(f"{LIST}[2]", f"{LIST}[3]"), f"{LIST}: the original has changed since"),
    "twice": (
        lambda t: f"{t}\n{message(t, 'journeys/buy.md#title')}\n",
        "journeys/buy.md#title: it stands there twice",
    ),
    "elsewhere": (
        lambda t: t.replace('"journeys/buy.md#title"', '"../../../etc/passwd#title"'),
        "../../../etc/passwd#title: there is no such text to translate",
    ),
    "without a name": (lambda t: t.replace('msgctxt "journeys/buy.md#title"\n', ""), "?: it has no name of the"),
    "hidden": (lambda t: translated(t, "journeys/buy.md#title", "K\u202eöp"), "title: U+202E (right-to-left override)"),
    "guessed": (
        lambda t: translated(t, "models/simple.md#title", "X").replace(
            'msgctxt "models/simple.md#title"', '#, fuzzy\nmsgctxt "models/simple.md#title"'
        ),
        "models/simple.md#title: it is marked as fuzzy, and nothing is there yet",
    ),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_does_not_fit_is_left_out_and_told(root: Path, case: str) -> None:
    change, expected = LEFT_OUT[case]
    before = contents(root)
    done = imported(root, change(exported(root)))
    assert done.exit_code == 1
    assert f": left out: {expected}" in done.output.splitlines()[0] or expected in done.output.splitlines()[0]
    assert contents(root) == before


HEADER = 'msgid ""\nmsgstr "Language: sv\\n"\n\n'


@pytest.mark.parametrize("name", ["a\\n::error::pwn", "a\x1b]0;t\x07", "a\u202eb", "a\x9b31m"])
def test_names_are_told_on_one_line_with_escapes(root: Path, name: str) -> None:
    done = imported(root, f'{HEADER}msgctxt "{name}#t"\nmsgid "x"\nmsgstr "y"\n')
    first, *others = done.output.splitlines()
    assert first.startswith("t.po:5: left out: a\\")
    assert first.endswith("#t: there is no such text to translate into this language")
    assert first.isprintable()
    assert others == ["nothing is otherwise than in the playbook"]


def test_of_what_is_left_out_only_so_much_is_told(root: Path) -> None:
    unknown = "".join(f'msgctxt "a#t{n}"\nmsgid "x"\nmsgstr "y"\n\n' for n in range(150))
    done = imported(root, HEADER + unknown)
    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert len(lines) == 102
    assert lines[99] == "t.po:401: left out: a#t99: there is no such text to translate into this language"
    assert lines[100] == "and 50 more left out"


BROKEN = {
    "nothing": (b"", "t.po:1: there are no texts in the file"),
    "another encoding": ('msgid ""\nmsgstr "é"'.encode("latin-1"), "t.po:2: the file is not stored as UTF-8"),
    "too large": (b"#" * (LARGEST + 1), f"t.po:1: the file is larger than {LARGEST:,} bytes"),
    "no quotes": (b'msgid ""\nmsgstr ""\n\nmsgid hello\n', "t.po:4: this line is not how a PO file is written"),
    "open quote": (b'msgid "a\\"\nmsgstr ""\n', "t.po:1: this line is not how a PO file is written"),
    "no translation": (b'msgid "a"\n\nmsgid "b"\n', "t.po:1: this is not how a PO file is written"),
    "out of order": (b'msgstr "a"\n', "t.po:1: there are no texts in the file"),
    "plural": (b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "t.po:1: a text with plural forms is none of"),
    "no language": (b'msgid "a"\nmsgstr "b"\n', "t.po does not say its language"),
    "unknown language": (b'msgid ""\nmsgstr "Language: de\\n"\n', "'de' is not a language of this playbook"),
    "strange header": (
        (
            b'msgid ""\nmsgstr "Language: sv\\nPlural-Forms: nplurals=x\\nContent-Type: y; charset=zip\\n"\n\n'
            b'msgctxt "journeys/buy.md#title"\nmsgid "x"\nmsgstr "y"\n'
        ),
        "t.po:5: left out: journeys/buy.md#title: the original has changed since the export",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_one_clear_line(root: Path, case: str) -> None:
    data, expected = BROKEN[case]
    before = contents(root)
    (root / "t.po").write_bytes(data)
    done = run("import", "t.po")
    assert done.exit_code in (1, 2)
    assert expected in done.output.splitlines()[0]
    assert contents(root) == before


def test_what_is_no_longer_used_and_what_other_tools_add_is_passed_over(root: Path) -> None:
    text = exported(root).replace("\n", "\r\n")
    more = '#~| msgid "x"\n#~ msgctxt "x"\n#~ msgid "y"\n#~ msgstr "z"\n\n# Translators:\n#: \u2068a b\u2069:1\n'
    before = contents(root)
    (root / "t.po").write_bytes(f"\ufeff{text}{more}".encode())
    assert run("import", "t.po").output == "nothing is otherwise than in the playbook\n"
    assert run("import", "gone.po").exit_code == 3
    assert contents(root) == before


# --- Whatever is written ----------------------------------------------------------------------------------------------

WORDS = (
    st.text(st.sampled_from("aøå 9:#'\"\\[]{},%!|>-\n\t–\u00a0"), min_size=1, max_size=30).map(str.strip).filter(bool)
)
STYLES = st.sampled_from(["", "'", '"', ">"])


def playbook(root: Path, swedish: list[tuple[str, str]], danish: list[str]) -> Library:
    """A page in two languages."""
    files = {}
    for language, first, texts in (("da", "", [(text, "") for text in danish]), ("sv", "translates: da\n", swedish)):
        title, summary = (
            "\n".join([made.head, *made.below]) for text, style in texts[:2] if (made := styled(text, style))
        )
        files[f"content/{language}/page.md"] = f"---\n{first}title: {title}\nsummary: {summary}\n---\n\n{texts[2][0]}\n"
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    return load(root, projects.SETTINGS)


def styled(text: str, style: str) -> tuple[str, ...]:
    return value(text, indent=2, style=style)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(WORDS, STYLES), min_size=3, max_size=3), st.lists(WORDS, min_size=3, max_size=3))
def test_any_export_comes_back_as_it_was(tmp_path: Path, swedish: list[tuple[str, str]], danish: list[str]) -> None:
    library = playbook(tmp_path, swedish, danish)
    found = list(pairs(library, ["sv"]))
    assume(found and found[0].is_there)
    data = po_file(
        library,
        found,
        PastTexts(tmp_path, Limits()),
        folder="sv",
        tag="sv",
        project="x",
        created=datetime(2026, 1, 1, tzinfo=UTC),
    )
    entries = read_po_file(data).entries
    assert len(entries) == len(found[0].units())
    assert taken_in(library, found, entries) == ((), ())
    assert [each.id for each in read_po(BytesIO(data)) if each.id] == [entry.original for entry in entries]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_damage_is_told_or_harmless(tmp_path: Path, data: st.DataObject) -> None:
    library = load(projects.write(tmp_path, projects.base()), projects.SETTINGS)
    found = list(pairs(library, ["sv"]))
    text = bytearray(
        po_file(
            library,
            found,
            PastTexts(tmp_path, Limits()),
            folder="sv",
            tag="sv",
            project="x",
            created=datetime(2026, 1, 1, tzinfo=UTC),
        )
    )
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        text[start:end] = data.draw(st.one_of(st.binary(max_size=8), st.sampled_from([b'"', b"\n", b"msgid ", b"\\"])))
    try:
        entries = read_po_file(bytes(text)).entries
    except PoError:
        return
    taken, _ = taken_in(library, found, entries)
    for each in taken:
        assert not any(list(forbidden(str(words))) for words in each.texts.values())
        origin = library.documents[each.pair.origin_file]
        before = (tmp_path / each.pair.file).read_bytes() if each.pair.is_there else empty_file("da")
        try:
            with_texts(before, each.texts, file=each.pair.file, kind=each.pair.kind, origin=origin, limits=Limits())
        except UnwritableError:
            assert any(key.startswith("body") for key in each.texts)


def test_a_folder_that_is_a_link_is_not_written_through(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    text = translated(exported(root), "models/simple.md#title", "Två faser")
    (root / "content/sv/models").symlink_to(outside, target_is_directory=True)
    done = imported(root, text)
    assert done.exit_code == 1
    assert "error: content/sv/models/simple.md is reached by a link\n" in done.output
    assert run("new", "content/da/models/simple.md", "--language", "sv").exit_code == 1
    assert list(outside.iterdir()) == []


def test_what_cannot_be_read_is_named(root: Path) -> None:
    (root / DANISH).write_text("---\nfel", encoding="utf-8")
    done = run("export", "--language", "sv", "--to", "t.po")
    assert f"left out, since it cannot be read: {DANISH}\n" in done.stderr
    assert "journeys/buy.md" not in (root / "t.po").read_text(encoding="utf-8")
