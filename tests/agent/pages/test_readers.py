"""The other ways to read: a reader proxy, a vendor, and all of them in a chain."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from aiohttp import web

from agent.pages.chain import ReaderChain
from agent.pages.errors import PageError, Trouble
from agent.pages.fetch import Fetcher
from agent.pages.page import Page
from agent.pages.proxy import ReaderProxy
from agent.pages.reader import PageReader
from agent.pages.reading import Reading
from agent.pages.resolver import Place, Resolver
from agent.pages.robots import Robots
from agent.pages.tavily import CENTS, TavilyReader
from tests.agent.pages.conftest import QUICK, plain_reader
from tests.contracts.page_reader import SITES, PageReaderContract
from tests.small_web import Answer, SmallWeb, asleep, small_web, status

MARKDOWN = """Title: Team
URL Source: {url}

Markdown Content:
# Team

### Ada Lovelace
Chief Technology Officer

[Mail](mailto:%20ada@acme.example)

### Grace Hopper
Head of **Sales** and all that we have to do with it

| Name | Title |
| --- | --- |
| Bob Stone | CEO |
"""
"""As https://github.com/jina-ai/reader answers."""


async def answer_as_jina(request: web.Request) -> web.StreamResponse:
    url = request.path.lstrip("/")
    if "odd.example" in url:
        return web.Response(status=200 if url.endswith("empty") else 502, text="")
    return web.Response(text=MARKDOWN.format(url=url))


async def answer_as_tavily(request: web.Request) -> web.StreamResponse:
    """Form of https://docs.tavily.com/documentation/api-reference/endpoint/extract."""
    asked = json.loads(await request.text())
    if request.headers.get("Authorization") != "Bearer tvly-key":
        return web.json_response(
            {"detail": {"error": "Unauthorized: missing or invalid API key."}}, status=401
        )
    url = asked["urls"][0]
    if "odd.example/empty" in url:
        found = [{"url": url, "raw_content": "", "images": []}]
        return web.json_response({"results": found, "failed_results": [], "response_time": 0.02})
    if "odd.example" in url:
        failed = [{"url": url, "error": "Failed to fetch url"}]
        return web.json_response({"results": [], "failed_results": failed, "response_time": 0.1})
    text = MARKDOWN.partition("Markdown Content:")[2]
    found = [{"url": url, "raw_content": text, "images": []}]
    return web.json_response({"results": found, "failed_results": [], "response_time": 0.02})


