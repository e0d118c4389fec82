"""All that reads, put together: what the composition root asks for."""

from __future__ import annotations

from contextlib import AsyncExitStack

from agent.pages.chain import ReaderChain
from agent.pages.fetch import Fetcher, Limits
from agent.pages.plain import PlainReader
from agent.pages.proxy import ReaderProxy
from agent.pages.reader import PageReader, ReadingService
from agent.pages.resolver import Resolver
from agent.pages.robots import Robots
from agent.pages.sitemap import Sitemaps
from agent.pages.tavily import TavilyReader


class Reading:
    """The readers over one resolver, and the sitemaps; `opened` closes their connections."""

    def __init__(
        self,
        resolver: Resolver,
        opened: AsyncExitStack,
        *,
        proxy: str = "",
        tavily_key: str = "",
        limits: Limits | None = None,
    ) -> None:
        fetcher = Fetcher(resolver, limits)
        opened.push_async_callback(fetcher.close)
        robots = Robots(fetcher)
        self._proxies: list[ReadingService] = []
        self._vendors: list[ReadingService] = []
        self._plain = PlainReader(fetcher, robots)
        if proxy:
            by_proxy = ReaderProxy(proxy, resolver, robots)
            opened.push_async_callback(by_proxy.close)
            self._proxies.append(by_proxy)
        if tavily_key:
            vendor = TavilyReader(tavily_key, resolver, robots)
            opened.push_async_callback(vendor.close)
            self._vendors.append(vendor)
        self.reader: PageReader = self.patient(None)
        self.sitemaps = Sitemaps(fetcher, robots)

    def patient(self, seconds: float | None, *, vendor: bool = True) -> ReaderChain:
        """The readers with so much patience for each page; without the vendor that costs, if so wanted."""
        vendors = self._vendors if vendor else []
        services = (*self._proxies, *vendors)
        return ReaderChain((*self._proxies, self._plain, *vendors), seconds=seconds, services=services)
