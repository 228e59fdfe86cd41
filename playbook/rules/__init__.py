"""Checks over the whole playbook, one small generator each; they return what is wrong and print nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from playbook.diagnostics import Diagnostic, errors
from playbook.rules import (
    addresses,
    journeys,
    numbers,
    references,
    reviewing,
    sections,
    stages,
    targets,
    translations,
    waivers,
    wording,
)
from playbook.rules.lexicon import NAMING, names_digest
from playbook.rules.scope import Locate, Rule, Scope

__all__ = ["NAMING", "RULES", "RULES_ALONE", "Locate", "Scope", "check", "check_alone", "names_digest"]

RULES: tuple[Rule, ...] = (
    references.unknown_references,
    references.unknown_navigation,
    references.unused_touchpoints,
    references.unused_opportunities,
    references.missing_home,
    stages.stages_off_the_list,
    stages.stages_claimed_twice,
    stages.stages_outside_the_model,
    stages.stages_without_touchpoints,
    journeys.observed_emotions,
    journeys.journeys_that_end_at_the_purchase,
    journeys.journeys_without_account,
    reviewing.reviews_out_of_order,
    targets.broken_links,
    targets.taken_anchors,
    targets.unsafe_sources,
    wording.disputed_words,
    addresses.wrong_addresses,
    addresses.unlisted_pages,
    waivers.wrong_waivers,
)
"""Those that look at the whole playbook, in the order in which they run; what they find is sorted by place later."""

RULES_ALONE: tuple[Rule, ...] = (
    journeys.unreachable_steps,
    journeys.dead_ends,
    translations.stale_translations,
    numbers.different_numbers,
    sections.different_sections,
    wording.wrong_words,
)
"""Those that look at ``files`` one by one, and of other files know only what things are called: what they find lies in
the files that they look at, and in a file that is as it was they find the same."""


def check_alone(scope: Scope) -> list[Diagnostic]:
    """Everything that the rules for single files find, waived or not."""
    return [diagnostic for rule in RULES_ALONE for diagnostic in rule(scope)]


def check(scope: Scope, alone: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Everything that all rules find, without waived warnings, and with waivers that silence nothing.

    ``alone`` is what ``check_alone`` has found.
    """
    found = [*alone, *(diagnostic for rule in RULES for diagnostic in rule(scope))]
    return waivers.apply(replace(scope, is_sound=scope.is_sound and not errors(found)), found)
