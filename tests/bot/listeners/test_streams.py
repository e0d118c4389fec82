"""In Slack the link to follow a search elsewhere is shown to whoever may see it, and works."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import httpx2
import pytest
from aiohttp import web

from agent.errors import NotAllowedError
from agent.roles import Actor
from bot.http.stream import StreamDoor
from bot.process import listen
from bot.sandbox.identity import TEAM_ID
from tests.bot.listeners.test_prospecting import GOOD
from tests.lookalikes import small_web
from tests.streams import taken
from tests.support import Office, Thread, elements, office_at, said

pytestmark = pytest.mark.long


@pytest.fixture
async def followed(tmp_path: Path) -> AsyncIterator[tuple[Office, Thread]]:
    """An office where others reach what it serves, and a search in it."""
    app = web.Application()
    offices: list[Office] = []
    StreamDoor(lambda: offices[0].leadsmith.streams() if offices else None).routes(app)
    runner = await listen(app, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with small_web() as small, httpx2.AsyncClient() as http:
        async with office_at(tmp_path, parts=small.parts(http), public_url=f"{address}/") as office:
            offices.append(office)
            thread = await office.says("find customers like ours")
            view = await thread.opens("Tell me about them")
            assert await thread.person.submit(view["id"], GOOD) is None
            await thread.offers("Confirm")
            yield office, thread
        async with aiohttp.ClientSession() as session, session.get(f"{address}/stream/x") as answer:
            assert answer.status == 503, "it has stopped"
    await runner.cleanup()


async def test_the_menu_of_the_card_shows_a_link_that_works(followed: tuple[Office, Thread]):
    office, thread = followed
    card = await thread.offers("Confirm")
    menu = next(each for each in elements(card["blocks"]) if each["type"] == "overflow")
    (follow,) = menu["options"]
    assert follow["text"]["text"] == "Follow elsewhere"
    await thread.person.click(card["ts"], menu["action_id"], value=follow["value"])
    view = (await office.until(thread.person.views))[-1]
    assert "Good until <!date^" in said(view)
    assert "LEADSMITH_PUBLIC_URL" not in said(view), "others reach it"
    link = said(view).split("```")[1]
    async with aiohttp.ClientSession() as http, http.get(link) as answer:
        assert [told.payload["event"] for told in await taken(answer, 3)] == [
            "icp:intake_saved",
            "icp:seeds_mapped",
            "icp:confirm_pending",
        ]
    assert office.sandbox.violations == []
    streams = office.services.streams
    assert streams is not None
    with pytest.raises(NotAllowedError):
        await streams.link(Actor(TEAM_ID, office.sam.id), follow["value"])
