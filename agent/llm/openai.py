"""The model behind any OpenAI-compatible endpoint; the only importer of `openai`, which takes a second."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import httpx2
import openai

from agent.llm.completion import encode_messages, encode_tools, parse
from agent.llm.model import Message, ModelError, Reply, Tool
from agent.llm.transport import CappedTransport

BODY_LIMIT = 128 * 1024
"""Bytes of an answer: several times the longest reply that is ever asked for."""

NEWER_NAMES = {"max_tokens": "max_completion_tokens", "temperature": None}
"""What newer models call a parameter that older endpoints know, or None where they refuse it."""


class OpenAIModel:
    """Talks to `/chat/completions`. `patience` bounds one call in all, its retry and trickling included."""

    def __init__(
        self, api_key: str, model: str, *, base_url: str | None = None, patience: float = 25.0
    ) -> None:
        timeout = openai.Timeout(min(20.0, patience), connect=min(3.0, patience))
        transport = CappedTransport(httpx2.AsyncHTTPTransport(), BODY_LIMIT)
        self._model = model
        self._patience = patience
        self._refused: set[str] = set()
        self._client = openai.AsyncOpenAI(
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            max_retries=1,
            http_client=httpx2.AsyncClient(transport=transport, timeout=timeout),
        )

    async def complete(
        self,
        messages: Sequence[Message],
        tools: Sequence[Tool],
        *,
        max_tokens: int,
        temperature: float | None = None,
    ) -> Reply:
        chosen = {"max_tokens": max_tokens, "temperature": temperature}
        request = {"model": self._model, "messages": encode_messages(messages), "tools": encode_tools(tools)}
        try:
            async with asyncio.timeout(self._patience):
                return parse(await self._send(request, chosen))
        except TimeoutError as error:
            raise ModelError("The model did not answer in time.") from error
        except openai.OpenAIError as error:
            raise ModelError(sentence(error)) from error

    async def close(self) -> None:
        await self._client.close()

    async def _send(self, request: Mapping[str, object], chosen: Mapping[str, object]) -> bytes:
        """Send it, once more for each parameter that the model refuses, and remember those."""
        body = {**request, **self._accepted(chosen)}
        try:
            response = await self._client.post("/chat/completions", body=body, cast_to=httpx2.Response)
        except openai.BadRequestError as error:
            if error.param not in NEWER_NAMES.keys() - self._refused:
                raise
            self._refused.add(error.param)
            return await self._send(request, chosen)
        return response.content

    def _accepted(self, chosen: Mapping[str, object]) -> dict[str, object]:
        names = {old: NEWER_NAMES[old] if old in self._refused else old for old in chosen}
        return {new: chosen[old] for old, new in names.items() if new and chosen[old] is not None}


def sentence(error: openai.OpenAIError) -> str:
    """What went wrong, for a person. The endpoint's own words stay out: they may quote the prompt."""
    match error:
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return "The model's endpoint does not accept the API key."
        case openai.RateLimitError():
            return "The model's endpoint is over its rate limit or quota."
        case openai.NotFoundError():
            return "The model's endpoint does not know that model or address."
        case openai.APITimeoutError():
            return "The model did not answer in time."
        case openai.APIStatusError():
            return f"The model's endpoint answered with an error ({error.status_code})."
        case _:
            return "The model's endpoint could not be reached."
