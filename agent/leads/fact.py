"""What is known of a lead: one value of one field at a time, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Fact:
    """One value of one field, where it was seen last and when."""

    field: str
    value: str
    source: str
    seen_at: datetime


def merge(existing: Iterable[Fact], new: Iterable[Fact]) -> tuple[Fact, ...]:
    """All values ever seen, oldest first; a value that is seen again is as new as its latest sighting."""
    seen: dict[tuple[str, str], Fact] = {}
    for fact in (*existing, *new):
        if not fact.value.strip():
            continue
        known = seen.get((fact.field, fact.value))
        if known is None or known.seen_at <= fact.seen_at:
            seen[fact.field, fact.value] = fact
    return tuple(sorted(seen.values(), key=lambda fact: fact.seen_at))


def current(facts: Iterable[Fact]) -> Mapping[str, Fact]:
    """The newest value of every field; of two that are equally new, the later in order."""
    return {fact.field: fact for fact in sorted(facts, key=lambda fact: fact.seen_at)}
