"""Adding to a lead what was learned of it, wherever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from agent.leads.draft import Key
from agent.leads.fact import Fact, merge
from agent.leads.headline import facts_of, settle
from storage.models import Lead
from storage.repositories import Repositories


async def learn(
    repos: Repositories, lead: Lead, facts: Sequence[Fact], at: datetime, keys: Sequence[Key] = ()
) -> None:
    """Add facts to a lead, and what it is recognised by; a key that another lead has stays that one's."""
    await repos.leads.claim_keys(lead.id, keys)
    known = await facts_of(repos, lead.id)
    merged = merge(known, facts)
    await repos.leads.put_facts(lead.id, [asdict(fact) for fact in merged if fact not in known])
    settle(lead, merged, at)
    await repos.session.flush()
