"""Contact providers in the settings: keys, order, what is skipped, the ledger."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.enrichment.vendors import keyed
from agent.errors import InvalidError
from agent.roles import Act, require
from bot.desk import Desk
from bot.listeners.common import Click, in_modal, on_click, on_submit, typed
from bot.slack import called
from bot.views.ledger import ledger_message, ledger_modal
from bot.views.provider import PREFIX, key_modal, key_saved_modal, providers_modal


class ProviderListeners:
    """Clicks in the window of the providers."""

    def __init__(self, desk: Desk) -> None:
        self._vendors = desk.services.vendors
        self._posting = desk.posting

    async def open(self, click: Click) -> None:
        await click.push(providers_modal(await self._vendors.page(click.actor)))

    async def _again(self, click: Click) -> None:
        await click.update(providers_modal(await self._vendors.page(click.actor)))

    async def _figures(self, click: Click) -> None:
        """The ledger, in the window or in the message that was clicked in."""
        page = await self._vendors.page(click.actor)
        if in_modal(click):
            await click.update(ledger_modal(page))
        else:
            await click.edit(ledger_message(page))

    async def table(self, click: Click) -> None:
        """Send the ledger into the person's own conversation, once from each window."""
        page = await self._vendors.page(click.actor)
        opened = await called(click.client.conversations_open(users=click.actor.user))
        key, place = f"ledger:{click.view['id']}", (str(opened["channel"]["id"]), None)
        await self._posting.once(click.actor.workspace, key, place, ledger_message(page))
        await click.update(ledger_modal(page, sent=True))

    async def back(self, click: Click) -> None:
        await self._again(click)

    async def ledger(self, click: Click) -> None:
        await self._figures(click)

    async def key(self, click: Click) -> None:
        require(click.actor, Act.SETTLE)
        await click.update(key_modal(keyed(click.value)))

    async def save(self, click: Click) -> dict[str, Any]:
        """Keep a key that its vendor accepts; else say at the field what is wrong."""
        name = click.view["private_metadata"]
        place = f"{PREFIX}{name}:"
        values = {block.removeprefix(place): value for block, value in typed(click.view).items()}
        try:
            await self._vendors.put(click.actor, name, values)
        except InvalidError as error:
            field = error.field or keyed(name).fields[-1].name
            return {"response_action": "errors", "errors": {f"{place}{field}": str(error)}}
        return {"response_action": "update", "view": key_saved_modal(keyed(name))}

    async def remove(self, click: Click) -> None:
        await self._vendors.remove(click.actor, click.value)
        await self._again(click)

    async def demo(self, click: Click) -> None:
        await self._vendors.use_demo(click.actor)
        await self._again(click)

    async def up(self, click: Click) -> None:
        await self._vendors.shift(click.actor, click.value, -1)
        await self._again(click)

    async def down(self, click: Click) -> None:
        await self._vendors.shift(click.actor, click.value, 1)
        await self._again(click)

    async def skip(self, click: Click) -> None:
        await self._vendors.skip(click.actor, click.value, skip=True)
        await self._again(click)

    async def use(self, click: Click) -> None:
        await self._vendors.skip(click.actor, click.value, skip=False)
        await self._again(click)

    async def adopt(self, click: Click) -> None:
        await self._vendors.adopt(click.actor, tuple(click.value.split(",")))
        await self._figures(click)

    async def undo(self, click: Click) -> None:
        await self._vendors.undo(click.actor)
        await self._figures(click)


def register(app: AsyncApp, desk: Desk) -> None:
    providers = ProviderListeners(desk)
    on_click(app, desk, "providers_open", providers.open)
    on_click(app, desk, "provider_back", providers.back)
    on_click(app, desk, "provider_ledger", providers.ledger)
    on_click(app, desk, "provider_table", providers.table)
    on_click(app, desk, "provider_key", providers.key)
    on_click(app, desk, "provider_remove", providers.remove)
    on_click(app, desk, "provider_demo", providers.demo)
    on_click(app, desk, "provider_up", providers.up)
    on_click(app, desk, "provider_down", providers.down)
    on_click(app, desk, "provider_skip", providers.skip)
    on_click(app, desk, "provider_use", providers.use)
    on_click(app, desk, "provider_order", providers.adopt)
    on_click(app, desk, "provider_undo", providers.undo)
    on_submit(app, desk, "provider_form", providers.save)
