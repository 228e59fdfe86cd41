"""Differences in words: a line for each thing that is otherwise, in which what content says is quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from playbook.differences import Change, Difference, EntityChange, What
from playbook.fields import Role, fields_of, key_of
from playbook.leaves import Plain, Trail
from playbook.model import KINDS
from playbook.spans import Line, Span, line, name, plain, quoted
from playbook.windows import paired, shortened, windows

_LONGEST_ID = 64
"""Characters of an id; what is longer is none, and stands in content that has mistakes."""
_NAMED = 6
"""Texts of a translation that are named before the rest is counted."""


def as_text(difference: Difference, *, shown_as: Callable[[str], str] = str) -> Iterator[str]:
    """Lines for a terminal; ``shown_as`` gives the way to a file from where one is."""
    yield summary(difference)
    for note in notes(difference):
        yield plain(note)
    for entity in difference.entities:
        yield ""
        yield f"{shown_as(entity.file)}: {plain(heading(entity))}"
        for told in lines(entity):
            yield f"  {plain(told)}"


# --- The whole -------------------------------------------------------------------------------------------------------


def summary(difference: Difference) -> str:
    """One line that counts what has changed, and what that means for the translations."""
    counted = Counter((_noun(each), each.what) for each in difference.entities)
    parts = [f"{_counted(number, noun)} {what}" for (noun, what), number in counted.items()]
    if difference.assets:
        parts.append(f"{_counted(len(difference.assets), 'file')} beside the pages")
    if difference.settings:
        parts.append("settings")
    if difference.unread:
        parts.append(f"{_counted(len(difference.unread), 'file')} not readable")
    states = Counter((each.language, each.what) for entity in difference.entities for each in entity.changes)
    for language in sorted({language for language, what in states if what in _OPEN}):
        told = [f"{states[language, what]} {words}" for what, words in _OPEN.items() if states[language, what]]
        parts.append(f"{language}: {', '.join(told)}")
    return "; ".join(parts) or "nothing has changed"


_OPEN: Mapping[What, str] = {"stale": "now stale", "missing": "to translate"}
"""What is left to do for translators."""


def notes(difference: Difference) -> Iterator[Line]:
    """What is no entity's: files that could not be read, pictures, settings."""
    for each in difference.unread:
        yield line("not compared, since it cannot be read in ", quoted(each.state), ": ", quoted(each.why))
    for file in difference.assets:
        yield line(f"{file.what}: ", name(file.file))
    if difference.settings:
        yield line("settings changed: ", *_between(", ", [line(name(each)) for each in difference.settings]))


def heading(entity: EntityChange) -> Line:
    """What an entity is, and what became of it as a whole."""
    before = (", before: ", name(entity.old_id)) if entity.old_id else ()
    return line(f"{_noun(entity)} ", name(entity.id), f" {entity.what}", *before, ": ", quoted(shortened(entity.title)))


def _between(mark: str, parts: Iterable[Line]) -> Line:
    """Lines in one, with a mark between them."""
    found = [span for part in parts for span in (Span(mark), *part)]
    return tuple(found[1:])


def _noun(entity: EntityChange) -> str:
    return f"{entity.kind} list" if entity.is_list else entity.kind


def _counted(number: int, noun: str) -> str:
    plural = f"{noun.removesuffix('y')}ies" if noun.endswith("ty") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


# --- One entity ------------------------------------------------------------------------------------------------------


def lines(entity: EntityChange) -> Iterator[Line]:
    """A line for each change, then one for each language with what became of its texts."""
    cls = _class_of(entity)
    for change in entity.changes:
        if change.what not in _STATES:
            yield _line(change, cls)
    for language in dict.fromkeys(change.language for change in entity.changes if change.what in _STATES):
        for what, words in _STATES.items():
            found = [c.trail for c in entity.changes if (c.what, c.language) == (what, language)]
            if found:
                named = _between("; ", [place(trail, cls) for trail in found[:_NAMED]])
                rest = [f"; and {len(found) - _NAMED} more"] if len(found) > _NAMED else []
                yield line(f"{language}: {_counted(len(found), 'text')} {words}: ", *named, *rest)


