"""The models behind any OpenAI-compatible endpoint; the only importer of `openai`, which takes a second."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx2
import openai

from agent.llm.ability import LADDER, Ability
from agent.llm.actions import ActionMode, request
from agent.llm.completion import encodable, parse
from agent.llm.embedding import Vector
from agent.llm.model import Message, ModelError, Reply, Tool
from agent.llm.salvage import salvage
from agent.llm.transport import CappedTransport
from agent.llm.vectors import parse as parse_vectors

BODY_LIMIT = 128 * 1024
"""Bytes of an answer: several times the longest reply that is ever asked for."""

VECTORS_LIMIT = 4 * 1024 * 1024
"""The same for embeddings: 32 of 4,096 dimensions with all their digits."""

NEWER_NAMES = {"max_tokens": "max_completion_tokens", "temperature": None}
"""What newer models call a parameter that older endpoints know, or None where they refuse it."""


REFUSALS = {400, 422, 501}
"""How an endpoint says that it does not take a request in this form."""

UNCLEAR = {404, 500}
FORM = re.compile(r"tool|function|response_format|json_schema|grammar", re.IGNORECASE)
"""Some say so with another status; then it counts when they speak of these."""

_log = logging.getLogger(__name__)


class OpenAIModel:
    """Talks to `/chat/completions`. `patience` bounds one call in all, its retry and trickling included.

    `actions` says in which form calls are asked for; by default the endpoint's first answers tell.
    """

    def __init__(
        self,
        api_key: str,
        model: str,
        *,
        base_url: str | None = None,
        patience: float = 25.0,
        actions: ActionMode = ActionMode.AUTO,
    ) -> None:
        self._model = model
        self._patience = patience
        self._refused: set[str] = set()
        self._ability = Ability(actions)
        self._client = _client(api_key, base_url, patience, BODY_LIMIT)

    async def complete(
        self,
        messages: Sequence[Message],
        tools: Sequence[Tool],
        *,
        max_tokens: int,
        temperature: float | None = None,
    ) -> Reply:
        chosen = {"max_tokens": max_tokens, "temperature": temperature}
        async with _answering(self._patience):
            return await self._in_some_form(messages, tools, chosen)

    async def close(self) -> None:
        await self._client.close()

    async def _in_some_form(
        self, messages: Sequence[Message], tools: Sequence[Tool], chosen: Mapping[str, object]
    ) -> Reply:
        """Ask in the form that the endpoint takes, going down the ladder while it takes none."""
        for refused in range(len(LADDER)):
            mode = self._ability.mode
            try:
                body = {"model": self._model, **request(mode, messages, tools)}
                reply = parse(await self._send(body, chosen))
            except openai.APIStatusError as error:
                if not (tools and refuses(error) and self._ability.refused(mode)):
                    raise
                _log.info("the endpoint takes no actions as %s (%d)", mode, error.status_code)
            else:
                self._learn(mode, reply, tools)
                return replace(reply, in_text=mode is not ActionMode.TOOLS, refused=refused)
        raise ModelError("The model's endpoint takes requests in no form that is known.")

    def _learn(self, mode: ActionMode, reply: Reply, tools: Sequence[Tool]) -> None:
        if tools and not self._ability.settled:
            called = bool(reply.calls or salvage(reply.text, {tool.name for tool in tools}))
            self._ability.answered(mode, called=called)

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


class OpenAIEmbedder:
    """Talks to `/embeddings`. `patience` bounds one call in all, as it does for the model."""

    def __init__(
        self, api_key: str, model: str, *, base_url: str | None = None, patience: float = 10.0
    ) -> None:
        self._model = model
        self._patience = patience
        self._dimensions: int | None = None
        self._client = _client(api_key, base_url, patience, VECTORS_LIMIT)

    async def embed(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        if not texts:
            return ()
        body = {"model": self._model, "input": [encodable(text) for text in texts]}
        async with _answering(self._patience):
            response = await self._client.post("/embeddings", body=body, cast_to=httpx2.Response)
        vectors = parse_vectors(response.content, len(texts))
        self._dimensions = self._dimensions or len(vectors[0])
        if len(vectors[0]) != self._dimensions:
            raise ModelError("The model's endpoint embeds into other dimensions than before.")
        return vectors

    async def close(self) -> None:
        await self._client.close()


def _client(api_key: str, base_url: str | None, patience: float, limit: int) -> openai.AsyncOpenAI:
    timeout = openai.Timeout(patience, connect=min(3.0, patience))
    transport = CappedTransport(httpx2.AsyncHTTPTransport(), limit)
    return openai.AsyncOpenAI(
        api_key=api_key,
        base_url=base_url,
        timeout=timeout,
        max_retries=1,
        http_client=httpx2.AsyncClient(transport=transport, timeout=timeout),
    )


@asynccontextmanager
async def _answering(patience: float) -> AsyncIterator[None]:
    """Time for one call; whatever goes wrong in it is a `ModelError`."""
    try:
        async with asyncio.timeout(patience):
            yield
    except TimeoutError as error:
        raise ModelError("The model did not answer in time.") from error
    except openai.OpenAIError as error:
        raise ModelError(sentence(error)) from error


def refuses(error: openai.APIStatusError) -> bool:
    """Whether this may be about the form of a request rather than about what it says."""
    status = error.status_code
    return status in REFUSALS or (status in UNCLEAR and FORM.search(error.message) is not None)


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
