"""What can be wrong with a file as text, before anyone asks what it means: one table of codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from playbook.codes import Code
from playbook.diagnostics import Diagnostic, Location
from playbook.said import S_, said


class Problem(NamedTuple):
    """The words of a code; names in braces are filled in."""

    message: str
    hint: str


PROBLEMS: Mapping[Code, Problem] = {
    # --- The file ---
    "file-too-large": Problem(
        S_("the file is larger than {limit:,} bytes"),
        S_("split the text over several files"),
    ),
    "not-utf-8": Problem(
        S_("the file is not stored as UTF-8 (byte {byte} here)"),
        S_("save the file again with the encoding UTF-8"),
    ),
    "empty-file": Problem(
        S_("the file is empty"),
        S_("begin with a line '---', then the fields, then another line '---'; the prose follows"),
    ),
    "merge-conflict": Problem(
        S_("a merge conflict is not resolved here"),
        S_("keep one of the two texts, and delete the lines that begin with '<<<<<<<', '=======' and '>>>>>>>'"),
    ),
    "too-many-problems": Problem(
        S_("the file has more than {limit} problems; the rest are not listed"),
        S_("mend those above and check again"),
    ),
    "too-many-warnings": Problem(
        S_("the file has more than {limit} wrong words; the rest are not listed"),
        S_("mend those above and check again"),
    ),
    # --- Characters ---
    "control-character": Problem(
        S_("{character} is a control character"),
        S_("it cannot be seen: delete the words around it and type them again"),
    ),
    "bidirectional-control": Problem(
        S_("{character} is invisible and turns the direction of the text"),
        S_("it cannot be seen: delete the words around it and type them again"),
    ),
    "hidden-line-break": Problem(
        S_("{character} is a hidden line break"),
        S_("delete it and press Enter instead"),
    ),
    "stray-byte-order-mark": Problem(
        S_("{character} is an invisible mark that may only begin a file"),
        S_("delete it; it often comes from joining two files"),
    ),
    "not-a-character": Problem(
        S_("{character} stands for no character"),
        S_("delete it"),
    ),
    # --- Front matter ---
    "missing-front-matter": Problem(
        S_("the file does not begin with front matter"),
        S_("make the first line '---', then write the fields, then another line '---'"),
    ),
    "unclosed-front-matter": Problem(
        S_("the front matter does not end"),
        S_("write a line '---' after the last field"),
    ),
    "early-end": Problem(
        S_("the front matter ends here, and the lines below look like fields of it"),
        S_("delete the line, or put an empty line below it"),
    ),
    "empty-front-matter": Problem(
        S_("there are no fields between the two lines '---'"),
        S_("write them there, each as 'key: value', at least 'title:'"),
    ),
    "front-matter-too-large": Problem(
        S_("the front matter has {size:,} bytes; at most {limit:,} are allowed"),
        S_("move long text below the front matter, or split the file"),
    ),
    "front-matter-not-mapping": Problem(
        S_("the front matter is {what}, not a set of fields"),
        S_("write each field as 'key: value', with a space after the colon"),
    ),
    # --- What YAML has and content does not need ---
    "tab-indentation": Problem(
        S_("a tab begins this line of the front matter"),
        S_("use spaces: two for each level"),
    ),
    "yaml-directive": Problem(
        S_("a line of the front matter cannot begin with '%'"),
        S_("delete the line; if it belongs to a text, indent it and put the whole text in quotes"),
    ),
    "yaml-document": Problem(
        S_("a line of the front matter cannot begin with '{marker} '"),
        S_("end the front matter with a line that holds only '---', or put the text in quotes"),
    ),
    "yaml-anchor": Problem(
        S_("'&{name}' names a value for reuse, which is not allowed"),
        S_("delete '&{name}'; if it is text, put it in quotes"),
    ),
    "yaml-alias": Problem(
        S_("'*{name}' repeats another value, which is not allowed"),
        S_("write the value out; if it is text, put it in quotes"),
    ),
    "yaml-tag": Problem(
        S_("'!' gives a value a type, which is not allowed"),
        S_("delete the word that begins with '!'; if it is text, put it in quotes"),
    ),
    "too-deep": Problem(
        S_("more than {limit} levels inside one another"),
        S_("use fewer levels; is a bracket too many?"),
    ),
    # --- Keys and values ---
    "comment-after-text": Problem(
        S_("'{words}' would be left out: '#' begins a comment"),
        S_("put the whole text in quotes; a comment goes on a line of its own"),
    ),
    "duplicate-key": Problem(
        S_("'{key}' stands twice; the first is in line {line}"),
        S_("delete or rename one of them"),
    ),
    "key-not-text": Problem(
        S_("a key must be text, and this is {what}"),
        S_("write 'key: value'; put quotes around a key that is a number"),
    ),
    "number-too-long": Problem(
        S_("a number of {size} characters; at most {limit} are allowed"),
        S_("if it is text, put it in quotes"),
    ),
    "number-too-large": Problem(
        S_("the number is too large to work with"),
        S_("if it is text, put it in quotes"),
    ),
    "item-in-text": Problem(
        S_("this line begins like an item of a list, but belongs to the text above it"),
        S_("indent it as far as the item above; if it is text, put the whole text in quotes"),
    ),
    "wrong-list-sign": Problem(
        S_("this item of a list does not begin with '- '"),
        S_("begin it with a hyphen and an ordinary space; if it is text, put it in quotes"),
    ),
    # --- Mistakes of writing: each ends the reading of the front matter ---
    "unclosed-quote": Problem(
        S_("the quote that begins here is not closed"),
        S_("close the text with {quote} where it ends"),
    ),
    "text-after-quote": Problem(
        S_("text goes on after the closing quote"),
        S_("put the whole text inside the quotes; a {quote} within it is written {inside}"),
    ),
    "unknown-escape": Problem(
        S_("a backslash in double quotes, followed by something unknown"),
        S_("use single quotes around the text, or write two backslashes"),
    ),
    "unclosed-bracket": Problem(
        S_("'{sign}' is not closed"),
        S_("write '{closing}' where the list or group ends"),
    ),
    "missing-comma": Problem(
        S_("a comma is missing inside the brackets"),
        S_("put a comma between two items, and quotes around a text with ': ' in it"),
    ),
    "colon-in-text": Problem(
        S_("a text with ': ' in it needs quotes"),
        S_("put quotes around the text after the first colon"),
    ),
    "missing-colon": Problem(
        S_("this line is no 'key: value'"),
        S_("write a key, a colon, a space and the value; indent a line that continues the text above"),
    ),
    "reserved-character": Problem(
        S_("a text cannot begin with '{sign}'"),
        S_("put the text in quotes"),
    ),
    "misplaced-list": Problem(
        S_("a list cannot begin here"),
        S_("begin each '- ' on a line of its own below the key; if it is text, put it in quotes"),
    ),
    "wrong-indentation": Problem(
        S_("this line does not fit the lines above it"),
        S_("begin lines that belong together in the same column; put quotes around a text with ': ' in it"),
    ),
    "invalid-yaml": Problem(
        S_("the front matter cannot be read from here on"),
        S_("check quotes, brackets, colons and indentation in this line and the one above"),
    ),
}
"""Every code of this layer, all of them errors."""


def problem(code: Code, location: Location, **values: object) -> Diagnostic:
    """The diagnostic of a code at a place."""
    message, hint = PROBLEMS[code]
    return Diagnostic(location=location, code=code, message=said(message, **values), hint=said(hint, **values))
