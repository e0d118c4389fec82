"""Streams: whoever has a pass follows a search as it happens, in other user interfaces than Slack."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from sqlalchemy.exc import SQLAlchemyError

from agent.clock import Clock
from agent.errors import AgentError, NotAllowedError, NotFoundError, UnavailableError
from agent.prospecting.context import GONE
from agent.prospecting.feed import Feed, Subscription
from agent.prospecting.passes import LASTS, Pass, Passes
from agent.roles import Actor, require_owner
from storage.store import Store

LOOK_SECONDS = 0.1
"""How often the table is read for all that is followed: events are told within 300 ms (domain.md, 002)."""
MOST = 500
"""Followers that one process has at once: half of the files that a process may usually open."""
MOST_EACH = 250
"""Followers of one search."""
_log = logging.getLogger(__name__)


class CrowdedError(AgentError):
    """So many follow already that one more would be at the others' cost; later there may be room."""

    retryable = True


@dataclass(frozen=True)
class Link:
    """A pass as a token, for whoever may see the search; it is a secret until its end."""

    session_id: str
    token: str = field(repr=False)
    until: datetime


@dataclass(frozen=True)
class Most:
    """How many may follow at once, all in all and one search."""

    of_all: int = MOST
    of_each: int = MOST_EACH


class Streams:
    """Everybody who follows something in this process.

    The database is looked at for all of them together, so it does not matter which process works on a search,
    nor how many people watch it.
    """

    def __init__(self, store: Store, clock: Clock, passes: Passes, most: Most | None = None) -> None:
        self._store = store
        self._clock = clock
        self._passes = passes
        self._most = most or Most()
        self._feeds: dict[tuple[str, str], Feed] = {}
        self._looking: asyncio.Task[None] | None = None
        self._closed = False

    async def link(self, actor: Actor, session_id: str) -> Link:
        """A pass to a search of the actor's; an admin may have one to anybody's."""
        async with self._store.reading(actor.workspace) as repos:
            session = await repos.prospecting.get(session_id)
        if session is None:
            raise NotFoundError(GONE)
        require_owner(actor, session.owner)
        until = (self._clock.now() + LASTS).replace(microsecond=0)
        return Link(session_id, self._passes.issue(Pass(actor.workspace, session_id, until)), until)

    def admit(self, token: str, session_id: str) -> Pass:
        """The pass to this search that the token says.

        `PassError` when it is none, or over; `NotAllowedError` when it is for something else.
        """
        granted = self._passes.read(token, self._clock.now())
        if granted.session_id != session_id:
            raise NotAllowedError("That link is for another search.")
        return granted

    def left(self, granted: Pass) -> float:
        """For how many seconds a pass is still good."""
        return (granted.until - self._clock.now()).total_seconds()

    async def follow(self, granted: Pass, after: int, cut: Callable[[], None]) -> Subscription:
        """Follow a search from what came after a milestone's number (0: from its beginning).

        `leave` must be called when it is over. `cut` is called when whoever follows is too slow, or when we
        stop while it is busy. `CrowdedError` when there is no room, `NotFoundError` when the search is gone,
        `UnavailableError` when we stop or the database is away.
        """
        key = (granted.workspace, granted.session_id)
        feed = self._feeds.setdefault(key, Feed(*key))
        feed.coming += 1
        try:
            self._require_room(feed)
            await self._load(feed)
            self._require_room(feed)
            follower = feed.join(after, cut)
        finally:
            feed.coming -= 1
            self._drop(feed)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._keep_looking())
        return follower

    def _require_room(self, feed: Feed) -> None:
        if self._closed:
            raise UnavailableError("I am just stopping. Come back in a moment.")
        count = sum(len(each.followers) for each in self._feeds.values())
        if count >= self._most.of_all or len(feed.followers) >= self._most.of_each:
            raise CrowdedError("Many follow already. Try again in a minute.")

    async def _load(self, feed: Feed) -> None:
        """Read what there is, once for everybody who comes while it is read."""
        async with feed.loading:
            if feed.position is not None:
                return
            try:
                await self._look(feed.workspace, [feed])
            except (SQLAlchemyError, OSError) as error:
                raise UnavailableError("My database does not answer. Come back in a moment.") from error
            if feed.position is None:
                raise NotFoundError(GONE)

    def leave(self, follower: Subscription) -> None:
        """Follow no more."""
        for feed in list(self._feeds.values()):
            feed.followers.discard(follower)
            self._drop(feed)

    def _drop(self, feed: Feed) -> None:
        """Forget a search that nobody follows, and nobody is about to."""
        if not feed.followers and not feed.coming:
            self._feeds.pop((feed.workspace, feed.session_id), None)

    async def close(self) -> None:
        """Let everybody go, at once; they resume where they were once there is a process again."""
        self._closed = True
        for feed in self._feeds.values():
            feed.close()
        if self._looking is not None:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking

    async def _keep_looking(self) -> None:
        while self._feeds:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self._look_at_all()
            except (SQLAlchemyError, OSError):
                # Whoever follows is told when the database is back.
                _log.warning("searches that are followed could not be read", exc_info=True)

    async def _look_at_all(self) -> None:
        loaded = [feed for feed in self._feeds.values() if feed.position is not None and not feed.is_over]
        loaded.sort(key=lambda feed: feed.workspace)
        for workspace, feeds in groupby(loaded, key=lambda feed: feed.workspace):
            await self._look(workspace, list(feeds))

    async def _look(self, workspace: str, feeds: list[Feed]) -> None:
        """Read what is new in these searches; what is gone lets go of its followers."""
        async with self._store.reading(workspace) as repos:
            positions = await repos.prospecting.positions([feed.session_id for feed in feeds])
            for feed in feeds:
                position = positions.get(feed.session_id)
                if position is None:
                    feed.close()
                elif position != feed.position:
                    feed.take(position, await repos.prospecting.milestones(feed.session_id, feed.newest))
