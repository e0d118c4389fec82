"""An HTTP transport that reads no more of an answer than it was told to."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2

from agent.llm.model import ModelError


class CappedTransport(httpx2.AsyncBaseTransport):
    """Ends every answer, whatever its status, that is longer than `limit` bytes.

    Compressed answers are refused, as a small one may unpack into any size.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, limit: int) -> None:
        self._inner = inner
        self._limit = limit

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers["accept-encoding"] = "identity"
        response = await self._inner.handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise ModelError("The model's endpoint answered in an encoding that nobody asked for.")
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = _CappedStream(response.stream, self._limit)
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


class _CappedStream(httpx2.AsyncByteStream):
    """A body that fails once more than `limit` bytes came."""

    def __init__(self, inner: httpx2.AsyncByteStream, limit: int) -> None:
        self._inner = inner
        self._left = limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._inner:
            self._left -= len(chunk)
            if self._left < 0:
                raise ModelError("The model's answer was far longer than it was asked to be.")
            yield chunk

    async def aclose(self) -> None:
        await self._inner.aclose()
