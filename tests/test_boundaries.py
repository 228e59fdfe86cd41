"""Nothing outside the project is read into the site, and nothing outside the site is written: audit hooks see it."""

from __future__ import annotations

import os
import re
import socket
import sys
import tempfile
from pathlib import Path

import pytest

import projects
from answering import CONFIGURATION
from watched import Watched, outside, watched

HERE = Path(__file__).parent.parent
PYTHON = (Path(sys.prefix), Path(sys.base_prefix), HERE)
"""Python, its libraries and the program itself, which are read."""
SEALS = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "journey-playbook"
"""Where the key lies that tells our own stored results from others'."""
SOCKETS = re.compile(
    re.escape(f"{tempfile.gettempdir()}{os.sep}") + r"(pymp-[a-z0-9_]+(/listener-[a-z0-9_]+)?|[a-z0-9_]{8})\Z"
)
"""Where Python's multiprocessing puts the socket between our processes, in a folder for this user alone, and the empty
file with which Python tries the folder."""
SYSTEM = (SEALS, Path("/dev/null"), Path("/usr/share/zoneinfo"), Path("/etc/localtime"), Path("/etc/mime.types"))
"""What Python's own modules read of a system: nothing to do with content."""
WORDS = "the-secret-words-7f3a91"
OURS = re.compile(r"/(?:\.cache|site|\.site\.[a-z0-9.-]+)(?:/|\Z)")
"""What commands write in a project: caches, the site, and what stands beside it for a while."""
PAGE = f"---\ntitle: {WORDS}\n---\n{WORDS}\n"
TEXT = """\
---
title: Uden for
---
--8<-- "../../../outside/secret.md"

--8<--
../../../outside/secret.md
--8<--

{% include "../../../outside/secret.md" %} {{ config.site_name }} {{ 7 * 6 }} {%- for x in y %}

{!../../../outside/secret.md!} ${HOME} $(cat ../outside/secret.md) `cat ../outside/secret.md`

.. include:: ../../../outside/secret.md

*[HTML]: file.md

```mermaid
flowchart LR
  a[../outside/secret.md] --> b
  click a "file:///etc/passwd"
```
"""
LINKS = """\
---
title: Veje ud
---
[a](../../../../outside/secret.md) [b](/etc/passwd) [c](file:///etc/passwd) [d](..%2f..%2f..%2foutside/secret.md)
[e](..\\..\\outside\\secret.md) [f](//host/share) ![g](../../../outside/secret.png) ![h](file:///etc/passwd)
[i](touchpoint:../../outside) [j](page:%2e%2e/secret)
"""


