"""The layers hold: what the import contracts of pyproject.toml cannot see."""

from __future__ import annotations

import subprocess
import sys


def test_the_core_is_imported_without_a_site_engine() -> None:
    program = (
        "import pkgutil, sys, playbook\n"
        "names = [m.name for m in pkgutil.walk_packages(playbook.__path__, 'playbook.')]\n"
        "[__import__(name) for name in names if not name.endswith('__main__')]\n"
        "print(len(names), sorted({'mkdocs', 'material', 'properdocs'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    number, found = done.stdout.split(" ", 1)
    assert int(number) > 20
    assert found.strip() == "[]"
