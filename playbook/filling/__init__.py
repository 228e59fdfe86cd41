"""Translations put into their files: as edits, so that nothing else in a file changes by a byte."""

from playbook.filling.file import UnwritableError, empty_file, with_texts
from playbook.filling.notes import blank, with_notes

__all__ = ["UnwritableError", "blank", "empty_file", "with_notes", "with_texts"]
