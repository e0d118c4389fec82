"""A process that scores what is stale, and says when nothing is."""

from __future__ import annotations

import asyncio
import logging
import sys

from agent import durable as durable_module
from agent.clock import SystemClock
from agent.durable import Durable
from agent.events import Event
from agent.scoring import service
from agent.scoring.service import Scoring
from agent.telling import Telling
from storage.store import Store


class Silence:
    """An audience that hears everything and says nothing."""

    async def hear(self, _event: Event) -> None:
        return


async def main(url: str, name: str) -> None:
    store = Store.at(url)
    durable = Durable(store.engine, executor=name)
    scoring = Scoring(store, durable, Telling(store, durable, Silence()), SystemClock())
    await durable.launch()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while (await scoring.card("T1", 1)).ended_at is None:  # noqa: ASYNC110 - it looks at a database
        await asyncio.sleep(0.05)
    sys.stdout.write("scored\n")
    sys.stdout.flush()
    await durable.close()
    await store.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    durable_module.POLL_SECONDS = 0.15
    service.AT_ONCE = 20
    asyncio.run(main(*sys.argv[1:]))
