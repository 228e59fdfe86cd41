"""Texts that are put aside in a file without a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_playbook.shelf import Shelf


def test_each_text_comes_back_once_in_any_order_and_no_file_is_seen(tmp_path: Path) -> None:
    texts = {"a.md": "Blåbærgrød", "b.md": "", "c/index.md": "␞" * 5000}
    shelf = Shelf(tmp_path)
    for name, text in texts.items():
        shelf.put(name, text)
    assert {name: shelf.take(name) for name in ("c/index.md", "a.md")} == {
        name: texts[name] for name in ("c/index.md", "a.md")
    }
    shelf.put("d.md", "later")
    assert (shelf.take("b.md"), shelf.take("d.md")) == ("", "later")
    assert not list(tmp_path.iterdir())
    with pytest.raises(KeyError):
        shelf.take("a.md")
    shelf.close()
