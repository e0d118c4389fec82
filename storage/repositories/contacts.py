"""Contact searches: whose addresses are looked for, and everything that was asked for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select, update

from storage.folding import folded
from storage.models import (
    ContactLookup,
    ContactSearch,
    ContactTarget,
    Lead,
    LookupOutcome,
    SearchStatus,
    TargetState,
    Waterfall,
)
from storage.repositories.base import Repository
from storage.repositories.whose import is_theirs

_UNANSWERED = [LookupOutcome.ASKED, LookupOutcome.INTERRUPTED]


@dataclass(frozen=True)
class Spending:
    """What asking one provider for people came to, verifying its addresses included."""

    asked: int
    found: int
    millicents: int


class Contacts(Repository):
    """The workspace's contact searches."""

    def add(self, search: ContactSearch, targets: Sequence[ContactTarget]) -> None:
        self.session.add_all([search, *targets])

    async def get(self, search_id: str) -> ContactSearch | None:
        return await self.session.scalar(self._all().where(ContactSearch.id == search_id))

    async def lock(self, search_id: str) -> ContactSearch | None:
        """The search, for change: others wait until this transaction ends."""
        statement = self._all().where(ContactSearch.id == search_id).with_for_update()
        return await self.session.scalar(statement, execution_options={"populate_existing": True})

    async def going_on(self, owner: str, channel: str, thread_ts: str | None) -> Sequence[ContactSearch]:
        """The person's searches that run in a conversation, or in one thread of it."""
        wanted = self._all().where(
            ContactSearch.owner == owner,
            ContactSearch.channel == channel,
            ContactSearch.status == SearchStatus.RUNNING,
        )
        if thread_ts is not None:
            wanted = wanted.where(ContactSearch.thread_ts == thread_ts)
        return (await self.session.scalars(wanted.order_by(ContactSearch.asked_at))).all()

    async def targets(self, search_id: str) -> Sequence[tuple[ContactTarget, Lead]]:
        """The leads of a search, in their order."""
        found = await self.session.execute(
            select(ContactTarget, Lead)
            .join(Lead, Lead.id == ContactTarget.lead_id)
            .where(Lead.workspace == self.workspace, ContactTarget.search_id == search_id)
            .order_by(ContactTarget.position)
            .execution_options(populate_existing=True)
        )
        return [(target, lead) for target, lead in found]

    async def target(self, search_id: str, lead_id: str) -> tuple[ContactTarget, Lead] | None:
        found = await self.session.execute(
            select(ContactTarget, Lead)
            .join(Lead, Lead.id == ContactTarget.lead_id)
            .where(
                Lead.workspace == self.workspace,
                ContactTarget.search_id == search_id,
                ContactTarget.lead_id == lead_id,
            )
            .execution_options(populate_existing=True)
        )
        row = found.one_or_none()
        return (row[0], row[1]) if row is not None else None

    async def next_waiting(self, search_id: str) -> ContactTarget | None:
        """The next lead that nobody looks for yet; the caller holds the search's lock."""
        waiting = (
            select(ContactTarget)
            .join(ContactSearch, ContactSearch.id == ContactTarget.search_id)
            .where(ContactSearch.workspace == self.workspace, ContactTarget.search_id == search_id)
            .where(ContactTarget.state == TargetState.WAITING)
        )
        return await self.session.scalar(waiting.order_by(ContactTarget.position).limit(1))

    async def unsettled(self, search_id: str) -> int:
        """How many leads of a search are still looked for, or wait for it."""
        counted = await self.session.scalar(
            select(func.count())
            .select_from(ContactTarget)
            .join(ContactSearch, ContactSearch.id == ContactTarget.search_id)
            .where(
                ContactSearch.workspace == self.workspace,
                ContactTarget.search_id == search_id,
                ContactTarget.state.in_([TargetState.WAITING, TargetState.SEARCHING]),
            )
        )
        return counted or 0

    async def lookups(
        self, search_id: str, lead_id: str | None = None, subject: str | None = None
    ) -> Sequence[ContactLookup]:
        """What was asked in a search, or in it for one lead or of one address, oldest first."""
        wanted = self._lookups().where(ContactLookup.search_id == search_id)
        only = {ContactLookup.lead_id: lead_id, ContactLookup.subject: subject}
        wanted = wanted.where(*(column == value for column, value in only.items() if value is not None))
        ordered = wanted.order_by(ContactLookup.asked_at, ContactLookup.provider, ContactLookup.subject)
        return (await self.session.scalars(ordered, execution_options={"populate_existing": True})).all()

    async def intend(self, row: Mapping[str, Any]) -> bool:
        """Write down what is about to be asked (the columns by name); false when it was before."""
        return await self._insert_new(ContactLookup, [{"workspace": self.workspace, **row}]) == 1

    async def answered(self, key: Mapping[str, str], news: Mapping[str, Any]) -> bool:
        """Keep an answer; false when there is one already, which stays."""
        found = await self.session.scalars(
            update(ContactLookup)
            .where(
                ContactLookup.workspace == self.workspace,
                *(getattr(ContactLookup, name) == value for name, value in key.items()),
                ContactLookup.outcome == LookupOutcome.ASKED,
            )
            .values(**news)
            .returning(ContactLookup.search_id)
            .execution_options(synchronize_session=False)
        )
        return found.first() is not None

    async def failures(self, search_id: str, outcomes: frozenset[LookupOutcome]) -> dict[str, LookupOutcome]:
        """Which providers answered so in this search, and how."""
        found = await self.session.scalars(
            self._lookups()
            .where(ContactLookup.search_id == search_id, ContactLookup.outcome.in_(list(outcomes)))
            .order_by(ContactLookup.answered_at)
        )
        return {row.provider: row.outcome for row in found}

    async def lately(
        self, since: datetime, limit: int = 500
    ) -> dict[str, list[tuple[LookupOutcome, datetime]]]:
        """What each provider really answered to this workspace since then, newest first."""
        row = ContactLookup
        found = await self.session.execute(
            select(row.provider, row.outcome, row.answered_at, row.document)
            .where(ContactLookup.workspace == self.workspace, ContactLookup.answered_at >= since)
            .where(ContactLookup.outcome.not_in(_UNANSWERED))
            .order_by(ContactLookup.answered_at.desc(), ContactLookup.lead_id)
            .limit(limit)
        )
        lately: dict[str, list[tuple[LookupOutcome, datetime]]] = {}
        for provider, outcome, at, document in found:
            if at is not None and "known" not in document:
                lately.setdefault(provider, []).append((outcome, at))
        return lately

    async def spent(self, search_id: str) -> int:
        """What a search has cost so far, in millicents."""
        counted = await self.session.scalar(
            select(func.sum(ContactLookup.millicents)).where(
                ContactLookup.workspace == self.workspace, ContactLookup.search_id == search_id
            )
        )
        return counted or 0

    async def named(self, owner: str, name: str) -> Sequence[Lead]:
        """The person's leads of this name, newest first: found for them, or asked for by them."""
        found = await self.session.scalars(
            select(Lead)
            .where(
                Lead.workspace == self.workspace,
                Lead.name_words == folded(name),
                or_(Lead.owner == owner, is_theirs(self.workspace, owner)),
            )
            .order_by(Lead.created_at.desc(), Lead.id)
        )
        return found.all()

    async def spending(self) -> dict[str, Spending]:
        """What was asked, found and paid, by the provider that it is credited to."""
        asked = ContactLookup.subject == ""
        found = await self.session.execute(
            select(
                ContactLookup.credited,
                func.count().filter(asked, ContactLookup.outcome.not_in(_UNANSWERED)),
                func.count().filter(asked, ContactLookup.outcome == LookupOutcome.FOUND),
                func.sum(ContactLookup.millicents),
            )
            .where(ContactLookup.workspace == self.workspace)
            .group_by(ContactLookup.credited)
        )
        return {name: Spending(asked, hits, cost or 0) for name, asked, hits, cost in found}

    async def verified(self) -> dict[str, int]:
        """How many leads a verified address was found of, by who was first with it."""
        found = await self.session.execute(
            select(ContactTarget.provider, func.count(ContactTarget.lead_id.distinct()))
            .join(ContactSearch, ContactSearch.id == ContactTarget.search_id)
            .where(ContactSearch.workspace == self.workspace, ContactTarget.state == TargetState.VERIFIED)
            .group_by(ContactTarget.provider)
        )
        return {name: count for name, count in found if name is not None}

    async def colleagues(self, company_words: str, limit: int = 20) -> Sequence[str]:
        """Addresses of leads of the same company."""
        found = await self.session.scalars(
            select(Lead.email)
            .where(
                Lead.workspace == self.workspace,
                Lead.company_words == company_words,
                Lead.email.is_not(None),
            )
            .order_by(Lead.updated_at.desc(), Lead.id)
            .limit(limit)
        )
        return [email for email in found if email is not None]

    async def waterfall(self) -> Waterfall | None:
        return await self.session.get(Waterfall, self.workspace, populate_existing=True)

    async def lock_waterfall(self, at: datetime) -> Waterfall:
        """The order of providers, for change: others wait until this transaction ends."""
        await self._insert_new(Waterfall, [{"workspace": self.workspace, "document": {}, "updated_at": at}])
        locked = await self.session.scalars(
            select(Waterfall)
            .where(Waterfall.workspace == self.workspace)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return locked.one()

    def _all(self) -> Select[ContactSearch]:
        return select(ContactSearch).where(ContactSearch.workspace == self.workspace)

    def _lookups(self) -> Select[ContactLookup]:
        return select(ContactLookup).where(ContactLookup.workspace == self.workspace)
