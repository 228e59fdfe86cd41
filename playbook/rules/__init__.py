"""Checks over the whole playbook, one small generator each; they return what is wrong and print nothing."""

from __future__ import annotations

from dataclasses import replace

from playbook.diagnostics import Diagnostic, errors
from playbook.rules import (
    addresses,
    journeys,
    numbers,
    references,
    sections,
    stages,
    targets,
    translations,
    waivers,
    wording,
)
from playbook.rules.scope import Locate, Rule, Scope

__all__ = ["RULES", "Locate", "Scope", "check"]

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
    journeys.unreachable_steps,
    journeys.dead_ends,
    journeys.observed_emotions,
    journeys.journeys_that_end_at_the_purchase,
    journeys.journeys_without_account,
    targets.broken_links,
    targets.taken_anchors,
    targets.unsafe_sources,
    translations.stale_translations,
    numbers.different_numbers,
    sections.different_sections,
    wording.wrong_words,
    wording.disputed_words,
    addresses.vanished_pages,
    addresses.broken_redirects,
    addresses.needless_redirects,
    addresses.unlisted_pages,
    waivers.wrong_waivers,
)
"""In the order in which they run; what they find is sorted by place afterwards."""


def check(scope: Scope) -> tuple[Diagnostic, ...]:
    """Everything that all rules find, without waived warnings, and with waivers that silence nothing."""
    found = [diagnostic for rule in RULES for diagnostic in rule(scope)]
    return waivers.apply(replace(scope, is_sound=scope.is_sound and not errors(found)), found)
