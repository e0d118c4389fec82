"""Goals as they come in: a new one, feedback on a plan, one that its author rewrote or took back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.durable import Durable
from agent.events import Replied, ReplyKind
from agent.planner.reading import small_talk
from agent.planner.reading.text import clean
from agent.planner.states import decide, move
from agent.telling import Telling
from storage.models import Plan, PlanStatus
from storage.repositories import Repositories
from storage.store import Store

GOAL_LIMIT = 2_000
"""Characters of a goal; what is longer is a document, not a goal."""

DRAFT_JOB = "plan"
UNDECIDED = {PlanStatus.PLANNING, PlanStatus.PROPOSED, PlanStatus.REFUSED, PlanStatus.FAILED}


@dataclass(frozen=True)
class Message:
    """What somebody wrote to Leadsmith; `key` names the delivery, `files` tells of attachments.

    The inbox keeps it as JSON; a new field needs a default, for what an older release kept.
    """

    workspace: str
    author: str
    channel: str
    ts: str
    thread_ts: str
    text: str
    key: str
    files: bool = False


class Intake:
    """Takes goals, each once, whatever Slack does: the row and its job are written together."""

    def __init__(
        self, store: Store, durable: Durable, telling: Telling, clock: Clock, *, expires_after: timedelta
    ) -> None:
        self._store = store
        self._durable = durable
        self._telling = telling
        self._clock = clock
        self.expires_after = expires_after

    async def receive(self, message: Message) -> None:
        """Plan a message that is a goal, once for each delivery, whatever else it might be."""
        async with self._store.transaction(message.workspace) as repos:
            if await repos.events.claim(message.key, self._clock.now()):
                await self.draft_first(repos, message, clean(message.text))

    async def plan(self, repos: Repositories, message: Message, text: str) -> Plan:
        """Plan a goal, or plan again with what is said under a plan that waits for its author's decision."""
        plan = await repos.plans.newest_in_thread(message.channel, message.thread_ts)
        if plan is not None and waits_for(plan, message.author):
            await self.draft_again(repos, plan, text)
            return plan
        return await self.draft_first(repos, message, text)

    async def edit(self, repos: Repositories, message: Message, plan: Plan, text: str | None) -> bool:
        """The author rewrote a goal; None when it is none any more. False when it was decided before.

        Until then it is planned again, or taken back.
        """
        if plan.status not in UNDECIDED:
            await self.reply(repos, message, ReplyKind.EDITED_TOO_LATE)
            return False
        await (self._cancel(repos, plan) if text is None else self.draft_anew(repos, plan, text))
        return True

    async def deleted(self, workspace: str, channel: str, ts: str, key: str) -> None:
        """The author took a goal back: an undecided plan is cancelled."""
        async with self._store.transaction(workspace) as repos:
            if not await repos.events.claim(key, self._clock.now()):
                return
            plan = await repos.plans.of_message(channel, ts)
            if plan is None or plan.status not in UNDECIDED:
                return
            await self._cancel(repos, plan)

    async def _cancel(self, repos: Repositories, plan: Plan) -> None:
        """The author has taken the goal back."""
        now = self._clock.now()
        decide(plan, PlanStatus.CANCELLED, plan.author, now)
        note(repos, plan.author, AuditAct.PLAN_CANCELLED, now, plan.id, plan.goal)
        await self._telling.plan(repos, plan.id, plan.author)

    async def draft_again(self, repos: Repositories, plan: Plan, feedback: str) -> None:
        """Ask for another version of a plan, in the caller's transaction; an older request is overtaken."""
        move(plan, PlanStatus.PLANNING)
        plan.drafts += 1
        plan.feedback = feedback
        plan.notice = None
        await self._enqueue(repos, plan)
        await self._telling.plan(repos, plan.id, plan.author)

    async def draft_anew(self, repos: Repositories, plan: Plan, goal: str) -> None:
        """Ask for a plan for another goal (or the same one, afresh) in the place of this one."""
        plan.goal = goal
        plan.since = plan.version
        await self.draft_again(repos, plan, "")

    async def _enqueue(self, repos: Repositories, plan: Plan) -> None:
        await repos.session.flush()
        draft = str(plan.drafts)
        key = f"plan:{plan.id}:draft:{draft}"
        await self._durable.enqueue(repos.session, DRAFT_JOB, plan.workspace, plan.id, draft, key=key)

    async def draft_first(self, repos: Repositories, message: Message, text: str) -> Plan:
        """Plan a new goal, in the caller's transaction."""
        plan = self.add(repos, message, text)
        await self._enqueue(repos, plan)
        return plan

    def add(self, repos: Repositories, message: Message, text: str) -> Plan:
        """The plan of a new goal, in the caller's transaction; nothing is drafted yet."""
        now = self._clock.now()
        plan = Plan(
            id=uuid.uuid4().hex[:12],
            workspace=message.workspace,
            author=message.author,
            channel=message.channel,
            thread_ts=message.thread_ts,
            goal_ts=message.ts,
            goal=text,
            status=PlanStatus.PLANNING,
            version=0,
            drafts=1,
            feedback="",
            created_at=now,
            expires_at=now + self.expires_after,
        )
        repos.plans.add(plan)
        return plan

    async def reply(self, repos: Repositories, message: Message, kind: ReplyKind) -> None:
        """Answer shortly, in the caller's transaction."""
        event = Replied(
            message.workspace, message.channel, message.thread_ts, kind, key=f"reply:{message.key}"
        )
        await self._telling.later(repos, event)


def waits_for(plan: Plan, person: str) -> bool:
    """Whether a plan waits for this person's decision, so that what they say under it is feedback."""
    return plan.author == person and plan.status in UNDECIDED


def short_answer(text: str, *, files: bool) -> ReplyKind | None:
    """The short answer that a text calls for, if it asks for nothing that has to be done."""
    if not text:
        return ReplyKind.NO_TEXT if files else ReplyKind.EMPTY
    if len(text) > GOAL_LIMIT:
        return ReplyKind.TOO_LONG
    talk = small_talk(text)
    return ReplyKind(talk) if talk is not None else None
