"""The diagrams of a journey as one language shows them: picture, source and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from playbook.diagrams import flow_diagram, journey_diagram
from playbook.drawing import DrawingError
from playbook.model import Journey, Step
from playbook.time_limits import TookTooLongError
from playbook.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A diagram: static SVG, and the Mermaid text that it was drawn from."""

    id: str
    caption: str
    svg: Markup
    source: str


def pictures(journey: Journey, view: View, address: Callable[[str], str]) -> tuple[Picture, ...]:
    """The journey diagram, and the flowchart when the journey branches or loops.

    ``address`` gives the link of a step from its id.
    """
    title = view.text(journey.title)
    folder = view.language.folder

    def href(step: Step) -> str:
        return address(step.id)

    course = view.gettext("The journey from step to step, with the customer's emotion from −2 to +2.")
    sources = {
        "journey": (
            view.gettext("The emotions step by step; 1 to 5 on the axis is −2 to +2"),
            journey_diagram(
                journey,
                language=folder,
                stage_label=partial(view.stage_name, journey),
                title=title,
                description=course,
                actor=view.gettext("Customer"),
            ),
        )
    }
    if not journey.is_linear:
        sources["flow"] = (
            view.gettext("Branches and loops"),
            flow_diagram(
                journey,
                language=folder,
                stage_label=partial(view.stage_name, journey),
                title=title,
                description=view.gettext("Every step and the ways on from it."),
                href=href,
            ),
        )
    try:
        return tuple(
            Picture(
                id=f"diagram-{id_}", caption=caption, svg=_trusted(view.draw(source, prefix=f"{id_}-")), source=source
            )
            for id_, (caption, source) in sources.items()
        )
    except DrawingError as problem:
        raise TookTooLongError(f"{journey.place.file}: its diagram cannot be drawn: {problem}") from problem


def _trusted(svg: str) -> Markup:
    """The drawing lets only listed elements and attributes through."""
    return Markup(svg)  # noqa: S704
