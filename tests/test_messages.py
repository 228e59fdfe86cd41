"""What is said to editors: every sentence in every language, with nothing English left over."""

from __future__ import annotations

import pickle
import re
import string
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import playbook
import projects
import test_diagnostics
import test_source
from playbook.codes import CODES
from playbook.compiler import compile_edition
from playbook.diagnostics import Diagnostic, Location, Suggestion, did_you_mean
from playbook.languages import LANGUAGES, messages
from playbook.library import load
from playbook.project import page_problems
from playbook.said import Said, counted, said
from playbook.source import Limits, parse

PACKAGE = Path(playbook.__file__).parent
KEYWORDS = {"said": None, "S_": None, "counted": (1, 2)}
SAME = {"error", "{number} definition", "{number} definitions", "{reason}", "ä or ö"}
"""Sentences that may be the same in another language."""
LIBRARY = sorted(path.stem for path in (projects.DATA / "library").glob("*.txt") if path.stem != "base")


@cache
def sentences() -> frozenset[str]:
    """Every message id in code: the first of two for a number."""
    found = extract_from_dir(PACKAGE, [("**.py", "python")], {}, keywords=KEYWORDS)
    ids = {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}
    return frozenset(ids - {""})


def names(text: str) -> set[tuple[str, str]]:
    return {(name, form or "") for _, name, form, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("folder", LANGUAGES)
def test_the_catalogs_have_every_sentence_with_its_values_and_no_other(folder: str) -> None:
    entries = [m for m in read_po(BytesIO((PACKAGE / "locale" / f"messages.{folder}.po").read_bytes())) if m.id]
    assert {m.id[0] if isinstance(m.id, tuple) else m.id for m in entries} == sentences()
    for message in entries:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert not message.fuzzy, message.id
        for id_, text in zip(ids, texts, strict=True):
            assert names(text) == names(id_), text
            assert text.strip() == text, text
            assert set(re.findall(r"'[a-z_]+'", id_)) <= set(re.findall(r"'[a-z_]+'", text)), text


def parts(words: Said) -> Iterator[Said]:
    """What is said, and what is said within it."""
    yield words
    for value in words.values.values():
        for each in value if type(value) is tuple else (value,):
            if isinstance(each, Said):
                yield from parts(each)


def assert_told(diagnostic: Diagnostic) -> None:
    for words in (diagnostic.message, diagnostic.hint):
        assert isinstance(words, Said), f"a sentence that no catalog knows: {words!r} of {diagnostic}"
        for part in parts(words) if words else ():
            assert part.sentence in sentences(), part.sentence
    for folder, language in LANGUAGES.items():
        told = diagnostic.told(folder)
        assert told.startswith(f"{diagnostic.location}: {said(str(diagnostic.severity)).told(folder)}[")
        assert told != str(diagnostic), (language.tag, told)


@pytest.mark.parametrize("case", LIBRARY)
def test_everything_that_is_wrong_in_a_playbook_is_told_in_each_language(case: str, tmp_path: Path) -> None:
    files, _ = projects.changed((projects.DATA / "library" / f"{case}.txt").read_text(encoding="utf-8"))
    for diagnostic in projects.told(tmp_path, files):
        assert_told(diagnostic)


@pytest.mark.parametrize(("data", "limits", "expected"), list(test_source.cases()))
def test_everything_that_is_wrong_in_a_file_is_told_in_each_language(
    data: bytes, limits: dict[str, int], expected: str
) -> None:
    found = parse(data, file="x.md", limits=Limits(**limits))[1]
    assert bool(found) is bool(expected)
    for diagnostic in found:
        assert_told(diagnostic)


@pytest.mark.parametrize("code", [code for code in CODES if code not in test_diagnostics.NOT_IN_FILES])
def test_every_documented_mistake_is_told_in_each_language(code: str, tmp_path: Path) -> None:
    for diagnostic in projects.told(tmp_path, test_diagnostics.wrong(code)):
        assert_told(diagnostic)


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        (
            "da",
            "x.md:2:1: fejl[unknown-touchpoint]: der er intet kontaktpunkt 'revew'\n  tip: mente du 'review'?",
        ),
        (
            "sv",
            "x.md:2:1: fel[unknown-touchpoint]: det finns ingen kontaktpunkt 'revew'\n  tips: menade du 'review'?",
        ),
        (
            "no",
            "x.md:2:1: feil[unknown-touchpoint]: det finnes ikke noe kontaktpunkt 'revew'\n  tips: mente du 'review'?",
        ),
        ("", "x.md:2:1: error[unknown-touchpoint]: no touchpoint 'revew'\n  hint: did you mean 'review'?"),
    ],
)
def test_a_diagnostic_is_told_in_a_language(folder: str, expected: str) -> None:
    diagnostic = Diagnostic(
        location=Location(file="x.md", line=2),
        code="unknown-touchpoint",
        message=said("no touchpoint '{id}'", id="revew"),
        hint=did_you_mean("revew", ["review", "website"]),
    )
    assert diagnostic.told(folder) == expected


