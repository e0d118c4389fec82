"""robots.txt: read once a host and a while, and kept to."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from agent.pages.charset import decoded
from agent.pages.errors import PageError, Trouble
from agent.pages.fetch import AGENT, Fetcher

KEPT_SECONDS = 600.0
"""As long as a research lasts at most, with room."""
MOST_HOSTS = 500
NAME = AGENT.partition("/")[0]
_ALL = ""
_GONE = {Trouble.NOT_FOUND, Trouble.REFUSED}
"""No robots.txt (RFC 9309, 2.3.1.3: any 4xx) forbids nothing."""


class Robots:
    """Asks hosts what they do not want read; what cannot be asked for cannot be read either."""

    def __init__(self, fetcher: Fetcher, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, asyncio.Task[Protego]]] = OrderedDict()

    async def admit(self, url: str) -> None:
        """Return if this address may be read. Raises `PageError`, of kind ROBOTS where it may not."""
        rules = await asyncio.shield(self._rules(url))
        if not rules.can_fetch(url, NAME):
            raise PageError(Trouble.ROBOTS, url)

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The addresses of sitemaps that the host's robots.txt names. Raises `PageError`."""
        return tuple((await asyncio.shield(self._rules(url))).sitemaps)

    def _rules(self, url: str) -> asyncio.Task[Protego]:
        """The host's rules, on their way at most once; a failure is not kept."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        known = self._known.get(root)
        if known is not None and self._clock() - known[0] < KEPT_SECONDS and not _failed(known[1]):
            return known[1]
        task = asyncio.get_running_loop().create_task(self._read(root))
        # Whoever waits is told; a failure that nobody waits for any more is nobody's.
        task.add_done_callback(_failed)
        self._known[root] = (self._clock(), task)
        self._known.move_to_end(root)
        while len(self._known) > MOST_HOSTS:
            self._known.popitem(last=False)
        return task

    async def _read(self, root: str) -> Protego:
        try:
            answer = await self._fetcher.get(f"{root}/robots.txt")
        except PageError as error:
            if error.kind in _GONE:
                return Protego.parse(_ALL)
            raise PageError(error.kind, root) from error
        text = decoded(answer.body, answer.content_type)
        # A page of HTML that is given for any address is no robots.txt.
        return Protego.parse(_ALL if text.lstrip().startswith("<") else text)


def _failed(task: asyncio.Task[Protego]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
