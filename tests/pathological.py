"""Documents of a hostile size or shape, as data: a name, the file that it is, and its bytes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from pathological_words import pairs, words
from unwieldy import (
    FRONT,
    FULL,
    PAGE,
    TAB,
    Document,
    diagram,
    filled,
    front,
    journey,
    nested,
    noise,
    numbered,
    page,
    steps,
)


def _walls() -> Iterator[tuple[str, Document]]:
    """One sign of Markdown without end, on one line and on many."""
    for name, piece in {
        "square brackets": "[",
        "picture brackets": "![",
        "closing brackets": "]",
        "link beginnings": "[a](",
        "links in link words": "[a](b [",
        "reference beginnings": "[a][",
        "footnote marks": "[^",
        "angle links": "<a ",
        "tag beginnings": "<",
        "comments": "<!--",
        "comment dashes": "<!-- - ",
        "CDATA": "<![CDATA[",
        "processing instructions": "<?",
        "declarations": "<!D ",
        "closing tags": "</a",
        "autolinks": "<http://",
        "mail autolinks": "<a@",
        "entities": "&#",
        "named entities": "&amp",
        "backticks": "`",
        "backticks of growing length": "` `` ``` ",
        "backticks and words": "`a",
        "stars": "*",
        "stars and words": "*a ",
        "two stars and words": "**a ",
        "three stars and words": "***a*b**c",
        "underscores": "_",
        "underscores and words": "_a ",
        "stars and underscores": "*_",
        "tildes": "~",
        "tildes and words": "~~a ",
        "backslashes": "\\",
        "escaped brackets": "\\[",
        "braces": "{",
        "attribute lists": "a{: #b .c } ",
        "bars": "|",
        "colons": ":",
        "equal signs": "=",
        "hash signs": "#",
        "dashes": "-",
        "plus signs": "+",
        "blanks": " ",
        "tabs": "\t",
        "parentheses": "(",
        "quotes of titles": '[a](b "',
        "the end of text mark": "\x03",
        "the start of text mark": "\x02",
    }.items():
        yield name, page(filled(piece))


def _lines() -> Iterator[tuple[str, Document]]:
    """Blocks of Markdown without end."""
    for name, piece in {
        "empty lines": "\n",
        "lines of one letter": "a\n",
        "headings": "## a\n\n",
        "headings without blank lines": "## a\n",
        "underlined headings": "a\n---\n",
        "rules": "---\n\n",
        "quotations": "> a\n\n",
        "quotation marks alone": ">\n",
        "bullets": "- a\n",
        "empty bullets": "-\n",
        "bullets with blank lines": "- a\n\n",
        "bullets and quotations": "- > - > a\n",
        "numbers": "1. a\n",
        "fences": "```\na\n```\n\n",
        "fences that do not close": "```a\n",
        "fences of tildes and backticks": "```\n~~~\n",
        "definitions of terms": "a\n: b\n\n",
        "definitions without terms": ": b\n\n",
        "one term with definitions": ":   a\n",
        "indented code": "    a\n\n",
        "tables": "| a |\n|---|\n| b |\n\n",
        "table rows": "| a | b |\n",
        "attribute lines": "{: .a }\n",
        "backticks on every line": "`\n",
    }.items():
        yield name, page(filled(piece))
    yield "a table with many rows", page("| a | b |\n|---|---|\n" + filled("| c | d |\n"))
    yield "a table with many columns", page(filled("|a", 120_000) + "|\n" + filled("|-", 120_000) + "|\n")
    yield "a wide and long table", page("|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + filled("|" + "b|" * 300 + "\n"))
    yield "a table with a row too long", page("|a|\n|-|\n" + filled("|a"))
    yield "footnotes", page(numbered("a[^{n}]\n\n[^{n}]: b\n\n"))
    yield "footnotes in one paragraph", page(numbered("a[^{n}] ", 100_000) + "\n\n" + numbered("[^{n}]: b\n", 150_000))
    yield "footnotes that are not used", page(numbered("[^{n}]: b\n"))
    yield "one footnote used often", page(filled("a[^1]\n\n") + "[^1]: b\n")
    yield "footnotes in footnotes", page("a[^0]\n\n" + "".join(f"[^{n}]: b[^{n + 1}]\n\n" for n in range(10_000)))
    yield "reference definitions", page(numbered("[{n}]: b\n"))
    yield "references", page(numbered("[a][{n}]\n\n", 120_000) + numbered("[{n}]: b\n", 120_000))
    yield "references to nothing", page(filled("[a][b] "))
    yield "links", page(numbered("[a](wall.md#{n}) "))
    yield "links to touchpoints", page(filled("[a](touchpoint:ad) "))
    yield "links to touchpoints that are not there", page(numbered("[a](touchpoint:x{n}) "))
    yield "pictures without words", page(numbered("![](a{n}.png)\n\n"))
    yield "headings with ids", page(numbered("## a {#a{n}}\n\n"))
    yield "headings with one id", page(filled("## a {#a}\n\n"))
    yield "headings with one name", page(filled("## Samme navn\n\n"))


def _depths() -> Iterator[tuple[str, Document]]:
    """One thing inside another."""
    yield "quotations in quotations on one line", page(filled("> ") + "a")
    yield "quotations in quotations, step by step", page("".join(">" * n + " a\n" for n in range(1, 700)))
    yield "lists in lists on one line", page(filled("- ") + "a")
    yield "lists in lists, step by step", page("".join("    " * n + "- a\n" for n in range(350)))
    yield "numbers in numbers", page("".join("    " * n + "1. a\n" for n in range(350)))
    yield "emphasis in emphasis", page(nested("*a ", " b*"))
    yield "strong emphasis in strong emphasis", page(nested("**a *b ", "* b**", 60_000))
    yield "links in links", page(nested("[a ", "](b)"))
    yield "pictures in links", page(nested("[![a](b)", "](b)"))
    yield "brackets in addresses", page("[a](" + nested("(", ")") + ")")
    yield "definitions in definitions", page("".join("    " * n + "a\n" + "    " * n + ":   b\n" for n in range(240)))
    yield "footnotes inside lists", page("".join("    " * n + "- a[^1]\n" for n in range(300)) + "\n[^1]: b\n")
    yield "elements in elements", page(nested("<b>", "</b>"))
    yield "groups in brackets", front("x: " + nested("{a: ", "}", FRONT, "1"))
    yield "lists in brackets", front("x: " + nested("[", "]", FRONT))
    yield "brackets that do not close", front("x: " + "[" * FRONT)
    yield "groups by indentation", front("x:\n" + "".join(" " * n + "a:\n" for n in range(1, 240)))
    yield "lists on one line", front("x:\n  " + filled("- ", FRONT) + "a")
    yield "keys that are groups", front(filled("? ", FRONT) + "a")


def _values() -> Iterator[tuple[str, Document]]:
    """Front matter that other readers of YAML stumble over."""
    laughs = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" if n else "a0: &a0 [x]" for n in range(12))
    yield "an alias bomb", front(laughs)
    yield "an alias of itself", front("a: &a [*a]")
    yield "merge keys", front("a: &a {b: 1}\n" + "\n".join(f"c{n}: {{<<: [*a, *a]}}" for n in range(1000)))
    yield "a number of 5,000 digits", front("a: " + "9" * 5_000)
    yield "a hexadecimal number of 5,000 digits", front("a: 0x" + "f" * 5_000)
    yield "a fraction of 5,000 digits", front("a: 0." + "1" * 5_000)
    yield "a number with a large exponent", front("a: 1e999999999")
    yield "an order of 5,000 digits", journey(steps(1), "order: " + "9" * 5_000 + "\n")
    yield "a large key", front("a" * FRONT + ": b")
    yield "a key over many lines", front('"' + filled("a\n ", FRONT) + '": b')
    yield "many keys", front(numbered("k{n}: v\n", FRONT))
    yield "one key many times", front(filled("a: b\n", FRONT))
    yield "a title without end", front("description: " + "a" * FRONT)
    yield "a title of many words", Document(PAGE, f"---\ntitle: {filled('a ', FRONT)}\n---\n".encode())
    yield "a title of stars", Document(PAGE, f"---\ntitle: '{'*_[`' * 7_000}'\n---\n".encode())
    yield "tags of YAML", front(filled("a: !!python/object/apply:os.system [x]\n", FRONT))
    yield "quotes that do not close", front('a: "' + filled("b\n  ", FRONT))
    yield "escapes", front('a: "' + "\\u202e" * 5_000 + '"')
    yield "comments of YAML", front(filled("# a\n", FRONT))
    yield "texts with comments behind them", front(numbered("k{n}: a #b\n", FRONT))
    yield "front matter that is too large", front("a: " + "b" * 200_000)
    yield "front matter that does not end", Document(PAGE, b"---\n" + b"a: b\n" * 50_000)
    yield "lines of three dashes", Document(PAGE, b"---\n" * 60_000)
    yield "a file that is too large", page("a" * 20_000_000)


def _journeys() -> Iterator[tuple[str, Document]]:
    """Journeys and inventories without end."""
    yield "as many steps as fit", journey(steps(400))
    yield "steps that lead in a circle", journey(steps(300).replace("}", ", next: [{to: s0}]}"))
    yield (
        "steps that lead to every step",
        journey(
            "".join(
                f"  - {{id: s{n}, stage: awareness, action: a, touchpoint: ad, emotion: 0, next: ["
                + ", ".join(f"{{to: s{m}, label: x}}" for m in range(36))
                + "]}\n"
                for n in range(36)
            )
        ),
    )
    yield "steps with one id", journey(steps(350).replace("id: s1", "id: s"))
    yield "steps with many pains", journey(steps(1).replace("}", ", pains: [" + "a, " * 9_000 + "a]}"))
    yield (
        "a checklist without end",
        journey(steps(1), "checklist:\n" + numbered("  - {id: c{n}, obligation: must, text: a}\n", 28_000)),
    )
    yield "a journey of unknown fields", journey(steps(200).replace("emotion", "emotoin"))
    yield (
        "touchpoints without end",
        Document(
            "content/da/touchpoints/wall.md",
            (
                "---\ntitle: Mur\nowner: cx\ntouchpoints:\n"
                + numbered("  - {id: t{n}, title: T, channel: web}\n", 30_000)
            ).encode()
            + b"---\n",
        ),
    )
    yield (
        "pages that lead to one another",
        Document("published.txt", "".join(f"page/p{n} page/p{(n + 1) % 3000}\n" for n in range(3000)).encode()),
    )
    yield (
        "a ledger without end",
        Document("translations/sv/journeys/buy.txt", numbered("steps.s{n}.action 77b0e4aa\n", 400_000).encode()),
    )
    yield (
        "settings with deep brackets",
        Document("mkdocs.yml", b"plugins:\n  - playbook: {format: 1, x: " + b"[" * 60_000),
    )
    yield (
        "settings with an alias bomb",
        Document("mkdocs.yml", f"{laughs_of_settings()}\nplugins: [playbook: {{format: 1}}]\n".encode()),
    )


def laughs_of_settings() -> str:
    """Aliases that would be nine to the power of nine texts."""
    return "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" if n else "a0: &a0 [x]" for n in range(10))


def _lists() -> Iterator[tuple[str, Document]]:
    """What lies beside the content: addresses, ledgers, reviews and versions without end."""
    full = 1024 * 1024 - 100
    for name, line in {
        "addresses that have vanished": "persona p{n}\n",
        "addresses that lead on and on": "persona p{n} -> p1{n}\npersona p1{n} -> p2{n}\n",
        "addresses of no kind": "x y\n",
        "addresses of one letter": "x\n",
        "addresses with long names": f"page {'a/' * 1_000}{{n}}\n",
    }.items():
        yield name, Document("published.txt", numbered(line, full - 2_100).encode())
    chain = "".join(f"page p{n} -> p{n + 1}\n" for n in range(90_000))
    yield "addresses that lead to the next", Document("published.txt", chain.encode())
    yield "addresses that lead in one circle", Document("published.txt", f"{chain}page p90000 -> p0\n".encode())
    yield "an address of one word", Document("published.txt", b"x" * full + b" y\n")
    yield "more addresses than fit", Document("published.txt", b"x y\n" * 1_000_000)
    for name, folder in {"ledger": "translations/sv", "list of reviews": "reviews"}.items():
        file = f"{folder}/journeys/buy.txt"
        yield f"a {name} of unreadable lines", Document(file, filled("x\n", full).encode())
        yield f"a {name} that is too large", Document(file, filled("x\n", 2 * full).encode())
    head = '{"format": 1, "name": "v1", "day": "2026-11-22", "commit": "", "news": ['
    added = '{"what": "added", "kind": "page", "id": "index", "titles": {"da": "Hjem"}'
    for name, piece in {"empty": "{}", "wrong": '{"what": 1}', "right": f"{added}}}"}.items():
        yield f"a version of {name} news", _version(head + ",".join([piece] * (full // (len(piece) + 2))) + "]}")
    yield "a version with one piece of wrong news", _version(f'{head}{added}, "aspects": [{"1," * 900_000}1]}}]}}')
    yield "a version with unknown fields", _version("{" + numbered('"k{n}":1,', full) + '"k":1}')
    yield "a version with deep brackets", _version("[" * full)


def _version(text: str) -> Document:
    return Document("releases/2026-11-22-v1.json", text.encode())


def _characters() -> Iterator[tuple[str, Document]]:
    """Characters that programs trip over."""
    for name, text in {
        "combining marks": "a" + "\u0301" * 100_000,
        "combining marks of many kinds": filled("".join(chr(n) for n in range(0x300, 0x370)), FULL),
        "turned text": "\u202e" * 50_000,
        "zero width characters": "\u200b" * 50_000,
        "joiners": "\u200d" * 50_000,
        "lone surrogates": "\ud800" * 50_000,
        "null characters": "\0" * 50_000,
        "byte order marks": "\ufeff" * 50_000,
        "private characters": "\ue000" * 50_000,
        "characters past the first plane": "\U0001f600" * 50_000,
        "Arabic ligatures that unfold": "\ufdfa" * 50_000,
        "line separators": "\u2028" * 50_000,
        "carriage returns": "\r" * 200_000,
        "one very long word": "a" * FULL,
        "noise of brackets": noise("[]()!\\`<>^ \n"),
        "noise of emphasis": noise("*_~ab \n"),
        "noise of blocks": noise(">-+# 1.\n\t|:={}"),
        "noise of HTML": noise("<>/!-?[]&;a \"'=\n"),
    }.items():
        yield name, page(text)
    yield "UTF-16", Document(PAGE, "---\ntitle: Mur\n---\n".encode("utf-16") * 3_000)
    yield "bytes that are no text", Document(PAGE, random.Random(2).randbytes(200_000))  # noqa: S311
    yield "words with no break, as a title", Document(PAGE, b"---\ntitle: " + b"\xcc\x81" * 12_000 + b"\n---\n")


def _drawings() -> Iterator[tuple[str, Document]]:
    """Diagrams that take long to lay out."""
    for name, text in {
        "a drawing with 3,000 nodes": "flowchart LR\n" + "".join(f"a{n} --> a{n + 1}\n" for n in range(3_000)),
        "a drawing in which each node leads to each": "flowchart LR\n"
        + "".join(f"a{n} --> a{m}\n" for n in range(60) for m in range(60) if n != m),
        "a drawing with two full layers": "flowchart LR\n"
        + "".join(f"a{n} --> b{m}\n" for n in range(90) for m in range(90)),
        "a drawing with ampersands": "flowchart LR\n"
        + " --> ".join([" & ".join(f"a{n}{m}" for m in range(40)) for n in range(6)]),
        "a drawing with groups in groups": "flowchart LR\n" + "subgraph a\n" * 2_000 + "b\n" + "end\n" * 2_000,
        "a drawing with one long label": "flowchart LR\na[" + "b " * 100_000 + "]",
        "a drawing of a sequence": "sequenceDiagram\n" + "".join(f"a{n}->>a{n + 1}: b\n" for n in range(2_000)),
        "a drawing of states": "stateDiagram-v2\n" + "".join(f"a{n} --> a{n * 7 % 500}\n" for n in range(2_000)),
        "a drawing of classes": "classDiagram\n" + "".join(f"A{n} <|-- A{n // 2}\n" for n in range(2_000)),
        "a drawing of a mind": "mindmap\n" + "".join(" " * (n + 1) + "a\n" for n in range(600)),
        "a drawing of a journey": "journey\n" + "".join(f"  a{n}: 3: b{n}\n" for n in range(6_000)),
        "a drawing of a plan": "gantt\n dateFormat YYYY-MM-DD\n"
        + "".join(f" a{n}: 2026-01-01, 9000d\n" for n in range(4_000)),
        "a drawing of a pie": "pie\n" + "".join(f'"a{n}": 1\n' for n in range(8_000)),
        "a drawing that is no drawing": "flowchart LR\n" + "-" * 200_000,
        "a drawing of open brackets": "flowchart LR\n" + "a[" * 60_000,
        "a drawing of a large grid": "block-beta\ncolumns 100000\n" + "a " * 50_000,
    }.items():
        yield name, diagram(text)
    dense = "".join(f"a{n * 37 % 91} --> a{n * 7 % 90}\n" for n in range(450))
    yield "drawings that take long together", page(f"```mermaid\nflowchart LR\n{dense}```\n\n" * 8)
    yield "many drawings", page(filled("```mermaid\nflowchart LR\na --> b --> c\n```\n\n"))
    yield "many drawings that cannot be drawn", page(filled("```mermaid\nflowchart LR\na[[\n```\n\n"))


def _tails() -> Iterator[tuple[str, Document]]:
    """Signs that Markdown looks ahead from, or begins a level with, before a line without end."""
    for name, head in {"heading": "## {#a}", "heading with a brace": "## {", "item": "- a", "row": "| a |"}.items():
        yield f"blanks behind a {name}", page(f"{head}{filled(' ', 240_000)}x\n")
        yield f"tabs behind a {name}", page(f"{head}{filled(TAB, 240_000)}x\n")
    for name, sign in {
        "levels of a list": "- ",
        "levels of a numbered list": "1. ",
        "levels of a quotation": "> ",
        "levels of a list in quotations": "> - ",
        "ends of link words": "](",
        "beginnings of attributes": "{:",
        "beginnings of ids": "{#",
        "braces in brackets": "[{]",
        "brackets in braces": "{[",
    }.items():
        yield f"{name} before a long word", page(sign * 4_000 + filled("a", 220_000))
    yield "many levels in many lines", page(filled("> - > - > - > - a\n\n"))
    yield "many long lines of some levels", page(filled(f"{'> ' * 23}{'a' * 5_000}\n\n"))
    yield "some long lines of some levels", page(filled(f"{'> ' * 23}{'a' * 5_000}\n\n", 160_000))


DOCUMENTS: Mapping[str, Document] = {
    name: document
    for make in (_walls, _lines, _depths, _values, _journeys, _lists, _characters, _drawings, _tails, words, pairs)
    for name, document in make()
}
