"""Calls to a vendor over HTTP: its failures as typed errors, its answers as parsed values."""

from __future__ import annotations

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, TypeVar

import httpx2
from pydantic import BaseModel, ValidationError

from agent.enrichment.provider import (
    BrokenError,
    OutOfCreditError,
    ProviderError,
    RefusedError,
    ThrottledError,
)

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0
"""How long a vendor may take; finders ask mail servers, which takes them seconds."""
MOST_BYTES = 1_000_000
ModelT = TypeVar("ModelT", bound=BaseModel)
_USUAL: Mapping[int, type[ProviderError]] = {
    401: RefusedError,
    402: OutOfCreditError,
    403: RefusedError,
    429: ThrottledError,
}
_SAID: Mapping[type[ProviderError], str] = {
    RefusedError: "{} did not accept the key.",
    OutOfCreditError: "{} says that the account has no credit left.",
    ThrottledError: "{} asks for fewer requests.",
}


@cache
def _trust() -> ssl.SSLContext:
    """Reading the authorities' certificates takes a tenth of a second: once a process will do."""
    return ssl.create_default_context()


def new_http(read_seconds: float = READ_SECONDS) -> httpx2.AsyncClient:
    """A client for all vendors. It follows no redirects: a key must not travel to another host."""
    timeout = httpx2.Timeout(read_seconds, connect=CONNECT_SECONDS)
    return httpx2.AsyncClient(timeout=timeout, follow_redirects=False, verify=_trust())


@dataclass(frozen=True)
class Reply:
    """What a vendor answered, as far as it can be read."""

    title: str
    status: int
    body: Any

    def parsed(self, model: type[ModelT]) -> ModelT:
        """The answer as a value."""
        try:
            return model.model_validate(self.body)
        except ValidationError as error:
            raise BrokenError(f"{self.title} said something that I don't understand.") from error


@dataclass(frozen=True)
class Line:
    """The way to one vendor. `odd` are statuses that it documents otherwise than everybody."""

    title: str
    http: httpx2.AsyncClient
    url: str
    odd: Mapping[int, type[ProviderError]]

    async def get(self, path: str, *, heeded: frozenset[int] = frozenset(), **sent: Any) -> Reply:
        return await self._call("GET", path, heeded, sent)

    async def post(self, path: str, *, heeded: frozenset[int] = frozenset(), **sent: Any) -> Reply:
        return await self._call("POST", path, heeded, sent)

    async def _call(self, method: str, path: str, heeded: frozenset[int], sent: Mapping[str, Any]) -> Reply:
        """Call, and raise for a status that is neither good nor `heeded` by the caller."""
        try:
            async with self.http.stream(method, f"{self.url}{path}", **sent) as response:
                content = await _content(response)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            # Without the request, whose address may hold the key.
            slow = isinstance(error, httpx2.TimeoutException)
            said = "took too long" if slow else "could not be reached"
            raise BrokenError(f"{self.title} {said}.") from None
        if response.status_code not in heeded and not response.is_success:
            raise self._failure(response)
        return Reply(self.title, response.status_code, self._json(content))

    def _failure(self, response: httpx2.Response) -> ProviderError:
        kind = {**_USUAL, **self.odd}.get(response.status_code, BrokenError)
        said = _SAID.get(kind, "{} failed (" + str(response.status_code) + ").").format(self.title)
        if kind is ThrottledError:
            return ThrottledError(said, retry_after(response.headers.get("retry-after"), datetime.now(UTC)))
        return kind(said)

    def _json(self, content: bytes) -> Any:
        try:
            return json.loads(content)
        except ValueError as error:
            raise BrokenError(f"{self.title} said something that I don't understand.") from error


async def _content(response: httpx2.Response) -> bytes:
    """The body, as far as one is read."""
    held = bytearray()
    async for part in response.aiter_bytes():
        held += part
        if len(held) > MOST_BYTES:
            break
    return bytes(held)


def retry_after(header: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After asks for, given as a number or a date (RFC 9110, 10.2.3)."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - now).total_seconds())
    except (ValueError, TypeError):
        return None
