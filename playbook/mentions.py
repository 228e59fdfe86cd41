"""Where content names an entity: ids in front matter, links in prose, in all languages, to the byte."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from playbook.content import ContentFile
from playbook.diagnostics import Diagnostic
from playbook.edits import Edit, Lines
from playbook.fields import Path, written_references
from playbook.links import entity_link, fragment_of, page_named, page_of, shown_on
from playbook.places import Places
from playbook.prose import read_prose
from playbook.published import Name
from playbook.source import FRONT_LINE, Document, Limits, parse
from playbook.verbatim import without_code
from playbook.yaml_text import scalar

How = Literal["own", "field", "link"]


@dataclass(frozen=True)
class Written:
    """A content file as it is written; what is asked of it is worked out once."""

    content: ContentFile
    data: bytes
    limits: Limits

    @cached_property
    def _parsed(self) -> tuple[Document, tuple[Diagnostic, ...]]:
        return parse(self.data, file=self.content.file, limits=self.limits)

    @property
    def document(self) -> Document:
        """The file, parsed."""
        return self._parsed[0]

    @cached_property
    def lines(self) -> Lines:
        """The file by lines and columns."""
        return Lines(self.data)

    @cached_property
    def is_readable(self) -> bool:
        """Whether nothing in it hides what it says."""
        return not self._parsed[1] and not read_prose(self.document, limits=self.limits).diagnostics

    @cached_property
    def places(self) -> Places:
        """Where the words of its body stand."""
        return Places(self.document)

    @property
    def page(self) -> str:
        """The page that shows its prose, relative to the language folder."""
        return shown_on(self.content.kind, self.content.id)

    def may_name(self, id_: str) -> bool:
        """Whether the id stands anywhere in the file, as a word."""
        last = re.escape(id_.rpartition("/")[2].encode())
        return re.search(rb"(?<![A-Za-z0-9-])" + last + rb"(?![A-Za-z0-9-])", self.data) is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A place where an entity is named."""

    edit: Edit
    """What would put another id there."""
    how: How
    """``own`` for the id of an inventory's item itself."""


def mentions(written: Written, name: Name, new: str) -> Iterator[Mention]:
    """Every place in a file that names an entity, with the edit that would put another id there."""
    for path, how in _in_front_matter(written, name):
        yield Mention(edit=_scalar_edit(written, path, name.id, new), how=how)
    for start, address in addresses(written):
        named = entity_link(address)
        if named is not None and (named.kind, named.id) == name:
            at = start + len(named.kind) + 1
            yield Mention(edit=body_edit(written, at, at + len(named.id), new), how="link")
        elif named is None and _leads_to(written, address, name):
            first, last, text = _in_address(written, address, name, new)
            yield Mention(edit=body_edit(written, start + first, start + last, text), how="link")


# --- Front matter -----------------------------------------------------------------------------------------------------


def _in_front_matter(written: Written, name: Name) -> Iterator[tuple[Path, How]]:
    kind, meta = written.content.kind, written.document.meta
    if kind.name == name.kind and kind.items:
        items = meta.get(kind.items)
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict) and item.get("id") == name.id:
                yield (kind.items, index, "id"), "own"
    for path, to, id_ in written_references(kind.file, meta):
        if Name(to, id_) == name:
            yield path, "field"


def _scalar_edit(written: Written, path: Path, old: str, new: str) -> Edit:
    """Between its quotes, if it has any, one text makes way for another."""
    document, lines = written.document, written.lines
    start = lines.at(document.positions[path])
    end = lines.offset(document.ends[path].line + FRONT_LINE, document.ends[path].column + 1)
    raw = written.data[start:end]
    found = raw.find(old.encode())
    if found < 0:  # written with escapes
        return Edit(file=document.file, start=start + 1, end=end - 1, text=new)
    text = new if raw[:1] in (b'"', b"'", b">", b"|") else scalar(new, in_brackets=True)
    return Edit(file=document.file, start=start + found, end=start + found + len(old.encode()), text=text)


# --- Prose ------------------------------------------------------------------------------------------------------------


def addresses(written: Written) -> Iterator[tuple[int, str]]:
    """The addresses of links and pictures in a body: where they begin, as offsets in it, and what stands there.

    A link as Markdown sees it: what only looks like one is left out, and so is code.
    """
    body = written.document.body
    known = {link.address for link in read_prose(written.document, limits=written.limits).links}
    searched = without_code(body)
    for found in _ADDRESS.finditer(searched):
        group = next(name for name in ("pointed", "inline", "defined") if found[name] is not None)
        start, end = found.span(group)
        if body[start:end] in known:
            yield start, body[start:end]


_ADDRESS = re.compile(
    r"""(?: (?<!\\)\]\(\s* | ^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\n?[ \t]* )
        (?: <(?P<pointed>[^<>\n]*)>
          | (?<=\()\s*(?P<inline>[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)
          | (?P<defined>[^\s<>]+) )""",
    re.VERBOSE | re.MULTILINE,
)


def _leads_to(written: Written, address: str, name: Name) -> bool:
    place = fragment_of(name.kind, name.id)
    page, _, fragment = page_named(address, page=written.page).partition("#")
    return page == page_of(name.kind, name.id) and (not place or fragment == place)


def _in_address(written: Written, address: str, name: Name, new: str) -> tuple[int, int, str]:
    """What of a relative address is changed for another id, as offsets in it, and into what: as little as will do."""
    if fragment_of(name.kind, name.id):
        mark = address.index("#") + 1
        return mark, len(address), fragment_of(name.kind, new)
    path = address.partition("#")[0].partition("?")[0]
    (folder, _, last), (new_folder, _, new_last) = name.id.rpartition("/"), new.rpartition("/")
    if folder == new_folder and path.endswith(f"{last}.md"):
        return len(path) - len(f"{last}.md"), len(path) - len(".md"), new_last
    page = page_of(name.kind, new) if written.page == page_of(name.kind, name.id) else written.page
    return 0, len(path), posixpath.relpath(page_of(name.kind, new), posixpath.dirname(page) or ".")


def body_edit(written: Written, start: int, end: int, text: str) -> Edit:
    """The edit between two offsets of a body."""
    first, last = (written.lines.at(written.places.at(offset)) for offset in (start, end))
    return Edit(file=written.content.file, start=first, end=last, text=text)
