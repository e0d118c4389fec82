"""Leads, what they are recognised by, and their facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, or_, select, tuple_, union

from storage.models import Decision, Lead, LeadFact, LeadKey, ProspectLead, RunLead
from storage.repositories.absorbing import Absorbing
from storage.repositories.whose import is_theirs, of_imports, of_runs, of_searches


class Leads(Absorbing):
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

    async def turned_down(self, names: Iterable[str]) -> Sequence[Lead]:
        """Whom a review rejected of these folded names, the first last."""
        wanted = set(names)
        if not wanted:
            return []
        found = await self.session.scalars(
            select(Lead)
            .where(
                Lead.workspace == self.workspace,
                Lead.decision == Decision.REJECTED,
                Lead.name_words.in_(wanted),
            )
            .order_by(Lead.id.desc())
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

    async def named(self, owner: str, word: str, limit: int = 200) -> Sequence[Lead]:
        """This person's leads whose name or company has this word, the newest first."""
        pattern = f"%{word}%"
        found = await self.session.scalars(
            select(Lead)
            .where(
                Lead.workspace == self.workspace,
                is_theirs(self.workspace, owner, few=True),
                or_(Lead.name.ilike(pattern), Lead.company.ilike(pattern)),
            )
            .order_by(Lead.updated_at.desc(), Lead.id)
            .limit(limit)
        )
        return found.all()

    async def among(self, lead_ids: Iterable[str], owner: str | None) -> Sequence[Lead]:
        """Those of these leads that there are; with an owner, that this person's runs and files brought."""
        statement = select(Lead).where(Lead.workspace == self.workspace, Lead.id.in_(list(lead_ids)))
        if owner is not None:
            statement = statement.where(is_theirs(self.workspace, owner, few=True))
        return (await self.session.scalars(statement.order_by(Lead.id))).all()

    async def link_run(self, run_id: str, lead_id: str, *, known: bool) -> None:
        """Note that a run delivered this lead; the first note counts."""
        await self._insert_new(RunLead, [{"run_id": run_id, "lead_id": lead_id, "known": known}])

    async def link_session(self, session_id: str, lead_id: str) -> None:
        """Note that a search for customers like one's own found this lead."""
        await self._insert_new(ProspectLead, [{"session_id": session_id, "lead_id": lead_id}])

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
        """The newest of the leads that this person's runs and files brought."""
        found = await self.session.scalars(
            select(Lead)
            .where(Lead.workspace == self.workspace, is_theirs(self.workspace, owner, few=True))
            .order_by(Lead.updated_at.desc(), Lead.name, Lead.id)
            .limit(limit)
        )
        return found.all()

    async def count(self, owner: str) -> int:
        """How many leads this person's runs and files brought; the leads themselves are not looked at."""
        theirs = (find(self.workspace, owner) for find in (of_runs, of_imports, of_searches))
        both = union(*theirs).subquery()
        return await self.session.scalar(select(func.count()).select_from(both)) or 0

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
