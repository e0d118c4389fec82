"""A process that looks for contacts on a shared database, and begins a search when it is told to."""

from __future__ import annotations

import asyncio
import json
import logging
import sys

from agent import durable as durable_module
from agent.clock import SystemClock
from agent.credentials import Vault
from agent.durable import Durable
from agent.enrichment.context import Context
from agent.enrichment.job import ContactJob
from agent.enrichment.line import new_http
from agent.enrichment.service import Contacts
from agent.events import Event
from agent.telling import Telling
from storage.store import Store
from tests.workshop import DANA


class Silence:
    """An audience that hears everything and says nothing."""

    async def hear(self, _event: Event) -> None:
        return


async def main(url: str, name: str, urls: str, key: str) -> None:
    store = Store.at(url)
    durable = Durable(store.engine, executor=name)
    telling = Telling(store, durable, Silence())
    context = Context(
        store=store,
        durable=durable,
        telling=telling,
        clock=SystemClock(),
        vault=Vault.of(key),
        http=new_http(),
        urls=json.loads(urls),
    )
    ContactJob(context)
    await durable.launch()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        await Contacts(context).start(DANA, line.strip())
    await durable.close()
    await context.http.aclose()
    await store.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    durable_module.POLL_SECONDS = 0.15
    asyncio.run(main(*sys.argv[1:]))
