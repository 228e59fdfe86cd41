"""Each page of a language, made: one function for each sort of page."""

from __future__ import annotations

from dataclasses import replace

import yaml

from playbook.edition import Index, Page, Problem
from playbook.links import fragment_of, page_of
from playbook.markup import Words
from playbook.parts import languages_with, parts
from playbook.parts import page_of as page_with
from playbook.rendering import render
from playbook.view import View, plain


def entity_page(view: View, kind: str, id_: str) -> Page:
    """The page of an entity; of a long one, the first."""
    folder, path = view.language.folder, page_of(kind, id_)
    entity = view.playbook.of(kind)[id_]
    part = parts(view, kind, path, entity)[0]
    title = view.text(entity.title)
    described = entity.summary or getattr(entity, "description", None)
    summary = view.text(described) if described else Words("")
    translated = view.is_translated(entity)
    languages = view.playbook.languages
    source, line = entity.written_at("", folder)
    template = "home" if (kind, id_) == ("page", "index") else kind
    if not view.shows_text(entity):
        template = "untranslated"
    return Page(
        path=path,
        kind=kind,
        id=id_,
        title=plain(title),
        description=plain(summary),
        markdown=_document(
            title,
            summary,
            render(view, path, f"{template}.md.jinja", {kind: entity, "entity": entity, "part": part}),
        ),
        owner=view.owner(entity.owner) if entity.owner else "",
        source=source,
        line=line,
        translated=translated,
        canonical=folder if translated else entity.origin,
        alternates=tuple(each for each in languages if view.is_translated(entity, each)) if translated else (),
        versions=tuple(each for each in languages if view.is_published(entity, each)),
        checklist=tuple(item.id for item in view.checklist(entity)),
    )


def index_page(view: View, index: Index, path: str) -> Page:
    """A page that lists; of a long list, the first."""
    languages = view.playbook.languages
    title, description = view.gettext(index.title), view.gettext(index.description)
    values = {"title": title, "description": description, "part": parts(view, index.folder, path)[0]}
    return Page(
        path=path,
        kind="index",
        id=index.folder,
        title=title,
        description=description,
        markdown=_document(title, description, render(view, path, f"{index.folder}.md.jinja", values)),
        canonical=view.language.folder,
        alternates=languages,
        versions=languages,
    )


def part_page(view: View, first: Page, name: str, number: int, id_: str = "") -> Page:
    """A page on which a long list goes on; it is found by what stands on it, and not by itself."""
    entity = view.playbook.of(name)[id_] if id_ else None
    part = parts(view, name, first.path, entity)[number - 1]
    title = view.gettext("{title}, page {number} of {total}", title=first.title, number=number, total=part.total)
    template = "part" if entity else name
    values = {"title": title, "description": "", "part": part, "entity": entity}
    there = languages_with(view, name, part, entity)
    return replace(
        first,
        path=part.path,
        kind="part",
        id=part.path.removesuffix(".md"),
        title=title,
        description="",
        markdown=_document(title, "", render(view, part.path, f"{template}.md.jinja", values)),
        alternates=tuple(folder for folder in first.alternates if folder in there),
        versions=tuple(folder for folder in first.versions if folder in there),
        part_of=first.path,
        checklist=(),
    )


def left_page(view: View, path: str, to_kind: str, to_id: str) -> Page:
    """The page at an address that has been given up."""
    target = view.playbook.of(to_kind)[to_id]
    title = view.gettext("This page has moved")
    body = render(view, path, "moved.md.jinja", {"title": title, "kind": to_kind, "id": to_id})
    fragment = fragment_of(to_kind, to_id)
    translated = view.is_translated(target)
    return Page(
        path=path,
        kind="moved",
        id=path,
        title=title,
        description="",
        markdown=_document(title, "", body),
        translated=False,
        canonical=view.language.folder if translated else target.origin,
        versions=tuple(each for each in view.playbook.languages if view.is_published(target, each)),
        leads_to=page_with(view, to_kind, to_id) + (f"#{fragment}" if fragment else ""),
    )


def problem_page(view: View, problem: Problem) -> Page:
    """The page that tells what is wrong with its file."""
    title = view.gettext("This page has mistakes")
    body = render(view, problem.path, "problem.md.jinja", {"title": title, "problem": problem})
    versions = view.playbook.languages
    folder = view.language.folder
    return Page(path=problem.path, kind="problem", id=problem.path, title=title, description="",
                markdown=_document(title, "", body), source=problem.file, canonical=folder,
                versions=versions)  # fmt: skip


def _document(title: str, description: str, body: str) -> str:
    """A Markdown file: front matter and body."""
    front = {"title": plain(title)} | ({"description": plain(description)} if description else {})
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)}---\n\n{body.strip()}\n"
