"""Small playbooks for tests, written from one text: ``=== path`` begins a file, ``=== expected`` what must come out."""

from __future__ import annotations

import re
from pathlib import Path

from playbook.settings import Settings

DATA = Path(__file__).parent
LABELS = {"da": "Navn", "sv": "Namn", "no": "Navn"}
SETTINGS = Settings(format=1, segments={"startup": LABELS}, owners={"cx": LABELS})
_FILE = re.compile(r"^=== (.+)\n", re.MULTILINE)


def files_of(text: str) -> dict[str, str]:
    """The files that a text describes, by path."""
    parts = _FILE.split(text)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return root


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
