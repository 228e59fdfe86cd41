"""Write a valid playbook of any size: journeys in three languages, and everything that they refer to.

The same number and seed give the same bytes, and the first journeys of a large playbook are those of a small one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import click

from benchmarks.files import Entry, Fields, dump, markdown
from benchmarks.journeys import BRIEF, FULL, Size, journey
from benchmarks.parts import JOURNEYS_PER_OPPORTUNITY, JOURNEYS_PER_PERSONA, kept, one, prose
from benchmarks.phrases import LANGUAGES, same, table
from benchmarks.surroundings import metric, model, opportunity, persona, stage, touchpoints
from playbook.acceptance import accepted
from playbook.model import CANONICAL_STAGES
from playbook.project import open_project
from playbook.status import pairs

SEED = 26


@click.command()
@click.argument("number", type=click.IntRange(min=1))
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path, file_okay=False), help="A new folder.")
@click.option("--seed", default=SEED, show_default=True)
@click.option("--brief", is_flag=True, help="With 4 KB of front matter in a journey's file.")
def main(number: int, folder: Path, seed: int, brief: bool) -> None:
    """Write a playbook of NUMBER journeys."""
    write_playbook(folder, number, seed=seed, size=BRIEF if brief else FULL)


def write_playbook(folder: Path, number: int, *, seed: int = SEED, size: Size = FULL) -> None:
    """Write a whole project: settings, content in three languages, and ledgers by which every text is current."""
    _write(folder / "mkdocs.yml", dump(_settings()))
    for entry in _entries(number, seed, size):
        for language in LANGUAGES:
            _write(folder / "content" / language / entry.path, markdown(entry, language))
    _, library, problems = open_project(folder)
    if library is None:
        raise ValueError("\n".join(map(str, problems)))
    for pair in pairs(library, LANGUAGES):
        _write(folder / pair.ledger_file, accepted(pair))


def _settings() -> Fields:
    label = dict.fromkeys(LANGUAGES, "CX")
    options = {
        "format": 1,
        "languages": list(LANGUAGES),
        "site_names": dict.fromkeys(LANGUAGES, "Playbook"),
        "segments": {"small": label, "large": label},
        "owners": {"cx": label},
    }
    return {
        "site_name": "Playbook",
        "site_url": "https://playbook.example/",
        "docs_dir": "content",
        "theme": {"name": "material"},
        "plugins": [{"playbook": options}],
    }


def _entries(number: int, seed: int, size: Size) -> Iterator[Entry]:
    met: Counter[str] = Counter()
    for index in range(number):
        yield journey(index, number, met, Random(f"{seed}-{index}"), size=size)  # noqa: S311 - no secret
    random = Random(f"{seed}-rest")  # noqa: S311
    yield Entry(path="index.md", origin="da", fields={"title": same("Playbook"), **kept(random)}, body=prose(random))
    yield from touchpoints(met, random)
    yield from (persona(i, random) for i in range(_share(number, JOURNEYS_PER_PERSONA)))
    yield from (opportunity(i, random) for i in range(_share(number, JOURNEYS_PER_OPPORTUNITY)))
    yield from (stage(id_, random) for id_ in CANONICAL_STAGES)
    yield from (model(key, i, random) for i, key in enumerate(table("model")))
    yield from (metric(key, random) for key in table("metric"))
    channels = [{"id": key, "title": name, "description": one(random)} for key, name in table("channel").items()]
    yield Entry(path="channels/channels.md", origin="no", fields={"title": same("CX"), "channels": channels})
    source = {"id": "interviews", "title": same("CX"), "address": "https://playbook.example/", "language": "da"}
    yield Entry(path="sources/sources.md", origin="da", fields={"title": same("CX"), "entries": [source]})


def _share(number: int, per: int) -> int:
    return -(-number // per)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
