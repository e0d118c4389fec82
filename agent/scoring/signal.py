"""A signal: one question to the facts, answered on 0–100."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from agent.scoring.facts import Facts

FULL = Fraction(100)
NONE = Fraction(0)
_LONGEST = 80
_MOST = 3


@dataclass(frozen=True)
class Reading:
    """What the facts say: a value on 0–100, whether anything is known, and a phrase that quotes it."""

    value: Fraction
    known: bool
    said: str = ""


@dataclass(frozen=True)
class Signal:
    """`name` says in a few words what is asked; a company's or a lead's facts answer."""

    key: str
    name: str
    read: Callable[[Facts], Reading]


def quoted(text: str) -> str:
    """A fact as a reason quotes it."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def there(key: str, name: str, *fields: str) -> Signal:
    """A signal that is full when any of these fields is known, and nothing otherwise."""

    def read(facts: Facts) -> Reading:
        field = next((each for each in fields if facts.has(each)), None)
        if field is None:
            return Reading(NONE, known=False)
        value = facts.text(field)
        # An address is a link beside the reason, not a part of the sentence.
        said = name if "://" in value else f"{name} {quoted(value)}"
        return Reading(FULL, known=True, said=said)

    return Signal(key, name, read)


def banded(number: float, bands: Sequence[tuple[float, int]], least: int) -> int:
    """The value of the first band that the number reaches; bands stand highest first."""
    return next((value for floor, value in bands if number >= floor), least)


def listing(items: Sequence[str]) -> str:
    """Some of the things, and how many more there are."""
    more = len(items) - _MOST
    return f"{', '.join(quoted(item) for item in items[:_MOST])}{f' and {more} more' if more > 0 else ''}"