def test_words_within_a_sentence_and_lists_are_told_too() -> None:
    words = said("'{name}' must be {wanted}", name="steps", wanted=said("a list"))
    assert (str(words), words.told("da")) == ("'steps' must be a list", "'steps' skal være en liste")
    names = ("a", said("the text before the first heading"))
    listed = said("sections of the origin are missing: {sections}", sections=names)
    assert str(listed) == "sections of the origin are missing: a, the text before the first heading"
    assert listed.told("sv") == "det saknas avsnitt från originalet: a, texten före den första rubriken"


def test_numbers_decide_between_sentences_and_are_written_as_the_language_does() -> None:
    one, two = (counted("{number} table row", "{number} table rows", number) for number in (1, 2))
    assert [str(one), str(two)] == ["1 table row", "2 table rows"]
    assert [one.told("no"), two.told("no")] == ["1 tabellrad", "2 tabellrader"]
    large = said("the file is larger than {limit:,} bytes", limit=262144)
    assert str(large) == "the file is larger than 262,144 bytes"
    assert large.told("da") == "filen er større end 262.144 byte"
    assert large.told("sv") == "filen är större än 262\N{NO-BREAK SPACE}144 byte"


@pytest.mark.parametrize("words", ["{", "}", "{0}", "{id}", "{x!r}", "%s", "{id.__class__}"])
def test_braces_in_content_are_characters(words: str) -> None:
    made = said("no step '{id}'", id=words)
    assert str(made) == f"no step '{words}'"
    assert made.told("da") == f"der er intet trin '{words}'"
    assert pickle.loads(pickle.dumps(made)).told("da") == made.told("da")  # noqa: S301 - our own


def test_nothing_said_is_nothing_in_any_language() -> None:
    assert [Said().told(folder) for folder in LANGUAGES] == ["", "", ""]


@pytest.mark.parametrize(
    ("word", "known", "certain"),
    [
        ("revew", ["review", "website"], True),
        ("reveiw", ["review", "website"], True),
        ("touchpionts", ["touchpoints", "title"], True),
        ("step-3", ["step-1", "step-2"], False),
        ("step-11", ["step-1", "website"], False),
        ("adds", ["ad", "ads", "app"], False),
        ("ad", ["app", "ads"], True),
        ("search-add", ["search-ad", "search-ads"], False),
        ("consideraton", ["consideration", "need"], True),
        ("reviewer", ["review", "website"], False),
        ("reads-revews-twise", ["reads-reviews-twice", "website"], True),
        ("mail", ["email", "website"], True),
        ("mail", ["email", "mall"], False),
    ],
)
def test_what_is_certainly_a_slip(word: str, known: list[str], certain: bool) -> None:
    hint = did_you_mean(word, known)
    assert isinstance(hint, Suggestion)
    assert hint.certain is certain


def test_catalogs_of_messages_are_read_when_asked_for() -> None:
    assert {str(messages(folder).gettext("the file is empty")) for folder in LANGUAGES} == {
        "filen er tom",
        "filen är tom",
    }


def test_a_page_with_mistakes_tells_them_in_its_own_language(tmp_path: Path) -> None:
    files = projects.base()
    path = "content/da/journeys/buy.md"
    files[path] = files[path].replace("touchpoint: ad\n", "touchpoint: adx\n")
    library = load(projects.write(tmp_path, files), projects.SETTINGS)
    problems = page_problems(library)
    told = {"da": "der er intet kontaktpunkt", "sv": "det finns ingen kontaktpunkt", "no": "det finnes ikke noe"}
    for folder, words in told.items():
        made = compile_edition(library.playbook, projects.SETTINGS, folder, problems=problems)
        page = next(page for page in made.pages if page.path == "journeys/buy.md")
        assert f"{path}:17:17" in page.markdown
        assert f"[unknown-touchpoint]: {words}" in page.markdown
        assert 'lang="en"' not in page.markdown
