"""Documents of a hostile size that meet another: words and a glossary, a translation and its original."""

from __future__ import annotations

from collections.abc import Iterator

from unwieldy import FRONT, Document, filled, front, glossary, numbered, page, pair


def words() -> Iterator[tuple[str, Document]]:
    """Words of another language without end."""
    for name, piece in {
        "foreign words": "kjøper ",
        "short foreign words": "äö ",
        "split words": "kunde rejse ",
    }.items():
        yield name, page(filled(piece))

    waivers = "  - {code: foreign-word, reason: a}\n" * 880
    yield "waivers of foreign words", front(f"waive:\n{waivers}", filled("kjøper ", 220_000))
    for name, avoided, text in (
        ("expressions with the same beginning", "a {n}, ", "a 3499 "),
        ("expressions that never end", "a b {n}, ", "a b "),
        ("an expression of many words", "a a a a a a a a a {n}, ", "a "),
        ("many words to avoid", "{n}, ", "3499 "),
    ):
        lettered = str.maketrans("0123456789", "bcdfghjklm")
        yield name, glossary(numbered(avoided, FRONT - 200).translate(lettered), filled(text.translate(lettered)))


def pairs() -> Iterator[tuple[str, Document]]:
    """A translation and its original that have nothing in common."""
    many, other = numbered("{n} "), numbered("7{n} ")
    yield "numbers in a translation", pair("Et.\n", many)
    yield "numbers in an original", pair(many, "Ett.\n")
    yield "other numbers in a translation", pair(many, other)
    words, few, fewer = "ord " * 5_000, numbered("{n} ", 8_000), numbered("8{n} ", 8_000)
    yield "other numbers in a summary", pair("Et.\n", "Ett.\n", summaries=(words + few, words + fewer))
    links = numbered("[a](https://a.example/{n}) ", 70_000)
    yield "links in a translation", pair("Et.\n", links)
    yield "links in an original", pair(links, "Ett.\n")
    defined = "".join(f"[a][{n}] " for n in range(1_000)) + "\n\n"
    defined += "".join(f"[{n}]: https://a.example/{n}\n" for n in range(1_000))
    yield "defined links in a translation", pair("Et.\n", defined)
    sections = numbered("## a {#a{n}}\n\nb {n}\n\n", 20_000)
    yield "sections with other numbers", pair(sections, sections.replace("b ", "b 7"))
    yield "sections with more links", pair(sections, sections.replace("b ", "[b](https://a.example) "))
    yield "other sections in a translation", pair(sections, sections.replace("#a", "#b"))
    yield "items with ids", pair("Et.\n", numbered("a{n}\n{: #a{n}}\n\n", 30_000))
