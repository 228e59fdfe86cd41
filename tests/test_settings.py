"""The configuration is read as data, and told where it is wrong."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from playbook.configuration import read_configuration
from playbook.settings import Settings, read_settings
from playbook.source import Limits

GOOD = """\
site_name: x
site_url: https://example.org/playbook/
plugins:
  - mermaid2
  - playbook:
      format: 1
      languages: [da, sv, no]
      owners: {cx: {da: A, sv: B, no: C}}
"""


def told(root: Path, text: str) -> list[str]:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    configuration, diagnostics = read_configuration(root)
    assert (configuration is None) == bool(diagnostics)
    return [str(each).replace("\n  hint: ", " | ") for each in diagnostics]


def test_norwegian_is_a_language_although_yaml_takes_it_for_false(tmp_path: Path) -> None:
    assert told(tmp_path, GOOD) == []
    configuration, _ = read_configuration(tmp_path)
    assert configuration is not None
    assert configuration.settings.languages == ("da", "sv", "no")
    assert configuration.settings.owners == {"cx": {"da": "A", "sv": "B", "no": "C"}}
    assert configuration.site_url == "https://example.org/playbook/"


WRONG = {
    "a later format": (
        "format: 1",
        "format: 2",
        "6:7: error[wrong-setting]: '2' is not a value of 'format' | use one of: 1",
    ),
    "a misspelt setting": (
        "format: 1",
        "fromat: 1\n      format: 1",
        "6:7: error[unknown-setting]: 'fromat' is not a setting | did you mean 'format'?",
    ),
    "no format": (
        "      format: 1\n",
        "",
        "6:7: error[missing-setting]: 'format' is missing | add 'format:' with one of: 1",
    ),
    "a language that is none": (
        "[da, sv, no]",
        "[da, se]",
        "7:23: error[unknown-language]: 'se' is not a language of the playbook | use one of: da, sv, no",
    ),
    "an owner without a name": (
        "sv: B, no: C",
        "sv: B",
        "8:16: error[missing-label]: 'cx' in 'owners' has no name in 'no' | add one for each language",
    ),
    "a limit that is none": (
        "format: 1",
        "format: 1\n      limits: {depht: 3}",
        "7:16: error[unknown-setting]: 'depht' is not a limit | did you mean 'depth'?",
    ),
    "a team of nobody": (
        "format: 1",
        'format: 1\n      teams: {cs: "@org/cx"}',
        "7:15: error[unknown-setting]: 'cs' in 'teams' is not one of the owners | use one of: cx",
    ),
    "a team that is none": (
        "format: 1",
        'format: 1\n      teams: {cx: "@org/a b"}',
        (
            "7:15: error[wrong-setting]: '@org/a b' is not a team on GitHub or GitLab"
            ' | write "@organisation/team", or several with spaces'
        ),
    ),
    "an edit link without a file": (
        "format: 1",
        "format: 1\n      edit_uri_template: https://git.example/{pfad}",
        (
            "7:7: error[wrong-setting]: 'edit_uri_template' is not an address to be filled in"
            " | begin it with https://, and put {path} and, if you want, {line} where they belong"
        ),
    ),
    "a new file over http": (
        "format: 1",
        "format: 1\n      new_uri_template: http://git.example/{path}",
        (
            "7:7: error[wrong-setting]: 'new_uri_template' is not an address to be filled in"
            " | begin it with https://, and put {path} where that belongs"
        ),
    ),
    "an issue that runs": (
        "format: 1",
        'format: 1\n      issue_uri_template: "javascript:alert({title})"',
        (
            "7:7: error[wrong-setting]: 'issue_uri_template' is not an address to be filled in"
            " | begin it with https://, and put {title} and, if you want, {body} where they belong"
        ),
    ),
    "no plugin": (
        "  - playbook:",
        "  - plybook:",
        "1:1: error[missing-configuration]: the plugin 'playbook' is not switched on | add it under plugins",
    ),
    "a tag": (
        "format: 1",
        "format: !ENV FORMAT",
        "6:15: error[tag-in-settings]: '!ENV' is not allowed in the playbook's settings",
    ),
    "no YAML": (
        "format: 1",
        "format: [1",
        "7:16: error[invalid-configuration]: mkdocs.yml cannot be read: expected ',' or ']', but got ':'",
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_one_line_with_its_place(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in GOOD
    assert told(tmp_path, GOOD.replace(old, new)) == [f"mkdocs.yml:{expected}"]


def test_nothing_is_constructed(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("hook: !!python/object/apply:os.mkdir [made]\n" + GOOD, encoding="utf-8")
    configuration, _ = read_configuration(tmp_path)
    assert configuration is not None
    assert not Path("made").exists()


def test_without_the_file_one_line_says_so(tmp_path: Path) -> None:
    _, diagnostics = read_configuration(tmp_path)
    assert [each.code for each in diagnostics] == ["missing-configuration"]


def test_the_plugin_hands_over_what_mkdocs_read() -> None:
    settings, diagnostics = read_settings(
        {"format": 1, "languages": ["da", False], "segments": {"x": {"da": "X", False: "X"}}}
    )
    assert diagnostics == ()
    assert settings is not None
    assert settings.segments == {"x": {"da": "X", "no": "X"}}


def test_every_setting_and_limit_is_documented_with_its_usual_value() -> None:
    text = (Path(__file__).parent.parent / "docs" / "settings.md").read_text(encoding="utf-8")
    for name in Settings.__dataclass_fields__:
        assert f"\n| `{name}` |" in text
    for name, value in asdict(Limits()).items():
        assert f"`{name}` ({value}" in text
    assert f"{Settings(format=1).stale_limit} unless set" in text
