"""Every code that a diagnostic can have; ``docs/diagnostics.md`` has an entry for each."""

from __future__ import annotations

from typing import Literal, get_args

Code = Literal[
    # --- The configuration ---
    "invalid-configuration", "missing-configuration", "missing-label", "missing-setting", "tag-in-settings",
    "unknown-language", "unknown-page", "unknown-setting", "wrong-setting",
    # --- Files and their places ---
    "bad-file-name", "bad-id", "empty-file", "file-too-large", "merge-conflict", "misplaced-file", "missing-content",
    "missing-home", "not-a-file", "not-utf-8", "reserved-name", "same-address", "too-many-problems",
    "too-many-warnings", "unknown-file-type", "unreadable-file",
    # --- Characters ---
    "bidirectional-control", "control-character", "hidden-line-break", "not-a-character", "stray-byte-order-mark",
    # --- Front matter ---
    "early-end", "empty-front-matter", "front-matter-not-mapping", "front-matter-too-large", "missing-front-matter",
    "unclosed-front-matter",
    # --- YAML ---
    "colon-in-text", "comment-after-text", "duplicate-key", "invalid-yaml", "item-in-text", "key-not-text",
    "misplaced-list", "missing-colon", "missing-comma", "number-too-large", "number-too-long", "reserved-character",
    "tab-indentation", "text-after-quote", "too-deep", "unclosed-bracket", "unclosed-quote", "unknown-escape",
    "wrong-indentation", "wrong-list-sign", "yaml-alias", "yaml-anchor", "yaml-directive", "yaml-document", "yaml-tag",
    # --- Fields ---
    "duplicate-id", "duplicate-item", "empty-field", "missing-field", "out-of-range", "unknown-field", "unknown-value",
    "wrong-type",
    # --- Ids of something else ---
    "unknown-channel", "unknown-metric", "unknown-model", "unknown-opportunity", "unknown-owner", "unknown-persona",
    "unknown-segment", "unknown-source", "unknown-stage", "unknown-step", "unknown-touchpoint",
    # --- Journeys, stages, touchpoints, opportunities ---
    "dead-end", "journey-without-owner", "journey-without-review-date", "journey-without-sources",
    "no-step-after-purchase", "observed-emotion", "review-before-last", "stage-claimed-twice", "stage-not-in-model",
    "stage-without-touchpoint", "unreachable-step", "unused-opportunity", "unused-touchpoint",
    # --- Translations ---
    "bad-ledger", "bad-ledger-line", "different-ids", "different-links", "different-numbers", "different-structure",
    "extra-section", "list-length", "missing-origin", "missing-section", "orphan-text", "removed-translation",
    "second-origin", "structure-in-translation", "too-stale", "unknown-id", "wrong-origin",
    # --- Prose ---
    "broken-anchor", "broken-link", "empty-link", "foreign-image", "heading-level", "missing-alt", "missing-footnote",
    "missing-image", "raw-html", "row-too-long", "tangled-text", "too-many-marks", "unclosed-fence", "unsafe-attribute",
    "unsafe-link", "unused-footnote",
    # --- Words ---
    "avoided-word", "company-view", "disputed-word", "foreign-word", "obligation-in-text", "split-compound",
    # --- Published addresses ---
    "bad-published-line", "broken-redirect", "needless-redirect", "unlisted-page", "vanished-page",
    # --- Versions ---
    "bad-release",
    # --- Waivers ---
    "not-waivable", "unknown-code", "unused-waiver",
]  # fmt: skip
"""Kebab-case, and there for good: editors search for a code, and a waiver names it."""

CODES: tuple[Code, ...] = get_args(Code)

WAIVABLE: tuple[Code, ...] = (
    "avoided-word",
    "company-view",
    "disputed-word",
    "foreign-word",
    "journey-without-owner",
    "journey-without-review-date",
    "journey-without-sources",
    "no-step-after-purchase",
    "obligation-in-text",
    "split-compound",
    "too-stale",
    "unused-opportunity",
    "unused-touchpoint",
)
"""What an editor may have a good reason for: warnings that ``waive`` can silence."""

WARNINGS: frozenset[Code] = frozenset({*WAIVABLE, "too-many-warnings", "unlisted-page", "unused-waiver"})
"""The codes that do not stop publishing; all others are errors."""
