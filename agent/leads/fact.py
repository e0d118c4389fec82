"""What is known of a lead: one value of one field at a time, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

_BY_HAND = "person:"


@dataclass(frozen=True)
class Fact:
    """One value of one field, where it was seen last and when.

    The source is a phantom's script or whatever else delivered it. What a person said has them as its source
    (see `said_by`), and may be empty: nothing is right there.
    """

    field: str
    value: str
    source: str
    seen_at: datetime

    @property
    def by(self) -> str | None:
        """The person who said it; None for what was found."""
        return self.source.removeprefix(_BY_HAND) if self.source.startswith(_BY_HAND) else None


def said_by(user: str) -> str:
    """The source of what a person said."""
    return f"{_BY_HAND}{user}"


def merge(existing: Iterable[Fact], new: Iterable[Fact]) -> tuple[Fact, ...]:
    """All values ever seen, oldest first; a value that is seen again is as new as its latest sighting.

    What a person said stays theirs, however often it is found again.
    """
    seen: dict[tuple[str, str], Fact] = {}
    for fact in (*existing, *new):
        if not fact.value.strip() and fact.by is None:
            continue
        known = seen.get((fact.field, fact.value))
        if known is None or _standing(known) <= _standing(fact):
            seen[fact.field, fact.value] = fact
    return tuple(sorted(seen.values(), key=lambda fact: fact.seen_at))


def current(facts: Iterable[Fact]) -> Mapping[str, Fact]:
    """What counts of every field: what a person said last, else the newest that was found.

    Of two that are equally new, the later in order counts. An empty value says that nothing is right.
    """
    return {fact.field: fact for fact in sorted(facts, key=_standing)}


def confirmed(facts: Iterable[Fact]) -> Fact | None:
    """The e-mail address that counts, where a verifier said that it is one; None where nobody did."""
    known = list(facts)
    counts = current(known).get("email")
    if counts is None or not counts.value:
        return None
    said = any(fact.field == "email_verified" and fact.value == counts.value for fact in known)
    return counts if said else None


def found_since(facts: Iterable[Fact]) -> Mapping[str, Fact]:
    """The newest that was found of a field after a person had said something else."""
    ordered = sorted(facts, key=lambda fact: fact.seen_at)
    counts, found = current(ordered), current(fact for fact in ordered if fact.by is None)
    return {
        field: fact
        for field, fact in found.items()
        if counts[field].by is not None and fact.seen_at > counts[field].seen_at
    }


def _standing(fact: Fact) -> tuple[bool, datetime]:
    return fact.by is not None, fact.seen_at
