"""Searches for contacts: started, declined, stopped."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp

from bot.desk import Desk
from bot.listeners.common import Click, on_click


class ContactListeners:
    """Clicks on a search's card."""

    def __init__(self, desk: Desk) -> None:
        self._contacts = desk.services.contacts

    async def start(self, click: Click) -> None:
        await self._contacts.start(click.actor, click.value)

    async def decline(self, click: Click) -> None:
        await self._contacts.decline(click.actor, click.value)

    async def stop(self, click: Click) -> None:
        await self._contacts.stop(click.actor, click.value)


def register(app: AsyncApp, desk: Desk) -> None:
    contacts = ContactListeners(desk)
    on_click(app, desk, "contact_start", contacts.start)
    on_click(app, desk, "contact_decline", contacts.decline)
    on_click(app, desk, "contact_stop", contacts.stop)
