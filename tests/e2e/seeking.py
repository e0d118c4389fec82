"""A person who looks for customers like theirs, while Leadsmith is killed and started again, or is many."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agent.clock import SystemClock
from agent.credentials import Vault
from agent.enrichment.context import EVERYBODY, account_of, place_of
from agent.enrichment.providers import KEYED
from agent.enrichment.vendors import DEMO
from agent.market.web.directory import seeds
from agent.market.web.profiles import groups
from bot.manifest import manifest
from bot.sandbox import Person, Sandbox
from bot.sandbox.core import Options
from bot.sandbox.errors import NotAnsweredError, SlackError
from bot.sandbox.identity import TEAM_ID
from storage.migrations import migrate
from storage.store import Store
from tests.e2e.conversation import buttons
from tests.e2e.journey import Death, Journey
from tests.e2e.market import Counts, Stall
from tests.e2e.outcome import unfinished
from tests.e2e.process import Life, life
from tests.e2e.sought import Sought, kept_questions, listed, sought

CUSTOMERS = "\n".join(f"{each.company.name} {each.domain}" for each in seeds(groups()[0], 5))
TIMES = 3
"""How often everything is clicked."""
DEADLINE_SECONDS = 540.0
_MIGRATING = asyncio.Lock()
"""Alembic knows one migration of a process at a time."""
_ORDER = ("icp_enrich", "icp_confirm", "icp_new")
"""What a person clicks when it is offered, the furthest first."""


@dataclass(frozen=True)
class Kept:
    """What was kept when a life had ended: lists and questions to vendors, and what these had been asked."""

    listed: tuple[str, ...]
    questions: frozenset[tuple[str, str, str]]
    counts: Counts


@dataclass
class Seeking:
    """One search, confirmed and enriched with three clicks each, until nothing is left to be done.

    `deaths` end one life each; a `share` of instants ends as many as it has; `workers` live at once. With
    `cancel` the person cancels it, with three clicks, once the card says this.
    """

    database_url: str
    folder: Path
    stall: Stall
    deaths: Sequence[Death] = ()
    share: str = ""
    workers: int = 1
    candidates: int = 18
    cancel: str = ""
    deadline: float = DEADLINE_SECONDS
    kept: list[Kept] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    sought: Sought = field(init=False)
    counts: Counts = field(init=False)
    violations: int = 0
    _thread: str = ""
    _told: bool = False

    async def travel(self) -> Seeking:
        """Go the whole way; what came of it is in the fields."""
        began = time.monotonic()
        sandbox = Sandbox(manifest=manifest(), options=Options(rate_limits=False, ack_seconds=10))
        store, vault = Store.at(self.database_url), Vault.new_key()
        try:
            await _give_keys(store, Vault.of(vault))
            async with sandbox, asyncio.timeout(self.deadline):
                await self._seek(sandbox, store, vault)
            self.sought, self.counts = await sought(store), await self.stall.counts()
        except TimeoutError:
            said = [each["text"] for each in self.messages]
            raise AssertionError(f"no end: {self.died[-3:]} {said} {self.log[-2_000:]}") from None
        finally:
            await store.close()
        self.violations, self.seconds = len(sandbox.violations), time.monotonic() - began
        return self

    async def _seek(self, sandbox: Sandbox, store: Store, vault: str) -> None:
        # More looking for work than this would leave no time for the work.
        found = {"LEADSMITH_SECRET_KEY": vault, "LEADSMITH_TEST_POLL": "0.1"}
        found |= self.stall.environment(searches=4, candidates=self.candidates)
        environment = Journey(self.database_url, self.folder)._environment(sandbox) | found
        person = sandbox.person("rep")
        seeking = asyncio.create_task(self._do(sandbox, person))
        try:
            over = asyncio.create_task(self._over(seeking, store))
            if self.workers > 1:
                await self._live_beside(environment, over)
            else:
                await self._live_on(environment, over, store)
        finally:
            self.messages = person.replies(self._thread)
            seeking.cancel()
            over.cancel()
            await asyncio.gather(seeking, over, return_exceptions=True)

    async def _live_on(self, environment: dict[str, str], over: asyncio.Task[None], store: Store) -> None:
        """One life after the other, until everything is done."""
        left = list(self.deaths)
        while True:
            death = left.pop(0) if left else None
            named = death if isinstance(death, str) else self.share or None
            async with life(environment, self.folder, named) as one:
                await _first_of(over, _death(one, death))
                if over.done():
                    return over.result()
                assert one.over
                assert death is not None or self.share, f"it died by itself: {self.log[-2_000:]}"
            kept = Kept(await listed(store), await kept_questions(store), await self.stall.counts())
            self.kept.append(kept)

    async def _live_beside(self, environment: dict[str, str], over: asyncio.Task[None]) -> None:
        """So many workers at once; the last is killed in the middle, and comes back."""
        async with AsyncExitStack() as crew:
            for number in range(self.workers - 1):
                await crew.enter_async_context(self._worker(environment, number))
            for death in (*self.deaths, None):
                async with self._worker(environment, self.workers - 1) as last:
                    await _first_of(over, _death(last, death))
                if over.done():
                    break
            await over

    def _worker(self, environment: dict[str, str], number: int) -> Any:
        folder = self.folder / str(number)
        folder.mkdir(exist_ok=True)
        own = {"LEADSMITH_EXECUTOR_ID": f"worker-{number}", "LEADSMITH_DATA": str(folder)}
        return life(environment | own, folder)

    async def _do(self, sandbox: Sandbox, person: Person) -> None:
        """Say what is wanted, and click what is offered until the card says that all is done."""
        self._thread = await person.send("find customers like ours")
        while True:
            messages = person.replies(self._thread)
            said = " ".join(str(each.get("blocks")) for each in messages)
            if "All done." in said or "Cancelled by" in said or "ended without a result" in said:
                return
            offered = {action: each["ts"] for each in messages for action in buttons(each)}
            todo = next((step for step in _ORDER if step in offered), None)
            if self.cancel and self.cancel in said and "icp_cancel" in offered:
                todo = "icp_cancel"
            if todo == "icp_new":
                if not self._told:
                    await self._tell(sandbox, person, offered[todo])
            elif todo is not None:
                clicks = (person.click(offered[todo], todo) for _ in range(TIMES))
                await asyncio.gather(*clicks, return_exceptions=True)
            with suppress(TimeoutError):
                await asyncio.wait_for(sandbox.slack.live.next_change(), 0.5)

    async def _tell(self, sandbox: Sandbox, person: Person, ts: str) -> None:
        """Fill in the window; the same one again where nobody answered."""
        with suppress(NotAnsweredError, SlackError, TimeoutError):
            if not person.views():
                await person.click(ts, "icp_new")
                await sandbox.until(person.views, 2.0)
            view = person.views()[-1]
            given = {"website": "our-company.example", "customers": CUSTOMERS}
            await person.submit(view["id"], given)
            self._told = True

    async def _over(self, seeking: asyncio.Task[None], store: Store) -> None:
        await asyncio.shield(seeking)
        while await unfinished(store):  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.05)

    @property
    def died(self) -> list[str]:
        """The instants of a share at which it died."""
        deaths = self.folder / "deaths"
        return deaths.read_text().splitlines() if deaths.exists() else []

    @property
    def log(self) -> str:
        return "".join(each.read_text() for each in sorted(self.folder.rglob("leadsmith.log")))

    def did(self, worker: int) -> Counter[str]:
        """What a worker finished, by the kinds of its steps."""
        trace = (self.folder / str(worker) / "trace").read_text().splitlines()
        return Counter(line.split()[1] for line in trace if line.startswith("done: do "))

    @property
    def keys(self) -> list[str]:
        """The keys of the thread's messages, in order."""
        found = [each.get("metadata", {}).get("event_payload", {}).get("key", "") for each in self.messages]
        return [key for key in found if key.startswith("icp:")]


async def _first_of(over: asyncio.Task[None], death: Any) -> None:
    dying = asyncio.create_task(death)
    await asyncio.wait((over, dying), return_when=asyncio.FIRST_COMPLETED)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)


async def _death(one: Life, death: Death | None) -> None:
    """Return when it is dead; one that comes from outside is brought about."""
    if isinstance(death, float):
        await asyncio.sleep(death)
        await one.kill()
    await one.end()


async def _give_keys(store: Store, vault: Vault) -> None:
    """Demo keys for all vendors."""
    async with _MIGRATING:
        await migrate(store.engine)
    async with store.transaction(TEAM_ID) as repos:
        for kind in KEYED:
            sealed = vault.seal({each.name: DEMO for each in kind.fields}, place_of(TEAM_ID, kind))
            now = SystemClock().now()
            await repos.credentials.put(EVERYBODY, account_of(kind), sealed, demo=True, at=now)
