"""The ``playbook`` command: check, compile, build and serve a playbook, and keep its translations."""

from playbook.cli import (
    building,
    checking,
    comparing,
    exchanging,
    moving,
    publishing,
    reviewing,
    schemas,
    translating,
    writing,
)
from playbook.cli.console import Exit, main

__all__ = [
    "Exit",
    "building",
    "checking",
    "comparing",
    "exchanging",
    "main",
    "moving",
    "publishing",
    "reviewing",
    "schemas",
    "translating",
    "writing",
]
