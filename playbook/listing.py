"""By what the lists of journeys and touchpoints can be narrowed and sorted: ids and ranks, and the words for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar, get_args

from playbook.languages import N_, sort_key
from playbook.markup import Words
from playbook.model import CANONICAL_STAGES, Entity, Journey, JourneyKind, Touchpoint
from playbook.view import View

E = TypeVar("E", bound=Entity)
NONE = "none"
"""Stands for a value that an entity lacks."""
MOST_CHOICES = 60
"""Of a facet. Nobody looks through more; a name is found quicker by typing it, and the search knows it too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Something by which a list can be narrowed."""

    value: str
    """Language-neutral: it stands in the page's address, and on the entries that have it."""
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Facet:
    """Choices of one sort."""

    id: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """A way to sort a list."""

    id: str
    label: str
    by: str
    """The numbers of an entry that decide, the first ones first; with a hyphen before it, the largest comes first.
    Empty for the order in which the page lists."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """What a page knows of a list on it."""

    facets: tuple[Facet, ...]
    """Those with something to choose between, unless it is too much."""
    orders: tuple[Order, ...]
    entries: Mapping[str, Mapping[str, str]]
    """By the entry's id: its values, by facet and separated by spaces, and its numbers to sort by."""


def journeys(view: View) -> Listing:
    """The journeys that have a page."""
    return view.once(
        ("listing", "journey"),
        lambda: _listing(view, view.related.journeys, _JOURNEY_FACETS, _JOURNEY_ORDERS),
    )


