"""The plugin that MkDocs loads. Each method is one call; what it does is in ``site.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.utils.templates import TemplateContext

from mkdocs_playbook import root
from mkdocs_playbook.site import Site

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


class Options(Config):  # type: ignore[no-untyped-call]
    """None that MkDocs knows: they are the playbook's settings, which it checks itself."""


class PlaybookPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Compiles the playbook and builds its languages."""

    def __init__(self) -> None:
        self.site = Site()
        self.options: dict[str, Any] = {}

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Take the options as they are: the playbook checks them, as it does for its own commands."""
        self.options = options
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Begin a command, and stay for all of its builds."""
        self.site.start(serving=command == "serve")

    @event_priority(100)
    def _on_config_first(self, config: MkDocsConfig) -> None:
        """Speak to mermaid2 before it gets the configuration."""
        root.quieten(config)

    @event_priority(-100)
    def _on_config_last(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compile the content before MkDocs looks for files, and after any other plugin had its say."""
        return self.site.prepare(config, self.options)

    on_config = CombinedEvent(_on_config_first, _on_config_last)

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give chooser, 404, sitemap index and robots.txt what they show."""
        return self.site.describe_root(context)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Build the languages into the root that MkDocs has just built."""
        self.site.build_languages()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the site that was there; ``--strict`` decides this after ``on_post_build``."""
        self.site.discard()

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Watch what MkDocs does not know of."""
        return self.site.watch(server)

    def on_shutdown(self) -> None:
        """Put the new site in place of the old one."""
        self.site.finish()
