"""Reading one lead from the store, for whoever may see it."""

from __future__ import annotations

from datetime import datetime, timedelta

from agent.audit import AuditLine
from agent.errors import NotFoundError
from agent.leads.alike import Who, alike
from agent.leads.headline import facts_of
from agent.leads.record import Alike, Blocked, LeadCard, RunOf, Undoable, field_views
from agent.roles import Act, Actor, may, require
from storage.models import Lead, LeadMerge, Run
from storage.repositories import Repositories

UNDO = timedelta(minutes=10)
"""How long a merge can be undone."""
HISTORY = 8
LONGEST_TITLE = 80
GONE = "I don't have that lead any more."


async def permitted(repos: Repositories, actor: Actor, lead_id: str, act: Act, *, lock: bool = False) -> Lead:
    """The lead, if the actor may do that: it is theirs when they found it, by a run, a file or a search."""
    found = await (repos.lead_records.lock(lead_id) if lock else repos.lead_records.get(lead_id))
    if found is None:
        raise NotFoundError(GONE)
    require(actor, act, await _owner(repos, actor, found))
    return found


async def _owner(repos: Repositories, actor: Actor, lead: Lead) -> str:
    """Whose a lead is to the actor: their own, as their lists have it, or whoever found it first."""
    return actor.user if await repos.leads.among([lead.id], actor.user) else lead.owner


async def read_card(repos: Repositories, actor: Actor, lead: Lead, now: datetime) -> LeadCard:
    """Everything that is known of a lead."""
    runs = await repos.lead_records.deliveries(lead.id)
    return LeadCard(
        id=lead.id,
        name=lead.name or lead.email or "Unknown",
        version=lead.updated_at.isoformat(),
        created_at=lead.created_at,
        fields=field_views(await facts_of(repos, lead.id)),
        runs=[RunOf(each.run.id, _title(each.plan.goal), _when(each.run), each.known) for each in runs],
        alike=[found for found, _ in await alike_to(repos, actor, lead)],
        blocked=_blocked(lead),
        history=await _history(repos, lead.id),
        undoable=_undoable(await repos.lead_records.newest_merge(lead.id), now),
    )


async def alike_to(repos: Repositories, actor: Actor, lead: Lead) -> list[tuple[Alike, Lead]]:
    """Leads that the actor may change and that may be the same person."""
    found = []
    for other in await repos.lead_records.perhaps_same(lead):
        why = alike(_who(lead), _who(other))
        if why is not None and may(actor, Act.CHANGE_LEADS, await _owner(repos, actor, other)):
            what = " at ".join(filter(None, (other.title, other.company))) or other.email or ""
            found.append((Alike(other.id, other.name or other.email or "Unknown", what, why), other))
    return found


def _who(lead: Lead) -> Who:
    return Who(lead.name_words, lead.company_words, lead.email, lead.location_words)


def _title(goal: str) -> str:
    words = " ".join(goal.split())
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1].rstrip()}…"


def _when(run: Run) -> datetime:
    return run.ended_at or run.started_at or run.created_at


def _blocked(lead: Lead) -> Blocked | None:
    if lead.blocked_at is None:
        return None
    return Blocked(lead.blocked_at, lead.blocked_by or "", lead.blocked_reason or "")


async def _history(repos: Repositories, lead_id: str) -> list[AuditLine]:
    rows = await repos.lead_records.history(lead_id, HISTORY)
    return [AuditLine(row.user, row.act, row.target, row.detail, row.at) for row in rows]


def _undoable(merge: LeadMerge | None, now: datetime) -> Undoable | None:
    if merge is None or now > merge.at + UNDO:
        return None
    return Undoable(merge.id, merge.at + UNDO)
