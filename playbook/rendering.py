"""Templates filled for one page: its words, its links to other pages, its visual blocks."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial

from jinja2 import Environment
from markupsafe import Markup

from playbook import links, listing
from playbook.content import CONTENT, path_in_language
from playbook.crosswalk import under
from playbook.hosting import edit_address, new_address
from playbook.journey_map import journey_map
from playbook.ledger import unit_hash
from playbook.list_rows import FILE
from playbook.markup import Words, escape_words, html_environment, markdown_environment
from playbook.model import CANONICAL_STAGES, Entity, Journey, Section
from playbook.paper import scale
from playbook.parts import Part, page_of
from playbook.pictures import Picture, pictures
from playbook.shared_stages import comparison
from playbook.small_map import small_map
from playbook.source import Limits
from playbook.time_limits import limited
from playbook.view import View


def render(view: View, path: str, template: str, values: Mapping[str, object]) -> str:
    """The Markdown of the page at ``path`` (relative to the language folder) from a template and its values."""
    seconds = Limits(**view.settings.limits).page_seconds
    with limited(f"{view.language.folder}/{path}", seconds):
        return _environments(view.drafts)[0].get_template(template).render(_Rendering(view, path, values).context())


@cache
def _environments(serving: bool) -> tuple[Environment, Environment]:
    """Those for pages and for blocks; while serving, a template that has changed is read anew."""
    return markdown_environment(auto_reload=serving), html_environment(auto_reload=serving)


@dataclass(frozen=True)
class _Rendering:
    """What the templates of one page can ask for."""

    view: View
    path: str
    values: Mapping[str, object]

    def context(self) -> dict[str, object]:
        return {
            # Jinja asks each callable for marks of its own, which takes a bound method long to deny.
            "_": partial(self.view.gettext),
            "block": self.block,
            "canonical_stages": CANONICAL_STAGES,
            "comparison": comparison,
            "drawings": self.drawings,
            "edit": self.edit,
            "folder_block": self.folder_block,
            "heading_id": self.heading_id,
            "href": partial(self.href),
            "journey_listing": partial(listing.journeys, self.view),
            "largest_choice": listing.MOST_CHOICES,
            "journey_map": partial(journey_map, view=self.view),
            "link": partial(self.link),
            "list_href": self.list_href,
            "name": partial(self.name),
            "ngettext": self.view.ngettext,
            "original_href": self.original_href,
            "outline": self.view.outline,
            "page_href": partial(self.page_href),
            "print_scale": scale,
            "prose": self.prose,
            "rows_href": self.rows_href,
            "small_map": partial(small_map, view=self.view),
            "touchpoint_listing": partial(listing.touchpoints, self.view),
            "translate_href": self.translate_href,
            "under": under,
            "unit_hash": unit_hash,
            "view": self.view,
            **self.values,
        }

    def href(self, kind: str, id_: str, at: str = "") -> str:
        """The relative address of a page from this one, as a browser sees both; ``at`` is a place in its text."""
        entity = self.view.find(kind, id_) if at else None
        place = at if entity and self.view.shows_text(entity) else links.fragment_of(kind, id_)
        relative = self.page_href(self.page_of(kind, id_))
        return f"{relative}#{place}" if place else relative

    def page_of(self, kind: str, id_: str) -> str:
        """The page on which an entity stands."""
        return page_of(self.view, kind, id_)

    def list_href(self, kind: str) -> str:
        """The relative address of the page on which all things of a kind are listed."""
        return self.href(kind, "index").partition("#")[0]

    def page_href(self, path: str) -> str:
        """The same for any page, named by its Markdown file relative to the language folder."""
        return f"{links.way(links.folder_of(path), start=links.folder_of(self.path))}/{self.view.leaf}"

    def rows_href(self, part: Part) -> str:
        """The relative address of the script with all rows of a list of which this page shows a part."""
        return links.way(posixpath.join(links.folder_of(part.first_page), FILE), start=links.folder_of(self.path))

    def original_href(self, entity: Entity) -> str:
        """The relative address of this page in the language of an entity's origin."""
        target = posixpath.join(entity.origin, links.folder_of(self.path)).rstrip("/")
        here = posixpath.join(self.view.language.folder, links.folder_of(self.path)).rstrip("/")
        return f"{links.way(target, start=here)}/{self.view.leaf}"

    def link(self, kind: str, id_: str, words: str | None = None, at: str = "") -> Markup | str:
        """A Markdown link to a page, or its name alone when it has no page here."""
        shown = self.name(kind, id_) if words is None else words
        entity = self.view.find(kind, id_)
        if entity is None:
            return shown
        place = at if self.view.shows_text(entity) else ""
        address = links.address_of(links.EntityLink(kind, id_, place), page=self.path, place=self.page_of)
        # It is made of ids, in which nothing needs escaping.
        return Markup("[{}](%s)" % address).format(escape_words(shown))  # noqa: S704, UP031

    def name(self, kind: str, id_: str) -> Words:
        """The title of an entity, with or without a page; its id when there is none."""
        if kind == "stage":
            return self.view.stage_label(id_)
        entity = self.view.playbook.of(kind).get(id_)
        return self.view.text(entity.title) if entity else Words(id_)

    def heading_id(self, id_: str, entity: Entity | None = None, key: str = "") -> Markup:
        """The mark that gives a heading its address, and the line of what stands below it."""
        attribute = self.edit(entity, key) if entity else Markup()
        # It is made of ids, in which nothing needs escaping.
        return Markup("{: #%s%s }" % (id_, attribute))  # noqa: S704, UP031

    def block(self, template: str, **values: object) -> Markup:
        """A visual block of HTML, escaped by its template; without blank lines, at which Markdown would end it."""
        rendered = _environments(self.view.drafts)[1].get_template(template).render(self.context() | values)
        return Markup("\n".join(line for line in rendered.splitlines() if line.strip()))  # noqa: S704

    def edit(self, entity: Entity, key: str = "") -> Markup:
        """An attribute that tells the theme on which line something stands: of the page's file, or of another.

        Nothing when it would lead where the page's own link leads, or when there are no such links.
        """
        if not self.view.settings.edit_uri_template:
            return Markup()
        folder, page = self.view.language.folder, self.values.get("entity")
        file, line = entity.written_at(key, folder)
        own_file, own_line = page.written_at("", folder) if isinstance(page, Entity) else ("", 0)
        has_lines = "{line}" in self.view.settings.edit_uri_template
        if file == own_file and (line == own_line or not has_lines):
            return Markup()
        path = "" if file == own_file else file.removeprefix(f"{CONTENT}/").removesuffix(".md") + ":"
        return Markup(' data-edit="{}{}"').format(path, line)

    def folder_block(self, template: str, of: str, **values: object) -> Markup:
        """A block that is the same on all pages of one folder; ``of`` is the id of what it is about."""
        key = ("block", template, of, posixpath.dirname(links.folder_of(self.path)))
        return self.view.once(key, lambda: self.block(template, **values))

    def translate_href(self, entity: Entity) -> str:
        """Where the file of an entity's translation is edited, or begun when there is none; empty when nowhere."""
        settings, folder = self.view.settings, self.view.language.folder
        if folder in entity.files:
            return edit_address(settings.edit_uri_template, entity.files[folder])
        return new_address(settings.new_uri_template, f"{CONTENT}/{folder}/{path_in_language(entity.place.file)}")

    def prose(self, section: Section, entity: Entity) -> Markup:
        """The Markdown of a section of an entity, which has been checked; marked when it is in another language."""
        folder = section.text.language_for(self.view.language.folder)
        written = section.text.read(self.view.language.folder)
        resolved = links.resolved(written, page=self.path, title=self._title, place=self.page_of)
        heading, line_end, rest = resolved.partition("\n")
        if section.id:
            head, brace, tail = heading.rpartition("}")
            heading = f"{head}{self.edit(entity, section.text.key)}{brace}{tail}"
        text = Markup(heading + line_end + rest)  # noqa: S704
        if folder == self.view.language.folder:
            return text
        return Markup('<div lang="{}" markdown="1">\n\n{}\n\n</div>').format(
            self.view.settings.language(folder).tag, text
        )

    def _title(self, kind: str, id_: str) -> str:
        return escape_words(self.name(kind, id_))

    def drawings(self, journey: Journey) -> tuple[Picture, ...]:
        """The diagrams of a journey, whose steps stand on this page."""
        return pictures(journey, self.view, lambda id_: f"#step-{id_}")
