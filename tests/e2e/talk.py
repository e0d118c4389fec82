"""A whole talk with a Leadsmith in this process: from hello to leads, and what is there afterwards."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.conversation import Conversation
from tests.e2e.outcome import Outcome, kind_of, outcome_of, unfinished
from tests.support import FixedPlanner, Office, office_at, said

GOAL = "Find 12 SaaS marketing managers in Berlin and get their e-mails"
PATIENCE_SECONDS = 15.0
"""Nobody clicks twice here: whoever does is told that it was decided already, as is right."""
STEPS = ("LinkedIn Search Export.js", "LinkedIn Profile Scraper.js", "Professional Email Finder.js")
"""What is run: three steps, each of which works on the rows of the one before."""


@dataclass(frozen=True)
class Talk:
    """What is there after a talk: the rows, the messages by kind, what only Dana saw, her Home."""

    outcome: Outcome
    shown: Counter[str]
    whispers: tuple[str, ...]
    home: bool


@asynccontextmanager
async def talking_office(folder: Path, database_url: str) -> AsyncIterator[Office]:
    """An office that plans the same three steps for every goal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("agent.durable.POLL_SECONDS", 0.1)
        patch.setattr("agent.durable.FIRST_PAUSE_SECONDS", 0.05)
        patch.setattr("bot.wiring.services.planner_of", lambda *_: FixedPlanner(*STEPS))
        async with office_at(folder, database_url=database_url) as office:
            yield office


async def settled(office: Office) -> None:
    """Return when every delivery is answered, every durable job is done and Home is up to date."""
    await office.sandbox.idle()
    while office.leadsmith.homes.busy or await unfinished(office.leadsmith.store):  # noqa: ASYNC110 - it works in the background
        await asyncio.sleep(0.05)


async def talk_through(office: Office) -> Talk:
    """Say hello, look at Home, carry a goal to its leads."""
    await office.dana.open_messages()
    await office.dana.open_home()
    conversation = Conversation(office.sandbox, office.dana, GOAL, PATIENCE_SECONDS)
    async with asyncio.timeout(100):
        await conversation.to_the_end()
        await settled(office)
    return Talk(
        outcome=await outcome_of(office.leadsmith.store),
        shown=Counter(kind_of(m) for m in office.dana.messages() if m["user"] != office.dana.id),
        whispers=tuple(m["text"] for m in office.dana.ephemerals()),
        home="Leads · 12" in said(office.dana.home()),
    )
