"""The ``playbook`` command: check, compile, build and serve a playbook, and keep its translations."""

from playbook.cli.console import Exit, main

__all__ = ["Exit", "main"]
