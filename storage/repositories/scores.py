"""Scores of leads, and the weights that they are made with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update

from storage.models import Lead, LeadFact, RunLead, Score, ScoringVersion
from storage.repositories.base import Repository

Known = list[tuple[str, str, str, datetime]]
"""Field, value, source and when it was seen, oldest first."""


class Scores(Repository):
    """What leads are scored by, and what they got."""

    async def newest(self) -> ScoringVersion | None:
        """The weights that count; None where nobody has chosen any."""
        return await self.session.scalar(self._versions().limit(1).execution_options(populate_existing=True))

    async def version(self, number: int) -> ScoringVersion | None:
        return await self.session.get(ScoringVersion, (self.workspace, number), populate_existing=True)

    def _versions(self) -> Select[ScoringVersion]:
        return (
            select(ScoringVersion)
            .where(ScoringVersion.workspace == self.workspace)
            .order_by(ScoringVersion.version.desc())
        )

    async def add_version(self, row: ScoringVersion) -> bool:
        """Keep a version; whether nobody else has kept one of that number."""
        columns = ("workspace", "version", "document", "saved_by", "saved_at", "total", "done", "changed")
        return bool(await self._insert_new(ScoringVersion, [{name: getattr(row, name) for name in columns}]))

    async def count_up(self, number: int, done: int, changed: int) -> None:
        """So many more leads were scored by a version that has not ended, and so many changed tier."""
        await self.session.execute(
            update(ScoringVersion)
            .where(
                ScoringVersion.workspace == self.workspace,
                ScoringVersion.version == number,
                ScoringVersion.ended_at.is_(None),
            )
            .values(done=ScoringVersion.done + done, changed=ScoringVersion.changed + changed)
            .execution_options(synchronize_session=False)
        )

    async def end(self, number: int, at: datetime) -> None:
        """All that a version had to score anew is scored; the first time counts."""
        await self.session.execute(
            update(ScoringVersion)
            .where(
                ScoringVersion.workspace == self.workspace,
                ScoringVersion.version == number,
                ScoringVersion.ended_at.is_(None),
            )
            .values(ended_at=at)
            .execution_options(synchronize_session=False)
        )

    async def make_all_stale(self) -> int:
        """Let every lead be scored anew; how many there are.

        One that is being scored is waited for, even if it is stale still: it was read before this.
        """
        await self.session.execute(
            update(Lead)
            .where(Lead.workspace == self.workspace)
            .values(stale=True)
            .execution_options(synchronize_session=False)
        )
        return await self.stale_count()

    async def stale_count(self) -> int:
        counted = select(func.count()).select_from(Lead)
        return await self.session.scalar(counted.where(Lead.workspace == self.workspace, Lead.stale)) or 0

    async def lead_count(self) -> int:
        counted = select(func.count()).select_from(Lead).where(Lead.workspace == self.workspace)
        return await self.session.scalar(counted) or 0

    async def take_stale(self, limit: int, *, run_id: str | None = None) -> list[str]:
        """Leads to be scored, locked; those that others are at are left to them."""
        wanted = select(Lead.id).where(Lead.workspace == self.workspace, Lead.stale)
        if run_id is not None:
            wanted = wanted.where(Lead.id.in_(select(RunLead.lead_id).where(RunLead.run_id == run_id)))
        locked = wanted.order_by(Lead.id).limit(limit).with_for_update(skip_locked=True)
        return list(await self.session.scalars(locked))

    async def newest_leads(self, limit: int) -> Sequence[Lead]:
        """The workspace's newest leads, for a look at what other weights would do."""
        found = await self.session.scalars(
            select(Lead)
            .where(Lead.workspace == self.workspace)
            .order_by(Lead.created_at.desc(), Lead.id)
            .limit(limit)
        )
        return found.all()

    async def facts(self, lead_ids: Sequence[str]) -> dict[str, Known]:
        """All facts of these leads, by lead; a lead without any is not there."""
        found: dict[str, Known] = {}
        for start in range(0, len(lead_ids), 500):
            rows = await self.session.execute(
                select(LeadFact.lead_id, LeadFact.field, LeadFact.value, LeadFact.source, LeadFact.seen_at)
                .join(Lead, Lead.id == LeadFact.lead_id)
                .where(Lead.workspace == self.workspace, Lead.id.in_(lead_ids[start : start + 500]))
                .order_by(LeadFact.seen_at, LeadFact.field, LeadFact.value)
            )
            for lead_id, field, value, source, seen_at in rows:
                found.setdefault(lead_id, []).append((field, value, source, seen_at))
        return found

    async def last_versions(self, lead_ids: Sequence[str]) -> dict[str, tuple[int, str, int]]:
        """What these leads got last, by lead: score, tier and the version of the weights."""
        mine = (Score.workspace == self.workspace, Score.lead_id.in_(lead_ids))
        last = select(func.max(Score.id)).where(*mine).group_by(Score.lead_id)
        rows = await self.session.execute(
            select(Score.lead_id, Score.score, Score.tier, Score.version).where(
                Score.workspace == self.workspace, Score.id.in_(last)
            )
        )
        return {lead_id: (score, tier.value, version) for lead_id, score, tier, version in rows}

    async def put(self, scored: Sequence[Mapping[str, Any]], history: Sequence[Mapping[str, Any]]) -> None:
        """Keep what leads got: `key`, `new_score`, `new_tier`, `new_qualified` a lead; and what is news."""
        if scored:
            table = Lead.__table__
            statement = (
                update(table)  # type: ignore[arg-type]
                .where(table.c.id == bindparam("key"), table.c.workspace == self.workspace)
                .values(
                    score=bindparam("new_score"),
                    tier=bindparam("new_tier"),
                    qualified=bindparam("new_qualified"),
                    stale=False,
                )
            )
            connection = await self.session.connection()
            await connection.execute(statement, list(scored))
        if history:
            await self.session.execute(
                insert(Score), [{"workspace": self.workspace, **row} for row in history]
            )

    async def history(self, lead_id: str, limit: int = 10) -> Sequence[Score]:
        """What a lead got, newest first."""
        found = await self.session.scalars(
            select(Score)
            .where(Score.workspace == self.workspace, Score.lead_id == lead_id)
            .order_by(Score.id.desc())
            .limit(limit)
        )
        return found.all()

    async def lead(self, lead_id: str) -> Lead | None:
        return await self.session.scalar(
            select(Lead).where(Lead.workspace == self.workspace, Lead.id == lead_id)
        )

    async def word(self, score_id: int, wording: str) -> None:
        """Keep a score's reason in a model's words; the first words stay."""
        await self.session.execute(
            update(Score)
            .where(Score.workspace == self.workspace, Score.id == score_id, Score.wording.is_(None))
            .values(wording=wording)
            .execution_options(synchronize_session=False)
        )
