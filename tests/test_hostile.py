"""Hostile inputs wherever they land but on a page: what ``check`` says of them, reports, feeds, files for others."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import fields
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

import hostile_inputs
import projects
from hostile_inputs import SHAPES, outcomes
from hostile_refused import REFUSED, SCHEMES
from hostile_vectors import VECTORS
from playbook.cli import main
from playbook.cli.console import Exit
from playbook.diagnostics import errors
from playbook.model import KINDS, Kind
from playbook.project import open_project
from repositories import commit, repository

pytestmark = pytest.mark.xdist_group("hostile")

OUTCOMES = Path(__file__).parent / "hostile_outcomes.txt"
SECRETS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal would obey, or nobody would see."""
COMMENT = {"details", "/details", "summary", "/summary", "code", "/code", "br", "!-- playbook diff --"}
"""The HTML of our own in a comment."""


# --- Whether it is all there ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_of_the_model_that_holds_text_is_a_sink(kind: Kind) -> None:
    texts = {each.name for each in fields(kind.entity) if re.match(r"(?:Text|TextList|LocalTexts)\b", str(each.type))}
    assert texts <= {*hostile_inputs.SINGLE[kind.name], *hostile_inputs.LISTS.get(kind.name, ())}


def test_the_promise_counts_what_is_tried() -> None:
    told = (Path(__file__).parent.parent / "SECURITY.md").read_text(encoding="utf-8")
    sinks = len(hostile_inputs.sinks()) - len(SHAPES)
    assert f"| {len(VECTORS)} vectors in {sinks} sinks |" in told
    assert f"| {len(VECTORS)} vectors in {len(SHAPES)} shapes, each with its outcome |" in told
    assert f"| {len(REFUSED)} inputs, and {len(SCHEMES)} addresses in {len(FORMS)} forms |" in told


# --- What is refused --------------------------------------------------------------------------------------------------


def test_what_becomes_of_each_vector_in_prose() -> None:
    """``text`` is what ``check`` lets through; ``test_browser_hostile.py`` shows it to be harmless."""
    found: dict[str, dict[str, list[str]]] = {shape: defaultdict(list) for shape in SHAPES}
    for (shape, vector), codes in outcomes().items():
        found[shape][" ".join(codes) or "text"].append(vector)
    lines = [
        f"{shape}:\n" + "".join(f"  {codes}: {' '.join(vectors)}\n" for codes, vectors in sorted(by_codes.items()))
        for shape, by_codes in found.items()
    ]
    assert "\n".join(lines) == OUTCOMES.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_never_be_published_is_refused_at_its_place(tmp_path: Path, name: str) -> None:
    path, text, code = REFUSED[name]
    found = errors(projects.told(tmp_path, projects.base() | {path: text}))
    assert code in {each.code for each in found}
    assert {each.location.file for each in found} == {path}


FORMS = ("[x]({})", "[x](<{}>)", "[x][y]\n\n[y]: {}", "![x]({})", "[![x](y.png)]({})")


@pytest.mark.parametrize("form", FORMS)
def test_addresses_that_lead_elsewhere_are_refused_however_they_are_written(tmp_path: Path, form: str) -> None:
    pages = {f"content/da/a-{at}.md": address for at, address in enumerate(SCHEMES)}
    texts = {path: f"---\ntitle: x\n---\n{form.format(address)}\n" for path, address in pages.items()}
    found = {each.location.file for each in errors(projects.told(tmp_path, projects.base() | texts))}
    through = {address for path, address in pages.items() if path not in found}
    assert {address for address in through if "\t" not in address} == set()  # a tab ends the address of a reference
    assert not through or form.startswith("[x][y]")


