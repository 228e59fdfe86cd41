"""Mermaid text drawn as static SVG, by Pele in QuickJS: no browser, no Node, no network."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

from playbook import labels
from playbook.labels import is_inside
from playbook.store import Store

_SVG = "http://www.w3.org/2000/svg"
_MEMORY = 64 * 1024 * 1024
_SECONDS = 10.0
"""Of each drawing; a journey takes a few milliseconds."""

# Fixed, so that the same text is the same bytes on every day and machine; sizes and lines are the page's to style.
# An image is drawn, and then refused below: without it the picture would say less than its text.
_OPTIONS = {"responsive": False, "autoDirection": False, "images": True, "linkSchemes": [], "linkRel": "", "now": 0}
_RENDER = """
function draw(source, options) {
  try {
    return JSON.stringify({svg: pele.render(source, options).svg});
  } catch (error) {
    return JSON.stringify({error: String(error.message)});
  }
}
"""

_ELEMENTS = frozenset({
    "svg", "title", "desc", "g", "a", "path", "rect", "circle", "ellipse", "polygon", "polyline", "line", "text",
    "tspan",
})  # fmt: skip
_ATTRIBUTES = frozenset({
    "id", "class", "role", "aria-labelledby", "aria-describedby", "href", "viewBox", "width", "height", "transform",
    "d", "points", "x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry",
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-dashoffset",
    "stroke-linecap", "stroke-linejoin", "opacity", "font-family", "font-size", "font-style", "font-weight",
    "text-anchor", "text-decoration", "letter-spacing", "word-spacing", "dominant-baseline",
    "{http://www.w3.org/XML/1998/namespace}space",
})  # fmt: skip
_FUNCTIONS = frozenset({
    "var", "color-mix", "rgb", "rgba", "hsl", "hsla", "translate", "rotate", "scale", "matrix",
})  # fmt: skip
_CALL = re.compile(r"([\w-]*)\s*\(")
_LOCAL_VARIABLE = re.compile(r"var\((--_\w+)\)")
_FALLBACK = re.compile(r"var\(--[\w-]+,([^()]*)\)")


class DrawingError(ValueError):
    """Mermaid text that cannot be drawn; the message is the renderer's."""


class UnreadableError(DrawingError):
    """Mermaid text that is no diagram, or has a mistake."""


class TooSlowError(DrawingError):
    """A picture that takes too long, on this machine and today."""


@lru_cache(1 << 6)  # while serving, most edits of a journey leave its diagrams as they are
def draw(source: str, *, prefix: str, seconds: float = _SECONDS) -> str:
    """Mermaid text of any kind as one ``<svg>`` element on one line, to stand inside HTML.

    ``prefix`` begins every id in it, so that a page can hold several; it may take so many ``seconds``. The same text
    gives the same bytes.

    Whatever the text says, the SVG has no script, no handler, no ``style`` and no English word of the renderer's; it
    refers to nothing outside, and a link that is not relative or a fragment is left out. ``accTitle`` and ``accDescr``
    name it.

    ``width`` and ``height`` are its natural size in pixels; the page decides how far it shrinks. Colours and font are
    CSS variables that any element around it may set: ``--pele-bg``, ``-fg``, ``-muted``, ``-line``, ``-surface``,
    ``-surface-alt``, ``-border``, ``-accent``, ``-critical``, ``-series-1`` to ``-series-8``, ``-font``,
    ``-font-mono``, ``-title-weight``, ``-heading-weight`` and ``-bold-weight``.

    Raises UnreadableError for text that is no diagram, DrawingError for what a static picture cannot hold (an image) or
    what is too large to draw.
    """
    svg = _render(source, prefix=prefix, seconds=seconds)
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - the renderer writes no DTD
    except (ElementTree.ParseError, UnicodeError) as problem:  # characters that no XML can hold
        raise DrawingError(f"the drawing is not XML: {problem}") from problem
    _make_static(root)
    _name_role(root)
    return ElementTree.tostring(root, encoding="unicode")


def kept(store: Store, source: str, *, prefix: str) -> str:
    """What ``draw`` makes of the same arguments, kept from build to build: most edits leave diagrams as they are."""
    name = drawing_key(source, prefix=prefix)
    found = store.get(name)
    if found is not None:
        return found.decode()
    made = draw(source, prefix=prefix)
    store.put(name, made.encode())
    return made


