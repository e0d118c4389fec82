"""Putting messages and files into Slack, each once, and editing them in place."""

from __future__ import annotations

import asyncio
from typing import Any
from weakref import WeakValueDictionary

from slack_sdk.web.async_client import AsyncWebClient

from agent.clock import Clock
from bot.slack import GONE, SlackError, called
from bot.views.blocks import Message
from storage.store import Store

METADATA = "leadsmith_post"


class Posting:
    """Posts by key. A key is claimed in the store before Slack is called and answered after.

    A claim without an answer means that a process died (or Slack did) in between: then the thread is searched
    for the message, which carries its key as metadata, before it is posted again.
    """

    def __init__(self, client: AsyncWebClient, store: Store, clock: Clock) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def show(self, workspace: str, key: str, place: tuple[str, str | None], message: Message) -> str:
        """Post the message at its place (channel, thread), or edit it when it is there; its ts."""
        channel, thread_ts = place
        async with self._lock(workspace, key):
            ts = await self._claim(workspace, key, channel, thread_ts)
            if ts is not None:
                try:
                    await self._update(channel, ts, message)
                except SlackError as error:
                    if error.code not in GONE:
                        raise
                else:
                    return ts
            ts = await self._post(channel, thread_ts, key, message)
            await self._answered(workspace, key, ts)
            return ts

    async def once(self, workspace: str, key: str, place: tuple[str, str | None], message: Message) -> None:
        """Post the message unless it is there already."""
        channel, thread_ts = place
        async with self._lock(workspace, key):
            if await self._claim(workspace, key, channel, thread_ts) is None:
                await self._answered(workspace, key, await self._post(channel, thread_ts, key, message))

    async def file(
        self, workspace: str, key: str, place: tuple[str, str | None], name: str, content: str
    ) -> None:
        """Upload a text file into a thread, once; only a crash between Slack's answer and ours repeats it."""
        channel, thread_ts = place
        async with self._lock(workspace, key):
            async with self._store.transaction(workspace) as repos:
                await repos.posts.claim(key, channel, thread_ts, self._clock.now())
                post = await repos.posts.get(key)
            if post is not None and post.ts is not None:
                return
            uploaded = await called(
                self._client.files_upload_v2(
                    channel=channel, thread_ts=thread_ts, filename=name, title=name, content=content
                )
            )
            files = uploaded.get("files") or [{}]
            await self._answered(workspace, key, files[0].get("id", "uploaded"))

    def _lock(self, workspace: str, key: str) -> asyncio.Lock:
        return self._locks.setdefault((workspace, key), asyncio.Lock())

    async def ts_of(self, workspace: str, keys: list[str]) -> dict[str, tuple[str, str]]:
        """Where the messages with these keys are: (channel, ts) by key."""
        async with self._store.reading(workspace) as repos:
            posts = await repos.posts.of(keys)
        return {key: (post.channel, post.ts) for key, post in posts.items() if post.ts is not None}

    async def _claim(self, workspace: str, key: str, channel: str, thread_ts: str | None) -> str | None:
        """The message's ts when it is there."""
        async with self._store.transaction(workspace) as repos:
            if await repos.posts.claim(key, channel, thread_ts, self._clock.now()):
                return None
            post = await repos.posts.get(key)
        if post is not None and post.ts is not None:
            return post.ts
        found = await self._find(channel, thread_ts, key)
        if found is not None:
            await self._answered(workspace, key, found)
        return found

    async def _find(self, channel: str, thread_ts: str | None, key: str) -> str | None:
        if thread_ts is None:
            return None
        try:
            answer = await called(
                self._client.conversations_replies(
                    channel=channel, ts=thread_ts, include_all_metadata=True, limit=100
                )
            )
        except SlackError:
            # Without the scope to read this channel a repeated message is the lesser evil.
            return None
        return next((m["ts"] for m in answer.get("messages", []) if _key_of(m) == key), None)

    async def _post(self, channel: str, thread_ts: str | None, key: str, message: Message) -> str:
        answer = await called(
            self._client.chat_postMessage(
                channel=channel,
                thread_ts=thread_ts,
                text=message.text,
                blocks=list(message.blocks),
                metadata={"event_type": METADATA, "event_payload": {"key": key}},
                unfurl_links=False,
                unfurl_media=False,
            )
        )
        return str(answer["ts"])

    async def _update(self, channel: str, ts: str, message: Message) -> None:
        await called(
            self._client.chat_update(channel=channel, ts=ts, text=message.text, blocks=list(message.blocks))
        )

    async def _answered(self, workspace: str, key: str, ts: str) -> None:
        async with self._store.transaction(workspace) as repos:
            await repos.posts.answered(key, ts)


def _key_of(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != METADATA:
        return None
    key = metadata.get("event_payload", {}).get("key")
    return key if isinstance(key, str) else None
