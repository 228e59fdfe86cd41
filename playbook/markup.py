"""Words on their way into Markdown and HTML: escaped by default, marked when they are in another language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

_INLINE = re.compile(r"[\\`*_{}\[\]]")
_START = re.compile(r"(?P<mark>[-+#>:~=?!|])|(?P<number>\d+)(?P<end>[.)])")


class Words(str):
    """Text of the playbook with the language it is in, when that is not the page's own."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str = "") -> Words:
        """``lang`` is a BCP 47 tag, or empty for the language of the page."""
        words = super().__new__(cls, text)
        words.lang = lang
        return words


def escape_markdown(text: str) -> Markup:
    """One line of Markdown that reads as the text itself: no emphasis, links, HTML, lists or headings.

    Only what has a meaning is escaped, so that the compiled Markdown stays readable.
    """
    line = _INLINE.sub(r"\\\g<0>", " ".join(text.split()))
    line = line.replace("&", "&amp;").replace("<", "&lt;")
    if line.endswith("#"):
        line = f"{line[:-1]}&#35;"  # as the last character of a heading it would be taken off
    start = _START.match(line)
    if start and start["mark"]:
        line = f"&#{ord(line[0])};{line[1:]}"
    elif start:
        line = f"{start['number']}&#{ord(start['end'])};{line[start.end() :]}"
    return Markup(line)  # noqa: S704 - this is the escaping


def escape_words(words: str, *, escaped_by: Callable[[str], Markup] = escape_markdown) -> Markup:
    """Words escaped, inside an element that tells their language when it is not the page's."""
    if isinstance(words, Words) and words.lang:
        return Markup('<span lang="{}">{}</span>').format(words.lang, escaped_by(words))
    return escaped_by(words)


def environment(*, escaped_by: Callable[[str], Markup]) -> Environment:
    """A Jinja environment over our templates in which every expression is escaped."""

    def finish(value: Any) -> Any:
        return (
            value
            if hasattr(value, "__html__")
            else escape_words(value if isinstance(value, str) else str(value), escaped_by=escaped_by)
        )

    return Environment(
        loader=PackageLoader("playbook", "templates"),
        autoescape=True,
        finalize=finish,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def markdown_environment() -> Environment:
    """For pages: ``*.md.jinja``."""
    return environment(escaped_by=escape_markdown)


def html_environment() -> Environment:
    """For visual blocks: ``*.html``."""
    return environment(escaped_by=escape)
