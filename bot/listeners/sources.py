"""Sources of companies in the settings: a list that is uploaded, keys of web searches."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.enrichment.vendors import CHECK_SECONDS, keyed
from agent.errors import AgentError
from agent.roles import Act, Actor, require
from bot.desk import Desk
from bot.files import upload_of
from bot.listeners.common import Click, on_click, on_submit
from bot.listeners.imports import files_of, is_list
from bot.views.blocks import Block
from bot.views.provider import key_modal
from bot.views.source import list_modal, sources_modal

NO_LIST = "Choose a CSV or TSV file."
SLOW = "Slack did not hand out that file in time. Please try again."


class SourceListeners:
    """Clicks in the window of the sources."""

    def __init__(self, desk: Desk) -> None:
        self._vendors = desk.services.vendors
        self._lists = desk.services.lists
        self._prospecting = desk.services.prospecting

    async def _page(self, actor: Actor) -> Block:
        sources = self._prospecting.sources if self._prospecting is not None else ()
        searches = await self._vendors.searches(actor)
        return sources_modal(sources, searches, await self._lists.card(actor))

    async def open(self, click: Click) -> None:
        await click.push(await self._page(click.actor))

    async def back(self, click: Click) -> None:
        await click.update(await self._page(click.actor))

    async def key(self, click: Click) -> None:
        require(click.actor, Act.SETTLE)
        await click.update(key_modal(keyed(click.value)))

    async def remove_key(self, click: Click) -> None:
        await self._vendors.remove(click.actor, click.value)
        await click.update(await self._page(click.actor))

    async def choose_list(self, click: Click) -> None:
        require(click.actor, Act.SETTLE)
        await click.update(list_modal())

    async def upload(self, click: Click) -> dict[str, Any]:
        """Take the list that was chosen, or say at the field what is wrong with it."""
        files = files_of(click.view, "file")
        wrong = await self._wrong(click, files[0]) if files and is_list(files[0]) else NO_LIST
        if wrong:
            return {"response_action": "errors", "errors": {"file": wrong}}
        return {"response_action": "update", "view": await self._page(click.actor)}

    async def _wrong(self, click: Click, file: dict[str, Any]) -> str:
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                await self._lists.upload(click.actor, upload_of(file))
        except TimeoutError:
            return SLOW
        except AgentError as error:
            return str(error)
        return ""

    async def remove_list(self, click: Click) -> None:
        await self._lists.remove(click.actor)
        await click.update(await self._page(click.actor))


def register(app: AsyncApp, desk: Desk) -> None:
    sources = SourceListeners(desk)
    on_click(app, desk, "sources_open", sources.open)
    on_click(app, desk, "source_back", sources.back)
    on_click(app, desk, "source_key", sources.key)
    on_click(app, desk, "source_key_remove", sources.remove_key)
    on_click(app, desk, "source_list", sources.choose_list)
    on_click(app, desk, "source_list_remove", sources.remove_list)
    on_submit(app, desk, "source_list_form", sources.upload)
