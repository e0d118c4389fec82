"""Changing a profile by hand: what is typed for a field becomes its lines, and stays so."""

from __future__ import annotations

from collections.abc import Mapping

from agent.errors import InvalidError
from agent.icp.building import in_order
from agent.icp.profile import NAMES, Field, Line, Profile, Removed

MOST_LINES = 15
VALUE_LIMIT = 80


def as_text(profile: Profile, field: Field) -> str:
    """A field as it is edited: one value a line."""
    return "\n".join(line.value for line in profile.of(field))


def edited(profile: Profile, typed: Mapping[Field, str]) -> Profile:
    """The profile with these fields as typed, one value a line; a field that is not typed stays.

    A value that was there keeps its evidence; a new one is by hand; one that is gone does not come back when
    the profile is built again. Raises `InvalidError` with the field.
    """
    lines, removed = (
        list(profile.lines),
        {(each.field, each.value.casefold()): each for each in profile.removed},
    )
    for field, text in typed.items():
        values = _values(field, text)
        known = {line.key: line for line in profile.of(field)}
        wanted = {(field, value.casefold()): value for value in values}
        lines = [line for line in lines if line.field is not field]
        lines += [
            known.get(key) or Line(field=field, value=value, by_hand=True) for key, value in wanted.items()
        ]
        removed |= {
            key: Removed(field=field, value=line.value) for key, line in known.items() if key not in wanted
        }
        removed = {key: each for key, each in removed.items() if key not in wanted}
    if not lines:
        raise InvalidError("A profile needs at least one line.", Field.INDUSTRY.value)
    return Profile(lines=in_order(lines), seeds=profile.seeds, removed=tuple(removed.values()))


def _values(field: Field, text: str) -> list[str]:
    values = list(
        {value.casefold(): value for line in text.splitlines() if (value := " ".join(line.split()))}.values()
    )
    if len(values) > MOST_LINES:
        raise InvalidError(f"{NAMES[field]}: at most {MOST_LINES} lines.", field.value)
    if any(len(value) > VALUE_LIMIT for value in values):
        raise InvalidError(f"{NAMES[field]}: a line has at most {VALUE_LIMIT} characters.", field.value)
    return values
