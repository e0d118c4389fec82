"""Who a goal is about: titles, industry, how many, and whether it speaks of people or businesses at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from agent.planner.reading.data import table
from agent.planner.reading.places import is_place

_WORD = re.compile(r"[^\W_][\w&+/'’-]*")
_OF = re.compile(
    r"""[ ](?:of|for)[ ]([\w&-]+(?:[ ](?:(?:and|&)[ ])?[\w&-]+){0,2}?)
    (?=[ ](?:at|in|from|with|who|that|on|of|and|or|based|working|near|across|but|without|for|to)\b
    |[^\w &-]|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_GUESS = re.compile(
    r"""(?:^|\b(?:find|get|list|search|want|need|of|for|export|with|message|contact|to|collect)\s)
    (?:(?:find|get|list|search|export|me|all|every|some|the|good|up\sto|\d[\d,.]*k?)\s)*
    ((?:[\w-]+\s){0,2}?[\w-]+s)(?=\s(?:in|near|around|across|based)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_NAME = r"[A-Z][\w&.-]*(?:['’]s)?(?: [A-Z][\w&.-]*)*"
_NAMES = re.compile(rf"\b(?:at|of|for|from|by) ({_NAME}(?:(?:, and | and |, ?){_NAME})*)")
_OF_HEADS = frozenset(
    {"head", "vp", "svp", "evp", "director", "chief", "president", "leader", "lead", "manager", "officer"}
)
_NUMBER = re.compile(
    r"(?<![\w.,#@-])(\d{1,3}(?:[, ]\d{3})+|\d+(?:\.\d+)?)\s?(k|thousand|hundred)?\b(?![-%\w:])", re.IGNORECASE
)
_MEASURE = re.compile(
    r"""\b(?:last|past|next|every|each|top)[ ]\d+
      | \d+(?:st|nd|rd|th)\b
      | [$€£][ ]?\d[\d.,]*\s?\w*
      | \b(?:19|20)\d\d\b(?![ ]\w+s\b)
      | \d[\d.,]*\s?(?:%|years?|months?|weeks?|days?|hours?|minutes?|stars?|times|km|miles|employees|staff)
      | \d[\d.,]*\s?(?:m(?:illion|io)?|bn)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SPELLED = re.compile(
    r"\b(?:(a|one|two|three|four|five|six|seven|eight|nine|ten|couple of|few) )?(hundred|thousand|dozen)\b",
    re.IGNORECASE,
)
_TENS = re.compile(r"\b(ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b(?= \w)", re.IGNORECASE)
_UNITS = {
    "one": 1,
    "a": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "couple of": 2,
    "few": 3,
}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "k": 1000}
_TENS_OF = {
    "ten": 10,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
MOST = 100_000


@dataclass(frozen=True)
class Who:
    """The people of a goal."""

    titles: tuple[str, ...]
    industry: str | None
    count: int | None
    local: str | None
    companies: tuple[str, ...]
    named: bool


def who(text: str) -> Who:
    """Read the people out of a text whose links are masked."""
    spans = _title_spans(text)
    outside = _without(text, spans)
    titles = tuple(dict.fromkeys(_cased(text[start:end]) for start, end in spans))
    if not (spans or _speaks_of_people(text)):
        titles = _guessed(text)
    local = _first_of(outside, "locals") or next(filter(_pattern("locals").fullmatch, titles), None)
    return Who(
        titles=() if local in titles else titles,
        industry=_industry(outside),
        count=_count(text),
        local=local,
        companies=_companies(outside),
        named=bool(titles or local) or _speaks_of_people(text),
    )


def _speaks_of_people(text: str) -> bool:
    return any(_first_of(text, name) for name in ("people", "companies", "locals"))


def _guessed(text: str) -> tuple[str, ...]:
    """A plural before a place, when nothing else names anybody: "beekeepers in Kent"."""
    found = _GUESS.search(text)
    if found is None or any(_singular(word).lower() in _words("not_people") for word in found[1].split()):
        return ()
    return (found[1].lower(),)


def without_sizes(text: str) -> str:
    """The text without sizes of companies, whose numbers and "employees" mean nobody to find."""
    return re.sub(table("people")["sizes"], "|", text, flags=re.IGNORECASE)


def _companies(text: str) -> tuple[str, ...]:
    """Names in capitals after "at", "of" and the like that are no place and no platform."""
    found = _NAMES.search(text)
    if found is None:
        return ()
    names = [name.removesuffix("'s").removesuffix("’s") for name in re.split(r", and | and |, ?", found[1])]
    return tuple(
        name for name in names if not is_place(name) and name.split()[0].lower() not in _no_companies()
    )


@cache
def _no_companies() -> frozenset[str]:
    return frozenset(table("places")["not_places"]) | _words(
        "heads", "modifiers", "industries", "people", "companies"
    )


def singular(phrase: str) -> str:
    """The phrase with its last word in the singular, as a title on a profile is written."""
    *rest, last = phrase.split()
    return " ".join((*rest, _singular(last)))


def _singular(word: str) -> str:
    lower = word.lower()
    if len(word) <= 3 or lower.endswith(("ss", "us", "is")) or not lower.endswith("s"):  # noqa: PLR2004 - "VPs" is handled below, "is" is no plural
        return word[:-1] if len(word) == 3 and word.endswith("s") and word[:-1].isupper() else word  # noqa: PLR2004
    if lower.endswith("ies") and len(word) > 4:  # noqa: PLR2004 - "ties" stays
        return word[:-3] + "y"
    if lower.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1].rstrip("'’")


@cache
def _words(*names: str) -> frozenset[str]:
    """Every entry of these lists, words of one entry apart."""
    people = table("people")
    return frozenset(word for name in names for entry in people[name] for word in str(entry).split())


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Any entry of a list, longest first, in the singular or plural."""
    entries = sorted((str(entry) for entry in table("people")[name]), key=len, reverse=True)
    forms = (
        rf"{re.escape(entry[:-1])}(?:y|ies)" if entry.endswith("y") else rf"{re.escape(entry)}(?:e?s)?"
        for entry in entries
    )
    return re.compile(rf"(?<![\w@-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)


def _first_of(text: str, name: str) -> str | None:
    found = _pattern(name).search(text)
    return found[0] if found else None


def _title_spans(text: str) -> list[tuple[int, int]]:
    """Runs of title words that end in a noun for a person: "senior marketing managers", "heads of growth"."""
    spans: list[tuple[int, int]] = []
    for run in _runs(text):
        end = next((i for i in range(len(run), 0, -1) if _is_head(text, run[i - 1], alone=i == 1)), 0)
        if end:
            stop = _with_of(text, run[end - 1])
            if not spans or run[0].start() >= spans[-1][1]:
                spans.append((run[0].start(), stop))
    return spans


def _runs(text: str) -> list[list[re.Match[str]]]:
    """Neighbouring words that may stand in a title."""
    known = _words("heads", "modifiers")
    numbered = (
        (match, _singular(match[0]).lower() in known or match[0].lower() in known)
        for match in _WORD.finditer(text)
    )
    runs: list[list[re.Match[str]]] = []
    for title_word, group in groupby(numbered, key=lambda pair: pair[1]):
        if title_word:
            runs.extend(_at_gaps(text, [match for match, _ in group]))
    return runs


def _at_gaps(text: str, words: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Split where more than a space lies between two words."""
    runs: list[list[re.Match[str]]] = []
    for word in words:
        if runs and text[runs[-1][-1].end() : word.start()] == " ":
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _is_head(text: str, word: re.Match[str], *, alone: bool) -> bool:
    """Whether a word names a person. Some do only with a word before them, or with "of growth" after."""
    stem = _singular(word[0]).lower()
    if stem not in _words("heads"):
        return False
    return not (alone and stem in _words("never_alone") and _with_of(text, word) == word.end())


def _with_of(text: str, head: re.Match[str]) -> int:
    """Where the title ends, with "of growth" after a head that takes it."""
    of = _OF.match(text, head.end())
    takes = _singular(head[0]).lower() in _OF_HEADS
    return (
        of.end(1)
        if of and takes and not of[1].lower().startswith(("the ", "these ", "our ", "my ", "all ", "this "))
        else head.end()
    )


def _cased(title: str) -> str:
    """Lower case but for what is written in capitals (CFOs, VP); known abbreviations get theirs."""
    return " ".join(_cased_word(word) for word in title.strip().split())


def _cased_word(word: str) -> str:
    stem = _singular(word).lower()
    if stem in table("people")["capitals"]:
        return stem.upper() + ("s" if word.lower() != stem else "")
    return word if any(char.isupper() for char in word[1:]) else word.lower()


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]}|{text[end:]}"
    return text


def _industry(text: str) -> str | None:
    said = re.sub(
        r"\b(?:with|by|using|through) (?:an? )?ai\b|social media|\bai (?=write|enrich|message|comment)",
        "|",
        text,
        flags=re.IGNORECASE,
    )
    found = _first_of(said, "industries")
    if found is None:
        return None
    known = {str(entry).lower(): str(entry) for entry in table("people")["industries"]}
    spelled = table("people")["spelled"].get(found.lower())
    return spelled or (found if any(char.isupper() for char in found) else known.get(found.lower(), found))


def _count(text: str) -> int | None:
    bare = _MEASURE.sub("|", text)
    if number := _NUMBER.search(bare):
        value = float(number[1].replace(",", "").replace(" ", "")) * _SCALES.get((number[2] or "").lower(), 1)
    elif spelled := _SPELLED.search(bare):
        value = _UNITS[(spelled[1] or "a").lower()] * _SCALES[spelled[2].lower()]
    elif tens := _TENS.search(bare):
        value = _TENS_OF[tens[1].lower()]
    else:
        return None
    return int(value) if 1 <= value <= MOST else None
