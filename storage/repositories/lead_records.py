"""One lead whole, looked at and removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, delete, or_, select

from storage.models import AuditEntry, Lead, LeadKey, LeadMerge, Plan, Run, RunLead
from storage.repositories.snapshots import Snapshots
from storage.repositories.whose import is_theirs

LIKE_IT = 20
"""Leads that are looked at to find those that are alike."""


@dataclass(frozen=True)
class Delivered:
    """A run that delivered a lead, and its goal."""

    run: Run
    plan: Plan
    known: bool


class LeadRecords(Snapshots):
    """The workspace's leads, one at a time."""

    async def get(self, lead_id: str) -> Lead | None:
        return await self.session.scalar(self._one(lead_id))

    async def lock(self, lead_id: str) -> Lead | None:
        """The lead, for change: others wait until this transaction ends."""
        statement = self._one(lead_id).with_for_update()
        return await self.session.scalar(statement, execution_options={"populate_existing": True})

    def _one(self, lead_id: str) -> Select[Lead]:
        return select(Lead).where(Lead.workspace == self.workspace, Lead.id == lead_id)

    async def keys(self, lead_id: str) -> list[tuple[str, str]]:
        """What the person is recognised by."""
        found = await self.session.execute(
            select(LeadKey.kind, LeadKey.value)
            .where(LeadKey.workspace == self.workspace, LeadKey.lead_id == lead_id)
            .order_by(LeadKey.kind, LeadKey.value)
        )
        return [(kind, value) for kind, value in found]

    async def drop_keys(self, lead_id: str, keys: Iterable[tuple[str, str]]) -> None:
        """Recognise the person by these no more."""
        for kind, value in keys:
            await self.session.execute(
                delete(LeadKey).where(
                    LeadKey.workspace == self.workspace,
                    LeadKey.lead_id == lead_id,
                    LeadKey.kind == kind,
                    LeadKey.value == value,
                )
            )

    async def deliveries(self, lead_id: str) -> list[Delivered]:
        """The runs that delivered it, newest first."""
        found = await self.session.execute(
            select(Run, Plan, RunLead.known)
            .join(RunLead, RunLead.run_id == Run.id)
            .join(Plan, Plan.id == Run.plan_id)
            .where(Run.workspace == self.workspace, RunLead.lead_id == lead_id)
            .order_by(Run.created_at.desc(), Run.id)
        )
        return [Delivered(run, plan, known) for run, plan, known in found]

    async def called(self, words: str, owner: str | None, limit: int) -> Sequence[Lead]:
        """Leads whose name has these folded words; with an owner, theirs. An exact name comes first."""
        statement = select(Lead).where(
            Lead.workspace == self.workspace, Lead.name_words.contains(words, autoescape=True)
        )
        if owner is not None:
            statement = statement.where(or_(Lead.owner == owner, is_theirs(self.workspace, owner)))
        exact = (Lead.name_words == words).desc()
        found = await self.session.scalars(
            statement.order_by(exact, Lead.updated_at.desc(), Lead.id).limit(limit)
        )
        return found.all()

    async def perhaps_same(self, lead: Lead) -> Sequence[Lead]:
        """Others of the same name, or with the same part of their e-mail before the @."""
        local = (lead.email or "").partition("@")[0]
        same = [Lead.name_words == lead.name_words] if lead.name_words else []
        same += [Lead.email.startswith(f"{local}@", autoescape=True)] if local else []
        if not same:
            return []
        found = await self.session.scalars(
            select(Lead)
            .where(Lead.workspace == self.workspace, Lead.id != lead.id, or_(*same))
            .order_by(Lead.created_at, Lead.id)
            .limit(LIKE_IT)
        )
        return found.all()

    async def blocked(self) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """The keys, and the folded names at companies, of those who must not be contacted."""
        here = (Lead.workspace == self.workspace, Lead.blocked_at.is_not(None))
        keys = await self.session.execute(
            select(LeadKey.kind, LeadKey.value).join(Lead, Lead.id == LeadKey.lead_id).where(*here)
        )
        named = await self.session.execute(select(Lead.name_words, Lead.company_words).where(*here))
        names = {(name, company) for name, company in named if name and company}
        return {(kind, value) for kind, value in keys}, names

    async def history(self, lead_id: str, limit: int) -> Sequence[AuditEntry]:
        """What was done to it, newest first."""
        found = await self.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.workspace == self.workspace, AuditEntry.target == lead_id)
            .order_by(AuditEntry.id.desc())
            .limit(limit)
        )
        return found.all()

    async def remove(self, lead: Lead) -> None:
        """Delete a lead and all that hangs on it, snapshots of earlier merges included."""
        whole = {lead.id}
        merges = await self.session.execute(
            select(LeadMerge.kept, LeadMerge.gone)
            .where(LeadMerge.workspace == self.workspace)
            .order_by(LeadMerge.at.desc())
        )
        # From the newest on: what was merged into this one may have been merged into before.
        for kept, gone in merges:
            whole |= {gone} if kept in whole else set()
        await self.session.execute(
            delete(LeadMerge).where(
                LeadMerge.workspace == self.workspace,
                or_(LeadMerge.kept.in_(whole), LeadMerge.gone.in_(whole)),
            )
        )
        await self.session.delete(lead)
        await self.session.flush()

    def note_merge(self, merge: LeadMerge) -> None:
        self.session.add(merge)

    async def merge(self, merge_id: str) -> LeadMerge | None:
        """A merge that can still be undone."""
        return await self.session.scalar(
            select(LeadMerge).where(LeadMerge.workspace == self.workspace, LeadMerge.id == merge_id)
        )

    async def newest_merge(self, lead_id: str) -> LeadMerge | None:
        """The newest merge into this lead, whose undoing comes first."""
        return await self.session.scalar(
            select(LeadMerge)
            .where(LeadMerge.workspace == self.workspace, LeadMerge.kept == lead_id)
            .order_by(LeadMerge.at.desc(), LeadMerge.id)
            .limit(1)
        )
