"""What is otherwise inside one thing: its lists, its values, its texts in each language."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playbook.differences import Change
from playbook.identities import Leaves, Names, below, following, ids, renamed_items
from playbook.leaves import Items, Leaf, Plain, Trail
from playbook.model import LocalTexts, Text, TextList


def alterations(old: Leaves, new: Leaves, *, origin: str, languages: tuple[str, ...], names: Names) -> Iterator[Change]:
    """What is otherwise in ``new``, in its order.

    ``languages`` are those whose texts are compared; ``origin`` is the one in which they are first written. An id
    that has another name now, as ``names`` says, is the same id.
    """
    lists = [trail for trail, leaf in new.items() if len(trail) == 1 and isinstance(leaf.held, Items)]
    renamed: dict[tuple[Trail, str], str] = {}
    for trail in lists:
        renamed |= {(trail, was): to for was, to in renamed_items(old, new, trail)}
    names = {**names, **{("step", was): to for (trail, was), to in renamed.items() if trail == ("steps",)}}
    yield from _Inside(
        old=following(old, renamed, names),
        new=new,
        origin=origin,
        languages=languages,
        names=names,
        old_ids={(*trail, to): was for (trail, was), to in renamed.items()},
    ).changes()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Inside:
    """Two states of a thing, in the same names."""

    old: Leaves
    new: Leaves
    origin: str
    languages: tuple[str, ...]
    names: Names
    old_ids: Mapping[Trail, str]
    """Of the items that have another id now."""

    def changes(self) -> Iterator[Change]:
        """Everything, in the order of the new state."""
        for trail in dict.fromkeys((*self.new, *self.old)):
            if not any(self._came_or_went(trail[:end]) for end in range(2, len(trail) + 1)):
                yield from self._at(trail)

    def _at(self, trail: Trail) -> Iterator[Change]:
        """What is otherwise at one trail."""
        old, new = self.old.get(trail), self.new.get(trail)
        before, after = old.held if old else None, new.held if new else None
        if isinstance(before, Items) or isinstance(after, Items):
            yield from self._in_list(trail)
        elif isinstance(before, Text | TextList) or isinstance(after, Text | TextList):
            yield from self._in_unit(trail, before, after)
        elif isinstance(before, LocalTexts) or isinstance(after, LocalTexts):
            yield from self._in_local_texts(trail, before, after)
        elif before != after and self._named_now(old, before) != after:
            yield Change(what="changed", trail=trail, old=before, new=after)

    def _named_now(self, leaf: Leaf | None, held: Plain) -> Plain:
        """Ids that refer to something, with the names that it has now."""
        reference = leaf.reference if leaf else ""
        if isinstance(held, tuple):
            return tuple(self.names.get((reference, id_), id_) for id_ in held)
        return self.names.get((reference, held), held) if isinstance(held, str) else held

    def _came_or_went(self, trail: Trail) -> bool:
        """Whether a trail is that of an item that only one of the states has."""
        return (trail[-1] in ids(self.old, trail[:-1])) != (trail[-1] in ids(self.new, trail[:-1]))

    def _in_list(self, trail: Trail) -> Iterator[Change]:
        before, after = ids(self.old, trail), ids(self.new, trail)
        for id_ in after:
            if (was := self.old_ids.get((*trail, id_))) is not None:
                yield Change(what="renamed", trail=(*trail, id_), old=was, new=id_)
        for id_ in before:
            if id_ not in after:
                yield Change(what="removed", trail=(*trail, id_), old=self._label(self.old, (*trail, id_)))
        for id_ in after:
            if id_ not in before:
                yield Change(what="added", trail=(*trail, id_), new=self._label(self.new, (*trail, id_)))
                yield from self._untranslated(below(self.new, (*trail, id_)), (*trail, id_))
        for id_ in moved(before, after):
            yield Change(what="moved", trail=(*trail, id_), old=before.index(id_) + 1, new=after.index(id_) + 1)
        old, new = self.old.get(trail), self.new.get(trail)
        if not before and not after and old and new and old.held != new.held:
            yield Change(what="changed", trail=trail, old=_list(old), new=_list(new))

    def _label(self, found: Leaves, trail: Trail) -> Plain:
        """The first words of an item, in the language in which they are first written."""
        for leaf in below(found, trail).values():
            if isinstance(leaf.held, Text | LocalTexts):
                words = leaf.held.words.get(leaf.held.origin, "")
                return words if isinstance(words, str) else " ".join(words)
        return None

    def _untranslated(self, found: Leaves, at: Trail) -> Iterator[Change]:
        """The texts of something new that the languages of the other texts lack."""
        for trail, leaf in found.items():
            if isinstance(leaf.held, Text | TextList):
                for language in self._translated():
                    if language not in leaf.held.words:
                        yield Change(what="missing", trail=(*at, *trail), language=language)

    def _translated(self) -> list[str]:
        """The languages, beside the origin's, in which the thing has its title."""
        title = self.new.get(("title",))
        words = title.held.words if title and isinstance(title.held, Text) else {}
        return [language for language in self.languages if language in words and language != self.origin]

    def _in_unit(self, trail: Trail, before: object, after: object) -> Iterator[Change]:
        old = before if isinstance(before, Text | TextList) else None
        new = after if isinstance(after, Text | TextList) else None
        if new is None:
            if old is not None:
                yield Change(what="removed", trail=trail, language=old.origin, old=old.words[old.origin])
        elif old is None:
            yield Change(what="added", trail=trail, language=new.origin, new=new.words[new.origin])
            yield from self._untranslated({(): Leaf(held=new)}, trail)
        else:
            for language in self.languages:
                yield from _in_words(trail, old, new, language)

    def _in_local_texts(self, trail: Trail, before: object, after: object) -> Iterator[Change]:
        old = before.words if isinstance(before, LocalTexts) else {}
        new = after.words if isinstance(after, LocalTexts) else {}
        for language in self.languages:
            if old.get(language, ()) != new.get(language, ()):
                yield Change(
                    what="reworded",
                    trail=trail,
                    language=language,
                    old=old.get(language, ()),
                    new=new.get(language, ()),
                )


def _in_words(trail: Trail, old: Text | TextList, new: Text | TextList, language: str) -> Iterator[Change]:
    """What became of a unit in one language: of its words, and of how they stand to the origin's."""
    before, after = old.words.get(language), new.words.get(language)
    if before is None and after is None:
        return
    if before is None:
        yield Change(what="translated", trail=trail, language=language, new=after)
    elif after is None:
        yield Change(what="untranslated", trail=trail, language=language, old=before)
    else:
        if before != after:
            yield Change(what="reworded", trail=trail, language=language, old=before, new=after)
        was, now = old.freshness(language), new.freshness(language)
        if was != now and now != "missing":
            yield Change(what=now, trail=trail, language=language)


def _list(leaf: Leaf) -> Plain:
    return leaf.held.ids if isinstance(leaf.held, Items) else None


def moved(before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    """As few ids as need to move to get from one order to the other, in the new order."""
    places = [before.index(id_) for id_ in after if id_ in before]
    ends: list[int] = []
    lengths: list[int] = []
    for place in places:
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        lengths.append(length)
    stays: set[int] = set()
    wanted = len(ends) - 1
    for place, length in zip(reversed(places), reversed(lengths), strict=True):
        if length == wanted:  # of those with this length, the last one is the smallest
            stays.add(place)
            wanted -= 1
    return [id_ for id_ in after if id_ in before and before.index(id_) not in stays]
