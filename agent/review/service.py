"""Reviews as people do them: look, decide, take back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.errors import NotFoundError
from agent.events import HomeChanged
from agent.leads.service import line_of
from agent.people.lead import whose
from agent.people.remembering import remember_leads
from agent.review.card import Act, Look, Summary, Table
from agent.review.deciding import decide_many, decide_one, reason_of
from agent.review.detail import act_of, detail, last_act
from agent.review.place import Place, wanted
from agent.roles import Act as Asked
from agent.roles import Actor, require
from agent.scoring.service import Scoring
from agent.telling import Telling
from storage.filters import LeadFilter
from storage.models import Decision, Lead, Tier
from storage.repositories import Repositories
from storage.repositories.reviews import Made
from storage.store import Store

PAGE = 10
BEST = 5
AHEAD = 3
"""Leads whose reasons a model words before they are shown."""
GONE = "I don't have that lead any more."
FARTHEST = 10_000


@dataclass(frozen=True)
class Undone:
    """What taking an act back came to: leads that are as before, and those decided over by others since."""

    act: Act
    back: int
    kept: int


class Review:
    """The review of leads. `seen` and `expected` are what the person saw, so that nothing is overwritten."""

    def __init__(self, store: Store, scoring: Scoring, telling: Telling, clock: Clock) -> None:
        self._store = store
        self._scoring = scoring
        self._telling = telling
        self._clock = clock

    async def summary(self, actor: Actor) -> Summary:
        """Where the actor's own leads stand, scored as far as they can wait for that."""
        await self._scoring.catch_up(actor.workspace)
        async with self._store.reading(actor.workspace) as repos:
            return await self.summarised(repos, actor)

    async def summarised(self, repos: Repositories, actor: Actor) -> Summary:
        """The same in the caller's transaction."""
        mine = LeadFilter(owner=actor.user)
        waiting = replace(mine, decisions=(Decision.PROPOSED,))
        rows = await repos.reviews.queue(waiting, BEST)
        return Summary(
            waiting=_tiers(await repos.reviews.by_tier(waiting)),
            decided=await repos.reviews.by_decision(mine),
            best=[line_of(row) for row in rows],
            scoring=await repos.scores.stale_count(),
        )

    async def waiting(self, actor: Actor) -> int:
        """How many of the actor's own leads wait, for where no more is shown."""
        async with self._store.reading(actor.workspace) as repos:
            mine = LeadFilter(owner=actor.user, decisions=(Decision.PROPOSED,))
            return (await repos.reviews.count(mine))[0]

    async def look(self, actor: Actor, place: Place) -> Look:
        """The lead that is next, or the one that was picked."""
        left = await self._scoring.catch_up(actor.workspace)
        async with self._store.reading(actor.workspace) as repos:
            filter_ = await self._wanted(repos, actor, place)
            waiting, _ = await repos.reviews.count(filter_)
            lead = await self._picked(repos, actor, place) if place.lead else None
            coming = await repos.reviews.queue(filter_, AHEAD)
            found = [lead] if lead is not None else coming
            look = Look(
                place=place,
                lead=await detail(repos, found[0]) if found else None,
                position=0 if lead is not None else place.done + 1,
                total=place.done + waiting,
                tiers=_tiers(await repos.reviews.by_tier(filter_)),
                last=await last_act(repos, actor.user, self._clock.now()),
                scoring=left,
            )
        await self._scoring.word(actor.workspace, [each.id for each in coming])
        return look

    async def table(self, actor: Actor, place: Place) -> Table:
        """A page of the place's leads; one that is not there is the last."""
        await self._scoring.catch_up(actor.workspace)
        async with self._store.reading(actor.workspace) as repos:
            filter_ = await self._wanted(repos, actor, place)
            people, _ = await repos.reviews.count(filter_)
            pages = max(1, -(-min(people, FARTHEST) // PAGE))
            page = min(max(place.page, 0), pages - 1)
            rows = await repos.reviews.queue(filter_, PAGE, page * PAGE)
            return Table(
                place=place.but(page=page),
                lines=[line_of(row) for row in rows],
                page=page,
                pages=pages,
                people=people,
                tiers=_tiers(await repos.reviews.by_tier(filter_)),
                last=await last_act(repos, actor.user, self._clock.now()),
            )

    async def decide(self, actor: Actor, lead_id: str, seen: str, decision: Decision, typed: str = "") -> Act:
        """Decide over one lead; `StaleError` says who was quicker, deciding the same twice is once."""
        made = self._made(actor, decision, typed)
        async with self._store.transaction(actor.workspace) as repos:
            lead = await self._locked(repos, actor, lead_id)
            if decide_one(repos, lead, seen, made):
                await remember_leads(repos, actor.user, [lead.id], made.at)
                await self._changed(repos, actor)
            return Act(lead.batch or made.batch, decision, 1, lead.name or lead.email or "Unknown")

    async def decide_tier(  # what a button said is what it does
        self, actor: Actor, place: Place, tier: Tier, decision: Decision, expected: int
    ) -> int:
        """Decide over all leads of a place that are of a tier; how many these were."""
        reason = f"All {tier.value} leads at once" if decision is Decision.REJECTED else ""
        made = self._made(actor, decision, reason)
        async with self._store.transaction(actor.workspace) as repos:
            filter_ = replace(await self._wanted(repos, actor, place), tiers=(tier,))
            number = await decide_many(repos, filter_, made, expected, f"{tier.value} leads")
            if number:
                await self._changed(repos, actor)
        return number

    async def undo(self, actor: Actor, batch: str) -> Undone:
        """Take an own act back, where nobody has decided since; a second time changes nothing."""
        now = self._clock.now()
        async with self._store.transaction(actor.workspace) as repos:
            act, found = await act_of(repos, batch), await repos.reviews.act(batch)
            if act is None or found is None or found[0].by != actor.user:
                raise NotFoundError("There is nothing of yours to take back there.")
            if found[0].undone_at is not None:
                return Undone(act, 0, 0)
            back = await repos.reviews.undo(batch, now)
            what = act.name if act.people == 1 else f"{act.people:,} leads"
            note(repos, actor.user, AuditAct.REVIEW_UNDONE, now, batch, f"{act.decision.value}: {what}")
            await self._changed(repos, actor)
        return Undone(act, back, act.people - back)

    async def runs(self, actor: Actor) -> Mapping[str, str]:
        """The actor's runs that may be chosen in a filter: goals by their ids, newest first."""
        async with self._store.reading(actor.workspace) as repos:
            found = await repos.runs.goals(actor.user, 25)
        return {run.id: plan.goal for run, plan in found}

    def _made(self, actor: Actor, decision: Decision, typed: str) -> Made:
        reason = reason_of(decision, typed)
        return Made(uuid.uuid4().hex[:12], actor.user, self._clock.now(), decision, reason)

    async def _wanted(self, repos: Repositories, actor: Actor, place: Place) -> LeadFilter:
        if not place.run:
            return wanted(actor, place)
        run = await repos.runs.get(place.run)
        if run is None:
            raise NotFoundError("I don't have that run any more.")
        require(actor, Asked.SEE_LEADS, run.owner)
        return wanted(actor, place, run.owner)

    async def _picked(self, repos: Repositories, actor: Actor, place: Place) -> Lead | None:
        found = await repos.leads.among([place.lead], whose(actor))
        return found[0] if found else None

    async def _locked(self, repos: Repositories, actor: Actor, lead_id: str) -> Lead:
        lead = await repos.reviews.lock(lead_id)
        if lead is None or not await repos.leads.among([lead_id], whose(actor)):
            raise NotFoundError(GONE)
        return lead

    async def _changed(self, repos: Repositories, actor: Actor) -> None:
        await repos.session.flush()
        await self._telling.later(repos, HomeChanged(actor.workspace, actor.user))


def _tiers(found: Mapping[Tier | None, int]) -> dict[Tier, int]:
    return {tier: found.get(tier, 0) for tier in Tier}
