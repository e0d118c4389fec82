"""Publishes Home: at once when it is opened, soon when something on it changed, for whoever looks at it."""

from __future__ import annotations

import asyncio
import logging
from weakref import WeakValueDictionary

from slack_sdk.web.async_client import AsyncWebClient

from agent.errors import AgentError, UnavailableError
from agent.roles import Actor
from bot.home_pages import HomePages
from bot.posting import Posting
from bot.slack import called
from bot.views.home import home_view

PAUSES = (1.0, 5.0, 30.0, 120.0)
"""Seconds in which changes are gathered; and after which Slack is tried again when it did not answer."""
_log = logging.getLogger(__name__)


class Homes:
    """The Home tabs of people who have looked at theirs, or at the conversation, once.

    Changes are gathered in memory: what a crash takes with it is there when Home is opened again.
    """

    def __init__(self, client: AsyncWebClient, pages: HomePages, posting: Posting) -> None:
        self.pages = pages
        self._client = client
        self._posting = posting
        self._due: dict[Actor, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._known: set[Actor] = set()
        self._locks: WeakValueDictionary[Actor, asyncio.Lock] = WeakValueDictionary()

    @property
    def busy(self) -> bool:
        """Whether something waits to be published."""
        return bool(self._running)

    @property
    def publishing(self) -> bool:
        """Whether a page is being read and published now: it may not show what changes from here on."""
        return any(lock.locked() for lock in self._locks.values())

    async def opened(self, actor: Actor) -> None:
        """Publish now, and from now on when something changes."""
        await self._posting.first(actor.workspace, _key(actor), (actor.user, None))
        await self.publish(actor)

    async def changed(self, actor: Actor) -> None:
        """Publish with everything else that changes within a second."""
        if await self._is_seen(actor) and actor not in self._due:
            self._begin(actor)

    async def publish(self, actor: Actor) -> None:
        """Bring a person's Home up to date."""
        # One after the other: what was read first must not be shown last.
        alone = self._posting.alone(actor.workspace, _key(actor))
        async with self._locks.setdefault(actor, asyncio.Lock()), alone:
            view = home_view(await self.pages.of(actor.workspace, actor.user))
            try:
                await called(self._client.views_publish(user_id=actor.user, view=view))
            except UnavailableError:
                raise
            except AgentError as error:
                _log.warning("could not publish Home for %s: %s", actor.user, error)

    async def close(self) -> None:
        """Let go of what is due: whoever looks at Home after that has it published again."""
        for waiting in self._due.values():
            waiting.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _begin(self, actor: Actor, tries: int = 0) -> None:
        self._due[actor] = task = asyncio.create_task(self._soon(actor, tries))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _soon(self, actor: Actor, tries: int) -> None:
        await asyncio.sleep(PAUSES[tries])
        # What changes from here on is not on the page that is read now.
        del self._due[actor]
        try:
            await self.publish(actor)
        except Exception as error:  # noqa: BLE001 - the boundary of a task: nobody else would see it
            _log.info("could not publish Home for %s", actor.user, exc_info=not isinstance(error, AgentError))
            if actor not in self._due and tries + 1 < len(PAUSES):
                self._begin(actor, tries + 1)

    async def _is_seen(self, actor: Actor) -> bool:
        if actor not in self._known:
            opened = await self._posting.is_known(actor.workspace, _key(actor))
            if not (opened or await self._posting.is_known(actor.workspace, f"greeting:{actor.user}")):
                return False
            self._known.add(actor)
        return True


def _key(actor: Actor) -> str:
    return f"home:{actor.user}"