@pytest.fixture
def outer(tmp_path: Path) -> Path:
    """A folder beside the project with what must not be read."""
    projects.write(tmp_path / "outside", {"secret.md": PAGE, "secret.png": WORDS, "folder/page.md": PAGE})
    return tmp_path / "outside"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project."""
    return projects.write(tmp_path / "project", projects.base() | {"mkdocs.yml": CONFIGURATION})


def refused(root: Path, outer: Path) -> dict[str, str]:
    """Lay every trick that is refused into a project: the codes by the files that they are told of."""
    content = root / "content" / "da"
    links = {
        "content/da/a-link.md": outer / "secret.md",
        "content/da/a-folder": outer / "folder",
        "content/da/journeys/a-link.md": outer / "secret.md",
        "content/da/images/a-link.png": outer / "secret.png",
        "content/da/zero.md": Path("/dev/zero"),
        "content/da/loop.md": content / "loop.md",
        "content/da/here.md": content / "index.md",
        "content/sv/index.md": outer / "secret.md",
        "published.txt": outer / "secret.md",
        "reviews/journeys/buy.txt": outer / "secret.md",
        "releases/2026-01-01-a.json": outer / "secret.md",
    }
    for file, target in links.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).symlink_to(target)
    told = {file: "not-a-file" for file in links if file.startswith("content")}
    told |= {"published.txt": "unreadable-file", "reviews/journeys/buy.txt": "bad-ledger"}
    told |= {"releases/2026-01-01-a.json": "bad-release"}
    ledger = root / "translations" / "sv" / "journeys" / "buy.txt"
    ledger.parent.mkdir(parents=True)
    for pipe in (content / "pipe.md", content / "pipe.png", ledger):
        os.mkfifo(pipe)
        told[pipe.relative_to(root).as_posix()] = "bad-ledger" if pipe == ledger else "not-a-file"
    with socket.socket(socket.AF_UNIX) as server:
        before = Path.cwd()
        os.chdir(content)  # the name of a socket is short
        server.bind("socket.md")
        os.chdir(before)
    told["content/da/socket.md"] = "not-a-file"
    names = {"A.md": "bad-id", "å.md": "bad-id", "a\u030a.md": "bad-id", "con.md": "bad-id", "x\\y.md": "bad-id"}
    names |= {"a\nb.md": "bad-id", "-rf.md": "bad-id", "x.svg": "unknown-file-type", "x.html": "unknown-file-type"}
    names |= {"x..png": "bad-file-name", "x.md.": "unknown-file-type", "x .md": "bad-id"}
    for name, code in names.items():
        (content / name).write_text(PAGE, encoding="utf-8")
        told[f"content/da/{name}"] = code
    projects.write(root, {"content/da/links.md": LINKS, "content/../../project/content/da/x/../../da/y.md": TEXT})
    journey = projects.base()["content/da/journeys/buy.md"]
    for number, (old, new) in enumerate(
        {
            "personas: [mette]": "personas: [../../../outside/secret]",
            "stage_model: simple": "stage_model: ../../../outside/secret",
            "id: sees-ad": "id: ../../../outside/secret",
            "touchpoint: ad": "touchpoint: /etc/passwd",
            "sources: [interviews]": "sources: ['..\\\\outside']",
        }.items()
    ):
        projects.write(root, {f"content/da/journeys/j{number}.md": journey.replace(old, new)})
        told[f"content/da/journeys/j{number}.md"] = "error["
    projects.write(root, {"content/sv/personas/mette.md": "---\ntranslates: ../../../outside\ntitle: M\n---\n"})
    return told | {"content/sv/personas/mette.md": "wrong-origin"}


def assert_inside(done: Watched, root: Path, outer: Path) -> None:
    """It read the project and Python, wrote the site and the cache, and spoke to nobody."""
    assert WORDS not in done.said
    assert [path for path in outside(done.reads, root, *PYTHON, *SYSTEM) if not SOCKETS.match(path)] == []
    inside = {path for path in done.writes if path.startswith(f"{root}{os.sep}")}
    assert {Path(path).relative_to(root).parts[0] for path in inside if not OURS.match(path[len(str(root)) :])} == set()
    rest = outside(done.writes - inside - {str(root)}, *SYSTEM)
    assert [path for path in rest if not SOCKETS.match(path)] == []
    assert done.network == frozenset()
    assert {Path(each).name.removesuffix(".exe") for each in done.programs} <= {
        "git",
        "pagefind",
        Path(sys.executable).name,
    }
    assert not [path for path in outer.rglob("*") if path.is_file() and WORDS not in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("command", [["check"], ["compile", "--to", "tree"], ["build"]], ids=lambda command: command[0])
def test_each_way_out_is_refused_with_its_file_and_never_read(command: list[str], root: Path, outer: Path) -> None:
    told = refused(root, outer)
    done = watched(["playbook", *command], cwd=root)
    assert done.code == 1, done.said
    assert "Traceback" not in done.said
    for file, code in told.items():
        lines = [line for line in done.said.splitlines() if line.startswith(file.split("\n")[0])]
        assert any(code in line for line in lines), (file, lines)
    for mark in (
        "/etc/passwd",
        "secret.md",
        "secret.png",
        "//host/share",
        "no touchpoint '../../outside'",
        "no page '%2e%2e/secret'",
    ):
        assert any("links.md:" in line and mark in line for line in done.said.splitlines()), mark
    assert_inside(done, root, outer)
    assert not (root / "tree").exists()


def test_a_build_stays_inside_and_shows_what_other_programs_would_include(root: Path, outer: Path) -> None:
    projects.write(root, {"content/da/outside.md": TEXT})
    tree = root / ".cache" / "playbook" / "built"
    tree.mkdir(parents=True)
    (tree / "da").symlink_to(outer / "folder")
    (root / "content" / "da" / ".hidden.md").symlink_to(outer / "secret.md")
    done = watched(["playbook", "build"], cwd=root)
    assert done.code == 0, done.said
    assert done.processes > 2, "the workers are watched too"
    assert_inside(done, root, outer)
    shown = (root / "site" / "da" / "outside" / "index.html").read_text(encoding="utf-8")
    assert "--8&lt;--" in shown
    assert "{{ 7 * 6 }}" in shown
    assert "file:///" not in shown.replace("click a", "").partition('class="diagram')[0]
    for path in (root / "site").rglob("*"):
        assert not path.is_symlink()
        assert path.is_dir() or WORDS.encode() not in path.read_bytes(), path
