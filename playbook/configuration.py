"""``mkdocs.yml`` read as data: the one configuration file, shared with MkDocs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location
from playbook.edits import Edit
from playbook.fields import Path as FieldPath
from playbook.said import NOTHING, Said, said
from playbook.settings import CONFIG_FILE, Settings, read_settings
from playbook.yaml_text import scalar

PLUGIN = "playbook"
DEPTH = 100
"""Levels of lists and groups inside one another."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Configuration:
    """What of ``mkdocs.yml`` concerns the playbook."""

    settings: Settings
    site_url: str
    """Where the site will be, or empty."""
    site_dir: str
    """The folder into which it is built, relative to the project folder unless it is absolute."""


class _Loader(yaml.SafeLoader):
    """PyYAML's, which gives up on what is too deep before it takes ever longer over each level."""

    _level = 0

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        """The node that comes next. Raises RecursionError."""
        if self._level > DEPTH:
            raise RecursionError
        self._level += 1
        node = super().compose_node(parent, index)  # type: ignore[arg-type]
        self._level -= 1
        return node


def read_configuration(root: Path) -> tuple[Configuration | None, tuple[Diagnostic, ...]]:
    """The configuration of a project folder, or what is wrong with it; nothing in the file is constructed."""
    try:
        node = yaml.compose((root / CONFIG_FILE).read_text(encoding="utf-8"), Loader=_Loader)
    except FileNotFoundError:
        hint = said("run the command in the playbook's folder")
        return _refused("missing-configuration", said("there is no mkdocs.yml here"), hint)
    except yaml.MarkedYAMLError as error:
        return _refused("invalid-configuration", _unreadable(error.problem), at=error.problem_mark)
    except RecursionError:
        return _refused("invalid-configuration", _unreadable(said("too many levels inside one another")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return _refused("invalid-configuration", _unreadable(error))
    options = _plugin_options(node)
    if options is None:
        message = said("the plugin 'playbook' is not switched on")
        return _refused("missing-configuration", message, said("add it under plugins"))
    tagged = next(_tagged(options), None)
    if tagged is not None:
        message = said("'{tag}' is not allowed in the playbook's settings", tag=tagged.tag)
        return _refused("tag-in-settings", message, at=tagged.start_mark)
    places = dict(_places(options))
    settings, problems = read_settings(_plain(options), locate=lambda path: _nearest(places, path))
    if settings is None:
        return None, problems
    return Configuration(
        settings=settings, site_url=_text(node, "site_url"), site_dir=_text(node, "site_dir") or "site"
    ), ()


def _text(node: yaml.Node | None, name: str) -> str:
    found = _child(node, name)
    return str(_plain(found) or "") if found else ""


MENUS = ("navigation", "footer")
"""Settings that list free pages by their ids."""


def menu_edits(data: bytes, old: str, new: str) -> list[Edit]:
    """The edits that put another id for a free page into the menus of a configuration, given as bytes."""
    text = data.decode()
    options = _plugin_options(yaml.compose(text, Loader=_Loader))
    menus = (_child(options, name) for name in MENUS)
    nodes = [node for menu in menus if isinstance(menu, yaml.SequenceNode) for node in menu.value]
    return [_id_edit(text, node, new) for node in nodes if isinstance(node, yaml.ScalarNode) and node.value == old]


def _id_edit(text: str, node: yaml.ScalarNode, new: str) -> Edit:
    start, end = (len(text[: mark.index].encode()) for mark in (node.start_mark, node.end_mark))
    quoted = f"{node.style}{new}{node.style}" if node.style in ("'", '"') else scalar(new, in_brackets=True)
    return Edit(file=CONFIG_FILE, start=start, end=end, text=quoted)


def _unreadable(reason: object) -> Said:
    return said("mkdocs.yml cannot be read: {reason}", reason=reason)


def _refused(
    code: Code, message: Said, hint: Said = NOTHING, *, at: yaml.Mark | None = None
) -> tuple[None, tuple[Diagnostic, ...]]:
    return None, (Diagnostic(location=_location(at), code=code, message=message, hint=hint),)


def _location(mark: yaml.Mark | None) -> Location:
    if mark is None:
        return Location(file=CONFIG_FILE)
    return Location(file=CONFIG_FILE, line=mark.line + 1, column=mark.column + 1)


def _nearest(places: dict[FieldPath, Location], path: FieldPath) -> Location:
    while path not in places:
        path = path[:-1]
    return places[path]


def _places(node: yaml.Node, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Location]]:
    """Where each option stands: at its key, an item of a list at its beginning."""
    if not path:
        yield path, _location(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), _location(key.start_mark)
            yield from _places(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), _location(value.start_mark)
            yield from _places(value, (*path, index))


def _child(node: yaml.Node | None, name: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == name), None)
    return None


def _plugin_options(node: yaml.Node | None) -> yaml.Node | None:
    """The node of the plugin's options; the plugin's name alone has empty ones."""
    plugins = _child(node, "plugins")
    entries = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins] if plugins else []
    for entry in entries:
        if isinstance(entry, yaml.ScalarNode) and entry.value == PLUGIN:
            return yaml.MappingNode("tag:yaml.org,2002:map", [], entry.start_mark, entry.end_mark)
        found = _child(entry, PLUGIN)
        if found is not None:
            return found
    return None


def _tagged(node: yaml.Node) -> Iterator[yaml.Node]:
    """Nodes with a tag that is not YAML's own, such as ``!!python/object`` or ``!ENV``."""
    if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
        yield node
    if isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for part in pair:
                yield from _tagged(part)
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _tagged(part)


def _plain(node: yaml.Node) -> Any:
    """The plain value of a node; one with a tag stays text."""
    if next(_tagged(node), None) is not None:
        return str(node.value)
    return yaml.constructor.SafeConstructor().construct_document(node)
