"""A playbook in which hostile texts stand wherever an editor can write: every vector in every sink.

A *vector* is one of ``hostile_vectors.py``; a *sink* is a place that an editor fills. Most sinks take any text and must
show it as text: ``files`` writes one playbook in which each of them holds every vector. In prose, where Markdown means
something, ``check`` refuses what is no plain Markdown: ``SHAPES``, whose outcomes stand in ``hostile_outcomes.txt``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import projects
from hostile_vectors import POLYGLOT, VECTORS
from playbook.diagnostics import errors
from playbook.model import CANONICAL_STAGES
from playbook.project import open_project

Put = Callable[[str], str]


def one_line(text: str) -> str:
    """For places that hold no line break."""
    return " ".join(text.split())


# --- The playbook -----------------------------------------------------------------------------------------------------

SETS = 4
"""Of entities of a kind: a field that holds one text holds, over these, all vectors, some at a time."""
SINGLE: dict[str, tuple[str, ...]] = {
    "journey": ("title", "summary", "scenario", "customer_goal"),
    "persona": ("title", "summary", "role", "quote"),
    "touchpoint": ("title", "summary", "customer_goal", "customer_action", "description"),
    "channel": ("title", "summary", "description"),
    "opportunity": ("title", "summary", "how_might_we"),
    "metric": ("title", "summary", "description", "formula", "unit"),
    "method": ("title", "summary", "what", "why", "when", "time", "participants", "result"),
    "term": ("title", "summary", "definition"),
    "source": ("title", "summary", "licence", "language"),
    "model": ("title", "summary"),
    "stage": ("title", "summary", "customer_goal", "customer_question", "entry", "exit"),
    "page": ("title", "summary"),
}
"""By kind, its fields that hold one text."""
LISTS: dict[str, tuple[str, ...]] = {
    "persona": ("goals", "needs", "frustrations", "jobs"),
    "method": ("preparation", "pitfalls"),
    "stage": ("synonyms", "do", "avoid", "tips", "key_questions", "pains"),
    "touchpoint": ("synonyms",),
    "term": ("synonyms", "avoid", "ambiguous"),
}
"""By kind, its fields that hold a list of texts: each holds all vectors."""
ITEMS = (
    "step.action", "step.thought", "step.pains", "step.gains", "step.actors", "step.next.label",
    "checklist.text", "checklist.why", "method.steps.title", "method.steps.text", "model.entries.label",
)  # fmt: skip
"""Fields of items, of which there is one for each vector."""
SETTING_SINKS = ("site_names", "segments", "owners")
RELEASE_SINKS = ("titles",)


def fenced(text: str) -> str:
    """A vector that does not end the code it stands in."""
    return text.replace("```", "~~~")


def code(text: str) -> str:
    """A vector as a code span."""
    return f"``` {fenced(one_line(text)).replace('|', '/')} ```"


PROSE: dict[str, Put] = {
    "code block": lambda text: f"```\n{fenced(text)}\n```\n",
    "code block with a language": lambda text: f"~~~~~~ html\n{text}\n~~~~~~\n",
    "code span": lambda text: f"Se {code(text)} her.\n",
    "heading with a code span": lambda text: f"## Se {code(text)}\n",
    "table cell with a code span": lambda text: f"| Ord |\n|---|\n| {code(text)} |\n",
    "link with a code span": lambda text: f"[{code(text)}](persona:persona-0)\n",
    "footnote with a code span": lambda text: f"Se[^{{number}}].\n\n[^{{number}}]: {code(text)}\n",
    "label of a diagram": lambda text: f'```mermaid\nflowchart LR\n  a["{fenced(one_line(text))}"] --> b\n```\n',
    "source of a diagram": lambda text: f"```mermaid\nflowchart LR\n  a --> b\n{fenced(text)}\n```\n",
}
"""Places in prose that take any text; ``{number}`` is another one for each."""
SHAPES: dict[str, str] = {
    "paragraph": "{}\n",
    "heading": "## {}\n",
    "list": "- {}\n",
    "quotation": "> {}\n",
    "table": "| a |\n|---|\n| {} |\n",
    "definition": "Ord\n:   {}\n",
    "footnote": "x[^number]\n\n[^number]: {}\n",
    "words of a link": "[{}](https://example.dk)\n",
    "title of a link": '[x](https://example.dk "{}")\n',
    "address of a link": "[x]({})\n",
    "address in angle brackets": "[x](<{}>)\n",
    "reference": "[x][number]\n\n[number]: {}\n",
    "address of a picture": "![x]({})\n",
    "words of a picture": "![{}](x.png)\n",
    "mark of a fence": "``` {}\nx\n```\n",
    "attributes": "x {{: {} }}\n",
    "id of a heading": "## x {{#{}}}\n",
}
"""Places in prose where Markdown reads the text."""

LONELY = {"quotation": "`", "mark of a fence": ""}
"""By shape, what in a vector may change how the text after it is read: some of these get pages of their own."""


def shaped(shape: str, vector: str, number: int = 0) -> str:
    """A body with a vector in one of ``SHAPES``."""
    return SHAPES[shape].replace("number", f"n{number}").format(VECTORS[vector])


def tried() -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """A playbook with each vector in each shape on a page of its own; and by path what it is."""
    made, what = {}, {}
    for at, shape in enumerate(SHAPES):
        for number, vector in enumerate(VECTORS):
            path = f"content/da/try-{at}-{number}.md"
            what[path] = (shape, vector)
            made[path] = f"---\ntitle: Prøve\n---\n\n{shaped(shape, vector)}"
    settings = {"plugins": [{"playbook": {"format": 1, "languages": ["da"]}}]}
    return made | {"content/da/index.md": written({"title": "Hjem"}), "mkdocs.yml": json.dumps(settings)}, what


def sinks() -> list[str]:
    """Every place that the playbook fills, by name."""
    return [
        *(f"{kind}.{field}" for table in (SINGLE, LISTS) for kind, fields in table.items() for field in fields),
        *ITEMS,
        *(f"mkdocs.yml {name}" for name in SETTING_SINKS),
        *(f"release {name}" for name in RELEASE_SINKS),
        *(f"prose: {name}" for name in (*PROSE, *SHAPES)),
    ]


def some(number: int) -> list[str]:
    """One of ``SETS`` shares of the vectors."""
    return list(VECTORS.values())[number % SETS :: SETS]


def singles(kind: str, number: int) -> dict[str, Any]:
    """The fields with one text of an entity; each field has another share of the vectors, in another order."""
    shares = [some(number + at)[at:] + some(number + at)[:at] for at in range(len(SINGLE[kind]))]
    return dict(zip(SINGLE[kind], map(" ".join, shares), strict=True))


def lists(kind: str, number: int) -> dict[str, Any]:
    """The fields with lists of an entity; a word may stand once in all of them."""
    return {field: [f"{text} {field}" for text in some(number)] for field in LISTS.get(kind, ())}


def items(number: int, **fields: Any) -> list[dict[str, Any]]:
    """An item for each of a share of the vectors; ``fields`` get it, or are what they are."""
    return [
        {"id": f"item-{at}"} | {name: value(text) if callable(value) else value for name, value in fields.items()}
        for at, text in enumerate(some(number))
    ]


def same(text: str) -> str:
    """A vector as it is."""
    return text


def alone(text: str) -> list[str]:
    """A vector in a list."""
    return [text]


STAGES = CANONICAL_STAGES[-SETS:]
"""Those that the playbook has."""


def _journey(number: int) -> dict[str, Any]:
    steps = items(
        number, stage="purchase", action=same, thought=same, emotion=-1, pains=alone, gains=alone, actors=alone
    )
    for at, step in enumerate(steps):
        step |= {"touchpoint": f"touchpoint-{number}", "opportunities": [f"opportunity-{number}"]}
        step["next"] = [{"to": f"item-{at + 1}", "label": step["action"]}] if at + 1 < len(steps) else []
    return {
        "kind": "example",
        "segment": f"segment-{number}",
        "owner": f"owner-{number}",
        "personas": [f"persona-{number}"],
        "stage_model": f"model-{number}",
        "sources": [f"source-{number}"],
        "steps": steps,
        "checklist": items(number, obligation="must", text=same, why=same),
    }


def _model(number: int) -> dict[str, Any]:
    """Some vectors an entry: a model has no more entries than there are stages."""
    most = len(CANONICAL_STAGES)
    labels = [" ".join(some(number)[at::most]) for at in range(most)]
    covered = ["purchase", *(stage for stage in CANONICAL_STAGES if stage != "purchase")]
    entries = zip(labels, covered, strict=False)
    return {
        "entries": [
            {"id": f"item-{at}", "label": label, "stages": [stage]} for at, (label, stage) in enumerate(entries)
        ]
    }


def _touchpoint(number: int) -> dict[str, Any]:
    met = {"channel": f"channel-{number}", "owner": f"owner-{number}", "stages": ["purchase", STAGES[number]]}
    return met | {"medium": "online", "ownership": "paid", "importance": 3}


MORE: dict[str, Callable[[int], dict[str, Any]]] = {
    "journey": _journey,
    "model": _model,
    "persona": lambda number: {"fictional": True},
    "touchpoint": _touchpoint,
    "opportunity": lambda number: {"customer_value": 50, "business_value": 50, "effort": 1},
    "metric": lambda number: {"direction": "higher", "stages": ["purchase"]},
    "method": lambda number: {"steps": items(number, title=same, text=same)},
    "stage": lambda number: {"phase": "before", "checklist": items(number, obligation="may", text=same, why=same)},
    "source": lambda number: {"address": f"https://example.dk/{number}?a=b&c='()"},
}
"""What an entity of a kind needs besides."""
FOLDERS = {
    "journey": "journeys", "persona": "personas", "opportunity": "opportunities", "metric": "metrics",
    "method": "methods", "model": "models", "stage": "stages", "page": "",
}  # fmt: skip
INVENTORIES = {"touchpoint": "touchpoints", "channel": "channels", "term": "terms", "source": "sources"}


def entity(kind: str, number: int) -> dict[str, Any]:
    """The front matter of an entity, or an item of an inventory."""
    return singles(kind, number) | lists(kind, number) | (MORE[kind](number) if kind in MORE else {})


def written(front: Mapping[str, Any], body: str = "") -> str:
    """A file; JSON is YAML."""
    return f"---\n{json.dumps(front, ensure_ascii=False, indent=0)}\n---\n{body}"


def files(harmless: Collection[tuple[str, str]] = ()) -> dict[str, str]:
    """The playbook, by path; every sink in it holds every vector, and each shape those that are ``harmless`` in it."""
    made = {"content/da/index.md": written({"title": "Hjem", "summary": POLYGLOT}), "mkdocs.yml": configuration()}
    for kind, folder in FOLDERS.items():
        for number in range(SETS):
            id_ = STAGES[number] if kind == "stage" else f"{kind}-{number}"
            path = f"{folder}/{id_}.md".removeprefix("/")
            made[f"content/da/{path}"] = written(entity(kind, number))
            if kind in ("page", "persona"):
                made[f"content/sv/{path}"] = written({"translates": "da"} | translated(kind, number))
    for kind, folder in INVENTORIES.items():
        field = {"source": "entries"}.get(kind, folder)
        for number in range(SETS):
            item = {"id": f"{kind}-{number}"} | entity(kind, number)
            front = {"title": " ".join(some(number)), field: [item]}
            made[f"content/da/{folder}/all-{number}.md"] = written(front)
    for at, put in enumerate(PROSE.values()):
        texts = (put(text).replace("{number}", f"n{number}") for number, text in enumerate(VECTORS.values()))
        made[f"content/da/prose-{at}.md"] = written({"title": f"Prosa {at}"}, "\n" + "\n".join(texts))
    for at, shape in enumerate(SHAPES):
        kept = [vector for vector in VECTORS if (shape, vector) in harmless]
        lonely = [vector for vector in kept if LONELY.get(shape, "\0") in VECTORS[vector]]
        for number, several in enumerate([[v for v in kept if v not in lonely], *([each] for each in lonely[::5])]):
            body = "\n\n".join(shaped(shape, vector, place) for place, vector in enumerate(several))
            made[f"content/da/shape-{at}-{number}.md"] = written({"title": f"Form {at}"}, f"\n{body}")
    return made | dict(releases())


def translated(kind: str, number: int) -> dict[str, Any]:
    """The texts of an entity in another language: the same, as its numbers must be."""
    return singles(kind, number) | lists(kind, number)


def releases() -> Iterator[tuple[str, str]]:
    """Notes of versions; names and commits that the command does not write are refused."""
    for number in range(SETS):
        share = some(number)
        news = [
            {"what": "added", "kind": "persona", "id": f"gone-{at}", "titles": {"da": text, "sv": text}}
            for at, text in enumerate(share)
        ]
        news += [
            {
                "what": "changed",
                "kind": "persona",
                "id": f"persona-{number}",
                "titles": {"da": share[0]},
                "aspects": ["text"],
            }
        ]
        note = {
            "format": 1,
            "name": f"v{number}",
            "day": f"2026-01-{number + 1:02}",
            "commit": "",
            "news": news,
        }
        yield f"releases/2026-01-{number + 1:02}-v.json", json.dumps(note)


def configuration() -> str:
    """``mkdocs.yml``, in which everything that readers see is hostile too."""
    named = {f"{{}}-{number}": {folder: " ".join(some(number)) for folder in ("da", "sv")} for number in range(SETS)}
    options = {
        "format": 1,
        "languages": ["da", "sv"],
        "site_names": {"da": POLYGLOT, "sv": " ".join(some(0))},
        "navigation": ["home", "journeys", "personas", "page-0", "page-1", "terms"],
        "footer": ["page-2", "page-3"],
        "segments": {key.format("segment"): labels for key, labels in named.items()},
        "owners": {key.format("owner"): labels for key, labels in named.items()},
    }
    settings = {
        "site_name": f"{VECTORS['out-title']} {POLYGLOT}",
        "site_url": "https://x.example/",
        "docs_dir": "content",
        "copyright": " ".join(some(1)),
        "theme": "material",
        "plugins": ["mermaid2", {"playbook": options}],
    }
    return json.dumps(settings, ensure_ascii=False, indent=1)


@cache
def outcomes() -> dict[tuple[str, str], tuple[str, ...]]:
    """What ``check`` says of each vector in each shape: codes of errors, in their order; none lets it be published."""
    made, what = tried()
    with TemporaryDirectory() as folder:
        diagnostics = errors(open_project(projects.write(Path(folder), made))[2])
    codes: dict[str, set[str]] = {path: set() for path in what}
    for each in diagnostics:
        codes[each.location.file].add(each.code)
    return {what[path]: tuple(sorted(found)) for path, found in codes.items()}


def harmless() -> frozenset[tuple[str, str]]:
    """The shapes and vectors that ``check`` lets through: they must be shown as text."""
    return frozenset(case for case, codes in outcomes().items() if not codes)
