"""What in a diagram's text could make a browser ask another host, or put HTML into the page, while Mermaid draws it.

Mermaid lays out labels and pictures in the page to measure them, before anybody can look at what it has made of them.
"""

from __future__ import annotations

import html
import re

from playbook.characters import unescaped

_ANNOTATION = re.compile(r"<<\w+>>")
"""Of a class: ``<<interface>>``."""
_LINK = re.compile(
    r'^[ \t]*click[ \t]+\w+[ \t]+(?:href[ \t]+)?"https?://[^"<>\\]*"[ \t]*(?:_blank)?[ \t]*$', re.MULTILINE
)
"""One that is followed when it is clicked on, and taken out of the picture when it leads elsewhere."""
_OUTWARD = re.compile(
    r"""< (?! br \s* /? >) [a-z/!?]
      | \b (?: url | image-set | src ) \s* \(
      | @import
      | [/\\]{2}
      | \\ (?: x | u ) [0-9a-f]{2}  # as YAML and JSON write characters
      | \b (?: blob | data | file | ftp | https? | javascript | wss? ) : \S""",
    re.VERBOSE | re.IGNORECASE,
)
_CODE = re.compile(r"#(\w+);")
"""A character as Mermaid writes it: ``#35;``, ``#quot;``."""
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE)
_CONTINUED = re.compile(r"\\\r?\n[ \t]*")
"""Where YAML goes on with a text on the next line, without a space."""
_DROPPED = re.compile(r"[\x00-\x1f]")
"""What browsers leave out of an address."""


def leads_outward(source: str) -> bool:
    """Whether it could; what only looks so counts too."""
    text = _CONTINUED.sub("", _LINK.sub("", _ANNOTATION.sub("", source)))
    read = text
    for _ in range(3):  # Mermaid reads references twice where they stand side by side, and the browser once more
        read = unescaped(_CODE.sub(_reference, read))
    return any(
        _OUTWARD.search(each) for each in (text, read, _DROPPED.sub("", read), _CSS_ESCAPE.sub(_character, read))
    )


def _reference(code: re.Match[str]) -> str:
    return f"&#{code[1]};" if code[1].isdigit() else f"&{code[1]};"


def _character(escape: re.Match[str]) -> str:
    return html.unescape(f"&#x{escape[1]};") if escape[1] else escape[2]
