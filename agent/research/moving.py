"""The state of the lead that a research is about: it moves as far as the table of moves allows."""

from __future__ import annotations

from agent.leads.states import NEXT, move
from storage.models import Lead, LeadState
from storage.repositories import Repositories


async def set_out(repos: Repositories, lead_id: str | None) -> LeadState | None:
    """Let a lead be researched; its state before, or None where its state stays as it is."""
    lead = await _locked(repos, lead_id)
    if lead is None or LeadState.RESEARCHING not in NEXT[lead.state]:
        return None
    before = lead.state
    move(lead, LeadState.RESEARCHING)
    return before


async def come_back(
    repos: Repositories, lead_id: str | None, before: LeadState | None, *, found: bool
) -> None:
    """Let a lead be researched, or be as `before` where nothing was found.

    Another research of the same lead may have ended meanwhile, and somebody may have moved the lead on: what
    they made of it stays.
    """
    lead = await _locked(repos, lead_id)
    if lead is None:
        return
    if found and LeadState.RESEARCHED in NEXT[lead.state]:
        move(lead, LeadState.RESEARCHED)
    elif not found and before is not None and lead.state is LeadState.RESEARCHING:
        move(lead, before)


async def _locked(repos: Repositories, lead_id: str | None) -> Lead | None:
    return await repos.lead_records.lock(lead_id) if lead_id is not None else None
