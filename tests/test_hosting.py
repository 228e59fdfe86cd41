"""Links to the repository: of each part to its line, of missing translations, of suggestions."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

import projects
from playbook.compiler import compile_edition
from playbook.edition import Edition
from playbook.hosting import edit_address, is_template, issue_address, new_address
from playbook.library import load
from playbook.settings import Settings
from playbook.suggestion import suggestion

EDIT = "https://git.example/edit/{path}#L{line}"
SETTINGS = replace(
    projects.SETTINGS, edit_uri_template=EDIT, new_uri_template="https://git.example/new?filename={path}&a=b"
)
_PLACE = re.compile(r'data-edit="(?:(?P<path>[^":]+):)?(?P<line>[0-9]+)"')
TERMS = """\
---
title: Ord
terms:
  - id: journey
    title: rejse
    definition: Alt det.

  - id: step
    title: trin
    definition: En del.
---
"""


@pytest.mark.parametrize(
    ("setting", "template"),
    [
        ("edit_uri_template", "https://git.example/{path}"),
        ("edit_uri_template", EDIT),
        ("new_uri_template", "https://git.example/-/new/main?file_name={path}"),
        ("issue_uri_template", "https://git.example/i?issue[title]={title}&issue[description]={body}"),
    ],
)
def test_the_forms_of_the_hosts_are_templates(setting: str, template: str) -> None:
    assert is_template(setting, template)


@pytest.mark.parametrize(
    "template",
    [
        "",
        "{path}",
        "http://git.example/{path}",
        "javascript:alert('{path}')",
        "https://git.example/",
        "https://{path}/x",
        "https:///{path}",
        "https://[x/{path}",
        "https://git.example/{path}{body}",
        "https://git.example/{path} x",
        'https://git.example/{path}"onclick="x',
        "https://git.example/{path}\nx",
    ],
)
def test_what_leads_elsewhere_is_none(template: str) -> None:
    assert not is_template("edit_uri_template", template)


def test_what_is_filled_in_stays_what_it_is() -> None:
    assert edit_address(EDIT, "content/da/a b#c?.md", 7) == "https://git.example/edit/content/da/a%20b%23c%3F.md#L7"
    assert new_address("https://git.example/new?f={path}&x=1", "content/a&b=c.md").endswith(
        "f=content/a%26b%3Dc.md&x=1"
    )
    made = issue_address("https://git.example/i?title={title}&body={body}", title='{body} & æ+"<', body="a\n#b%20")
    assert parse_qs(urlsplit(made).query) == {"title": ['{body} & æ+"<'], "body": ["a\n#b%20"]}
    assert urlsplit(made).fragment == ""
    assert (edit_address(None, "x"), edit_address(EDIT, ""), new_address(None, "x")) == ("", "", "")


@pytest.mark.parametrize(
    ("folder", "name"), [("da", "Forslag: Et køb"), ("sv", "Förslag: Et køb"), ("no", "Forslag: Et køb")]
)
def test_a_suggestion_says_what_is_meant(folder: str, name: str) -> None:
    made = suggestion(
        "https://git.example/i?title={title}&body={body}", folder=folder, title="Et køb",
        address="https://playbook.example/da/journeys/buy/", file="content/da/journeys/buy.md", language="Dansk",
        version="v2, 2026-11-21",
    )  # fmt: skip
    filled = parse_qs(urlsplit(made).query)
    assert filled["title"] == [name]
    for known in (
        "Et køb",
        "https://playbook.example/da/journeys/buy/",
        "content/da/journeys/buy.md",
        "Dansk",
        "v2, 2026-11-21",
    ):
        assert f" {known}\n" in filled["body"][0]


def compiled(root: Path, folder: str, settings: Settings = SETTINGS) -> Edition:
    files = projects.base() | {"content/da/terms/words.md": TERMS}
    return compile_edition(load(projects.write(root, files), settings).playbook, settings, folder)


def written(root: Path, made: Edition, path: str) -> list[tuple[str, str]]:
    """The file and the words of each line that a page leads to."""
    page = next(each for each in made.pages if each.path == path)
    found = [
        (f"content/{m['path']}.md" if m["path"] else page.source, int(m["line"]))
        for m in _PLACE.finditer(page.markdown)
    ]
    return [(file, (root / file).read_text(encoding="utf-8").splitlines()[line - 1].strip()) for file, line in found]


def test_each_part_leads_to_its_line_in_the_language_of_the_page(tmp_path: Path) -> None:
    own, other = "content/da/journeys/buy.md", "content/sv/journeys/buy.md"
    assert written(tmp_path, compiled(tmp_path, "da"), "journeys/buy.md") == [
        (own, "steps:"),
        (own, "scenario: Kunden mangler en app."),
        (own, "kind: example"),
        (own, "steps:"),
        (own, "- id: sees-ad"),
        (own, "- id: buys"),
        (own, "stage_model: simple"),
        (own, "steps:"),
    ]
    assert written(tmp_path, compiled(tmp_path, "sv"), "journeys/buy.md") == [
        (other, "steps:"),
        (other, "scenario: Kunden saknar en app."),
        (own, "kind: example"),
        (other, "steps:"),
        (other, "- id: sees-ad"),
        (other, "- id: buys"),
        (own, "stage_model: simple"),
        (other, "steps:"),
    ]


def test_lists_lead_to_the_lines_of_their_items(tmp_path: Path) -> None:
    file = "content/da/terms/words.md"
    assert written(tmp_path, compiled(tmp_path, "no"), "terms/index.md") == [
        (file, "- id: journey"), (file, "- id: step"), (file, "title: Ord")
    ]  # fmt: skip


def test_an_item_has_its_own_line(tmp_path: Path) -> None:
    made = compiled(tmp_path, "da")
    page = next(each for each in made.pages if each.path == "touchpoints/ad.md")
    lines = (tmp_path / page.source).read_text(encoding="utf-8").splitlines()
    assert lines[page.line - 1].strip() == "- id: ad"
    assert "data-edit" not in page.markdown  # it would lead where the page's own link leads


def test_without_lines_only_other_files_are_worth_a_link(tmp_path: Path) -> None:
    plain = replace(SETTINGS, edit_uri_template="https://git.example/{path}")
    assert written(tmp_path, compiled(tmp_path, "da", plain), "journeys/buy.md") == []
    files = [file for file, _ in written(tmp_path, compiled(tmp_path, "sv", plain), "journeys/buy.md")]
    assert set(files) == {"content/da/journeys/buy.md"}
    assert "data-edit" not in "".join(page.markdown for page in compiled(tmp_path, "sv", projects.SETTINGS).pages)


def without_spans(text: str) -> str:
    """Without the marks that keep an option on one line."""
    return re.sub(r'<span class="pb-whole">(.*?)</span>', r"\1", text)


def test_a_page_that_is_not_translated_offers_to_begin(tmp_path: Path) -> None:
    page = next(each for each in compiled(tmp_path, "no").pages if each.path == "journeys/buy.md")
    assert 'href="https://git.example/new?filename=content/no/journeys/buy.md&amp;a=b"' in page.markdown
    assert "<code>playbook translations new content/da/journeys/buy.md --language no</code>" in without_spans(
        page.markdown
    )


def test_a_translation_that_lacks_texts_leads_to_its_file(tmp_path: Path) -> None:
    file = tmp_path / "content/sv/journeys/buy.md"
    compiled(tmp_path, "sv")
    file.write_text(
        file.read_text(encoding="utf-8").replace("customer_goal: Att få överblick.\n", ""), encoding="utf-8"
    )
    made = compile_edition(load(tmp_path, SETTINGS).playbook, SETTINGS, "sv")
    page = next(each for each in made.pages if each.path == "journeys/buy.md")
    assert 'href="https://git.example/edit/content/sv/journeys/buy.md#L1"' in page.markdown
    assert "--language sv --append</code>" in without_spans(page.markdown)
