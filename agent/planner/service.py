"""Planning as people use it: draft, decide, plan again, expire."""

from __future__ import annotations

import logging
from typing import Any

from agent import roles
from agent.alerts.service import Alerts
from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.durable import Durable, Job
from agent.errors import NotFoundError, StaleError
from agent.events import HomeChanged, PlanChanged, Thinking
from agent.planner.alerting import expiring_alert
from agent.planner.card import PlanCard, card_of, revision_of
from agent.planner.intake import DRAFT_JOB, Intake, Message
from agent.planner.plan import Outcome
from agent.planner.planner import Planner
from agent.planner.progress import Glimpse, paced
from agent.planner.reading.text import clean
from agent.planner.states import STILL_PLANNING, decide, move, require
from agent.roles import Act, Actor, Approver
from agent.telling import Telling
from storage.models import Plan, PlanStatus, PlanVersion
from storage.repositories import Repositories
from storage.store import Store

EXPIRE_JOB = "expire"
NO_OTHER = "I found no better plan than this one. Shall I try another platform? Say which."
STOPPED = "Stopped, as you said. Version {version} stands."
BROKEN = "I couldn't plan that: something broke on my side. Nothing is lost; try again in a minute."
_log = logging.getLogger(__name__)


class Planning:
    """Drafts plans durably and takes decisions on them."""

    def __init__(
        self,
        store: Store,
        durable: Durable,
        planner: Planner,
        intake: Intake,
        telling: Telling,
        alerts: Alerts,
        clock: Clock,
    ) -> None:
        self._store = store
        self._durable = durable
        self._planner = planner
        self._intake = intake
        self._telling = telling
        self._alerts = alerts
        self._clock = clock
        self._stopped: set[tuple[str, int]] = set()
        durable.add(Job(DRAFT_JOB, self._draft, at_once=10), Job(EXPIRE_JOB, self._expire, at_once=10))

    async def card(self, workspace: str, plan_id: str) -> PlanCard:
        """The plan at its shown version."""
        async with self._store.reading(workspace) as repos:
            return await self._read(repos, _existing(await repos.plans.get(plan_id)))

    async def proposed(self, actor: Actor) -> list[PlanCard]:
        """The actor's plans that wait for a decision, oldest first."""
        async with self._store.reading(actor.workspace) as repos:
            return [await self._read(repos, row) for row in await repos.plans.proposed(actor.user)]

    async def to_approve(self, actor: Actor) -> list[PlanCard]:
        """Others' plans that wait for somebody like the actor, since their authors may not approve them."""
        alone = Approver.AUTHOR in actor.policy.approvers
        if alone or not roles.may(actor, Act.APPROVE):
            return []
        async with self._store.reading(actor.workspace) as repos:
            return [await self._read(repos, row) for row in await repos.plans.proposed_by_others(actor.user)]

    async def to_review(self, actor: Actor, plan_id: str) -> PlanCard:
        """A plan that the actor may approve."""
        card = await self.card(actor.workspace, plan_id)
        roles.require(actor, Act.APPROVE, card.author)
        return card

    async def recent(self, actor: Actor) -> list[PlanCard]:
        """The actor's newest plans."""
        async with self._store.reading(actor.workspace) as repos:
            return [await self._read(repos, row) for row in await repos.plans.recent(actor.user)]

    @staticmethod
    async def _read(repos: Repositories, row: Plan) -> PlanCard:
        versions = await repos.plans.versions(row.id)
        return card_of(row, next((v for v in versions if v.number == row.version), None))

    async def replannable(self, actor: Actor, plan_id: str, version: int) -> PlanCard:
        """The plan, if this person may have this version of it planned again now."""
        async with self._store.reading(actor.workspace) as repos:
            row = _existing(await repos.plans.get(plan_id))
            _require_replannable(row, actor, version)
        return await self.card(actor.workspace, plan_id)

    async def cancel(self, actor: Actor, plan_id: str, version: int) -> None:
        """Take the plan off the table."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await decide_on(repos, actor, plan_id, version, PlanStatus.CANCELLED, self._clock)
            await self._telling.plan(repos, plan_id, row.author)

    async def regenerate(self, actor: Actor, plan_id: str, version: int, feedback: str) -> None:
        """Plan again with what should change."""
        async with self._store.transaction(actor.workspace) as repos:
            row = _existing(await repos.plans.lock(plan_id))
            _require_replannable(row, actor, version)
            if row.status is PlanStatus.EXPIRED:
                # Nobody rejected what expired: it may come back as it was.
                await self._intake.draft_anew(repos, row, row.goal)
            else:
                await self._intake.draft_again(repos, row, clean(feedback))

    async def plan_instead(self, actor: Actor, plan_id: str, version: int, answer: int | None = None) -> None:
        """Plan the goal that a refusal proposed, or that an answer to its question stands for."""
        card = await self.replannable(actor, plan_id, version)
        goal = card.instead(answer)
        if goal is None:
            raise StaleError("There is nothing else to plan here.")
        async with self._store.transaction(actor.workspace) as repos:
            row = _existing(await repos.plans.lock(plan_id))
            _require_replannable(row, actor, version)
            await self._intake.draft_anew(repos, row, goal)

    async def put(self, actor: Actor, plan_id: str, version: int, outcome: Outcome) -> None:
        """Show a plan that needs no planner as the next version."""
        async with self._store.transaction(actor.workspace) as repos:
            row = _existing(await repos.plans.lock(plan_id))
            _require_replannable(row, actor, version)
            move(row, PlanStatus.PLANNING)
            row.drafts += 1
            row.feedback, row.notice = "", None
            await self._show(repos, row, outcome)

    async def begin(self, message: Message, outcome: Outcome) -> None:
        """Show a plan that needs no planner for a new goal, once for each delivery."""
        async with self._store.transaction(message.workspace) as repos:
            if await repos.events.claim(message.key, self._clock.now()):
                row = self._intake.add(repos, message, message.text)
                await repos.session.flush()
                await self._show(repos, row, outcome)

    async def stop(self, repos: Repositories, row: Plan) -> None:
        """End what is being thought about; a version that was shown stands."""
        self._stopped.add((row.id, row.drafts))
        if row.version > row.since:
            row.drafts += 1
            row.notice = STOPPED.format(version=row.version)
            move(row, PlanStatus.PROPOSED)
            await self._let_expire(repos, row)
        else:
            decide(row, PlanStatus.CANCELLED, row.author, self._clock.now())
        await self._telling.plan(repos, row.id, row.author)

    async def _show(self, repos: Repositories, row: Plan, outcome: Outcome) -> None:
        self._add_version(repos, row, outcome.model_copy(update={"by_hand": True}))
        move(row, PlanStatus.PROPOSED)
        await self._let_expire(repos, row)
        await self._telling.plan(repos, row.id, row.author)

    async def _draft(self, workspace: str, plan_id: str, draft: str) -> None:
        """The job: think, keep the answer, show it."""
        document = await self._durable.step("think", lambda: self._think(workspace, plan_id))
        author = await self._durable.transaction(
            "keep", lambda session: self._keep(workspace, plan_id, int(draft), document, session)
        )
        await self._telling.in_job("show", PlanChanged(workspace, plan_id))
        await self._telling.in_job("home", HomeChanged(workspace, author))

    async def _think(self, workspace: str, plan_id: str) -> dict[str, Any] | None:
        async with self._store.reading(workspace) as repos:
            row = _existing(await repos.plans.get(plan_id))
            versions = await repos.plans.versions(plan_id)

        async def tell(seen: Glimpse) -> None:
            if (plan_id, row.drafts) in self._stopped and not seen.over:
                return
            await self._telling.now(
                Thinking(
                    workspace=workspace,
                    channel=row.channel,
                    thread_ts=row.thread_ts,
                    doing=seen.doing,
                    author=row.author,
                    key=f"thoughts:{plan_id}:{row.drafts}",
                    thoughts=seen.thoughts,
                    over=seen.over,
                )
            )

        revision = revision_of([version for version in versions if version.number > row.since], row.feedback)
        try:
            async with paced(tell) as progress:
                await progress("Reading your goal…")
                outcome = await self._planner.plan(row.goal, revision, progress)
        except Exception:  # noqa: BLE001 - a person waits: a planner that broke is said, whatever broke it
            _log.exception("planning %s failed", plan_id)
            return None
        return outcome.model_dump(mode="json")

    async def _keep(
        self, workspace: str, plan_id: str, draft: int, document: dict[str, Any] | None, session: Any
    ) -> str:
        """Keep an answer, unless a newer request has overtaken it; the plan's author."""
        async with self._store.transaction(workspace, session) as repos:
            row = _existing(await repos.plans.lock(plan_id))
            if row.status is PlanStatus.PLANNING and row.drafts == draft:
                outcome = Outcome.model_validate(document) if document is not None else None
                to = self._take(repos, row, outcome)
                move(row, to)
                if to is PlanStatus.PROPOSED:
                    await self._let_expire(repos, row)
            return row.author

    def _take(self, repos: Repositories, row: Plan, outcome: Outcome | None) -> PlanStatus:
        """Take the planner's answer (None when it broke) and tell what becomes of the plan."""
        shown = row.version > row.since
        if outcome is None:
            row.notice = BROKEN
            return PlanStatus.PROPOSED if shown else PlanStatus.FAILED
        if outcome.same or (outcome.plan is None and shown):
            row.notice = outcome.refusal.reason if outcome.refusal else NO_OTHER
            return PlanStatus.PROPOSED
        self._add_version(repos, row, outcome)
        return PlanStatus.PROPOSED if outcome.plan is not None else PlanStatus.REFUSED

    def _add_version(self, repos: Repositories, row: Plan, outcome: Outcome) -> None:
        row.version += 1
        version = PlanVersion(
            plan_id=row.id,
            number=row.version,
            feedback=row.feedback,
            document=outcome.model_dump(mode="json"),
            created_at=self._clock.now(),
        )
        repos.plans.add_version(version)

    async def _let_expire(self, repos: Repositories, row: Plan) -> None:
        """A proposed plan is over after a while, counted from when it was shown last."""
        row.expires_at = self._clock.now() + self._intake.expires_after
        await repos.session.flush()
        await self._durable.enqueue(
            repos.session,
            EXPIRE_JOB,
            row.workspace,
            row.id,
            str(row.drafts),
            key=f"plan:{row.id}:expire:{row.drafts}",
            delay=self._intake.expires_after,
        )
        alert = expiring_alert(row, self._intake.expires_after)
        if alert is not None:
            await self._alerts.put(repos, alert)

    async def _expire(self, workspace: str, plan_id: str, draft: str) -> None:
        """The delayed job: a draft that nobody decided on, and none followed, is over."""

        async def expire(session: Any) -> str | None:
            async with self._store.transaction(workspace, session) as repos:
                row = _existing(await repos.plans.lock(plan_id))
                if row.status is not PlanStatus.PROPOSED or row.drafts != int(draft):
                    return None
                move(row, PlanStatus.EXPIRED)
                return row.author

        author = await self._durable.transaction("expire", expire)
        if author is not None:
            await self._telling.in_job("show", PlanChanged(workspace, plan_id))
            await self._telling.in_job("home", HomeChanged(workspace, author))


