"""What lies in the content folder: every file found, and told by its place what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location, did_you_mean
from playbook.languages import LANGUAGES
from playbook.links import CHANGES_PAGE, INDEX_PAGES
from playbook.model import KIND_OF_FOLDER, Kind, is_identifier
from playbook.plain_files import entries_below
from playbook.said import Said, said
from playbook.validator import bad_identifier

CONTENT = "content"
ASSETS = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".pdf"})
"""What may lie beside the Markdown and is published with it; SVG may hold scripts."""
DEPTH = 24
"""Folders inside one another, in that of a language: a path is to be no longer than a system allows."""
_JUDGED = 1 << 15
"""Files whose place is judged once by a process that looks again and again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ContentFile:
    """A Markdown file of the content, and what its place says about it."""

    file: str
    """Relative to the project folder: ``content/da/journeys/startup-app.md``."""
    language: str
    path: str
    """Relative to the language folder, the same in every language."""
    kind: Kind
    id: str


def path_in_language(file: str) -> str:
    """``content/da/journeys/x.md`` as ``journeys/x.md``."""
    return file.split("/", 2)[2]


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The files of a content folder."""

    files: tuple[ContentFile, ...] = ()
    assets: tuple[str, ...] = ()
    """Relative to the project folder."""
    diagnostics: tuple[Diagnostic, ...] = ()


def find(root: Path, languages: tuple[str, ...]) -> Found:
    """Every file under the content folder, classified or reported; links are not followed."""
    content = root / CONTENT
    if content.is_symlink() or not content.is_dir():
        missing, hint = said("there is no folder 'content' here"), said("run the command in the playbook's folder")
        return Found(diagnostics=(_wrong(CONTENT, "missing-content", missing, hint),))
    judged = [
        _judge((CONTENT, *parts), is_file=entry.is_file(follow_symlinks=False))
        for parts, entry in entries_below(content)
        if not parts[-1].startswith(".")
    ]
    files = tuple(each for each in judged if isinstance(each, ContentFile) and each.language in languages)
    return Found(
        files=files,
        assets=tuple(each for each in judged if isinstance(each, str) and each.split("/")[1] in languages),
        diagnostics=(*(each for each in judged if isinstance(each, Diagnostic)), *_same_addresses(files)),
    )


@lru_cache(maxsize=_JUDGED)
def _judge(parts: tuple[str, ...], *, is_file: bool) -> ContentFile | str | Diagnostic:
    """A content file, the path of an asset, or what is wrong with what lies here."""
    file, language, inner = "/".join(parts), parts[1], PurePosixPath(*parts[2:])
    if not is_file:
        message = said("only ordinary files can be published")
        return _wrong(file, "not-a-file", message, said("put the file itself in its place"))
    if len(parts) < 3 or language not in LANGUAGES:
        way = said("move it into content/da, content/sv or content/no")
        message = said("'{folder}' is not a language folder", folder=language)
        return _wrong(file, "misplaced-file", message, did_you_mean(language, LANGUAGES, otherwise=way))
    if len(inner.parts) > DEPTH + 1:
        message = said("more than {limit} levels inside one another", limit=DEPTH)
        return _wrong(file, "too-deep", message, said("move it up, into fewer folders"))
    if inner.suffix in ASSETS:
        if all(_ASSET_NAME.match(name) and is_identifier(_STEM.sub("", name)) for name in inner.parts):
            return file
        message = said("'{name}' cannot be an address", name=inner)
        return _wrong(file, "bad-file-name", message, said("use a-z, 0-9, hyphens and one point"))
    if inner.suffix != ".md":
        return _wrong(file, "unknown-file-type", *_unknown_type(inner))
    return _content_file(file, language, inner)


def _unknown_type(inner: PurePosixPath) -> tuple[Said, Said]:
    message, small = said("a '{name}' file cannot be published", name=inner.suffix or inner.name), inner.suffix.lower()
    if small in (".md", *ASSETS):
        return message, said("write the end of its name in small letters: {name}", name=f"{inner.stem}{small}")
    return message, said("use .md for text, and for pictures: {words}", words=tuple(sorted(ASSETS)))


_ASSET_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)?\Z")
_STEM = re.compile(r"\.[a-z0-9]+\Z")


def _content_file(file: str, language: str, inner: PurePosixPath) -> ContentFile | Diagnostic:
    names = inner.with_suffix("").parts
    kind = KIND_OF_FOLDER.get(names[0] if len(names) > 1 else "", KIND_OF_FOLDER[""])
    bad = next((name for name in names if not is_identifier(name)), None)
    if bad is not None:
        return _wrong(file, *bad_identifier(bad))
    if kind.folder and len(names) != 2:
        message = said("files of '{folder}' lie directly in that folder", folder=kind.folder)
        hint = said("move it to {folder}", folder=f"{CONTENT}/{language}/{kind.folder}")
        return _wrong(file, "misplaced-file", message, hint)
    if kind.folder and names[-1] == "index":
        message = said("the index page of '{folder}' is written by the playbook", folder=kind.folder)
        return _wrong(file, "reserved-name", message, said("give the file another name"))
    if names in _TAKEN or (names[-1:] == ("index",) and names[:-1] in _TAKEN):
        message = said("the page '{name}' is written by the playbook", name=names[0])
        return _wrong(file, "reserved-name", message, said("give the file another name"))
    id_ = names[-1] if kind.folder else "/".join(names)
    return ContentFile(file=file, language=language, path=inner.as_posix(), kind=kind, id=id_)


_TAKEN = frozenset((PurePosixPath(page).parent.name,) for page in (*INDEX_PAGES, CHANGES_PAGE))
"""Names of free pages whose address the playbook's own index pages have."""


def _same_addresses(files: Iterable[ContentFile]) -> Iterator[Diagnostic]:
    """Pages ``x.md`` beside ``x/index.md``: both would be the page of the folder ``x``."""
    paths = {each.path for each in files}
    for each in files:
        other = f"{each.path.removesuffix('/index.md')}.md"
        if each.path.endswith("/index.md") and other in paths:
            message = said("this page and {other} have the same address", other=other)
            yield _wrong(each.file, "same-address", message, said("delete one of them, or give it another name"))


def _wrong(file: str, code: Code, message: Said, hint: Said) -> Diagnostic:
    return Diagnostic(location=Location(file=file), code=code, message=message, hint=hint)