@asynccontextmanager
async def served(handler: Answer, method: str = "GET") -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route(method, "/{path:.*}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


class RealLooking:
    """The small web's hosts at public addresses, which only a vendor may reach."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    async def resolve(self, host: str, port: int) -> tuple[Place, ...]:
        await self._resolver.resolve(host, port)
        return (Place("93.184.216.34", port),)


@asynccontextmanager
async def over(web_: SmallWeb) -> AsyncIterator[Robots]:
    """robots.txt as it stands there."""
    fetcher = Fetcher(web_.resolver, QUICK)
    try:
        yield Robots(fetcher)
    finally:
        await fetcher.close()


class TestReaderProxy(PageReaderContract):
    @asynccontextmanager
    async def reading(self) -> AsyncIterator[PageReader]:
        async with small_web(SITES) as web_, served(answer_as_jina) as url, over(web_) as robots:
            reader = ReaderProxy(f"{url}/", web_.resolver, robots)
            yield reader
            await reader.close()

    async def test_a_proxy_that_sleeps_is_timed_out(self):
        async def asleep(request: web.Request) -> web.StreamResponse:
            del request
            raise web.HTTPGatewayTimeout

        async with small_web(SITES) as web_, served(asleep) as url, over(web_) as robots:
            reader = ReaderProxy(url, web_.resolver, robots, seconds=0.2)
            with pytest.raises(PageError) as caught:
                await reader.read("https://acme.example/")
            await reader.close()
        assert caught.value.kind is Trouble.TIMED_OUT


class TestTavily(PageReaderContract):
    @asynccontextmanager
    async def reading(self) -> AsyncIterator[PageReader]:
        async with small_web(SITES) as web_, served(answer_as_tavily, "POST") as url, over(web_) as robots:
            reader = TavilyReader("tvly-key", RealLooking(web_.resolver), robots, url)
            yield reader
            await reader.close()

    async def test_a_page_costs_a_fifth_of_a_credit(self):
        async with self.reading() as reader:
            assert (await reader.read("https://acme.example/team")).cents == CENTS

    async def test_a_wrong_key_is_a_refusal(self):
        async with small_web(SITES) as web_, served(answer_as_tavily, "POST") as url, over(web_) as robots:
            reader = TavilyReader("wrong", RealLooking(web_.resolver), robots, url)
            with pytest.raises(PageError) as caught:
                await reader.read("https://acme.example/team")
            await reader.close()
        assert caught.value.kind is Trouble.REFUSED

    async def test_fictional_hosts_are_never_asked_of_a_vendor(self):
        async with small_web(SITES) as web_, over(web_) as robots:
            reader = TavilyReader("tvly-key", web_.resolver, robots, "http://127.0.0.1:9/")
            with pytest.raises(PageError) as caught:
                await reader.read("https://acme.example/team")
            await reader.close()
        assert caught.value.kind is Trouble.UNKNOWN_HOST


class TestChain(PageReaderContract):
    @asynccontextmanager
    async def reading(self) -> AsyncIterator[PageReader]:
        async with small_web(SITES) as web_, plain_reader(web_.resolver) as plain:
            yield ReaderChain([Failing(), plain])


class Service:
    """Somebody who reads for us: `read` is what the subclass makes of being asked."""

    async def admit(self, url: str) -> None:
        """Any page may be read."""

    async def ask(self, url: str) -> Page:
        return await self.read(url)

    async def read(self, url: str) -> Page:
        raise NotImplementedError


class Failing(Service):
    """A reader that cannot."""

    def __init__(self, kind: Trouble = Trouble.TIMED_OUT) -> None:
        self.kind = kind
        self.asked: list[str] = []

    async def read(self, url: str) -> Page:
        self.asked.append(url)
        raise PageError(self.kind, url)


class Sleeping(Service):
    """A reader that does not answer in time."""

    async def read(self, url: str) -> Page:
        await asyncio.sleep(5)
        raise PageError(Trouble.BROKEN, url)


async def test_only_services_that_are_slow_count_and_not_the_sites():
    service, own = Failing(), Failing()
    chain = ReaderChain([service, own], services=[service])
    with pytest.raises(PageError):
        await chain.read("https://acme.example/")
    assert (chain.slow_services, len(own.asked)) == (1, 1)


async def test_a_site_that_does_not_answer_is_no_services_fault():
    """Whether a page may be read is asked of the site itself, also where somebody else would read it."""
    async with (
        small_web({"dead.example": {"/robots.txt": asleep, "/": asleep}}) as web_,
        AsyncExitStack() as opened,
    ):
        reading = Reading(web_.resolver, opened, proxy="http://127.0.0.1:9", limits=QUICK)
        chain = reading.patient(0.2)
        for _ in range(2):
            with pytest.raises(PageError) as caught:
                await chain.read("https://dead.example/")
    assert (chain.slow_services, caught.value.kind) == (0, Trouble.TIMED_OUT)


async def test_a_page_that_is_asked_for_twice_is_one_that_was_slow():
    service = Failing()
    chain = ReaderChain([service], services=[service])
    for page in ("a", "a", "b"):
        with pytest.raises(PageError):
            await chain.read(f"https://acme.example/{page}")
    assert chain.slow_services == 2


async def test_each_reader_has_its_own_patience():
    slow, next_one = Sleeping(), Failing(Trouble.EMPTY)
    chain = ReaderChain([slow, next_one], seconds=0.05, services=[slow])
    with pytest.raises(PageError) as caught:
        await chain.read("https://acme.example/")
    assert (chain.slow_services, caught.value.kind) == (1, Trouble.EMPTY)


@pytest.mark.parametrize("kind", Trouble)
async def test_a_next_reader_is_asked_unless_it_may_do_no_better(kind: Trouble):
    first, second = Failing(kind), Failing(Trouble.EMPTY)
    with pytest.raises(PageError) as caught:
        await ReaderChain([first, second]).read("https://acme.example/")
    final = kind in {Trouble.ROBOTS, Trouble.PRIVATE, Trouble.BAD_ADDRESS, Trouble.NOT_FOUND}
    assert bool(second.asked) is not final
    assert caught.value.kind is (kind if final else Trouble.EMPTY)


async def test_what_the_settings_name_is_put_together_and_closed():
    async with small_web(SITES) as web_, served(answer_as_jina) as url, AsyncExitStack() as opened:
        reading = Reading(web_.resolver, opened, proxy=url, tavily_key="tvly-key", limits=QUICK)
        assert (await reading.reader.read("https://acme.example/team")).reader == "proxy"
        web_.sites["acme.example"]["/robots.txt"] = status(404)
        assert await reading.sitemaps.of("https://acme.example/") == ()


async def test_sitemaps_name_pages_of_their_own_site_only():
    urls = ("https://www.map.example/team", " http://evil.example/ ")
    listed = f"<urlset>{''.join(f'<url><loc>{url}</loc></url>' for url in urls)}</urlset>"
    index = "<sitemapindex><sitemap><loc>https://map.example/pages.xml</loc></sitemap></sitemapindex>"
    pages = {
        "/robots.txt": "Sitemap: https://map.example/index.xml\n",
        "/index.xml": index,
        "/pages.xml": listed,
    }
    async with small_web({"map.example": pages}) as web_, AsyncExitStack() as opened:
        reading = Reading(web_.resolver, opened, limits=QUICK)
        assert await reading.sitemaps.of("https://map.example/") == ("https://www.map.example/team",)
