"""Leads, what they are recognised by, and their facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, select, tuple_, update

from storage.models import Lead, LeadFact, LeadKey, Priority, Run, RunLead
from storage.repositories.base import Repository


class Leads(Repository):
    """The workspace's leads."""

    async def by_keys(self, keys: Iterable[tuple[str, str]]) -> Sequence[Lead]:
        """The leads that any of these (kind, value) keys belongs to, oldest first."""
        wanted = list(keys)
        if not wanted:
            return []
        found = await self.session.scalars(
            select(Lead)
            .join(LeadKey, LeadKey.lead_id == Lead.id)
            .where(LeadKey.workspace == self.workspace, tuple_(LeadKey.kind, LeadKey.value).in_(wanted))
            .distinct()
            .order_by(Lead.created_at, Lead.id)
        )
        return found.all()

    async def add(self, lead: Lead) -> None:
        self.session.add(lead)
        await self.session.flush()

    async def claim_keys(self, lead_id: str, keys: Iterable[tuple[str, str]]) -> None:
        rows = [
            {"workspace": self.workspace, "kind": kind, "value": value, "lead_id": lead_id}
            for kind, value in keys
        ]
        await self._insert_new(LeadKey, rows)

    async def facts(self, lead_id: str) -> Sequence[LeadFact]:
        """Every value ever seen, oldest first."""
        found = await self.session.scalars(
            select(LeadFact)
            .join(Lead, Lead.id == LeadFact.lead_id)
            .where(Lead.workspace == self.workspace, LeadFact.lead_id == lead_id)
            .order_by(LeadFact.seen_at, LeadFact.field)
            .execution_options(populate_existing=True)
        )
        return found.all()

    async def put_facts(self, lead_id: str, facts: Iterable[Mapping[str, Any]]) -> None:
        """Keep values (field, value, source, seen_at); one that is known gets its newest sighting."""
        rows = [{"lead_id": lead_id, **fact} for fact in facts]
        await self._insert_newest(LeadFact, rows, age=LeadFact.seen_at)

    async def absorb(self, keep: str, gone: Lead) -> None:
        """Make two leads that turned out to be one person one lead."""
        await self.session.flush()
        facts = [
            {"field": fact.field, "value": fact.value, "source": fact.source, "seen_at": fact.seen_at}
            for fact in await self.facts(gone.id)
        ]
        await self.put_facts(keep, facts)
        await self.session.execute(
            update(LeadKey)
            .where(LeadKey.workspace == self.workspace, LeadKey.lead_id == gone.id)
            .values(lead_id=keep)
        )
        runs = await self.session.scalars(select(RunLead).where(RunLead.lead_id == gone.id))
        for link in runs.all():
            await self.link_run(link.run_id, keep, known=link.known)
        await self._keep_priority(keep, gone.id)
        await self.session.delete(gone)
        await self.session.flush()

    async def _keep_priority(self, keep: str, gone: str) -> None:
        """Who put the one on their priority list finds the other there, once."""
        have_it = select(Priority.owner).where(Priority.workspace == self.workspace, Priority.lead_id == keep)
        await self.session.execute(
            update(Priority)
            .where(
                Priority.workspace == self.workspace,
                Priority.lead_id == gone,
                Priority.owner.not_in(have_it.scalar_subquery()),
            )
            .values(lead_id=keep)
            .execution_options(synchronize_session=False)
        )

    async def among(self, lead_ids: Iterable[str], owner: str | None) -> Sequence[Lead]:
        """Those of these leads that there are; with an owner, that this person's runs delivered."""
        statement = select(Lead).where(Lead.workspace == self.workspace, Lead.id.in_(list(lead_ids)))
        if owner is not None:
            statement = statement.where(Lead.id.in_(self._delivered_to(owner)))
        return (await self.session.scalars(statement.order_by(Lead.id))).all()

    async def link_run(self, run_id: str, lead_id: str, *, known: bool) -> None:
        """Note that a run delivered this lead; the first note counts."""
        await self._insert_new(RunLead, [{"run_id": run_id, "lead_id": lead_id, "known": known}])

    async def of_run(self, run_id: str) -> Sequence[Lead]:
        """The leads of a run, by name."""
        found = await self.session.scalars(
            select(Lead)
            .join(RunLead, RunLead.lead_id == Lead.id)
            .where(Lead.workspace == self.workspace, RunLead.run_id == run_id)
            .order_by(Lead.name, Lead.id)
        )
        return found.all()

    async def latest(self, owner: str, limit: int = 5) -> Sequence[Lead]:
        """The newest of the leads that this person's runs delivered."""
        found = await self.session.scalars(
            select(Lead)
            .where(Lead.workspace == self.workspace, Lead.id.in_(self._delivered_to(owner)))
            .order_by(Lead.updated_at.desc(), Lead.name, Lead.id)
            .limit(limit)
        )
        return found.all()

    async def count(self, owner: str) -> int:
        """How many leads this person's runs delivered; the leads themselves need not be looked at for it."""
        delivered = self._delivered_to(owner).distinct().subquery()
        return await self.session.scalar(select(func.count()).select_from(delivered)) or 0

    def _delivered_to(self, owner: str) -> Select[str]:
        return (
            select(RunLead.lead_id)
            .join(Run, Run.id == RunLead.run_id)
            .where(Run.workspace == self.workspace, Run.owner == owner)
        )

    async def counts_of_run(self, run_id: str) -> tuple[int, int, int]:
        """How many leads a run delivered, how many of them have an e-mail, how many were known before."""
        found = await self.session.execute(
            select(func.count(), func.count(Lead.email), func.count().filter(RunLead.known))
            .select_from(RunLead)
            .join(Lead, Lead.id == RunLead.lead_id)
            .where(Lead.workspace == self.workspace, RunLead.run_id == run_id)
        )
        people, emails, known = found.one()
        return people, emails, known
