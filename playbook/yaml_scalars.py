"""Single values of YAML 1.2 core: what a text without quotes means.

Schema: https://yaml.org/spec/1.2.2/#103-core-schema, without ``.inf`` and ``.nan``, which stay text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from playbook.said import Said, said

Scalar = None | bool | int | float | str

WORDS: Mapping[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""Words without quotes that are no text."""
_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], int | float]], ...] = (
    (re.compile(r"[-+]?[0-9]+\Z"), int),
    (re.compile(r"0o[0-7]+\Z"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]+\Z"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z"), float),
)


def number_reader(text: str) -> Callable[[str], int | float] | None:
    """What reads a text without quotes as a number, if it is one."""
    if text[0] not in "+-.0123456789":  # most texts
        return None
    return next((read for shape, read in _NUMBERS if shape.match(text)), None)


def described(value: object) -> Said:
    """A value's shape, in an editor's words."""
    if value is None:
        return said("empty")
    if isinstance(value, bool):
        return said("true or false")
    shapes = ((int | float, said("a number")), (str, said("a text")), (list, said("a list")))
    return next((words for shape, words in shapes if isinstance(value, shape)), said("a group of fields"))
