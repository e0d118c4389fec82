"""What the columns of a table hold: guessed from their headings and values, and whether that names people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from agent.imports.fields import LABELS, Field
from agent.leads import normal
from agent.tables import shipped

ENOUGH = 0.6
"""The share of a column's values that must look like something for the column to be that."""
_PHONE = re.compile(r"\+?[\d ()./-]{7,25}")
_WORD = re.compile(r"[^\W_]+")
NOBODY = (
    "Nothing in it tells one person from another. I need a column with e-mails, one with profile URLs, "
    "or one with names beside one with companies."
)


def guess(titles: Sequence[str], values: Sequence[Sequence[str]]) -> tuple[Field, ...]:
    """The field of every column: each at most once. `values` are some of each column's, without empty ones.

    A heading that is known counts, unless the values of an address column are no addresses; then the values
    of columns that have no known heading.
    """
    found: dict[int, Field] = {}
    named = [(place, field) for place, title in enumerate(titles) if (field := _named(title)) is not None]
    for place, field in named:
        if field not in found.values() and _fits(field, values[place]):
            found[place] = field
    for field, looks in _LOOKS.items():
        if field in found.values():
            continue
        free = (place for place in range(len(titles)) if place not in found)
        fitting = next((each for each in free if _share(looks, values[each]) >= ENOUGH), None)
        if fitting is not None:
            found[fitting] = field
    return tuple(found.get(place, Field.IGNORE) for place in range(len(titles)))


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a first record names columns: no cell of it is a value that tells of one person."""
    told = [cell for cell in cells if any(looks(cell) for looks in _LOOKS.values())]
    return not told


def problem(fields: Sequence[Field]) -> str | None:
    """What is wrong with a mapping: a field twice, or nobody who could be recognised."""
    for field in Field:
        if field is not Field.IGNORE and list(fields).count(field) > 1:
            return f"Two columns are “{LABELS[field]}”. Choose one, and ignore the other."
    return None if names_people(fields) else NOBODY


def names_people(fields: Sequence[Field]) -> bool:
    """Whether the columns can tell one person from another, by what `agent.leads.draft` recognises."""
    named = Field.NAME in fields or Field.FIRST_NAME in fields or Field.LAST_NAME in fields
    return Field.EMAIL in fields or Field.PROFILE in fields or (named and Field.COMPANY in fields)


def plain(text: str) -> str:
    """A heading as it is compared: words in lower case, without accents and punctuation."""
    bare = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).casefold())
    words = _WORD.findall("".join(char for char in bare if not unicodedata.combining(char)).replace("_", " "))
    return " ".join(words)


@cache
def _fields() -> Mapping[str, Field]:
    table = shipped(__package__, "headings.yaml")
    return {heading: Field(name) for name, headings in table.items() for heading in headings}


def _named(title: str) -> Field | None:
    return _fields().get(plain(title)) or _fields().get(title.strip().casefold())


def _fits(field: Field, values: Sequence[str]) -> bool:
    """Whether the values are what the heading says, where values can tell: “URL” may be of anything."""
    looks = _LOOKS.get(field)
    if looks is None or field is Field.PHONE or not values:
        return True
    return _share(looks, values) > 0 if field is Field.EMAIL else _share(looks, values) >= ENOUGH


def _share(looks: Callable[[str], bool], values: Sequence[str]) -> float:
    return sum(map(looks, values)) / len(values) if values else 0.0


def _is_email(text: str) -> bool:
    return normal.email(text) is not None


def _is_profile(text: str) -> bool:
    found = normal.profile(text.strip()) if " " not in text.strip() else None
    return found is not None and ("linkedin.com/in/" in found or "/profile" in found or "/in/" in found)


def _is_phone(text: str) -> bool:
    digits = sum(char.isdigit() for char in text)
    return _PHONE.fullmatch(text.strip()) is not None and digits >= _DIGITS


_DIGITS = 7
_LOOKS: Mapping[Field, Callable[[str], bool]] = {
    Field.EMAIL: _is_email,
    Field.PROFILE: _is_profile,
    Field.PHONE: _is_phone,
}
"""Fields that values tell by themselves."""
