"""Decisions over leads: one, many at once, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, Insert, ScalarSelect, func, insert, literal, select, update
from sqlalchemy.orm import InstrumentedAttribute

from storage.filters import LeadFilter, LeadOrder
from storage.models import Decision, Lead, LeadDecision, Tier
from storage.repositories.lead_queries import LeadQueries


@dataclass(frozen=True)
class Made:
    """Who makes a decision, when and why; `batch` names the act."""

    batch: str
    by: str
    at: datetime
    decision: Decision
    reason: str | None = None


class Reviews(LeadQueries):
    """The workspace's leads as they are reviewed, the best first."""

    async def queue(self, wanted: LeadFilter, limit: int, offset: int = 0) -> Sequence[Lead]:
        """Leads in the order of review."""
        return await self.page(wanted, LeadOrder.SCORE, limit=limit, offset=offset)

    async def by_tier(self, wanted: LeadFilter) -> dict[Tier | None, int]:
        """How many there are of each tier; None is of those that are not scored yet."""
        counted = self._leads(select(Lead.tier, func.count()).select_from(Lead), wanted)
        return dict(list(await self.session.execute(counted.group_by(Lead.tier))))

    async def by_decision(self, wanted: LeadFilter) -> dict[Decision, int]:
        """How many there are of each decision."""
        counted = self._leads(select(Lead.decision, func.count()).select_from(Lead), wanted)
        found = await self.session.execute(counted.group_by(Lead.decision))
        return dict(list(found))

    async def lock(self, lead_id: str) -> Lead | None:
        """The lead, for change: others wait until this transaction ends."""
        return await self.session.scalar(
            select(Lead).where(Lead.workspace == self.workspace, Lead.id == lead_id).with_for_update(),
            execution_options={"populate_existing": True},
        )

    def note(self, lead: Lead, made: Made) -> None:
        """Keep a decision beside what is so before it."""
        self.session.add(
            LeadDecision(
                workspace=self.workspace,
                lead_id=lead.id,
                batch=made.batch,
                by=made.by,
                decision=made.decision,
                reason=made.reason,
                at=made.at,
                before=lead.decision,
                before_by=lead.decided_by,
                before_at=lead.decided_at,
                before_reason=lead.reason,
                before_batch=lead.batch,
            )
        )

    async def hold(self, wanted: LeadFilter) -> int:
        """Lock these leads until the transaction ends; how many they are."""
        held = self._leads(select(Lead.id), wanted).with_for_update().subquery()
        return await self.session.scalar(select(func.count()).select_from(held)) or 0

    async def decide_all(self, wanted: LeadFilter, made: Made) -> int:
        """Decide over all of these leads in one go; how many they were."""
        await self.session.execute(self._noted(wanted, made))
        mine = select(LeadDecision.lead_id).where(LeadDecision.batch == made.batch)
        result = await self.session.execute(
            update(Lead)
            .where(Lead.workspace == self.workspace, Lead.id.in_(mine))
            .values(
                decision=made.decision,
                decided_by=made.by,
                decided_at=made.at,
                reason=made.reason,
                batch=made.batch,
            )
            .execution_options(synchronize_session=False)
        )
        return result.rowcount if isinstance(result, CursorResult) else 0

    def _noted(self, wanted: LeadFilter, made: Made) -> Insert:
        given = {
            "workspace": literal(self.workspace),
            "lead_id": Lead.id,
            "batch": literal(made.batch),
            "by": literal(made.by),
            "decision": literal(made.decision, LeadDecision.decision.type),
            "reason": literal(made.reason),
            "at": literal(made.at, LeadDecision.at.type),
            "before": Lead.decision,
            "before_by": Lead.decided_by,
            "before_at": Lead.decided_at,
            "before_reason": Lead.reason,
            "before_batch": Lead.batch,
        }
        chosen = self._leads(select(*given.values()), wanted)
        return insert(LeadDecision).from_select(list(given), chosen)

    async def last_of(self, user: str, since: datetime) -> LeadDecision | None:
        """The last act of a person since then that was not taken back, by one of its leads."""
        return await self.session.scalar(
            select(LeadDecision)
            .where(
                LeadDecision.workspace == self.workspace,
                LeadDecision.by == user,
                LeadDecision.at >= since,
                LeadDecision.undone_at.is_(None),
            )
            .order_by(LeadDecision.id.desc())
            .limit(1)
        )

    async def act(self, batch: str) -> tuple[LeadDecision, int] | None:
        """One lead of an act, and how many it was about; None when there is no such act."""
        mine = (LeadDecision.workspace == self.workspace, LeadDecision.batch == batch)
        first = await self.session.scalar(
            select(LeadDecision)
            .where(*mine)
            .order_by(LeadDecision.id)
            .limit(1)
            .execution_options(populate_existing=True)
        )
        counted = select(func.count()).select_from(LeadDecision).where(*mine)
        return (first, await self.session.scalar(counted) or 0) if first is not None else None

    async def undo(self, batch: str, at: datetime) -> int:
        """Bring back what was before an act, where nobody has decided since; how many leads that were."""
        mine = (
            LeadDecision.workspace == self.workspace,
            LeadDecision.batch == batch,
            LeadDecision.undone_at.is_(None),
        )
        result = await self.session.execute(
            update(Lead)
            .where(
                Lead.workspace == self.workspace,
                Lead.batch == batch,
                Lead.id.in_(select(LeadDecision.lead_id).where(*mine)),
            )
            .values(
                decision=_before(LeadDecision.before, batch),
                decided_by=_before(LeadDecision.before_by, batch),
                decided_at=_before(LeadDecision.before_at, batch),
                reason=_before(LeadDecision.before_reason, batch),
                batch=_before(LeadDecision.before_batch, batch),
            )
            .execution_options(synchronize_session=False)
        )
        await self.session.execute(
            update(LeadDecision)
            .where(*mine)
            .values(undone_at=at)
            .execution_options(synchronize_session=False)
        )
        return result.rowcount if isinstance(result, CursorResult) else 0


def _before(column: InstrumentedAttribute[object], batch: str) -> ScalarSelect[object]:
    """What stood there before an act. Two leads of it may have become one: then the first counts."""
    return (
        select(column)
        .where(LeadDecision.batch == batch, LeadDecision.lead_id == Lead.id)
        .order_by(LeadDecision.id)
        .limit(1)
        .correlate(Lead)
        .scalar_subquery()
    )
