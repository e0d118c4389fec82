"""Stopping: what is being planned ends at once; what runs is asked about, since that cannot be taken back."""

from __future__ import annotations

from agent.clock import Clock
from agent.events import Replied, ReplyKind, StopAsked
from agent.planner.intake import Message
from agent.planner.service import Planning
from agent.telling import Telling
from storage.store import Store


class Stopping:
    """Ends what Leadsmith is doing for one person in one conversation."""

    def __init__(self, store: Store, planning: Planning, telling: Telling, clock: Clock) -> None:
        self._store = store
        self._planning = planning
        self._telling = telling
        self._clock = clock

    async def stop(self, said: Message) -> bool:
        """Stop what goes on in the thread, or in the whole conversation when it is said outside of one.

        False when nothing goes on there; then the message is free for others.
        """
        thread = None if said.thread_ts == said.ts else said.thread_ts
        async with self._store.transaction(said.workspace) as repos:
            plans = await repos.plans.being_planned(said.author, said.channel, thread)
            runs = await repos.runs.going_on(said.author, said.channel, thread)
            if not plans and not runs:
                return False
            if not await repos.events.claim(said.key, self._clock.now()):
                return True
            for plan in plans:
                await self._planning.stop(repos, plan)
            for run in runs:
                place = (said.channel, said.thread_ts)
                key = f"stop:{said.key}:{run.id}"
                await self._telling.later(repos, StopAsked(said.workspace, run.id, *place, key))
            if plans:
                kind, key = ReplyKind.STOPPED, f"reply:{said.key}"
                await self._telling.later(
                    repos, Replied(said.workspace, said.channel, said.thread_ts, kind, key)
                )
        return True
