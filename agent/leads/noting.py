"""Noting facts of a lead that no run delivered, from whatever source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from agent.leads import normal
from agent.leads.fact import Fact
from agent.leads.learning import learn
from storage.models import Lead
from storage.repositories import Repositories

_SPELLINGS = {
    "email": normal.email,
    "email_unverified": normal.email,
    "profile_url": normal.profile,
    "company_url": normal.profile,
}


async def note_facts(repos: Repositories, lead: Lead, facts: Sequence[Fact], at: datetime) -> None:
    """Add facts, in the caller's transaction; the newest of a field counts, in the lead's row too.

    Addresses are spelled as everywhere; one that cannot be one is left out. Nobody is merged by them: what a
    page says of an address is a fact, and no proof that two leads are one person.
    """
    spelled = [replace(fact, value=_spelled(fact)) for fact in facts]
    await learn(repos, lead, [fact for fact in spelled if fact.value], at)


def _spelled(fact: Fact) -> str:
    spell = _SPELLINGS.get(fact.field)
    return (spell(fact.value) or "") if spell else fact.value
