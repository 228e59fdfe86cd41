"""The compiled tree on disk."""

from __future__ import annotations

import json
from pathlib import Path

import projects
from playbook.tree import is_replaceable


def write(root: Path, to: Path, day: str = "") -> None:
    compilation = projects.compilation(root, to, day=day)
    compilation.complete([compilation.language(folder) for folder in projects.SETTINGS.languages])


def test_pages_pictures_and_what_a_host_must_know(tmp_path: Path) -> None:
    root = projects.write(tmp_path / "project", projects.base())
    (root / "content/da/kort.png").write_bytes(b"\x89PNG")
    write(root, tmp_path / "tree")
    described = json.loads((tmp_path / "tree/playbook.json").read_text(encoding="utf-8"))
    assert [(each["folder"], each["tag"], each["theme"]) for each in described["languages"]][2] == ("no", "nb", "nb")
    assert described["languages"][1]["pages"]["journeys/buy.md"]["alternates"] == ["da", "sv"]
    for folder in ("da", "sv", "no"):  # the others show the Danish text, with its picture
        assert (tmp_path / "tree" / folder / "kort.png").read_bytes() == b"\x89PNG"
    pages = {path.relative_to(tmp_path / "tree/sv").as_posix() for path in (tmp_path / "tree/sv").rglob("*.md")}
    assert pages == set(described["languages"][1]["pages"])


def test_what_is_the_same_is_left_alone_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    root = projects.write(tmp_path / "project", projects.base())
    write(root, tmp_path / "tree")
    home = (tmp_path / "tree/da/index.md").stat().st_mtime_ns
    (root / "content/sv/journeys/buy.md").unlink()
    projects.write(tmp_path / "tree", {"da/personas/old.md": "x", "da/old/old.md": "x"})
    write(root, tmp_path / "tree")
    assert (tmp_path / "tree/da/index.md").stat().st_mtime_ns == home
    assert not (tmp_path / "tree/da/personas/old.md").exists()
    assert not (tmp_path / "tree/da/old").exists()


def test_a_folder_with_something_else_in_it_is_not_replaced(tmp_path: Path) -> None:
    assert is_replaceable(tmp_path / "new")
    assert is_replaceable(tmp_path)
    (tmp_path / "thesis.doc").touch()
    assert not is_replaceable(tmp_path)


def test_the_day_of_the_last_change_is_told_in_each_language(tmp_path: Path) -> None:
    write(projects.write(tmp_path / "project", projects.base()), tmp_path / "tree", day="2026-11-02")
    described = json.loads((tmp_path / "tree/playbook.json").read_text(encoding="utf-8"))
    assert [each["updated"] for each in described["languages"]] == [
        "Senest opdateret 2. november 2026",
        "Senast uppdaterad 2 november 2026",
        "Sist oppdatert 2. november 2026",
    ]
