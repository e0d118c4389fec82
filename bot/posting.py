"""Putting messages and files into Slack, each once, and editing them in place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

from slack_sdk.web.async_client import AsyncWebClient

from agent.clock import Clock
from bot.slack import GONE, SlackError, called
from bot.views.blocks import Message
from storage.models import Post
from storage.store import Store

METADATA = "leadsmith_post"
SKEW = timedelta(minutes=1)
"""How far Slack's clock may be behind ours."""
Fits = Callable[[dict[str, Any]], bool]


class Posting:
    """Posts by key. A key is claimed in the store before Slack is called and answered after.

    A claim without an answer means that a process died (or Slack did) in between: then the conversation is
    searched for the message, which carries its key as metadata, before it is posted again.
    """

    def __init__(self, client: AsyncWebClient, hasty: AsyncWebClient, store: Store, clock: Clock) -> None:
        self._client = client
        self._hasty = hasty
        self._store = store
        self._clock = clock
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def show(self, workspace: str, key: str, place: tuple[str, str | None], message: Message) -> str:
        """Post the message at its place (channel, thread), or edit it when it is there; its ts."""
        async with self.alone(workspace, key):
            ts = await self._claim(workspace, key, place, _carries(key))
            if ts is not None:
                try:
                    await self._update(place[0], ts, message)
                except SlackError as error:
                    if error.code not in GONE:
                        raise
                else:
                    return ts
            return await self._post(workspace, key, place, message)

    async def first(self, workspace: str, key: str, place: tuple[str, str | None]) -> bool:
        """Whether this key is new: for what is worth showing once, but no search after a crash."""
        channel, thread_ts = place
        async with self._store.transaction(workspace) as repos:
            return await repos.posts.claim(key, channel, thread_ts, self._clock.now())

    async def touch(self, workspace: str, key: str, message: Message) -> None:
        """Edit the message if it is there and Slack has time: the next progress repeats what is lost."""
        async with self._store.reading(workspace) as repos:
            post = await repos.posts.get(key)
        if post is not None and post.ts is not None:
            async with self._lock(workspace, key):
                await self._update(post.channel, post.ts, message, self._hasty)

    async def once(self, workspace: str, key: str, place: tuple[str, str | None], message: Message) -> None:
        """Post the message unless it is there already, or where it was to be before."""
        async with self.alone(workspace, key):
            if await self._claim(workspace, key, place, _carries(key)) is None:
                await self._post(workspace, key, place, message)

    async def file(
        self, workspace: str, key: str, place: tuple[str, str | None], name: str, content: str
    ) -> None:
        """Upload a text file into a thread, once; where we may not read it, a crash in between repeats it."""
        channel, thread_ts = place
        sent = (name, len(content.encode()))
        async with self.alone(workspace, key):
            others = await self._others(workspace, place)

            def fits(message: dict[str, Any]) -> bool:
                ids = {message["ts"], *(file.get("id") for file in message.get("files", []))}
                return sent in _files_of(message) and not ids & others

            if await self._claim(workspace, key, place, fits):
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

    @asynccontextmanager
    async def alone(self, workspace: str, key: str) -> AsyncIterator[None]:
        """No other task or process is at this key: a claim without an answer is then one of the dead."""
        async with self._lock(workspace, key), self._store.alone(f"post:{workspace}:{key}"):
            yield

    async def _others(self, workspace: str, place: tuple[str, str | None]) -> set[str]:
        """What is in this thread under another key: a second run may deliver the very same file."""
        async with self._store.reading(workspace) as repos:
            return await repos.posts.in_thread(*place)

    async def is_known(self, workspace: str, key: str) -> bool:
        """Whether a message or file with this key is there, or on its way."""
        async with self._store.reading(workspace) as repos:
            return await repos.posts.get(key) is not None

    async def ts_of(self, workspace: str, keys: list[str]) -> dict[str, tuple[str, str]]:
        """Where the messages with these keys are: (channel, ts) by key."""
        async with self._store.reading(workspace) as repos:
            posts = await repos.posts.of(keys)
        return {key: (post.channel, post.ts) for key, post in posts.items() if post.ts is not None}

    async def below(self, workspace: str, prefix: str) -> list[tuple[str, str]]:
        """Where the messages are whose keys begin with this: (channel, ts)."""
        async with self._store.reading(workspace) as repos:
            posts = await repos.posts.below(prefix)
        return [(post.channel, post.ts) for post in posts if post.ts is not None]

    async def edit(self, channel: str, ts: str, message: Message) -> None:
        """Show something else in a message that is there."""
        await self._update(channel, ts, message)

    async def _claim(self, workspace: str, key: str, place: tuple[str, str | None], fits: Fits) -> str | None:
        """The message's ts when it is there; `fits` recognises it."""
        channel, thread_ts = place
        async with self._store.transaction(workspace) as repos:
            if await repos.posts.claim(key, channel, thread_ts, self._clock.now()):
                return None
            post = await repos.posts.get(key)
        if post is None:
            return None
        if post.ts is not None:
            return post.ts
        found = await self._find(post, fits)
        if found is not None:
            await self._answered(workspace, key, found)
        return found

    async def _find(self, post: Post, fits: Fits) -> str | None:
        try:
            messages = await self._messages(post)
        except SlackError:
            # Without the scope to read this channel a repeated message is the lesser evil.
            return None
        return next((str(message["ts"]) for message in messages if fits(message)), None)

    async def _messages(self, post: Post) -> list[dict[str, Any]]:
        """The newest of a conversation; of a thread, which Slack lists from its beginning, what is as new."""
        if post.thread_ts is None:
            answer = await called(
                self._client.conversations_history(channel=post.channel, include_all_metadata=True, limit=15)
            )
        else:
            since = f"{(post.claimed_at - SKEW).timestamp():.6f}"
            answer = await called(
                self._client.conversations_replies(
                    channel=post.channel,
                    ts=post.thread_ts,
                    oldest=since,
                    include_all_metadata=True,
                    limit=100,
                )
            )
        found: list[dict[str, Any]] = answer.get("messages", [])
        return found

    async def _post(self, workspace: str, key: str, place: tuple[str, str | None], message: Message) -> str:
        channel, thread_ts = place
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
        ts = str(answer["ts"])
        # Where it was claimed for may have turned out to be no place for it.
        await self._answered(workspace, key, ts, place)
        return ts

    async def _update(
        self, channel: str, ts: str, message: Message, client: AsyncWebClient | None = None
    ) -> None:
        edits = client or self._client
        await called(
            edits.chat_update(channel=channel, ts=ts, text=message.text, blocks=list(message.blocks))
        )

    async def _answered(
        self, workspace: str, key: str, ts: str, place: tuple[str, str | None] | None = None
    ) -> None:
        async with self._store.transaction(workspace) as repos:
            await repos.posts.answered(key, ts, place)


def _carries(key: str) -> Fits:
    def fits(message: dict[str, Any]) -> bool:
        metadata = message.get("metadata") or {}
        found = metadata.get("event_payload", {}).get("key")
        return metadata.get("event_type") == METADATA and found == key

    return fits


def _files_of(message: dict[str, Any]) -> list[tuple[str, int]]:
    return [(file.get("name", ""), file.get("size", 0)) for file in message.get("files", [])]
