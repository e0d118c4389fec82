"""How many: numbers in figures and words, but not measures, dates and sizes."""

from __future__ import annotations

import re

from agent.planner.reading.data import table

_NUMBER = re.compile(
    r"(?<![\w.,#@-])(\d{1,3}(?:[, ]\d{3}){1,3}|\d{1,9}(?:\.\d{1,4})?)\s?(k|thousand|hundred)?\b(?![-%\w:])",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"""\b(?:last|past|next|every|each|top)[ ]\d+
      | \d+(?:st|nd|rd|th)\b
      | [$€£][ ]?\d[\d.,]{0,12}\s?\w*
      | \b(?:19|20)\d\d\b(?![ ]\w+s\b)
      | (?<![\d.,])\d[\d.,]{0,12}\s?(?:%|years?|months?|weeks?|days?|hours?|minutes?|stars?|times|km|staff)
      | (?<![\d.,])\d[\d.,]{0,12}\s?(?:m(?:illion|io)?|bn)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SPELLED = re.compile(
    r"\b(?:(a|one|two|three|four|five|six|seven|eight|nine|ten|couple of|few) )?(hundred|thousand|dozen)\b",
    re.IGNORECASE,
)
_TENS = re.compile(r"\b(ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b(?= \w)", re.IGNORECASE)
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_UNITS = {word: value for value, word in enumerate(_ONES, start=1)} | {"a": 1, "couple of": 2, "few": 3}
_SCALES = {"": 1, "dozen": 12, "hundred": 100, "thousand": 1000, "k": 1000}
_TENS_OF = {
    word: 10 * value
    for value, word in enumerate(
        ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=1
    )
}
MOST = 100_000


def count(text: str) -> int | None:
    """How many are wanted, if the text says so."""
    bare = _MEASURE.sub("|", text)
    value: float = 0
    if number := _NUMBER.search(bare):
        figures = number[1].replace(",", "").replace(" ", "")
        value = float(figures) * _SCALES[(number[2] or "").lower()]
    elif spelled := _SPELLED.search(bare):
        value = _UNITS[(spelled[1] or "a").lower()] * _SCALES[spelled[2].lower()]
    elif tens := _TENS.search(bare):
        value = _TENS_OF[tens[1].lower()]
    return int(value) if 1 <= value <= MOST else None


def size(text: str) -> str | None:
    """How large the companies are, as it is written."""
    found = re.search(table("people")["sizes"], text, re.IGNORECASE)
    return " ".join(found[0].split()) if found else None


def without_sizes(text: str) -> str:
    """The text without sizes of companies, whose numbers and "employees" mean nobody to find."""
    return re.sub(table("people")["sizes"], "|", text, flags=re.IGNORECASE)
