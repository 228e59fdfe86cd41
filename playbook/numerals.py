"""Numbers in text, as each language writes them: 12.345,6 or 12 345,6, 8-10 or 8–10, a date, tolv."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number that stands somewhere in a text."""

    value: str
    """The same for each way of writing it: ``12345.6``, ``-2``, ``2024-12-16``, ``10:30``."""
    written: str
    """As the text has it; of a range both ends."""
    start: int
    """Where it begins in the text, in characters."""


def numbers(text: str, language: str) -> tuple[Number, ...]:
    """The numbers of a text in the language of a folder, in digits and in words, in the order of the text.

    Words that idiom adds and drops freely (*en*, *begge*, *et par*, *femtrinsmodellen*) are left to ``idioms``.
    """
    found = [*_in_digits(text), *_in_words(text, language)]
    return tuple(sorted(found, key=lambda number: number.start)) if len(found) > 1 else tuple(found)


def may_hold_numbers(text: str, language: str) -> bool:
    """Whether ``numbers`` may find something; quick, and wrong for a few texts that hold none."""
    return _DIGIT.search(text) is not None or _PATTERNS[language].search(text.lower()) is not None


def idioms(text: str, language: str) -> frozenset[str]:
    """The values that a text names in passing: they answer a number of another language, and ask for none."""
    known = _PASSING[language]
    return frozenset(known[word] for word in _IDIOMS[language].findall(text.lower()))


# --- In digits --------------------------------------------------------------------------------------------------------

_MONTHS: Mapping[str, str] = {
    "jan": "01", "feb": "02", "mar": "03", "apr": "04", "maj": "05", "mai": "05", "jun": "06", "jul": "07",
    "aug": "08", "sep": "09", "okt": "10", "nov": "11", "dec": "12", "des": "12",
}  # fmt: skip
"""By the first three letters, in any of the languages."""

