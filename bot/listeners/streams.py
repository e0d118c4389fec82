"""Streams: the link by which a search is followed elsewhere."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp

from agent.prospecting.stream import Streams
from bot.desk import Desk
from bot.http.stream import url_of
from bot.listeners.common import Click, on_click
from bot.views.stream import link_modal


class StreamListeners:
    """The menu of a search's card."""

    def __init__(self, streams: Streams, desk: Desk) -> None:
        self._streams = streams
        self._desk = desk

    async def follow(self, click: Click) -> None:
        """Show a link to whoever may see the search; each is good by itself."""
        link = await self._streams.link(click.actor, click.value)
        url = url_of(self._desk.address, link)
        await click.open(link_modal(url, link.until, public=self._desk.public))


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen, where there is something to follow."""
    if desk.services.streams is None:
        return
    streams = StreamListeners(desk.services.streams, desk)
    on_click(app, desk, "icp_follow", streams.follow)