def touchpoints(view: View) -> Listing:
    """The touchpoints that have a page."""
    return view.once(
        ("listing", "touchpoint"),
        lambda: _listing(view, view.related.touchpoints, _TOUCHPOINT_FACETS, _TOUCHPOINT_ORDERS),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Way(Generic[E]):
    """How a facet is worked out."""

    id: str
    label: str
    values: Callable[[View, E], Iterable[str]]
    name: Callable[[View, str], str]
    order: tuple[str, ...] | None = None
    """Of the values; by name where there is none."""


def _listing(
    view: View, entities: tuple[E, ...], ways: tuple[_Way[E], ...], orders: tuple[tuple[str, str, str], ...]
) -> Listing:
    held = {entity.id: {way.id: tuple(dict.fromkeys(way.values(view, entity))) for way in ways} for entity in entities}
    facets = [_facet(view, way, [values[way.id] for values in held.values()]) for way in ways]
    left_out = {facet.id for facet in facets if len(facet.choices) > MOST_CHOICES}
    return Listing(
        facets=tuple(facet for facet in facets if 1 < len(facet.choices) <= MOST_CHOICES),
        orders=tuple(Order(id=id_, label=view.gettext(label), by=by) for id_, label, by in orders),
        entries={
            id_: {facet: " ".join(values) for facet, values in found.items() if facet not in left_out}
            | _ranks(rank, found)
            for rank, (id_, found) in enumerate(held.items())
        },
    )


def _facet(view: View, way: _Way[E], held: list[tuple[str, ...]]) -> Facet:
    found = {value: way.name(view, value) for value in dict.fromkeys(value for values in held for value in values)}
    if way.order is None:
        values = sorted(found, key=lambda value: sort_key(view.language.folder, found[value]))
    else:
        values = [value for value in way.order if value in found]
    choices = tuple(Choice(value=value, label=found[value]) for value in values)
    return Facet(id=way.id, label=view.gettext(way.label), choices=choices)


def _ranks(rank: int, values: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The place among the names, as the language sorts them, and that of the first stage."""
    return {"rank": str(rank), "first": str(min(map(CANONICAL_STAGES.index, values["stage"])))}


# --- What is chosen by ------------------------------------------------------------------------------------------------


def _met(view: View, journey: Journey) -> Iterator[Touchpoint]:
    """The touchpoints that a journey meets, as far as they have a page."""
    for step in journey.steps:
        found = view.find("touchpoint", step.touchpoint) if step.touchpoint else None
        if isinstance(found, Touchpoint):
            yield found


def _used(view: View, touchpoint: Touchpoint) -> Iterator[Journey]:
    """The journeys that meet a touchpoint."""
    return (journey for journey, _ in view.related.steps_at(touchpoint.id))


def _media(touchpoint: Touchpoint) -> tuple[str, ...]:
    """What is there online and offline is found by either."""
    return ("online", "offline") if touchpoint.medium == "both" else (touchpoint.medium,)


def _gap(touchpoint: Touchpoint) -> str:
    return NONE if touchpoint.gap is None else str(touchpoint.gap)


def _largest_gap(view: View, journey: Journey) -> str:
    gaps = [touchpoint.gap for touchpoint in _met(view, journey) if touchpoint.gap is not None]
    return str(max(gaps)) if gaps else NONE


def _segment(view: View, id_: str) -> str:
    return view.setting_label(view.settings.segments, id_)


def _owner(view: View, id_: str) -> str:
    return view.owner("" if id_ == NONE else id_)


def _title(kind: str) -> Callable[[View, str], str]:
    def title(view: View, id_: str) -> str:
        entity = view.playbook.of(kind).get(id_)
        return view.text(entity.title) if entity else Words(id_)

    return title


def _label(vocabulary: str) -> Callable[[View, str], str]:
    return lambda view, value: view.label(vocabulary, value)


def _score(view: View, value: str) -> str:
    return view.gettext("{score} of 5", score=value)


def _signed(view: View, value: str) -> str:
    return view.gettext("Not rated") if value == NONE else view.signed(int(value))


def _emotion(view: View, value: str) -> str:
    return f"{view.signed(int(value))} {view.label('emotion', value)}"


_MEDIA = ("online", "offline")
_GAPS = (*map(str, range(4, -5, -1)), NONE)
_STAGE, _SEGMENT, _PERSONA, _CHANNEL = N_("Stage"), N_("For whom"), N_("Persona"), N_("Channel")
_MEDIUM, _OWNER, _KIND, _GAP = N_("Medium"), N_("Owner"), N_("Kind"), N_("Gap")

_JOURNEY_FACETS: tuple[_Way[Journey], ...] = (
    _Way(
        id="stage",
        label=_STAGE,
        values=lambda _, journey: (step.stage for step in journey.steps),
        name=View.stage_label,
        order=CANONICAL_STAGES,
    ),
    _Way(id="segment", label=_SEGMENT, values=lambda _, journey: (journey.segment,), name=_segment),
    _Way(id="persona", label=_PERSONA, values=lambda _, journey: journey.personas, name=_title("persona")),
    _Way(
        id="channel",
        label=_CHANNEL,
        values=lambda view, journey: (touchpoint.channel for touchpoint in _met(view, journey)),
        name=_title("channel"),
    ),
    _Way(
        id="medium",
        label=_MEDIUM,
        values=lambda view, journey: (medium for touchpoint in _met(view, journey) for medium in _media(touchpoint)),
        name=_label("medium"),
        order=_MEDIA,
    ),
    _Way(
        id="kind",
        label=_KIND,
        values=lambda _, journey: (journey.kind,),
        name=_label("journey-kind"),
        order=get_args(JourneyKind),
    ),
    _Way(id="owner", label=_OWNER, values=lambda _, journey: (journey.owner or NONE,), name=_owner),
    _Way(
        id="emotion",
        label=N_("Lowest emotion"),
        values=lambda _, journey: (str(min(step.emotion for step in journey.steps)),),
        name=_emotion,
        order=tuple(map(str, range(-2, 3))),
    ),
    _Way(
        id="gap",
        label=N_("Largest gap"),
        values=lambda view, journey: (_largest_gap(view, journey),),
        name=_signed,
        order=_GAPS,
    ),
)
_TOUCHPOINT_FACETS: tuple[_Way[Touchpoint], ...] = (
    _Way(
        id="stage",
        label=_STAGE,
        values=lambda _, touchpoint: touchpoint.stages,
        name=View.stage_label,
        order=CANONICAL_STAGES,
    ),
    _Way(
        id="segment",
        label=_SEGMENT,
        values=lambda view, touchpoint: (journey.segment for journey in _used(view, touchpoint)),
        name=_segment,
    ),
    _Way(
        id="persona",
        label=_PERSONA,
        values=lambda view, touchpoint: (id_ for journey in _used(view, touchpoint) for id_ in journey.personas),
        name=_title("persona"),
    ),
    _Way(id="channel", label=_CHANNEL, values=lambda _, touchpoint: (touchpoint.channel,), name=_title("channel")),
    _Way(
        id="medium",
        label=_MEDIUM,
        values=lambda _, touchpoint: _media(touchpoint),
        name=_label("medium"),
        order=_MEDIA,
    ),
    _Way(id="owner", label=_OWNER, values=lambda _, touchpoint: (touchpoint.owner or NONE,), name=_owner),
    _Way(
        id="importance",
        label=N_("Importance"),
        values=lambda _, touchpoint: (str(touchpoint.importance),),
        name=_score,
        order=tuple("54321"),
    ),
    _Way(id="gap", label=_GAP, values=lambda _, touchpoint: (_gap(touchpoint),), name=_signed, order=_GAPS),
)
_FIRST_STAGE = N_("Stage, the earliest first")
_BY_NAME = N_("Name")
_JOURNEY_ORDERS = (
    ("name", _BY_NAME, "rank"),
    ("stage", _FIRST_STAGE, "first rank"),
    ("emotion", N_("Emotion, the lowest first"), "emotion -gap rank"),
    ("gap", N_("Gap, the largest first"), "-gap emotion rank"),
)
_TOUCHPOINT_ORDERS = (
    ("theme", N_("Theme"), ""),
    ("name", _BY_NAME, "rank"),
    ("stage", _FIRST_STAGE, "first rank"),
    ("gap", N_("Gap, the largest first"), "-gap -importance rank"),
    ("importance", N_("Importance, the highest first"), "-importance -gap rank"),
)