_SPACE = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
_MONTH = r"(?:januari?|februari?|mart?s|april|ma[ij]|juni|juli|augusti?|september|oktober|november|de[cs]ember)"
_DIGITS = re.compile(
    rf"""
    (?<![^\W_]) (?<!\d[.,])                                                            # not in B2B, not after 4.
    (?: (?P<day>\d{{1,2}})\.?{_SPACE}(?P<month>{_MONTH}){_SPACE}(?P<year>\d{{4}})       # 16. december 2024
      | (?P<iso>\d{{4}}-\d\d-\d\d) (?!\d)                                               # 2024-12-16
      | (?P<short>\d{{1,2}}\.\d{{1,2}}\.\d{{4}}) (?!\d)                                 # 16.12.2024
      | (?P<time>\d{{1,2}}[.:]\d\d) (?![\d:]|[.,]\d)                                    # 10.30
      | (?P<sign>(?:(?<![\w.,)%-])|(?<=\.\.))[-−–])?                                     # −2
        (?P<whole>\d{{1,3}}(?:(?P<mark>[.]|{_SPACE})\d{{3}}(?:(?P=mark)\d{{3}})*)(?!\d) | \d+)
        (?:,(?P<part>\d+))?
        (?P<more>(?:\.\d+)*)                                                            # 4.5, as versions have it
    )
    (?![^\W_])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_RANGE_MARK = re.compile(r"[-–]\Z")


def _in_digits(text: str) -> Iterator[Number]:
    found = list(_DIGITS.finditer(text)) if _DIGIT.search(text) else []  # most texts have none
    for index, each in enumerate(found):
        begin, end = each.start(), each.end()
        if index and _RANGE_MARK.match(text[found[index - 1].end() : begin]):
            begin = found[index - 1].start()
        elif index + 1 < len(found) and _RANGE_MARK.match(text[end : found[index + 1].start()]):
            end = found[index + 1].end()
        yield Number(value=_value(each), written=text[begin:end], start=begin)


def _value(found: re.Match[str]) -> str:
    if found["day"]:
        return f"{found['year']}-{_MONTHS[found['month'][:3].lower()]}-{int(found['day']):02}"
    if found["iso"]:
        return found["iso"]
    if found["short"]:
        day, month, year = found["short"].split(".")
        return f"{year}-{int(month):02}-{int(day):02}"
    if found["time"]:
        hour, minute = re.split("[.:]", found["time"])
        return f"{int(hour)}:{minute}"
    whole = "".join(filter(str.isdigit, found["whole"])).lstrip("0") or "0"
    part = (found["part"] or "").rstrip("0")
    sign = "-" if found["sign"] and (part or whole != "0") else ""
    return sign + whole + (f".{part}" if part else "") + found["more"]


# --- In words ---------------------------------------------------------------------------------------------------------

_WORDS: Mapping[str, Mapping[str, str]] = {
    "da": {
        "2": "to", "3": "tre tredje", "4": "fire fjerde", "5": "fem femte", "6": "seks sjette", "7": "syv syvende",
        "8": "otte ottende", "9": "ni niende", "10": "ti tiende", "11": "elleve ellevte", "12": "tolv tolvte",
    },
    "sv": {
        "2": "två tvenne", "3": "tre tredje", "4": "fyra fjärde", "5": "fem femte", "6": "sex sjätte",
        "7": "sju sjunde", "8": "åtta åttonde", "9": "nio nionde", "10": "tio tionde", "11": "elva elfte",
        "12": "tolv tolfte",
    },
    "no": {
        "2": "to", "3": "tre tredje", "4": "fire fjerde", "5": "fem femte", "6": "seks sjette",
        "7": "sju syv sjuende syvende", "8": "åtte åttende", "9": "ni niende", "10": "ti tiende",
        "11": "elleve ellevte", "12": "tolv tolvte",
    },
}  # fmt: skip
"""By language folder, the words for a number that every language would write as a number."""

_LOOSE_WORDS: Mapping[str, Mapping[str, str]] = {
    "da": {
        "0": "nul", "1": "en et én ét ene første enkelt", "2": "begge par dobbelt anden andet",
        "12": "dusin", "13": "tretten", "14": "fjorten", "15": "femten", "16": "seksten", "17": "sytten",
        "18": "atten", "19": "nitten", "20": "tyve", "30": "tredive", "100": "hundrede", "1000": "tusind tusinde",
    },
    "sv": {
        "0": "noll", "1": "en ett ena första förste enda", "2": "båda bägge par dubbel dubbelt andra andre",
        "12": "dussin", "13": "tretton", "14": "fjorton", "15": "femton", "16": "sexton", "17": "sjutton",
        "18": "arton", "19": "nitton", "20": "tjugo", "30": "trettio", "100": "hundra", "1000": "tusen",
    },
    "no": {
        "0": "null", "1": "en ei et én ett ene første eneste", "2": "begge par dobbel dobbelt annen annet andre",
        "12": "dusin", "13": "tretten", "14": "fjorten", "15": "femten", "16": "seksten", "17": "sytten",
        "18": "atten", "19": "nitten", "20": "tjue", "30": "tretti", "100": "hundre", "1000": "tusen",
    },
}  # fmt: skip
"""Words for numbers that one language has where another has digits, or nothing: they excuse, and ask for nothing."""

_COUNTED = "trin|steg|fas|del|sid|led|punkt|lag|uge|vecko|uke|dag|dobb|dubb|årig|minut|tim|stjern|kant|tal"
"""How the second part begins in words such as *femtrinsmodellen*, *tvådelad* and *treukersplan*."""


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    return {word: value for value, words in table.items() for word in words.split()}


_EXACT = {language: _by_word(table) for language, table in _WORDS.items()}
_PASSING = {language: exact | _by_word(_LOOSE_WORDS[language]) for language, exact in _EXACT.items()}


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of some words, by their first letters: so a search goes quickly past all other letters."""
    rest: dict[str, list[str]] = {}
    for word in words:
        rest.setdefault(word[0], []).append(word[1:])
    ways = (rf"{first}(?<=\b{first})(?:{'|'.join(each)})" for first, each in rest.items())
    return re.compile(rf"(?:{'|'.join(ways)})\b")


_PATTERNS = {language: _any_of(words) for language, words in _EXACT.items()}
_IDIOMS = {
    language: re.compile(
        rf"\b(?:(?:{'|'.join(_by_word(_LOOSE_WORDS[language]))})\b|(?:{'|'.join(exact)})(?=[-–]?{_COUNTED}))"
    )
    for language, exact in _EXACT.items()
}
_ENGLISH = re.compile(r"to (?:be|do|market|end)\b")
"""As in *jobs to be done*."""


def _in_words(text: str, language: str) -> Iterator[Number]:
    words = _EXACT[language]
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter such as İ, which no word for a number has
        lowered = "".join(letter.lower()[:1] for letter in text)
    for found in _PATTERNS[language].finditer(lowered):
        if not _ENGLISH.match(lowered, found.start()) and not _in_a_compound(lowered, found, words):
            yield Number(value=words[found[0]], written=text[found.start() : found.end()], start=found.start())


def _in_a_compound(text: str, found: re.Match[str], words: Mapping[str, str]) -> bool:
    """Whether a hyphen binds a word to another, which is no number: *to-do-liste*, *tre-trinsmodel*, not *to-tre*."""
    before = re.search(r"(\w+)[-–]\Z", text[max(0, found.start() - 20) : found.start()])
    after = re.match(r"[-–](\w+)", text[found.end() : found.end() + 20])
    return any(each and not (each[1].isdigit() or each[1] in words) for each in (before, after))
