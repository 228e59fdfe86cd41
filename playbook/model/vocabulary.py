"""The words that fields may hold, the marks on fields, and what can be an id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from annotated_types import Ge, Le, Predicate

CanonicalStage = Literal[
    "need", "awareness", "consideration", "evaluation", "lead", "decision", "purchase",
    "use", "service", "repurchase", "loyalty", "advocacy", "exit",
]  # fmt: skip
"""The stages that every model maps to. ``evaluation`` is before the purchase, ``lead`` is the company's view."""
CANONICAL_STAGES: tuple[str, ...] = get_args(CanonicalStage)
"""The canonical stages in the order of a customer's life with a company."""

JourneyKind = Literal["example", "planned", "actual", "analogy"]
JourneyState = Literal["as-is", "to-be"]
Phase = Literal["before", "during", "after"]
Perspective = Literal["customer", "business"]
Obligation = Literal["must", "should", "may"]
Evidence = Literal["observed", "assumed", "proposed"]
Medium = Literal["online", "offline", "both"]
Ownership = Literal["paid", "owned", "earned"]
PainCategory = Literal["awareness", "values", "product", "price", "purchase-experience", "service", "repurchase"]
"""The seven kinds of challenge that touchpoints help to find."""
Direction = Literal["higher", "lower"]
OpportunityState = Literal["proposed", "planned", "in-progress", "done", "rejected"]
SourceState = Literal["works", "moved", "gone", "unchecked"]
Status = Literal["draft", "published", "retired"]


_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_WINDOWS_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")
LONGEST_IDENTIFIER = 64


def is_identifier(text: str) -> bool:
    """Whether a text can be an id: kebab-case, at most 64 characters, and a file name on every system."""
    return (
        len(text) <= LONGEST_IDENTIFIER
        and _IDENTIFIER.match(text) is not None
        and _WINDOWS_RESERVED.match(text) is None
    )


@dataclass(frozen=True)
class Reference:
    """Marks an id of something that stands elsewhere: another entity, a step of the same journey, a setting."""

    to: str


@dataclass(frozen=True)
class Key:
    """Marks the field that tells the items of a list apart, in every language."""


@dataclass(frozen=True)
class Given:
    """Marks a field that the reader fills in; it cannot be written in front matter."""


Identifier = Annotated[str, Predicate(is_identifier)]
ItemId = Annotated[Identifier, Key()]
ChannelId = Annotated[str, Reference("channel")]
MetricId = Annotated[str, Reference("metric")]
OpportunityId = Annotated[str, Reference("opportunity")]
OwnerId = Annotated[str, Reference("owner")]
PersonaId = Annotated[str, Reference("persona")]
SegmentId = Annotated[str, Reference("segment")]
SourceId = Annotated[str, Reference("source")]
StageModelId = Annotated[str, Reference("model")]
TouchpointId = Annotated[str, Reference("touchpoint")]

Emotion = Annotated[int, Ge(-2), Le(2)]
"""-2 very negative, 0 neutral, +2 very positive."""
Score = Annotated[int, Ge(1), Le(5)]
"""1 lowest, 5 highest."""
Value = Annotated[int, Ge(0), Le(100)]
"""0 worth nothing, 100 worth most."""
Effort = Annotated[int, Ge(0), Le(5)]
"""0 no effort, 5 most."""
