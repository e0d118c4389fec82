"""Whether a model's words keep to the facts: its numbers and names are theirs, and it is brief and plain."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 400
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: number for number, word in enumerate(_UNITS.split())}
_WORDS |= {word: number * 10 for number, word in enumerate(_TENS.split(), start=3)}
_WORDS |= {"dozen": 12, "hundred": 100, "thousand": 1_000, "couple": 2, "both": 2, "twice": 2}
_VAGUE = re.compile(
    r"\b(?:half|double[ds]?|triple[ds]?|quarter|third|per ?cent|million|billion|dozens)\b|%", re.IGNORECASE
)
"""Shares and multiples are reckoned, and nothing here checks how."""
_MARKUP = re.compile(r"[<>@*_`~#\[\]{}|\\]|://|www\.", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"]([^”\"]{1,200})[”\"]")


def numbers(text: str) -> set[str]:
    """The numbers in a text, in digits or in words, each as its digits."""
    found = {re.sub(r"[,.]", "", number) for number in _NUMBER.findall(text)}
    return found | {str(_WORDS[word]) for word in re.findall(r"[a-z]+", text.lower()) if word in _WORDS}


def keeps_to(text: str, facts: Iterable[str]) -> bool:
    """Whether this says nothing in numbers or in quotes that the facts do not."""
    told = "\n".join(facts)
    if not text or len(text) > LONGEST or _MARKUP.search(text) or _VAGUE.search(text):
        return False
    quoted = all(name.strip(" .,") in told for name in _QUOTED.findall(text))
    return quoted and numbers(text) <= numbers(told)
