"""A goal carried to its leads while Leadsmith is killed and started again."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from bot.manifest import manifest
from bot.sandbox.core import Options
from bot.sandbox.server import Sandbox
from storage.store import Store
from tests.conftest import Databases
from tests.e2e.conversation import Conversation
from tests.e2e.outcome import Outcome, kinds, outcome_of, unfinished
from tests.e2e.process import Life, life
from tests.e2e.talk import GOAL

Death = str | float
"""An instant by its name, or the seconds after which the process is killed from outside."""


class Polite(float):
    """Seconds after which the process is asked to stop, and may put its things in order."""


LIVES_SECONDS = 40.0


@dataclass
class Journey:
    """One conversation, and Leadsmith's lives during it."""

    database_url: str
    folder: Path
    deaths: Sequence[Death] = ()
    reached: list[Death] = field(default_factory=list)
    seconds: float = 0.0
    outcome: Outcome | None = None
    messages: list[dict[str, Any]] = field(default_factory=list)
    card_moved: bool = False
    violations: int = 0

    async def travel(self) -> Journey:
        """Go the whole way; what came of it is in the fields."""
        started = time.monotonic()
        sandbox = Sandbox(manifest=manifest(), options=Options(rate_limits=False, ack_seconds=10))
        store = Store.at(self.database_url)
        try:
            async with sandbox, asyncio.timeout(LIVES_SECONDS * (1 + len(self.deaths))):
                await self._converse(sandbox, store)
            self.outcome = await outcome_of(store)
        except TimeoutError:
            raise AssertionError(
                f"no end after {self.deaths}: {self.trace[-5:]} {self.log[-2_000:]}"
            ) from None
        finally:
            await store.close()
        self.violations = len(sandbox.violations)
        self.seconds = time.monotonic() - started
        return self

    async def _converse(self, sandbox: Sandbox, store: Store) -> None:
        conversation = Conversation(sandbox, sandbox.person("rep"), GOAL)
        talking = asyncio.create_task(conversation.to_the_end())
        watching = asyncio.create_task(self._watch_run_button(sandbox, conversation))
        try:
            await self._live(self._environment(sandbox), talking, store)
        finally:
            talking.cancel()
            watching.cancel()
            await asyncio.gather(talking, watching, return_exceptions=True)
        self.messages = conversation.messages()

    async def _watch_run_button(self, sandbox: Sandbox, conversation: Conversation) -> None:
        """Notice a card that is not the message which carried Run."""
        seen: set[str] = set()

        def look() -> None:
            seen.update(m["ts"] for m in conversation.messages() if "run_" in str(m.get("blocks")))
            self.card_moved = len(seen) > 1

        while True:
            look()
            await sandbox.slack.live.next_change()

    async def _live(self, environment: dict[str, str], talking: asyncio.Task[None], store: Store) -> None:
        """Die as planned, then live until everything is done."""
        for death in self.deaths:
            async with life(environment, self.folder, death if isinstance(death, str) else None) as doomed:
                await self._first_of(self._over(talking, store), self._death(doomed, death))
                if doomed.over:
                    self.reached.append(death)
        async with life(environment, self.folder) as last:
            await self._first_of(self._over(talking, store), last.end())
            assert not last.over, f"Leadsmith died by itself: {self.log[-2_000:]}"

    @staticmethod
    async def _death(doomed: Life, death: Death) -> None:
        """Return when it is dead; a death that comes from outside is brought about."""
        if isinstance(death, float):
            await asyncio.sleep(death)
            if isinstance(death, Polite):
                doomed.ask_to_stop()
            else:
                await doomed.kill()
        await doomed.end()

    @staticmethod
    async def _first_of(*awaited: Coroutine[Any, Any, None]) -> None:
        tasks = [asyncio.create_task(one) for one in awaited]
        done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()
        for task in done:
            task.result()

    async def _over(self, talking: asyncio.Task[None], store: Store) -> None:
        """Return when the person is content and no durable job is left."""
        await asyncio.shield(talking)
        while await unfinished(store):  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.05)

    def _environment(self, sandbox: Sandbox) -> dict[str, str]:
        return {
            "SLACK_BOT_TOKEN": sandbox.credentials.bot_token,
            "SLACK_APP_TOKEN": sandbox.credentials.app_token,
            "SLACK_API_URL": f"{sandbox.url}/api/",
            "DATABASE_URL": self.database_url,
            "LEADSMITH_DATA": str(self.folder),
            "LEADSMITH_ROW_SECONDS": "0.02",
            "LEADSMITH_TICK_SECONDS": "0.05",
        }

    @property
    def log(self) -> str:
        return (self.folder / "leadsmith.log").read_text()

    @property
    def kinds(self) -> Counter[str]:
        return kinds(self.messages)

    @property
    def trace(self) -> list[str]:
        """Every instant that was passed, in all lives."""
        return (self.folder / "trace").read_text().splitlines()


Travel = Callable[..., Awaitable[Journey]]


def traveller(databases: Databases, folder: Path) -> Travel:
    """Makes journeys, each with a database of its own, from the deaths on the way."""

    async def travel(*deaths: Death) -> Journey:
        with databases() as url:
            return await Journey(url, Path(mkdtemp(dir=folder)), deaths).travel()

    return travel
