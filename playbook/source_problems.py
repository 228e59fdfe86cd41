"""What can be wrong with a file as text, before anyone asks what it means: one table of codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location


class Problem(NamedTuple):
    """The words of a code; names in braces are filled in."""

    message: str
    hint: str


PROBLEMS: Mapping[Code, Problem] = {
    # --- The file ---
    "file-too-large": Problem(
        "the file is larger than {limit:,} bytes",
        "split the text over several files",
    ),
    "not-utf-8": Problem(
        "the file is not stored as UTF-8 (byte {byte} here)",
        "save the file again with the encoding UTF-8",
    ),
    "empty-file": Problem(
        "the file is empty",
        "begin with a line '---', then the fields, then another line '---'; the prose follows",
    ),
    "too-many-problems": Problem(
        "the file has more than {limit} problems; the rest are not listed",
        "mend those above and check again",
    ),
    # --- Characters ---
    "control-character": Problem(
        "{character} is a control character",
        "it cannot be seen: delete the words around it and type them again",
    ),
    "bidirectional-control": Problem(
        "{character} is invisible and turns the direction of the text",
        "it cannot be seen: delete the words around it and type them again",
    ),
    "hidden-line-break": Problem(
        "{character} is a hidden line break",
        "delete it and press Enter instead",
    ),
    "stray-byte-order-mark": Problem(
        "{character} is an invisible mark that may only begin a file",
        "delete it; it often comes from joining two files",
    ),
    "not-a-character": Problem(
        "{character} stands for no character",
        "delete it",
    ),
    # --- Front matter ---
    "missing-front-matter": Problem(
        "the file does not begin with front matter",
        "make the first line '---', then write the fields, then another line '---'",
    ),
    "unclosed-front-matter": Problem(
        "the front matter that begins here does not end",
        "write a line '---' after the last field",
    ),
    "front-matter-too-large": Problem(
        "the front matter has {size:,} bytes; at most {limit:,} are allowed",
        "move long text below the front matter, or split the file",
    ),
    "front-matter-not-mapping": Problem(
        "the front matter is {what}, not a set of fields",
        "write each field as 'key: value', with a space after the colon",
    ),
    # --- What YAML has and content does not need ---
    "tab-indentation": Problem(
        "a tab begins this line of the front matter",
        "use spaces: two for each level",
    ),
    "yaml-directive": Problem(
        "a line of the front matter cannot begin with '%'",
        "delete the line; if it belongs to a text, indent it and put the whole text in quotes",
    ),
    "yaml-document": Problem(
        "a line of the front matter cannot begin with '{marker} '",
        "end the front matter with a line that holds only '---', or put the text in quotes",
    ),
    "yaml-anchor": Problem(
        "'&{name}' names a value for reuse, which is not allowed",
        "delete '&{name}'; if it is text, put it in quotes",
    ),
    "yaml-alias": Problem(
        "'*{name}' repeats another value, which is not allowed",
        "write the value out; if it is text, put it in quotes",
    ),
    "yaml-tag": Problem(
        "'!' gives a value a type, which is not allowed",
        "delete the word that begins with '!'; if it is text, put it in quotes",
    ),
    "too-deep": Problem(
        "more than {limit} levels inside one another",
        "use fewer levels; is a bracket too many?",
    ),
    # --- Keys and values ---
    "comment-after-text": Problem(
        "'{words}' would be left out: '#' begins a comment",
        "put the whole text in quotes; a comment goes on a line of its own",
    ),
    "duplicate-key": Problem(
        "'{key}' stands twice; the first is in line {line}",
        "delete or rename one of them",
    ),
    "key-not-text": Problem(
        "a key must be text, and this is {what}",
        "write 'key: value'; put quotes around a key that is a number",
    ),
    "number-too-long": Problem(
        "a number of {size} characters; at most {limit} are allowed",
        "if it is text, put it in quotes",
    ),
    "number-too-large": Problem(
        "the number is too large to work with",
        "if it is text, put it in quotes",
    ),
    # --- Mistakes of writing: each ends the reading of the front matter ---
    "unclosed-quote": Problem(
        "the quote that begins here is not closed",
        "close the text with {quote} where it ends",
    ),
    "text-after-quote": Problem(
        "text goes on after the closing quote",
        "put the whole text inside the quotes; a {quote} within it is written {inside}",
    ),
    "unknown-escape": Problem(
        "a backslash in double quotes, followed by something unknown",
        "use single quotes around the text, or write two backslashes",
    ),
    "unclosed-bracket": Problem(
        "'{sign}' is not closed",
        "write '{closing}' where the list or group ends",
    ),
    "missing-comma": Problem(
        "a comma is missing inside the brackets",
        "put a comma between two items, and quotes around a text with ': ' in it",
    ),
    "colon-in-text": Problem(
        "a text with ': ' in it needs quotes",
        "put quotes around the text after the first colon",
    ),
    "missing-colon": Problem(
        "this line is no 'key: value'",
        "write a key, a colon, a space and the value; indent a line that continues the text above",
    ),
    "reserved-character": Problem(
        "a text cannot begin with '{sign}'",
        "put the text in quotes",
    ),
    "misplaced-list": Problem(
        "a list cannot begin here",
        "begin each '- ' on a line of its own below the key; if it is text, put it in quotes",
    ),
    "wrong-indentation": Problem(
        "this line does not fit the lines above it",
        "begin lines that belong together in the same column; put quotes around a text with ': ' in it",
    ),
    "invalid-yaml": Problem(
        "the front matter cannot be read from here on",
        "check quotes, brackets, colons and indentation in this line and the one above",
    ),
}
"""Every code of this layer, all of them errors."""


def problem(code: Code, location: Location, **values: object) -> Diagnostic:
    """The diagnostic of a code at a place."""
    message, hint = PROBLEMS[code]
    return Diagnostic(location=location, code=code, message=message.format(**values), hint=hint.format(**values))
