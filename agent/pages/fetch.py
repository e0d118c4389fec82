"""Getting one address over HTTP: pinned to the address that was checked, capped in time and size."""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urljoin

import httpx2

from agent.pages.errors import PageError, Trouble
from agent.pages.guard import Target, checked
from agent.pages.resolver import Resolver

AGENT = "LeadsmithBot/1.0 (reads public pages of companies for their salespeople's research)"
CONNECT_SECONDS = 2.5
READ_SECONDS = 7.0
"""Between two pieces of an answer; domain.md (002): connect 2–3 s, read 6–8 s."""
WHOLE_SECONDS = 12.0
"""For all of it, however steadily it drips."""
MOST_BYTES = 1_000_000
MOST_REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_STATUS = MappingProxyType(
    {
        401: Trouble.REFUSED,
        402: Trouble.REFUSED,
        403: Trouble.REFUSED,
        404: Trouble.NOT_FOUND,
        407: Trouble.REFUSED,
        408: Trouble.TIMED_OUT,
        410: Trouble.NOT_FOUND,
        429: Trouble.REFUSED,
        451: Trouble.REFUSED,
        504: Trouble.TIMED_OUT,
    }
)
_OK, _ERROR = 200, 400
_HEADERS = MappingProxyType(
    {
        "User-Agent": AGENT,
        "Accept": "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5,*/*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "en, *;q=0.5",
    }
)
Admit = Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Answer:
    """What stands at an address, under the address where it was found in the end."""

    url: str
    content_type: str
    body: bytes


@dataclass(frozen=True)
class Limits:
    """How much patience there is; seconds and bytes."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    whole: float = WHOLE_SECONDS
    size: int = MOST_BYTES


class Fetcher:
    """Gets addresses. Redirects are followed by hand, so that each of them is checked like the first."""

    def __init__(self, resolver: Resolver, limits: Limits | None = None) -> None:
        self._resolver = resolver
        self._limits = limits or Limits()
        self._client = httpx2.AsyncClient(
            # A proxy of the environment would connect where it likes.
            trust_env=False,
            follow_redirects=False,
            verify=ssl.create_default_context(),
            timeout=httpx2.Timeout(self._limits.read, connect=self._limits.connect),
            # Two hosts of one address must not share a connection that was made in the name of one of them.
            limits=httpx2.Limits(max_keepalive_connections=0),
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def get(self, url: str, admit: Admit | None = None) -> Answer:
        """What stands there. `admit` is asked of every address on the way, and may raise.

        Raises `PageError`.
        """
        try:
            async with asyncio.timeout(self._limits.whole):
                return await self._follow(url, admit)
        except TimeoutError as error:
            raise PageError(Trouble.TIMED_OUT, url) from error

    async def _follow(self, url: str, admit: Admit | None) -> Answer:
        here = url.partition("#")[0]
        for _ in range(MOST_REDIRECTS + 1):
            target = await checked(here, self._resolver)
            if admit is not None:
                await admit(here)
            found = await self._ask(target)
            if isinstance(found, Answer):
                return found
            here = found
        raise PageError(Trouble.REDIRECTS, url)

    async def _ask(self, target: Target) -> Answer | str:
        """The answer, or the address that it points to."""
        try:
            # In the name of the host, whose certificate is checked, too.
            named = {"sni_hostname": target.host}
            headers = {**_HEADERS, "Host": target.host}
            address = _address(target)
            async with self._client.stream("GET", address, headers=headers, extensions=named) as response:
                moved = response.headers.get("location", "") if response.status_code in _MOVED else ""
                if moved:
                    return _joined(target.url, moved)
                _require_good(response.status_code, target.url)
                body = await self._body(response, target.url)
                return Answer(target.url, response.headers.get("content-type", ""), body)
        except httpx2.TimeoutException as error:
            raise PageError(Trouble.TIMED_OUT, target.url) from error
        except (httpx2.HTTPError, httpx2.InvalidURL, ssl.SSLError, OSError) as error:
            raise PageError(Trouble.BROKEN, target.url) from error

    async def _body(self, response: httpx2.Response, url: str) -> bytes:
        """At most so many bytes, also once they are unpacked."""
        whole = bytearray()
        most = self._limits.size
        async for piece in response.aiter_raw():
            whole += piece
            if len(whole) > most:
                raise PageError(Trouble.TOO_BIG, url)
        return _unpacked(bytes(whole), response.headers.get("content-encoding", ""), most, url)


def _address(target: Target) -> str:
    """The request's address: where the host was found when it was checked, and nowhere else."""
    place = target.place
    scheme = "http" if place.fictional else target.scheme
    address = f"[{place.address}]" if ":" in place.address else place.address
    return f"{scheme}://{address}:{place.port}{target.path}"


def _joined(base: str, moved: str) -> str:
    try:
        return urljoin(base, moved.strip()).partition("#")[0]
    except ValueError as error:
        raise PageError(Trouble.BROKEN, base) from error


def _require_good(status: int, url: str) -> None:
    if status >= _ERROR or status < _OK:
        raise PageError(_STATUS.get(status, Trouble.BROKEN if status >= 500 else Trouble.REFUSED), url)  # noqa: PLR2004
    if status != _OK:
        raise PageError(Trouble.BROKEN, url)


def _unpacked(body: bytes, encoding: str, most: int, url: str) -> bytes:
    """The body without its compression: a small one may unpack to far more than there is room for."""
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return body
    windows = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}.get(name, ())
    for bits in windows:
        unpack = zlib.decompressobj(bits)
        try:
            plain = unpack.decompress(body, most + 1)
        except zlib.error:
            continue
        if len(plain) > most:
            raise PageError(Trouble.TOO_BIG, url)
        if unpack.eof:
            return plain
    raise PageError(Trouble.BROKEN, url)
