"""Small playbooks for tests, written from one text: ``=== path`` begins a file, ``=== expected`` what must come out."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from playbook.diagnostics import Diagnostic
from playbook.library import Library, load
from playbook.project import Compilation, open_project, page_problems
from playbook.remembered import memory_of
from playbook.settings import Settings
from playbook.store import Store

DATA = Path(__file__).parent
SHIPPED = DATA.parent
LABELS = {"da": "Navn", "sv": "Namn", "no": "Navn"}
SETTINGS = Settings(format=1, segments={"startup": LABELS}, owners={"cx": LABELS})
_FILE = re.compile(r"^=== (.+)\n", re.MULTILINE)


@cache
def opened() -> tuple[Library, Settings]:
    """The playbook that this repository holds."""
    configuration, library, _ = open_project(SHIPPED)
    assert configuration
    assert library
    return library, configuration.settings


def files_of(text: str) -> dict[str, str]:
    """The files that a text describes, by path."""
    parts = _FILE.split(text)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def as_bytes(text: str) -> bytes:
    """A text as it is stored, with a character for each ⟦202E⟧ and a byte for each ⟦xFF⟧ in it."""

    def plain(mark: re.Match[bytes]) -> bytes:
        code = mark[1].decode()
        return bytes.fromhex(code[1:]) if code.startswith("x") else chr(int(code, 16)).encode()

    return re.sub("⟦(x?[0-9A-F]+)⟧".encode(), plain, text.encode())


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_bytes(text))
    return root


def compilation(
    root: Path, tree: Path, *, settings: Settings = SETTINGS, kept: Path | None = None, **options: Any
) -> Compilation:
    """The playbook below a folder, to be compiled into a tree; ``kept`` is the folder of what is kept between runs."""
    library = load(root, settings, memory=memory_of(root) if kept else None)
    return Compilation(
        playbook=library.playbook,
        assets=library.assets,
        group_keys=library.group_keys,
        problems=page_problems(library) if options.get("serve") else (),
        settings=settings,
        root=root,
        tree=tree,
        store=Store(kept, limit=1 << 30) if kept else None,
        **options,
    )


def shipped(root: Path) -> Path:
    """The shipped playbook at another place, never compiled there."""
    for name in ("content", "translations", "reviews", "releases"):
        if (SHIPPED / name).is_dir():
            shutil.copytree(SHIPPED / name, root / name)
    for name in ("mkdocs.yml", "published.txt"):
        shutil.copy(SHIPPED / name, root / name)
    return root


def told(root: Path, files: dict[str, str]) -> tuple[Diagnostic, ...]:
    """What is wrong in a playbook; its settings are those of its ``mkdocs.yml`` when it has one."""
    write(root, files)
    return open_project(root)[2] if "mkdocs.yml" in files else load(root, SETTINGS).diagnostics


def base() -> dict[str, str]:
    """A playbook without a mistake: a journey with its model, persona, touchpoints and a Swedish translation."""
    return files_of((DATA / "library" / "base.txt").read_text(encoding="utf-8"))


def changed(text: str) -> tuple[dict[str, str], str]:
    """The base playbook with the changes of a case, and what the case expects.

    ``=== path`` writes a file anew, ``=== -path`` leaves it out, ``=== edit path`` puts + lines for its - lines.
    """
    case, files = files_of(text), base()
    expected = case.pop("expected")
    for name, body in case.items():
        if name.startswith("-"):
            del files[name.removeprefix("-")]
        elif name.startswith("edit "):
            path = name.removeprefix("edit ")
            files[path] = _edited(files[path], body)
        else:
            files[name] = body
    return files, expected


def _edited(text: str, edit: str) -> str:
    for old, new in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)*)", edit, re.MULTILINE):
        before = "".join(line[1:] for line in old.splitlines(keepends=True))
        after = "".join(line[1:] for line in new.splitlines(keepends=True))
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times"
        text = text.replace(before, after)
    return text


def replaced(root: Path, *pairs: tuple[str, str], file: str = "content/da/journeys/buy.md") -> bytes:
    """The file with some words replaced, each of which stands there once."""
    data = (root / file).read_bytes()
    for old, new in pairs:
        assert data.count(old.encode()) == 1, old
        data = data.replace(old.encode(), new.encode())
    (root / file).write_bytes(data)
    return data