_STATES: Mapping[What, str] = {
    "translated": "translated",
    "current": "in step again",
    "stale": "now stale",
    "missing": "to translate",
    "untranslated": "no longer translated",
}


def _class_of(entity: EntityChange) -> type:
    kind = next(each for each in KINDS if each.name == entity.kind)
    return kind.file if entity.is_list else kind.entity


def _line(change: Change, cls: type) -> Line:
    where = line(*place(change.trail, cls), f" ({change.language})" if change.language else "")
    match change.what:
        case "added":
            return line(*where, " added", *_quotation(change.new, change.trail))
        case "removed":
            return line(*where, " removed", *_quotation(change.old, change.trail))
        case "renamed":
            return line(*where, " renamed, before: ", name(shortened(str(change.old), most=_LONGEST_ID)))
        case "moved" if not change.trail:
            return line("moved from ", name(str(change.old)))
        case "moved":
            return line(*where, f" moved from place {change.old} to {change.new}")
        case "reworded" if isinstance(change.old, str) and isinstance(change.new, str):
            if change.old.split() == change.new.split():
                return line(*where, ": line breaks or spaces")
            return line(*where, ": ", *_pair(change.old, change.new))
    if isinstance(change.old, tuple) or isinstance(change.new, tuple):
        return line(*where, ": ", *_of_lists(_several(change.old), _several(change.new)))
    signed = change.trail[-1] == "emotion"
    return line(*where, ": ", _value(change.old, signed=signed), " → ", _value(change.new, signed=signed))


def _quotation(words: Plain, trail: Trail) -> Line:
    """What was added or removed in its own words; of a section, its heading or first line."""
    text = "; ".join(_several(words))
    if trail[0] == "body":
        text = text.partition("\n")[0].lstrip("#").partition("{#")[0]
    return line(": ", quoted(shortened(text))) if text.strip() else ()


def _of_lists(old: tuple[str, ...], new: tuple[str, ...]) -> Line:
    less, more = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
    if not less and not more:
        return line("another order" if old else "none now")
    pairs, gone, come = paired(less, more)
    told = [_pair(*pair) for pair in pairs]
    told += [line("− ", quoted(shortened(each))) for each in gone]
    told += [line("+ ", quoted(shortened(each))) for each in come]
    return _between(", ", told)


def _pair(old: str, new: str) -> Line:
    before, after = windows(old, new)
    return line(quoted(before), " → ", quoted(after))


def _several(value: Plain) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else () if value is None else (str(value),)


def _value(value: Plain, *, signed: bool) -> Span:
    if value is None:
        return Span("nothing")
    if isinstance(value, bool):
        return Span("yes" if value else "no")
    if isinstance(value, int | float):
        return Span(f"{value:+}".replace("-", "\N{MINUS SIGN}") if signed and value else str(value))
    return quoted(shortened(str(value)))


# --- Places ----------------------------------------------------------------------------------------------------------

_NOUNS: Mapping[str, str] = {
    "body": "section",
    "checklist": "checklist item",
    "entries": "entry",
    "next": "way on to",
    "steps": "step",
}
"""What one item of a list is called."""


def place(trail: Trail, cls: type) -> Line:
    """A trail in words: ``step 'sees-ad', emotion``."""
    return _between(", ", _places(trail, cls)) or line("the whole")


def _places(trail: Trail, cls: type) -> Iterator[Line]:
    rest = list(trail)
    while rest:
        part = rest.pop(0)
        field = fields_of(cls).get(part)
        is_list = part == "body" or (field and field.role is Role.PARTS and field.part and key_of(field.part))
        if is_list and rest:
            yield line(f"{_NOUNS.get(part, part)} ", name(shortened(rest.pop(0), most=_LONGEST_ID)))
        else:
            yield line(part.replace("_", " "))
        cls = field.part if field and field.part else cls
