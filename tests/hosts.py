"""Small playbooks with a configuration, and the programs that build and serve them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import projects

CONFIGURATION = """\
site_name: Prøve
site_url: https://x.example/sub/path/
docs_dir: content
theme: material
plugins:
{plugins}
  - playbook:
      format: 1
      segments: {{startup: {{da: N, sv: N, "no": N}}}}
      owners: {{cx: {{da: N, sv: N, "no": N}}}}
"""


def project(root: Path, *, plugins: tuple[str, ...] = (), **changes: str) -> Path:
    """The base playbook with its configuration, and what a test changes in it."""
    configuration = CONFIGURATION.format(plugins="\n".join(f"  - {name}" for name in plugins))
    return projects.write(root, projects.base() | {"mkdocs.yml": configuration} | changes)


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a build whose bytes can be compared."""
    return os.environ | {"SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"} | more


def run(root: Path, module: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m`` in a folder: ``playbook``, ``mkdocs`` or ``properdocs``."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=root,
        env=surroundings(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
