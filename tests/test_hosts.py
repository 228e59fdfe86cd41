"""Other engines than MkDocs with the plugin: ProperDocs with it, and plain MkDocs on the compiled tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import projects
from hosts import contents, project, run

pytestmark = pytest.mark.xdist_group("hosts")

DIAGRAMS = """\
---
title: Diagrammer
---
```mermaid
flowchart LR
  A --> B
```

```mermaid
flowchart LR
  A --> B@{ img: "../picture.png" }
```
"""
GENERATOR = re.compile(rb'\s*<meta [^>]*name="generator"[^>]*>')


def test_properdocs_builds_the_same_site(tmp_path: Path) -> None:
    root = project(tmp_path, plugins=("mermaid2",), **{"content/da/diagrammer.md": DIAGRAMS})
    sites = []
    for engine in ("mkdocs", "properdocs"):
        done = run(root, engine, "build", "--strict", "--config-file", "mkdocs.yml")
        assert done.returncode == 0, done.stdout + done.stderr
        sites.append({path: GENERATOR.sub(b"", data) for path, data in contents(root / "site").items()})
    assert sites[0].keys() == sites[1].keys()
    assert [path for path in sites[0] if sites[0][path] != sites[1][path]] == []


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compiled")
    root = project(folder / "project", **{"content/da/diagrammer.md": DIAGRAMS})
    (root / "content/da/picture.png").write_bytes(b"")
    done = run(root, "playbook", "compile", "--to", str(folder / "tree"))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "tree"


@pytest.mark.parametrize(("folder", "language"), [("da", "da"), ("sv", "sv"), ("no", "nb")])
def test_mkdocs_without_the_plugin_builds_the_compiled_tree(tree: Path, folder: str, language: str) -> None:
    done = run(tree, "mkdocs", "build", "--strict", "--config-file", f"mkdocs-{folder}.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    site = tree / "site" / folder
    assert f'<html lang="{language}"' in (site / "index.html").read_text(encoding="utf-8")
    assert_whole(tree / folder, site)


def test_so_does_one_with_another_theme(tree: Path) -> None:
    configuration = """\
site_name: Playbook
docs_dir: da
theme: mkdocs
markdown_extensions: [attr_list, md_in_html, tables, footnotes, def_list, sane_lists, pymdownx.superfences]
"""
    projects.write(tree.parent, {"mkdocs.yml": configuration.replace("docs_dir: da", "docs_dir: tree/da")})
    done = run(tree.parent, "mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    assert_whole(tree / "da", tree.parent / "site")


def assert_whole(pages: Path, site: Path) -> None:
    """Every page is there, and the Markdown inside HTML blocks has been read."""
    assert len(list(site.rglob("index.html"))) == len(list(pages.rglob("*.md")))
    journey = (site / "journeys/buy/index.html").read_text(encoding="utf-8")
    assert 'class="pele pele-journey"' in journey
    assert "<table" in journey
    assert "markdown=" not in journey
    assert not [a for a in re.findall(r'href="([^"#]*)', journey) if a.endswith(".md")]