async def decide_on(
    repos: Repositories, actor: Actor, plan_id: str, version: int, to: PlanStatus, clock: Clock
) -> Plan:
    """Take one person's decision on one version, in the caller's transaction."""
    row = _existing(await repos.plans.lock(plan_id))
    act, noted = _DECISIONS[to]
    roles.require(actor, act, row.author)
    _require_newest(row, version)
    decide(row, to, actor.user, clock.now())
    note(repos, actor.user, noted, clock.now(), plan_id, row.goal)
    return row


_DECISIONS = {
    PlanStatus.APPROVED: (Act.APPROVE, AuditAct.PLAN_APPROVED),
    PlanStatus.CANCELLED: (Act.DECIDE, AuditAct.PLAN_CANCELLED),
}
"""What a decision takes, and how it is noted."""


def _existing(plan: Plan | None) -> Plan:
    if plan is None:
        raise NotFoundError("I don't have that plan any more. Send me the goal again.")
    return plan


def _require_newest(plan: Plan, version: int) -> None:
    if version < plan.version:
        raise StaleError(f"That was version {version}; version {plan.version} is above.")


def _require_replannable(plan: Plan, actor: Actor, version: int) -> None:
    roles.require_decider(actor, plan.author)
    _require_newest(plan, version)
    if plan.status is PlanStatus.PLANNING:
        # A click delivered again must not ask again, though another message of the author's may.
        raise StaleError(STILL_PLANNING)
    require(plan, PlanStatus.PLANNING)
