"""Scoring as a workspace settles it: weights with a preview, and the job that scores what is stale."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.durable import Durable, Job
from agent.errors import NotFoundError, StaleError
from agent.events import RescoreChanged
from agent.leads.counting import values_of
from agent.llm.model import Model
from agent.roles import Act, Actor, require
from agent.scoring.facts import Facts
from agent.scoring.profile import Profile
from agent.scoring.rescoring import Weighing, rescore, weighing
from agent.scoring.score import score
from agent.scoring.wording import worded
from agent.telling import Telling
from storage.models import ScoringVersion, Tier
from storage.repositories import Repositories
from storage.store import Store

RESCORE_JOB = "rescore"
WORD_JOB = "word-score"
AT_ONCE = 500
"""Leads scored in one transaction of the job: few enough that other writers get their turn."""
TOLD_EVERY = 4
"""Transactions after which it is told how far the job is: about once a second."""
AT_A_LOOK = 200
"""Leads scored before somebody is shown them; the job does the rest."""
LOOKED_AT = 2_000
"""Leads that a preview scores, the newest: more would keep a person waiting."""
SAMPLE = 8
FROM_THE_FACTS = "0"
"""Stands for a version where no new weights are the reason to score."""


@dataclass(frozen=True)
class Shift:
    """A lead that would have another tier."""

    name: str
    company: str
    before: Tier
    after: Tier
    score: int


@dataclass(frozen=True)
class Preview:
    """What a profile would do: how many of those looked at change tier, some of them, and all by tier."""

    profile: Profile
    looked_at: int
    people: int
    changed: int
    sample: Sequence[Shift]
    before: dict[Tier, int]
    after: dict[Tier, int]


@dataclass(frozen=True)
class RescoreCard:
    """How far the scoring by a new version of the weights is."""

    version: int
    saved_by: str
    profile: Profile
    total: int
    done: int
    changed: int
    ended_at: datetime | None


class Scoring:
    """Keeps the weights, and scores leads by them."""

    def __init__(
        self, store: Store, durable: Durable, telling: Telling, clock: Clock, model: Model | None = None
    ) -> None:
        self._store = store
        self._durable = durable
        self._telling = telling
        self._clock = clock
        self._model = model
        durable.add(Job(RESCORE_JOB, self._work, at_once=1), Job(WORD_JOB, self._word, at_once=2))

    async def current(self, actor: Actor) -> Weighing:
        """What counts now, for those who may change it."""
        require(actor, Act.GOVERN)
        async with self._store.reading(actor.workspace) as repos:
            return await weighing(repos)

    async def preview(self, actor: Actor, profile: Profile) -> Preview:
        """Who would change tier, among the newest leads."""
        require(actor, Act.GOVERN)
        async with self._store.reading(actor.workspace) as repos:
            leads = await repos.scores.newest_leads(LOOKED_AT)
            known = await values_of(repos, [lead.id for lead in leads])
            now = (await weighing(repos)).profile
            people = await repos.scores.lead_count()
        before, after = dict.fromkeys(Tier, 0), dict.fromkeys(Tier, 0)
        shifts = []
        for lead in leads:
            facts = Facts.of(known.get(lead.id, {}).items())
            was, would = score(facts, now).tier, score(facts, profile)
            before[was] += 1
            after[would.tier] += 1
            if was is not would.tier:
                shifts.append(Shift(lead.name or "Unknown", lead.company or "", was, would.tier, would.score))
        return Preview(profile, len(leads), people, len(shifts), shifts[:SAMPLE], before, after)

    async def save(self, actor: Actor, profile: Profile, seen: int) -> int:
        """Let a profile count from now on, and all leads be scored anew; its version.

        `seen` is the version that the person changed: where somebody was quicker, nothing is kept. The same
        weights again change nothing.
        """
        require(actor, Act.GOVERN)
        now = self._clock.now()
        async with self._store.transaction(actor.workspace) as repos:
            before = await weighing(repos)
            if before.profile == profile:
                return before.version
            row = ScoringVersion(
                workspace=actor.workspace,
                version=seen + 1,
                document=profile.model_dump(mode="json"),
                saved_by=actor.user,
                saved_at=now,
                total=await repos.scores.make_all_stale(),
            )
            if before.version != seen or not await repos.scores.add_version(row):
                raise StaleError("Somebody else has changed the weights meanwhile. Open Scoring again.")
            note(repos, actor.user, AuditAct.SCORING_CHANGED, now, str(row.version), _told(profile))
            key = f"rescore:{actor.workspace}:{row.version}"
            await self._durable.enqueue(
                repos.session, RESCORE_JOB, actor.workspace, str(row.version), key=key
            )
            return row.version

    async def card(self, workspace: str, version: int) -> RescoreCard:
        """How far the scoring by this version is."""
        async with self._store.reading(workspace) as repos:
            row = await repos.scores.version(version)
        if row is None:
            raise NotFoundError("I don't have these weights any more.")
        profile = Profile.model_validate(row.document)
        return RescoreCard(row.version, row.saved_by, profile, row.total, row.done, row.changed, row.ended_at)

    async def catch_up(self, workspace: str) -> int:
        """Score what is stale before somebody looks: a few at once, the rest as a job; how many are left."""
        async with self._store.reading(workspace) as repos:
            if not await repos.scores.stale_count():
                return 0
        async with self._store.transaction(workspace) as repos:
            await rescore(repos, await repos.scores.take_stale(AT_A_LOOK), self._clock.now())
            left = await repos.scores.stale_count()
            if left:
                await self._ask(repos)
            return left

    async def word(self, workspace: str, lead_ids: Sequence[str]) -> None:
        """Let a model, if there is one, word the reasons of leads that are about to be shown."""
        if self._model is None:
            return
        async with self._store.transaction(workspace) as repos:
            for lead_id in lead_ids:
                newest = await repos.scores.history(lead_id, 1)
                if newest and newest[0].wording is None:
                    key = f"word:{workspace}:{newest[0].id}"
                    await self._durable.enqueue(repos.session, WORD_JOB, workspace, lead_id, key=key)

    async def _word(self, workspace: str, lead_id: str) -> None:
        """What no model words, or words wrongly, keeps the rules' words."""
        async with self._store.reading(workspace) as repos:
            by, newest = await weighing(repos), await repos.scores.history(lead_id, 1)
            known = await values_of(repos, [lead_id])
            scored = score(Facts.of(known.get(lead_id, {}).items()), by.profile)
        if not newest or newest[0].score != scored.score:
            return
        words = await self._durable.step("word", lambda: worded(scored, self._model))
        if words:
            kept = newest[0].id
            await self._durable.transaction("keep", lambda s: self._keep(s, workspace, kept, words))

    async def _keep(self, session: AsyncSession, workspace: str, score_id: int, words: str) -> None:
        async with self._store.transaction(workspace, session) as repos:
            await repos.scores.word(score_id, words)

    async def begin(self) -> None:
        """When the process starts: what an earlier release has left unscored is scored."""
        for workspace in await self._store.workspaces():
            async with self._store.transaction(workspace) as repos:
                if await repos.scores.stale_count():
                    await self._ask(repos)

    async def _ask(self, repos: Repositories) -> None:
        key = f"rescore:{repos.workspace}:{uuid.uuid4().hex}"
        await self._durable.enqueue(repos.session, RESCORE_JOB, repos.workspace, FROM_THE_FACTS, key=key)

    async def _work(self, workspace: str, version: str) -> None:
        number = 0
        while await self._durable.transaction(f"batch {number}", lambda s: self._batch(s, workspace)):
            number += 1
            if version != FROM_THE_FACTS and number % TOLD_EVERY == 0:
                await self._telling.now(RescoreChanged(workspace, version))
        if version != FROM_THE_FACTS:
            await self._durable.transaction("end", lambda s: self._end(s, workspace, int(version)))
            await self._telling.in_job("tell the end", RescoreChanged(workspace, version))

    async def _batch(self, session: AsyncSession, workspace: str) -> int:
        async with self._store.transaction(workspace, session) as repos:
            taken = await repos.scores.take_stale(AT_ONCE)
            await rescore(repos, taken, self._clock.now())
            return len(taken)

    async def _end(self, session: AsyncSession, workspace: str, version: int) -> None:
        async with self._store.transaction(workspace, session) as repos:
            await repos.scores.end(version, self._clock.now())


def _told(profile: Profile) -> str:
    weights = ", ".join(f"{key.replace('_', ' ')} {weight}" for key, weight in profile.weights.items())
    return f"{profile.recipe.name}: {weights}"
