"""Settings of MkDocs that have no effect on a playbook."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.theme import Theme

log = get_plugin_logger("playbook")

UNUSED = (
    "draft_docs", "edit_uri", "edit_uri_template", "exclude_docs", "extra", "extra_css", "extra_javascript",
    "extra_templates", "hooks", "nav", "not_in_nav", "repo_url", "site_author", "site_description",
)  # fmt: skip
"""Settings of MkDocs that the languages' builds do not take over."""
USED_PLUGINS = frozenset({"playbook", "mermaid2"})


def report(config: MkDocsConfig) -> None:
    """Say which settings of MkDocs have no effect here, rather than drop them in silence."""
    plain = Theme(name=config.theme.name)
    found = [name for name in UNUSED if config[name]]
    found += [f"theme.{name}" for name in config.theme if config.theme[name] != plain.get(name)]
    found += [f"plugins.{name.rpartition('/')[2]}" for name in config.plugins if name not in USED_PLUGINS]
    for name in found:
        log.warning("mkdocs.yml: '%s' has no effect; the playbook sets up each language's site itself", name)
