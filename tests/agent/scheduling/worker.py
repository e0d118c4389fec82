"""A process with a clock of its own over a shared database: it notes what it does and jumps when told."""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import timedelta

from sqlalchemy import text

from agent import durable as durable_module
from agent.clock import JumpingClock
from agent.durable import Durable
from agent.events import Event
from agent.scheduling.clockwork import Clockwork
from agent.scheduling.executing import Executing
from agent.scheduling.work import Work
from agent.telling import Telling
from storage.store import Store

NOTE = text("INSERT INTO ls_note (word, process) VALUES (:word, :process)")


class Silence:
    """An audience that hears everything and says nothing."""

    async def hear(self, _event: Event) -> None:
        return


async def main(url: str, name: str) -> None:
    store, clock = Store.at(url), JumpingClock()
    durable = Durable(store.engine, executor=name)
    telling = Telling(store, durable, Silence())

    async def note(work: Work) -> str:
        async def write(session: object) -> None:
            async with store.transaction(work.workspace, session) as repos:  # type: ignore[arg-type]
                await repos.session.execute(NOTE, {"word": work.key, "process": name})

        await durable.transaction("note", write)
        return "Noted."

    Executing(store, durable, telling, clock, {"note": note})
    clockwork = Clockwork(store, durable, telling, clock)
    await durable.launch()
    await clockwork.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        clock.ahead += timedelta(minutes=int(line))
        await clockwork.beat()
        sys.stdout.write("beat\n")
        sys.stdout.flush()
    await clockwork.stop()
    await durable.close()
    await store.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    durable_module.POLL_SECONDS = 0.15
    asyncio.run(main(*sys.argv[1:]))
