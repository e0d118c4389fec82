"""Sites are looked at first and read on later, two pages at once; slow ones are no service's fault."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

from aiohttp import web

from agent.pages.fetch import Limits
from agent.pages.reading import Reading
from agent.prospecting.adapters.sites import SiteEvidence, Sites
from agent.prospecting.parts import Knobs
from tests.small_web import ACME, Answer, SmallWeb, asleep, small_web

KNOBS = Knobs(seconds=0.3)
LOOK = replace(KNOBS, whole=False)


@asynccontextmanager
async def opened(pages: dict[str, str | Answer]) -> AsyncIterator[tuple[Sites, SmallWeb]]:
    async with small_web({"acme.example": pages}) as served, AsyncExitStack() as stack:
        reading = Reading(served.resolver, stack, limits=Limits(connect=0.5, read=1, whole=2))
        yield Sites(reading.patient, reading.sitemaps), served


def slow_at_first(page: str) -> Answer:
    """Too slow once, and quick from then on."""
    asked = Counter[str]()

    async def answer(request: web.Request) -> web.StreamResponse:
        asked[request.path] += 1
        if asked[request.path] == 1:
            await asyncio.sleep(KNOBS.seconds * 2)
        return web.Response(text=page, content_type="text/html")

    return answer


async def test_a_first_look_reads_what_ranks_and_leaves_the_rest():
    async with opened(dict(ACME)) as (sites, served):
        visit = await sites.read("acme.example", LOOK)
        kinds = {page.kind.value for page in visit.pages}
        assert kinds == {"home", "about", "team"}
        left = {kind for _, kind in visit.unread}
        assert left == {"contact", "integrations", "careers"}, "the menu shows that prices are public"
        before = len(served.asked)
        rest = await sites.read_on("acme.example", visit.unread, KNOBS)
        assert {page.kind.value for page in rest.pages} == left
        assert len(served.asked) == before + len(left), "nothing is read twice"
    said = {signal.field for signal in SiteEvidence().signals("acme.example", (*visit.pages, *rest.pages))}
    assert said >= {"industry", "employees", "person", "technology", "open_role", "pricing", "email", "phone"}


async def test_a_whole_reading_has_at_most_its_pages():
    async with opened(dict(ACME)) as (sites, _):
        visit = await sites.read("acme.example", replace(KNOBS, pages=4))
    assert len(visit.pages) == 4
    assert len(visit.unread) == 2


async def test_two_pages_of_a_site_are_read_at_once_and_never_more():
    now, most = Counter[str](), Counter[str]()

    def counted(page: str) -> Answer:
        async def answer(_request: web.Request) -> web.StreamResponse:
            now["pages"] += 1
            most["pages"] = max(most["pages"], now["pages"])
            await asyncio.sleep(0.03)
            now["pages"] -= 1
            return web.Response(text=page, content_type="text/html")

        return answer

    async with opened({path: counted(page) for path, page in ACME.items()}) as (sites, _):
        visit = await sites.read("acme.example", KNOBS)
        await sites.read_on("acme.example", visit.unread, KNOBS)
    assert most["pages"] == 2


async def test_a_slow_page_is_tried_once_more_and_no_service_is_blamed():
    pages: dict[str, str | Answer] = {
        **ACME,
        "/": slow_at_first(ACME["/"]),
        "/team": slow_at_first(ACME["/team"]),
    }
    async with opened(pages) as (sites, _):
        visit = await sites.read("acme.example", LOOK)
    assert {page.kind.value for page in visit.pages} == {"home", "about", "team"}
    assert visit.timeouts == 0


async def test_a_site_that_does_not_answer_says_so():
    async with opened({"/": asleep}) as (sites, served):
        visit = await sites.read("acme.example", LOOK)
    assert not visit.pages
    assert visit.trouble.endswith("took too long to answer.")
    assert visit.timeouts == 0
    assert served.asked.count("acme.example/") == 2
