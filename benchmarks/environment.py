"""An environment of its own for the neighbours, never the project's."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

PINS = Path(__file__).with_name("neighbours.txt")
LOCK = Path(__file__).parent.parent / "requirements.txt"
PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-mermaid2-plugin", "mermaidx", "properdocs", "zensical", "hugo")


def environment(folder: Path) -> Path:
    """The environment's folder, with everything in it; made anew when its pins are not those it was made from.

    A package that the playbook has locked is taken in the locked version, so that all run on the same.
    """
    pins = _pins()
    note = folder / "pins.txt"
    if note.is_file() and note.read_text(encoding="utf-8") == pins:
        return folder
    venv.create(folder, with_pip=True, clear=True)
    new = note.with_suffix(".new")
    new.write_text(pins, encoding="utf-8")
    pip = [str(python(folder)), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "--only-binary", ":all:", "--constraint", str(new), *PACKAGES],
        check=True,
        env=os.environ | {"PIP_REQUIRE_HASHES": "0"},
    )
    new.rename(note)
    return folder


def python(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / "bin" / "python"


def library(folder: Path, file: str) -> Path:
    """An installed file, such as ``mermaidx/assets/mermaid.js``. Raises FileNotFoundError."""
    for found in folder.glob(f"lib/python*/site-packages/{file}"):
        return found
    raise FileNotFoundError(file)


def versions(python: Path, packages: Sequence[str]) -> str:
    """The versions of packages where a Python is installed, for people: ``mkdocs 1.6.1, hugo 0.168.0``."""
    asked = (
        f"import importlib.metadata as m; print(*(f'{{p}} {{m.version(p)}}' for p in {tuple(packages)!r}), sep=', ')"
    )
    return subprocess.run([str(python), "-c", asked], check=True, capture_output=True, text=True).stdout.strip()


def _pins() -> str:
    """Pins as constraints: the locked ones without their hashes, then those of our own that are not among them."""
    locked = re.findall(r"^([\w.-]+==[^\s\\;]+(?: *;[^\\\n]*)?)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    names = {_name(pin) for pin in locked}
    own = [line for line in PINS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return "\n".join([*locked, *(pin for pin in own if _name(pin) not in names)]) + f"\n# {sys.version}\n"


def _name(pin: str) -> str:
    return re.split(r"[=; ]", pin)[0].lower().replace("_", "-")
