"""Imports, their files, and whole batches of leads at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, delete, exists, func, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from storage.models import (
    Base,
    ImportContent,
    ImportLead,
    ImportStatus,
    Lead,
    LeadFact,
    LeadImport,
    LeadKey,
)
from storage.repositories.import_undo import TakingBack


class Imports(TakingBack):
    """The workspace's imports."""

    async def add(self, row: LeadImport) -> None:
        self.session.add(row)
        await self.session.flush()

    async def get(self, import_id: str) -> LeadImport | None:
        return await self.session.scalar(self._one(import_id))

    async def lock(self, import_id: str) -> LeadImport | None:
        """The import, for change: others wait until this transaction ends."""
        statement = self._one(import_id).with_for_update()
        return await self.session.scalar(statement, execution_options={"populate_existing": True})

    def _one(self, import_id: str) -> Select[LeadImport]:
        return select(LeadImport).where(LeadImport.workspace == self.workspace, LeadImport.id == import_id)

    async def of(self, owner: str, limit: int = 50) -> Sequence[LeadImport]:
        """A person's imports, newest first."""
        found = await self.session.scalars(
            select(LeadImport)
            .where(LeadImport.workspace == self.workspace, LeadImport.owner == owner)
            .order_by(LeadImport.created_at.desc(), LeadImport.id)
            .limit(limit)
        )
        return found.all()

    async def going_on(self, owner: str, channel: str, thread_ts: str | None) -> Sequence[LeadImport]:
        """A person's imports that go on in a thread, or anywhere in a conversation, for change."""
        statement = select(LeadImport).where(
            LeadImport.workspace == self.workspace,
            LeadImport.owner == owner,
            LeadImport.channel == channel,
            LeadImport.status == ImportStatus.RUNNING,
        )
        if thread_ts is not None:
            statement = statement.where(LeadImport.thread_ts == thread_ts)
        locked = statement.order_by(LeadImport.id).with_for_update()
        return (await self.session.scalars(locked, execution_options={"populate_existing": True})).all()

    async def put_content(self, import_id: str, content: bytes) -> None:
        """Keep a file's bytes, in the place of what was kept before."""
        await self.forget_content(import_id)
        self.session.add(ImportContent(import_id=import_id, content=content))
        await self.session.flush()

    async def content(self, import_id: str) -> bytes | None:
        return await self.session.scalar(
            select(ImportContent.content)
            .join(LeadImport, LeadImport.id == ImportContent.import_id)
            .where(LeadImport.workspace == self.workspace, ImportContent.import_id == import_id)
        )

    async def kept(self) -> Sequence[str]:
        """The imports whose files are here."""
        found = await self.session.scalars(
            select(ImportContent.import_id)
            .join(LeadImport, LeadImport.id == ImportContent.import_id)
            .where(LeadImport.workspace == self.workspace)
            .order_by(ImportContent.import_id)
        )
        return found.all()

    async def has_content(self, import_id: str) -> bool:
        wanted = (
            select(ImportContent.import_id)
            .join(LeadImport, LeadImport.id == ImportContent.import_id)
            .where(LeadImport.workspace == self.workspace, ImportContent.import_id == import_id)
        )
        return bool(await self.session.scalar(select(exists(wanted))))

    async def forget_content(self, import_id: str) -> None:
        if await self.get(import_id) is not None:
            await self.session.execute(delete(ImportContent).where(ImportContent.import_id == import_id))

    # A batch of leads

    async def owners(self, keys: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """Which lead each of these (kind, value) keys belongs to."""
        wanted = list(keys)
        if not wanted:
            return {}
        found = await self.session.execute(
            select(LeadKey.kind, LeadKey.value, LeadKey.lead_id).where(
                LeadKey.workspace == self.workspace, tuple_(LeadKey.kind, LeadKey.value).in_(wanted)
            )
        )
        return {(kind, value): lead_id for kind, value, lead_id in found}

    async def leads(self, lead_ids: Iterable[str]) -> Sequence[Lead]:
        """These leads, oldest first."""
        found = await self.session.scalars(
            select(Lead)
            .where(Lead.workspace == self.workspace, Lead.id.in_(list(lead_ids)))
            .order_by(Lead.created_at, Lead.id)
            .execution_options(populate_existing=True)
        )
        return found.all()

    async def facts(self, lead_ids: Iterable[str]) -> Mapping[str, Sequence[LeadFact]]:
        """All facts of these leads, oldest first."""
        found = await self.session.scalars(
            select(LeadFact)
            .where(LeadFact.lead_id.in_(self._ours(list(lead_ids))))
            .order_by(LeadFact.seen_at, LeadFact.field)
            .execution_options(populate_existing=True)
        )
        by_lead: dict[str, list[LeadFact]] = defaultdict(list)
        for fact in found:
            by_lead[fact.lead_id].append(fact)
        return by_lead

    async def add_leads(
        self, leads: Sequence[Lead], keys: Sequence[Mapping[str, Any]], facts: Sequence[Mapping[str, Any]]
    ) -> None:
        """Keep new leads, and keys and facts of these and others; what is there already stays as it is.

        Whom facts are new of is to be scored anew.
        """
        self.session.add_all(leads)
        await self.session.flush()
        await self._insert_all(LeadKey, [{"workspace": self.workspace, **key} for key in keys])
        await self._insert_all(LeadFact, facts)
        await self._make_stale({fact["lead_id"] for fact in facts})

    async def link(self, import_id: str, leads: Iterable[tuple[str, bool]]) -> None:
        """Note that an import brought these leads (id, known before); the first note counts."""
        rows = [{"import_id": import_id, "lead_id": lead_id, "known": known} for lead_id, known in leads]
        await self._insert_all(ImportLead, rows)

    async def _insert_all(self, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert many rows whose keys do not exist: one short statement, whose text is compiled once."""
        if rows:
            postgres = self.session.get_bind().dialect.name == "postgresql"
            insert = postgresql.insert if postgres else sqlite.insert
            await self.session.execute(insert(model).on_conflict_do_nothing(), list(rows))

    # What an import brought

    async def count(self, import_id: str) -> tuple[int, int]:
        """How many people an import brought that nobody knew, and how many that somebody did."""
        counted = select(func.count().filter(~ImportLead.known), func.count().filter(ImportLead.known))
        added, known = (
            await self.session.execute(
                counted.select_from(ImportLead)
                .join(LeadImport, LeadImport.id == ImportLead.import_id)
                .where(LeadImport.workspace == self.workspace, ImportLead.import_id == import_id)
            )
        ).one()
        return added, known
