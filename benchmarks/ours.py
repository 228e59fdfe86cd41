"""The playbook's own commands, run on a generated or a copied project."""

from __future__ import annotations

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.environment import versions
from benchmarks.measure import Cost, measure
from benchmarks.results import machine
from benchmarks.sites import digest
from playbook.root import MADE_OF

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".cache" / "bench"
"""Where everything happens."""
PLAYBOOK = (sys.executable, "-m", "playbook")
SURROUNDINGS = {
    "SOURCE_DATE_EPOCH": "1795219200",
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(FOLDER / "bytecode"),
}
"""For every engine: a fixed date, no banner, and Python compiled once, as on a machine where nothing forbids it."""
SOURCES = f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"
JOURNEYS = "content/*/journeys/*.md"
_THOUGHT = re.compile(r"^( +)thought: .*(\n\1 .*)*", re.MULTILINE)
_LETTERS = "qxzwkvjbgp"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """One text to change."""

    file: Path
    before: str
    """The whole file, as it is."""
    after: str
    page: str
    """The address that shows it, within the site."""
    word: str
    """On the page by the edit alone."""

    def save(self) -> None:
        """Write the file as it shall be."""
        self.file.write_text(self.after, encoding="utf-8", newline="\n")

    def undo(self) -> None:
        """Write the file as it was."""
        self.file.write_text(self.before, encoding="utf-8", newline="\n")


class Playbook:
    """A project folder, and what the commands make of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        self._edits = 0

    def run(self, *arguments: str, log: str = "playbook.log", limit: float | None = None) -> Cost:
        """Run ``playbook`` with arguments. Raises CommandError when it fails."""
        return measure(
            [*PLAYBOOK, *arguments], cwd=self.folder, env=env(self.folder), log=self.folder.parent / log, limit=limit
        )

    def clear(self) -> None:
        """Remove what the commands have made: caches and sites."""
        for path in self.folder.iterdir():
            if path.name not in MADE_OF:  # the commands have made it
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def cold(self, *, limit: float | None = None) -> Cost:
        """Build with neither caches nor a site from before."""
        self.clear()
        return self.run("build", limit=limit)

    def edit(self) -> Edit:
        """Another change of one thought in one journey's origin. Raises ValueError when no journey has one."""
        for file in sorted(self.folder.glob(JOURNEYS)):
            text = file.read_text(encoding="utf-8")
            if _THOUGHT.search(text) and "\ntranslates:" not in text:
                break
        else:
            raise ValueError(f"{self.folder} has no journey with a thought")
        self._edits += 1
        word = "q" + "".join(_LETTERS[int(figure)] for figure in f"{self._edits:03}") + "q"
        after = _THOUGHT.sub(rf"\1thought: Her er {word}.", text, count=1)
        page = f"{file.parent.parent.name}/journeys/{file.stem}/"
        return Edit(file=file, before=text, after=after, page=page, word=word)

    def after_an_edit(self) -> Cost:
        """Build again with one text changed; it is put back then. Raises ValueError when the site does not show it."""
        edit = self.edit()
        page = self.site / edit.page / "index.html"
        before = page.read_text(encoding="utf-8")
        edit.save()
        cost = self.run("build")
        if edit.word in before or edit.word not in page.read_text(encoding="utf-8"):
            raise ValueError(f"{page} does not show what was edited")
        edit.undo()
        return cost


def env(folder: Path | None = None) -> dict[str, str]:
    """The environment of a command.

    With the folder of a playbook, our sources come first, so that these are measured and no installed ones, and what is
    kept for the user lies in the folder; without, nothing of ours can be imported by accident.
    """
    more = {"PYTHONPATH": SOURCES, "XDG_CACHE_HOME": str(folder / ".cache")} if folder else {"PYTHONPATH": ""}
    return os.environ | SURROUNDINGS | more


def conditions() -> tuple[str, str]:
    """The machine, and the versions of what our builds are made of."""
    source = digest(ROOT, "playbook/**/*", "plugins/**/*")
    return machine(), f"playbook {source}, {versions(Path(sys.executable), ('mkdocs', 'mkdocs-material'))}"
