"""Streams the reasoning behind a plan into its thread, as far as Slack takes it."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from slack_sdk.models.messages.chunk import Chunk
from slack_sdk.web.async_client import AsyncWebClient

from agent.errors import AgentError
from agent.events import Thinking
from bot.posting import Posting
from bot.slack import SlackError, called
from bot.views.reasoning import closing, opening, thoughts

_log = logging.getLogger(__name__)


@dataclass
class _Stream:
    """A message that is being written; without a ts it could not be, and nobody tries again."""

    ts: str | None = None
    count: int = 0


class Reasoning:
    """One stream for each draft that has thoughts. After a crash there is none: the draft is thought anew."""

    def __init__(self, client: AsyncWebClient, posting: Posting) -> None:
        self._client = client
        self._posting = posting
        self._streams: dict[str, _Stream] = {}

    async def show(self, event: Thinking) -> None:
        """Show the new thoughts, and end the stream when there will be no more."""
        if event.thoughts or event.key in self._streams:
            stream = await self._stream(event)
            try:
                await self._write(event, stream)
            except SlackError as error:
                _log.info("the stream of %s ended early: %s", event.key, error)
                stream.ts = None
        if event.over:
            self._streams.pop(event.key, None)

    async def _stream(self, event: Thinking) -> _Stream:
        known = self._streams.get(event.key)
        if known is None:
            known = self._streams[event.key] = _Stream()
            if await self._posting.first(event.workspace, event.key, (event.channel, event.thread_ts)):
                known.ts = await self._started(event)
        return known

    async def _started(self, event: Thinking) -> str | None:
        try:
            answer = await called(
                self._client.chat_startStream(
                    channel=event.channel,
                    thread_ts=event.thread_ts,
                    recipient_team_id=event.workspace,
                    recipient_user_id=event.author,
                    task_display_mode="plan",
                    chunks=[opening()],
                )
            )
        except AgentError as error:
            _log.info("no stream for %s: %s", event.key, error)
            return None
        return str(answer["ts"])

    async def _write(self, event: Thinking, stream: _Stream) -> None:
        if stream.ts is None:
            return
        chunks: list[Chunk] = list(thoughts(event.thoughts, stream.count))
        stream.count += len(chunks)
        channel, ts = event.channel, stream.ts
        if event.over:
            await called(self._client.chat_stopStream(channel=channel, ts=ts, chunks=[*chunks, closing()]))
        elif chunks:
            await called(self._client.chat_appendStream(channel=channel, ts=ts, chunks=chunks))
