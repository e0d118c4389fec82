"""Making two leads one: what differs, what stays, and both again for a while."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.durable import Durable, Job
from agent.errors import InvalidError, NotFoundError, StaleError
from agent.events import HomeChanged
from agent.leads.fact import Fact, current, merge, said_by
from agent.leads.headline import HEADLINE_FIELDS, facts_of, settle
from agent.leads.reading import UNDO, permitted
from agent.leads.record import LABELS
from agent.roles import Act, Actor
from agent.telling import Telling
from storage.models import Lead, LeadMerge
from storage.repositories import Repositories
from storage.store import Store

FORGET_JOB = "lead_merge"
KEEP, OTHER = "keep", "other"
BEFORE, AFTER = "before", "after"
"""What a merge remembers: both leads, and the one that it made of them."""


@dataclass(frozen=True)
class Differs:
    """One field in which two leads differ, and which of both values would stay."""

    field: str
    label: str
    keep: str
    other: str
    stays: str


@dataclass(frozen=True)
class MergePreview:
    """What becomes of two leads: the older is kept, and everything of the other comes to it."""

    keep: str
    other: str
    name: str
    other_name: str
    differs: tuple[Differs, ...]
    same: tuple[tuple[str, str], ...]
    runs: int
    values: int


class Merging:
    """Merges leads by hand. Merging what is merged already, or undoing it twice, changes nothing."""

    def __init__(self, store: Store, durable: Durable, telling: Telling, clock: Clock) -> None:
        self._store = store
        self._durable = durable
        self._telling = telling
        self._clock = clock
        durable.add(Job(FORGET_JOB, self._forget, at_once=2))

    async def preview(self, actor: Actor, one: str, other: str) -> MergePreview:
        """What would stay of two leads that the actor may change."""
        async with self._store.reading(actor.workspace) as repos:
            kept, gone = await self._both(repos, actor, one, other)
            facts, its = await facts_of(repos, kept.id), await facts_of(repos, gone.id)
            runs = {
                each.run.id for lead in (kept, gone) for each in await repos.lead_records.deliveries(lead.id)
            }
        differs, same = _compared(facts, its)
        return MergePreview(
            keep=kept.id,
            other=gone.id,
            name=kept.name or kept.email or "Unknown",
            other_name=gone.name or gone.email or "Unknown",
            differs=differs,
            same=same,
            runs=len(runs),
            values=len({(fact.field, fact.value) for fact in (*facts, *its)}),
        )

    async def _both(
        self, repos: Repositories, actor: Actor, one: str, other: str, *, lock: bool = False
    ) -> tuple[Lead, Lead]:
        """The lead that is kept, the older, and the one that goes into it."""
        if one == other:
            raise InvalidError("That is the same lead.")
        found = [
            await permitted(repos, actor, each, Act.CHANGE_LEADS, lock=lock) for each in sorted((one, other))
        ]
        kept, gone = sorted(found, key=lambda lead: (lead.created_at, lead.id))
        return kept, gone

    async def merge(self, actor: Actor, keep: str, other: str, chosen: Mapping[str, str]) -> str:
        """Make two leads one, with the `chosen` value of each field (that of "keep" or "other")."""
        now = self._clock.now()
        async with self._store.transaction(actor.workspace) as repos:
            before = await repos.lead_records.newest_merge(keep)
            if before is not None and before.gone == other:
                return keep
            kept, gone = await self._both(repos, actor, keep, other, lock=True)
            taken = await repos.lead_records.take([keep, other])
            await self._into(repos, actor, kept, gone, chosen, now)
            note_of = LeadMerge(
                id=uuid.uuid4().hex[:16],
                workspace=actor.workspace,
                kept=kept.id,
                gone=gone.id,
                by=actor.user,
                at=now,
                document={BEFORE: taken, AFTER: await repos.lead_records.take([kept.id])},
            )
            repos.lead_records.note_merge(note_of)
            note(repos, actor.user, AuditAct.LEADS_MERGED, now, kept.id)
            await self._telling.later(repos, HomeChanged(actor.workspace, actor.user))
            await self._durable.enqueue(
                repos.session, FORGET_JOB, actor.workspace, note_of.id, key=f"merge:{note_of.id}", delay=UNDO
            )
            return kept.id

    async def _into(
        self,
        repos: Repositories,
        actor: Actor,
        kept: Lead,
        gone: Lead,
        chosen: Mapping[str, str],
        now: datetime,
    ) -> None:
        mine, theirs = await facts_of(repos, kept.id), await facts_of(repos, gone.id)
        sides = {KEEP: _shown(current(mine)), OTHER: _shown(current(theirs))}
        facts = merge(mine, theirs)
        would = _shown(current(facts))
        wanted = {name: sides[side].get(name, "") for name, side in chosen.items() if side in sides}
        said = [
            Fact(name, value, said_by(actor.user), now)
            for name, value in wanted.items()
            if value and value != would.get(name)
        ]
        await repos.leads.absorb(kept.id, gone)
        whole = merge(facts, said)
        await repos.leads.put_facts(kept.id, [asdict(fact) for fact in whole])
        settle(kept, whole, now)
        await repos.session.flush()

    async def undo(self, actor: Actor, merge_id: str) -> tuple[str, str]:
        """Make both leads again, as they were; what came since stays with the one that was kept."""
        now = self._clock.now()
        async with self._store.transaction(actor.workspace) as repos:
            row = await repos.lead_records.merge(merge_id)
            if row is None or now > row.at + UNDO or AFTER not in row.document:
                raise StaleError("That can't be undone any more.")
            newest = await repos.lead_records.newest_merge(row.kept)
            if newest is not None and newest.id != row.id:
                raise StaleError("Another lead was merged into this one since: undo that first.")
            await permitted(repos, actor, row.kept, Act.CHANGE_LEADS, lock=True)
            kept, gone, document = row.kept, row.gone, row.document
            await repos.session.delete(row)
            await repos.session.flush()
            repos.session.expunge_all()
            if await repos.lead_records.put_back(kept, gone, document[BEFORE], document[AFTER]):
                await self._settle(repos, kept, now)
            note(repos, actor.user, AuditAct.MERGE_UNDONE, now, kept)
            await self._telling.later(repos, HomeChanged(actor.workspace, actor.user))
            return kept, gone

    @staticmethod
    async def _settle(repos: Repositories, lead_id: str, now: datetime) -> None:
        lead = await repos.lead_records.lock(lead_id)
        if lead is None:
            raise NotFoundError("I don't have that lead any more.")
        settle(lead, await facts_of(repos, lead_id), now)
        lead.stale = True

    async def _forget(self, workspace: str, merge_id: str) -> None:
        """The job: what both were is not kept longer than it can be undone."""

        async def forget(session: AsyncSession) -> None:
            async with self._store.transaction(workspace, session) as repos:
                row = await repos.lead_records.merge(merge_id)
                if row is not None:
                    await repos.session.delete(row)

        await self._durable.transaction("forget", forget)


def _compared(
    facts: Sequence[Fact], its: Sequence[Fact]
) -> tuple[tuple[Differs, ...], tuple[tuple[str, str], ...]]:
    """The fields in which two leads differ, and those that one has or both have alike."""
    mine, theirs, stays = (_shown(current(each)) for each in (facts, its, merge(facts, its)))
    differs, same = [], []
    for name in (name for name in LABELS if name in HEADLINE_FIELDS):
        one, other = mine.get(name, ""), theirs.get(name, "")
        if one and other and one != other:
            side = KEEP if stays[name] == one else OTHER
            differs.append(Differs(name, LABELS[name], one, other, side))
        elif one or other:
            same.append((LABELS[name], one or other))
    return tuple(differs), tuple(same)


def _shown(facts: Mapping[str, Fact]) -> dict[str, str]:
    return {name: fact.value for name, fact in facts.items()}
