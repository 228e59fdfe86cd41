"""Imported by the process that workers split off from: what each of them would do first is done once."""

from mkdocs_playbook.templates import compile_all

compile_all()
