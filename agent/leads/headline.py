"""The row of a lead: the facts that count, so that lists and questions need no other table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agent.leads.fact import Fact, current
from storage.models import Lead, LeadFact
from storage.repositories import Repositories

HEADLINE_FIELDS = ("name", "title", "company", "email", "profile_url", "location", "industry")
"""The facts that a lead's row repeats."""
_STAND_INS = {"title": "headline", "email": "personal_email"}
"""What stands in where nothing was found: what people write below their name is the nearest to a title."""


async def facts_of(repos: Repositories, lead_id: str) -> list[Fact]:
    """All that was ever known of a lead, oldest first."""
    return list(map(fact_of, await repos.leads.facts(lead_id)))


def fact_of(row: LeadFact) -> Fact:
    """A fact as it is reasoned about."""
    return Fact(row.field, row.value, row.source, row.seen_at)


def settle(lead: Lead, facts: Sequence[Fact], at: datetime) -> None:
    """Make a lead's row say what its facts say now. What a person left empty stays empty."""
    counts = current(facts)
    for field in HEADLINE_FIELDS:
        shown = counts.get(field) or counts.get(_STAND_INS.get(field, ""))
        setattr(lead, field, (shown.value or None) if shown is not None else None)
    lead.source = lead.source or ((counts.get("name") or facts[0]).source if facts else None)
    lead.updated_at = at
