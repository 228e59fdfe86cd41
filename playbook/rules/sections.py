"""Sections of a body in two languages: the same links, the same ids, as many lists, tables, headings and the like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from playbook.diagnostics import Diagnostic, Location
from playbook.links import page_named
from playbook.outlines import PARTS, Part
from playbook.rules.pairs import Difference, Pair, Side, compared, differences
from playbook.rules.scope import Scope
from playbook.said import S_, Said, counted, said
from playbook.verbatim import without_code


def different_sections(scope: Scope) -> Iterator[Diagnostic]:
    """What differs between a section of a body and its translation, apart from the words."""
    yield from compared(scope, _differences, prose_only=True)


def _differences(pair: Pair) -> Iterator[Diagnostic]:
    if not pair.origin.prose.diagnostics and not pair.translation.prose.diagnostics:
        yield from _parts(pair)
        yield from _links(pair)
        yield from _ids(pair)


# --- Lists, tables, headings ------------------------------------------------------------------------------------------


def _parts(pair: Pair) -> Iterator[Diagnostic]:
    there, here = pair.origin.outline.counts, pair.translation.outline.counts
    for part in PARTS if there != here else ():
        number = here.get(part, 0)
        if number != there.get(part, 0):
            yield Diagnostic(
                location=_first(pair.translation, part),
                code="different-structure",
                message=said(
                    "{parts} here, {there} in the origin", parts=_COUNT[part](number), there=there.get(part, 0)
                ),
                hint=said("compare {place}", place=_first(pair.origin, part)),
            )


_COUNT: Mapping[Part, Callable[[int], Said]] = {
    "list item": lambda number: counted("{number} list item", "{number} list items", number),
    "numbered item": lambda number: counted("{number} numbered item", "{number} numbered items", number),
    "table row": lambda number: counted("{number} table row", "{number} table rows", number),
    "table column": lambda number: counted("{number} table column", "{number} table columns", number),
    "sub-heading": lambda number: counted("{number} sub-heading", "{number} sub-headings", number),
    "code block": lambda number: counted("{number} code block", "{number} code blocks", number),
    "picture": lambda number: counted("{number} picture", "{number} pictures", number),
    "definition": lambda number: counted("{number} definition", "{number} definitions", number),
    "quotation": lambda number: counted("{number} quotation", "{number} quotations", number),
    "footnote": lambda number: counted("{number} footnote", "{number} footnotes", number),
}
"""So many of each part, in words."""


def _first(side: Side, part: Part) -> Location:
    """The place of the first part of its kind; of the section when there is none."""
    words = str(side.words)
    below_the_heading = 0 if side.key == "body" else words.find("\n") + 1
    found = _SIGNS[part].search(words if part == "code block" else without_code(words), below_the_heading)
    return side.at(found.start("sign") if found else 0)


def _line(sign: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t>]*(?P<sign>{sign})", re.MULTILINE)


_SIGNS: Mapping[Part, re.Pattern[str]] = {
    "list item": _line(r"[-*+][ \t]"),
    "numbered item": _line(r"\d+\.[ \t]"),
    "table row": _line(r".*\|"),
    "table column": _line(r".*\|"),
    "sub-heading": _line(r"#{2,6}"),
    "code block": _line(r"`{3}|~{3}"),
    "picture": re.compile(r"(?P<sign>!\[)"),
    "definition": _line(r":[ \t]"),
    "quotation": re.compile(r"^(?P<sign>>)", re.MULTILINE),
    "footnote": re.compile(r"(?P<sign>\[\^)"),
}
"""How each part begins."""


# --- Links and ids ----------------------------------------------------------------------------------------------------


_LINKS = Difference(
    code="different-links",
    missing=S_("the link to '{words}' is missing"),
    extra=S_("the origin has no link to '{words}' here"),
)
_IDS = Difference(
    code="different-ids",
    missing=S_("the place '{words}' is missing"),
    extra=S_("the origin has no place '{words}' here"),
)


def _links(pair: Pair) -> Iterator[Diagnostic]:
    """Links to other pages, and more or fewer links out of the playbook: each language may have its own pages there."""
    for outside in (False, True):
        there, here = (_targets(pair, side, outside=outside) for side in (pair.origin, pair.translation))
        missing = [address for target, address in there.items() if target not in here]
        extra = [address for target, address in here.items() if target not in there]
        answered = min(len(missing), len(extra)) if outside else 0
        yield from differences(
            pair,
            _LINKS,
            missing=((address, _link(pair.origin, address)) for address in missing[answered:]),
            extra=((address, _link(pair.translation, address)) for address in extra[answered:]),
        )


def _targets(pair: Pair, side: Side, *, outside: bool) -> dict[str, str]:
    """What the links of a section lead to, with the address that does; without places that only one language has."""
    other = pair.origin if side is pair.translation else pair.translation
    found: dict[str, str] = {}
    for address in side.outline.addresses:
        target = page_named(address, page=pair.page)
        page, _, place = target.partition("#")
        is_local = page == pair.page and place in side.prose.anchors and place not in other.prose.anchors
        if bool(target) is not outside and not is_local:
            found.setdefault(target or address, address)
    return found


def _link(side: Side, address: str) -> Location:
    """The place of a link; it may be defined below its section."""
    begin = side.at()
    known = (link.location for link in side.prose.links if link.address == address and link.location >= begin)
    found = re.search(rf"(?<=[(<\s]){re.escape(address)}(?=[)>\s])", f"{side.words}\n")
    return next(known, None) or side.at(found.start() if found else 0)


def _ids(pair: Pair) -> Iterator[Diagnostic]:
    """Places that only one language has; those of headings are sections, which are joined by their ids."""
    there, here = (
        {id_: side.prose.anchors[id_] for id_ in sorted(side.outline.ids) if id_ in side.prose.anchors}
        for side in (pair.origin, pair.translation)
    )
    yield from differences(
        pair,
        _IDS,
        missing=[(id_, place) for id_, place in there.items() if id_ not in here],
        extra=[(id_, place) for id_, place in here.items() if id_ not in there],
    )
