"""What each field of the model is for, in a sentence: for comments in new files, help texts and schemas.

The sentences are message ids of the catalogs, so that editors read them in their own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from playbook.fields import Field
from playbook.languages import N_, catalog, label
from playbook.model import vocabulary

_SENTENCES: Mapping[str, str] = {
    # --- Everything with an address ---
    "Entity.id": N_("The id: part of the address and the same in every language, with a-z, 0-9 and hyphens."),
    "Entity.title": N_("The title, as it stands in headings, lists and links."),
    "Entity.summary": N_("One or two sentences for lists and search results."),
    "Entity.status": N_("Whether readers see it: not while it is a draft, and no more once it is retired."),
    "Entity.owner": N_("Who answers for it: a role from the settings in mkdocs.yml."),
    "Entity.reviewed": N_("When somebody last reviewed it: year, month and day."),
    "Entity.review_by": N_("When it should be reviewed next: year, month and day."),
    "Entity.sources": N_("What it builds on: ids of sources."),
    "Entity.waive": N_("Warnings that do not apply here, each with its code and the reason."),
    "Waiver.code": N_("The code of the warning, as the check writes it."),
    "Waiver.reason": N_("Why the warning does not apply."),
    # --- Journeys ---
    "Journey.kind": N_("What kind of journey it is."),
    "Journey.state": N_("Whether it tells of today or of what you want."),
    "Journey.segment": N_("For whom it is: a segment from the settings in mkdocs.yml."),
    "Journey.personas": N_("Whose journey it is: ids of personas."),
    "Journey.scenario": N_("The situation in which the journey begins."),
    "Journey.customer_goal": N_("What the customer wants to reach."),
    "Journey.stage_model": N_("In which stages it is told: the id of a stage model."),
    "Journey.evidence": N_("What the whole rests on."),
    "Journey.steps": N_("The steps, in their order."),
    "Journey.checklist": N_("What the team does or checks."),
    "Step.id": N_("The step's own id; links and translations use it, so it should stay as it is."),
    "Step.stage": N_("The stage that the step is in."),
    "Step.action": N_("What the customer does, in one sentence."),
    "Step.thought": N_("What the customer thinks."),
    "Step.touchpoint": N_("Where the customer meets the company: the id of a touchpoint."),
    "Step.emotion": N_("How it feels, from -2 (very negative) to 2 (very positive)."),
    "Step.pains": N_("What gets in the way."),
    "Step.gains": N_("What goes well."),
    "Step.opportunities": N_("What could be better: ids of opportunities."),
    "Step.moment_of_truth": N_("Whether the step decides how the journey goes on: true or false."),
    "Step.evidence": N_("What the step rests on, when it is something else than for the whole."),
    "Step.actors": N_("Who else takes part."),
    "Step.next": N_("Where it goes on, when it is not simply the next step; an empty list, [], ends the journey."),
    "Next.to": N_("The id of the step that follows."),
    "Next.label": N_("When the customer goes this way."),
    "ChecklistItem.id": N_("The item's own id; links and translations use it, so it should stay as it is."),
    "ChecklistItem.obligation": N_("How binding it is."),
    "ChecklistItem.text": N_("What is to be done."),
    "ChecklistItem.why": N_("Why it matters."),
    # --- Stages and their models ---
    "Stage.synonyms": N_("Other names, in this language; the search finds them."),
    "Stage.phase": N_("Before, during or after the purchase."),
    "Stage.perspective": N_("Whose view of the relationship it is."),
    "Stage.customer_goal": N_("What the customer wants to reach."),
    "Stage.customer_question": N_("What the customer asks, in the customer's own words."),
    "Stage.entry": N_("How the stage begins."),
    "Stage.exit": N_("How the stage ends."),
    "Stage.do": N_("What the team should do."),
    "Stage.avoid": N_("What the team should avoid."),
    "Stage.tips": N_("Good advice."),
    "Stage.key_questions": N_("Questions that the team should be able to answer."),
    "Stage.pains": N_("What typically gets in the way."),
    "Stage.metrics": N_("How to measure whether it works: ids of metrics."),
    "Stage.checklist": N_("What the team does or checks."),
    "StageModel.perspective": N_("Whose view of the relationship it is."),
    "StageModel.entries": N_("The stages of the model, in their order."),
    "StageModelEntry.id": N_("The item's own id; links and translations use it, so it should stay as it is."),
    "StageModelEntry.label": N_("What the model calls the stage."),
    "StageModelEntry.stages": N_("The standard stages that it covers; each is in one entry at most."),
    # --- Touchpoints and channels ---
    "TouchpointInventory.touchpoints": N_("The touchpoints of this list."),
    "Touchpoint.synonyms": N_("Other names, in this language; the search finds them."),
    "Touchpoint.channel": N_("How customer and company reach each other there: the id of a channel."),
    "Touchpoint.medium": N_("Whether it is online, offline or both."),
    "Touchpoint.ownership": N_("Whether the company pays for it, owns it or has earned it."),
    "Touchpoint.stages": N_("The standard stages in which the customer meets it."),
    "Touchpoint.importance": N_("How much it matters to the customer, from 1 (least) to 5 (most)."),
    "Touchpoint.expectation": N_("What the customer expects, from 1 to 5, and what the score rests on."),
    "Touchpoint.experience": N_("How the customer finds it, from 1 to 5, and what the score rests on."),
    "Touchpoint.customer_goal": N_("What the customer wants to reach."),
    "Touchpoint.customer_action": N_("What the customer does there."),
    "Touchpoint.pain_categories": N_("The kinds of challenges that it helps to find."),
    "Touchpoint.description": N_("What it is, and what makes it good."),
    "Rating.score": N_("A score from 1 (lowest) to 5 (highest)."),
    "Rating.evidence": N_("What the score rests on."),
    "ChannelInventory.channels": N_("The channels of this list."),
    "Channel.description": N_("What it is."),
    # --- People, opportunities, methods, metrics ---
    "Persona.fictional": N_("Whether the person is invented: true or false."),
    "Persona.role": N_("What the person does."),
    "Persona.segment": N_("The segment that the person belongs to, from the settings in mkdocs.yml."),
    "Persona.quote": N_("Something that the person could say."),
    "Persona.goals": N_("What the person wants to reach."),
    "Persona.needs": N_("What the person needs."),
    "Persona.frustrations": N_("What annoys the person."),
    "Persona.jobs": N_("What the person wants to get done: when …, I want to …, so that I can …"),
    "Persona.evidence": N_("What the whole rests on."),
    "Opportunity.how_might_we": N_("The improvement as a question: How might we …?"),
    "Opportunity.customer_value": N_("What it is worth to the customer, from 0 to 100."),
    "Opportunity.business_value": N_("What it is worth to the company, from 0 to 100."),
    "Opportunity.effort": N_("How much it takes, from 0 (nothing) to 5 (most)."),
    "Opportunity.state": N_("How far it has come."),
    "Method.what": N_("What it is."),
    "Method.why": N_("What it is good for."),
    "Method.when": N_("When to use it."),
    "Method.time": N_("How long it takes."),
    "Method.participants": N_("Who takes part."),
    "Method.preparation": N_("What must be ready beforehand."),
    "Method.steps": N_("The steps, in their order."),
    "Method.result": N_("What you have when you are done."),
    "Method.pitfalls": N_("What often goes wrong."),
    "MethodStep.id": N_("The step's own id; links and translations use it, so it should stay as it is."),
    "MethodStep.title": N_("The step in a few words."),
    "MethodStep.text": N_("What you do."),
    "Metric.description": N_("What it tells."),
    "Metric.formula": N_("How it is calculated."),
    "Metric.unit": N_("The unit, such as per cent."),
    "Metric.direction": N_("Which way is better."),
    "Metric.stages": N_("The standard stages in which it says something."),
    "Metric.target": N_("A value to reach, with the source that says so."),
    "Target.value": N_("The value, as a number."),
    "Target.source": N_("The id of the source that says so."),
    # --- Words and sources ---
    "TermInventory.terms": N_("The words of this list."),
    "Term.definition": N_("What the word means here."),
    "Term.synonyms": N_("Other words for the same, in this language; the search finds them."),
    "Term.avoid": N_("Words that are wrong for this, in this language."),
    "Term.ambiguous": N_("Words that are wrong for this and right for something else, in this language."),
    "SourceInventory.entries": N_("The sources of this list."),
    "Source.address": N_("Where it is on the web, beginning with https://."),
    "Source.language": N_("The language that it is in, as a code such as da, sv, nb or en."),
    "Source.licence": N_("On which terms it may be used."),
    "Source.checked_on": N_("When somebody last looked whether the address works: year, month and day."),
    "Source.state": N_("What became of the address."),
}
"""By class and field; a field that a class inherits stands at the class that has it first."""

_VOCABULARIES: Mapping[tuple[str, ...], str] = {
    get_args(words): name
    for name, words in {
        "direction": vocabulary.Direction,
        "evidence": vocabulary.Evidence,
        "journey-kind": vocabulary.JourneyKind,
        "journey-state": vocabulary.JourneyState,
        "medium": vocabulary.Medium,
        "obligation": vocabulary.Obligation,
        "opportunity-state": vocabulary.OpportunityState,
        "ownership": vocabulary.Ownership,
        "pain-category": vocabulary.PainCategory,
        "perspective": vocabulary.Perspective,
        "phase": vocabulary.Phase,
        "source-state": vocabulary.SourceState,
        "stage": vocabulary.CanonicalStage,
        "status": vocabulary.Status,
    }.items()
}
"""The catalogs' names of the vocabularies, by their words."""


def description(cls: type, name: str, *, folder: str = "") -> str:
    """What a field of a class is for, in the language of a folder; in English without one. Empty when nobody said."""
    sentences = (_SENTENCES.get(f"{each.__name__}.{name}") for each in cls.__mro__)
    sentence = next((found for found in sentences if found), "")
    return str(catalog(folder).gettext(sentence)) if folder and sentence else sentence


def choices(field: Field, *, folder: str) -> Mapping[str, str]:
    """The words that a field may hold, each with its label in a language; the word itself when it has none."""
    name = _VOCABULARIES.get(field.choices, "")
    return {word: label(folder, name, word) if name else word for word in field.choices}
