"""Where a goal looks: a known place, or a name after "in"."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from agent.planner.reading.data import table

_BEFORE = r"(?:in|near|around|from|across|within|throughout|based in|located in|outside|of)"
_UNKNOWN = re.compile(
    r"\b(?:in|near|around|based in|across)(?: the)? ((?:[A-Z][\w'’-]+)(?:[ -][A-Z][\w'’-]+){0,3})"
)
_UNKNOWN_LOWER = re.compile(
    r"\b(?:in|near|around|based in) ([a-z][a-z'’-]{2,})(?= (?:and|with|but|who|on|from|to)\b|[.,;!?|]|$)"
)
_JOIN = re.compile(r"^(, ?(?:and |or )?| and | or | & |/ ?)$", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:,? and |,? or | & | ?/ ?)|(?=, )", re.IGNORECASE)
_MOST = 6


def place(text: str, *, guess: bool) -> str | None:
    """The place of a goal as it is usually written. `guess` allows names that are in no list, after "in"."""
    found = known_places(text)
    if found:
        return _joined(text, found[:_MOST])
    if not guess:
        return None
    unknown = _UNKNOWN.search(text) or _UNKNOWN_LOWER.search(text)
    if unknown is None or unknown[1].split()[0].lower() in table("places")["not_places"]:
        return None
    return unknown[1]


def known_places(text: str) -> list[re.Match[str]]:
    """Where places of our lists stand."""
    return [match for match in _known().finditer(text) if _counts(match, text)]


def several(place: str) -> tuple[str, ...]:
    """The places of a phrase one by one; what follows a comma may only say where it lies ("Lyon, France")."""
    parts: list[str] = []
    for part in _BETWEEN.split(place):
        if parts and part.startswith(",") and _lies_in(part.strip(", ")):
            parts[-1] += part
        else:
            parts.append(part.strip(", "))
    return tuple(part for part in parts if part)


def _lies_in(name: str) -> bool:
    places = table("places")
    return any(name in places[key] for key in ("regions", "countries", "states")) or name in {"US", "UK"}


def is_place(name: str) -> bool:
    """Whether a list knows the name."""
    return name.lower() in _names()


@cache
def _names() -> dict[str, str]:
    """Every known place, lower case to the usual spelling."""
    places = table("places")
    listed = [
        name for key in ("regions", "countries", "states", "cities", "after_in") for name in places[key]
    ]
    spelled: dict[str, str] = places["spelled"]
    return {name.lower(): name for name in listed} | spelled


@cache
def _known() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    return re.compile(
        rf"(?<![\w@-])(?:{'|'.join(re.escape(name) for name in longest_first)})(?!\w)", re.IGNORECASE
    )


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(name.lower() for name in table("places")["after_in"])


def _counts(match: re.Match[str], text: str) -> bool:
    """Whether a word that may be ordinary stands where a place stands."""
    if match[0].lower() not in _ambiguous():
        return True
    before = re.search(rf"\b{_BEFORE}(?: the)? $|, $", text[: match.start()], re.IGNORECASE)
    ordinary = match[0].islower() and match[0] in table("places")["ordinary"]
    return before is not None and not (ordinary and "the" not in before[0])


def _joined(text: str, found: list[re.Match[str]]) -> str:
    """Neighbouring places together ("Lyon, France", "Berlin and Munich"), a distant one left out."""
    said = _spelled(found[0][0])
    for earlier, later in pairwise(found):
        between = text[earlier.end() : later.start()]
        if not _JOIN.match(between):
            break
        said += f"{between if between.strip() else ', '}{_spelled(later[0])}"
    return said


def _spelled(name: str) -> str:
    """The usual spelling. Letters that only a pattern takes for equal ("İ") have none, and stay."""
    return _names().get(name.lower(), name)
