"""Words on their way into Markdown and HTML: escaped by default, marked when they are in another language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from playbook.bytecode import Bytecode

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


class _EscapedOnce(CodeGenerator):
    """Leaves out the escaping that Jinja adds to every value: ``finalize`` has done it.

    Were Jinja to know these methods no longer, it would escape what is escaped, which changes nothing but the time.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(finalize.src or "")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")" if finalize.src is not None else "")


class _Environment(Environment):
    code_generator_class = _EscapedOnce


def environment(*, escaped_by: Callable[[str], Markup], auto_reload: bool) -> Environment:
    """A Jinja environment over our templates in which every expression is escaped.

    What ``escaped_by`` makes of the words of a template is compiled into it. With ``auto_reload`` it looks at a
    template's file each time that it is asked for it.
    """

    def finish(value: Any) -> Any:
        if hasattr(value, "__html__"):
            return value
        if type(value) is str:  # most values
            return escaped_by(value)
        return escape_words(value if isinstance(value, str) else str(value), escaped_by=escaped_by)

    return _Environment(
        loader=PackageLoader("playbook", "templates"),
        autoescape=True,
        finalize=finish,
        undefined=StrictUndefined,
        auto_reload=auto_reload,
        bytecode_cache=Bytecode(escaped_by.__name__),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def markdown_environment(*, auto_reload: bool = False) -> Environment:
    """For pages: ``*.md.jinja``."""
    return environment(escaped_by=escape_markdown, auto_reload=auto_reload)


def html_environment(*, auto_reload: bool = False) -> Environment:
    """For visual blocks: ``*.html``."""
    return environment(escaped_by=escape, auto_reload=auto_reload)
