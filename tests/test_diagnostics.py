"""Every code is registered, documented with examples that are true, and produced by a golden case."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import projects
from playbook.codes import CODES, WAIVABLE, WARNINGS
from playbook.diagnostics import Diagnostic, Location, Suggestion, did_you_mean
from playbook.said import said

DOCUMENT = projects.DATA.parent / "docs" / "diagnostics.md"
CONFIGURATION = """\
site_name: Playbook
plugins:
  - playbook:
      format: 1
      languages: [da, sv, "no"]
      navigation: [home, journeys]
      segments: {startup: {da: Opstart, sv: Uppstart, "no": Oppstart}}
      owners: {cx: {da: Ansvarlig, sv: Ansvarig, "no": Ansvarlig}}
"""
NOT_IN_FILES = {"not-a-file", "unreadable-file"}
"""Told in words: links and rights are no part of a file's text. The tests of the library make them."""

_ENTRY = re.compile(r"^### `(?P<code>[a-z0-9-]+)`\n\n(?P<severity>Error|Warning)\. .+\n", re.MULTILINE)
_FENCED = re.compile(r"^(Given|Wrong|Right), in `([^`]+)`:\n\n(`{3,})\n(.*?)^\3$", re.MULTILINE | re.DOTALL)
_ABSENT = re.compile(r"^(Wrong|Right): there is no `(.+)`\.$", re.MULTILINE)


@dataclass
class Entry:
    """What the documentation says of a code; None stands for a file that is not there."""

    severity: str
    examples: dict[str, dict[str, str | None]] = field(default_factory=lambda: {"Wrong": {}, "Right": {}})


def entries() -> dict[str, Entry]:
    text = DOCUMENT.read_text(encoding="utf-8")
    found = list(_ENTRY.finditer(text))
    ends = [each.start() for each in found[1:]] + [len(text)]
    made: dict[str, Entry] = {}
    for each, end in zip(found, ends, strict=True):
        assert each["code"] not in made, each["code"]
        entry = made[each["code"]] = Entry(each["severity"].lower())
        for word, path, _, snippet in _FENCED.findall(text[each.end() : end]):
            for example in ("Wrong", "Right") if word == "Given" else (word,):
                entry.examples[example][path] = snippet
        for word, path in _ABSENT.findall(text[each.end() : end]):
            entry.examples[word][path] = None
    return made


ENTRIES = entries()


def playbook() -> dict[str, str]:
    return projects.base() | {"mkdocs.yml": CONFIGURATION}


def whole(files: dict[str, str], path: str, snippet: str) -> bool:
    """Whether an example is a file, not lines of one."""
    return path not in files or snippet.startswith("---\n") or not snippet


def right(code: str) -> dict[str, str]:
    files = playbook()
    for path, snippet in ENTRIES[code].examples["Right"].items():
        assert snippet is not None
        if path not in files or (whole(files, path, snippet) and snippet not in files[path]):
            files[path] = snippet
        assert snippet in files[path], f"the right example of '{code}' is not in {path}"
    return files


def wrong(code: str) -> dict[str, str]:
    files = playbook()
    examples = ENTRIES[code].examples
    for path, snippet in examples["Wrong"].items():
        if snippet is None:
            files = {
                each: text
                for each, text in files.items()
                if each != path and not (path[-1] == "/" in each and each.startswith(path))
            }
        elif path in files and (meant := examples["Right"].get(path)) and meant in files[path]:
            assert files[path].count(meant) == 1, f"the right example of '{code}' is more than once in {path}"
            files[path] = files[path].replace(meant, snippet)
        else:
            assert whole(files, path, snippet), f"the wrong example of '{code}' replaces nothing in {path}"
            files[path] = snippet
    return files


def test_every_code_is_documented_once_and_no_other() -> None:
    assert sorted(ENTRIES) == sorted(CODES)
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_documented_examples_are_true(code: str, tmp_path: Path) -> None:
    entry = ENTRIES[code]
    if code in NOT_IN_FILES:
        assert entry.examples == {"Wrong": {}, "Right": {}}
        return
    assert all(entry.examples.values()), "a wrong and a right example"
    found = [diagnostic for diagnostic in projects.told(tmp_path / "wrong", wrong(code)) if diagnostic.code == code]
    assert found, projects.told(tmp_path / "wrong", wrong(code))
    assert {str(each.severity) for each in found} == {entry.severity}
    assert [str(each) for each in projects.told(tmp_path / "right", right(code))] == []


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_golden_case(code: str) -> None:
    cases = [*(projects.DATA / "library").glob("*.txt"), *(projects.DATA / "source").glob("*.txt")]
    tests = [projects.DATA / "test_library.py", projects.DATA / "test_settings.py"]
    severity = "warning" if code in WARNINGS else "error"
    assert any(f"{severity}[{code}]: " in path.read_text(encoding="utf-8") for path in (*cases, *tests))


def test_only_warnings_can_be_waived() -> None:
    assert set(WAIVABLE) < WARNINGS < set(CODES)


def test_severity_follows_from_the_code() -> None:
    found = [
        Diagnostic(location=Location(file="x.md"), code=code, message=said("m")) for code in ("bad-id", "too-stale")
    ]
    assert [str(each) for each in found] == ["x.md:1:1: error[bad-id]: m", "x.md:1:1: warning[too-stale]: m"]


@given(st.sampled_from(CODES), st.lists(st.tuples(st.integers(0, 40), st.sampled_from("abc-")), max_size=3))
def test_of_many_words_the_nearest_is_found_as_if_all_were_compared(word: str, changes: list[tuple[int, str]]) -> None:
    for at, letter in changes:
        word = word[:at] + letter + word[at + 1 :]
    nearest = difflib.get_close_matches(word, CODES, n=1, cutoff=0.6)
    hint = did_you_mean(word, CODES)
    assert ([hint.meant] if isinstance(hint, Suggestion) else []) == nearest
