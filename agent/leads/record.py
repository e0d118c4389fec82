"""One lead whole, as people see it: every field with its sources, its runs, and what was done to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.audit import AuditLine
from agent.leads.fact import Fact, current, found_since

LABELS = {
    "name": "Name",
    "title": "Title",
    "company": "Company",
    "email": "Work e-mail",
    "personal_email": "Personal e-mail",
    "phone": "Phone",
    "profile_url": "LinkedIn profile",
    "location": "Place",
    "industry": "Industry",
    "website": "Website",
    "company_url": "Company page",
    "headline": "Headline",
    "status": "Status",
}
"""The fields that are known by name, in the order in which they are shown; others follow by theirs."""
_LEFT_OUT = frozenset({"first_name", "last_name"})
"""Parts of the name."""


@dataclass(frozen=True)
class FieldView:
    """One field: what counts, the older values (newest first), and what was found since a person set it."""

    name: str
    label: str
    counts: Fact
    older: tuple[Fact, ...]
    since: Fact | None


@dataclass(frozen=True)
class RunOf:
    """A run that delivered the lead; `known` is whether it was there before."""

    id: str
    title: str
    at: datetime
    known: bool


@dataclass(frozen=True)
class Alike:
    """Another lead that may be the same person, and why."""

    id: str
    name: str
    what: str
    why: str


@dataclass(frozen=True)
class Blocked:
    """Since when nobody may contact the person, who said so, and why."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class Undoable:
    """A merge that can be undone until a time."""

    id: str
    until: datetime


@dataclass(frozen=True)
class LeadCard:
    """A lead with everything that is known of it. `version` changes with it."""

    id: str
    name: str
    version: str
    created_at: datetime
    fields: Sequence[FieldView]
    runs: Sequence[RunOf]
    alike: Sequence[Alike]
    blocked: Blocked | None
    history: Sequence[AuditLine]
    undoable: Undoable | None

    def value(self, field: str) -> str:
        """What counts of a field; nothing for none."""
        return next((each.counts.value for each in self.fields if each.name == field), "")


def field_views(facts: Sequence[Fact]) -> tuple[FieldView, ...]:
    """The fields of a lead, each with all that was ever known of it."""
    counts, since = current(facts), found_since(facts)
    known = [*LABELS, *sorted(counts.keys() - LABELS.keys() - _LEFT_OUT)]
    return tuple(_field(name, counts[name], facts, since.get(name)) for name in known if name in counts)


def _field(name: str, counts: Fact, facts: Sequence[Fact], since: Fact | None) -> FieldView:
    others = [fact for fact in facts if fact.field == name and fact.value and fact not in {counts, since}]
    older = sorted(others, key=lambda fact: fact.seen_at, reverse=True)
    label = LABELS.get(name) or name.replace("_", " ").capitalize()
    return FieldView(name, label, counts, tuple(older), since)
