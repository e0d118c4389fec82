"""Where a case happens: what its arguments name with a $ is made when it is asked for, anew each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot import limits
from bot.sandbox import Sandbox


class Hands:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 21, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def later(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Place:
    """A workspace in which anything that a case needs can be had by its name."""

    def __init__(self, sandbox: Sandbox, hands: Hands) -> None:
        self.sandbox = sandbox
        self._hands = hands
        self._app = AsyncWebClient(
            token=sandbox.credentials.bot_token, base_url=f"{sandbox.url}/api/", timeout=5
        )
        self._dana = sandbox.person("rep")

    async def filled(self, value: Any) -> Any:
        """The value with everything it names put in."""
        if isinstance(value, dict):
            return {name: await self.filled(item) for name, item in value.items()}
        if isinstance(value, list):
            return [await self.filled(item) for item in value]
        if isinstance(value, str) and value.startswith("$"):
            return await getattr(self, value[1:])()
        return value

    # Conversations and people

    async def dm(self) -> str:
        return self._dana.channel().id

    async def sales(self) -> str:
        return self._dana.channel("sales").id

    async def general(self) -> str:
        return self._dana.channel("general").id

    async def channel(self) -> str:
        """A channel of the app's own."""
        made = await self._app.conversations_create(name=await self.new_name())
        return str(made["channel"]["id"])

    async def archived(self) -> str:
        """A channel of the app's that is closed."""
        channel = await self.channel()
        await self._app.conversations_archive(channel=channel)
        return channel

    async def new_name(self) -> str:
        return f"new-{uuid4().hex[:12]}"

    async def dana(self) -> str:
        return self._dana.id

    async def bot(self) -> str:
        return self.sandbox.slack.bot.id

    # Messages

    async def thread(self) -> str:
        """A message of Dana's to the app."""
        return await self._dana.send("find people")

    async def public_thread(self) -> str:
        return await self._dana.send("find people", "sales")

    async def own(self) -> str:
        """A message of the app."""
        return str((await self._app.chat_postMessage(channel=await self.dm(), text="mine"))["ts"])

    async def reacted(self) -> str:
        ts = await self.thread()
        await self._app.reactions_add(channel=await self.dm(), timestamp=ts, name="eyes")
        return ts

    async def session(self) -> str:
        ts = await self.thread()
        await self._app.agents_sessions_setStatus(channel_id=await self.dm(), thread_ts=ts, status="active")
        return ts

    # Times

    async def soon(self) -> int:
        return self._at(timedelta(minutes=5))

    async def yesterday(self) -> int:
        return self._at(timedelta(days=-1))

    async def next_year(self) -> int:
        return self._at(timedelta(days=365))

    def _at(self, later: timedelta) -> int:
        return int((self._hands.at + later).timestamp())

    # Streams

    async def _stream(self, **content: Any) -> str:
        started = await self._app.chat_startStream(
            channel=await self.dm(), thread_ts=await self.thread(), **content
        )
        return str(started["ts"])

    async def stream(self) -> str:
        """A stream that has begun with text."""
        return await self._stream(markdown_text="Hello")

    async def chunked(self) -> str:
        """A stream that has begun with chunks."""
        return await self._stream(chunks=[{"type": "markdown_text", "text": "Hello"}])

    async def bare(self) -> str:
        """A stream without content."""
        return await self._stream()

    async def stopped(self) -> str:
        ts = await self.stream()
        await self._app.chat_stopStream(channel=await self.dm(), ts=ts)
        return ts

    async def aged(self) -> str:
        """A stream that is open for too long."""
        ts = await self.stream()
        self._hands.later(limits.STREAM_SECONDS + 1)
        return ts

    async def full(self) -> str:
        """A stream that can hold no more."""
        ts = await self._stream(markdown_text="x" * 10_000)
        await self._app.chat_appendStream(channel=await self.dm(), ts=ts, markdown_text="x" * 500)
        return ts

    # Views

    async def trigger(self) -> str:
        return self.sandbox.slack.triggers.issue(self._dana.id)

    async def used_trigger(self) -> str:
        trigger = await self.trigger()
        self.sandbox.slack.triggers.exchange(trigger)
        return trigger

    async def old_trigger(self) -> str:
        trigger = await self.trigger()
        self._hands.later(limits.TRIGGER_SECONDS + 1)
        return trigger

    async def _opened(self, **more: Any) -> dict[str, Any]:
        view = {"type": "modal", "title": {"type": "plain_text", "text": "Open"}, "blocks": [], **more}
        opened = await self._app.views_open(trigger_id=await self.trigger(), view=view)
        return dict(opened["view"])

    async def opened(self) -> str:
        """The id of a modal before Dana."""
        return str((await self._opened())["id"])

    async def outer_trigger(self) -> str:
        """A trigger from within a modal."""
        await self._opened()
        return await self.trigger()

    async def deep_trigger(self) -> str:
        """A trigger from within the innermost modal that there may be."""
        await self._opened()
        view = {"type": "modal", "title": {"type": "plain_text", "text": "More"}, "blocks": []}
        for _ in range(limits.VIEW_STACK - 1):
            await self._app.views_push(trigger_id=await self.trigger(), view=view)
        return await self.trigger()

    async def taken(self) -> str:
        """An external id that an open modal has."""
        external_id = uuid4().hex
        await self._opened(external_id=external_id)
        return external_id

    async def published(self) -> str:
        """A person whose Home shows something."""
        await self._app.views_publish(user_id=self._dana.id, view={"type": "home", "blocks": []})
        return self._dana.id

    # Files, response URLs and the app itself

    async def client_id(self) -> str:
        return self.sandbox.credentials.client_id

    async def client_secret(self) -> str:
        return self.sandbox.credentials.client_secret

    async def file(self) -> str:
        """A file whose bytes have arrived."""
        shared = await self._app.files_upload_v2(content="Name\nAda\n", filename="leads.csv")
        return str(shared["files"][0]["id"])

    async def sent(self) -> str:
        """A file whose bytes have arrived, but that is not complete."""
        begun = await self._app.files_getUploadURLExternal(filename="leads.csv", length=9)
        async with aiohttp.ClientSession() as session:
            await session.post(begun["upload_url"], data=b"Name\nAda\n")
        return str(begun["file_id"])

    async def unsent(self) -> str:
        """A file whose bytes have not."""
        begun = await self._app.files_getUploadURLExternal(filename="leads.csv", length=9)
        return str(begun["file_id"])

    async def response_url(self) -> str:
        channel, ts = await self.dm(), await self.own()
        token = self.sandbox.slack.response_urls.issue(self._dana.id, channel, message_ts=ts)
        return f"{self.sandbox.url}/response/{token}"

    async def used_response_url(self) -> str:
        url = await self.response_url()
        for _ in range(limits.RESPONSE_URL_USES):
            self.sandbox.slack.response_urls.use(url.rpartition("/")[2])
        return url

    async def old_response_url(self) -> str:
        url = await self.response_url()
        self._hands.later(limits.RESPONSE_URL_SECONDS + 1)
        return url
