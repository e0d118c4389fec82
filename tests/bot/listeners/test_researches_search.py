"""Research of whose site nobody knows: searched for once, believed when it is surely theirs, then read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp.web import Request, Response, StreamResponse

from agent.discovery.source import Result
from agent.roles import Actor, Role
from bot.app import Application
from bot.finding import Finding, vendors
from bot.sandbox.identity import REP, TEAM_ID
from bot.wiring.ground import Outside
from storage.models import LeadState
from tests.contracts.sources import Vendor, vendor_on_loopback
from tests.small_web import ACME, SmallWeb, html, small_web
from tests.support import Office, Thread, buttons, office_at, press, said, settings_for

pytestmark = pytest.mark.long
HOME = Result("Acme Freight – Freight that arrives", "https://www.acme-freight.example/about", "")
NAMESAKE = Result("Acme Freight Ltd. | Home", "https://acmefreight.example/", "")


@dataclass
class Few:
    """A source that knows a few pages, and needs no key."""

    results: Sequence[Result] = (HOME,)
    name: str = "few"
    title: str = "A few pages"
    asked: list[str] = field(default_factory=list)

    async def search(self, _workspace: str, query: str, _page: int) -> Sequence[Result]:
        self.asked.append(query)
        return self.results

    @property
    def finding(self) -> Finding:
        return Finding(lambda _http, _keys, _urls: (self,))


@pytest.fixture
async def web() -> AsyncIterator[SmallWeb]:
    async with small_web({"acme-freight.example": ACME, "acmefreight.example": ACME}) as served:
        yield served


@pytest.fixture
async def vendor() -> AsyncIterator[Vendor]:
    async with vendor_on_loopback() as opened:
        yield opened


async def ada(office: Office) -> None:
    """A lead of whom no site is known."""
    line = b"Name,Company,E-mail\nAda Lovelace,Acme Freight GmbH,ada@gmail.com\n"
    thread = Thread(office, office.dana, await office.dana.send("", files=[("people.csv", line)]))
    await thread.click("Import 1 row")
    await thread.shows("Imported people.csv")


async def known_of(office: Office) -> tuple[LeadState, dict[str, tuple[str, str]]]:
    """Ada's state, and what is known of her with its source."""
    async with office.leadsmith.store.reading(TEAM_ID) as repos:
        (lead,) = await repos.leads.named(REP.id, "lovelace")
        return lead.state, {row.field: (row.value, row.source) for row in await repos.leads.facts(lead.id)}


async def test_a_site_is_found_and_read_and_the_lead_learns_it(web: SmallWeb, tmp_path: Path) -> None:
    few = Few()
    async with office_at(tmp_path, resolver=web.resolver, parts=few.finding) as office:
        await ada(office)
        thread = await office.says("quick research on Ada Lovelace")
        done = await thread.shows("Data quality")
        assert "Acme Freight is in Logistics. <https://acme-freight.example/" in said(done)
        assert "Their site, acme-freight.example, was found by a search: A few pages." in said(done)
        assert "no cost" in said(done)
        state, facts = await known_of(office)
        assert state is LeadState.RESEARCHED
        assert facts["website"] == ("https://acme-freight.example", "A few pages")
        assert facts["company_size"] == ("120", "https://acme-freight.example/about")
        await press(office.dana, done["ts"], buttons(done)["Research deeper"])
        await thread.shows("· standard", "Data quality")
        assert few.asked == ["Acme Freight GmbH"]


async def test_a_company_is_researched_by_its_name(web: SmallWeb, tmp_path: Path) -> None:
    few = Few()
    async with office_at(tmp_path, resolver=web.resolver, parts=few.finding) as office:
        thread = await office.says("quick research on the company Acme Freight")
        done = await thread.shows("Research: Acme Freight", "Data quality")
        await press(office.dana, done["ts"], buttons(done)["Research deeper"])
        await thread.shows("· standard", "Data quality")
        assert few.asked == ["Acme Freight"]


async def test_a_namesakes_site_is_not_taken(web: SmallWeb, tmp_path: Path) -> None:
    few = Few((HOME, NAMESAKE))
    async with office_at(tmp_path, resolver=web.resolver, parts=few.finding) as office:
        await ada(office)
        thread = await office.says("research Ada Lovelace")
        told = await thread.shows("I found no site that is surely Acme Freight GmbH's. Tell me its address.")
        assert "Name the company's site, for example" in said(told)
        state, facts = await known_of(office)
        assert (state, "website" in facts) == (LeadState.NEW, False)
        assert web.asked == []


async def test_a_site_that_calls_itself_otherwise_is_not_believed(web: SmallWeb, tmp_path: Path) -> None:
    named = "<meta property='og:site_name' content='Domains for Sale'><p>We are a logistics company.</p>"
    web.sites["acme-freight.example"] = {"/": html(named, title="Domains for Sale")}
    async with office_at(tmp_path, resolver=web.resolver, parts=Few().finding) as office:
        await ada(office)
        thread = await office.says("research Ada Lovelace")
        await thread.shows("I found no site that is surely Acme Freight GmbH's.")
        state, facts = await known_of(office)
        assert (state, {"website", "industry"} & facts.keys()) == (LeadState.NEW, set())


async def test_without_a_key_it_says_what_would_help_and_with_one_what_it_cost(
    web: SmallWeb, tmp_path: Path, vendor: Vendor
) -> None:
    found = {"title": HOME.title, "url": HOME.url, "description": HOME.snippet}
    vendor.gives({"type": "search", "web": {"type": "search", "results": [found]}})
    urls = {"brave": vendor.url}
    async with office_at(
        tmp_path, resolver=web.resolver, parts=Finding(vendors), provider_urls=urls
    ) as office:
        await ada(office)
        thread = await office.says("research Ada Lovelace")
        await thread.shows("With a key of Serper or Brave Search (Settings, Search sources) I could look for")
        assert vendor.asked == []
        await office.services.vendors.use_demo(Actor(TEAM_ID, office.max.id, Role.ADMIN))
        thread = await office.says("quick research on Ada Lovelace")
        done = await thread.shows("Data quality", "was found by a search: Brave Search")
        assert "0.50 ¢" in said(done)
        assert [asked["q"] for _, _, _, asked in vendor.asked] == ["Acme Freight GmbH"]


async def test_killed_after_the_search_it_does_not_search_again(web: SmallWeb, tmp_path: Path) -> None:
    held, goes_on, few = asyncio.Event(), asyncio.Event(), Few()
    home = ACME["/"]

    async def slow(_request: Request) -> StreamResponse:
        held.set()
        await goes_on.wait()
        return Response(text=home, content_type="text/html")

    web.sites["acme-freight.example"] = {**ACME, "/": slow}
    async with office_at(tmp_path, resolver=web.resolver, parts=few.finding) as office:
        await ada(office)
        thread = await office.says("quick research on Ada Lovelace")
        await asyncio.wait_for(held.wait(), 25)
        await office.leadsmith.stop()
        goes_on.set()
        outside = Outside(resolver=web.resolver, parts=few.finding)
        second = Application(settings_for(office.sandbox, tmp_path), outside, only_demo=True)
        await second.start()
        try:
            await thread.shows("Data quality", "was found by a search")
            assert few.asked == ["Acme Freight GmbH"]
            assert web.asked.count("acme-freight.example/") == 2
            await office.sandbox.idle()
        finally:
            await second.stop()
