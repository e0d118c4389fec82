"""Stopping: what is planned, imported or looked for ends at once; a run is asked about: that is final."""

from __future__ import annotations

from agent.clock import Clock
from agent.enrichment.service import Contacts
from agent.events import Replied, ReplyKind, StopAsked
from agent.imports.service import Imports
from agent.planner.intake import Message
from agent.planner.service import Planning
from agent.prospecting.service import Prospecting
from agent.prospecting.states import WAITS, WORKS
from agent.telling import Telling
from storage.models import ProspectSession
from storage.repositories import Repositories
from storage.store import Store


class Stopping:
    """Ends what Leadsmith is doing for one person in one conversation."""

    def __init__(
        self,
        store: Store,
        planning: Planning,
        imports: Imports,
        contacts: Contacts,
        prospecting: Prospecting | None,
        telling: Telling,
        clock: Clock,
    ) -> None:
        self._store = store
        self._planning = planning
        self._imports = imports
        self._contacts = contacts
        self._prospecting = prospecting
        self._telling = telling
        self._clock = clock

    async def stop(self, said: Message) -> bool:
        """Stop what goes on in the thread, or in the whole conversation when it is said outside of one.

        False when nothing goes on there; then the message is free for others.
        """
        thread = None if said.thread_ts == said.ts else said.thread_ts
        where = (said.author, said.channel, thread)
        async with self._store.transaction(said.workspace) as repos:
            plans = await repos.plans.being_planned(*where)
            runs = await repos.runs.going_on(*where)
            imports = await repos.imports.going_on(*where)
            searches = await repos.contacts.going_on(*where)
            sessions = await self._sessions(repos, *where)
            if not any((plans, runs, imports, searches, sessions)):
                return False
            if not await repos.events.claim(said.key, self._clock.now()):
                return True
            for plan in plans:
                await self._planning.stop(repos, plan)
            for row in imports:
                await self._imports.halt(repos, row)
            for search in searches:
                await self._contacts.halt(repos, search, said.author)
            for prospecting, session in sessions:
                await prospecting.halt(repos, session, said.author)
            for run in runs:
                await self._ask(repos, said, run.id)
            if plans:
                place, key = (said.channel, said.thread_ts), f"reply:{said.key}"
                await self._telling.later(repos, Replied(said.workspace, *place, ReplyKind.STOPPED, key))
        return True

    async def _sessions(
        self, repos: Repositories, author: str, channel: str, thread: str | None
    ) -> list[tuple[Prospecting, ProspectSession]]:
        """Searches for customers, with who halts them.

        One that waits for its owner ends only in its own thread, where it is clear that it is meant.
        """
        if self._prospecting is None:
            return []
        states = WORKS | WAITS if thread else WORKS
        found = await repos.prospecting.going_on(author, channel, thread, states)
        return [(self._prospecting, each) for each in found]

    async def _ask(self, repos: Repositories, said: Message, run_id: str) -> None:
        place, key = (said.channel, said.thread_ts), f"stop:{said.key}:{run_id}"
        await self._telling.later(repos, StopAsked(said.workspace, run_id, *place, key))
