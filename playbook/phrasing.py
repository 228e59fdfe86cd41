"""How one language says things, whatever is in the playbook: words of texts and of the interface, names, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from playbook.diagrams import OutlineStep, OutlineWay
from playbook.languages import LANGUAGES, N_, Language, catalog, label, long_date
from playbook.markup import Words
from playbook.model import ChecklistItem, Journey, Obligation, Rating, Text, TextList
from playbook.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Phrasing:
    """What is said in one language."""

    settings: Settings
    language: Language

    def gettext(self, message: str, **values: object) -> str:
        """A sentence or a label of the interface, with its values filled in."""
        return str(catalog(self.language.folder).gettext(message)).format(**values)

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """The same for a number of things; ``{number}`` is filled in."""
        return str(catalog(self.language.folder).ngettext(one, many, number)).format(number=number, **values)

    def label(self, vocabulary: str, value: object) -> str:
        """The word for a value of one of the model's vocabularies."""
        return label(self.language.folder, vocabulary, str(value))

    def labels(self, vocabulary: str, values: tuple[str, ...]) -> str:
        """The words for several values, with commas."""
        return ", ".join(self.label(vocabulary, value) for value in values)

    def kind(self, name: str) -> str:
        """The word for all entities of a kind."""
        return self.label("kind", name)

    def setting_label(self, labels: Mapping[str, Mapping[str, str]], id_: str) -> str:
        """The name that the settings give an owner or a segment; its id when they give none."""
        return labels.get(id_, {}).get(self.language.folder, id_)

    def owner(self, id_: str) -> str:
        """An owner's name; for an empty id, that there is none."""
        return self.setting_label(self.settings.owners, id_) if id_ else self.gettext("Nobody")

    def language_name(self, tag: str) -> str:
        """The name of any language, in this one's words; the tag itself when nobody knows it."""
        try:
            return Locale.parse(tag, sep="-").get_display_name(self.language.tag) or tag
        except (UnknownLocaleError, ValueError):
            return tag

    def language_of(self, folder: str) -> str:
        """The name of one of the playbook's languages, in its own words."""
        return LANGUAGES[folder].name

    def text(self, unit: Text) -> Words:
        """The words of a unit, marked when they are the origin's because ours are missing."""
        return self._words(unit.read(self.language.folder), unit.language_for(self.language.folder))

    def texts(self, unit: TextList | None) -> list[Words]:
        """The texts of a list; none when there is no list."""
        if unit is None:
            return []
        language = unit.language_for(self.language.folder)
        return [self._words(text, language) for text in unit.read(self.language.folder)]

    def own(self, text: str, folder: str) -> Words:
        """A text that stands in the language of a folder."""
        return self._words(text, folder)

    def _words(self, text: str, folder: str) -> Words:
        return Words(text, "" if folder == self.language.folder else self.settings.language(folder).tag)

    def numbered(self, number: int, unit: Text) -> Words:
        """A text with its number before it."""
        words = self.text(unit)
        return Words(f"{number}. {words}", words.lang)

    def date(self, day: date) -> str:
        """A date as the language writes it: 21. november 2026."""
        return long_date(self.language, day)

    def number(self, number: float) -> str:
        """A number as the language writes it: 1.234,5."""
        return str(format_decimal(number, locale=self.language.tag))

    def range(self, first: int, last: int) -> str:
        """From one number to another, as the language writes it: 8-10 or 8–10."""
        return str(first) if first == last else f"{first}{self.language.range_mark}{last}"

    @staticmethod
    def signed(score: int) -> str:
        """A score with its sign: +2, 0, −1."""
        return f"{score:+d}".replace("-", "\N{MINUS SIGN}") if score else "0"

    def rating(self, rating: Rating) -> str:
        """A score of five with what it rests on."""
        score = self.gettext("{score} of 5", score=rating.score)
        return f"{score} ({self.label('evidence', rating.evidence).lower()})"

    def obligations(self, items: tuple[ChecklistItem, ...]) -> str:
        """How many items of a checklist are demands, recommendations and possibilities: 4 skal, 2 bør, 1 kan."""
        held = [item.obligation for item in items]
        found = [each for each in get_args(Obligation) if each in held]
        return ", ".join(f"{held.count(each)} {self.label('obligation', each).lower()}" for each in found)

    def journey_kind(self, journey: Journey) -> str:
        """What kind of journey it is, and whether it tells of today or of a goal."""
        kind = self.label("journey-kind", journey.kind)
        return f"{kind}, {self.label('journey-state', journey.state)}" if journey.state else kind

    def way_on(self, step: OutlineStep, way: OutlineWay) -> str:
        """Where a step leads: onwards or, in a loop, back to another."""
        message = N_("on to step {number}") if way.number > step.number else N_("back to step {number}")
        return self.gettext(message, number=way.number)

    @staticmethod
    def is_fork(step: OutlineStep, *, of: int) -> bool:
        """Whether what comes after a step must be said, in a journey of so many: it is not just the next step."""
        if not step.ways:
            return step.number < of
        return [way.number for way in step.ways] != [step.number + 1] or bool(step.ways[0].label)
