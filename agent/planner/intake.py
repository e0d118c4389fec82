"""What people write: a goal, feedback on a plan, or something that needs a short answer."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
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


Route = Callable[[Repositories, Message, str, Plan | None], Awaitable[bool]]
"""Takes a message that is no goal, in the caller's transaction; the plan is the newest of the thread."""


class Intake:
    """Takes messages, each once, whatever Slack does: the row and its job are written together."""

    def __init__(
        self, store: Store, durable: Durable, telling: Telling, clock: Clock, *, expires_after: timedelta
    ) -> None:
        self._store = store
        self._durable = durable
        self._telling = telling
        self._clock = clock
        self.expires_after = expires_after
        self._routes: list[Route] = []

    def route(self, take: Route) -> None:
        """Offer messages to somebody else before they are planned."""
        self._routes.append(take)

    async def _is_taken(self, repos: Repositories, message: Message, text: str, plan: Plan | None) -> bool:
        for take in self._routes:
            if await take(repos, message, text, plan):
                return True
        return False

    async def receive(self, message: Message) -> None:
        """Take a new message: plan it, plan again with it as feedback, or answer it."""
        text = clean(message.text)
        async with self._store.transaction(message.workspace) as repos:
            if not await repos.events.claim(message.key, self._clock.now()):
                return
            reply = _reply_to(text, files=message.files)
            if reply is not None:
                await self._reply(repos, message, reply)
                return
            plan = await repos.plans.newest_in_thread(message.channel, message.thread_ts)
            if await self._is_taken(repos, message, text, plan):
                return
            if plan is not None and plan.author == message.author and plan.status in UNDECIDED:
                await self.draft_again(repos, plan, text)
            else:
                await self.draft_first(repos, message, text)

    async def edited(self, message: Message) -> None:
        """The author rewrote a goal: plan it again while nothing is decided."""
        text = clean(message.text)
        async with self._store.transaction(message.workspace) as repos:
            if not await repos.events.claim(message.key, self._clock.now()):
                return
            plan = await repos.plans.of_message(message.channel, message.ts)
            if plan is None or plan.goal == text:
                return
            reply = _reply_to(text, files=False)
            if reply is not None:
                await self._reply(repos, message, reply)
            elif plan.status in UNDECIDED and await self._is_taken(repos, message, text, plan):
                await self._cancel(repos, plan)
            elif plan.status in UNDECIDED:
                await self.draft_anew(repos, plan, text)
            else:
                await self._reply(repos, message, ReplyKind.EDITED_TOO_LATE)

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

    async def draft_first(self, repos: Repositories, message: Message, text: str) -> None:
        """Plan a new goal, in the caller's transaction."""
        await self._enqueue(repos, self.add(repos, message, text))

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

    async def _reply(self, repos: Repositories, message: Message, kind: ReplyKind) -> None:
        event = Replied(
            message.workspace, message.channel, message.thread_ts, kind, key=f"reply:{message.key}"
        )
        await self._telling.later(repos, event)


def _reply_to(text: str, *, files: bool) -> ReplyKind | None:
    """The short answer that a text calls for, if it is no goal."""
    if not text:
        return ReplyKind.NO_TEXT if files else ReplyKind.EMPTY
    if len(text) > GOAL_LIMIT:
        return ReplyKind.TOO_LONG
    talk = small_talk(text)
    return ReplyKind(talk) if talk is not None else None
