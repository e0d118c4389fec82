"""Sessions that look for companies like the best customers, with their companies and milestones."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.models import (
    CompanyList,
    CompanyRole,
    CompanyWork,
    Milestone,
    Post,
    ProspectCompany,
    ProspectSession,
    SessionState,
    SourceStanding,
)
from storage.repositories.base import Repository

Work = InstrumentedAttribute[CompanyWork]
LANES: Mapping[str, Work] = {"reading": ProspectCompany.reading, "enriching": ProspectCompany.enriching}
"""The kinds of work on a company, by the names of their columns."""


@dataclass(frozen=True)
class Position:
    """How far a session is: its state and sentence, the number of its newest milestone (0: none), and how
    many of its companies are worked on.
    """

    state: SessionState
    sentence: str
    newest: int
    working: int


class Prospecting(Repository):
    """The workspace's sessions."""

    async def add(self, session: ProspectSession, companies: Sequence[ProspectCompany]) -> None:
        self.session.add(session)
        await self.session.flush()
        self.session.add_all(companies)
        await self.session.flush()

    async def get(self, session_id: str) -> ProspectSession | None:
        return await self.session.scalar(self._one(session_id))

    async def lock(self, session_id: str) -> ProspectSession | None:
        """The session, for change: others wait until this transaction ends."""
        statement = self._one(session_id).with_for_update()
        return await self.session.scalar(statement, execution_options={"populate_existing": True})

    def _one(self, session_id: str) -> Select[ProspectSession]:
        return select(ProspectSession).where(
            ProspectSession.workspace == self.workspace, ProspectSession.id == session_id
        )

    async def of(self, owner: str, *without: SessionState, limit: int = 20) -> Sequence[ProspectSession]:
        """A person's sessions that are in none of these states, newest first."""
        found = await self.session.scalars(
            select(ProspectSession)
            .where(
                ProspectSession.workspace == self.workspace,
                ProspectSession.owner == owner,
                ProspectSession.state.not_in(without),
            )
            .order_by(ProspectSession.created_at.desc(), ProspectSession.id)
            .limit(limit)
        )
        return found.all()

    async def going_on(
        self, owner: str, channel: str, thread_ts: str | None, states: Collection[SessionState]
    ) -> Sequence[ProspectSession]:
        """A person's sessions in these states, or with companies left to enrich after their summary, for
        change: those of a thread, or of a whole conversation.
        """
        row = ProspectSession
        begun = [row.channel == channel, *([row.thread_ts == thread_ts] if thread_ts else ())]
        # Where no message asked for it, or may be answered any more, its card begins the thread.
        keys = ["icp:" + row.id, "icp:" + row.id + ":direct"]
        card = [Post.workspace == self.workspace, Post.key.in_(keys), Post.channel == channel]
        carded = exists().where(*card, *([Post.ts == thread_ts] if thread_ts else ()))
        left = ProspectCompany.enriching.in_((CompanyWork.WAITING, CompanyWork.RUNNING))
        rest = exists().where(ProspectCompany.session_id == row.id, left)
        works = or_(row.state.in_(states), and_(row.state == SessionState.SUMMARY_EMITTED, rest))
        wanted = select(row).where(row.workspace == self.workspace, row.owner == owner, works)
        there = wanted.where(or_(and_(*begun), carded)).order_by(row.id).with_for_update()
        return (await self.session.scalars(there, execution_options={"populate_existing": True})).all()

    async def add_companies(self, rows: Sequence[Mapping[str, Any]]) -> int:
        """Add companies (their columns by name) that the session does not have yet; how many these were."""
        return await self._insert_new(ProspectCompany, rows)

    async def company(self, session_id: str, domain: str) -> ProspectCompany | None:
        return await self.session.scalar(self._companies(session_id).where(ProspectCompany.domain == domain))

    async def companies(self, session_id: str, *roles: CompanyRole) -> Sequence[ProspectCompany]:
        """The session's companies of these roles, in their order."""
        wanted = self._companies(session_id).where(ProspectCompany.role.in_(roles))
        return (await self.session.scalars(wanted)).all()

    async def counts(self, session_id: str) -> dict[tuple[CompanyRole, CompanyWork], int]:
        """How many of the session's companies there are, by role and how far reading is."""
        of = (ProspectCompany.role, ProspectCompany.reading)
        own = ProspectSession.workspace == self.workspace, ProspectCompany.session_id == session_id
        joined = select(*of, func.count()).join(
            ProspectSession, ProspectSession.id == ProspectCompany.session_id
        )
        found = await self.session.execute(joined.where(*own).group_by(*of))
        return {(role, reading): count for role, reading, count in found}

    async def lookalikes(self, session_id: str) -> Sequence[ProspectCompany]:
        """Those that are like the customers, the best first."""
        wanted = self._companies(session_id).where(ProspectCompany.rank > 0)
        return (await self.session.scalars(wanted.order_by(None).order_by(ProspectCompany.rank))).all()

    def _companies(self, session_id: str) -> Select[ProspectCompany]:
        return (
            select(ProspectCompany)
            .join(ProspectSession, ProspectSession.id == ProspectCompany.session_id)
            .where(ProspectSession.workspace == self.workspace, ProspectCompany.session_id == session_id)
            .order_by(ProspectCompany.position, ProspectCompany.domain)
        )

    async def next_waiting(
        self, session_id: str, work: str, roles: Sequence[CompanyRole], until: int
    ) -> ProspectCompany | None:
        """The next company that waits for this work: the best ranked, up to this rank (0: any)."""
        wanted = self._companies(session_id).where(*self._waits(work, roles, until))
        ordered = wanted.order_by(None).order_by(
            ProspectCompany.rank, ProspectCompany.position, ProspectCompany.domain
        )
        return await self.session.scalar(ordered.limit(1))

    async def unfinished(self, session_id: str, work: str, roles: Sequence[CompanyRole], until: int) -> int:
        """How many companies wait for this work or are in it."""
        open_ones = LANES[work].in_((CompanyWork.WAITING, CompanyWork.RUNNING))
        found = self._companies(session_id).where(*self._among(roles, until), open_ones)
        return await self.session.scalar(select(func.count()).select_from(found.subquery())) or 0

    async def running(self, session_id: str, work: str) -> int:
        """How many companies are in this work just now."""
        found = self._companies(session_id).where(LANES[work] == CompanyWork.RUNNING).order_by(None)
        return await self.session.scalar(found.with_only_columns(func.count())) or 0

    def _waits(self, work: str, roles: Sequence[CompanyRole], until: int) -> list[ColumnElement[bool]]:
        return [*self._among(roles, until), LANES[work] == CompanyWork.WAITING]

    @staticmethod
    def _among(roles: Sequence[CompanyRole], until: int) -> list[ColumnElement[bool]]:
        among: list[ColumnElement[bool]] = [ProspectCompany.role.in_(roles)]
        return [*among, ProspectCompany.rank.between(1, until)] if until else among

    async def reach(self, row: Mapping[str, Any]) -> bool:
        """Note a milestone (its columns by name but for its number); false when it was there before."""
        if await self.milestone(row["session_id"], row["key"]) is not None:
            return False
        newest = await self.session.scalar(
            select(func.max(Milestone.number)).where(Milestone.session_id == row["session_id"])
        )
        return await self._insert_new(Milestone, [{**row, "number": (newest or 0) + 1}]) == 1

    async def milestone(self, session_id: str, key: str) -> Milestone | None:
        return await self.session.scalar(self._milestones(session_id).where(Milestone.key == key))

    async def milestones(self, session_id: str, after: int = 0) -> Sequence[Milestone]:
        """What happened in a session after a number, in order."""
        found = self._milestones(session_id).where(Milestone.number > after)
        return (await self.session.scalars(found.order_by(Milestone.number))).all()

    async def positions(self, session_ids: Collection[str]) -> Mapping[str, Position]:
        """How far sessions are, by their ids; those that are gone are missing."""
        newest = select(func.max(Milestone.number)).where(Milestone.session_id == ProspectSession.id)
        running = [work == CompanyWork.RUNNING for work in LANES.values()]
        working = (
            select(func.count())
            .select_from(ProspectCompany)
            .where(ProspectCompany.session_id == ProspectSession.id, or_(*running))
        )
        found = await self.session.execute(
            select(
                ProspectSession.id,
                ProspectSession.state,
                ProspectSession.sentence,
                newest.scalar_subquery(),
                working.scalar_subquery(),
            ).where(ProspectSession.workspace == self.workspace, ProspectSession.id.in_(session_ids))
        )
        return {row[0]: Position(row[1], row[2], row[3] or 0, row[4]) for row in found}

    def _milestones(self, session_id: str) -> Select[Milestone]:
        return (
            select(Milestone)
            .join(ProspectSession, ProspectSession.id == Milestone.session_id)
            .where(ProspectSession.workspace == self.workspace, Milestone.session_id == session_id)
        )

    async def company_list(self) -> CompanyList | None:
        """The companies that the workspace uploaded."""
        return await self.session.get(CompanyList, self.workspace)

    async def put_company_list(self, name: str, document: dict[str, Any], by: str, at: datetime) -> None:
        """Keep a list in the place of the one that is there."""
        await self.drop_company_list()
        row = CompanyList(workspace=self.workspace, name=name, document=document, added_by=by, added_at=at)
        self.session.add(row)
        await self.session.flush()

    async def drop_company_list(self) -> bool:
        """Forget the list; false when there is none."""
        row = await self.company_list()
        if row is not None:
            await self.session.delete(row)
            await self.session.flush()
        return row is not None

    async def standings(self) -> Sequence[SourceStanding]:
        """How the workspace's sources have done."""
        found = await self.session.scalars(
            select(SourceStanding).where(SourceStanding.workspace == self.workspace)
        )
        return found.all()

    async def put_standing(  # a standing is its figures
        self, source: str, searches: int, failures: int, score: float, at: datetime
    ) -> None:
        row = await self.session.get(SourceStanding, (self.workspace, source))
        if row is None:
            self.session.add(
                SourceStanding(
                    workspace=self.workspace,
                    source=source,
                    searches=searches,
                    failures=failures,
                    score=score,
                    updated_at=at,
                )
            )
        else:
            row.searches, row.failures, row.score, row.updated_at = searches, failures, score, at
        await self.session.flush()
