"""Answers for the pathological documents that are named on standard input, one JSON line each.

Every one is checked, and compiled and rendered when the check finds nothing, in a process of its own that is measured
and ended at its limits.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from pathlib import Path

from markdown import Markdown

import projects
from mkdocs_playbook.build import _markdown_extensions  # the very ones that pages are made with
from mkdocs_playbook.diagrams import Diagrams
from pathological import DOCUMENTS, Document
from playbook.compiler import compile_edition
from playbook.diagnostics import errors
from playbook.project import open_project

SECONDS = 2
"""Of processor time, for checking and rendering one document."""
MEGABYTES = 300
"""Of memory, for a process that checks and renders one document, with Python and all libraries."""


def main() -> None:
    """Answer for each document that is named on standard input."""
    root = _prepare(Path(tempfile.mkdtemp()))
    for name in json.load(sys.stdin):
        sys.stdout.write(json.dumps(_measured(name, root)) + "\n")
        sys.stdout.flush()


def _prepare(root: Path) -> Path:
    """A playbook into which the documents are put; what takes long to load is loaded once, for all of them."""
    projects.write(root, projects.base() | {"mkdocs.yml": CONFIGURATION})
    _answer(root, "content/da/index.md")
    return root


CONFIGURATION = """\
site_name: Prøve
docs_dir: content
theme: {name: material}
plugins:
  - playbook:
      format: 1
      segments: {startup: {da: Startup, sv: Startup, "no": Startup}}
      owners: {cx: {da: Kunder, sv: Kunder, "no": Kunder}}
"""


def _measured(name: str, root: Path) -> dict[str, object]:
    """What a process of its own answers for a document, and what that took."""
    document = DOCUMENTS[name]
    written = {root / file: data for file, data in ({document.file: document.data} | document.beside).items()}
    before = {target: target.read_bytes() for target in written if target.exists()}
    for target, data in written.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _child(document, root, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        answer = pipe.read()
    _, status, usage = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    for target in written:
        target.unlink()
    for target, data in before.items():
        target.write_bytes(data)
    return {
        "name": name,
        "answer": answer if code == 0 else f"crashed: {signal.Signals(-code).name}",
        "seconds": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024),
    }


def _child(document: Document, root: Path, pipe: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (4 * SECONDS, 4 * SECONDS))
    signal.alarm(60 * SECONDS)  # the wall clock of a busy machine is no measure, but nothing may hang
    try:
        answer = _answer(root, document.file)
    except BaseException:  # whatever it is: it is the answer
        answer = "crashed: " + traceback.format_exc()
    with os.fdopen(pipe, "w", encoding="utf-8", errors="backslashreplace") as out:
        out.write(answer[-20_000:] if answer.startswith("crashed") else answer[:20_000])
    os._exit(0)


def _answer(root: Path, file: str) -> str:
    """The codes that the check has for a playbook, or the size of the pages that are made of a file."""
    configuration, library, found = open_project(root)
    told = "\n".join(map(str, found))
    if configuration is None or library is None or errors(found):
        return f"refused: {told}"
    made = compile_edition(library.playbook, configuration.settings, "da")
    page = next((page for page in made.pages if page.source == file), made.pages[0])
    return f"shown: {len(_rendered('da', page.markdown))} characters\n{told}"


def _rendered(folder: str, text: str) -> str:
    diagrams = Diagrams(folder, live=False)
    names, options = [], {}
    for each in _markdown_extensions(folder, diagrams):
        names += [each] if isinstance(each, str) else each
        options |= each if isinstance(each, dict) else {}
    return Markdown(extensions=names, extension_configs=options).convert(text)


if __name__ == "__main__":
    main()
