"""A coverage-guided run of the reader, by hand.

It needs Atheris, which is no dependency of the project: make a virtual environment of your own, install `atheris` and
this project into it, and give a folder for new examples, and folders of the content:

    python tools/fuzz_reader.py -max_total_time=1800 -timeout=10 new content/da/journeys content/sv/methods

What it finds is written to `crash-…`, and belongs into `tests/source` or `tests/test_source.py`.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["playbook"]):
    from playbook.diagnostics import Location
    from playbook.model import KINDS
    from playbook.passages import prose_alone
    from playbook.prose import read_prose
    from playbook.reader import read, read_translation
    from playbook.rules.manuscript import read_manuscript
    from playbook.source import Limits, parse

FILE = "content/da/x.md"


def try_one(data: bytes) -> None:
    """Read a file as each kind in turn; whatever it holds, that ends in a value or in diagnostics inside the file."""
    document, found = parse(data, file=FILE, limits=Limits())
    lines = data.count(b"\n") + data.count(b"\r") + 1
    diagnostics = list(found)
    kind = KINDS[len(data) % len(KINDS)]
    if document.meta:
        if "translates" in document.meta:
            diagnostics += read_translation(document, kind, language="da", origin_file="content/sv/x.md")[1]
        else:
            diagnostics += read(document, kind, id="x", language="da")[1]
    if not found:
        if document.meta and not diagnostics:
            read_manuscript(document, kind.file)
        diagnostics += read_prose(document, limits=Limits()).diagnostics
    prose_alone(document.body)
    for each in diagnostics:
        assert isinstance(each.location, Location)  # noqa: S101 - it is what is tried here
        assert 1 <= each.location.line <= lines, each  # noqa: S101
        str(each).encode()


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()
