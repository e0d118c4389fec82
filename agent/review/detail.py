"""One lead in front of a reviewer, read in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from agent.leads.counting import Values, values_of
from agent.leads.fact import confirmed
from agent.leads.headline import facts_of
from agent.leads.service import line_of
from agent.review.card import Act, Detail, Past
from agent.scoring.facts import Facts
from agent.scoring.qualification import qualify
from agent.scoring.reason import reason
from agent.scoring.rescoring import weighing
from agent.scoring.score import score
from storage.models import Lead, LeadDecision, Score
from storage.repositories import Repositories

NOBODY = "-"
"""Stands on a button where no act has decided yet."""
_LINKS: Mapping[str, str] = {
    "profile_url": "LinkedIn",
    "linkedin_url": "LinkedIn",
    "website": "Website",
    "company_url": "Company page",
    "pricing_page": "Prices",
    "case_studies": "Case studies",
    "locations_page": "Locations",
    "recent_activity": "Recent activity",
}
"""Fields whose values lead to what is evidence, and what the link says."""
_LONGEST_LINK = 500
OFFERED = timedelta(days=1)
"""For so long an act may be taken back by its button."""
_HISTORY = 4


async def detail(repos: Repositories, lead: Lead) -> Detail:
    """What is known of a lead now, scored by the weights that count now."""
    by = await weighing(repos)
    known = (await values_of(repos, [lead.id])).get(lead.id, {})
    facts = Facts.of(known.items())
    scored = score(facts, by.profile)
    history = await repos.scores.history(lead.id, _HISTORY)
    return Detail(
        line=line_of(lead),
        state=lead.state,
        scored=scored,
        reason=_wording(history, scored.score) or reason(scored),
        lacks=qualify(facts).lacks,
        links=_links(known),
        decision=lead.decision,
        decided_by=lead.decided_by,
        decided_at=lead.decided_at,
        rejection=lead.reason,
        batch=lead.batch or NOBODY,
        history=[Past(row.score, row.tier, row.why, row.at) for row in history],
        verified=confirmed(await facts_of(repos, lead.id)) is not None,
    )


def _wording(history: Sequence[Score], now: int) -> str:
    """A model's words for the score as it is now, where there are some."""
    newest = history[0] if history else None
    return newest.wording or "" if newest is not None and newest.score == now else ""


def _links(known: Values) -> dict[str, str]:
    """The links, in the order of their fields; of two that say the same the first leads there."""
    found: dict[str, str] = {}
    for field, words in _LINKS.items():
        value = known.get(field, "")
        if value.startswith("https://") and len(value) <= _LONGEST_LINK:
            found.setdefault(words, value)
    return found


async def last_act(repos: Repositories, user: str, now: datetime) -> Act | None:
    """What this person decided last and has not taken back; what is older is left to the filter."""
    row = await repos.reviews.last_of(user, now - OFFERED)
    return await act_of(repos, row.batch) if row is not None else None


async def act_of(repos: Repositories, batch: str) -> Act | None:
    """An act by its name, with one of its leads."""
    found = await repos.reviews.act(batch)
    if found is None:
        return None
    row, people = found
    return Act(batch, row.decision, people, await _name(repos, row))


async def _name(repos: Repositories, row: LeadDecision) -> str:
    lead = await repos.scores.lead(row.lead_id)
    return (lead.name or lead.email or "Unknown") if lead is not None else "somebody"
