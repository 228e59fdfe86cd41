"""What the playbook keeps in a browser, for the tests of several modules."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

STAGE = "stages/awareness/"
"""A page with a checklist of seven items."""


def kept(page: Page) -> dict[str, Any]:
    """What the playbook keeps on this device, without the part of the names that tells playbooks apart."""
    stored: dict[str, str] = page.evaluate("({...localStorage})")
    return {key.split(":")[-1]: json.loads(value) for key, value in stored.items() if key.startswith("playbook:")}


def plant(page: Page, name: str, value: str) -> None:
    """Let something be kept that a page did not write; the test's site is at its server's root."""
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [f"playbook:/:{name}", value])


def tick(page: Page, *numbers: int) -> None:
    """Tick items of the page's first checklist, counted from 0."""
    for number in numbers:
        page.locator(".checklist input").nth(number).check()


def boxes(page: Page, stage: str = "awareness") -> list[bool]:
    """Which items of a stage's checklist are ticked."""
    found: list[bool] = page.eval_on_selector_all(
        f"[data-list='stage-{stage}'] .checklist input", "boxes => boxes.map(box => box.checked)"
    )
    return found


def use(page: Page, name: str) -> None:
    """Press a button of the first checklist."""
    page.locator(f"[data-do={name}]").first.click()


def said(page: Page) -> str:
    """What the first checklist tells those who listen."""
    return page.locator(".checks__status").first.inner_text()
