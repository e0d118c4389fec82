"""What one search tells, held for everybody who follows it, and what each of them has yet to be told."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agent.prospecting import milestones as m
from storage.models import Milestone, SessionState
from storage.repositories.prospecting import Position

QUEUE = 100
"""How much one follower may be behind (domain.md, 002); whoever is further is let go, and resumes by id."""
END = "end"
"""The id, and the name, of what is told last."""
_ENDED: Mapping[SessionState, str] = {
    SessionState.SUMMARY_EMITTED: "That search is done.",
    SessionState.CANCELLED: "That search was cancelled. What was found is kept.",
}


@dataclass(frozen=True)
class Told:
    """One thing that happened: `id` is its milestone's number, or `END` when there is nothing after it."""

    id: str
    payload: Mapping[str, Any]

    @property
    def is_last(self) -> bool:
        return self.id == END

    @cached_property
    def text(self) -> str:
        """The payload as JSON, written once for everybody."""
        return json.dumps(self.payload, ensure_ascii=False, separators=(",", ":"))


class Subscription:
    """One follower. `cut` ends whatever it is stuck in; it is called when it is too far behind."""

    def __init__(self, before: Iterable[Told], cut: Callable[[], None]) -> None:
        self._before = deque(before)
        self._queue: asyncio.Queue[Told | None] = asyncio.Queue(QUEUE)
        self._cut = cut
        self._waiting = False
        self.closed = False

    async def next(self, seconds: float) -> Told | None:
        """What comes next, None when nothing does any more; `TimeoutError` after so many seconds."""
        if self.closed:
            return None
        if self._before:
            return self._before.popleft()
        self._waiting = True
        try:
            async with asyncio.timeout(seconds):
                return await self._queue.get()
        finally:
            self._waiting = False

    def put(self, told: Told) -> None:
        """Tell; who has no room for it is let go."""
        if self.closed:
            return
        try:
            self._queue.put_nowait(told)
        except asyncio.QueueFull:
            self.close()

    def close(self) -> None:
        """Tell nothing more, at once: who waits is woken, who is busy with something is cut."""
        self.closed = True
        if self._waiting and not self._queue.full():
            self._queue.put_nowait(None)
        else:
            self._cut()


class Feed:
    """One search, and who follows it. It begins empty, and is given what there is from the beginning."""

    def __init__(self, workspace: str, session_id: str) -> None:
        self.workspace = workspace
        self.session_id = session_id
        self.position: Position | None = None
        self.newest = 0
        self.loading = asyncio.Lock()
        self.coming = 0
        """How many are about to follow it."""
        self.followers: set[Subscription] = set()
        self._told: list[Told] = []
        self._keys: set[str] = set()

    @property
    def is_over(self) -> bool:
        return bool(self._told) and self._told[-1].is_last

    def take(self, position: Position, found: Sequence[Milestone]) -> None:
        """Tell everybody what is new; `position` was read before what was found."""
        self.position = position
        if self.is_over:
            return
        for each in found:
            self.newest = each.number
            self._keys.add(each.key)
            self._tell(Told(str(each.number), m.payload(each, self.workspace)))
        if m.is_told(position.state, self._keys, working=position.working > 0):
            self._tell(Told(END, self._ending(position)))

    def _tell(self, told: Told) -> None:
        self._told.append(told)
        for follower in self.followers:
            follower.put(told)

    def _ending(self, position: Position) -> dict[str, Any]:
        """The last event, in the shape of the others."""
        return {
            "event": END,
            "message": _ENDED.get(position.state, position.sentence),
            "context": {
                "session_id": self.session_id,
                "tenant_id": self.workspace,
                "state": position.state.value,
                "counters": {},
            },
        }

    def join(self, after: int, cut: Callable[[], None]) -> Subscription:
        """Follow it from what came after a number; there is no moment in between in which one misses any."""
        before = [told for told in self._told if told.is_last or int(told.id) > after]
        follower = Subscription(before, cut)
        self.followers.add(follower)
        return follower

    def close(self) -> None:
        """Let everybody go."""
        for follower in self.followers:
            follower.close()
