"""A site's own list of its pages: sitemap.xml, as https://www.sitemaps.org/protocol.html describes it."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice
from urllib.parse import urljoin, urlsplit

from agent.pages.charset import decoded
from agent.pages.errors import PageError
from agent.pages.fetch import Fetcher
from agent.pages.robots import Robots

MOST = 500
_LOC = re.compile(r"<loc>\s*+(?:<!\[CDATA\[\s*+)?([^\s<\]]{1,2000})", re.IGNORECASE)


class Sitemaps:
    """Asks sites for their lists."""

    def __init__(self, fetcher: Fetcher, robots: Robots) -> None:
        self._fetcher = fetcher
        self._robots = robots

    async def of(self, url: str) -> tuple[str, ...]:
        """The addresses of pages of this site that its first sitemap names; none where there is none."""
        try:
            named = await self._robots.sitemaps(url)
            at = next((each for each in named if same_site(each, url)), urljoin(url, "/sitemap.xml"))
            found = await self._list(at)
            if found and found[0].endswith(".xml"):
                # An index of sitemaps: the first is the one of pages, nearly always.
                found = await self._list(found[0])
        except PageError:
            return ()
        return tuple(each for each in found if same_site(each, url))

    async def _list(self, at: str) -> list[str]:
        answer = await self._fetcher.get(at, self._robots.admit)
        return locations(decoded(answer.body, answer.content_type))


def locations(text: str) -> list[str]:
    """The addresses that a sitemap, or an index of sitemaps, names; the first of them."""
    return [unescape(each[1]) for each in islice(_LOC.finditer(text), MOST)]


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, `www.` or not."""
    try:
        hosts = [(urlsplit(each).hostname or "").removeprefix("www.") for each in (one, other)]
    except ValueError:
        return False
    return bool(hosts[0]) and hosts[0] == hosts[1]