# --- What is told of it -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def quoted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playbook whose mistakes quote every vector: ids of things that do not exist, and names of files."""
    root = tmp_path_factory.mktemp("quoted")
    steps = [
        {"id": f"s-{at}", "stage": "purchase", "action": "x", "emotion": 0, "touchpoint": text}
        for at, text in enumerate(VECTORS.values())
    ]
    front = {"title": "x", "kind": "example", "segment": "startup", "scenario": "x", "customer_goal": "x"}
    front |= {"stage_model": "simple", "owner": VECTORS["workflow-command"]}
    projects.write(root, projects.base() | {"mkdocs.yml": hostile_inputs.configuration()})
    for number, half in enumerate((steps[::2], steps[1::2])):  # of a file 100 mistakes are told
        projects.write(root, {f"content/da/journeys/h{number}.md": hostile_inputs.written(front | {"steps": half})})
    for name in (
        "a\x1b[31mred\x07",
        "b\n::error::x",
        "c\u202egpj",
        "d\x9b31m",
        "##[error]e",
        "%0A::f",
        "g,line=1::h",
        "i\udcff",
    ):
        (root / "content" / "da" / f"{name}.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    return root


def check(root: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.chdir(root)
    return CliRunner().invoke(main, ["check", "--format", form], color=True)


def test_a_terminal_is_told_nothing_that_it_obeys(quoted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = check(quoted, "text", monkeypatch)
    assert done.exit_code == 1
    told = re.sub(r"\x1b\[[0-9;]*m", "", done.output)  # our own colours
    assert SECRETS.search(told) is None
    begun = [line for line in told.splitlines() if not re.match(r"content/|mkdocs\.yml|  hint: |\d+ errors ", line)]
    assert begun == []


def test_each_line_for_github_is_one_command_of_ours(quoted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = check(quoted, "github", monkeypatch).output.splitlines()
    found = open_project(quoted)[2]
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == len(found)
    shape = re.compile(r"::(?:error|warning) file=[^:,]+,line=\d+,col=\d+,title=(?:error|warning)\[[a-z-]+\]::[^\r\n]+")
    assert [line for line in commands if not shape.fullmatch(line) or SECRETS.search(line)] == []
    assert len(lines) - len(commands) <= 1


@pytest.mark.parametrize("form", ["gitlab", "sarif", "json"])
def test_reports_for_programs_hold_what_was_written(quoted: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    text = check(quoted, form, monkeypatch).stdout
    assert SECRETS.search(text.replace("\n", "")) is None
    read = json.dumps(json.loads(text), ensure_ascii=False)
    for vector in VECTORS.values():
        if "\n" not in vector and vector.isprintable() and len(vector) < 60:  # else it is told with escapes, or cut
            assert json.dumps(vector, ensure_ascii=False)[1:-1] in read


def test_a_file_is_called_the_same_in_every_report(quoted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {form: check(quoted, form, monkeypatch).stdout for form in ("text", "github", "gitlab", "json", "sarif")}
    for name in ("content/da/c\\u202egpj.md", "content/da/i\\udcff.md"):
        assert f"{name}:1:1: " in told["text"]
        assert f"file={name}," in told["github"]
        assert name in {each["location"]["path"] for each in json.loads(told["gitlab"])}
        assert name in {each["file"] for each in json.loads(told["json"])["diagnostics"]}
    for uri in ("content/da/c%E2%80%AEgpj.md", "content/da/i%FF.md"):
        assert f'"uri": "{uri}"' in told["sarif"]


@pytest.mark.parametrize("name", ["x\n::error::y", "\x1b[31mx", "x\u202ey", "x\udcff"])
def test_a_command_that_fails_quotes_on_one_line(name: str, quoted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(quoted)
    done = CliRunner().invoke(main, ["check", "--changed-since", name])
    assert done.exit_code == Exit.ENVIRONMENT
    assert SECRETS.search(done.stderr) is None
    assert [line[:8] for line in done.stderr.splitlines()] in (["error: t", "  hint: "], ["error: n"])


def test_the_summary_of_a_job_is_text(quoted: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    check(quoted, "github", monkeypatch)
    assert found_in((tmp_path / "summary.md").read_text(encoding="utf-8"), allowed={"br"}) == []


def found_in(markdown: str, *, allowed: set[str] | None = None) -> list[str]:
    """Links, pictures and HTML that a host would make of a text."""
    tokens = [inner for each in MarkdownIt("commonmark").parse(markdown) for inner in (each, *(each.children or ()))]
    html = [tag for t in tokens if t.type in ("html_inline", "html_block") for tag in re.findall("<[^>]*>?", t.content)]
    return [tag for tag in html if tag not in {f"<{name}>" for name in allowed or ()}] + [
        str(t.attrs) for t in tokens if t.type in ("link_open", "image")
    ]


# --- What others get --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return projects.write(tmp_path_factory.mktemp("hostile"), hostile_inputs.files())


def test_the_feed_is_xml_with_nothing_but_text(hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(hostile)
    done = CliRunner().invoke(main, ["compile", "--to", str(tmp_path / "tree")])
    assert done.exit_code == 0, done.output[-2000:]
    feed = ElementTree.parse(tmp_path / "tree" / "da" / "changes" / "feed.xml").getroot()  # noqa: S314 - it is ours
    names = {each.tag.rpartition("}")[2] for each in feed.iter()}
    text, atom = {"a", "div", "em", "h3", "li", "p", "span", "ul"}, {"author", "content", "entry", "feed", "id", "link"}
    assert names <= text | atom | {"name", "title", "updated"}
    assert {each.get("href", "https://x.example/")[:18] for each in feed.iter()} == {"https://x.example/"}
    assert "<script" not in ElementTree.tostring(feed, encoding="unicode")


def test_texts_come_back_from_a_translator_as_they_were(
    hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hostile)
    made = CliRunner().invoke(main, ["translations", "export", "--language", "sv", "--to", str(tmp_path / "sv.po")])
    assert made.exit_code == 0, made.output
    before = {path: path.read_bytes() for path in sorted((hostile / "content").rglob("*.md"))}
    taken = CliRunner().invoke(main, ["translations", "import", str(tmp_path / "sv.po")])
    assert taken.exit_code == 0, taken.output[-2000:]
    assert {path: path.read_bytes() for path in before} == before


def test_a_comment_that_tells_changes_is_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "project")
    for name, texts in (("plain", ["x"] * len(VECTORS)), ("hostile", list(VECTORS.values()))):
        for at, text in enumerate(texts):
            front = {"title": text, "fictional": True, "role": text, "goals": [text, "y"]}
            written = hostile_inputs.written(front | {"needs": ["x"], "frustrations": ["x"]})
            projects.write(root, {f"content/da/personas/h-{at}.md": written})
        commit(root, name)
    monkeypatch.chdir(root)
    for base in ("first", "plain"):
        text = CliRunner().invoke(main, ["diff", base, "hostile"]).stdout
        comment = CliRunner().invoke(main, ["diff", base, "hostile", "--format", "markdown"]).stdout
        assert SECRETS.search(text + comment) is None
        assert not re.search(r"^\s*(?:::|##\[)", text + comment, re.MULTILINE)
        assert found_in(comment, allowed=COMMENT) == []
        assert not re.search(r"[@#]\w", re.sub(r"<code>.*?</code>|(`+).*?\1", "", comment))  # nobody is called
