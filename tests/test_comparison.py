"""What has changed between two states of a playbook, told in the exact words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import projects
from playbook.alterations import moved
from playbook.comparison import compare
from playbook.configuration import Configuration
from playbook.differences import Difference
from playbook.history import snapshot
from playbook.telling import as_text

CASES = sorted(path.stem for path in (projects.DATA / "differences").glob("*.txt"))
CONFIGURATION = """\
plugins:
  - playbook:
      format: 1
      segments: {startup: {da: N, sv: N, "no": N}}
      owners: {cx: {da: N, sv: N, "no": N}}
"""
SETTINGS = Configuration(settings=projects.SETTINGS, site_url="", site_dir="site")


def difference(root: Path, old: dict[str, str], new: dict[str, str]) -> Difference:
    states = []
    for name, files in (("before", old), ("after", new)):
        folder = projects.write(root / name, {"mkdocs.yml": CONFIGURATION} | files)
        states.append(snapshot(folder, name, otherwise=SETTINGS))
    return compare(*states)


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(case: str, tmp_path: Path) -> None:
    text = (projects.DATA / "differences" / f"{case}.txt").read_text(encoding="utf-8")
    start, _, rest = text.rpartition("=== after\n")
    old, _ = projects.changed(f"{start}=== expected\n")
    new, expected = projects.changed(start + rest)
    found = difference(tmp_path, old, new)
    assert "".join(f"{line}\n" for line in as_text(found)) == expected
    assert not difference(tmp_path / "again", new, new).entities


@given(st.permutations("abcdefg"), st.permutations("abcdefgh"))
def test_as_few_as_possible_move(before: list[str], after: list[str]) -> None:
    going = moved(tuple(before), tuple(after))
    staying = [id_ for id_ in after if id_ in before and id_ not in going]
    assert staying == [id_ for id_ in before if id_ in staying]
    assert sorted(going) == sorted({*before} & {*after} - {*staying})
    for id_ in going:  # none of them could stay as well
        both = [each for each in after if each in staying or each == id_]
        assert both != [each for each in before if each in both]