def drawing_key(source: str, *, prefix: str) -> str:
    """What names the drawing that ``draw`` makes of the same arguments: hexadecimal, for keeping drawings.

    It changes with the renderer's version, with our options, and with anything in this module and in ``labels``.
    """
    return sha256(json.dumps([_maker(), prefix, source]).encode()).hexdigest()


@cache
def _maker() -> str:
    """What the bytes of a drawing depend on beside its text."""
    digest = sha256(json.dumps([distribution("mermaid-render").version, _OPTIONS, _RENDER]).encode())
    for module in (__file__, labels.__file__):
        digest.update(Path(module).read_bytes())
    return digest.hexdigest()


# --- The renderer -----------------------------------------------------------------------------------------------------

_of_thread = threading.local()  # a QuickJS context belongs to the thread that made it


def _render(source: str, *, prefix: str, seconds: float) -> str:
    arguments = json.dumps(source), json.dumps(_OPTIONS | {"idPrefix": prefix})
    context, engine = _engine()
    context.set_time_limit(seconds)
    begun = time.process_time()
    try:
        answer = json.loads(engine(f"draw({', '.join(arguments)})"))
    except Exception as problem:  # out of time, memory or stack: QuickJS has no common class for them
        _of_thread.engine = None  # what it leaves behind is not to be trusted with the next diagram
        is_slow = time.process_time() - begun >= seconds
        raise (TooSlowError if is_slow else DrawingError)(str(problem).partition("\n")[0]) from problem
    if "error" in answer:
        raise UnreadableError(answer["error"])
    return cast(str, answer["svg"])


def _engine() -> tuple[Any, Callable[[str], str]]:
    engine = getattr(_of_thread, "engine", None)
    if engine is None:
        engine = _of_thread.engine = _start_engine()
    return cast(tuple[Any, Callable[[str], str]], engine)


def _start_engine() -> tuple[Any, Callable[[str], str]]:
    """A QuickJS context, which holds the limits, and what evaluates in it."""
    import quickjs  # type: ignore[import-untyped]  # only builds with diagrams pay for it

    # Found by its distribution: importing the package would load fonts and a rasteriser that are not used here.
    pele = Path(str(distribution("mermaid-render").locate_file("mermaid_render/pele/pele.global.js")))
    context = quickjs.Context()
    context.set_memory_limit(_MEMORY)
    context.eval(pele.read_text(encoding="utf-8"))
    context.eval(_RENDER)
    return context, context.eval


# --- What may stand in the picture ------------------------------------------------------------------------------------


def _make_static(root: ElementTree.Element) -> None:
    """Leave only listed elements and attributes, and turn styles, which a page's policy may forbid, into attributes."""
    style = _declarations(root.attrib.pop("style", ""))
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{_SVG}}}")
        if name not in _ELEMENTS:
            raise DrawingError(f"a static picture cannot hold <{name}>")
        declared = element.attrib
        if "style" in declared:
            declared = {**declared, **_declarations(declared["style"])}
        element.tag = name
        element.attrib = {}
        for attribute, value in declared.items():
            if "var(--_" in value:
                value = _LOCAL_VARIABLE.sub(lambda found: style.get(found[1], ""), value)
            kept = _attribute(attribute, value)
            if kept is not None:
                element.set(attribute, kept)
        element.text = element.text and element.text.replace("\n", " ")
        element.tail = element.tail and element.tail.replace("\n", " ")
    font = {"font-size": style["font"].partition("px")[0], "font-family": style["font-family"]}
    root.attrib = {"xmlns": _SVG, **root.attrib, **font}


@lru_cache(1 << 14)  # colours, fonts and many coordinates are the same in all drawings
def _attribute(name: str, value: str) -> str | None:
    """The value as it may stand in the picture; None when the attribute may not."""
    if name == "href":
        return value if is_inside(value) else None
    if name == "class":
        return " ".join(word for word in value.split() if word.startswith("pele")) or None
    if name not in _ATTRIBUTES or "\\" in value:
        return None
    if "(" in value and not _FUNCTIONS.issuperset(_CALL.findall(value)):
        return None
    return _FALLBACK.sub(r"\1", value) if name in ("rx", "ry") else value  # these take no variable as an attribute


@lru_cache(1 << 10)
def _declarations(style: str) -> Mapping[str, str]:
    pairs = (part.partition(":") for part in style.split(";"))
    return {name.strip(): value.strip() for name, colon, value in pairs if colon}


def _name_role(root: ElementTree.Element) -> None:
    """A picture without links is one image; with links, its parts must stay reachable."""
    if root.find(".//a[@href]") is None:
        root.set("role", "img")
