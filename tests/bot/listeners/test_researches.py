"""Research in the conversation: read over HTTP, told with its sources, taken deeper once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.web import Request, Response, StreamResponse

from agent.evidence.visiting import WHOLE_SITE
from agent.roles import Actor, Role
from agent.scoring.presets import Preset
from agent.scoring.profile import Profile
from bot.app import Application
from bot.sandbox.identity import REP, TEAM_ID
from bot.wiring.ground import Outside
from storage.models import LeadState
from tests.small_web import ACME, ANY, SmallWeb, small_web, status
from tests.support import PATIENCE, Message, Office, buttons, office_at, press, said, settings_for

SITES = {"acme.example": ACME, "broken.example": {"/": status(500)}}

pytestmark = pytest.mark.long


CANNOT = {
    "research broken.example": "is broken",
    "research nobody.example": "There is no site at nobody.example",
    "research https://www.linkedin.com/in/ada": "no company's own site",
    "research Ada Lovelace": "I don't have a lead called “Ada Lovelace”",
    "deep research on the second one": "Tell me whom to research",
}


@pytest.fixture
async def web() -> AsyncIterator[SmallWeb]:
    async with small_web(SITES) as served:
        yield served


@pytest.fixture
async def office(web: SmallWeb, tmp_path: Path) -> AsyncIterator[Office]:
    async with office_at(tmp_path, resolver=web.resolver) as opened:
        yield opened


async def test_a_site_is_told_with_its_sources_and_taken_deeper_once(office: Office, web: SmallWeb):
    thread = await office.says("quick research on acme.example")
    first = await thread.offers("Research deeper")
    assert "Acme Freight is in Logistics. <https://acme.example/|acme.example>" in said(first)
    assert "has 120 people. <https://acme.example/about|acme.example/about>" in said(first)
    assert "2 pages" in said(first)
    assert "no cost" in said(first)
    assert [each for each in web.asked if "robots" not in each] == ["acme.example/", "acme.example/about"]
    button = buttons(first)["Research deeper"]
    await press(office.dana, first["ts"], button)
    await press(office.dana, first["ts"], button)
    second = await thread.shows("· standard", "Data quality")
    assert second["ts"] != first["ts"]
    await press(office.dana, second["ts"], buttons(second)["Research deeper"])
    third = await thread.shows("· deep", "Data quality")
    assert "6 pages" in said(third)
    assert "Ada Lovelace, Chief Technology Officer" in said(third)
    assert "Research deeper" not in buttons(third)
    assert len([each for each in thread.messages if "Research: " in said(each)]) == 3
    for never in ("9999", "Bob Stone"):
        assert never not in said(third)


async def test_a_lead_is_researched_by_its_company_and_learns_from_it(web: SmallWeb, tmp_path: Path):
    web.sites[ANY] = dict(ACME)
    async with office_at(tmp_path, resolver=web.resolver) as office:
        run = await office.plan()
        await run.finished()
        asked = await office.says("show my leads sorted by name")
        await asked.shows("50 leads")
        thread = await office.says("deep research on the second one")
        done = await thread.shows("Data quality")
        name = said(done).split("Research: ")[1].split(" at ")[0]
        async with office.leadsmith.store.reading(TEAM_ID) as repos:
            lead = next(iter(await repos.leads.named(REP.id, name)))
            facts = {fact.field: fact for fact in await repos.leads.facts(lead.id)}
        assert facts["company_size"].value == "120"
        assert facts["company_size"].source.endswith(".example/about")
        assert facts["company_url"].value == "https://www.linkedin.com/company/acme-freight"
        assert lead.industry == "Logistics"
        assert lead.state is LeadState.RESEARCHED
        again = await office.says(f"research {name}")
        await again.shows(f"Research: {name}", "· standard")


async def test_what_scoring_misses_is_looked_up_from_the_review(web: SmallWeb, tmp_path: Path):
    web.sites[ANY] = dict(ACME)
    async with office_at(tmp_path, resolver=web.resolver) as office:
        run = await office.plan()
        await run.finished()
        admin = Actor(TEAM_ID, office.max.id, Role.ADMIN)
        await office.services.scoring.save(admin, Profile.usual(Preset.SAVINGS), 0)
        view = await run.opens("Review")
        assert "may tell: industry, number of sites" in said(view)

        async def shows(words: str) -> Message:
            return await office.until(
                lambda: next((view for view in office.dana.views()[-1:] if words in said(view)), None)
            )

        for _ in range(2):
            await press(office.dana, view["id"], buttons(view)["Look up what is missing"])
        view = await shows("number of sites comes here")
        assert await lead_states(office, LeadState.RESEARCHED) == 1
        await press(office.dana, view["id"], buttons(view)["Look again"])
        view = await shows("· researched")
        assert "1 site" in said(view)
        assert "Look up what is missing" not in buttons(view)
        assert [each for each in run.messages if "esearch" in each["text"]] == []


async def lead_states(office: Office, state: LeadState) -> int:
    """How many leads are in a state, once there are any."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with office.leadsmith.store.reading(TEAM_ID) as repos:
                if found := [lead for lead in await repos.scores.newest_leads(500) if lead.state is state]:
                    return len(found)
            await asyncio.sleep(0.05)


async def test_a_process_that_ends_while_it_reads_loses_nothing(web: SmallWeb, tmp_path: Path):
    held, goes_on = asyncio.Event(), asyncio.Event()
    about = ACME["/about"]

    async def slow(_request: Request) -> StreamResponse:
        held.set()
        await goes_on.wait()
        return Response(text=about, content_type="text/html")

    web.sites["acme.example"] = {**ACME, "/about": slow}
    async with office_at(tmp_path, resolver=web.resolver) as office:
        thread = await office.says("deep research on acme.example")
        await asyncio.wait_for(held.wait(), PATIENCE)
        await office.leadsmith.stop()
        goes_on.set()
        second = Application(
            settings_for(office.sandbox, tmp_path), Outside(resolver=web.resolver), only_demo=True
        )
        await second.start()
        try:
            done = await thread.shows("Data quality", "has 120 people")
            assert "6 pages" in said(done)
            assert len([each for each in thread.messages if "esearch" in each["text"]]) == 1
            assert web.asked.count("acme.example/") == 1
            assert web.asked.count("acme.example/about") == 2
            await office.sandbox.idle()
        finally:
            await second.stop()


async def test_progress_is_shown_page_by_page(web: SmallWeb, tmp_path: Path):
    goes_on = asyncio.Event()
    about = ACME["/about"]

    async def slow(_request: Request) -> StreamResponse:
        await goes_on.wait()
        return Response(text=about, content_type="text/html")

    web.sites["acme.example"] = {**ACME, "/about": slow}
    async with office_at(tmp_path, resolver=web.resolver) as office:
        thread = await office.says("deep research on acme.example")
        shown = await thread.shows(f"of {WHOLE_SITE} pages", "acme.example/about")
        goes_on.set()
        done = await thread.shows("Data quality")
        assert done["ts"] == shown["ts"]


async def test_what_cannot_be_researched_is_said(office: Office):
    for words, told in CANNOT.items():
        thread = await office.says(words)
        await thread.shows(told)
