"""Decisions in a transaction: who was first is told to who comes second, and twice is once."""

from __future__ import annotations

from agent.audit import AuditAct, note
from agent.errors import InvalidError, StaleError
from agent.leads.states import move
from agent.review.detail import NOBODY
from storage.filters import LeadFilter
from storage.models import Decision, Lead
from storage.repositories import Repositories
from storage.repositories.reviews import Made

ACTS = {
    Decision.APPROVED: AuditAct.LEADS_APPROVED,
    Decision.REJECTED: AuditAct.LEADS_REJECTED,
    Decision.SKIPPED: AuditAct.LEADS_SKIPPED,
    Decision.PROPOSED: AuditAct.REVIEW_UNDONE,
}
REASON_LIMIT = 300


def reason_of(decision: Decision, typed: str) -> str | None:
    """Why somebody is turned down, in one line; `InvalidError` where it must be said and is not."""
    words = " ".join(typed.split())
    if len(words) > REASON_LIMIT:
        raise InvalidError(f"A reason has at most {REASON_LIMIT} characters.", "note")
    if decision is Decision.REJECTED and not words:
        raise InvalidError("Say why, so that nobody has to ask later.", "reason")
    return words or None


def decide_one(repos: Repositories, lead: Lead, seen: str, made: Made) -> bool:
    """Decide over one lead, which is locked; whether that changed anything.

    `seen` is the act that the person saw as the last. Where another came between, theirs stands, and the
    error says whose it was; who decides the same again changes nothing.
    """
    if lead.decided_by == made.by and lead.decision is made.decision and lead.reason == made.reason:
        return False
    if (lead.batch or NOBODY) != seen:
        raise StaleError(f"{lead.name or 'This lead'} {standing(lead)}. Nothing was changed.")
    if lead.decision is made.decision and lead.reason == made.reason:
        return False
    repos.reviews.note(lead, made)
    move(lead, made.decision)
    lead.decided_by, lead.decided_at = made.by, made.at
    lead.reason, lead.batch = made.reason, made.batch
    detail = f"{lead.name or lead.email or lead.id}{f': {made.reason}' if made.reason else ''}"
    note(repos, made.by, ACTS[made.decision], made.at, lead.id, detail)
    return True


def standing(lead: Lead) -> str:
    """Who has decided over a lead, in words."""
    if lead.decided_by is None:
        return "is waiting for review again"
    why = f" ({lead.reason})" if lead.reason else ""
    return f"was {lead.decision.value} by <@{lead.decided_by}>{why}"


async def decide_many(repos: Repositories, wanted: LeadFilter, made: Made, expected: int, what: str) -> int:
    """Decide over all leads of a filter; how many that were.

    `expected` is what the person was told. Where there are more or fewer by now, or are when it is done,
    nothing is decided; where there are none, this was done already.
    """
    found = await repos.reviews.hold(wanted)
    if not found:
        return 0
    # What is held stays like this, but others may have become like it before all are decided over.
    number = found if found != expected else await repos.reviews.decide_all(wanted, made)
    if number != expected:
        raise StaleError(f"There are {number:,} {what} by now, not {expected:,}. Nothing was changed.")
    note(repos, made.by, ACTS[made.decision], made.at, made.batch, f"{number:,} {what}")
    return number
