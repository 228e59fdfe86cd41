"""The templates of a language's pages, compiled once on a machine, before the processes split that fill them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

import projects
from mkdocs_playbook import templates
from mkdocs_playbook.build import Memory, build_language
from parted import job
from playbook.bytecode import Bytecode


def test_a_language_compiles_no_template_that_was_compiled_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = projects.shipped(tmp_path / "project")
    whole = job(root, tmp_path / "site", "no", tree=tmp_path / "tree")
    compiled: list[str] = []
    compile_one = Environment.compile

    def noted(self: Environment, source: str, name: str, *more: Any, **named: Any) -> Any:
        if self.bytecode_cache is templates._COMPILED:
            compiled.append(name)
        return compile_one(self, source, name, *more, **named)

    monkeypatch.setattr(Environment, "compile", noted)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setattr(templates, "_COMPILED", Bytecode("language"))
    templates.compile_all()
    assert {"main.html", "base.html", "404.html", "partials/languages/nb.html"} <= set(compiled)
    compiled.clear()
    monkeypatch.setattr(templates, "_COMPILED", Bytecode("language"))
    templates.compile_all()
    assert not build_language(whole, Memory(), lambda number: None).failure
    assert (tmp_path / "site/no/index.html").is_file()
    assert compiled == [".icons/material/map-marker-path.svg"]  # the logo, which the settings name
