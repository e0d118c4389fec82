"""A person who imports a list and goes on until it is there, while Leadsmith is killed and started again."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.manifest import manifest
from bot.sandbox import Person, Sandbox
from bot.sandbox.core import Options
from bot.sandbox.errors import NotAnsweredError, SlackError
from storage.models import ImportLead, Lead, LeadFact, LeadImport, LeadKey
from storage.store import Store
from tests.e2e.conversation import buttons
from tests.e2e.journey import LIVES_SECONDS, Journey
from tests.e2e.outcome import kinds, unfinished
from tests.e2e.process import life

ROWS = 110
CONTENT = "Name,Company,E-mail\n" + "".join(
    f"Person {n % 100},Acme,{'nowhere' if n % 10 == 7 else f'p{n % 100}@acme.example'}\n" for n in range(ROWS)
)
"""The last ten are the first ten again; each tenth has no address."""
STEPS = ("import_undo", "import_start")
"""What ends the import, and what begins it."""


@dataclass
class Importing:
    """One file, sent and imported, and with `undo` taken back again."""

    database_url: str
    folder: Path
    deaths: Sequence[str] = ()
    undo: bool = False
    reached: list[str] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)
    _thread: str = ""

    async def travel(self) -> Importing:
        """Go the whole way; what came of it is in the fields."""
        sandbox = Sandbox(manifest=manifest(), options=Options(rate_limits=False, ack_seconds=10))
        store = Store.at(self.database_url)
        try:
            async with sandbox, asyncio.timeout(LIVES_SECONDS * (1 + len(self.deaths))):
                await self._live(sandbox, store)
            self.found = await _found(store)
        finally:
            await store.close()
        return self

    async def _live(self, sandbox: Sandbox, store: Store) -> None:
        environment = Journey(self.database_url, self.folder)._environment(sandbox)
        person = sandbox.person("rep")
        doing = asyncio.create_task(self._do(sandbox, person))
        try:
            for death in self.deaths:
                async with life(environment, self.folder, death) as doomed:
                    await Journey._first_of(self._over(doing, store), doomed.end())
                    if doomed.over:
                        self.reached.append(death)
            async with life(environment, self.folder) as last:
                await Journey._first_of(self._over(doing, store), last.end())
                assert not last.over
        finally:
            doing.cancel()
            await asyncio.gather(doing, return_exceptions=True)
        self.messages = person.replies(self._thread)

    async def _do(self, sandbox: Sandbox, person: Person) -> None:
        """Send the file, and click what is offered until nothing is left to be done."""
        self._thread = await person.send("", files=[("crm.csv", CONTENT.encode())])
        while True:
            messages = person.replies(self._thread)
            offered = {action: each["ts"] for each in messages for action in buttons(each)}
            todo = next((step for step in STEPS if step in offered), None)
            if todo == "import_undo" and not self.undo:
                return
            if self.undo and any("Undone" in str(each.get("blocks")) for each in messages):
                return
            if todo is not None:
                with suppress(NotAnsweredError, SlackError):
                    await person.click(offered[todo], todo)
            with suppress(TimeoutError):
                await asyncio.wait_for(sandbox.slack.live.next_change(), 1.0)

    async def _over(self, doing: asyncio.Task[None], store: Store) -> None:
        await asyncio.shield(doing)
        while await unfinished(store):  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.05)

    @property
    def kinds(self) -> Counter[str]:
        return kinds(self.messages)

    @property
    def trace(self) -> list[str]:
        """Every instant that was passed, in all lives."""
        return (self.folder / "trace").read_text().splitlines()


async def _found(store: Store) -> dict[str, Any]:
    """All that must be there exactly once; nothing in it depends on time or chance."""
    async with store.reading("") as repos:
        session = repos.session
        rows = (await session.scalars(select(LeadImport))).all()
        links = (await session.scalars(select(ImportLead))).all()
        return {
            "imports": [
                (str(row.status), row.rows, row.done, row.added, row.bad, row.segment, row.removed)
                for row in rows
            ],
            "leads": sorted(
                (lead.name or "", lead.email or "") for lead in await session.scalars(select(Lead))
            ),
            "links": Counter(link.known for link in links),
            "keys": len((await session.scalars(select(LeadKey))).all()),
            "facts": len((await session.scalars(select(LeadFact))).all()),
        }
