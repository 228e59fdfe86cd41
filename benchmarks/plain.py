"""The same compiled pages as an ordinary MkDocs project: Material, its search, and mermaid2 with a local library."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

PINS = Path(__file__).with_name("plain.txt")
LOCK = Path(__file__).parent.parent / "requirements.txt"
PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-mermaid2-plugin")

CONFIGURATION = """\
site_name: Playbook
site_url: https://playbook.example/
theme:
  name: material
  font: false
plugins:
  - search:
      lang: [da, sv, "no"]
  - mermaid2:
      javascript: javascripts/mermaid.js
markdown_extensions:
  - tables
  - attr_list
  - footnotes
  - def_list
  - sane_lists
  - md_in_html
  - toc
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:mermaid2.fence_mermaid_custom
"""
_FIGURE = re.compile(r'<figure class="diagram".*?</figure>', re.DOTALL)
_SOURCE = re.compile(r'<pre class="diagram__source"[^>]*><code>(.*?)</code></pre>', re.DOTALL)


def environment(folder: Path) -> Path:
    """The Python of an environment with what the plain build needs; made when its pins are not those it was made from.

    A package that the playbook has locked is taken in the locked version, so that both builds run on the same.
    """
    python = folder / "bin" / "python"
    pins = _pins()
    note = folder / "pins.txt"
    if note.is_file() and note.read_text(encoding="utf-8") == pins:
        return python
    venv.create(folder, with_pip=True, clear=True)
    note.with_suffix(".new").write_text(pins, encoding="utf-8")
    command = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--only-binary", ":all:"]
    constraints = ["--constraint", str(note.with_suffix(".new"))]
    subprocess.run(
        [*command, *constraints, *PACKAGES, "mermaidx"], check=True, env=os.environ | {"PIP_REQUIRE_HASHES": "0"}
    )
    note.with_suffix(".new").rename(note)
    return python


def versions(python: Path) -> str:
    """The versions of what the plain build is made of, for people."""
    asked = f"import importlib.metadata as m; print(*(f'{{p}} {{m.version(p)}}' for p in {PACKAGES!r}), sep=', ')"
    return subprocess.run([str(python), "-c", asked], check=True, capture_output=True, text=True).stdout.strip()


def write_project(folder: Path, tree: Path, python: Path) -> None:
    """Write the project for a compiled tree: every page in one ``docs``, its diagrams as fences of Mermaid text."""
    docs = folder / "docs"
    shutil.copytree(tree, docs)
    for page in docs.rglob("*.md"):
        page.write_text(live(page.read_text(encoding="utf-8")), encoding="utf-8")
    if not any("```mermaid" in page.read_text(encoding="utf-8") for page in docs.glob("*/journeys/*.md")):
        raise ValueError("the compiled pages show their diagrams in a way that is not known here")
    found = "import mermaidx, pathlib; print(pathlib.Path(mermaidx.__file__).parent / 'assets/mermaid.js')"
    library = subprocess.run([str(python), "-c", found], check=True, capture_output=True, text=True).stdout.strip()
    (docs / "javascripts").mkdir()
    shutil.copy(library, docs / "javascripts" / "mermaid.js")
    (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")


def live(markdown: str) -> str:
    """A compiled page with fences of Mermaid text in place of the drawn diagrams."""

    def fence(figure: re.Match[str]) -> str:
        source = _SOURCE.search(figure[0])
        return f"```mermaid\n{html.unescape(source[1]).strip()}\n```" if source else figure[0]

    return _FIGURE.sub(fence, markdown)


def _pins() -> str:
    """Pins as constraints: the locked ones without their hashes, then those of our own that are not among them."""
    locked = re.findall(r"^([\w.-]+==[^\s\\;]+(?: *;[^\\\n]*)?)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    names = {_name(pin) for pin in locked}
    own = [line for line in PINS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return "\n".join([*locked, *(pin for pin in own if _name(pin) not in names)]) + f"\n# {sys.version}\n"


def _name(pin: str) -> str:
    return re.split(r"[=; ]", pin)[0].lower().replace("_", "-")
