"""What people write, as it arrives: kept before it is acknowledged, taken in after that, in its order."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import asdict, replace

from agent.assistant.service import Assistant
from agent.clock import Clock
from agent.courtesy import Courtesy
from agent.planner.intake import GOAL_LIMIT, Message
from agent.planner.reading.text import clean
from storage.letterbox import Letter, Letterbox

AGAIN = (1.0, 60.0, 300.0)
"""Seconds until a letter that could not be taken in is tried again, much as Slack delivers again."""

PATIENCE_SECONDS = 5.0
"""How long the end waits for the letter in hand."""

_log = logging.getLogger(__name__)


class Inbox:
    """Keeps each delivery once, and brings it to the assistant; what a process leaves, the next takes in."""

    def __init__(self, letterbox: Letterbox, assistant: Assistant, courtesy: Courtesy, clock: Clock) -> None:
        self._letterbox = letterbox
        self._assistant = assistant
        self._courtesy = courtesy
        self._clock = clock
        self._letters: asyncio.Queue[tuple[Letter, int] | None] = asyncio.Queue()
        self._closing = False
        self._worker: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Take in what an earlier process left, and from now on what is kept."""
        for letter in await self._letterbox.waiting():
            self._letters.put_nowait((letter, 0))
        self._worker = asyncio.create_task(self._work())

    async def close(self) -> None:
        """Stop; what was kept waits for the next start."""
        if self._worker is not None:
            self._closing = True
            self._letters.put_nowait(None)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._worker, PATIENCE_SECONDS)
        await self._letterbox.close()

    async def received(self, message: Message) -> None:
        """Keep a new message."""
        await self._keep_message("received", message)

    async def edited(self, message: Message) -> None:
        """Keep a message as its author rewrote it."""
        await self._keep_message("edited", message)

    async def deleted(self, workspace: str, channel: str, ts: str, key: str) -> None:
        """Keep that a message was deleted."""
        fields = {"workspace": workspace, "channel": channel, "ts": ts, "key": key}
        await self._keep(workspace, key, {"deleted": fields})

    async def _keep_message(self, act: str, message: Message) -> None:
        # Without secrets, and no more of it than tells that it is too long.
        shortened = replace(message, text=clean(message.text)[: GOAL_LIMIT + 1])
        await self._keep(message.workspace, message.key, {act: asdict(shortened)})

    async def _keep(self, workspace: str, key: str, letter: Letter) -> None:
        if await self._letterbox.put(workspace, key, letter, self._clock.now()):
            self._letters.put_nowait((letter, 0))

    async def _work(self) -> None:
        while (waiting := await self._letters.get()) is not None and not self._closing:
            letter, tries = waiting
            await self._courtesy.turn()
            try:
                await self._take_in(letter)
            except Exception:  # noqa: BLE001 - one letter must not keep the others waiting
                _log.exception("a message could not be taken in")
                if tries < len(AGAIN):
                    later = asyncio.get_running_loop().call_later
                    later(AGAIN[tries], self._letters.put_nowait, (letter, tries + 1))

    async def _take_in(self, letter: Letter) -> None:
        ((act, fields),) = letter.items()
        match act:
            case "received":
                await self._assistant.receive(Message(**fields))
            case "edited":
                await self._assistant.edited(Message(**fields))
            case "deleted":
                await self._assistant.deleted(**fields)
