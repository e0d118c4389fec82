"""Two leads that turned out to be one person: what each table that hangs on a lead does about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, select, tuple_, update

from storage.models import (
    SAID,
    Base,
    ContactLookup,
    ContactTarget,
    Decision,
    ImportLead,
    Lead,
    LeadDecision,
    LeadFact,
    LeadKey,
    LeadState,
    LookupOutcome,
    Priority,
    ProspectLead,
    Research,
    RunLead,
    Score,
    TargetState,
)
from storage.repositories.base import Repository

_WEIGHT = {Decision.PROPOSED: 0, Decision.SKIPPED: 1, Decision.APPROVED: 2, Decision.REJECTED: 3}
_FARTHEST = (
    LeadState.NEW,
    LeadState.RESEARCHING,
    LeadState.RESEARCHED,
    LeadState.BOUNCED,
    LeadState.EMAILED,
    LeadState.REPLIED,
    LeadState.UNSUBSCRIBED,
)
"""Of two leads that turn out to be one person, the one farther on counts: nobody is written to anew by it."""
_BEST = (
    TargetState.NOTHING,
    TargetState.WAITING,
    TargetState.SEARCHING,
    TargetState.SHARED,
    TargetState.UNVERIFIED,
    TargetState.VERIFIED,
)
"""Of two results of one search, the better counts."""
_GOOD = frozenset({LookupOutcome.FOUND, LookupOutcome.VERIFIED})
MOVED: Mapping[type[Base], tuple[str, ...]] = {
    LeadKey: (),
    LeadDecision: (),
    Score: (),
    Research: (),
    RunLead: ("run_id",),
    ImportLead: ("import_id",),
    ProspectLead: ("session_id",),
    Priority: ("owner",),
    ContactTarget: ("search_id",),
    ContactLookup: ("search_id", "provider", "subject"),
}
"""Tables whose rows go on with the lead that is kept; where it has one for the same, that one does."""
JOINED: frozenset[type[Base]] = frozenset({LeadFact})
"""Tables that are joined otherwise."""


class Absorbing(Repository):
    """Makes two leads one, in the caller's transaction."""

    async def put_facts(self, lead_id: str, facts: Iterable[Mapping[str, Any]]) -> None:
        """Keep values (field, value, source, seen_at); one that is known gets its newest sighting.

        What a person said is theirs, and nothing that is found takes its place. Whoever changes facts leaves
        the lead to be scored anew, after whoever is scoring it now.
        """
        rows = [{"lead_id": lead_id, **fact} for fact in facts]
        said = [row for row in rows if row["source"].startswith(SAID)]
        found = [row for row in rows if not row["source"].startswith(SAID)]
        by_hand = LeadFact.source.startswith(SAID)
        await self._insert_newest(LeadFact, found, age=LeadFact.seen_at, unless=by_hand)
        await self._insert_newest(LeadFact, said, age=LeadFact.seen_at, always=~by_hand)
        if rows:
            await self.session.execute(
                update(Lead)
                .where(Lead.workspace == self.workspace, Lead.id == lead_id)
                .values(stale=True)
                .execution_options(synchronize_session=False)
            )

    async def absorb(self, keep: str, gone: Lead) -> None:
        """Everything of `gone` comes to the lead that is kept; of two rows for the same thing one stays."""
        await self.session.flush()
        kept = await self.session.scalar(
            select(Lead).where(Lead.workspace == self.workspace, Lead.id == keep)
        )
        if kept is None:
            raise LookupError(f"no lead {keep} to keep")
        facts = await self.session.scalars(select(LeadFact).where(LeadFact.lead_id == gone.id))
        names = ("field", "value", "source", "seen_at")
        await self.put_facts(keep, [{name: getattr(each, name) for name in names} for each in facts])
        await self._join_targets(keep, gone.id)
        await self._join_lookups(keep, gone.id)
        for model, once in MOVED.items():
            await self._move(_table(model), once, keep, gone.id)
        _keep_block(kept, gone)
        _keep_review(kept, gone)
        await self.session.delete(gone)
        await self.session.flush()

    async def _move(self, table: Table, once: tuple[str, ...], keep: str, gone: str) -> None:
        """Give the kept lead the rows of the other, but for those of which it has its own."""
        lead = table.c.lead_id
        moved = update(table).where(lead == gone).values(lead_id=keep)
        if once:
            columns = [table.c[name] for name in once]
            own = select(*columns).where(lead == keep)
            moved = moved.where(tuple_(*columns).not_in(own))
        await self.session.execute(moved)

    async def _join_targets(self, keep: str, gone: str) -> None:
        """Who is looked for under the other lead is looked for under this one: nobody else will end that."""
        rows = await self.session.scalars(
            select(ContactTarget)
            .where(ContactTarget.lead_id.in_([keep, gone]))
            .execution_options(populate_existing=True)
        )
        by_lead = {(row.search_id, row.lead_id): row for row in rows}
        for (search_id, lead_id), row in by_lead.items():
            if lead_id != gone:
                continue
            if row.state is TargetState.SEARCHING:
                row.state = TargetState.WAITING
            own = by_lead.get((search_id, keep))
            if own is not None and _BEST.index(row.state) > _BEST.index(own.state):
                own.state, own.email, own.provider = row.state, row.email, row.provider
        await self.session.flush()

    async def _join_lookups(self, keep: str, gone: str) -> None:
        """What was asked twice was paid for twice; the better answer of the two stays."""
        rows = await self.session.scalars(
            select(ContactLookup)
            .where(ContactLookup.lead_id.in_([keep, gone]))
            .execution_options(populate_existing=True)
        )
        by_lead = {(row.search_id, row.provider, row.subject, row.lead_id): row for row in rows}
        for (*asked, lead_id), row in by_lead.items():
            own = by_lead.get((asked[0], asked[1], asked[2], keep))
            if lead_id != gone or own is None:
                continue
            own.millicents += row.millicents
            if row.outcome in _GOOD and own.outcome not in _GOOD:
                own.outcome, own.document, own.answered_at = row.outcome, row.document, row.answered_at
        await self.session.flush()


def _table(model: type[Base]) -> Table:
    table: Any = model.__table__
    found: Table = table
    return found


def _keep_block(kept: Lead, gone: Lead) -> None:
    """Whoever must not be contacted must not, under whichever lead they go on."""
    if gone.blocked_at is not None and kept.blocked_at is None:
        kept.blocked_at, kept.blocked_by = gone.blocked_at, gone.blocked_by
        kept.blocked_reason = gone.blocked_reason


def _keep_review(kept: Lead, gone: Lead) -> None:
    """A decision over the one is one over the other; that somebody was rejected outweighs everything."""
    if _WEIGHT[gone.decision] > _WEIGHT[kept.decision]:
        kept.decision, kept.reason, kept.batch = gone.decision, gone.reason, gone.batch
        kept.decided_by, kept.decided_at = gone.decided_by, gone.decided_at
    kept.state = max(kept.state, gone.state, key=_FARTHEST.index)
